"""What each verb loads: never Textual, and nothing that takes long without being needed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.program import ROOT
from tracker.cli.main import tracker

_RUN = """
import json, sys
from tracker.cli.main import tracker
try:
    tracker.main()
except SystemExit as end:
    print(json.dumps([end.code, sorted(sys.modules)]), file=sys.stderr)
"""

_ARGUMENTS = {
    "status": [],
    "check": ["psm.1"],
    "uncheck": ["psm.1"],
    "history": [],
    "undo": [],
    "redo": [],
    "where": [],
    "init": ["--db", "new"],
    "doctor": [],
    "seal": [],
    "backup": ["a.backup"],
    "restore": ["first.backup"],
    "keys": [],
    "schedule": [],
    "agenda": [],
    "show": ["psm"],
    "find": ["psm"],
    "now": [],
    "next": [],
    "set": ["psm", "taken-up"],
    "note": ["psm", "Hello"],
    "decide": ["psm", "Yes"],
    "action": ["list"],
    "attend": ["commission", "gazprom", "present"],
    "session": ["start", "commission"],
    "withdraw": ["psm.2"],
    "meeting": ["release"],
    "item": ["edit", "psm", "--title", "The mill"],
    "point": ["add", "psm", "Next steps"],
    "person": ["add", "Anna", "--party", "gazprom"],
    "party": ["edit", "gazprom", "--short-name", "GP"],
    "late": ["10"],
    "fact": ["psm", "cost", "--reported", "USD 2 bn", "--source", "Radio"],
    "timeline": [],
    "progress": [],
    "carry-over": ["next", "--title", "Next", "--first-day", "2026-11-24", "--last-day", "2026-11-26"],
    "export": ["csv"],
    "import": [str(ROOT / "fixtures" / "igc-2025.toml")],
    "kiosk": ["--db", "meeting"],
    "themes": [],
    "completion": ["bash"],
    "revise": [str(ROOT / "fixtures" / "igc-2025.toml")],
}
_REFUSED = {"late": 1, "kiosk": 1}
"""Verbs that the shipped meeting refuses, with their exit code: its sessions have no hours to be late for; a kiosk
is one only with `python -I`."""

_MOST_MODULES = {
    "status": 203,
    "next": 203,
    "now": 204,
    "agenda": 204,
    "schedule": 206,
    "find": 209,
    "history": 209,
    "timeline": 218,
    "progress": 218,
    "action": 226,
    "show": 230,
}
"""Of each verb that reads. A third are click and Python's own start; a screen loads thrice as many."""

_MOST_MODULES_OF_A_SCREEN = 553
"""A bare Textual app with one label loads 380."""

_OPENED_LATER = ("tracker.ui.flows.", "tracker.ui.dialogs.", "tracker.ui.forms.")
"""What a key or two opens over the main screen."""

_NEEDED_AT_ONCE = {"tracker.ui.dialogs.choices", "tracker.ui.dialogs.field", "tracker.ui.dialogs.palette"}
"""Of these rooms what the main screen names before it opens anything."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a meeting, a change to take back, one to do again, and a backup."""
    folder = tmp_path_factory.mktemp("loading")
    for arguments in (["init"], ["check", "psm.2"], ["check", "psm.3"], ["backup", "first.backup"], ["undo"]):
        assert loaded(folder, *arguments)
    return folder


@pytest.fixture
def meeting(prepared: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder to work in: what one verb changes, the next one must not meet."""
    return Path(shutil.copytree(prepared, tmp_path / "loading"))


def loaded(folder: Path, *arguments: str) -> set[str]:
    """Run a command line in a fresh process that must succeed; return the names of all modules it loaded."""
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "TRACKER_DB": str(folder / "meeting")}
    env = os.environ | {"PYTHONPATH": str(ROOT)} | home
    command = [sys.executable, "-c", _RUN, *arguments]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False)
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == _REFUSED.get(arguments[0] if arguments else "", 0), done.stderr
    return set(modules)


def packages(modules: set[str]) -> set[str]:
    """Return the top-level names of modules."""
    return {module.partition(".")[0] for module in modules}


def test_every_verb_is_tried() -> None:
    assert set(_ARGUMENTS) == set(tracker.list_commands(tracker.make_context("tracker", [], resilient_parsing=True)))


@pytest.mark.parametrize("verb", _ARGUMENTS)
def test_no_verb_loads_textual(meeting: Path, verb: str) -> None:
    assert packages(loaded(meeting, verb, *_ARGUMENTS[verb])).isdisjoint({"textual", "asyncio"})


def test_no_verb_means_the_status_without_a_terminal(meeting: Path) -> None:
    assert packages(loaded(meeting)).isdisjoint({"textual", "asyncio"})


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["status", "--help"], ["where"], ["keys"]])
def test_what_needs_no_meeting_loads_no_database(meeting: Path, arguments: list[str]) -> None:
    assert packages(loaded(meeting, *arguments)).isdisjoint({"textual", "tinydb", "rich", "tomlkit"})


def test_version_loads_no_domain(meeting: Path) -> None:
    modules = loaded(meeting, "--version")
    assert not {module for module in modules if module.startswith(("tracker.domain", "tracker.store", "msgspec"))}


def test_status_loads_only_what_it_needs(meeting: Path) -> None:
    modules = loaded(meeting, "status")
    assert packages(modules).isdisjoint(
        {
            "random",
            "rich",
            "tomlkit",
            "tomllib",
            "platformdirs",
            "difflib",
            "tarfile",
            "tempfile",
            "traceback",
            "subprocess",
        }
    )
    assert not {module for module in modules if module.startswith(("tracker.ui", "tracker.exchange"))}


@pytest.mark.parametrize("verb", _MOST_MODULES)
def test_reading_a_meeting_that_is_in_order_loads_no_database(meeting: Path, verb: str) -> None:
    assert packages(loaded(meeting, verb, *_ARGUMENTS[verb])).isdisjoint({"tinydb"})


@pytest.mark.parametrize("verb", _MOST_MODULES)
def test_reading_loads_few_modules(meeting: Path, verb: str) -> None:
    modules = loaded(meeting, verb, *_ARGUMENTS[verb])
    assert len(modules) <= _MOST_MODULES[verb]


def test_a_screen_loads_what_its_first_picture_needs() -> None:
    code = "import json, sys, tracker.cli.screen, tracker.ui.app; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    modules = set(json.loads(done.stdout))
    assert modules.isdisjoint({"textual.widgets._text_area", "textual.document"})
    assert packages(modules).isdisjoint({"tinydb", "tomlkit", "tree_sitter", "markdown_it", "tarfile"})
    assert not {module for module in modules if module.startswith(("tracker.exchange", "tracker.domain.edits"))}
    assert {module for module in modules if module.startswith(_OPENED_LATER)} <= _NEEDED_AT_ONCE
    assert len(modules) <= _MOST_MODULES_OF_A_SCREEN
