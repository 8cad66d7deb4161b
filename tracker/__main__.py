"""The installed command, and ``python -m tracker``: a process that begins quickly and ends quickly."""

import os
import sys
from contextlib import suppress
from typing import NoReturn

from tracker.gc_tuning import hardly_collect
from tracker.same_program import fault_of_loading


def main() -> NoReturn:
    """Run the command line and leave the process with its exit code."""
    hardly_collect()
    try:
        from tracker.cli.main import tracker
    except Exception as error:
        if fault := fault_of_loading(error):
            sys.exit(f"tracker: {fault}")
        raise
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
