"""The examples of every help, of the documents and so of the man page, typed into a shell as they stand."""

import grp
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.support.program import ROOT
from tests.support.pty_session import TerminalSession, introduce
from tracker.cli.main import tracker

_STARTS_WITH_NOTHING = {"tracker init"}
"""Their examples make the meeting that those of the others find."""
_OPENS_THE_SCREEN = re.compile(r"tracker( --now \S+)?( +#.*)?|python .* kiosk .*")
_SSH = '#!/bin/sh\n# Stands for a server: runs the command here, without a terminal.\nshift\nexec "$@"\n'
_FILES_OF_OTHERS = {
    "mofa.ics": "tracker export ics",
    "conference.ics": "tracker export ics",
    "schedule.json": "tracker export schedule-json",
    "agenda.csv": "tracker export csv",
    "programme.toml": "tracker export toml",
    "revised.toml": "tracker export toml",
    "minutes.txt": "printf 'Topic: 3\\nThe annexes come in May.\\n'",
}
"""Files that the documents take from other programs, and what stands in for those."""


def _commands(command: click.Command, context: click.Context, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for verb in command.list_commands(context):
            inner = command.get_command(context, verb)
            assert inner is not None
            yield from _commands(inner, click.Context(inner, parent=context, info_name=verb), f"{name} {verb}")


COMMANDS = dict(_commands(tracker, click.Context(tracker, info_name="tracker"), "tracker"))


def _examples(command: click.Command) -> list[str]:
    """Return the lines under ``Example`` of a help."""
    _, _, lines = (command.epilog or "").partition(":\n")
    return [line.removeprefix("  ") for line in lines.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a person who has a meeting of their own and another in ``~/igc``."""
    home = tmp_path_factory.mktemp("prepared")
    programs = home / "bin"
    programs.mkdir()
    for name, text in (
        ("tracker", f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m tracker "$@"\n'),
        ("python", f'#!/bin/sh\nexec {sys.executable} "$@"\n'),
        ("ssh", _SSH),
    ):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    introduce(home)
    _type("tracker init && tracker --db ~/igc init", home)
    return home


@pytest.fixture
def someone(prepared: Path, tmp_path: Path) -> Path:
    """Return a copy of that home."""
    shutil.copytree(prepared, home := tmp_path / "someone", symlinks=True)
    return home


def _type(line: str, home: Path) -> None:
    """Type a line into bash, in a home folder; an example that opens the screen is left with ``q``."""
    path = f"{home / 'bin'}:{os.environ['PATH']}"
    env = {"HOME": str(home), "PATH": path, "LANG": "C.UTF-8", "SHELL": "/bin/bash"}
    if _OPENS_THE_SCREEN.fullmatch(line):
        with TerminalSession(("bash", "-c", line), home, env=env, cwd=home) as session:
            # The first key closes the introduction, where there is one: it may lie over all that the screen says.
            session.wait_for(lambda screen: "Agenda" in screen.text or "Introduction" in screen.text, quiet=0.1)
            session.send("qq")
            assert session.wait_exit() == 0, line
        return
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line],
        cwd=home,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_of_a_help_run_one_after_the_other(name: str, someone: Path) -> None:
    examples = _examples(COMMANDS[name])
    assert examples
    if name in _STARTS_WITH_NOTHING:
        for made in (".local/share", "igc"):
            shutil.rmtree(someone / made)
    for line in examples:
        _type(line, someone)


def test_the_help_shows_the_examples_as_they_are_typed() -> None:
    for name, command in COMMANDS.items():
        context = click.Context(command, info_name=name, terminal_width=200)
        shown = command.get_help(context)
        for line in _examples(command):
            assert line in shown, name
        assert any(" ".join(name.split()[1:]) in line for line in _examples(command)), name
        assert "--db DIR" in shown, name


def _blocks_of_the_documents() -> list[str]:
    files = ("README.md", "tracker/docs/verbs.md")
    text = "\n".join((ROOT / file).read_text(encoding="utf-8") for file in files)
    blocks: list[str] = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    # The two commands are typed by .ci/run, what root does by tests/wire/kiosk_service.py.
    return [block for block in blocks if not block.startswith(("python3 ", "groupadd "))]


@pytest.mark.parametrize("block", _blocks_of_the_documents(), ids=lambda block: block.splitlines()[0][:40])
def test_the_lines_of_the_documents_run_one_after_the_other(block: str, someone: Path) -> None:
    for file, made_by in _FILES_OF_OTHERS.items():
        _type(f"{made_by} > {file}", someone)
    names = {"/srv/igc": "~/shared", "delegation": grp.getgrgid(os.getgid()).gr_name}
    for line in block.splitlines():
        for name, ours in names.items():
            line = line.replace(name, ours)
        _type(line, someone)
