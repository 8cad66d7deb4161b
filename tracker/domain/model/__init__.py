"""The rows of a meeting and what can be done to them as data: states, changes, ids."""
