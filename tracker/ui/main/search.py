"""Finding: a filter over all panels while one types, its hits one after the other, and views that are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from tracker.domain.model.snapshot import Snapshot
from tracker.domain.model.state import State
from tracker.domain.search.lookup import above
from tracker.domain.search.matching import Viewpoint, matches, prepare, with_context
from tracker.domain.search.query import Query, parse
from tracker.domain.timeline import local_time
from tracker.errors import TrackerError
from tracker.glyphs import ASCII
from tracker.text import clean
from tracker.ui.dialogs.choices import Option
from tracker.ui.dialogs.field import Field
from tracker.ui.main.dialogs import AskingScreen
from tracker.ui.rendering.lines import ERROR, MUTED, STRONG, fit, line, safe
from tracker.ui.rendering.status import keys_named
from tracker.ui.widgets.frame import FramePanel
from tracker.ui.widgets.rows import Filter, RowPanel

if TYPE_CHECKING:
    from tracker.ui.dialogs.find_line import Answer
    from tracker.ui.forms.form_values import FormValues

BUILT_IN_VIEWS: Mapping[str, str] = {
    "Open": "is:open",
    "Overdue": "is:overdue",
    "Deferred": "status:deferred",
    "Today": "day:today",
    "With decisions": "has:decision",
    "Changed by others": "is:changed",
}
"""Queries that everybody has, by name."""

_SAVE, _FORGET, _VIEW = "save", "forget", "view:"
_MOST_EARLIER = 50
_LEAST_OF_A_QUERY = 8


class Finding(NamedTuple):
    """A filter that is on."""

    text: str
    """As it was typed."""
    query: Query
    panel: FramePanel
    """Where the keys went before."""
    list_in_use: RowPanel
    """The list that the detail was about before."""
    rows: tuple[str, str]
    """Ids of the rows under the cursors of schedule and agenda before."""


class FindingScreen(AskingScreen):
    """``/``, ``.``, ``,``, ``b`` and what follows from them."""

    finding: Finding | None = None
    """The filter that is on; None while everything is shown."""
    views: Mapping[str, str] = MappingProxyType({})
    """This person's own views: queries by name."""
    remember_view: Callable[[str, str], None] = staticmethod(lambda _name, _query: None)
    """Keeps a view under a name, or forgets it where the query is empty; may raise TrackerError."""
    _earlier: tuple[str, ...] = ()
    _filtered_now: Filter | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of the hits to other commands that have them too, while nothing is looked for."""
        if action == "hit" and self.finding is None:
            return not self._hits_share_keys()
        return super().check_action(action, parameters)

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Filter a new snapshot, and show it."""
        super().watch_snapshot(snapshot)
        if self.finding is not None:
            self._filter(self.finding.query)

    def action_find(self) -> None:
        """Type what to look for."""
        text = self._begin_finding().text

        def left(kept: bool | None) -> None:
            self.drop_notice()
            finding = self.finding
            if kept and finding is not None and not finding.query.is_empty:
                others = (each for each in self._earlier if each != finding.text)
                self._earlier = (*others, finding.text)[-_MOST_EARLIER:]
                self._go_to_hit()
                self.show_keys()
            else:
                self._show_everything(go_back=True)

        from tracker.ui.dialogs.find_line import FindLine

        find_line = FindLine(text, self._typed, self._earlier, self.glyphs)
        self.app.push_screen(find_line, left)
        # Once the line is there to be typed into: of ten thousand points this takes as long as a few letters.
        find_line.call_after_refresh(prepare, self.state)

    def action_hit(self, step: int) -> None:
        """Go to the next hit of the list that has the keys, or to the one before."""
        if self.finding is None:
            self.tell("No filter is on: / finds.")
            return
        panel = self.active_panel if isinstance(self.active_panel, RowPanel) else self.agenda
        hits = self._hits_of(panel)
        if not hits:
            self.tell("No hits in this list.")
            return
        rest = [at for at in hits if (at - panel.cursor) * step > 0]
        panel.move_to(rest[0 if step > 0 else -1] if rest else hits[0 if step > 0 else -1])
        if not rest:
            self.tell("Wrapped to the top." if step > 0 else "Wrapped to the bottom.")

    def action_show_all(self) -> None:
        """Show all rows again; the cursor stays where it is."""
        self._show_everything(go_back=False)

    def action_views(self) -> None:
        """Choose a view that is kept, or keep this one."""
        self.ask(self._views())

    def action_reveal(self, row_id: str) -> None:
        """Go to a row; a filter that hides it is dropped."""
        if self._filtered_now is not None and row_id not in self._filtered_now.shown:
            self._show_everything(go_back=False)
        super().action_reveal(row_id)

    def mode_words(self) -> Sequence[Content]:
        """Say which filter is on, in place of the keys."""
        if self.finding is None or self.finding.query.is_empty:
            return super().mode_words()
        count = self._hit_count()
        hits = "1 hit" if count == 1 else f"{count} hits"
        named = {"find.all": "all", "find.next": "next", "find.previous": "previous", "find": "change"}
        keys = keys_named(self.commands, named, ascii_only=self.glyphs is ASCII)
        looked_for, most = safe(self.finding.text, STRONG), max(_LEAST_OF_A_QUERY, self.size.width // 3)
        if looked_for.cell_length > most:
            looked_for = fit(looked_for, most, self.glyphs)
        return (line("/", looked_for, (f"  {hits}", MUTED)), *keys)

    def _hits_share_keys(self) -> bool:
        own = {key for command in self.commands if command.mode for key in command.keys}
        return any(not own.isdisjoint(command.keys) for command in self.commands if not command.mode)

    def _begin_finding(self) -> Finding:
        """Return the filter that is on, or an empty one that knows where to go back to."""
        if self.finding is None:
            places = (self.schedule.cursor_id, self.agenda.cursor_id)
            self.finding = Finding("", Query(()), self.active_panel, self.list_in_use, places)
        return self.finding

    def _show_everything(self, *, go_back: bool) -> None:
        """Drop the filter; go back to where the person was before it, or stay."""
        finding, self.finding = self.finding, None
        if finding is None:
            return
        here = self.subject().id
        self._show_filter(None)
        for panel, row_id in zip((self.schedule, self.agenda), finding.rows, strict=True):
            # Where nothing was found there was no row to stay on.
            if go_back or panel is not self.list_in_use or not here:
                panel.move_to_id(row_id, quietly=True)
        if go_back:
            self.list_in_use = finding.list_in_use
            self.activate(finding.panel)
        elif here and self.list_in_use is self.agenda:
            # It may lie in an item that is folded as soon as everything is shown.
            self.agenda.reveal(here)
        self.show_subject()
        self.show_keys()

    def _typed(self, text: str) -> Answer:
        """Filter by what is typed so far, and say what came of it; a last term that isn't finished is left out."""
        from tracker.ui.dialogs.find_line import Answer

        assert self.finding is not None
        answer = Answer()
        try:
            query = parse(text, self.calendar())
        except TrackerError as error:
            answer = Answer(line((error.message, ERROR)), error.hint)
            try:
                query = parse(text.rpartition(" ")[0], self.calendar())
            except TrackerError:
                return answer
        self.finding = self.finding._replace(text=clean(text), query=query)
        self._filter(query)
        if answer.allowed or query.is_empty:
            return answer
        count = self._hit_count()
        return Answer(line((f"{count} hit{'' if count == 1 else 's'}" if count else "nothing found", MUTED)))

    def _filter(self, query: Query) -> None:
        filtered = None if query.is_empty else self._filtered(query)
        self._show_filter(filtered)

    def _show_filter(self, filtered: Filter | None) -> None:
        """Show in every panel what a filter means and where its words stand; everything where it is None."""
        self._filtered_now = filtered
        self.schedule.show_filter(filtered)
        self.agenda.show_filter(filtered)
        # It may have taken the row away that the cursor was on; while one types, that goes on with every letter.
        self.show_subject(sparingly=True)
        self.detail.show_words(filtered.words if filtered else ())

    def _filtered(self, query: Query) -> Filter:
        today = local_time(self.state.meeting, self.clock.now()).date()
        found = matches(self.state, query, Viewpoint(today, self.seen_up_to, self.store_worker.store.actor.name))
        return Filter(_rows_of(self.state, found), with_context(self.state, found), query.words)

    def _hits_of(self, panel: RowPanel) -> list[int]:
        """Return the indexes of the rows of a list that are meant."""
        hits = self._filtered_now.hits if self._filtered_now else frozenset[str]()
        return [index for index, row_id in enumerate(panel.row_ids) if row_id in hits]

    def _hit_count(self) -> int:
        return sum(len(self._hits_of(panel)) for panel in (self.schedule, self.agenda))

    def _go_to_hit(self) -> None:
        """Put the cursor on the first hit, of the list that has the keys if it has one."""
        panels = sorted((self.agenda, self.schedule), key=lambda panel: panel is not self.active_panel)
        for panel in panels:
            if hits := self._hits_of(panel):
                self.activate(panel)
                panel.move_to(panel.cursor if panel.cursor in hits else hits[0])
                return

    async def _views(self) -> None:
        own = self.views
        named = (*BUILT_IN_VIEWS.items(), *own.items())
        options = [Option(f"{_VIEW}{query}", f"{name}: {query}") for name, query in named]
        options = [option._replace(key=str(at)) if at < 10 else option for at, option in enumerate(options, start=1)]
        nothing = "Find something first, with /." if self.finding is None else ""
        options.append(Option(_SAVE, "Keep this filter as a view", "s", nothing))
        options.append(Option(_FORGET, "Forget one of my views", "x", "" if own else "You have none of your own."))
        chosen = await self.choose("Views", options)
        if chosen == _SAVE:
            await self._save_view()
        elif chosen == _FORGET:
            forgotten = await self.choose("Forget which view?", [Option(name, name) for name in own])
            if forgotten and await self.agrees(line("Forget the view ", safe(forgotten), "?")):
                self._keep_view(forgotten, "")
        elif chosen:
            self.look_for(chosen.removeprefix(_VIEW))

    def look_for(self, text: str) -> None:
        """Show what a query finds, as if it had been typed.

        Raises:
            TrackerError: it isn't understood.
        """
        parse(text, self.calendar())
        self.drop_notice()
        self._begin_finding()
        self._typed(text)
        self._go_to_hit()
        self.show_keys()

    async def _save_view(self) -> None:
        assert self.finding is not None
        text = self.finding.text

        async def save(filled: FormValues) -> None:
            name = filled.line("name")
            if not name:
                raise TrackerError("The name of the view is missing.", "Write a word or two.")
            self._keep_view(name, text)

        from tracker.ui.dialogs.form import Form

        fields = (Field("name", "Name"),)
        await self.app.push_screen_wait(Form("view", f"Keep /{text} as a view", fields, save, self.glyphs))

    def _keep_view(self, name: str, query: str) -> None:
        """Keep a view, or forget the one of this name where ``query`` is empty.

        Raises:
            TrackerError: the settings can't be written.
        """
        self.remember_view(name, query)
        rest = {known: text for known, text in self.views.items() if known != name}
        self.views = rest | ({name: query} if query else {})
        self.tell(f"Kept the view {name}" if query else f"Forgot the view {name}")


def _rows_of(state: State, found: frozenset[str]) -> frozenset[str]:
    """Return the rows of the panels that are meant: for a note, a decision or an action item what it belongs to."""
    listed = (found & state.tables[table].keys() for table in ("sessions", "agenda_items", "talking_points"))
    rows = frozenset[str]().union(*listed)
    return rows.union(*(islice(above(state, row_id), 1) for row_id in found - rows))
