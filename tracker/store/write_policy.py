"""When ``meeting.json`` is written anew.

While it is small, each change writes it. A large one would cost far more than the change itself, so changes are left
in the journal until they amount to a share of the file: over time each byte of a change then costs a fixed number of
bytes written, whatever the size of the meeting. In a quiet moment, and when a program lets go of the meeting, the file
catches up (``MeetingStore.settle()``).
"""

from tracker.store.config import StoreConfig
from tracker.store.io.folder import STATE_LIMIT

_SHARE = 16
_GROWTH = 2
"""A byte of a change makes no more than so many bytes of the file: most of its row's fields stand in it."""


def is_due(behind: int, size: int, config: StoreConfig) -> bool:
    """Say whether a file of ``size`` bytes must not stay ``behind`` so many bytes of the journal.

    It is due too where it might have grown beyond what a meeting may have, so that it is measured.
    """
    return size <= config.small_file or behind * _SHARE >= size or size + behind * _GROWTH > STATE_LIMIT
