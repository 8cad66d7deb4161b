"""The program on the screen: wiring only."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual.driver import Driver
from textual.filter import Monochrome, NoColor
from textual.worker import WorkerFailed

from tracker.clock import Clock, SystemClock
from tracker.errors import TrackerError
from tracker.gc_tuning import collect_what_is_new
from tracker.glyphs import ASCII, UNICODE
from tracker.personal.drafts import Drafts
from tracker.personal.remembered import LastLook, take_first_run
from tracker.personal.settings import Settings, terminal_environment
from tracker.same_program import ProgramChangedError, watch
from tracker.store import MeetingStore, Presence
from tracker.ui.commands import with_keymap
from tracker.ui.context import UserContext
from tracker.ui.dialogs.palette import TrackerPalette
from tracker.ui.keyboard.by_position import ByPlaceApp
from tracker.ui.main.screen import MainScreen
from tracker.ui.store_worker import StoreWorker
from tracker.ui.terminal import signals
from tracker.ui.terminal.capabilities import Colours, capabilities
from tracker.ui.terminal.clipboard import clipboard_sequence
from tracker.ui.terminal.driver import driver_class
from tracker.ui.terminal.editor import edited
from tracker.ui.textual_internals import driver_of, end_by_fault, fault_of, keep_copied, replace_filters
from tracker.ui.themes import DEFAULT_THEME

NOTHING_OF_ONES_OWN = UserContext()
_ACTIONS = frozenset(
    ("quit", "help_quit", "command_palette", "change_theme", "focus_next", "focus_previous", "pop_screen", "back")
)
"""Textual's actions of the app that may run, whoever asks for them."""


