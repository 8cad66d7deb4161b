"""An OpenSSH server on this machine with keys, settings and a port of its own."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.support.processes import wait_until

_PRIVILEGE_SEPARATION = Path("/run/sshd")
_OWN = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host_key
PidFile {folder}/sshd.pid
"""
"""What makes it a server of its own; the first value of a setting counts (sshd_config(5))."""


USER_KEY = "user"
_FOR_THIS_USER = """\
AuthorizedKeysFile {folder}/authorized_keys
AuthenticationMethods publickey
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
PrintMotd no
PrintLastLog no
AcceptEnv none
"""


class Server(NamedTuple):
    """A server that lets one account in, by keys that are called by names."""

    folder: Path
    port: int
    account: str

    def command(self, *options: str, key: str) -> list[str]:
        """Return the client's command line up to the host."""
        settings = {
            "BatchMode": "yes",
            "ControlPath": "none",
            "IdentitiesOnly": "yes",
            "IdentityFile": f"{self.folder}/{key}_key",
            "Port": str(self.port),
            "StrictHostKeyChecking": "yes",
            "UserKnownHostsFile": f"{self.folder}/known_hosts",
            "LogLevel": "ERROR",
        }
        chosen = [f"-o{name}={value}" for name, value in settings.items()]
        return ["ssh", "-F", "none", *options, *chosen, f"{self.account}@127.0.0.1"]

    def fingerprint(self, key: str) -> str:
        """Return the fingerprint of a key as ssh-keygen tells it."""
        command = ["ssh-keygen", "-l", "-f", f"{self.folder}/{key}_key.pub"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[1]


def make_keys(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Make a pair of keys for each name; return the public ones as they stand in a file of keys."""
    public = {}
    for name in names:
        private = folder / f"{name}_key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", private], check=True)
        public[name] = (folder / f"{name}_key.pub").read_text().rstrip()
    return public


@contextmanager
def serving(folder: Path, settings: str, account: str) -> Iterator[Server]:
    """Start a server and stop it afterwards.

    Args:
        folder: where the keys are and everything of the server's goes.
        settings: the lines of its sshd_config, but for those that make it a server of its own.
        account: who is let in.
    """
    if os.getuid() == 0:
        _PRIVILEGE_SEPARATION.mkdir(mode=0o755, exist_ok=True)
    host_key = make_keys(folder, ("host",))["host"]
    running = Server(folder, _free_port(), account)
    (folder / "sshd_config").write_text(_OWN.format(folder=folder, port=running.port) + settings)
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{running.port} {host_key}\n")
    program = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    assert program
    with subprocess.Popen([program, "-D", "-E", folder / "log", "-f", folder / "sshd_config"]) as process:
        try:
            wait_until(lambda: _answers(running.port), "the SSH server")
            yield running
        finally:
            process.terminate()


@contextmanager
def serving_this_user(folder: Path) -> Iterator[Server]:
    """Start a server that lets this user in with ``USER_KEY`` and runs what is asked for; stop it afterwards."""
    (folder / "authorized_keys").write_text(make_keys(folder, (USER_KEY,))[USER_KEY])
    with serving(folder, _FOR_THIS_USER.format(folder=folder), pwd.getpwuid(os.getuid()).pw_name) as running:
        yield running


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


def _answers(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0
