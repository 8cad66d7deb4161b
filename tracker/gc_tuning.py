"""When Python looks for garbage: hardly while the program begins, and then among what is new only.

Loading modules and reading a meeting make hundreds of thousands of objects that all stay. Looking through them at
Python's own pace takes a tenth of the time to the first picture.
"""

import gc

_NEW_OBJECTS_AT_START = 1_000_000
"""More than the start makes, and few enough for a verb that goes on making some."""

_NEW_OBJECTS_LATER = 10_000


def hardly_collect() -> None:
    """Let a process begin quickly; for one that goes on, ``collect_what_is_new()`` follows."""
    gc.set_threshold(_NEW_OBJECTS_AT_START)


def collect_what_is_new() -> None:
    """Look at what is made from here on, and never again at what is there: no key waits for that."""
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS_LATER)
