"""The detail panel: everything that is known about the row under the cursor of the list that has the keys."""

from collections.abc import Sequence
from datetime import date
from itertools import islice, zip_longest

from textual.content import Content
from textual.timer import Timer

from tracker.domain.model.state import State
from tracker.domain.search.lookup import Found
from tracker.glyphs import Glyphs
from tracker.ui.rendering.detail import Brief, detail_title
from tracker.ui.rendering.record import SetBy
from tracker.ui.widgets.frame import FRAME_WIDTH, FramePanel

REST_AFTER = 0.6
"""Seconds after which the rest of a subject is drawn that only began to be shown."""

AT_ONCE = 200
"""Bytes that another subject may send at once where it is shown sparingly."""

_HEAD = 2
"""Lines that say what a subject is: its title, and when it is or how far."""
_PER_LINE = 7
"""Bytes that going to a line and erasing the end of the old one takes, about."""


class DetailPanel(FramePanel):
    """Lines of text about one subject, wrapped to the panel; scrolls."""

    def __init__(self, glyphs: Glyphs) -> None:
        """Make an empty panel."""
        super().__init__("detail", "3", glyphs)
        self.subject = Found("", "")
        """What it is about; both empty before anything was selected."""
        self._state: State | None = None
        self._today = date.min
        self._set_by: SetBy | None = None
        self._words: tuple[str, ...] = ()
        self._lines: list[Content] = []
        self._drawn = self.subject
        """What the lines are about."""
        self._owed: Timer | None = None
        """Draws what of the subject isn't drawn yet; None where all of it is."""

    @property
    def line_count(self) -> int:
        """How many lines the text has at the panel's width."""
        return len(self._lines)

    def content_line(self, index: int, width: int) -> Content:
        """Return one line of the text, a blank before it."""
        return Content.assemble(" ", self._lines[index])

    @property
    def plain_text(self) -> str:
        """The whole text without colours, wrapped to the panel; to the screen where the panel is hidden."""
        lines = self._brief(self.inner_width or self.app.size.width - FRAME_WIDTH)
        return "\n".join(content.plain.rstrip() for content in lines)

    def show(
        self, state: State, subject: Found, today: date, *, set_by: SetBy | None = None, sparingly: bool = False
    ) -> None:
        """Show ``subject`` as of ``today``, from its first line where it is another one than before.

        Args:
            state: the meeting as it stands.
            subject: a row.
            today: the day in the meeting's zone.
            set_by: who gave it the status that it has; None where that isn't known.
            sparingly: whether to send little for another subject at once: all of it or its head, whichever
                ``AT_ONCE`` allows, and the rest when it has been the subject for a moment.
        """
        is_other, owed = subject != self.subject, self._owed is not None
        self._state, self.subject, self._today, self._set_by = state, subject, today, set_by
        self._settle_debt()
        self._build(0 if is_other or owed else self.top, at_once=AT_ONCE if sparingly and is_other else None)

    def show_rest(self) -> None:
        """Show all of the subject, where only a part of it is shown so far."""
        if self._owed is not None:
            self._settle_debt()
            self._build(0)

    def put_off_rest(self) -> None:
        """Begin to wait anew with what isn't drawn yet: whoever presses keys may be on the way to something else."""
        if self._owed is not None:
            self._owed.reset()

    def scroll_to_top(self, top: int) -> None:
        """Scroll in the whole text."""
        before = self.top
        self.show_rest()
        super().scroll_to_top(top - before + self.top)

    def show_words(self, words: tuple[str, ...]) -> None:
        """Mark other words: what is looked for, folded."""
        if words != self._words:
            self._words = words
            if self._owed is None:
                self._build(self.top)

    def fit_to_size(self) -> None:
        """Wrap the text to the new width."""
        self._settle_debt()
        self._build(self.top)
        super().fit_to_size()

    def catch_up(self) -> None:
        """Show what became the subject while the panel was hidden."""
        self._settle_debt()
        self._build(self.top if self._drawn == self.subject else 0)

    def _settle_debt(self) -> None:
        if self._owed is not None:
            self._owed.stop()
            self._owed = None

    def _build(self, top: int, *, at_once: int | None = None) -> None:
        """Wrap the text anew and paint what differs, from line ``top`` on; ``at_once`` is how many bytes may go now."""
        if self._state is None or not self.inner_width:
            return
        lines = self._brief(self.inner_width)
        if at_once is not None and self._cost(lines) > at_once:
            self._owed = self.set_timer(REST_AFTER, self.show_rest)
            lines = lines[:_HEAD]
            if self._cost(lines) > at_once:
                # Even to erase the old text is too much: it stays, under its own title, for that moment.
                return
        self._put(lines, top)

    def _brief(self, width: int) -> list[Content]:
        """Return all lines about the subject, for a panel ``width`` cells wide within its frame."""
        if self._state is None:
            return []
        brief = Brief(self._state, width - 2, self.glyphs, self._today, self._words, self._set_by)
        return brief.lines(self.subject)

    def _cost(self, lines: Sequence[Content]) -> int:
        """Return about how many bytes it takes to show ``lines`` from the first on."""
        old = islice(self._lines, self.top, self.top + self.page)
        pairs = zip_longest(old, lines[: self.page], fillvalue=Content(""))
        return sum(len(new.plain.encode()) + _PER_LINE for before, new in pairs if before.plain != new.plain)

    def _put(self, lines: list[Content], top: int) -> None:
        """Show these lines under the title of the subject."""
        assert self._state is not None
        before, old = self.top, self._lines
        self._lines, self._drawn = lines, self.subject
        self.top = max(0, min(top, len(lines) - self.page))
        self.set_titles(detail_title(self._state, self.subject), Content(""))
        if len(old) != len(lines) or before != self.top:
            self.refresh()
            return
        for index, (old_line, new_line) in enumerate(zip(old, self._lines, strict=True)):
            if not old_line.is_same(new_line):
                self.refresh_line(index)
