"""What the main screen shows: the panels wired to the snapshot, the status on top, the keys below, the clock."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from textual import events, on
from textual.app import ComposeResult
from textual.command import CommandPalette
from textual.containers import Container
from textual.content import Content
from textual.message_pump import MessagePump
from textual.reactive import var
from textual.timer import Timer
from textual.worker import Worker

from tracker.clock import Clock
from tracker.domain.model.snapshot import Snapshot
from tracker.domain.model.state import State
from tracker.domain.rules.reminders import reminders_due
from tracker.domain.rules.roles import Role
from tracker.domain.search.lookup import Found
from tracker.domain.timeline import local_time, now_and_next
from tracker.domain.words.formatting import hour_words
from tracker.glyphs import ASCII, Glyphs
from tracker.personal.settings import Settings
from tracker.text import clean
from tracker.ui.commands import Command, commands_of, key_label
from tracker.ui.main.meeting_session import ChangingScreen
from tracker.ui.rendering.lines import MUTED, line
from tracker.ui.rendering.record import SetBy
from tracker.ui.rendering.status import Notice, Telling, keys_line, meeting_line, mode_line, now_line, with_notice
from tracker.ui.store_worker import StoreWorker
from tracker.ui.textual_internals import bind, breakpoint_classes, has_key
from tracker.ui.too_small import LEAST, too_small_lines
from tracker.ui.typeahead import BESIDE
from tracker.ui.widgets.agenda import AgendaPanel
from tracker.ui.widgets.detail import DetailPanel
from tracker.ui.widgets.frame import FramePanel
from tracker.ui.widgets.lines import KeysLine, LinesWidget
from tracker.ui.widgets.rows import RowPanel
from tracker.ui.widgets.schedule import SchedulePanel

_LISTED = ("sessions", "agenda_items", "talking_points")
"""Tables whose rows the lists show."""

_PALETTE_KEYS = " Type to search  Enter chooses  Esc closes"

POLL_SECONDS = 1.0
"""How often the screen looks for others' changes and for the next minute."""