class TrackerApp(ByPlaceApp):
    """One meeting in one terminal."""

    TITLE = "tracker"
    CSS_PATH = "styles/tracker.tcss"
    COMMANDS = {TrackerPalette}  # noqa: RUF012 - Textual declares it as an instance attribute
    BINDINGS: ClassVar = []

    def __init__(
        self,
        store: MeetingStore,
        clock: Clock,
        settings: Settings,
        *,
        driver_class: type[Driver] | None = None,
        has_colours: bool = True,
        in_tmux: bool = False,
        own: UserContext = NOTHING_OF_ONES_OWN,
    ) -> None:
        """Show the meeting of ``store``.

        Args:
            store: what is shown and changed.
            clock: what time it is on the screen.
            settings: this user's choices.
            driver_class: what talks to the terminal; Textual's own where it is None.
            has_colours: whether the terminal shows colours.
            in_tmux: whether a tmux stands between this program and the person's terminal.
            own: what belongs to the person at the terminal.

        Raises:
            TrackerError: the settings name a theme or keys that can't be.
        """
        super().__init__(driver_class, settings.layout)
        self.animation_level = "none"
        self.once_shown: Callable[[], object] = lambda: None
        """Is called once, after the first picture."""
        self._store_worker = StoreWorker(store)
        self._in_tmux = in_tmux
        self._own = own
        commands, signs = with_keymap(settings.keys), ASCII if settings.ascii else UNICODE
        self._main = MainScreen(self._store_worker, clock, commands, signs, settings, own.role)
        self.is_slow = self._store_worker.is_slow
        self._give_own(own, store.folder, settings)
        theme = settings.theme or DEFAULT_THEME
        if theme not in self.available_themes:
            known = ", ".join(sorted(self.available_themes))
            raise TrackerError(f"theme: there is no theme {theme!r}.", f"Choose one of {known}.")
        self.theme = theme
        if self.no_color or not has_colours:
            # Textual chose a filter before it knew the theme; that one paints black on black with the terminal's own.
            replace_filters(self, Monochrome, NoColor())

    def _give_own(self, own: UserContext, folder: Path, settings: Settings) -> None:
        """Give the main screen what belongs to the person, for the meeting in ``folder``."""
        meeting = str(folder.resolve())
        self._main.drafts = Drafts(own.state_folder, meeting, own.why_no_state)
        self._main.last_look = LastLook(own.state_folder, meeting)
        self._main.presence = Presence(folder, SystemClock().now(), own.called)
        self._main.views, self._main.remember_view = settings.views, own.remember_view
        self._main.read_programme = own.read_programme
        self._main.exports = own.exports
        self._main.take_report = own.take_report
        if own.state_folder is not None:
            self._main.take_first_run = partial(take_first_run, own.state_folder)
        if own.editor and own.state_folder is not None:
            self._main.write_elsewhere = partial(self._write_elsewhere, own.editor, own.state_folder)

    @property
    def quit_keys(self) -> tuple[str, ...]:
        """Keys that leave the program from the main screen."""
        return self._main.quit_keys

    def get_default_screen(self) -> MainScreen:
        """Return the main screen."""
        return self._main

    def on_mount(self) -> None:
        """Leave in order when told to, and keep the choice of theme from here on."""
        signals.install(self)
        self._main.call_after_refresh(lambda: self.once_shown())
        if not self._own.may_stop:
            signals.never_stop()
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))

    def on_unmount(self) -> None:
        """Take no more edits; nothing waits to be saved. Drafts are for the next screen."""
        self._main.drafts.close()
        self._store_worker.close()

    def copy_to_clipboard(self, text: str) -> None:
        """Send ``text`` to the clipboard of the person's terminal, through a tmux around us too."""
        keep_copied(self, text)
        if (driver := driver_of(self)) is not None:
            driver.write(clipboard_sequence(text, in_tmux=self._in_tmux))

    async def _write_elsewhere(self, editor: tuple[str, ...], folder: Path, text: str) -> str:
        return edited(self, editor, text, folder)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow only actions that a key here stands for; Textual's others write files, press keys or suspend."""
        return action in _ACTIONS

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open nothing: a browser would run on the server, in the name of whoever clicked."""

    def deliver_text(self, *_arguments: Any, **_named: Any) -> None:
        """Write no file; so do the other ways to deliver one."""

    deliver_binary = deliver_text
    deliver_screenshot = deliver_text

    def action_help_quit(self) -> None:
        """Tell what leaves the program, to a person who pressed Ctrl+C."""
        self._main.tell("Press q to quit.")

    def settle_down(self) -> None:
        """Do what no first picture has to wait for: a program that goes on looks for garbage, and after itself."""
        collect_what_is_new()
        loop = asyncio.get_running_loop()

        def leave() -> None:
            with suppress(RuntimeError):  # the loop has ended: it is leaving already
                loop.call_soon_threadsafe(end_by_fault, self, ProgramChangedError())

        # Not by the exception alone: it may be raised in any thread, and within what lets none through.
        watch(leave)

    def _keep_theme(self, theme: str) -> None:
        try:
            self._own.remember_theme(theme)
        except TrackerError as error:
            self._main.tell(error.message, is_error=True)
        else:
            self._main.tell(f"Theme: {theme}")


def run_screen(
    store: MeetingStore,
    *,
    clock: Clock,
    settings: Settings,
    own: UserContext,
) -> None:
    """Show ``store``'s meeting until the person quits or the line drops.

    Raises:
        TrackerError: the settings name a theme or keys that can't be.
    """
    environment = terminal_environment()
    known = capabilities(environment, is_terminal=True, ascii_only=settings.ascii, mouse=settings.mouse)
    app = TrackerApp(
        store,
        clock,
        settings._replace(ascii=not known.unicode),
        driver_class=driver_class(known, diffing=settings.driver == "diff"),
        has_colours=known.colours is not Colours.NONE,
        in_tmux=environment.term.startswith(("tmux", "screen")),
        own=own,
    )
    app.once_shown = app.settle_down
    app.run(mouse=known.mouse)
    if (fault := fault_of(app)) is not None:
        # The terminal is restored by now; the command line says where it happened and nothing more.
        raise fault.error if isinstance(fault, WorkerFailed) else fault
