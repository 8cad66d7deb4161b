"""The kiosk as the README sets it up: one account, three keys with forced commands, and people who try to get out."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.terminal_session import TerminalSession
from tests.wire.processes import processes_with
from tests.wire.screen import box_is, cursor_at
from tests.wire.sshd import Server, serving
from tracker.first_run import take_first_run
from tracker.paths import kiosk_state_folder

pytestmark = [pytest.mark.sshd, pytest.mark.long]

_LEAVES, _ESCAPE = 0x11, 0x1B
_KEYS = (
    *(chr(code) for code in (*range(1, 0x20), 0x7F) if code not in (_LEAVES, _ESCAPE)),
    *("\x1bOP", "\x1b[15~", "\x1b[24~", "\x1b[1;5A", "\x1bz", "\x1b!", "!", ":", "|", "~.", "\x1b[27u"),
)
"""Every control key but Ctrl+Q, which leaves as it may, and what leads out of other programs."""

NEW_HERE = "dana"
PEOPLE = {"anna": "secretary", "boris": "officer", "clara": "viewer", NEW_HERE: "viewer"}
_SETTINGS = """\
ExposeAuthInfo yes
DisableForwarding yes
PermitUserRC no
AcceptEnv LANG LC_*
Subsystem sftp internal-sftp
"""


class Kiosk(NamedTuple):
    """A server whose keys lead to the kiosk and nowhere else."""

    server: Server
    folder: Path

    @property
    def meeting(self) -> Path:
        """The meeting folder."""
        return self.folder / "igc"

    @property
    def exports(self) -> Path:
        """The folder for exports."""
        return self.folder / "exports"

    def history(self) -> list[dict[str, object]]:
        """Return the changes, newest first."""
        command = [sys.executable, "-I", "-m", "tracker", "--db", str(self.meeting), "history", "--json"]
        done = subprocess.run(command, capture_output=True, timeout=60, check=True)
        entries: list[dict[str, object]] = json.loads(done.stdout)["entries"]
        return entries

    def connect(self, name: str, *words: str) -> TerminalSession:
        """Let a person in, in a terminal, whatever ``words`` they ask the server to run."""
        client = TerminalSession([*self.server.command("-tt", key=name), *words], self.folder / "client", size=(80, 24))
        try:
            client.wait_for("Agenda", quiet=0.5)
        except BaseException:
            client.close()
            raise
        return client


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Set the service up: the folders, a key for each person, and the forced command of each key."""
    folder = tmp_path_factory.mktemp("kiosk")
    (folder / "exports").mkdir(mode=0o750)
    (folder / "client").mkdir()
    for name in PEOPLE.keys() - {NEW_HERE}:
        take_first_run(kiosk_state_folder(folder / "state", name))
    start = f"{sys.executable} -I -m tracker --db {folder}/igc --now 2025-11-26T10:42"
    subprocess.run([*start.split(), "init"], check=True, capture_output=True)
    places = f"--exports {folder}/exports --state {folder}/state"
    commands = {
        name: f'restrict,pty,command="{start} kiosk --as {name} --role {role} {places}"'
        for name, role in PEOPLE.items()
    }
    with serving(commands, extra=_SETTINGS) as server:
        yield Kiosk(server, folder)


def test_each_may_what_their_role_says_and_the_record_says_who(kiosk: Kiosk) -> None:
    with kiosk.connect("anna") as anna, kiosk.connect("boris") as boris, kiosk.connect("clara") as clara:
        anna.press("j", until=cursor_at("1.1"))
        anna.press(" ", until=box_is("1.1", "x"))
        boris.press("jj", until=cursor_at("1.2"))
        boris.press(" ", until=box_is("1.2", "x"))
        clara.press("jjj", until=cursor_at("1.3"))
        clara.press(" ", until=lambda terminal: "view only" in "\n".join(terminal.rows))
        boris.press("e", until=cursor_at("1.2"))
        boris.press("o", until=lambda terminal: "anna" in "\n".join(terminal.rows))
        clara.press("k", until=cursor_at("1.2"))
    entries = kiosk.history()
    assert [(entry["who"]["name"], entry["who"]["uid"]) for entry in entries[:2]] == [  # type: ignore[index]
        ("boris", os.getuid()),
        ("anna", os.getuid()),
    ]
    for entry in entries[:2]:
        who = entry["who"]
        assert isinstance(who, dict)
        assert who["key"] == kiosk.server.fingerprint(who["name"])
        assert who["account"]


