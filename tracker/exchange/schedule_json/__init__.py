"""The ``schedule.json`` of frab and pretalx: reader and writer."""
