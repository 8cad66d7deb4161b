"""What lists over the panels have in common: moving, and narrowing to the rows with the words that are typed."""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input

from tracker.ui.dialogs.dialog import MOVES, Dialog
from tracker.ui.rendering.lines import MUTED, STRONG, line
from tracker.ui.widgets.frame import FRAME_WIDTH
from tracker.ui.widgets.line_input import LineInput
from tracker.ui.widgets.lines import LinesWidget
from tracker.ui.widgets.narrowed import NarrowedPanel
from tracker.ui.widgets.rows import RowPanel

Result = TypeVar("Result")


class Words(LineInput):
    """The words that are looked for. All keys that move go along the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "screen.move(-1000000)", show=False),
        Binding("end", "screen.move(1000000)", show=False),
    ]

    is_of_list: Callable[[str], bool] = staticmethod(lambda _key: False)
    """Says whether a key that could be written is one of the list's now."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Say whether a key is written here."""
        return not self.is_of_list(key) and super().check_consume_key(key, character)


class NarrowLine(Horizontal):
    """The line below a list in which the words are typed; it is there while they are."""

    DEFAULT_CSS = """
    NarrowLine { height: 1; background: $background; }
    NarrowLine #narrow-sign { width: 2; }
    NarrowLine #narrow-count { width: 12; }
    """

    def __init__(self, hint: str) -> None:
        """Begin without words; ``hint`` stands in their place."""
        super().__init__()
        self.entry = Words("narrow", "", hint)
        self._sign, self._count = LinesWidget("narrow-sign"), LinesWidget("narrow-count")

    def compose(self) -> ComposeResult:
        """Put the words between a sign and how much they find."""
        yield self._sign
        yield self.entry
        yield self._count

    def on_mount(self) -> None:
        """Show the sign."""
        self._sign.show([line(" ", ("/", STRONG))])

    def tell(self, shown: int, every: int) -> None:
        """Tell how many rows are found."""
        words = f"{shown} of {every} "[:12] if self.entry.value else ""
        self._count.show([line((f"{words:>12}", MUTED))])


class Narrowing(Dialog[Result]):
    """A list with a cursor. ``/`` narrows it, and Escape shows all of it again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "narrow", "Narrow the list"),
        *MOVES,
    ]

    def __init__(self, panel: NarrowedPanel) -> None:
        """Show ``panel``."""
        super().__init__()
        self.panel = panel
        self._narrow_line: NarrowLine | None = None

    @property
    def is_narrowing(self) -> bool:
        """Whether letters are words that are looked for."""
        return self._narrow_line is not None and self.focused is self._narrow_line.entry

    @property
    def narrow_height(self) -> int:
        """Lines that the words take."""
        return 0 if self._narrow_line is None else 1

    def fit(self) -> None:
        """Fit the list and its keys to the room there is."""
        raise NotImplementedError

    def fit_to(self, width: int, keys: Sequence[Content]) -> None:
        """Make the list as wide as that and as high as its rows, with room for its keys below."""
        rows = len(self.panel.every) or len(self.panel.empty_lines(width - FRAME_WIDTH))
        room = max(3, self.app.size.height - len(keys) - self.narrow_height)
        self.panel.styles.height = min(rows + FRAME_WIDTH, room)

    @property
    def words(self) -> str:
        """What is looked for."""
        return "" if self._narrow_line is None else self._narrow_line.entry.value

    def begin_narrowing(self, hint: str) -> NarrowLine:
        """Return the line in which the words are typed, to be put below the list; ``hint`` stands in it at first."""
        self._narrow_line = NarrowLine(hint)
        return self._narrow_line

    async def action_narrow(self) -> None:
        """Type the words that are looked for."""
        if self._narrow_line is None:
            await self.mount(self.begin_narrowing(""), after=self.panel)
        self.focus_words()
        self.fit()

    def focus_words(self) -> None:
        """Let letters be words that are looked for."""
        if self._narrow_line is not None:
            self.set_focus(self._narrow_line.entry)

    async def action_leave(self) -> None:
        """Show the whole list again, or close it."""
        if self._narrow_line is None:
            self.dismiss(None)
            return
        await self._narrow_line.remove()
        self._narrow_line = None
        self.panel.narrow("")
        self.fit()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.panel.move_to(self.panel.cursor + step)

    def action_page(self, step: int) -> None:
        """Move by pages."""
        self.action_move(step * max(1, self.panel.page - 1))

    @on(Input.Changed)
    def _narrow(self, message: Input.Changed) -> None:
        message.stop()
        if self._narrow_line is not None:
            if (first := self.begun()) and len(message.value) == 1:
                self._narrow_line.entry.value = first + message.value
                self._narrow_line.entry.cursor_position = len(first + message.value)
            self.panel.narrow(self.words)
            selectable = self.panel.is_selectable
            self._narrow_line.tell(*(sum(map(selectable, ids)) for ids in (self.panel.row_ids, self.panel.every)))
            self.narrowed()

    def begun(self) -> str:
        """Return what goes before the first letter of the words, once."""
        return ""

    def narrowed(self) -> None:
        """Show what goes along with the row under the cursor, which may be another one."""

    @on(RowPanel.Selected)
    def _never_mind(self, message: RowPanel.Selected) -> None:
        message.stop()
