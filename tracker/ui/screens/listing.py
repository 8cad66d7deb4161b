"""A list over the panels: rows with a cursor, one of which can be chosen."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from tracker.ui.panels.lines import LinesWidget
from tracker.ui.panels.rows import RowPanel
from tracker.ui.present.glyphs import Glyphs
from tracker.ui.present.lines import MUTED, STRONG, line
from tracker.ui.present.rows import RowParts
from tracker.ui.present.status import Notice, with_notice
from tracker.ui.screens.choices import ListRow
from tracker.ui.screens.dialog import Dialog


class ListPanel(RowPanel):
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
        return RowParts(line(f"{self.glyphs.cursor if is_cursor else ' '}  ", row.left), row.right)

    def is_selectable(self, row_id: str) -> bool:
        """Headings are passed."""
        return not self._rows[row_id].is_heading


class ListScreen(Dialog[str | None]):
    """Gives the id of the row that was chosen, or None where the list was closed."""

    WIDTH: ClassVar = 110
    KEYS: ClassVar = "Enter goes there  Esc closes"

    DEFAULT_CSS = """
    ListScreen { align: center middle; background: transparent; }
    ListScreen > Vertical { height: auto; max-height: 100%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Close"),
        Binding("enter,space", "choose", "Choose"),
        Binding("down,j", "move(1)", "Down"),
        Binding("up,k", "move(-1)", "Up"),
        Binding("pagedown", "page(1)", "Page down"),
        Binding("pageup", "page(-1)", "Page up"),
        Binding("g,home", "move(-1000000)", "First"),
        Binding("G,end", "move(1000000)", "Last"),
    ]

    def __init__(
        self, name: str, key: str, heading: Content, rows: Sequence[ListRow], glyphs: Glyphs, *, at: str = ""
    ) -> None:
        """Show ``rows`` under ``heading``, the cursor on the row ``at``; ``key`` opened it and closes it too."""
        super().__init__()
        self._heading, self._rows, self._first = heading, rows, at
        self.panel = ListPanel(name, key, glyphs)
        self._line = LinesWidget("list-keys")
        self._glyphs = glyphs
        self._notice: Notice | None = None
        if key not in ("", "n"):
            self._bindings.bind(key, "dismiss(None)", "Close", show=False)

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
        self._fit()

    def show(self, heading: Content, rows: Sequence[ListRow]) -> None:
        """Show other rows."""
        self._heading, self._rows = heading, rows
        self.panel.show(heading, rows)
        self._fit()

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.panel.cursor_id and self.panel.is_selectable(self.panel.cursor_id):
            self.dismiss(self.panel.cursor_id)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.panel.move_to(self.panel.cursor + step)

    def action_page(self, step: int) -> None:
        """Move by pages."""
        self.action_move(step * max(1, self.panel.page - 1))

    @on(RowPanel.Selected)
    def _never_mind(self, message: RowPanel.Selected) -> None:
        message.stop()

    def _fit(self) -> None:
        width, height = self.app.size
        for box in self.query(Vertical):
            box.styles.width = min(self.WIDTH, width)
        lines = with_notice(self._notice, line((f" {self.KEYS}", MUTED)), min(self.WIDTH, width), self._glyphs)
        self.panel.styles.height = min(len(self._rows) + 2, max(3, height - len(lines)))
        self._line.say(lines)

    def show_notice(self, notice: Notice | None) -> None:
        """Tell something over the keys."""
        self._notice = notice
        self._fit()
