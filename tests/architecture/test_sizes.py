"""Functions stay small enough to be read at a sitting; a file holds one idea, however long that is."""

import ast

from tests.support.program import PACKAGE, ROOT
from tests.support.sources import place, sources, tree_of

LONGEST_FUNCTION = 30

_FILES = (*sources(PACKAGE), *sources(ROOT / "tests"))


def length_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function from its ``def`` on, without its docstring: nobody should have to cut that."""
    first = node.body[0]
    is_docstring = ast.get_docstring(node, clean=False) is not None
    docstring_length = (first.end_lineno or 0) - first.lineno + 1 if is_docstring else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring_length


def test_functions_are_short() -> None:
    too_long = [
        f"{place(path, node)} {node.name}: {length} lines"
        for path in _FILES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (length := length_of(node)) > LONGEST_FUNCTION
    ]
    assert not too_long, "\n".join(too_long)


def test_top_level_holds_only_what_the_map_names() -> None:
    visible = {entry.name for entry in ROOT.iterdir() if not entry.name.startswith(".")}
    made_by_tools = {"build", "dist", "snapshot_report.html"} | {name for name in visible if name.endswith(".egg-info")}
    assert visible - made_by_tools <= {"pyproject.toml", "README.md", "LICENSE", "tracker", "fixtures", "tests"}
