"""How one line is built: safe text, fitting, bars, keys."""

from collections.abc import Iterable

from textual.content import Content

from tracker.domain.rules.rules import Progress
from tracker.domain.search.folding import hits
from tracker.glyphs import Glyphs, bar
from tracker.text import clean

MUTED = "dim"
STRONG = "bold"
DONE = "$success"
NOW = "bold $success"
WARNING = "bold $warning"
ERROR = "bold $error"
ACCENT = "$primary"
CURSOR = "reverse"
LABEL = "bold $warning"
HIT = "bold underline"
"""What was looked for, where it stands: seen without colour too, and under the cursor's bar."""

GAP = 2
"""Blanks between what stands at the left and at the right end of a line."""

_MOST_SAID = 6


def safe(text: str, style: str = "") -> Content:
    """Return people's text as content that shows it literally."""
    return Content(clean(text)) if not style else Content.styled(clean(text), style)


def line(*parts: Content | tuple[str, str] | str) -> Content:
    """Join parts, the program's own strings among them, into one content; nothing is read as markup."""
    return Content.assemble(*parts)


def with_hits(content: Content, words: Iterable[str]) -> Content:
    """Return ``content`` with the places marked where ``words`` stand, which are folded."""
    for begin, end in hits(content.plain, words) if words else ():
        content = content.stylize(HIT, begin, end)
    return content


def spread(left: Content, right: Content, width: int, glyphs: Glyphs) -> Content:
    """Return ``left`` and ``right`` at the two ends of ``width`` cells.

    ``left`` is cut with an ellipsis where both don't fit; ``right`` is left out where it would take over half.
    """
    if not right or right.cell_length + GAP > width // 2:
        return fit(left, width, glyphs)
    left_width = width - right.cell_length - GAP
    return line(fit(left, left_width, glyphs), " " * GAP, right)


def fit(content: Content, width: int, glyphs: Glyphs) -> Content:
    """Return ``content`` in exactly ``width`` cells: cut with an ellipsis, or filled up with blanks."""
    if width <= 0:
        return Content("")
    if content.cell_length > width:
        # Content's own ellipsis is a sign that an ASCII terminal hasn't got.
        content = line(content.truncate(width - 1), glyphs.ellipsis)
    return content.pad_right(width - content.cell_length)


def longest_that_fits(candidates: Iterable[Content], width: int, glyphs: Glyphs) -> Content:
    """Return the first of ``candidates`` (the longest first) that fits, or the last one cut."""
    chosen = Content("")
    for chosen in candidates:
        if chosen.cell_length <= width:
            return chosen
    return fit(chosen, width, glyphs)


def tick_bar(progress: Progress, width: int, glyphs: Glyphs) -> Content:
    """Return a bar of ``width`` cells, as full as points are ticked."""
    done, open_ = bar(progress.done, progress.total, width, glyphs)
    return line((done, DONE), (open_, MUTED))


def amount_bar(amount: float, largest: float, width: int, glyphs: Glyphs) -> Content:
    """Return a bar for one of several amounts, the largest of which takes all of ``width``."""
    filled = 0 if largest <= 0 or amount <= 0 else max(1, round(width * min(1.0, amount / largest)))
    return line((glyphs.full * filled, ACCENT))


def wrap(content: Content, width: int, indent: str = "") -> list[Content]:
    """Return ``content`` over as many lines of ``width`` cells as it takes; all but the first are indented."""
    room = max(4, width - len(indent))
    lines = content.wrap(room)
    return [lines[0], *(line(indent, rest) for rest in lines[1:])] if lines else [content]


def keys_in_lines(keys: str, width: int, glyphs: Glyphs) -> list[Content]:
    """Return keys and what they do, two blanks between them, over the lines of ``width`` cells that they take."""
    lines: list[Content] = []
    for each in keys.split("  "):
        longer = line(lines[-1], f"  {each}") if lines else line("")
        if lines and longer.cell_length <= width:
            lines[-1] = longer
        else:
            lines.append(line(f" {each}"))
    return [fit(line(each.stylize(MUTED)), width, glyphs) for each in lines]


def said_lines(words: Content, width: int, glyphs: Glyphs, most: int = _MOST_SAID) -> list[Content]:
    """Return what is said at the bottom of the screen over the lines of ``width`` cells that it takes, at ``most``."""
    lines = wrap(words, max(1, width - 1), " ")
    rest = [line(lines[most - 1], glyphs.ellipsis)] if len(lines) > most else lines[most - 1 :]
    return [fit(each, width, glyphs) for each in (*lines[: most - 1], *rest)]
