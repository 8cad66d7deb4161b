"""Painting as soon as there is nothing else to do, where Textual waits for the next tick of a timer."""

import asyncio
from collections.abc import Iterator

from textual import events
from textual.message_pump import MessagePump

from tracker.clock import Clock
from tracker.ui.textual_internals import PacedScreen, is_dirty, is_laying_out, paint_now
from tracker.ui.typeahead import may_paint

PAINTS_A_SECOND = 60
"""At most; Textual's own timer takes over where keys come faster."""


class PromptScreen(PacedScreen[None]):
    """Paints once for a key and for all that its messages change, and at once.

    Textual paints when a timer fires that may just have fired: for what a key changes by way of a message, such as the
    detail for the row under the cursor, that was a second paint up to 33 ms after the first.
    """

    clock: Clock
    _next_paint = 0.0

    def on_idle(self, event: events.Idle) -> None:
        """Paint what changed, unless it was painted just now; wait for the messages that are under way first."""
        if not self.is_current or not is_dirty(self) or is_laying_out(self):
            return
        if any(widget.message_queue_size for widget in self._senders()):
            event.prevent_default()
            asyncio.get_running_loop().call_soon(self.check_idle)
            return
        if (now := self.clock.monotonic()) >= self._next_paint:
            self._next_paint = now + 1 / PAINTS_A_SECOND
            paint_now(self)

    def may_paint(self) -> bool:
        """Say whether it is to be painted now, whatever is typed ahead."""
        return may_paint(self.app)

    def _senders(self) -> Iterator[MessagePump]:
        """Go through what sends messages that change what is seen."""
        raise NotImplementedError
