"""Renderer of papers as plain text, 78 columns wide, for a mail or a terminal."""

from collections.abc import Iterator

from tracker.domain.model.state import State
from tracker.exchange.papers import paper_asked_for
from tracker.exchange.papers.blocks import Banner, Block, Bullets, Heading, Paragraph, Table
from tracker.exchange.registry import ExportRequest

WIDTH = 78
"""Cells of a line."""

_RULES = {1: "=", 2: "-"}


def write(state: State, request: ExportRequest) -> str:
    """Return the paper that is asked for."""
    return "\n\n".join("\n".join(_lines(block)) for block in paper_asked_for(state, request).blocks) + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        lines = _wrapped(block.text)
        yield from lines
        if block.level in _RULES:
            yield _RULES[block.level] * max(map(_width, lines))
    elif isinstance(block, Banner):
        yield "*" * WIDTH
        yield from _wrapped(block.text)
        yield "*" * WIDTH
    elif isinstance(block, Paragraph):
        label = f"{block.label}: " if block.label else ""
        for text in f"{label}{block.text}".split("\n"):
            yield from _wrapped(text)
    elif isinstance(block, Bullets):
        for text in block.lines:
            yield from _wrapped(text, "* ", "  ")
    elif isinstance(block, Table):
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    """Yield each row as its cells one below the other: a text of many words has no room in a column."""
    label_width = max(map(_width, table.headings)) + 2
    for number, row in enumerate(table.rows):
        if number:
            yield ""
        for heading, cell in zip(table.headings, row, strict=True):
            if cell:
                start = f"{heading}: ".ljust(label_width)
                yield from _wrapped(" ".join(cell.split()), start, " " * label_width)


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """Return a text over as many lines as it takes, counted in cells; a word longer than a line is cut."""
    lines, line = [], first
    empty = first
    for word in text.split():
        for piece in _pieces(word, WIDTH - _width(rest)):
            if line != empty and _width(line) + 1 + _width(piece) > WIDTH:
                lines.append(line)
                line = empty = rest
            line += piece if line == empty else f" {piece}"
    return [*lines, line.rstrip()]


def _pieces(word: str, width: int) -> Iterator[str]:
    while _width(word) > width:
        cut = width
        while _width(word[:cut]) > width:
            cut -= 1
        yield word[:cut]
        word = word[cut:]
    yield word


def _width(text: str) -> int:
    # Rich takes longer to load than most verbs run, and only a paper is measured.
    from rich.cells import cell_len

    return cell_len(text)
