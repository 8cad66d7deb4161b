"""The agenda: its items with their talking points, each with a tick box."""

from datetime import UTC, datetime
from operator import is_

from textual.content import Content

from tracker.domain.model.snapshot import Snapshot
from tracker.domain.model.state import State
from tracker.domain.rules.rules import meeting_progress
from tracker.domain.search.indexes import AGENDA, POINTS_BY_ITEM
from tracker.glyphs import Glyphs
from tracker.ui.rendering.lines import line, tick_bar
from tracker.ui.rendering.rows import RowLook, RowParts, item_row, point_row
from tracker.ui.widgets.rows import Filter, RowPanel

_MEETING_BAR_WIDTH = 10
_EPOCH = datetime.fromtimestamp(0, UTC)


class AgendaPanel(RowPanel):
    """A tree of two levels. Items fold; a tick shows who and when."""

    def __init__(self, glyphs: Glyphs) -> None:
        """Make an empty agenda."""
        super().__init__("agenda", "2", glyphs)
        self._state: State | None = None
        self._folded: set[str] = set()
        self._is_folded_by_person = False
        self._pending: frozenset[str] = frozenset()
        self._filter: Filter | None = None
        self._made_of: tuple[object, ...] | None = None
        """What the rows were made of."""

    def show_filter(self, filtered: Filter | None) -> None:
        """Show only the rows of a filter, each under its item; all rows where it is None."""
        self._filter = filtered
        self.show_words(filtered.words if filtered else ())
        self._lay_out()
        self._show_titles()

    def show_snapshot(self, snapshot: Snapshot, pending: frozenset[str]) -> None:
        """Show the agenda of a snapshot, with the points whose tick isn't on disk yet."""
        state = snapshot.state
        self._state, self._pending = state, pending
        self._lay_out()
        self.refresh_changed()
        self._show_titles()

    def fit_to_size(self) -> None:
        """Until the person folds something, fold what must be for every item to be seen."""
        if not self._is_folded_by_person and self._state is not None and self._filter is None:
            self._folded = self._to_fold(self._state)
            self._lay_out()
        super().fit_to_size()

    def fold(self) -> None:
        """Fold the item under the cursor; from a point, go to its item."""
        if self._is_point(self.cursor_id):
            self.move_to_id(self._item_of(self.cursor_id))
        elif self.cursor_id:
            self._set_folded(self._folded | {self.cursor_id})

    def unfold(self) -> None:
        """Unfold the item under the cursor; go to its first point where it is unfolded already."""
        if not self.cursor_id or self._is_point(self.cursor_id):
            return
        if self.cursor_id in self._folded:
            self._set_folded(self._folded - {self.cursor_id})
        elif self._state is not None and self._state.points_of(self.cursor_id):
            self.move_to(self.cursor + 1)

    def turn(self, item_id: str) -> None:
        """Fold an item, or unfold it."""
        self._set_folded(self._folded ^ {item_id})

    def fold_all(self) -> None:
        """Fold every item, or unfold all where all are folded."""
        if self._state is None:
            return
        if self._is_point(self.cursor_id):
            self.move_to_id(self._item_of(self.cursor_id))
        every_item = set(self._state.agenda_items)
        self._set_folded(set() if self._folded == every_item else every_item)

    @property
    def is_filtered(self) -> bool:
        """Whether a filter says what is shown."""
        return self._filter is not None

    def is_folded(self, item_id: str) -> bool:
        """Say whether the points of an item are folded away; never while a filter shows some of them."""
        return item_id in self._folded and self._filter is None

    def reveal(self, row_id: str) -> None:
        """Put the cursor on an item or a point, unfolding its item."""
        if self._is_point(row_id):
            self._set_folded(self._folded - {self._item_of(row_id)})
        self.move_to_id(row_id)

    def row(self, row_id: str, width: int, is_cursor: bool) -> RowParts:
        """Return the row of an item or a point."""
        if self._state is None:
            return RowParts(Content(""))
        look = RowLook(self.glyphs, width, is_cursor, _EPOCH, self.words)
        if item := self._state.agenda_items.get(row_id):
            return item_row(self._state, item, self.is_folded(row_id), look)
        return point_row(self._state, self._state.talking_points[row_id], self._pending, look)

    def box_columns(self, row_id: str) -> range:
        """Items have their box after the sign for folding, points further right."""
        return range(6, 9) if self._is_point(row_id) else range(4, 7)

    def fold_columns(self, row_id: str) -> range:
        """Items have a sign for folding, and a cell beside it in which it is easier to hit."""
        return range(0) if self._is_point(row_id) else range(2, 4)

    def _is_point(self, row_id: str) -> bool:
        return self._state is not None and row_id in self._state.talking_points

    def _item_of(self, point_id: str) -> str:
        assert self._state is not None
        return self._state.talking_points[point_id].item

    def _lay_out(self) -> None:
        """Set the rows: every item, and the points of the unfolded ones."""
        if self._state is None:
            return
        # A tick leaves them as they are; of ten thousand points they need not be gone through then.
        made_of = (self._state.index(AGENDA), self._state.index(POINTS_BY_ITEM), self._folded, self._filter)
        if self._made_of is not None and all(map(is_, self._made_of, made_of)):
            return
        self._made_of = made_of
        row_ids: list[str] = []
        shown = self._filter.shown if self._filter else None
        for item in self._state.agenda:
            if shown is None or item.id in shown:
                row_ids.append(item.id)
            if not self.is_folded(item.id):
                points = self._state.point_ids_of(item.id)
                row_ids += points if shown is None else (point for point in points if point in shown)
        self.set_rows(tuple(row_ids))

    def _show_titles(self) -> None:
        if self._state is None:
            return
        progress = meeting_progress(self._state)
        counted = line(f"{progress.label} ", tick_bar(progress, _MEETING_BAR_WIDTH, self.glyphs))
        if self._filter is not None:
            every = len(self._state.agenda_items) + len(self._state.talking_points)
            counted = line(f"{self.hit_count(self._filter)} of {every}")
        self.set_titles(Content("Agenda"), counted)

    def _set_folded(self, folded: set[str]) -> None:
        """Fold these items and no others, as the person wants it."""
        changed = folded ^ self._folded
        self._folded, self._is_folded_by_person = folded, True
        self._lay_out()
        self.refresh_rows(changed)

    def _to_fold(self, state: State) -> set[str]:
        """Return the items to fold: none where everything fits, else all but the one that the person is at."""
        if len(state.agenda_items) + len(state.talking_points) <= self.page:
            return set()
        if self._is_point(self.cursor_id):
            return set(state.agenda_items) - {self._item_of(self.cursor_id)}
        items = state.agenda
        first_open = next((item.id for item in items if not all(point.done for point in state.points_of(item.id))), "")
        return set(state.agenda_items) - {first_open}
