"""No string of a person reaches what would read it as markup: few sinks are used, and they are given content."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hostile import FREE_FIELDS
from tests.support.program import PACKAGE
from tests.support.sources import place, sources, tree_of

UI = PACKAGE / "ui"
_WIDGETS = {"Input", "TextArea", "Edit", "EditResult"}
"""Of Textual's widgets those that show text as it is; all others read markup in a ``str``."""

_SINKS = {"notify", "from_markup", "escape", "render_markup", "print_markup"}
_PROPERTIES = {"tooltip", "border_title", "border_subtitle", "title", "sub_title"}
_GATES = {"clean", "clean_lines", "typed"}
_LITERAL = {"horizontal", "top_right"}
"""Glyphs: the program's own characters."""

_OWN = {"command", "picture", "progress", "left"}
"""What has a title or a label that the program gave it: commands, pictures, counts and countdowns."""

_MAKERS = ("Content", "Content.styled", "Text")


def faults(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield each way of a module to show a ``str`` that nobody made safe."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual.widgets"):
            for alias in node.names:
                if alias.name not in _WIDGETS:
                    yield node, f"textual.widgets.{alias.name}"
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Attribute) and target.attr in _PROPERTIES:
                    yield node, f".{target.attr} ="
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in _SINKS:
                yield node, f"{name}()"
            elif ast.unparse(node.func) in _MAKERS and node.args and not _is_safe(node.args[0]):
                yield node, f"Content of {ast.unparse(node.args[0])}"
            elif name == "line":
                yield from ((part, f"line of {ast.unparse(part)}") for part in node.args if _holds_free_text(part))


def _holds_free_text(part: ast.expr) -> bool:
    """Say whether a part of a line is or holds a field that people write, other than through ``safe()``."""
    if isinstance(part, ast.Call):
        return False
    if isinstance(part, ast.IfExp):
        return _holds_free_text(part.body) or _holds_free_text(part.orelse)
    if isinstance(part, ast.GeneratorExp):
        return _holds_free_text(part.elt)
    if isinstance(part, ast.Attribute) and part.attr in FREE_FIELDS:
        return ast.unparse(part.value) not in _OWN
    return any(_holds_free_text(inner) for inner in ast.iter_child_nodes(part) if isinstance(inner, ast.expr))


def _is_safe(text: ast.expr) -> bool:
    """Say whether a text is the program's own, or went through the gate."""
    if isinstance(text, ast.Constant):
        return True
    if isinstance(text, ast.BinOp):
        return _is_safe(text.left) and _is_safe(text.right)
    if isinstance(text, ast.Attribute):
        return text.attr in _LITERAL
    return isinstance(text, ast.Call) and getattr(text.func, "id", "") in _GATES


def test_widgets_are_given_content_only() -> None:
    found = [f"{place(path, node)} {what}" for path in sources(UI) for node, what in faults(tree_of(path))]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "from textual.widgets import Static",
        "self.border_title = item.title",
        "self.notify(title)",
        "Content(item.title)",
        "Content.styled(f'{title}', 'bold')",
        "Content.from_markup('[b]' + title)",
        "Text('a' + title)",
        "line('by ', note.author)",
        "line((item.title, MUTED))",
        "line(f'{item.number} {item.title}')",
    ],
)
def test_the_search_finds_what_it_is_for(line: str, tmp_path: Path) -> None:
    assert list(faults(ast.parse(line)))
