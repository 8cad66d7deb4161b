"""An OpenSSH server on this machine with keys, settings and a port of its own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.wire.processes import wait_until

USER = "user"
"""Name of the key where one is enough."""

_PRIVILEGE_SEPARATION = Path("/run/sshd")
_CONFIG = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/authorized_keys
PidFile {folder}/sshd.pid
AuthenticationMethods publickey
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
PrintMotd no
PrintLastLog no
AcceptEnv none
"""


class Server(NamedTuple):
    """A server that lets this user in by the keys made for it."""

    folder: Path
    port: int

    def command(self, *options: str, key: str = USER) -> list[str]:
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
        return ["ssh", "-F", "none", *options, *chosen, f"{pwd.getpwuid(os.getuid()).pw_name}@127.0.0.1"]

    def fingerprint(self, key: str) -> str:
        """Return the fingerprint of a key as ssh-keygen tells it."""
        command = ["ssh-keygen", "-l", "-f", f"{self.folder}/{key}_key.pub"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[1]


@contextmanager
def serving(options: Mapping[str, str], *, extra: str = "") -> Iterator[Server]:
    """Start a server and stop it afterwards.

    Args:
        options: of each key by its name, as they stand before a key in ``authorized_keys``.
        extra: more lines of its settings.
    """
    if os.getuid() == 0:
        _PRIVILEGE_SEPARATION.mkdir(mode=0o755, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for key in ("host", *options):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / f"{key}_key"], check=True)
        keys = (f"{before} {(folder / f'{key}_key.pub').read_text()}".lstrip() for key, before in options.items())
        (folder / "authorized_keys").write_text("".join(keys))
        running = Server(folder, free_port())
        (folder / "sshd_config").write_text(_CONFIG.format(folder=folder, port=running.port) + extra)
        host_key = (folder / "host_key.pub").read_text()
        (folder / "known_hosts").write_text(f"[127.0.0.1]:{running.port} {host_key}")
        program = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        assert program
        with subprocess.Popen([program, "-D", "-E", folder / "log", "-f", folder / "sshd_config"]) as process:
            try:
                wait_until(lambda: answers(running.port), "the SSH server")
                yield running
            finally:
                process.terminate()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


def answers(port: int) -> bool:
    """Say whether somebody listens on a port."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0
