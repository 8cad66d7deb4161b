"""People who have the meeting open, and their places in it."""

from datetime import datetime
from typing import NamedTuple


class PresentUser(NamedTuple):
    """One open screen of the meeting."""

    name: str
    """Login name of the account that runs it, as the system vouches for it."""
    row_id: str
    """Id of the row under its cursor; empty where it is on none."""
    since: datetime
    """When it was opened, aware, in UTC."""


def here_label(others: int) -> str:
    """Return how the status line counts who is here, this screen too: ``3 here``; empty for nobody else."""
    return f"{others + 1} here" if others else ""
