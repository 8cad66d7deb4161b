"""A style is for a class that there is: Textual passes over the name of one that isn't without a word."""

import ast
import re

import textual.app
import textual.command
import textual.containers
import textual.screen

from tests.support.program import PACKAGE
from tests.support.sources import sources, tree_of

_MODULES = (textual.app, textual.command, textual.containers, textual.screen)
_OF_TEXTUAL = {"Input", "TextArea", *(name for module in _MODULES for name in dir(module) if name[0].isupper())}
_RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TYPE = re.compile(r"(?<![\w#.:&-])[A-Z]\w*")


def test_every_style_names_a_class_that_there_is() -> None:
    trees = {path: tree_of(path) for path in sources(PACKAGE / "ui")}
    own = {node.name for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    styles = {path: _styles(tree) for path, tree in trees.items()} | {
        path: path.read_text(encoding="utf-8") for path in (PACKAGE / "ui").rglob("*.tcss")
    }
    named = {path: set(_TYPE.findall(" ".join(_RULE.findall(_COMMENT.sub("", css))))) for path, css in styles.items()}
    assert {"Form", "FindLine", "MainScreen"} <= set().union(*named.values())
    assert {path.name: unknown for path, names in named.items() if (unknown := names - own - _OF_TEXTUAL)} == {}


def _styles(tree: ast.Module) -> str:
    """Return the styles that the classes of a module bring along."""
    return "\n".join(
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id in ("CSS", "DEFAULT_CSS") for target in node.targets)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
