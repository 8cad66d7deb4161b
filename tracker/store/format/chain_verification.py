"""The chain of a journal, checked line by line."""

from typing import NamedTuple

from tracker.store.format.encoding import UnreadableError
from tracker.store.format.journal import ADOPT, BrokenChainError, Journal, Position, body_of, record_of

LISTED = 5
"""Most damaged lines that are named."""


class Chain(NamedTuple):
    """One journal from end to end."""

    records: int
    """Number of good ones."""
    bad_lines: tuple[int, ...]
    """Numbers, from 1 on, of the first lines that are damaged or don't follow the line before."""
    rebuilds: bool
    """The records from the newest whole state on are all good."""


def walk(journal: Journal, limit: int, before: Position) -> Chain:
    """Check every line of a journal up to the byte ``limit``, of which the first follows ``before``."""
    position: Position | None = before
    offset, good, bad, rebuilds = 0, 0, [], False
    for number, line in enumerate(journal.lines(0, limit), 1):
        offset += len(line)
        try:
            body = body_of(line)
            here = Position(offset, body["seq"], body["sum"])
            # After a damaged line nothing tells what should follow, so the next one is only asked for its own seal.
            adopts = body["edit"] == ADOPT if position is None else record_of(line, position).adopts
            rebuilds = rebuilds or adopts
            good += 1
            position = here
        except BrokenChainError:
            bad.append(number)
            position, rebuilds = here, body["edit"] == ADOPT
        except (UnreadableError, KeyError):
            bad.append(number)
            position, rebuilds = None, False
        # A file full of other lines must not fill the memory with their numbers.
        del bad[LISTED + 1 :]
    return Chain(good, tuple(bad), rebuilds)
