"""Entries of a meeting's history, each with author and moment; they are its undo log too."""

from datetime import datetime

import msgspec

from tracker.domain.model.changes import Change


class Actor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who makes a change, as the system vouches for it."""

    uid: int
    """The real user id."""
    name: str
    """The login name that belongs to ``uid``, never taken from the environment; in a kiosk, who its command says."""
    account: str = ""
    """The login name that belongs to ``uid``, where ``name`` is another: several persons use one account in a kiosk."""
    key: str = ""
    """Fingerprint of the SSH key that let the person in (``SHA256:...``), where the server tells it."""
    login_uid: int | None = None
    """The user id of the login (``/proc/self/loginuid``), where the system keeps one: it survives ``sudo``."""

    def is_same_person(self, other: "Actor") -> bool:
        """Say whether two changes come from the same account."""
        return self.uid == other.uid and self.name == other.name


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change that was made, with all that is needed to do it again or take it back."""

    seq: int
    """1 for the first change of the meeting, then one more for each; orders the history, not the time does."""
    op: str
    """Unique name of the edit: the same edit sent twice is made once."""
    at: datetime
    """Wall time of the change, aware, in UTC; for show only."""
    actor: Actor
    edit: str
    """Which intent it was, such as ``tick``; the tag of the edit's type."""
    changes: tuple[Change, ...]
    undoes: int | None = None
    """Sequence number of the entry that this one takes back."""
    redoes: int | None = None
    """Sequence number of the undo entry that this one takes back."""
