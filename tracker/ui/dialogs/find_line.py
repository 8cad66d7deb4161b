"""The line that is typed into after ``/``: it tells at every key what it finds, above itself what a term may be."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input

from tracker.glyphs import Glyphs
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.rendering.lines import MUTED, STRONG, line, safe, said_lines
from tracker.ui.widgets.line_input import LineInput
from tracker.ui.widgets.lines import LinesWidget

_HINT = "words  is:open status:deferred party:ogdc day:26 has:decision"
_WIDEST_ANSWER = 46


class Answer(NamedTuple):
    """What came of what was typed."""

    words: Content = Content("")
    """A few words, beside what was typed."""
    allowed: str = ""
    """What a term that means nothing may be, in a sentence."""


Typed = Callable[[str], Answer]
"""Filters by what was typed so far, and says what came of it."""


class Asked(LineInput):
    """What is looked for. The filter of before is selected: typing takes its place, and a blank goes on after it."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Put what was typed in the place of a part of the line; after all of it where it goes on."""
        is_all = (start, end) == (0, len(self.value))
        super().replace(text, end if is_all and text.startswith(" ") else start, end)


class FindLine(Dialog[bool]):
    """Filters while it is typed into; gives whether the filter is to be kept."""

    DEFAULT_CSS = """
    FindLine { align: left bottom; background: transparent; }
    FindLine > Vertical { height: auto; }
    FindLine Horizontal { height: 1; background: $background; }
    FindLine #find-sign { width: 1; }
    FindLine #find-answer { width: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", "Show everything again"),
        Binding("up", "earlier(-1)", "Earlier search"),
        Binding("down", "earlier(1)", "Later search"),
    ]

    def __init__(self, text: str, typed: Typed, earlier: Sequence[str], glyphs: Glyphs) -> None:
        """Begin with ``text``; ``earlier`` are the searches of before, the newest last."""
        super().__init__()
        self._typed, self._glyphs = typed, glyphs
        self._earlier = [*(each for each in earlier if each != text), text]
        self._at = len(self._earlier) - 1
        self._entry = Asked("find", text, _HINT)
        self._sign, self._answer = LinesWidget("find-sign"), LinesWidget("find-answer")
        self._allowed = LinesWidget("find-allowed")

    def compose(self) -> ComposeResult:
        """Put the line where the keys are."""
        with Vertical():
            yield self._allowed
            with Horizontal():
                yield self._sign
                yield self._entry
                yield self._answer

    def on_mount(self) -> None:
        """Begin to filter."""
        self._sign.show([line(("/", STRONG))])
        # At once, not with the next message: what is typed ahead is meant for it.
        self.set_focus(self._entry)
        self._entry.action_select_all()
        self._show(self._entry.value)

    def on_resize(self, event: events.Resize) -> None:
        """Fit to the new width."""
        self._show(self._entry.value)

    def action_earlier(self, step: int) -> None:
        """Take up an earlier search, or a later one."""
        self._at = max(0, min(self._at + step, len(self._earlier) - 1))
        self._entry.value = self._earlier[self._at]
        self._entry.cursor_position = len(self._entry.value)

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        self._show(message.value)

    def action_enter(self) -> None:
        """Keep the filter."""
        self.dismiss(True)

    def _show(self, text: str) -> None:
        words, allowed = self._typed(text)
        answer, (width, height) = line(" ", words, " "), self.app.size
        self._answer.styles.width = min(answer.cell_length, _WIDEST_ANSWER, width // 2)
        self._answer.show([answer])
        self._allowed.display = bool(allowed)
        if allowed:
            # All that a term may be is read whole: over the panels there is room for it in any window.
            self._allowed.say(said_lines(line(" ", safe(allowed, MUTED)), width, self._glyphs, height - 1))
