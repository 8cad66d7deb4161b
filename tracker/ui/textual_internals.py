"""All that is used of Textual beyond what it documents, in one place to look at when it is upgraded.

Every function and class says why the public way isn't enough. ``PRIVATE_NAMES`` lists the names by their owner; a test
asks a running app for each of them, so that an upgrade that takes one away fails by its name.
"""

import asyncio
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, TextIO, TypeVar

from rich.console import RenderableType
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._compositor import LayoutUpdate
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._queue import Queue
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.command import CommandList
from textual.dom import DOMNode
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.keys import _character_to_key
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.strip import Strip

__all__ = ["ANSI_SEQUENCES_KEYS", "FUNCTIONAL_KEYS", "XTermParser"]

Result = TypeVar("Result")

PRIVATE_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "app": (
        *("_clipboard", "_close_messages_no_wait", "_display", "_driver", "_exception", "_exit", "_fatal_error"),
        *("_filters", "_handle_exception", "_message_queue", "_next_callbacks", "_registry"),
    ),
    "screen": (
        *("_bindings", "_callbacks", "_dirty_widgets", "_get_breakpoint_classes", "_layout_required"),
        *("_modal_binding_chain", "_on_timer_update", "_scroll_required"),
    ),
    "animator": ("_animations",),
    "command list": ("_index_to_line",),
    "driver": (
        *("_app", "_auto_restart", "_file", "_get_terminal_size", "_loop", "_mouse", "_patch_iflag", "_patch_lflag"),
        *("_sigcont_application", "_sigtstp_application", "_size"),
    ),
    "parser": ("_parse_extended_key",),
    "module textual": ("_ansi_sequences", "_compositor", "_keyboard_protocol", "_queue", "_xterm_parser"),
    "module textual.keys": ("_character_to_key",),
}
"""Private names by who has them."""


# The app: how it ends, and what it sends.


