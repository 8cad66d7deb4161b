"""A terminal meeting tracker: the schedule, the agenda, and who ticked what, when."""

__version__ = "0.1.0"
