"""The table of checks: each command of the registry has exactly one."""

from collections.abc import Awaitable, Callable

from textual.pilot import Pilot

from tracker.ui.app import TrackerApp

Check = Callable[[TrackerApp, Pilot[None], str], Awaitable[None]]
CHECKS: dict[str, Check] = {}
"""The check of each command by its id; it gets the app on the shipped meeting and one of the command's keys."""


def checks(command_id: str) -> Callable[[Check], Check]:
    """Register the check of one command; each gets every key of it in turn."""

    def register(check: Check) -> Check:
        assert command_id not in CHECKS, command_id
        CHECKS[command_id] = check
        return check

    return register
