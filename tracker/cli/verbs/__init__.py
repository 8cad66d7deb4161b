"""The verbs, loaded when they are called."""
