"""The panels: each is given a snapshot and shows it; what a person wants goes up as a message."""
