"""The store has one face: who stands outside it takes names of ``tracker.store`` itself, never of its modules."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.program import PACKAGE
from tests.support.sources import place, sources, tree_of
from tracker import store

_STORE = "tracker.store"
_FACE = PACKAGE / "store" / "__init__.py"


def _imports_of_the_store(path: Path) -> Iterator[tuple[str, str, ast.stmt]]:
    """Yield module and name of each import from the store in a file, wherever in the file it stands."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "", node) for alias in node.names if alias.name.startswith(_STORE))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_STORE):
            yield from ((str(node.module), alias.name, node) for alias in node.names)


def _outside() -> Iterator[tuple[str, str, str]]:
    for path in sources(PACKAGE):
        if not path.is_relative_to(PACKAGE / "store"):
            for module, name, node in _imports_of_the_store(path):
                yield module, name, place(path, node)


def test_outsiders_import_only_names_of_the_package() -> None:
    found = [f"{where} imports {name or module} of {module}" for module, name, where in _outside() if module != _STORE]
    assert not found, "\n".join(found)


def test_each_public_name_is_used_outside() -> None:
    assert {name for _, name, _ in _outside()} == set(store.__all__)


def test_each_public_name_is_what_its_module_defines() -> None:
    declared = {(module, name) for module, name, _ in _imports_of_the_store(_FACE)}
    assert {name for _, name in declared} == set(store.__all__)
    for module, name in declared:
        there = __import__(module, fromlist=[name])
        assert getattr(store, name) is getattr(there, name)
