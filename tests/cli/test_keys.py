"""``tracker keys`` and the start of the screen where the settings name keys that can't be."""

from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.support.program import TRACKER
from tests.support.pty_session import TerminalSession
from tracker.ui.commands import COMMANDS


@pytest.fixture
def settings(home: Path) -> Path:
    """Return a settings file with a key that there isn't."""
    file = home / "config" / "meeting-tracker" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text('[keys]\ntick = ["foo"]\n', encoding="utf-8")
    file.chmod(0o600)
    return file


def test_the_file_and_the_line_are_named_and_the_list_is_printed_all_the_same(settings: Path, run: Invoke) -> None:
    refused = run("keys")
    assert refused.exit_code == 1
    assert f"{settings}: keys.tick: there is no key 'foo'.\nA key is a letter" in refused.stderr
    assert [line.split()[-1] for line in refused.stdout.splitlines()] == [command.id for command in COMMANDS]


def test_the_screen_tells_it_before_it_opens(settings: Path, home: Path, tmp_path: Path) -> None:
    command = (*TRACKER, "--db", str(tmp_path / "meeting"))
    env = {"XDG_CONFIG_HOME": str(home / "config")}
    with TerminalSession(command, tmp_path, env=env, size=(200, 24)) as session:
        assert session.wait_exit() == 1
        assert f"{settings}: keys.tick: there is no key 'foo'." in session.terminal.text
        assert not session.terminal.is_alternate
