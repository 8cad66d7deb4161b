"""One of a few things, or some of them, chosen by a letter or with the cursor; what can't be chosen says why.

A letter that can't be meant for it may be the first of a word that was typed for something else. From then on letters
only move the cursor, and nothing but Enter chooses. Where no option has a letter, they are words that are looked for;
a first ``j`` moves there too, and is taken for the beginning of a word once another letter follows.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset

from tracker.domain.rules.rules import box_of
from tracker.glyphs import Glyphs
from tracker.ui.dialogs.choices import KEYS_OF_A_CHOOSER, Option
from tracker.ui.dialogs.narrowing import Narrowing
from tracker.ui.rendering.lines import MUTED, STRONG, WARNING, line, safe, said_lines, with_hits
from tracker.ui.rendering.rows import RowParts
from tracker.ui.textual_internals import bind, has_key
from tracker.ui.widgets.frame import FRAME_WIDTH
from tracker.ui.widgets.lines import KeysLine
from tracker.ui.widgets.narrowed import NarrowedPanel

_LEAST_HEIGHT = FRAME_WIDTH + 1
"""Lines of the shortest list: one option in its frame."""

_FIRST = {"j": 1, "k": -1, "g": -1_000_000, "G": 1_000_000}
"""Letters that move while no word has begun."""


class OptionsPanel(NarrowedPanel):
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
        why_not = self._options[row_id].why_not
        why = line("  ", safe(why_not, MUTED)) if why_not else ""
        return RowParts(line(self._beginning(row_id, is_cursor), self.named(row_id), why))

    def named(self, row_id: str) -> Content:
        """Return what an option is called, and what else it is known by."""
        option = self._options[row_id]
        more = line("  ", safe(option.more, MUTED)) if option.more else ""
        return with_hits(line(safe(option.label, MUTED if option.why_not else ""), more), self.words)

    def is_cut(self, row_id: str, width: int) -> bool:
        """Say whether a row of that width is too short for what an option is called."""
        return line(self._beginning(row_id, is_cursor=True), self.named(row_id)).cell_length > width

    def _beginning(self, row_id: str, is_cursor: bool) -> Content:
        """Return what stands before the name of an option: the cursor, its letter, and whether it is marked."""
        option = self._options[row_id]
        mark = "" if self.chosen is None else f"{box_of(row_id in self.chosen).value} "
        style = MUTED if option.why_not else STRONG
        key = line((f"{option.key:1} ", style)) if any(each.key for each in self._options.values()) else ""
        return line(f"{self.glyphs.cursor if is_cursor else ' '} ", key, mark)

    def text_of(self, row_id: str) -> str:
        """Return what an option is called, and what else it is known by."""
        option = self._options[row_id]
        return f"{option.label} {option.more}"


class Chooser(Narrowing[tuple[str, ...] | None]):
    """Asks for one of some options, or for several; gives their values, or None where the person leaves it."""

    DEFAULT_CSS = """
    Chooser { align: left bottom; background: transparent; }
    Chooser > Vertical { height: auto; max-height: 100%; }
    Chooser OptionsPanel { width: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave it"),
        Binding("q", "dismiss(None)", "Leave it"),
        Binding("enter", "accept", "Choose"),
        Binding("space", "mark", "Choose or mark"),
        Binding("space", "choose_now", "Choose or mark", priority=True),
        *(Binding(key, f"first({key!r}, {step})", priority=True) for key, step in _FIRST.items()),
    ]

    panel: OptionsPanel

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        glyphs: Glyphs,
        *,
        chosen: Sequence[str] | None = None,
        missing: str = "",
    ) -> None:
        """Ask for one of some options, or for several.

        Args:
            title: what they are.
            options: from top to bottom.
            glyphs: signs to draw with.
            chosen: values of those that are marked; None where only one can be chosen.
            missing: what is said where there are no options.
        """
        super().__init__(OptionsPanel(title, options, None if chosen is None else frozenset(chosen), glyphs))
        self.panel.missing = missing or "There is nothing to choose from."
        self._options = {option.value: option for option in options}
        self._marked = None if chosen is None else list(chosen)
        self._line = KeysLine("choosing")
        self._glyphs = glyphs
        self._has_letters = any(option.key for option in options)
        self._first = ""
        """The letter that has just moved, and may yet begin a word."""
        self._is_wary = False
        """Whether something was typed that can't be meant for it."""
        for option in options:
            assert option.key not in KEYS_OF_A_CHOOSER, option
            if option.key:
                bind(self, option.key, f"pick({option.value!r})")

    def compose(self) -> ComposeResult:
        """Put the options above the line of keys, and between them the words that are looked for."""
        with Vertical():
            yield self.panel
            if self._options and not self._has_letters:
                narrow_line = self.begin_narrowing("Type to narrow the list")
                narrow_line.entry.is_of_list = self._is_of_list
                yield narrow_line
            yield self._line

    def on_mount(self) -> None:
        """Begin at the first option that can be chosen."""
        first = next((at for at, option in enumerate(self._options.values()) if not option.why_not), 0)
        self.panel.move_to(first)
        if not self._has_letters:
            # At once, not with the next message: what is typed ahead is meant for it.
            self.focus_words()
        self.fit()

    def on_resize(self, event: events.Resize) -> None:
        """Fit to the new size."""
        self.fit()

    def on_key(self, event: events.Key) -> None:
        """Take notice of a letter that stands for nothing here."""
        if event.is_printable and not has_key(self, event.key):
            self._is_wary = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave what could be written to the letters of options, where there are some."""
        if action in ("choose_now", "first"):
            return self.is_narrowing and not self._has_letters
        return super().check_action(action, parameters)

    def _is_of_list(self, key: str) -> bool:
        """Say whether a key marks, chooses or moves while it could be written: words have no blank at the beginning."""
        return key in ("space", *_FIRST) and (not self.words or (key == "space" and self._marked is not None))

    async def action_leave(self) -> None:
        """Leave it; where ``/`` has narrowed the list, show all of it again."""
        if self._has_letters:
            await super().action_leave()
        else:
            self.dismiss(None)

    def action_move(self, step: int) -> None:
        """Move the cursor, and say why what it is on can't be chosen."""
        self._first = ""
        super().action_move(step)
        self.fit()

    def action_first(self, letter: str, step: int) -> None:
        """Move by a letter, unless it turns out to begin a word."""
        self._first, first = "", self._first
        self.action_move(step)
        self._first = "" if first else letter

    def narrowed(self) -> None:
        """Say why what the cursor is on can't be chosen."""
        self.fit()

    def begun(self) -> str:
        """Return the letter that the words begin with, where it has moved the cursor."""
        first, self._first = self._first, ""
        return first

    def action_choose_now(self) -> None:
        """Choose what the cursor is on, or mark it, where letters are words that are looked for."""
        self.action_choose()

    def action_enter(self) -> None:
        """Choose what was looked for, or take what is marked."""
        self.action_accept()

    def action_mark(self) -> None:
        """Mark what the cursor is on where several can be chosen, else choose it; not in the middle of a text."""
        if not self._is_wary:
            self.action_choose()

    def action_choose(self) -> None:
        """Choose what the cursor is on, or mark it where several can be chosen."""
        self._choose(self.panel.cursor_id)

    def action_accept(self) -> None:
        """Choose what the cursor is on; where several can be chosen, take those that are marked."""
        if self._marked is None:
            self.action_choose()
        else:
            self.dismiss(tuple(self._marked))

    def action_pick(self, value: str) -> None:
        """Choose the option of a letter, or only go there where letters can't be trusted."""
        if self._is_wary:
            self.panel.move_to_id(value)
            self.fit()
        else:
            self._choose(value)

    def _choose(self, value: str) -> None:
        """Choose ``value``, or say why it can't be."""
        self._first = ""
        option = self._options.get(value)
        if option is None:
            return
        if option.why_not:
            self.panel.move_to_id(value)
            self.fit()
        elif self._marked is None:
            self.dismiss((value,))
        else:
            self._marked = [each for each in (*self._marked, value) if each != value or value not in self._marked]
            self.panel.chosen = frozenset(self._marked)
            self.panel.refresh_rows({value})
            self.fit()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        if event.widget is self.panel and self.panel.line_at(event.y) is not None:
            self.action_choose()

    def fit(self) -> None:
        """Say below the options why the one under the cursor can't be chosen, else the keys; and its name, if cut."""
        at, (width, height) = self.panel.cursor_id, self.app.size
        why_not = self._options[at].why_not if at else ""
        keys = line(" ", safe(why_not, WARNING)) if why_not else line((f" {self._keys()}", MUTED))
        lines = said_lines(keys, width, self._glyphs)
        named: list[Content] = []
        if at and self.panel.is_cut(at, width - FRAME_WIDTH):
            room = height - len(lines) - self.narrow_height - _LEAST_HEIGHT
            named = said_lines(line(" ", self.panel.named(at)), width, self._glyphs, max(1, room))
        self._line.say_keys([*named, *lines], told=len(why_not))
        if named and not why_not:
            self._line.keys_from = Offset(0, len(named))
        self.fit_to(width, [*named, *lines])

    def _keys(self) -> str:
        if not self._options:
            return "Esc cancels"
        if self._marked is None:
            return "Enter chooses  Esc cancels"
        return f"Space marks  Enter takes the {len(self._marked)} marked  Esc cancels"
