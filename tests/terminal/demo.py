"""A small app to try drivers with, run in a pseudo-terminal: python -m tests.terminal.demo DRIVER [FOLDER]."""

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Event, Key, Paste, Resize
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from tracker.ui.terminal import signals
from tracker.ui.terminal.capabilities import Capabilities
from tracker.ui.terminal.driver import driver_class, repaint

DRIVERS: dict[str, type[Driver]] = {
    "stock": LinuxDriver,
    "plain": driver_class(Capabilities(), diffing=False),
    "diff": driver_class(Capabilities()),
    "ascii": driver_class(Capabilities(unicode=False)),
    "basic": driver_class(Capabilities(keyboard=False, asks=False, mouse=False, basic=True)),
}
FLOOD = 300


class Box(ModalScreen[None]):
    """Something that covers part of the screen."""

    CSS = "Box { align: center middle; background: ansi_default; } Static { width: 30; height: 7; border: round red; }"
    BINDINGS: ClassVar = [Binding("escape", "dismiss")]

    def compose(self) -> ComposeResult:
        yield Static("help 日本語 и помощь")


class Demo(App[None]):
    """Three panels and a line that counts keys."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen, OptionList, OptionList:focus { background: ansi_default; color: ansi_default; background-tint: black 0%; }
    OptionList, OptionList:focus { border: round ansi_bright_black; scrollbar-size: 0 0; }
    OptionList > .option-list--option-highlighted { background: ansi_default; color: ansi_default; text-style: none; }
    OptionList:focus > .option-list--option-highlighted { color: ansi_blue; text-style: bold reverse; }
    #days { width: 28; } #detail { height: 7; } Input { border: none; height: 1; }
    """
    BINDINGS: ClassVar = [
        Binding("tab", "app.focus_next", priority=True),
        Binding("question_mark", "help"),
        Binding("b", "bell"),
        Binding("c", "copy"),
        Binding("e", "editor"),
        Binding("f", "flood"),
        Binding("l", "repaint"),
        Binding("r", "rubbish"),
        Binding("n", "no_program"),
        Binding("q", "quit"),
        Binding("z", "hang"),
    ]

    def __init__(self, driver: str, folder: Path) -> None:
        super().__init__(driver_class=DRIVERS[driver])
        self.folder = folder
        self.keys = 0
        self.frame = 0
        self.told_size = Size(0, 0)

    def compose(self) -> ComposeResult:
        yield Static("nothing pressed", id="status")
        with Horizontal():
            yield OptionList(*[f"Session {n} of the day" for n in range(9)], id="days")
            yield OptionList(*[f"point {n} Проект 日本 cafe\u0301" for n in range(40)], id="agenda")
        yield OptionList("Review under the protocol", "Losses ▓▓▓ Rs 16.9 bn", "Lead: the mills", id="detail")
        yield Input(placeholder="find")

    def on_mount(self) -> None:
        self.theme = "ansi-dark"
        signals.install(self)
        for name in ("days", "agenda", "detail"):
            self.query_one(f"#{name}").border_title = name
        self.query_one("#agenda").focus()
        self.note("mounted")

    def on_unmount(self) -> None:
        self.note("unmounted")

    def note(self, name: str) -> None:
        (self.folder / name).touch()

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key) and not event.is_forwarded:
            self.keys += 1
            self.tell("pressed")
        await super().on_event(event)

    def tell(self, what: str) -> None:
        self.query_one("#status", Static).update(f"{self.keys} keys {what} {self.size.width}x{self.size.height}")

    def on_paste(self, event: Paste) -> None:
        self.tell(f"pasted {event.text}")

    def on_resize(self, event: Resize) -> None:
        if event.size != self.told_size:
            self.told_size = event.size
            self.call_later(self.tell, "resized to")

    def action_help(self) -> None:
        self.push_screen(Box())

    def action_copy(self) -> None:
        self.copy_to_clipboard("copied")

    def action_repaint(self) -> None:
        repaint(self)
        self.tell("repainted")

    def action_rubbish(self) -> None:
        assert self._driver is not None
        self._driver.write("\x1b[99z")
        self.tell("rubbish")

    def action_editor(self) -> None:
        status = signals.run_program(self, [sys.executable, "-c", EDITOR, str(self.folder / "editing")])
        self.tell(f"edited {status}")

    def action_no_program(self) -> None:
        try:
            signals.run_program(self, [str(self.folder / "no such program")])
        except OSError:
            self.tell("not started")

    def action_hang(self) -> None:
        self.note("hanging")
        time.sleep(3600)

    def action_flood(self) -> None:
        self.frame = 0
        self.flood()

    def flood(self) -> None:
        self.frame += 1
        rows = ("".join(chr(97 + (self.frame * 7 + x * y) % 26) for x in range(20)) for y in range(24))
        self.query_one("#agenda", OptionList).set_options([f"frame {self.frame}", *rows])
        if self.frame < FLOOD:
            # A timer of Textual's never fires where this process is held up for longer than it at a bad moment.
            asyncio.get_running_loop().call_later(0.001, self.call_later, self.flood)
        else:
            self.note("flooded")


EDITOR = """
import signal, sys, pathlib
signal.signal(signal.SIGHUP, signal.SIG_IGN)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("editing", flush=True)
pathlib.Path(sys.argv[1]).touch()
sys.stdin.readline()
"""

if __name__ == "__main__":
    Demo(sys.argv[1], Path(sys.argv[2] if len(sys.argv) > 2 else os.devnull)).run()
