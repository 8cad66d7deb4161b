"""Where the screen hands its edits in: one thread that does the store's work in the order in which it was asked."""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from tracker.store import MeetingStore

Result = TypeVar("Result")

SLOW_AFTER = 0.25
"""Seconds after which an edit that isn't on disk yet is shown as being saved; most take a hundredth of that."""

PATIENCE = 0.5
"""Seconds to wait at the end for what was handed in; a change takes a hundredth of that where nobody holds the lock."""


class StoreWorker:
    """Runs the store's blocking calls off the screen's loop, never two at once and never out of order.

    The thread is a daemon: a call that waits for someone else's lock must not hold up a process whose line was
    dropped. Nothing of it was shown as saved, and the store is made to be ended at any instant.
    """

    def __init__(self, store: MeetingStore) -> None:
        """Work for ``store``."""
        self.store = store
        """The store; call its methods only through ``run()``, but for ``snapshot()``."""
        self._handed_in: list[float] = []
        """When each call was handed in that isn't through."""
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="store", daemon=True)
        self._thread.start()

    async def run(self, call: Callable[[], Result]) -> Result:
        """Return what ``call`` returns, or raise what it raises, once all calls before it are through."""
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[Result] = loop.create_future()
        since = loop.time()
        self._handed_in.append(since)
        self._work.put(lambda: _settle(loop, outcome, call))
        try:
            return await outcome
        finally:
            self._handed_in.remove(since)

    def is_slow(self) -> bool:
        """Say whether a call has been waiting for longer than a person takes for nothing."""
        now = asyncio.get_running_loop().time()
        return any(now - since > SLOW_AFTER for since in self._handed_in)

    def close(self) -> None:
        """Take no more calls; wait a moment for those that were handed in."""
        self._work.put(None)
        self._thread.join(PATIENCE)

    def _serve(self) -> None:
        while (work := self._work.get()) is not None:
            work()


def _settle(loop: asyncio.AbstractEventLoop, outcome: asyncio.Future[Any], call: Callable[[], Any]) -> None:
    """Do a call and tell its outcome to the loop that waits for it, if that one still runs."""
    try:
        result = call()
    except Exception as error:  # whatever it is, it belongs to the one who asked
        _tell(loop, outcome, outcome.set_exception, error)
    else:
        _tell(loop, outcome, outcome.set_result, result)


def _tell(
    loop: asyncio.AbstractEventLoop, outcome: asyncio.Future[Any], settle: Callable[[Any], None], what: object
) -> None:
    def settle_if_waited_for() -> None:
        if not outcome.done():
            settle(what)

    with contextlib.suppress(RuntimeError):  # the loop has ended: nobody waits any more
        loop.call_soon_threadsafe(settle_if_waited_for)
