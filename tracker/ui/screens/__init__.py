"""The screens: the main one with its panels, and what opens over it."""
