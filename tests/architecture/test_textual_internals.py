"""Private names of Textual stand in one module."""

import ast
from collections.abc import Iterator

import pytest

from tests.support.program import PACKAGE
from tests.support.sources import place, sources, tree_of
from tracker.ui.textual_internals import PRIVATE_NAMES

_DOOR = PACKAGE / "ui" / "textual_internals.py"
_NAMES = {name for names in PRIVATE_NAMES.values() for name in names}


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _own_names() -> set[str]:
    """Return the private names that this program gives to what is its own."""
    own: set[str] = set()
    for path in sources(PACKAGE):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                own.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                own.add(node.attr)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                own.add(node.target.id)
    return own | {"_replace", "_fields", "_exit"}


def _trespasses(tree: ast.Module, own: set[str]) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "textual":
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            yield from ((node, name) for name in names if _is_private(name))
        elif isinstance(node, ast.Attribute) and _is_private(node.attr):
            if node.attr in _NAMES - {"_exit"} or node.attr not in own:
                yield node, node.attr
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in _NAMES:
            yield node, node.name


def test_private_names_of_textual_stand_in_one_module() -> None:
    own = _own_names()
    found = [
        f"{place(path, node)} {name}"
        for path in sources(PACKAGE / "ui")
        if path != _DOOR
        for node, name in _trespasses(tree_of(path), own)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "from textual._queue import Queue",
        "app._driver",
        "screen._unheard_of",
        "def _display(self): ...",
        "self._filters",
    ],
)
def test_the_search_finds_what_it_is_for(line: str) -> None:
    assert list(_trespasses(ast.parse(line), {"_grid"}))


def test_the_table_names_all_that_the_module_uses() -> None:
    used = {
        node.attr
        for node in ast.walk(tree_of(_DOOR))
        if isinstance(node, ast.Attribute) and _is_private(node.attr) and node.attr != "_waiters"
    }
    used |= {
        node.name for node in ast.walk(tree_of(_DOOR)) if isinstance(node, ast.FunctionDef) and _is_private(node.name)
    }
    assert used <= _NAMES
