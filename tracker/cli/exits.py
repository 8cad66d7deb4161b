"""From whatever a verb ends with to an exit code and, at most, one clear sentence on standard error.

0: done. 1: it can't be done, and why. 2: wrong usage. 70: a fault of the program (``EX_SOFTWARE`` of sysexits.h).
130 and 141: stopped by Ctrl+C, and by a reader that closed the pipe (128 and the signal's number, as shells say it).
"""

from collections.abc import Callable
from pathlib import Path

import click

from tracker.cli.output import OutputError, complain, flush
from tracker.errors import TrackerError
from tracker.same_program import fault_of_loading

DONE = 0
REFUSED = 1
INTERNAL_ERROR = 70
INTERRUPTED = 130
PIPE_CLOSED = 141

_LONGEST_MESSAGE = 1000
"""Most characters of a complaint about wrong usage: it repeats what was typed, however long that was."""

_PACKAGE = Path(__file__).parent.parent


def exit_code_of(
    work: Callable[[], object], state_folder: Callable[[], Path | None], done: Callable[[], str] = lambda: ""
) -> int:
    """Do ``work`` and return the exit code that its end stands for; a verb that returns an ``int`` chose it itself.

    Args:
        work: what is to be done.
        state_folder: tells where the report of a fault goes, and is asked after it.
        done: tells what was done for good although it could not be told: ``D1 was recorded``; empty for nothing.
    """
    try:
        result = work()
        flush()
    except click.ClickException as error:
        asked = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "tracker"
        complain(error.format_message()[:_LONGEST_MESSAGE], f"See: {asked} --help")
        return error.exit_code
    except OutputError as error:
        return _untold(error, done())
    except TrackerError as error:
        complain(error.message, error.hint)
        return REFUSED
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:  # the last resort: a traceback could print what people wrote
        if fault := fault_of_loading(error):
            complain(fault)
            return REFUSED
        return _crashed(error, state_folder())
    return result if isinstance(result, int) else DONE


def _untold(error: OutputError, done: str) -> int:
    """Tell what can't be printed; a reader that went away is told nothing, unless something was done meanwhile."""
    if done:
        complain(f"{done}, but it could not be printed ({error.why}).", "Nothing needs to be done again.")
    elif error.is_closed_pipe:
        return PIPE_CLOSED
    else:
        complain(error.message)
    return REFUSED


def _crashed(error: Exception, folder: Path | None) -> int:
    """Tell of a fault of the program, and leave a report of it in ``folder`` for the next start of the screen."""
    from tracker.clock import SystemClock
    from tracker.personal.crashes import write_report

    report = folder and write_report(folder, error, SystemClock().now())
    hint = f"Please report this line, or send {report}: it holds no text of the meeting." if report else ""
    complain(f"internal error ({type(error).__name__}) at {_place_of(error)}", hint or "Please report this line.")
    return INTERNAL_ERROR


def _place_of(error: Exception) -> str:
    """Return file and line of the innermost frame of this program that ``error`` went through."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    frame = (own or frames)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
