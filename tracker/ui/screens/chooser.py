"""One of a few things, or some of them, chosen by a letter or with the cursor; what can't be chosen says why.

A letter that can't be meant for it may be the first of a word that was typed for something else. From then on letters
only move the cursor, and nothing but Enter chooses.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tracker.ui.panels.lines import LinesWidget
from tracker.ui.panels.rows import RowPanel
from tracker.ui.present.glyphs import Glyphs
from tracker.ui.present.lines import MUTED, STRONG, WARNING, line, safe, said_lines
from tracker.ui.present.rows import RowParts
from tracker.ui.screens.choices import KEYS_OF_A_CHOOSER, Option
from tracker.ui.screens.dialog import Dialog


class OptionsPanel(RowPanel):
    """The options, one a row."""

    def __init__(self, title: str, options: Sequence[Option], chosen: frozenset[str] | None, glyphs: Glyphs) -> None:
        """List ``options``; ``chosen`` are the marked ones, or None where only one can be chosen."""
        super().__init__("options", "", glyphs)
        self.heading = safe(title)
        self.chosen = chosen
        self._options: Mapping[str, Option] = {option.value: option for option in options}
        self.set_rows(tuple(self._options))
        self.is_active = True

    def row(self, row_id: str, width: int, is_cursor: bool) -> RowParts:
        """Return the row of an option: its letter, what it is, and why it can't be chosen."""
        option = self._options[row_id]
        style = MUTED if option.why_not else ""
        mark = "" if self.chosen is None else "[x] " if row_id in self.chosen else "[ ] "
        key = line((f"{option.key:1} ", style or STRONG)) if any(each.key for each in self._options.values()) else ""
        cursor = self.glyphs.cursor if is_cursor else " "
        why = line("  ", safe(option.why_not, MUTED))
        return RowParts(line(f"{cursor} ", key or "", mark, safe(option.label, style), why))


class Chooser(Dialog[tuple[str, ...] | None]):
    """Asks for one of some options, or for several; gives their values, or None where the person leaves it."""

    DEFAULT_CSS = """
    Chooser { align: left bottom; background: transparent; }
    Chooser > Vertical { height: auto; max-height: 100%; }
    Chooser OptionsPanel { width: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Leave it"),
        Binding("down,j", "move(1)", "Down"),
        Binding("up,k", "move(-1)", "Up"),
        Binding("pagedown", "page(1)", "Page down"),
        Binding("pageup", "page(-1)", "Page up"),
        Binding("g,home", "move(-1000000)", "First"),
        Binding("G,end", "move(1000000)", "Last"),
        Binding("enter", "accept", "Choose"),
        Binding("space", "mark", "Choose or mark"),
    ]

    def __init__(
        self, title: str, options: Sequence[Option], glyphs: Glyphs, *, chosen: Sequence[str] | None = None
    ) -> None:
        """Ask for one of ``options`` under ``title``, or for several where ``chosen`` says which are marked."""
        super().__init__()
        self._options = {option.value: option for option in options}
        self._marked = None if chosen is None else list(chosen)
        self._panel = OptionsPanel(title, options, None if chosen is None else frozenset(chosen), glyphs)
        self._line = LinesWidget("choosing")
        self._glyphs = glyphs
        self._is_wary = False
        """Whether something was typed that can't be meant for it."""
        for option in options:
            assert option.key not in KEYS_OF_A_CHOOSER, option
            if option.key:
                self._bindings.bind(option.key, f"pick({option.value!r})", show=False)

    def compose(self) -> ComposeResult:
        """Put the options above the line of keys."""
        with Vertical():
            yield self._panel
            yield self._line

    def on_mount(self) -> None:
        """Begin at the first option that can be chosen."""
        first = next((at for at, option in enumerate(self._options.values()) if not option.why_not), 0)
        self._panel.move_to(first)
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Fit to the new size."""
        self._fit()

    def on_key(self, event: events.Key) -> None:
        """Take notice of a letter that stands for nothing here."""
        if event.is_printable and event.key not in self._bindings.key_to_bindings:
            self._is_wary = True

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._panel.move_to(self._panel.cursor + step)
        self._fit()

    def action_page(self, step: int) -> None:
        """Move by pages."""
        self.action_move(step * max(1, self._panel.page - 1))

    def action_mark(self) -> None:
        """Mark what the cursor is on where several can be chosen, else choose it; not in the middle of a text."""
        if not self._is_wary:
            self.action_choose()

    def action_choose(self) -> None:
        """Choose what the cursor is on, or mark it where several can be chosen."""
        self._choose(self._panel.cursor_id)

    def action_accept(self) -> None:
        """Choose what the cursor is on; where several can be chosen, take those that are marked."""
        if self._marked is None:
            self.action_choose()
        else:
            self.dismiss(tuple(self._marked))

    def action_pick(self, value: str) -> None:
        """Choose the option of a letter, or only go there where letters can't be trusted."""
        if self._is_wary:
            self._panel.move_to_id(value)
            self._fit()
        else:
            self._choose(value)

    def _choose(self, value: str) -> None:
        """Choose ``value``, or say why it can't be."""
        option = self._options.get(value)
        if option is None:
            return
        if option.why_not:
            self._panel.move_to_id(value)
            self._fit()
        elif self._marked is None:
            self.dismiss((value,))
        else:
            self._marked = [each for each in (*self._marked, value) if each != value or value not in self._marked]
            self._panel.chosen = frozenset(self._marked)
            self._panel.refresh_rows({value})

    @on(RowPanel.Selected)
    def _never_mind(self, message: RowPanel.Selected) -> None:
        message.stop()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        if event.widget is self._panel and self._panel.line_at(event.y) is not None:
            self.action_choose()

    def _fit(self) -> None:
        """Say below the options why the one under the cursor can't be chosen, else the keys."""
        why_not = self._options[self._panel.cursor_id].why_not if self._panel.cursor_id else ""
        keys = (
            "Enter chooses  Esc leaves it" if self._marked is None else "Space marks  Enter takes them  Esc leaves it"
        )
        said = line(" ", safe(why_not, WARNING)) if why_not else line((f" {keys}", MUTED))
        lines = said_lines(said, self.app.size.width, self._glyphs)
        self._line.say(lines)
        self._panel.styles.height = min(len(self._options) + 2, max(3, self.app.size.height - len(lines)))
