"""Glyphs stand in one table."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.program import PACKAGE
from tests.support.sources import place, sources, tree_of
from tracker.domain.rules.rules import Box
from tracker.glyphs import ARROW_KEYS, LOOK_ALIKES, UNICODE
from tracker.text import ELLIPSIS

_TABLE = PACKAGE / "glyphs.py"
_DRAWN = {sign for sign in UNICODE if not sign.isascii()}
_SIGNS = _DRAWN | {*ARROW_KEYS.values()} | {sign for sign in LOOK_ALIKES if sign > "\u2500"}
"""No dashes and quotes, which are looked for in people's texts."""
_BOXES = {box.value for box in Box}
_OWNERS = {ELLIPSIS: PACKAGE / "text.py", **dict.fromkeys(_BOXES, PACKAGE / "domain/rules/rules.py")}


def _texts(path: Path) -> Iterator[ast.Constant]:
    """Yield the texts of a file that aren't documentation."""
    told = {node.value for node in ast.walk(tree_of(path)) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
            yield node


def _glyphs_in(text: str) -> set[str]:
    return ({*text} & _SIGNS) | {box for box in _BOXES if text.strip() == box}


def test_glyphs_stand_in_the_table_alone() -> None:
    strays = [
        (place(path, node), glyph)
        for path in sources(PACKAGE)
        if path != _TABLE
        for node in _texts(path)
        for glyph in _glyphs_in(str(node.value))
        if _OWNERS.get(glyph) != path
    ]
    assert not strays


def test_the_search_finds_the_table() -> None:
    found = {glyph for node in _texts(_TABLE) for glyph in _glyphs_in(str(node.value))}
    assert _DRAWN - {ELLIPSIS} <= found
