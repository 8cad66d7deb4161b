"""The driver of the terminal, by its parts and in a small app."""
