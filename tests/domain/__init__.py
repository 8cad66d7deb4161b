"""Tests of the pure meeting: rows, edits, rules, time."""
