"""A list of which only the rows are shown in which the words stand that are looked for."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from tracker.domain.search.folding import folded
from tracker.ui.rendering.lines import MUTED, line, safe, wrap
from tracker.ui.widgets.rows import RowPanel


class NarrowedPanel(RowPanel):
    """Rows that can be narrowed; what is there none of is said in their place."""

    missing = ""
    """What is said where there are no rows at all: what is missing, and how it comes about."""

    @property
    def every(self) -> tuple[str, ...]:
        """Ids of all rows, those in sight and the others."""
        return self._every

    _every: tuple[str, ...] = ()
    _asked = ""

    def text_of(self, row_id: str) -> str:
        """Return the text of a row in which words are looked for."""
        raise NotImplementedError

    def set_rows(self, row_ids: tuple[str, ...]) -> None:
        """Replace the rows, and show those that are looked for."""
        self._every = row_ids
        super().set_rows(tuple(self._found()))

    def narrow(self, asked: str) -> None:
        """Show the rows in which all words of ``asked`` stand; the cursor stays, or goes to the first of them."""
        if asked == self._asked:
            return
        self._asked, kept = asked, self.cursor_id
        super().set_rows(tuple(self._found()))
        if self.index_of(kept) is None:
            self.cursor, self.top = 0, 0
            self.move_to(0, quietly=True)
        self.show_words(tuple(folded(asked).split()))
        self.refresh()

    def empty_lines(self, width: int) -> Sequence[Content]:
        """Return what is said in place of rows."""
        words = f"Nothing matches {self._asked}." if self._every else self.missing
        return wrap(line(" ", safe(words, MUTED)), width, " ")

    def _found(self) -> Iterator[str]:
        """Yield the rows to show: those that are looked for, each after the heading that it stands under."""
        words = folded(self._asked).split()
        heading = ""
        for row_id in self._every:
            if not words:
                yield row_id
            elif not self.is_selectable(row_id):
                heading = row_id
            elif all(word in folded(self.text_of(row_id)) for word in words):
                if heading:
                    yield heading
                heading = ""
                yield row_id
