"""What belongs to the person at the terminal and not to the meeting: their folder, their editor, their choices."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tracker.domain.model.programme import Programme
from tracker.domain.rules.roles import Role


class UserContext(NamedTuple):
    """All of it, with nothing kept and nothing offered where it isn't given."""

    settings_file: Path | None = None
    """Where the person's choices are written down; None where there is no place for them."""
    state_folder: Path | None = None
    """Where is kept what the program remembers for this person; None keeps nothing."""
    why_no_state: str = ""
    """Why there is no such folder."""
    editor: tuple[str, ...] = ()
    """The person's editor with its arguments; empty where there is none."""
    remember_theme: Callable[[str], None] = lambda _: None
    """Keeps the name of a theme that was chosen; may raise TrackerError."""
    remember_view: Callable[[str, str], None] = lambda _name, _query: None
    """Keeps a filter under a name, or forgets it where the filter is empty; may raise TrackerError."""
    read_programme: Callable[[Path], Programme] | None = None
    """Reads a programme file that the person names; raises TrackerError. None where no file can be named."""
    exports: Path | None = None
    """Folder in which exports get names of their own; None where none is offered."""
    role: Role = "secretary"
    """What the person may change; other commands aren't offered, and the store refuses them."""
    called: str = ""
    """Who the person is, where several use one account; empty for the account's own name."""
    may_stop: bool = True
    """Whether SIGTSTP may stop the program and leave the terminal to another."""
    take_report: Callable[[], str] = lambda: ""
    """Returns the report of the last run's crash, once; empty where there is none."""
