"""Renderer of papers as Markdown (CommonMark with the tables of GitHub)."""

import re
from collections.abc import Iterator

from tracker.domain.model.state import State
from tracker.exchange.papers import paper_asked_for
from tracker.exchange.papers.blocks import Banner, Block, Bullets, Heading, Paragraph, Table
from tracker.exchange.registry import ExportRequest

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&])")
"""Signs that mean something wherever they stand."""
_STARTS = re.compile(r"^(\d{0,9})([-+=.)])")
"""What makes a list or a heading of a line that begins with it."""


def write(state: State, request: ExportRequest) -> str:
    """Return the paper that is asked for."""
    return "\n\n".join(block for each in paper_asked_for(state, request).blocks for block in _block(each)) + "\n"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {_text(block.text)}"
    elif isinstance(block, Banner):
        yield f"> **{_text(block.text)}**"
    elif isinstance(block, Paragraph):
        label = f"**{_text(block.label)}:** " if block.label else ""
        yield label + "\\\n".join(map(_text, block.text.split("\n")))
    elif isinstance(block, Bullets):
        yield "\n".join(f"- {_text(text)}" for text in block.lines)
    elif isinstance(block, Table):
        rows = (block.headings, tuple("---" for _ in block.headings), *block.rows)
        yield "\n".join(f"| {' | '.join(_cell(cell, at == 1) for cell in row)} |" for at, row in enumerate(rows))


def _cell(text: str, is_rule: bool) -> str:
    return text if is_rule else _text(text) or " "


def _text(text: str) -> str:
    """Return people's text so that Markdown shows it as it is, on one line."""
    return _STARTS.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", " ".join(text.split())))
