"""Rules of a meeting, and who may change what."""
