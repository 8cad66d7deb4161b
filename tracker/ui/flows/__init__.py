"""What a command asks before it changes something; loaded with its first key."""
