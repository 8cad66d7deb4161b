"""A person's own changes as a list, to take them back or do them again one by one."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tracker.domain.model.history import Entry
from tracker.domain.model.snapshot import Snapshot
from tracker.ui.dialogs.list_dialog import ListScreen
from tracker.ui.main.dialogs import AskingScreen
from tracker.ui.rendering.lines import line
from tracker.ui.rendering.together import entry_row


class OwnChangesScreen(ListScreen):
    """A person's own changes, the newest first; ``u`` and ``U`` work here too, and the list shows what they did."""

    KEYS: ClassVar = "u takes the newest back  U does it again  Enter goes there  / narrows  Esc closes"
    MISSING: ClassVar = "You have changed nothing yet."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "take_back", "Take back"),
        Binding("U", "do_again", "Do again"),
    ]

    def __init__(self, main: AskingScreen) -> None:
        """List the changes of the meeting that ``main`` shows."""
        super().__init__("own-changes", "Z", line("My changes"), (), main.glyphs)
        self._main = main
        self.entries: tuple[Entry, ...] = ()
        """The history, newest first."""

    def on_mount(self) -> None:
        """Show the changes, and those that come."""
        self.watch(self._main, "snapshot", self._take, init=False)
        self._show()

    def action_take_back(self) -> None:
        """Take the newest change back that still stands."""
        self._main.undo()

    def action_do_again(self) -> None:
        """Do again what was taken back last."""
        self._main.redo()

    def _take(self, snapshot: Snapshot | None) -> None:
        if snapshot is not None:
            newest = self.entries[0].seq if self.entries else 0
            news = [entry for entry in snapshot.news if entry.seq > newest]
            self.entries = (*sorted(news, key=lambda entry: -entry.seq), *self.entries)
            self._show()

    def _show(self) -> None:
        me = self._main.store_worker.store.actor
        own = [entry for entry in self.entries if entry.actor.is_same_person(me)]
        back = taken_back(own)
        rows = [
            entry_row(entry, self._main.state, "taken back" if entry.seq in back else "")
            for entry in own
            if entry.undoes is None and entry.redoes is None
        ]
        of_them = f", {len(back)} of them taken back" if back else ""
        self.show(line(f"My changes: {len(rows)}{of_them}"), rows)


def taken_back(entries: Sequence[Entry]) -> frozenset[int]:
    """Return the numbers of the changes that don't stand any more, of one person's ``entries``, newest first."""
    by_seq = {entry.seq: entry for entry in entries}
    back: set[int] = set()
    for entry in reversed(entries):
        if entry.undoes is not None:
            back.add(entry.undoes)
        elif entry.redoes is not None and (undone := by_seq.get(entry.redoes)) and undone.undoes is not None:
            back.discard(undone.undoes)
    return frozenset(back)
