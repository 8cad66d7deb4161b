"""The seal of a meeting: the checksum of the newest change, which stands for all changes before it.

Each record of the journal holds the checksum of the one before it, so whoever has a seal that was signed or read out
can tell later whether anything up to it was changed, taken out or put in, even by someone who made all checksums anew.
"""

from pathlib import Path
from typing import NamedTuple

from tracker.errors import DamagedError, StoreError
from tracker.store.format.journal import START, BrokenChainError, Journal, Position, opened_journal
from tracker.store.format.rotation import kept_name, oldest_first
from tracker.store.io.folder import Folder, reason
from tracker.store.io.oscalls import OsCalls
from tracker.store.loading import promised_end
from tracker.store.lockfile import read_mark

_REPAIR = "See what is wrong with: tracker doctor"


class Seal(NamedTuple):
    """What stands for a meeting as it is after a change."""

    seq: int
    """Sequence number of the change; 0 for the programme alone."""
    digest: str
    """SHA-256 of its record, 64 hexadecimal digits."""


def seal_of_meeting(path: Path) -> Seal:
    """Return the seal of the meeting in the folder ``path``, all of its chain checked.

    Raises:
        DamagedError: the chain is broken; nothing can be sealed.
        StoreError: there is no meeting, or it can't be read.
    """
    *_, last = _chain(path)
    return Seal(last.seq, last.head)


def change_sealed_by(path: Path, digest: str) -> int | None:
    """Return the number of the change that ``digest`` is the seal of; None where the record doesn't hold it.

    Raises:
        DamagedError: the chain is broken.
        StoreError: there is no meeting, or it can't be read.
    """
    return next((position.seq for position in _chain(path) if position.head == digest), None)


def _chain(path: Path) -> list[Position]:
    try:
        with Folder(path, OsCalls()) as folder, opened_journal(folder) as journal:
            if journal is None:
                raise FileNotFoundError
            return _positions(journal, promised_end(journal, read_mark(folder)))
    except FileNotFoundError:
        raise StoreError(f"There is no meeting in {path} yet, so there is nothing to seal.") from None
    except BrokenChainError as error:
        words = f"The journal in {path} was changed from outside after change {error.before.seq}."
        raise DamagedError(words, _REPAIR) from error
    except OSError as error:
        raise StoreError(f"The journal in {path} can't be read: {reason(error)}.") from error


def _positions(journal: Journal, end: int) -> list[Position]:
    found: list[Position] = []
    for segment in oldest_first(journal, end):
        before = segment.before
        if not found and before != START:
            missing = journal.folder.path / kept_name(before)
            raise DamagedError(f"{missing} is missing or damaged: the record before it can't be sealed.", _REPAIR)
        found += (record.position for record in segment.journal.records(before, segment.end))
    if not found:
        raise FileNotFoundError
    return found
