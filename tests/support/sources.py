"""The project's own Python files, parsed once."""

import ast
from functools import cache
from pathlib import Path

from tests.support.program import ROOT


@cache
def sources(folder: Path) -> tuple[Path, ...]:
    """Return every Python file under ``folder``."""
    return tuple(sorted(folder.rglob("*.py")))


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path, node: ast.expr | ast.stmt) -> str:
    """Return where a node stands, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"
