"""The kiosk as the README sets it up: one account, keys with forced commands, and people who try to get out."""

import json
import os
import pwd
import re
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.keys import ESCAPE, ESCAPE_WITH_KITTY, F4, PALETTE, REPAINT
from tests.support.processes import system_calls, wait_until
from tests.support.pty_session import TerminalSession
from tests.support.screen import box_is, cursor_at
from tests.wire.kiosk_service import Service, set_up
from tracker.ui.commands import COMMANDS

pytestmark = [
    pytest.mark.sshd,
    pytest.mark.strace,
    pytest.mark.long,
    pytest.mark.xdist_group("kiosk"),
    pytest.mark.skipif(not os.environ.get("CI"), reason="adds an account to the system, so it is for CI alone"),
]

_LEAVES = "\x11"
_KEYS = (
    *(key for key in map(chr, (*range(1, 0x20), 0x7F)) if key not in (_LEAVES, ESCAPE)),
    *("\x1bOP", "\x1b[15~", "\x1b[24~", "\x1b[1;5A", "\x1bz", "\x1b!", "!", ":", "|", "~.", ESCAPE_WITH_KITTY),
)
"""Every control key but Ctrl+Q, which leaves as it may, and what leads out of other programs."""

_EDITOR, _SUSPEND = F4, "\x1a"
_CALLS = "execve,execveat,?open,?creat,openat,openat2"
_STARTED = re.compile(r"^\d+ +execve.*", re.MULTILINE)
_OPENED_TO_WRITE = re.compile(r"(?:O_WRONLY|O_RDWR|creat\().* = \d+<(?P<path>[^>]*)>$", re.MULTILINE)

NEW_HERE = "dana"
PEOPLE = {"anna": "secretary", "boris": "officer", "clara": "viewer", NEW_HERE: "viewer"}


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Do what the README says, once."""
    with set_up(PEOPLE, tmp_path_factory.mktemp("keys")) as service:
        for name in PEOPLE.keys() - {NEW_HERE}:
            service.introduce(name)
        yield service


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder that everybody can write to, so that a file which isn't made there was not for want of rights."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


@contextmanager
def watched(kiosk: Service, name: str, client: TerminalSession, log: Path) -> Iterator[None]:
    """Hold that a person's kiosk runs on, starts no program, and writes to no file but those of the service."""
    pid = kiosk.kiosk_of(name)
    with system_calls(pid, _CALLS, log):
        yield
        assert kiosk.kiosk_of(name) == pid, "it was not left"
        client.press(REPAINT, until="Agenda")
    calls = log.read_text()
    assert "openat(" in calls, "what it does is seen"
    assert not _STARTED.findall(calls)
    written = {found["path"] for found in _OPENED_TO_WRITE.finditer(calls)}
    assert written, "what it writes is seen"
    places = (f"{kiosk.meeting}/", f"{kiosk.state}/", f"{kiosk.exports}/", "/dev/")
    assert not [path for path in written if not path.startswith(places)]


def ask(kiosk: Service, *words: str) -> bytes:
    """Return what somebody without a terminal gets who asks the server for something."""
    command = [*kiosk.server.command("-T", key="clara"), *words]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    return done.stdout


def test_each_may_what_their_role_says_and_the_record_says_who(kiosk: Service, tmp_path: Path) -> None:
    def enter(name: str) -> TerminalSession:
        return kiosk.connect(tmp_path, name)

    with enter("anna") as anna, enter("boris") as boris, enter("clara") as clara:
        anna.press("j", until=cursor_at("1.1"))
        anna.press(" ", until=box_is("1.1", "x"))
        boris.press("jj", until=cursor_at("1.2"))
        boris.press(" ", until=box_is("1.2", "x"))
        clara.press("jjj", until=cursor_at("1.3"))
        clara.press(" ", until="view only")
        boris.press("e", until=cursor_at("1.2"))
        boris.press("o", until="anna")
        clara.press("k", until=cursor_at("1.2"))
        clara.press("X", until="Export, for both delegations")
    entries: list[dict[str, Any]] = json.loads(kiosk.run("history", "--json"))["entries"]
    people = [entry["who"] for entry in entries[:2]]
    assert [who["name"] for who in people] == ["boris", "anna"]
    for who in people:
        assert who["uid"] == pwd.getpwnam(kiosk.account).pw_uid
        assert who["account"] == kiosk.account
        assert who["key"] == kiosk.server.fingerprint(who["name"])


def test_neighbours_on_the_server_read_the_exports_at_most(kiosk: Service, tmp_path: Path) -> None:
    """Somebody else's account can't look into the meeting; the group reads what was exported and can't write there."""
    with kiosk.connect(tmp_path, "boris") as client:
        client.press("X", until="Export")
        client.press("t", until="Written")
    (new,) = kiosk.exports.iterdir()
    assert new.name.startswith("igc-2025-minutes-")
    assert new.stat().st_mode & 0o777 == 0o640

    def may(group: str, *command: str) -> bool:
        done = subprocess.run(
            command, user="nobody", group=group, extra_groups=[], capture_output=True, check=False, cwd="/"
        )
        return done.returncode == 0

    for group in ("nogroup", kiosk.group):
        assert not may(group, "ls", str(kiosk.home))
        assert not may(group, "cat", str(kiosk.meeting / "meeting.json"))
        assert not may(group, "touch", str(kiosk.exports / "planted"))
    assert may(kiosk.group, "cat", str(new))
    assert not may("nogroup", "cat", str(new))


