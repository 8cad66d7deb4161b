"""Frames that draw only the lines in sight, and the fields of forms."""
