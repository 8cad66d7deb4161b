"""A terminal that we did not write or mend: tmux shows the app as it should be."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.keys import DOWN, ESCAPE, PAGE_DOWN, UP
from tests.support.tmux import Tmux
from tests.terminal.running import demo

pytestmark = pytest.mark.tmux


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """Start the demo app with the diffing driver in tmux."""
    server = Tmux(tmp_path)
    server.run(
        *("new-session", "-d", "-x", "80", "-y", "24", sys.executable, "-m", "tests.terminal.demo", "diff"),
        str(tmp_path),
        *(";", "resize-window", "-x", "80", "-y", "24"),
    )
    yield server
    server.stop()


def test_tmux_shows_what_the_stock_driver_would_show(tmux: Tmux, tmp_path: Path) -> None:
    folder = tmp_path / "stock"
    folder.mkdir()
    with demo("stock", folder) as stock:
        tmux.wait_for("0 keys resized to 80x24")
        keys = {"Down": DOWN, "PageDown": PAGE_DOWN, "Tab": "\t", "Up": UP}
        for number, (name, key) in enumerate(keys.items(), 1):
            tmux.run("send-keys", name)
            stock.send(key)
            tmux.wait_for(f"{number} keys")
            stock.wait_for(f"{number} keys")
            stock.wait_for(lambda _: stock.terminal.text.rstrip() == tmux.text())
        tmux.run("send-keys", "?")
        stock.send("?")
        tmux.wait_for("помощь")
        stock.wait_for(lambda _: stock.terminal.text.rstrip() == tmux.text())
        tmux.run("send-keys", "Escape")
        stock.send(ESCAPE)
        tmux.wait_for("6 keys")
        stock.wait_for("6 keys")
        for columns, lines in ((61, 17), (100, 30)):
            tmux.run("resize-window", "-x", str(columns), "-y", str(lines))
            stock.resize(columns, lines)
            stock.wait_for(f"resized to {columns}x{lines}")
            stock.wait_for(lambda _: stock.terminal.text.rstrip() == tmux.text())
