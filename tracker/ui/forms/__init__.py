"""The fields of each form, what they hold, and the edit that they make."""
