"""Where the screen hands its edits in: one thread that does the store's work in the order in which it was asked."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from tracker.store.session import MeetingStore

Result = TypeVar("Result")


class Desk:
    """Runs the store's blocking calls off the screen's loop, never two at once and never out of order."""

    def __init__(self, store: MeetingStore) -> None:
        """Work for ``store``."""
        self.store = store
        """The store; call its methods only through ``run()``, but for ``snapshot()``."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def run(self, call: Callable[[], Result]) -> Result:
        """Return what ``call`` returns, or raise what it raises, once all calls before it are through."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    def close(self) -> None:
        """Take no more calls and forget those that haven't begun; one under way comes to its end by itself."""
        self._thread.shutdown(wait=False, cancel_futures=True)