@pytest.mark.parametrize("words", [("sh",), ("cat", "/etc/passwd"), ("sh -c 'touch {folder}/out'",), ("-N",)])
def test_whatever_is_asked_for_it_is_the_kiosk(kiosk: Kiosk, words: tuple[str, ...]) -> None:
    asked = [word.format(folder=kiosk.folder) for word in words if word != "-N"]
    done = subprocess.run(
        [*kiosk.server.command("-T", key="clara"), *asked],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Agenda" in done.stdout
    assert b"root:" not in done.stdout
    assert not (kiosk.folder / "out").exists()


def test_no_files_go_through_it(kiosk: Kiosk) -> None:
    """What scp and sftp ask the server for is the kiosk too."""
    done = subprocess.run(
        [*kiosk.server.command("-T", "-s", key="clara"), "sftp"],
        input=b"\0\0\0\5\1\0\0\0\3",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Agenda" in done.stdout


def test_nothing_is_forwarded(kiosk: Kiosk) -> None:
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


def test_who_is_new_here_is_told_what_they_may_and_can_leave(kiosk: Kiosk) -> None:
    with kiosk.connect(NEW_HERE) as dana:
        dana.wait_for("Introduction", quiet=0.5)
        dana.press("x", until=lambda terminal: "Introduction" not in "\n".join(terminal.rows))
        dana.send("q")
        assert dana.wait_exit() == 0


def test_the_environment_of_the_client_has_no_say(kiosk: Kiosk) -> None:
    evil = kiosk.folder / "evil"
    evil.mkdir(exist_ok=True)
    (evil / "sitecustomize.py").write_text(f"open({str(kiosk.folder / 'loaded')!r}, 'w')\n")
    sent = {
        "PYTHONPATH": str(evil),
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_LOG": str(kiosk.folder / "log-of-textual"),
        "TRACKER_DB": "/",
        "EDITOR": f"touch {kiosk.folder}/edited",
        "USER": "root",
        "LANG": "../../evil",
        "LC_ALL": "../../evil",
        "LC_PATH": f"$(touch {kiosk.folder}/edited)",
    }
    options = [f"-oSetEnv={' '.join(f'{name}={value!r}' for name, value in sent.items())}"]
    client = TerminalSession(
        [*kiosk.server.command("-tt", *options, key="boris")], kiosk.folder / "client", size=(80, 24)
    )
    with client:
        client.wait_for("Agenda", quiet=0.5)
        client.press("n", until=lambda terminal: "note" in "\n".join(terminal.rows).lower())
        client.send("\x1b")
    for name in ("loaded", "log-of-textual", "edited"):
        assert not (kiosk.folder / name).exists()


def test_no_key_leads_out(kiosk: Kiosk) -> None:
    """Every key and every two keys that mean something to terminals: no other program runs, nothing is written."""
    before = {path.name for path in kiosk.folder.iterdir()}
    with kiosk.connect("boris") as client:
        (pid,) = processes_with("kiosk", "--as", "boris", str(kiosk.meeting))
        for keys in _KEYS:
            client.send(keys)
            client.read_for(0.05)
            client.send("\x1b")
            client.read_for(0.02)
        assert processes_with("kiosk", "--as", "boris", str(kiosk.meeting)) == [pid], "it runs on, and was not stopped"
        assert Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "SR"
        assert not Path(f"/proc/{pid}/task/{pid}/children").read_text(), "it started no program"
    assert {path.name for path in kiosk.folder.iterdir()} == before


def test_stopping_it_from_outside_does_nothing(kiosk: Kiosk) -> None:
    with kiosk.connect("clara") as client:
        (pid,) = processes_with("kiosk", "--as", "clara", str(kiosk.meeting))
        for number in (signal.SIGTSTP, signal.SIGQUIT, signal.SIGTTIN, signal.SIGTTOU):
            os.kill(pid, number)
        client.press("j", until=cursor_at("1.1"))


def test_exports_go_into_one_folder_under_names_of_their_own(kiosk: Kiosk) -> None:
    before = set(kiosk.exports.iterdir())
    with kiosk.connect("boris") as client:
        client.press("X", until=lambda terminal: "Export" in "\n".join(terminal.rows))
        client.press("t", until=lambda terminal: "Written" in "\n".join(terminal.rows))
    (new,) = set(kiosk.exports.iterdir()) - before
    assert new.name.startswith("igc-2025-minutes-")
    assert new.stat().st_mode & 0o777 == 0o640


def test_a_secretary_can_name_no_file(kiosk: Kiosk) -> None:
    with kiosk.connect("anna") as client:
        client.press("M", until=lambda terminal: "No file can be named here" in "\n".join(terminal.rows))
        client.send("f")
        client.read_for(0.3)
        assert "A revised programme" not in "\n".join(client.terminal.rows)
