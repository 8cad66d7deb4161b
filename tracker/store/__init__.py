"""The meeting folder: written by several people at once, and no change is ever lost."""
