"""Days, hours and names of the domain are put into words in one module, and read in one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.program import PACKAGE
from tests.support.sources import place, sources, tree_of
from tracker.domain.words.formatting import MONTH_NAMES, MONTHS, WEEKDAY_NAMES, WEEKDAYS

_PRINTER = PACKAGE / "domain/words/formatting.py"
_NAMES = {name.lower() for name in (*MONTH_NAMES, *MONTHS, *WEEKDAY_NAMES, *WEEKDAYS)}
_MOST_NAMES = 3
"""One place may say ``fri`` or ``may``; more of them are a table."""


def _is_format_of_a_moment(node: ast.AST) -> bool:
    """Say whether it is ``strftime()``, ``strptime()``, or a format such as ``:%H:%M`` in an f-string."""
    if isinstance(node, ast.Attribute):
        return node.attr in ("strftime", "strptime")
    return isinstance(node, ast.FormattedValue) and node.format_spec is not None and "%" in ast.unparse(node)


def _is_table_of_names(node: ast.AST) -> bool:
    """Say whether it is a collection of names of months or days of the week."""
    if not isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
        return False
    parts = node.keys if isinstance(node, ast.Dict) else node.elts
    words = [part.value for part in parts if isinstance(part, ast.Constant)]
    return sum(isinstance(word, str) and word.lower() in _NAMES for word in words) >= _MOST_NAMES


def _is_name_put_into_words(node: ast.AST) -> bool:
    """Say whether it is ``.replace("_", " ")``, which ``in_words()`` does."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "replace"
        and [ast.unparse(argument) for argument in node.args] == ["'_'", "' '"]
    )


_CHECKS = (_is_format_of_a_moment, _is_table_of_names, _is_name_put_into_words)


def _found(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what a file does that only the printer may, and where."""
    for node in ast.walk(tree_of(path)):
        for check in _CHECKS:
            if check(node):
                assert isinstance(node, ast.expr)
                yield check.__name__, place(path, node)


def test_only_one_module_puts_days_hours_and_names_into_words() -> None:
    assert not [found for path in sources(PACKAGE) if path != _PRINTER for found in _found(path)]


def test_that_module_does_all_of_it() -> None:
    assert {name for name, _ in _found(_PRINTER)} == {check.__name__ for check in _CHECKS}


@pytest.mark.parametrize("text", ["at.strftime(x)", "f'{at:%H:%M}'", "('jan', 'feb', 'mar')", "name.replace('_', ' ')"])
def test_the_search_finds_twins(text: str) -> None:
    assert any(check(node) for node in ast.walk(ast.parse(text)) for check in _CHECKS)
