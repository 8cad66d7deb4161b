"""The kiosk as README.md sets it up, by its own lines: a service account, a key for each person, sshd's own settings.

Only names differ (of the account, the group and three folders), so that nothing of the machine's is touched.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tests.support.processes import command_of, process_ids, processes_with
from tests.support.program import ROOT
from tests.support.pty_session import TerminalSession
from tests.support.sshd import Server, make_keys, serving

_SYSTEM_SETTINGS = Path("/etc/ssh/sshd_config")
_CHAPTER = re.compile(r"^### A kiosk.*?(?=^##)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXAMPLE, _EXAMPLE_KEY = "--as anna --role officer", "ssh-ed25519 AAAA... anna"
_INTRODUCE = """
import sys
from pathlib import Path
from tracker.personal.remembered import take_first_run
from tracker.personal.paths import kiosk_state_folder
take_first_run(kiosk_state_folder(Path(sys.argv[1]), sys.argv[2]))
"""


class Lines(NamedTuple):
    """What the chapter of the README says to type and to write."""

    commands: str
    """For root's shell, in a clone of the project."""
    key: str
    """Of the account's file of keys, for one person."""
    settings: str
    """Of the server's sshd_config."""


class Service(NamedTuple):
    """A server whose keys lead to the kiosk and nowhere else."""

    server: Server
    account: str
    group: str
    """May read the exports."""
    program: str
    """The interpreter that runs the tracker."""
    home: Path
    """Of the account, which may write there whatever it can."""
    exports: Path

    @property
    def meeting(self) -> Path:
        """The meeting folder."""
        return self.home / "igc"

    @property
    def state(self) -> Path:
        """The folder for drafts and choices of everybody."""
        return self.home / "state"

    def run(self, *arguments: str) -> str:
        """Run the tracker as the account itself, on the server."""
        command = [self.program, "-I", "-m", "tracker", "--db", str(self.meeting), *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=60, check=True, user=self.account, cwd="/"
        )
        return done.stdout

    def introduce(self, name: str) -> None:
        """Let a person have opened the kiosk before."""
        command = [self.program, "-I", "-c", _INTRODUCE, str(self.state), name]
        subprocess.run(command, check=True, user=self.account, cwd="/", timeout=60)

    def connect(self, client: Path, name: str, *options: str) -> TerminalSession:
        """Let a person in, in a terminal; ``client`` is the home folder at their end."""
        session = TerminalSession(self.server.command("-tt", *options, key=name), client, size=(80, 24))
        try:
            session.wait_for("Agenda", quiet=0.5)
        except BaseException:
            session.close()
            raise
        return session

    def processes(self) -> list[int]:
        """Return the process ids of all that runs as the account and isn't the SSH server's own."""
        programs = {pid: command_of(pid)[0] for pid in process_ids(pwd.getpwnam(self.account).pw_uid)}
        return [pid for pid, program in programs.items() if program and not program.startswith("sshd:")]

    def kiosk_of(self, name: str) -> int:
        """Return the process id of the one kiosk that a person has open."""
        (pid,) = processes_with("kiosk", "--as", name, str(self.meeting), program=self.program)
        return pid


@contextmanager
def set_up(people: Mapping[str, str], keys: Path) -> Iterator[Service]:
    """Set the service up, start its server, and take everything away afterwards; only root can.

    Args:
        people: the role of each by their name.
        keys: an empty folder for the keys and what is the server's.
    """
    account, group = f"kiosk{os.getpid()}", f"guests{os.getpid()}"
    home, exports, program = Path(f"/srv/{account}"), Path(f"/srv/{group}"), Path(f"/opt/{account}")
    ours = {"/opt/tracker": str(program), "/srv/exports": str(exports), "meetings": account, "delegation": group}
    lines = _lines_of_readme(ours)
    try:
        subprocess.run(["bash", "-euo", "pipefail", "-c", lines.commands], check=True, cwd=ROOT, capture_output=True)
        public = make_keys(keys, people)
        (home / ".ssh" / "authorized_keys").write_text(
            "".join(_line_for(lines.key, name, role, public[name]) for name, role in people.items())
        )
        with serving(keys, _SYSTEM_SETTINGS.read_text() + lines.settings, account) as server:
            yield Service(server, account, group, str(program / "bin" / "python"), home, exports)
    finally:
        _take_away(account, group, home, exports, program)


def _lines_of_readme(names: Mapping[str, str]) -> Lines:
    (chapter,) = _CHAPTER.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    every = re.compile("|".join(rf"{re.escape(name)}\b" for name in names))
    commands, key, settings = (every.sub(lambda found: names[found[0]], block) for block in _BLOCK.findall(chapter))
    return Lines(commands, key, settings)


def _line_for(example: str, name: str, role: str, key: str) -> str:
    """Return the example's line for a person."""
    assert example.count(_EXAMPLE) == example.count(_EXAMPLE_KEY) == example.count("\n") == 1
    return example.replace(_EXAMPLE, f"--as {name} --role {role}").replace(_EXAMPLE_KEY, key)


def _take_away(account: str, group: str, *folders: Path) -> None:
    with suppress(KeyError):
        for pid in process_ids(pwd.getpwnam(account).pw_uid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        subprocess.run(["userdel", "--force", account], check=False, capture_output=True)
    subprocess.run(["groupdel", group], check=False, capture_output=True)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
