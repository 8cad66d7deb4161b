"""A terminal that we did not write or mend: tmux shows the app as it should be."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from tests.support.program import ROOT
from tests.terminal.session import PATIENCE_SECONDS, demo

pytestmark = pytest.mark.tmux


class Tmux:
    """A tmux server of its own, with one window of 80 by 24."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "socket"

    def run(self, *arguments: str) -> str:
        command = ["tmux", "-S", str(self.socket), "-f", "/dev/null", *arguments]
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    def screen(self) -> str:
        return "\n".join(line.rstrip() for line in self.run("capture-pane", "-p").splitlines()).rstrip()

    def until_text(self, text: str) -> None:
        give_up = monotonic() + PATIENCE_SECONDS
        while text not in self.screen():
            assert monotonic() < give_up, self.screen()


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """Start the demo app with the diffing driver in tmux."""
    server = Tmux(tmp_path)
    server.run(
        *("new-session", "-d", "-x", "80", "-y", "24", sys.executable, "-m", "tests.terminal.demo", "diff"),
        str(tmp_path),
        *(";", "set", "-g", "status", "off", ";", "resize-window", "-x", "80", "-y", "24"),
    )
    yield server
    server.run("kill-server")


def test_tmux_shows_what_the_stock_driver_would_show(tmux: Tmux, tmp_path: Path) -> None:
    folder = tmp_path / "stock"
    folder.mkdir()
    with demo("stock", folder) as stock:
        tmux.until_text("0 keys resized to 80x24")
        keys = {"Down": "\x1b[B", "PageDown": "\x1b[6~", "Tab": "\t", "Up": "\x1b[A"}
        for number, (name, key) in enumerate(keys.items(), 1):
            tmux.run("send-keys", name)
            stock.press(key)
            tmux.until_text(f"{number} keys")
            stock.until_text(f"{number} keys")
            stock.until(lambda: stock.terminal.text().rstrip() == tmux.screen())
        tmux.run("send-keys", "?")
        stock.press("?")
        tmux.until_text("помощь")
        stock.until(lambda: stock.terminal.text().rstrip() == tmux.screen())
        tmux.run("send-keys", "Escape")
        stock.press("\x1b")
        tmux.until_text("6 keys")
        stock.until_text("6 keys")
        for columns, lines in ((61, 17), (100, 30)):
            tmux.run("resize-window", "-x", str(columns), "-y", str(lines))
            stock.resize(columns, lines)
            stock.until_text(f"resized to {columns}x{lines}")
            stock.until(lambda: stock.terminal.text().rstrip() == tmux.screen())
