"""The history: who changed what, when; of everything, or of what the cursor is on."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tracker.domain.model.history import Entry
from tracker.domain.model.state import State
from tracker.glyphs import Glyphs
from tracker.ui.dialogs.text_dialog import ReadingScreen
from tracker.ui.rendering.history import history_lines
from tracker.ui.rendering.lines import line, safe
from tracker.ui.store_worker import StoreWorker

MOST_ENTRIES = 500
"""Entries that are shown at most; ``tracker history`` has them all."""


class HistoryScreen(ReadingScreen):
    """Opens with the history of the meeting; Tab turns to that of one row and back."""

    WIDTH: ClassVar = 110
    KEYS: ClassVar = "Tab turns  Esc closes"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("H", "dismiss", "Close"),
        Binding("tab,shift+tab", "turn", "One row or all"),
    ]

    def __init__(self, store_worker: StoreWorker, state: Callable[[], State], row_id: str, glyphs: Glyphs) -> None:
        """Show the history of the meeting at ``store_worker``; ``row_id`` is the row that Tab turns to."""
        super().__init__("history", "H", glyphs)
        self._store_worker = store_worker
        self._state = state
        self._row_id = row_id
        self._is_of_row = False
        self._entries: Sequence[Entry] = ()

    def on_mount(self) -> None:
        """Read the history."""
        self.run_worker(self._read())

    def action_turn(self) -> None:
        """Turn from the history of everything to that of one row, or back."""
        self._is_of_row = bool(self._row_id) and not self._is_of_row
        self.run_worker(self._read())

    async def _read(self) -> None:
        row_id = self._row_id if self._is_of_row else None
        self._entries = await self._store_worker.run(
            lambda: self._store_worker.store.history(row_id, limit=MOST_ENTRIES)
        )
        of = line(" of ", safe(row_id)) if row_id else Content("")
        other = "Tab: all" if row_id else f"Tab: {self._row_id} only"
        lines = history_lines(self._entries, self._state(), min(self.WIDTH, self.app.size.width) - 2)
        self.show(line("History", of, "  ", safe(other if self._row_id else "")), lines)
