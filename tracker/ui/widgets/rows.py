"""A panel with a cursor on one of its rows, which it keeps by id whatever happens to the rows around it."""

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message

from tracker.glyphs import UNICODE, Glyphs
from tracker.ui.rendering.lines import CURSOR, HIT, LABEL, NOW, STRONG, WARNING, line, spread
from tracker.ui.rendering.rows import RowParts
from tracker.ui.widgets.frame import FramePanel

LABEL_WIDTH = 2
"""Cells of the cursor's column at the left of every row, in which labels are shown."""

_SELECTED, _CHANGED, _CURRENT = range(3)
_SIGN_COLUMNS = (1, 1, 3)
"""Where each sign stands. A selected row shows so in the place where a changed one would."""
_SIGN_STYLES = (STRONG, WARNING, NOW)


class Filter(NamedTuple):
    """What a person looks for."""

    hits: frozenset[str]
    """Ids of the rows that are meant."""
    shown: frozenset[str]
    """Ids of the rows to show: the hits, and what each lies under."""
    words: tuple[str, ...] = ()
    """What is looked for in texts, folded: marked wherever it stands."""


class RowPanel(FramePanel):
    """Rows known by id, one line each. Only the rows in sight are ever drawn."""

    IS_LIST: ClassVar = True

    class Selected(Message):
        """The cursor came to another row, or the same row was asked for again."""

        def __init__(self, panel: "RowPanel", row_id: str) -> None:
            """Tell which row of which panel it is."""
            super().__init__()
            self.panel = panel
            self.row_id = row_id

    class BoxClicked(Message):
        """The tick box of a row was clicked."""

        def __init__(self, row_id: str) -> None:
            """Tell which row it is: by the time that this is read the cursor may be elsewhere."""
            super().__init__()
            self.row_id = row_id

    class FoldClicked(Message):
        """The sign for folding of a row was clicked."""

        def __init__(self, row_id: str) -> None:
            """Tell which row it is."""
            super().__init__()
            self.row_id = row_id

    def __init__(self, name: str, key: str, glyphs: Glyphs = UNICODE) -> None:
        """Make an empty panel."""
        super().__init__(name, key, glyphs)
        self.row_ids: tuple[str, ...] = ()
        """Ids of the rows, in order."""
        self.cursor = 0
        """Index of the row under the cursor."""
        self._index_by_id: dict[str, int] = {}
        self.words: tuple[str, ...] = ()
        """What is looked for, folded."""
        self._drawn: dict[int, Content] = {}
        self._labels: Mapping[str, str] = {}
        self._signs: dict[int, frozenset[str]] = {}

    @property
    def line_count(self) -> int:
        """How many rows there are."""
        return len(self.row_ids)

    @property
    def cursor_id(self) -> str:
        """Id of the row under the cursor; empty where there is none."""
        return self.row_ids[self.cursor] if self.cursor < len(self.row_ids) else ""

    def row(self, row_id: str, width: int, is_cursor: bool) -> RowParts:
        """Return how a row looks."""
        raise NotImplementedError

    def is_selectable(self, row_id: str) -> bool:
        """Say whether the cursor can stand on a row."""
        return True

    def pointed_at(self) -> Offset | None:
        """Return the sign of the row under the cursor, while the keys go here; the title where there are no rows."""
        if not self.is_active:
            return None
        row = max(0, min(self.cursor - self.top, self.page - 1))
        return Offset(1, row + 1 if self.row_ids else 0)

    def box_columns(self, row_id: str) -> range:
        """Return the columns of the tick box of a row, counted within the frame; empty for a row without one."""
        return range(0)

    def fold_columns(self, row_id: str) -> range:
        """Return the columns of the sign for folding of a row, counted within the frame; empty for a row without."""
        return range(0)

    def content_line(self, index: int, width: int) -> Content:
        """Return the row at ``index``; the one under the cursor has a sign, and is reversed while the keys go here."""
        is_cursor = index == self.cursor
        parts = self.row(self.row_ids[index], width, is_cursor)
        left = self._with_signs(self.row_ids[index], parts.left)
        if label := self._labels.get(self.row_ids[index]):
            left = line((f"{label:<{LABEL_WIDTH}}", LABEL), left.divide([LABEL_WIDTH])[1])
        if is_cursor and self.is_active:
            # One style for all of it: what is dim elsewhere would be hard to read in reverse.
            marked = [span for span in left.spans if span.style == HIT]
            left = line((left.plain, CURSOR)).add_spans(marked)
        return spread(left, parts.right, width, self.glyphs)

    def show_words(self, words: tuple[str, ...]) -> None:
        """Mark other words, in the rows that are drawn already too."""
        if words != self.words:
            self.words = words
            self.refresh_changed()

    def show_selected(self, row_ids: frozenset[str]) -> None:
        """Mark these rows as selected, and no others."""
        self._show_signs(_SELECTED, row_ids)

    def show_changed(self, row_ids: frozenset[str]) -> None:
        """Mark these rows as changed by others since this person last looked, and no others."""
        self._show_signs(_CHANGED, row_ids)

    def show_current(self, row_ids: frozenset[str]) -> None:
        """Mark these rows as what is being dealt with now, and no others."""
        self._show_signs(_CURRENT, row_ids)

    def set_rows(self, row_ids: tuple[str, ...]) -> None:
        """Replace the rows; the cursor stays on its row by id, or goes to the nearest that is left."""
        if row_ids == self.row_ids:
            return
        wanted, before = self.cursor_id, self.row_ids[: self.cursor]
        offset = self.cursor - self.top
        self.row_ids = row_ids
        self._drawn.clear()
        self._index_by_id = {row_id: index for index, row_id in enumerate(row_ids)}
        # A row that is gone leaves the cursor on the nearest one before it that is still there.
        candidates = (wanted, *reversed(before[-50:]))
        self.cursor = next((self._index_by_id[row_id] for row_id in candidates if row_id in self._index_by_id), 0)
        if row_ids and not self.is_selectable(self.cursor_id):
            self.cursor = self._nearest_selectable(self.cursor, 1)
        self.top = max(0, self.cursor - offset) if wanted else 0
        self._keep_cursor_in_sight()
        self.refresh()

    def refresh_changed(self) -> None:
        """Paint the rows in sight that don't look any more as they were drawn last."""
        for index in range(self.top, min(self.top + self.page, self.line_count)):
            if not self.content_line(index, self.inner_width).is_same(self._drawn.get(index, Content(""))):
                self.refresh_line(index)

    def drawn_line(self, index: int, width: int) -> Content:
        """Return a row to be drawn, and remember how it looks."""
        self._drawn[index] = content = self.content_line(index, width)
        return content

    def refresh_rows(self, row_ids: set[str]) -> None:
        """Paint some rows anew, where they are in sight."""
        for row_id in row_ids:
            if (index := self._index_by_id.get(row_id)) is not None:
                self.refresh_line(index)

    def index_of(self, row_id: str) -> int | None:
        """Return the index of a row, or None where it isn't shown."""
        return self._index_by_id.get(row_id)

    def move_to(self, index: int, *, quietly: bool = False) -> None:
        """Put the cursor on row ``index`` (or the nearest selectable one) and tell so unless ``quietly``."""
        if not self.row_ids:
            return
        index = max(0, min(index, len(self.row_ids) - 1))
        index = self._nearest_selectable(index, 1 if index >= self.cursor else -1)
        old, self.cursor = self.cursor, index
        if old != index:
            self.refresh_line(old)
            self.refresh_line(index)
            self._keep_cursor_in_sight()
        if not quietly:
            self.post_message(self.Selected(self, self.cursor_id))

    def move_to_id(self, row_id: str, *, quietly: bool = False) -> None:
        """Put the cursor on a row, where it is shown, and tell so unless ``quietly``."""
        if (index := self._index_by_id.get(row_id)) is not None:
            self.move_to(index, quietly=quietly)

    def watch_is_active(self, is_active: bool) -> None:
        """Brighten the cursor where the keys go, and leave its sign only where they don't."""
        super().watch_is_active(is_active)
        self.refresh_line(self.cursor)

    def fit_to_size(self) -> None:
        """Keep the cursor in sight."""
        super().fit_to_size()
        self._keep_cursor_in_sight()

    def catch_up(self) -> None:
        """Bring the cursor into sight where it moved while the panel was hidden."""
        self._keep_cursor_in_sight()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row that was clicked; a click on its box ticks it."""
        index = self.line_at(event.y)
        if index is None or not self.is_selectable(self.row_ids[index]):
            return
        self.move_to(index)
        if event.x - 1 in self.box_columns(self.row_ids[index]):
            self.post_message(self.BoxClicked(self.row_ids[index]))
        elif event.x - 1 in self.fold_columns(self.row_ids[index]):
            self.post_message(self.FoldClicked(self.row_ids[index]))

    def _show_signs(self, kind: int, row_ids: frozenset[str]) -> None:
        changed = self._signs.get(kind, frozenset()) ^ row_ids
        self._signs[kind] = row_ids
        self.refresh_rows(set(changed))

    def _with_signs(self, row_id: str, left: Content) -> Content:
        """Return a row with the signs that it has, in columns that are blank in every row without."""
        for kind, row_ids in self._signs.items():
            if row_id in row_ids:
                sign = (self.glyphs.selected, self.glyphs.changed, self.glyphs.now)[kind]
                before, _, after = left.divide([_SIGN_COLUMNS[kind], _SIGN_COLUMNS[kind] + 1])
                left = line(before, (sign, _SIGN_STYLES[kind]), after)
        return left

    def _nearest_selectable(self, index: int, step: int) -> int:
        """Return the first selectable index from ``index`` in the direction of ``step``, else in the other."""
        for direction in (step, -step):
            candidate = index
            while 0 <= candidate < len(self.row_ids):
                if self.is_selectable(self.row_ids[candidate]):
                    return candidate
                candidate += direction
        return index

    def _keep_cursor_in_sight(self) -> None:
        if not self.size.height:
            return
        lowest_top = self.cursor - self.page + 1
        # The heading above the first selectable row comes into sight with it.
        highest_top = 0 if self._nearest_selectable(0, 1) == self.cursor else self.cursor
        self.scroll_to_top(max(lowest_top, min(self.top, highest_top)))

    def hit_count(self, filtered: Filter) -> int:
        """Return how many of the rows are what the person looks for."""
        return sum(row_id in filtered.hits for row_id in self.row_ids)

    def rows_in_sight(self) -> tuple[str, ...]:
        """Return the ids of the rows in sight that the cursor can stand on."""
        return tuple(filter(self.is_selectable, self.row_ids[self.top : self.top + self.page]))

    def show_labels(self, labels: Mapping[str, str]) -> None:
        """Show labels of one or two cells in the cursor's column of rows, by their ids; take all others away."""
        changed = {row_id for row_id in (*labels, *self._labels) if labels.get(row_id) != self._labels.get(row_id)}
        self._labels = labels
        self.refresh_rows(changed)
