"""Tests of how the house is built: who imports whom, who reads the clock, how large a file may grow."""
