"""The command itself: help, version, verbs, keys, and what happens without a verb."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from tests.cli.conftest import Invoke
from tests.support.program import PACKAGE, real
from tests.support.sources import sources, tree_of
from tracker import __version__
from tracker.cli.main import tracker
from tracker.domain.edits import AnyEdit
from tracker.personal.settings import Settings, read_settings
from tracker.ui.context import UserContext

VERBS = tracker.list_commands(tracker.make_context("tracker", [], resilient_parsing=True))


def test_help_names_every_verb(run: Invoke) -> None:
    shown = run("--help")
    assert (shown.exit_code, shown.stderr) == (0, "")
    listed = re.findall(r"^  ([\w-]+)  ", shown.stdout.partition("Commands:")[2], re.MULTILINE)
    assert listed == VERBS


def test_every_edit_can_be_made_from_the_shell() -> None:
    called = {
        node.func.id
        for path in sources(PACKAGE / "cli")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert {edit.__name__ for edit in get_args(AnyEdit)} <= called


def test_version(run: Invoke) -> None:
    assert run("--version").stdout == f"tracker, version {__version__}\n"


def test_keys_lists_the_registry(run: Invoke) -> None:
    lines = run("keys").stdout.splitlines()
    assert any(re.fullmatch(r"Space +Tick or untick +tick", line) for line in lines)
    assert any(line.startswith("q ") and line.endswith(" quit") for line in lines)


def test_keys_follows_the_settings(home: Path, run: Invoke) -> None:
    settings = home / "config" / "meeting-tracker" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[keys]\nquit = ["x"]\n', encoding="utf-8")
    assert re.search(r"^x +.* quit$", run("keys").stdout, re.MULTILINE)
    settings.write_text('[keys]\nno-such = ["x"]\n', encoding="utf-8")
    refused = run("keys")
    assert refused.exit_code == 1
    assert "no-such" in refused.stderr


@pytest.mark.parametrize("term", ["xterm-256color", "dumb", ""])
def test_without_a_terminal_it_prints_the_status(folder: Path, term: str) -> None:
    code, out, err = real(environment={"TERM": term})
    assert (code, err) == (0, b"")
    assert out == real("status")[1]


def test_screen_gets_the_settings_and_the_choices_of_this_time(
    folder: Path, home: Path, run: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, object] = {}
    monkeypatch.setattr("tracker.cli.main.has_screen", lambda: True)
    monkeypatch.setattr("tracker.ui.app.run_screen", lambda store, **options: seen.update(options))
    settings = home / "config" / "meeting-tracker" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('theme = "nord"\nbell = false\n', encoding="utf-8")
    assert run().exit_code == 0
    assert seen["settings"] == Settings(theme="nord", bell=False)
    assert run("--ascii", "--no-mouse", "--driver", "plain", "--theme", "gruvbox").exit_code == 0
    assert seen["settings"] == Settings("gruvbox", mouse=False, ascii=True, driver="plain", bell=False)
    own = seen["own"]
    assert isinstance(own, UserContext)
    own.remember_theme("dracula")
    assert read_settings(settings) == Settings(theme="dracula", bell=False)


def test_a_faulty_settings_file_is_told_before_the_screen_opens(
    folder: Path, home: Path, run: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.cli.main.has_screen", lambda: True)
    settings = home / "config" / "meeting-tracker" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("mouse = 1\n", encoding="utf-8")
    refused = run()
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "mouse: must be true or false" in refused.stderr