class WiredScreen(ChangingScreen, inherit_bindings=False):
    """Gives each snapshot to the panels. What the keys do is up to the screens that are made of it."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        *((0, "-too-narrow"), (LEAST.width, "-narrow"), (60, "-medium"), (110, "-wide"))
    ]
    VERTICAL_BREAKPOINTS = [(0, "-too-short"), (LEAST.height, "-short"), (18, "-tall")]  # noqa: RUF012

    following: var[bool] = var(False, init=False)
    """Whether the cursors follow the clock."""
    minute: var[datetime] = var(datetime.min, init=False)
    """The minute that is shown, aware, in UTC."""

    def __init__(
        self,
        store_worker: StoreWorker,
        clock: Clock,
        commands: Sequence[Command],
        glyphs: Glyphs,
        choices: Settings,
        role: Role = "secretary",
    ) -> None:
        """Show the meeting behind ``store_worker`` at the time of ``clock``, as this user chose and may."""
        super().__init__(store_worker, clock)
        self._choices = choices
        self.role: Role = role
        self.commands = commands_of(role, commands)
        """What this person may use."""
        self.glyphs = glyphs
        self._status, self._keys = LinesWidget("status"), KeysLine("keys")
        self._too_small = LinesWidget("too-small", is_read=True)
        self.schedule = SchedulePanel(glyphs)
        self.agenda = AgendaPanel(glyphs)
        self.detail = DetailPanel(glyphs)
        self.panels: tuple[FramePanel, ...] = (self.schedule, self.agenda, self.detail)
        self.list_in_use: RowPanel = self.agenda
        """The list that has the keys, or had them before the detail: the detail and commands are about its cursor."""
        self._middle = Container(*self.panels, id="panels")
        self.notice: Notice | None = None
        """What the person is told just now, in place of the keys."""
        self._notice_timer: Timer | None = None
        self._polling: Worker[None] | None = None
        self.set_reactive(WiredScreen.minute, clock.now().replace(second=0, microsecond=0))
        self._bind(commands)

    def _bind(self, commands: Sequence[Command]) -> None:
        """Bind the keys of all ``commands``: those of what this person may not use say so."""
        may_use = {command.id for command in self.commands}
        # What has its keys in a mode only comes first; outside the mode it lets the other command have the key.
        for command in sorted(commands, key=lambda command: not command.mode):
            action = command.action if command.id in may_use else f"refuse({command.id!r})"
            for key in command.keys:
                bind(self, key, action, command.title)

    def compose(self) -> ComposeResult:
        """Lay the panels out; the style sheet says how."""
        # Textual sets these classes after the first layout, which would be drawn, and drawn again.
        for size, breakpoints in zip(
            self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True
        ):
            for name in breakpoint_classes(self, size, breakpoints):
                self.add_class(name)
        yield self._status
        yield self._middle
        yield self._too_small
        yield self._keys

    def on_mount(self) -> None:
        """Show the meeting and begin to look for changes."""
        self.take(self.store_worker.store.snapshot())
        self.activate(self.agenda)
        self.agenda.move_to(0)
        first_on = next(iter(now_and_next(self.state, self.clock.now()).now), None)
        if first_on and (index := self.schedule.index_of(first_on.id)) is not None:
            self.schedule.move_to(index, quietly=True)
        if self.snapshot is not None and self.snapshot.notice:
            self.tell(self.snapshot.notice, stays=True)
        self.set_interval(POLL_SECONDS, self._poll)

    @property
    def state(self) -> State:
        """The newest state that is known."""
        if self.snapshot is None:
            self.snapshot = self.store_worker.store.snapshot()
        return self.snapshot.state

    @property
    def quit_keys(self) -> tuple[str, ...]:
        """Keys that leave the program."""
        return next(command.keys for command in self.commands if command.id == "quit")

    @property
    def active_panel(self) -> FramePanel:
        """The panel that takes the keys."""
        return next((panel for panel in self.panels if panel.is_active), self.agenda)

    def subject(self) -> Found:
        """Return the row that the detail shows and that a command is about; both fields empty where there is none."""
        row_id = self.list_in_use.cursor_id
        tables = (table for table in _LISTED if row_id in self.state.tables[table])
        return next((Found(table, row_id) for table in tables), Found("", ""))

    def tell(self, message: str, *, is_error: bool = False, stays: bool = False, joined: bool = False) -> None:
        """Show ``message`` in the line of keys, whatever is pressed meanwhile, until it was read or another comes."""
        if joined and self.notice is not None:
            # What needs a person's eye comes first.
            message = f"{message} ({self.notice.message})"
        self.notice = Notice(message, is_error=is_error, stays=stays or is_error).after(self.notice)
        if self._notice_timer is not None:
            self._notice_timer.stop()
        self._notice_timer = self.set_timer(self.notice.reading_time, self.notice_was_read)
        self._show_notice()

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Give a new snapshot to every panel."""
        self.schedule.show_snapshot(snapshot, self.clock.now())
        self.agenda.show_snapshot(snapshot, self.pending)
        self.show_subject()
        self.show_status()

    def watch_minute(self, before: datetime, minute: datetime) -> None:
        """Let the clocks go on, and tell of what starts soon."""
        if self.snapshot is not None:
            self.schedule.show_snapshot(self.snapshot, self.clock.now())
            self.show_status()
            self._remind(before, minute)

    def watch_pending(self) -> None:
        """Show what is being saved."""
        if self.snapshot is not None:
            self.agenda.show_snapshot(self.snapshot, self.pending)
            self.show_status()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the lines to the new width."""
        self.show_status()
        self.show_keys()
        self._too_small.show(too_small_lines(event.size, key_label(self.quit_keys[0])))

    def on_key(self, event: events.Key) -> None:
        """Let a notice go that waits for it; say so of a key that stands for nothing."""
        self.detail.put_off_rest()
        self._key_after_notice()
        if event.is_printable and not has_key(self, event.key):
            helps = next((command.keys[0] for command in self.commands if command.id == "help"), "")
            self.tell(f"{clean(event.character or '')} does nothing here. {key_label(helps)} shows the keys.")

    def show_subject(self, *, sparingly: bool = False) -> None:
        """Show everything about the row that the keys are about in the detail panel; see ``DetailPanel.show()``."""
        today = local_time(self.state.meeting, self.clock.now()).date()
        subject = self.subject()
        self.detail.show(self.state, subject, today, set_by=self.set_by(subject), sparingly=sparingly)

    def set_by(self, subject: Found) -> SetBy | None:
        """Return who gave a row the status that it has; None where that isn't known."""
        return None

    @on(RowPanel.Selected)
    def _show_selected(self, message: RowPanel.Selected) -> None:
        if message.panel is self.list_in_use:
            self.show_subject()

    @on(FramePanel.Pressed)
    def _activate_pressed(self, message: FramePanel.Pressed) -> None:
        self._key_after_notice()
        self.activate(message.panel)

    def activate(self, panel: FramePanel) -> None:
        """Give the keys to ``panel``."""
        for other in self.panels:
            other.is_active = other is panel
        if isinstance(panel, RowPanel):
            self.use_list(panel)
        self.show_keys()

    def use_list(self, panel: RowPanel) -> None:
        """Let the detail, and all commands, be about the row under the cursor of ``panel``."""
        if panel is not self.list_in_use:
            self.list_in_use = panel
            # Who goes through the panels is spared what they only pass by.
            self.show_subject(sparingly=True)

    def show_status(self) -> None:
        """Show the two lines on top as they are now."""
        if self.snapshot is None or not self.size.width:
            return
        now, width = self.clock.now(), self.size.width
        words = ("following" if self.following else "", self.here_words())
        first = meeting_line(self.snapshot, now, bool(self.pending), width, self.glyphs, also=words)
        self._status.show([first, now_line(self.snapshot.state, now, width, self.glyphs)])

    def mode_words(self) -> Sequence[Content]:
        """Say what mode is on, and its keys, in place of the usual ones; empty for none."""
        return ()

    def on_screen_suspend(self) -> None:
        """Show the keys of the palette, which has no line for them; all else that opens has one."""
        self.show_keys()

    def on_screen_resume(self) -> None:
        """Show the keys of the panels again."""
        self.show_keys()

    def show_keys(self) -> None:
        """Show the mode that is on, or the keys, with the notice over them."""
        lines = with_notice(self.notice, self._keys_line(), self.size.width, self.glyphs)
        self._keys.say_keys(lines, told=self.notice.room if self.notice else 0)

    def _keys_line(self) -> Content:
        width, ascii_only = self.size.width, self.glyphs is ASCII
        if isinstance(self.app.screen, CommandPalette):
            return line((_PALETTE_KEYS, MUTED))
        if words := self.mode_words():
            return mode_line(words[0], words[1:], self.commands, width, self.glyphs, ascii_only=ascii_only)
        can_change = self.snapshot is None or self.snapshot.can_change
        panel = str(self.active_panel.name)
        return keys_line(self.commands, panel, can_change, width, self.glyphs, ascii_only=ascii_only)

    def _show_notice(self) -> None:
        """Show the notice, or that there is none any more, here and in what lies over the panels."""
        self.show_keys()
        top = self.app.screen
        if isinstance(top, Telling):
            top.show_notice(self.notice)

    def drop_notice(self) -> None:
        """Take the notice away at once, as what a person does now is shown in its place."""
        if self.notice is not None:
            self.notice = None
            self._show_notice()

    def notice_was_read(self) -> None:
        """Take the notice away, or let the next key do so."""
        self._notice_timer = None
        if self.notice is not None and not self.notice.stays:
            self.drop_notice()

    def _key_after_notice(self) -> None:
        """Take a notice away that waited for a key."""
        if self._notice_timer is None:
            self.drop_notice()

    def _poll(self) -> None:
        """Look around beside the keys, which never wait for it, and once at a time."""
        if self._polling is None or self._polling.is_finished:
            self._polling = self.run_worker(self._on_poll(), group=BESIDE)

    async def _on_poll(self) -> None:
        """Look for others' changes; once a minute, let the clocks go on."""
        self.minute = self.clock.now().replace(second=0, microsecond=0)
        await self.look_for_changes()
        await self.look_around()

    async def look_around(self) -> None:
        """Take in who else is here."""

    def _senders(self) -> Iterator[MessagePump]:
        """Go through the panels and what their messages come through."""
        yield from self.panels
        yield self._middle

    def here_words(self) -> str:
        """Return how the status line counts who is here; empty for nobody else."""
        return ""

    def _remind(self, after: datetime, until: datetime) -> None:
        """Tell of the sessions that start soon, and ring once."""
        for reminder in reminders_due(self.state, self._choices.reminders, after, until):
            start = hour_words(reminder.start)
            self.tell(f"In {reminder.minutes} min, at {start}: {reminder.session.title}", stays=True)
            if self._choices.bell:
                self.app.bell()
