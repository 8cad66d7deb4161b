"""What a transaction is going to do, decided on the newest state and under the lock."""

from collections.abc import Callable
from typing import NamedTuple

from tracker.domain.model.changes import Change
from tracker.domain.model.history import Entry
from tracker.store.follower import Head
from tracker.store.format.journal import Journal


class Transaction(NamedTuple):
    """What a transaction is going to put into the journal."""

    edit: str
    """The intent's tag."""
    changes: tuple[Change, ...]
    undoes: int | None = None
    redoes: int | None = None
    warning: str = ""

    @property
    def is_nothing(self) -> bool:
        """Say whether all is as wanted already. An undo counts even so: it makes the next one go further back."""
        return not self.changes and self.undoes is None and self.redoes is None


TransactionPlanner = Callable[[Journal, Head, Entry], Transaction]
"""Decides on the newest state; the entry says whose change it is and when."""
