"""Working together: who else is here, what others changed since one last looked, and one's own changes as a list."""

from collections.abc import Iterator
from functools import cached_property

from textual import on

from tracker.domain.model.history import Entry
from tracker.domain.model.presence import PresentUser, here_label
from tracker.domain.model.snapshot import Snapshot
from tracker.domain.search.lookup import Found
from tracker.domain.words.history_sentences import changed_since
from tracker.personal.remembered import LastLook
from tracker.store import Presence
from tracker.ui.main.dialogs import AskingScreen
from tracker.ui.rendering.lines import line
from tracker.ui.rendering.record import SetBy
from tracker.ui.rendering.together import changed_rows, together_rows
from tracker.ui.typeahead import BESIDE
from tracker.ui.widgets.rows import RowPanel

_UNDECIDED = frozenset(("planned", "tentative", "confirmed", "in_progress", "held"))
"""Statuses that say no more than the programme does, or the hours beside them."""

MOST_NEWS = 500
"""Changes that are looked back at, at most; ``H`` and ``tracker history`` have them all."""


class TogetherScreen(AskingScreen):
    """``o`` and ``Z`` and what the poll brings of the others."""

    here: tuple[PresentUser, ...] = ()
    """The other open screens."""
    presence: Presence | None = None
    last_look = LastLook(None, "")
    _unseen: frozenset[str] = frozenset()
    _watched = ""

    @cached_property
    def _setters(self) -> dict[str, SetBy | None]:
        """Who gave each row its status, by its id; None where it is being looked up, or isn't known."""
        return {}

    def on_mount(self) -> None:
        """Mark what others changed since this person last looked."""
        self.seen_up_to = self.state.seq if (seen := self.last_look.read()) is None else seen
        if self.seen_up_to < self.state.seq:
            self.run_worker(self._mark_news(), group=BESIDE)

    def on_unmount(self) -> None:
        """Be here no more."""
        if self.presence is not None:
            self.presence.leave()

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Show a new snapshot, and mark what others changed in it."""
        for entry in snapshot.news:
            for row_id in _statuses_set(entry):
                self._setters[row_id] = SetBy(entry.actor.name, entry.at)
        super().watch_snapshot(snapshot)
        me = self.store_worker.store.actor
        for entry in changed_since(snapshot.news, self.seen_up_to, me):
            self._mark(self._unseen | set(changed_rows(snapshot.state, entry)))

    async def look_around(self) -> None:
        """Say where this screen is, and take in where the others are."""
        if self.presence is None:
            return
        presence, row_id = self.presence, self.subject().id
        here = await self.store_worker.run(lambda: presence.look(row_id))
        if here != self.here:
            self.here = here
            self.show_status()

    def set_by(self, subject: Found) -> SetBy | None:
        """Return who gave an item or a session the status that it has, once that was looked up in the history."""
        row_id, row = subject.id, self.state.tables[subject.table].get(subject.id) if subject.table else None
        if getattr(row, "status", _UNDECIDED) in _UNDECIDED:
            return None
        if row_id not in self._setters:
            self._setters[row_id] = None
            self.run_worker(self._look_up(row_id), group=BESIDE)
        return self._setters[row_id]

    async def _look_up(self, row_id: str) -> None:
        """Find out who gave a row its status, and show it."""
        entries = await self.store_worker.run(lambda: self.store_worker.store.history(row_id, limit=MOST_NEWS))
        found = next((entry for entry in entries if row_id in _statuses_set(entry)), None)
        if found is not None and self._setters[row_id] is None:
            self._setters[row_id] = SetBy(found.actor.name, found.at)
            self.show_subject()

    def here_words(self) -> str:
        """Return how the status line counts who is here."""
        return here_label(len(self.here))

    def action_together(self) -> None:
        """List who is here and what others changed; all of it counts as looked at then."""
        self.ask(self._together())

    def action_own_changes(self) -> None:
        """List this person's own changes, to take them back or do them again one by one."""
        self.ask(self._own_changes())

    @on(RowPanel.Selected)
    def _seen(self, message: RowPanel.Selected) -> None:
        """Take the mark off a row once the cursor has been on it and leaves it."""
        if message.panel in (self.schedule, self.agenda) and message.row_id != self._watched:
            self._mark(self._unseen - {self._watched})
            self._watched = message.row_id

    async def _together(self) -> None:
        from tracker.ui.dialogs.list_dialog import ListScreen

        await self.look_around()
        news = await self._news()
        rows = tuple(together_rows(self.state, self.here, news))
        self.seen_up_to = self.state.seq
        self.last_look.write(self.seen_up_to)
        self._mark(frozenset())
        chosen = await self.app.push_screen_wait(ListScreen("together", "o", line("Together"), rows, self.glyphs))
        self.go_to(chosen)

    async def _own_changes(self) -> None:
        from tracker.ui.dialogs.my_changes import OwnChangesScreen

        screen = OwnChangesScreen(self)
        screen.entries = await self._entries()
        self.go_to(await self.app.push_screen_wait(screen))

    def go_to(self, chosen: str | None) -> None:
        """Go to the row that the id of a list's row ends in."""
        row_id = (chosen or "").partition(":")[2]
        if row_id and self.state.table_with(row_id):
            self.action_reveal(row_id)

    async def _entries(self) -> tuple[Entry, ...]:
        return await self.store_worker.run(lambda: self.store_worker.store.history(limit=MOST_NEWS))

    async def _news(self) -> tuple[Entry, ...]:
        return changed_since(await self._entries(), self.seen_up_to, self.store_worker.store.actor)

    async def _mark_news(self) -> None:
        rows = {row_id for entry in await self._news() for row_id in changed_rows(self.state, entry)}
        self._mark(self._unseen | rows)

    def _mark(self, row_ids: set[str] | frozenset[str]) -> None:
        if row_ids != self._unseen:
            self._unseen = frozenset(row_ids)
            self.schedule.show_changed(self._unseen)
            self.agenda.show_changed(self._unseen)


def _statuses_set(entry: Entry) -> Iterator[str]:
    """Yield the ids of the rows whose status an entry set, or to what it defers them."""
    for change in entry.changes:
        if change.after is not None and not change.after.keys().isdisjoint(("status", "carried_to")):
            yield change.id
