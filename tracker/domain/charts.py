"""The pictures of a meeting as lines of parts: what each part says, and what role it plays. Who shows them styles them.

Every line is at most as wide as the picture. All is told by signs and words too, so that a picture without colours, in
ASCII or read aloud says the same. Here are the pictures of progress; that of the days is in ``timeline_picture``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from tracker.domain.model.state import State
from tracker.domain.rules.rules import (
    Implementation,
    Progress,
    implementation,
    implementation_by_party,
    in_words,
    item_progress,
    meeting_progress,
    progress_by_party,
)
from tracker.text import clean

NARROWEST, WIDEST = 38, 200
"""Cells that a picture takes at least and at most."""

Role = Literal["", "strong", "muted", "done", "now", "late"]
"""What a part means; ``late`` is what is overdue."""

GAP = 2
"""Blanks between what stands in one line."""

_MARGIN = 1
_WIDEST_LABEL = 48
_PLAIN_PERCENT = 5
"""Cells of ``100 %``."""


class Part(NamedTuple):
    """A piece of a line."""

    text: str
    role: Role = ""


Line = tuple[Part, ...]


class Signs(NamedTuple):
    """The characters that pictures are drawn with, each one cell wide."""

    full: str
    """What is done, and a session with hours."""
    empty: str
    """What is left, and a session without hours."""
    late: str
    """What is overdue."""
    now_above: str
    """Where the moment is, above the sessions of its day."""
    now: str
    """Where the moment is, among the sessions of its day."""
    ellipsis: str


UNICODE_SIGNS = Signs("▓", "░", "▒", "▼", "│", "…")
ASCII_SIGNS = Signs("#", ".", "!", "V", "|", ".")


class Look(NamedTuple):
    """How a picture is to be drawn."""

    width: int
    """Cells that it may take; fewer than ``NARROWEST`` count as those."""
    signs: Signs
    cells: Callable[[str], int]
    """Returns how many cells a text takes."""

    @property
    def room(self) -> int:
        """Cells beside the margin."""
        return max(NARROWEST, min(self.width, WIDEST)) - 2 * _MARGIN

    def cut(self, text: str, width: int) -> str:
        """Return ``text`` clean, in at most ``width`` cells."""
        text = clean(text)
        if self.cells(text) <= width:
            return text
        kept = text[: max(0, width - 1)]
        while kept and self.cells(kept) > width - 1:
            kept = kept[:-1]
        return kept + self.signs.ellipsis if width > 0 else ""

    def fitted(self, text: str, width: int) -> str:
        """Return ``text`` clean, in exactly ``width`` cells."""
        text = self.cut(text, width)
        return text + " " * (width - self.cells(text))


def item_progress_lines(state: State, look: Look) -> Iterator[Line]:
    """Yield a bar for each agenda item: how many of its talking points are ticked; and one for all of them."""
    rows = [
        _Row(
            f"{item.number} {item.title}",
            item_progress(state, item.id),
            "" if item.status == "planned" else in_words(item.status),
        )
        for item in state.agenda
    ]
    yield from _progress_lines([*rows, _Row("All items", meeting_progress(state))], look)


def party_progress_lines(state: State, look: Look) -> Iterator[Line]:
    """Yield a bar for each party: how many talking points of the items that it leads are ticked."""
    progress = progress_by_party(state)
    rows = [_Row(party.label, progress[party.id]) for party in state.parties.values() if party.id in progress]
    yield from _progress_lines(rows, look) if rows else _nothing("No party leads an agenda item.")


def implementation_lines(state: State, today: date, look: Look) -> Iterator[Line]:
    """Yield a bar for each party: how many of its action items were carried out by ``today``, and how many are overdue.

    The last line counts those of all parties; action items that were cancelled don't count.
    """
    by_party = implementation_by_party(state, today)
    rows = [(state.parties[party_id].label, done) for party_id, done in by_party.items() if done.total]
    if not rows:
        yield from _nothing("There are no action items.")
        return
    rows.append(("All parties", implementation(state.action_items.values(), today)))
    words = [_implementation_words(done) for _, done in rows]
    label_width = _label_width([label for label, _ in rows], look)
    words_width = max(map(len, words))
    bar_width = max(1, look.room - label_width - words_width - 2 * GAP - GAP - _PLAIN_PERCENT)
    for (label, done), counts in zip(rows, words, strict=True):
        bar = _implementation_bar(done, bar_width, look.signs)
        percent = Part(f"{done.percent:>3} %")
        parts = (Part(look.fitted(label, label_width)), gap(), *bar, gap(), percent, gap(), Part(counts, "muted"))
        yield picture_line(*parts)


class _Row(NamedTuple):
    """One bar of progress."""

    label: str
    progress: Progress
    note: str = ""


def _progress_lines(rows: Sequence[_Row], look: Look) -> Iterator[Line]:
    """Yield bars that stand in line, as wide as there is room."""
    label_width = _label_width([row.label for row in rows], look)
    count_width = max(len(row.progress.label) for row in rows)
    note_width = max(len(row.note) for row in rows)
    fixed = label_width + count_width + _PLAIN_PERCENT + 3 * GAP + (note_width + GAP if note_width else 0)
    bar_width = max(1, look.room - fixed)
    for row in rows:
        bar = progress_bar(row.progress, bar_width, look.signs)
        percent = 100 * row.progress.done // row.progress.total if row.progress.total else 0
        counts = f"{row.progress.label:>{count_width}}"
        parts = [Part(look.fitted(row.label, label_width)), gap(), *bar, gap(), Part(counts), gap()]
        parts.append(Part(f"{percent:>3} %"))
        if row.note:
            parts += [gap(), Part(row.note, "now" if row.note == "taken up" else "muted")]
        yield picture_line(*parts)


def progress_bar(progress: Progress, width: int, signs: Signs) -> Line:
    """Return a bar of ``width`` cells: a tick is never invisible and an open point never looks done."""
    filled = _filled(progress.done, progress.total, width)
    return Part(signs.full * filled, "done"), Part(signs.empty * (width - filled), "muted")


def _implementation_bar(done: Implementation, width: int, signs: Signs) -> Line:
    filled = _filled(done.implemented, done.total, width)
    late = min(width - filled, _filled(done.overdue, done.total, width))
    return (
        Part(signs.full * filled, "done"),
        Part(signs.late * late, "late"),
        Part(signs.empty * (width - filled - late), "muted"),
    )


def _implementation_words(done: Implementation) -> str:
    overdue = f", {done.overdue} overdue" if done.overdue else ""
    return f"{done.implemented} of {done.total} done{overdue}"


def _filled(done: int, total: int, width: int) -> int:
    return max(1, done * width // total) if done and total else 0


def _label_width(labels: Iterable[str], look: Look) -> int:
    return min(max(map(look.cells, labels)), _WIDEST_LABEL, look.room * 2 // 5)


def gap(width: int = GAP) -> Part:
    """Return some blanks."""
    return Part(" " * width)


def picture_line(*parts: Part) -> Line:
    """Return a line of parts after the margin."""
    return (gap(_MARGIN), *(part for part in parts if part.text))


def _nothing(words: str) -> Iterator[Line]:
    yield picture_line(Part(words, "muted"))
