"""Tests of what goes over the line: bytes, signals, terminals, SSH, tmux."""
