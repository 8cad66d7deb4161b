"""The installed command, and ``python -m tracker``: a process that begins quickly and ends quickly."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

_NEW_OBJECTS_TO_COLLECT = 50_000
"""Python's own 700 would look through all modules again and again while they are loaded."""


def main() -> NoReturn:
    """Run the command line and leave the process with its exit code."""
    gc.set_threshold(_NEW_OBJECTS_TO_COLLECT)
    from tracker.cli.main import tracker

    try:
        tracker.main()
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else 1)


def _leave(code: int) -> NoReturn:
    """End the process; after a verb nothing is left to do, and taking all modules apart takes longer than it did."""
    if "textual" in sys.modules:
        sys.exit(code)
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
