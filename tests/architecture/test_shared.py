"""What tests share has one place: nothing is looked for in a test, and no folder takes from another."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.program import ROOT
from tests.support.sources import place, sources, tree_of

_FILES = sources(ROOT / "tests")
_SHARED = "tests.support"


def _imported(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Yield the full names of the modules under ``tests`` that a file imports, each with its statement."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names if alias.name.startswith("tests."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "tests":
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                is_module = ROOT.joinpath(*full.split(".")).with_suffix(".py").exists()
                yield (full if is_module else str(node.module)), node


def test_no_test_is_imported() -> None:
    found = [
        f"{place(path, node)} imports {module}"
        for path in _FILES
        for module, node in _imported(path)
        if module.rpartition(".")[2].startswith("test_")
    ]
    assert not found, "\n".join(found)


def test_only_what_is_shared_is_imported_from_elsewhere() -> None:
    found = [
        f"{place(path, node)} imports {module}"
        for path in _FILES
        for module, node in _imported(path)
        if not module.startswith((_SHARED, f"tests.{path.relative_to(ROOT / 'tests').parts[0]}."))
        and not module.endswith(".conftest")
    ]
    assert not found, "\n".join(found)


def test_what_is_shared_stands_on_nothing_else_of_the_tests() -> None:
    found = [
        f"{place(path, node)} imports {module}"
        for path in sources(ROOT / "tests" / "support")
        for module, node in _imported(path)
        if not module.startswith(_SHARED)
    ]
    assert not found, "\n".join(found)


def test_there_is_one_pseudo_terminal_and_one_emulator() -> None:
    """A part of the program that writes to a terminal has a bare one, without a program or an emulator."""
    allowed = {
        "openpty": {"tests/support/pty_session.py", "tests/terminal/test_output.py"},
        "pyte": {"tests/support/vt.py", "tests/support/vt_screen.py"},
    }
    found: dict[str, set[str]] = {name: set() for name in allowed}
    for path in _FILES:
        for node in ast.walk(tree_of(path)):
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            if name in found:
                found[name].add(str(path.relative_to(ROOT)))
    assert found == allowed
