"""What comes in from other programs: each format says what of it can be taken, entry by entry, as edits."""