@pytest.mark.parametrize("words", [("sh",), ("cat", "/etc/passwd"), ("sh -c 'touch {folder}/out'",), ()])
def test_whatever_is_asked_for_it_is_the_kiosk(kiosk: Service, words: tuple[str, ...], open_folder: Path) -> None:
    told = ask(kiosk, *(word.format(folder=open_folder) for word in words))
    assert b"Agenda" in told
    assert b"root:" not in told
    assert not list(open_folder.iterdir())


def test_no_files_go_through_it(kiosk: Service) -> None:
    """What scp and sftp ask the server for is the kiosk too."""
    command = [*kiosk.server.command("-T", "-s", key="clara"), "sftp"]
    done = subprocess.run(command, input=b"\0\0\0\5\1\0\0\0\3", capture_output=True, timeout=60, check=False)
    assert b"Agenda" in done.stdout


def test_nothing_is_forwarded(kiosk: Service) -> None:
    """Neither to the server's own ports nor from them: to the one that answers for sure, its SSH server's."""
    port = kiosk.server.port
    for options in (("-W", f"127.0.0.1:{port}"), ("-N", "-oExitOnForwardFailure=yes", f"-R0:127.0.0.1:{port}")):
        done = subprocess.run(
            kiosk.server.command(*options, key="clara"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode != 0
        assert b"SSH-2.0" not in done.stdout


def test_who_is_new_here_is_told_what_they_may_and_can_leave(kiosk: Service, tmp_path: Path) -> None:
    with kiosk.connect(tmp_path, NEW_HERE) as dana:
        dana.wait_for("Introduction", quiet=0.5)
        dana.press("x", until=lambda terminal: "Introduction" not in terminal.text)
        dana.send("q")
        assert dana.wait_exit() == 0


def test_the_environment_of_the_client_has_no_say(kiosk: Service, tmp_path: Path, open_folder: Path) -> None:
    (open_folder / "sitecustomize.py").write_text(f"open({str(open_folder / 'loaded')!r}, 'w')\n")
    sent = {
        "PYTHONPATH": str(open_folder),
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_LOG": str(open_folder / "log-of-textual"),
        "TRACKER_DB": "/",
        "EDITOR": f"touch {open_folder}/edited",
        "USER": "root",
        "LANG": "../../evil",
        "LC_ALL": "../../evil",
        "LC_PATH": f"$(touch {open_folder}/edited)",
    }
    options = f"-oSetEnv={' '.join(f'{name}={value!r}' for name, value in sent.items())}"
    with kiosk.connect(tmp_path, "boris", options) as client:
        client.press("n", until=lambda terminal: "note" in terminal.text.lower())
        client.press(_EDITOR, until=lambda terminal: "note" in terminal.text.lower())
        client.send(ESCAPE)
    assert [path.name for path in open_folder.iterdir()] == ["sitecustomize.py"]


def test_no_key_leads_out(kiosk: Service, tmp_path: Path) -> None:
    """Every key that means something to a terminal starts no program and writes to no file but the service's."""
    with kiosk.connect(tmp_path, "boris") as client, watched(kiosk, "boris", client, tmp_path / "calls"):
        for keys in _KEYS:
            client.send(keys)
            client.read_for(0.05)
            client.send(ESCAPE)
            client.read_for(0.02)


def test_no_command_leads_out(kiosk: Service, tmp_path: Path) -> None:
    """Every command, by its name from the palette as a secretary, and there the keys for an editor and to stop."""
    with kiosk.connect(tmp_path, "anna") as client, watched(kiosk, "anna", client, tmp_path / "calls"):
        for command in COMMANDS:
            if command.id in ("quit", "palette"):
                continue
            client.press(PALETTE, until="Search", quiet=0.05)
            client.press(command.title, until=command.title, quiet=0.1)
            client.send("\r")
            client.read_for(0.2)
            for keys in (_EDITOR, _SUSPEND, ESCAPE, ESCAPE, ESCAPE):
                client.send(keys)
                client.read_for(0.05)


def test_stopping_it_from_outside_does_nothing(kiosk: Service, tmp_path: Path) -> None:
    with kiosk.connect(tmp_path, "clara") as client:
        pid = kiosk.kiosk_of("clara")
        for number in (signal.SIGTSTP, signal.SIGQUIT, signal.SIGTTIN, signal.SIGTTOU):
            os.kill(pid, number)
        client.press("?", until="Moving")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGUSR1, signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_what_ends_it_ends_the_connection(kiosk: Service, tmp_path: Path, number: signal.Signals) -> None:
    """There is nothing behind the screen to fall back to."""
    with kiosk.connect(tmp_path, "clara") as client:
        os.kill(kiosk.kiosk_of("clara"), number)
        client.wait_exit()
    wait_until(lambda: not kiosk.processes(), "the end of all that ran for her")


def test_a_secretary_can_name_no_file(kiosk: Service, tmp_path: Path) -> None:
    with kiosk.connect(tmp_path, "anna") as client:
        client.press("M", until="No file can be named here")
        client.send("f")
        client.read_for(0.3)
        assert "A revised programme" not in client.terminal.text
