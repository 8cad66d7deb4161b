"""What must be true of a meeting, and who may change what."""