class FramedApp(App[None]):
    """An app that can look at each frame before it goes out, and that ends after a fault without a traceback.

    Textual tells of a frame by no message, and its traceback shows the locals, which hold what people wrote.
    """

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        self.send_frame(screen, renderable)

    def send_frame(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send what changed on ``screen``; None is nothing."""
        super()._display(screen, renderable)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()


def fault_of(app: App[Any]) -> Exception | None:
    """Return what ended an app; ``return_code`` says only that it was a fault."""
    return app._exception


def end_by_fault(app: App[Any], error: Exception) -> None:
    """End an app by a fault that no message handler raised, as Textual does with one that was."""
    app._handle_exception(error)


def is_leaving(app: App[Any]) -> bool:
    """Say whether an app was told to exit; ``is_running`` stays true until it did."""
    return app._exit


def driver_of(app: App[Any]) -> Driver | None:
    """Return what talks to the terminal, None before it does; the app has no way to write a sequence of ours."""
    return app._driver


def keep_copied(app: App[Any], text: str) -> None:
    """Keep what was copied for ``App.clipboard``, where the sequence for the terminal is our own."""
    app._clipboard = text


def replace_filters(app: App[Any], kind: type[LineFilter], new: LineFilter) -> None:
    """Let every line go through ``new`` in place of the filters of a kind; no setting chooses them."""
    app._filters = [*(old for old in app._filters if not isinstance(old, kind)), new]


def frame_of_lines(lines: list[list[Strip]], size: Size) -> LayoutUpdate:
    """Return a frame that covers everything with ``lines``."""
    return LayoutUpdate(list(lines), Region(0, 0, size.width, size.height))


# What goes on: which messages, callbacks and paints are still to come.


def parts_of(app: App[Any]) -> Collection[DOMNode]:
    """Return every screen and widget of an app, also of screens that lie beneath."""
    return app._registry


def is_at_rest(pump: MessagePump) -> bool:
    """Say whether a widget, a screen or the app waits for its next message, with nothing left to do."""
    queue: Queue[Message | None] = pump._message_queue
    return queue.empty() and bool(queue.ready_event._waiters) and not pump._next_callbacks


def is_laying_out(screen: Screen[Any]) -> bool:
    """Say whether a screen is to be laid out or scrolled with the next tick of its timer."""
    return screen._layout_required or screen._scroll_required


def is_due(screen: Screen[Any]) -> bool:
    """Say whether a screen is to be laid out or scrolled, or to call back, with the next tick of its timer."""
    return is_laying_out(screen) or bool(screen._callbacks)


def is_dirty(screen: Screen[Any]) -> bool:
    """Say whether something of a screen is to be painted anew."""
    return bool(screen._dirty_widgets)


def paint_now(screen: Screen[Any]) -> None:
    """Do what the next tick of a screen's timer does; ``refresh()`` only asks for that tick."""
    screen._on_timer_update()


def is_animated(app: App[Any]) -> bool:
    """Say whether something moves by itself: a list that is scrolled by its bar, with the next tick."""
    return bool(app.animator._animations)


class PacedScreen(Screen[Result]):
    """A screen that may leave out a tick of its timer, which Textual would paint in any case."""

    def _on_timer_update(self) -> None:
        if self.may_paint():
            super()._on_timer_update()

    def may_paint(self) -> bool:
        """Say whether it is to be painted now."""
        return True


# Keys of a node that are known only once it is there: of a chooser's options, or of the settings.


def bind(node: DOMNode, key: str, action: str, description: str = "") -> None:
    """Bind a key on one node; ``BINDINGS`` are those of a class, and ``App.bind()`` those of the app."""
    node._bindings.bind(key, action, description, show=False)


def has_key(node: DOMNode, key: str) -> bool:
    """Say whether a key is bound on a node itself."""
    return key in node._bindings.key_to_bindings


def is_bound(screen: Screen[Any], key: str) -> bool:
    """Say whether a key stands for something where it goes to now; ``active_bindings`` asks every action first."""
    return any(key in bindings.key_to_bindings for _, bindings in screen._modal_binding_chain)


# Widgets.


def breakpoint_classes(screen: Screen[Any], cells: int, breakpoints: list[tuple[int, str]]) -> Collection[str]:
    """Return the classes that Textual sets for a length only after the first layout, which it draws twice then."""
    return screen._get_breakpoint_classes(cells, breakpoints)


def highlighted_line(commands: CommandList) -> int | None:
    """Return the line of the highlighted entry of the palette; None where there is none."""
    return None if commands.highlighted is None else commands._index_to_line[commands.highlighted]


# The terminal.


class BareDriver(LinuxDriver):
    """Textual's driver for Linux, with its parts by plain names, and with hooks in place of its private methods."""

    @property
    def driven_app(self) -> App[Any]:
        """The app that is driven."""
        return self._app

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop of the app."""
        return self._loop

    @property
    def output_file(self) -> TextIO | None:
        """What Textual writes to."""
        return self._file

    @property
    def takes_mouse(self) -> bool:
        """Whether clicks are wanted."""
        return self._mouse

    @property
    def restarts_by_itself(self) -> bool:
        """Whether no other program has the terminal."""
        return self._auto_restart

    def fix_size(self, size: tuple[int, int]) -> None:
        """Let the app begin with a size."""
        self._size = size

    def raw_input_flags(self, flags: int) -> int:
        """Return the input flags of a terminal that types keys as they come."""
        return self._patch_iflag(flags)

    def raw_local_flags(self, flags: int) -> int:
        """Return the local flags of a terminal that doesn't echo."""
        return self._patch_lflag(flags)

    def _get_terminal_size(self) -> tuple[int, int]:
        return self.terminal_size()

    def terminal_size(self) -> tuple[int, int]:
        """Return the columns and rows to draw."""
        return super()._get_terminal_size()

    def _sigtstp_application(self, *_: Any) -> None:
        self.stop_asked()

    def stop_asked(self) -> None:
        """Take SIGTSTP."""
        super()._sigtstp_application()

    def _sigcont_application(self, *_: Any) -> None:
        self.went_on()

    def went_on(self) -> None:
        """Take SIGCONT."""
        super()._sigcont_application()


def key_name(character: str) -> str:
    """Return how Textual calls the key of a character."""
    return _character_to_key(character)


def modified_keys(parser: XTermParser, sequence: str) -> Iterator[tuple[str, str | None]]:
    """Yield the name and the character of the keys of a sequence of the kitty keyboard protocol."""
    for key in parser._parse_extended_key(sequence) or ():
        yield key.key, key.character
