"""No module imports one that imports it, by whatever way round: what stands in a circle can't be read by itself."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.support.program import PACKAGE
from tests.support.sources import sources, tree_of

_KNOWN = {
    frozenset(
        {
            "tracker.ui.main.dispatch",
            *(
                f"tracker.ui.flows.{name}"
                for name in (
                    *("attendance", "context", "export", "meeting", "notes"),
                    *("outcomes", "parties", "programme", "status"),
                )
            ),
        }
    )
}
"""Circles that are still there, if imports within a function and those for types alone are counted."""


def _name_of(path: Path) -> str:
    """Return the dotted name of a module."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


_MODULES = {_name_of(path): path for path in sources(PACKAGE)}


def _is_for_types_alone(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def _statements(node: ast.AST, *, everywhere: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports of a module: those that run as it is loaded, or ``everywhere`` all of them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif everywhere or not (
            isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or _is_for_types_alone(child)
        ):
            yield from _statements(child, everywhere=everywhere)


def _imported(path: Path, *, everywhere: bool) -> set[str]:
    """Return the modules of this program that a file names in its imports."""
    found: set[str] = set()
    for node in _statements(tree_of(path), everywhere=everywhere):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                found.add(full if full in _MODULES else node.module)
    return (found & _MODULES.keys()) - {_name_of(path)}


def _reached(graph: Mapping[str, set[str]], start: str) -> set[str]:
    """Return what can be reached from a module by one step or more."""
    reached: set[str] = set()
    ahead = [*graph[start]]
    while ahead:
        if (module := ahead.pop()) not in reached:
            reached.add(module)
            ahead += graph[module]
    return reached


def circles(graph: Mapping[str, set[str]]) -> set[frozenset[str]]:
    """Return the sets of modules of which each reaches each."""
    reached = {module: _reached(graph, module) for module in graph}
    return {
        frozenset(other for other in reached[module] if module in reached[other])
        for module in graph
        if module in reached[module]
    }


def _graph(*, everywhere: bool) -> dict[str, set[str]]:
    return {module: _imported(path, everywhere=everywhere) for module, path in _MODULES.items()}


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "d": set()}) == {frozenset("abc")}


def test_no_circle_is_loaded() -> None:
    assert not circles(_graph(everywhere=False))


def test_circles_of_names_only_become_fewer() -> None:
    found = circles(_graph(everywhere=True))
    assert not [circle for circle in found if not any(circle <= known for known in _KNOWN)]
    assert all(any(circle <= known for circle in found) for known in _KNOWN), "one is gone: take it out of the list"
