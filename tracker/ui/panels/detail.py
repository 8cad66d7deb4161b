"""The detail panel: everything that is known about the row that was selected last."""

from datetime import date

from textual.content import Content

from tracker.domain.lookup import Found
from tracker.domain.state import State
from tracker.ui.panels.frame import FramePanel
from tracker.ui.present.detail import Brief, detail_title
from tracker.ui.present.glyphs import Glyphs


class DetailPanel(FramePanel):
    """Lines of text about one subject, wrapped to the panel; scrolls."""

    def __init__(self, glyphs: Glyphs) -> None:
        """Make an empty panel."""
        super().__init__("detail", "3", glyphs)
        self.subject = Found("", "")
        """What it is about; both empty before anything was selected."""
        self._state: State | None = None
        self._today = date.min
        self._words: tuple[str, ...] = ()
        self._lines: list[Content] = []

    @property
    def line_count(self) -> int:
        """How many lines the text has at the panel's width."""
        return len(self._lines)

    def content_line(self, index: int, width: int) -> Content:
        """Return one line of the text, a blank before it."""
        return Content.assemble(" ", self._lines[index])

    @property
    def plain_text(self) -> str:
        """The whole text without colours, wrapped as it is shown."""
        return "\n".join(content.plain.rstrip() for content in self._lines)

    def show(self, state: State, subject: Found, today: date) -> None:
        """Show ``subject`` as of ``today``, from its first line where it is another one than before."""
        if subject != self.subject:
            self.top = 0
        self._state, self.subject, self._today = state, subject, today
        self._build()

    def show_words(self, words: tuple[str, ...]) -> None:
        """Mark other words: what is looked for, folded."""
        if words != self._words:
            self._words = words
            self._build()

    def fit_to_size(self) -> None:
        """Wrap the text to the new width."""
        self._build()
        super().fit_to_size()

    def _build(self) -> None:
        """Wrap the text anew and paint the lines that differ."""
        if self._state is None or not self.inner_width:
            return
        old = self._lines
        self._lines = Brief(self._state, self.inner_width - 2, self.glyphs, self._today, self._words).lines(
            self.subject
        )
        self.set_titles(detail_title(self._state, self.subject), Content(""))
        self.top = max(0, min(self.top, len(self._lines) - self.page))
        if len(old) != len(self._lines):
            self.refresh()
            return
        for index, (old_line, new_line) in enumerate(zip(old, self._lines, strict=True)):
            if not old_line.is_same(new_line):
                self.refresh_line(index)
