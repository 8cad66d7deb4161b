"""A list over the panels: rows with a cursor, one of which can be chosen."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from tracker.glyphs import Glyphs
from tracker.ui.dialogs.choices import ListRow
from tracker.ui.dialogs.narrowing import Narrowing
from tracker.ui.rendering.lines import STRONG, keys_in_lines, line, with_hits
from tracker.ui.rendering.rows import RowParts
from tracker.ui.rendering.status import Notice, with_notice
from tracker.ui.textual_internals import bind
from tracker.ui.widgets.lines import KeysLine
from tracker.ui.widgets.narrowed import NarrowedPanel

LOOKING = "/ narrows  Esc closes"
"""The keys of a list in which this person changes nothing."""


class ListPanel(NarrowedPanel):
    """The rows, each as it was given."""

    def __init__(self, name: str, key: str, glyphs: Glyphs) -> None:
        """Make it empty; ``key`` is the one that opened it."""
        super().__init__(name, key, glyphs)
        self._rows: dict[str, ListRow] = {}
        self.is_active = True

    def show(self, heading: Content, rows: Sequence[ListRow]) -> None:
        """Show other rows; the cursor stays on its row where that is still there."""
        self._rows = {row.id: row for row in rows}
        self.set_titles(heading, Content(""))
        self.set_rows(tuple(self._rows))
        self.refresh_changed()

    def row(self, row_id: str, width: int, is_cursor: bool) -> RowParts:
        """Return a row, after the sign of the cursor."""
        row = self._rows[row_id]
        if row.is_heading:
            return RowParts(line(" ", row.left.stylize(STRONG)), row.right)
        left = with_hits(row.left, self.words)
        return RowParts(line(f"{self.glyphs.cursor if is_cursor else ' '}  ", left), with_hits(row.right, self.words))

    def text_of(self, row_id: str) -> str:
        """Return all that a row says."""
        return f"{self._rows[row_id].left.plain} {self._rows[row_id].right.plain}"

    def is_selectable(self, row_id: str) -> bool:
        """Headings are passed."""
        return not self._rows[row_id].is_heading


class ListScreen(Narrowing[str | None]):
    """Gives the id of the row that was chosen, or None where the list was closed."""

    WIDTH: ClassVar = 110
    KEYS: ClassVar = "Enter opens it  / narrows  Esc closes"
    MISSING: ClassVar = "There is nothing here yet."
    NARROW_KEYS: ClassVar = "Enter takes the row  Esc shows all"
    panel: ListPanel

    DEFAULT_CSS = """
    ListScreen { align: center middle; background: transparent; }
    ListScreen > Vertical { height: auto; max-height: 100%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close"),
        Binding("q", "dismiss(None)", "Close"),
        Binding("enter,space", "choose", "Choose"),
    ]

    def __init__(
        self,
        name: str,
        key: str,
        heading: Content,
        rows: Sequence[ListRow],
        glyphs: Glyphs,
        *,
        at: str = "",
        missing: str = "",
    ) -> None:
        """Show rows.

        Args:
            name: of the list.
            key: what opened it, and closes it too.
            heading: what the list is of.
            rows: from top to bottom.
            glyphs: signs to draw with.
            at: id of the row with the cursor; the first where it is empty.
            missing: what is said where there are no rows.
        """
        super().__init__(ListPanel(name, key, glyphs))
        self._heading, self._rows, self._first = heading, rows, at
        self.panel.missing = missing or self.MISSING
        self._line = KeysLine("list-keys", classes="keys")
        self._glyphs = glyphs
        self._notice: Notice | None = None
        self.keys = self.KEYS
        """What the keys do here."""
        if key not in ("", "n"):
            bind(self, key, "dismiss(None)", "Close")

    def compose(self) -> ComposeResult:
        """Put the list above its keys."""
        with Vertical():
            yield self.panel
        yield self._line

    def on_mount(self) -> None:
        """Show the rows."""
        self.show(self._heading, self._rows)
        self.panel.move_to(0, quietly=True)
        self.panel.move_to_id(self._first, quietly=True)

    def on_resize(self, event: events.Resize) -> None:
        """Fit to the new size."""
        self.fit()

    def show(self, heading: Content, rows: Sequence[ListRow]) -> None:
        """Show other rows."""
        self._heading, self._rows = heading, rows
        self.panel.show(heading, rows)
        self.fit()

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.panel.cursor_id and self.panel.is_selectable(self.panel.cursor_id):
            self.dismiss(self.panel.cursor_id)

    def action_enter(self) -> None:
        """Choose the row that was looked for."""
        self.action_choose()

    def fit(self) -> None:
        """Fit the list and its keys to the room there is."""
        width = self.app.size.width
        for box in self.query(Vertical):
            box.styles.width = min(self.WIDTH, width)
        lines = keys_in_lines(self.NARROW_KEYS if self.is_narrowing else self.keys, width, self._glyphs)
        if self._notice:
            lines = [*with_notice(self._notice, lines[0], width, self._glyphs), *lines[1:]]
        self.fit_to(min(self.WIDTH, width), lines)
        self._line.say_keys(lines, told=self._notice.room if self._notice else 0)

    def show_notice(self, notice: Notice | None) -> None:
        """Tell something over the keys."""
        self._notice = notice
        self.fit()
