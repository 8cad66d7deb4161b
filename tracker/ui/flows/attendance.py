"""Who is in a session: parties and people, each marked by one key; a mark is saved at once, as a tick is."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tracker.domain.edits import Attend
from tracker.domain.model.record import Presence
from tracker.domain.model.state import State
from tracker.domain.timeline import now_and_next
from tracker.domain.words.formatting import in_words, screen_day
from tracker.domain.words.labels import known_by, name_of
from tracker.errors import TrackerError
from tracker.glyphs import Glyphs
from tracker.ui.dialogs.list_dialog import LOOKING
from tracker.ui.dialogs.narrowing import Narrowing
from tracker.ui.dialogs.question import Question
from tracker.ui.flows.context import FlowContext
from tracker.ui.main.dialogs import AskingScreen
from tracker.ui.rendering.lines import DONE, MUTED, keys_in_lines, line, safe, with_hits
from tracker.ui.rendering.rows import RowParts
from tracker.ui.rendering.status import Notice, with_notice
from tracker.ui.typeahead import CHANGES
from tracker.ui.widgets.lines import KeysLine
from tracker.ui.widgets.narrowed import NarrowedPanel

_PRESENCES: dict[str, Presence] = {"p": "present", "e": "excused", "a": "absent"}
_KEYS = "p present  e excused  a absent  x no mark  P all others present  / narrows  Esc closes"
_NARROW_KEYS = "Enter goes on with the marks  Esc shows all"
_WIDTH = 76
Mark = Callable[[tuple[str, ...], str], None]
"""Marks attendees, by their ids, with a presence or with none."""


class AttendancePanel(NarrowedPanel):
    """Parties, and under each its people."""

    missing = "No parties and no people yet. P adds them."

    def __init__(self, session_id: str, glyphs: Glyphs) -> None:
        """List who can be in a session."""
        super().__init__("attendance", "m", glyphs)
        self._session_id = session_id
        self._state: State | None = None
        self.is_active = True

    def show_state(self, state: State) -> None:
        """Show the marks as they are in ``state``."""
        self._state = state
        self.set_rows(tuple(_attendees(state, self._session_id)))
        self.refresh_changed()
        session, marks = state.sessions.get(self._session_id), state.attendance_of(self._session_id)
        title = f"Who is in {session.title}, {screen_day(state.meeting, session.date)}" if session else ""
        present = sum(mark.presence == "present" for mark in marks.values())
        self.set_titles(safe(title), line(f"{present} present"))

    def row(self, row_id: str, width: int, is_cursor: bool) -> RowParts:
        """Return the row of a party or a person, with the mark at its end."""
        if self._state is None:
            return RowParts(line(""))
        mark = self._state.attendance_of(self._session_id).get(row_id)
        person = self._state.people.get(row_id)
        post = f"{in_words(person.role)} {person.designation}" if person else ""
        cursor = self.glyphs.cursor if is_cursor else " "
        name = with_hits(line(safe(name_of(self._state, row_id)), "  ", safe(post, MUTED)), self.words)
        left = line(f"{cursor} ", "    " if person else "", name)
        shown = line((mark.presence, DONE if mark.presence == "present" else "")) if mark else line(("-", MUTED))
        return RowParts(left, shown)

    def text_of(self, row_id: str) -> str:
        """Return the names of a party, or of a person with all that says who that is."""
        if self._state is None:
            return ""
        person = self._state.people.get(row_id)
        role = in_words(person.role) if person else ""
        return " ".join((name_of(self._state, row_id), role, known_by(self._state, row_id)))


class AttendanceScreen(Narrowing[None]):
    """Opens over the panels; goes on showing what others mark meanwhile."""

    DEFAULT_CSS = """
    AttendanceScreen { align: center middle; background: transparent; }
    AttendanceScreen > Vertical { width: 76; max-width: 100%; height: auto; max-height: 100%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close"),
        Binding("q,m,enter", "dismiss", "Close"),
        *(Binding(key, f"mark('{presence}')", presence) for key, presence in _PRESENCES.items()),
        Binding("x", "mark('')", "No mark"),
        Binding("P", "mark_others", "All others present"),
    ]

    panel: AttendancePanel

    def __init__(self, main: AskingScreen, session_id: str, mark: Mark) -> None:
        """Show who is in a session of the meeting that ``main`` shows."""
        super().__init__(AttendancePanel(session_id, main.glyphs))
        self._main, self._session_id, self._mark = main, session_id, mark
        self._line = KeysLine("attendance-keys", classes="keys")
        self._notice: Notice | None = main.notice
        self._keys = LOOKING if self._why_not() else _KEYS

    def compose(self) -> ComposeResult:
        """Put the list above its keys."""
        with Vertical():
            yield self.panel
        yield self._line

    def on_mount(self) -> None:
        """Show the marks, and those that come."""
        self.watch(self._main, "snapshot", self._show)
        self.panel.move_to(0)

    def on_resize(self, event: events.Resize) -> None:
        """Fit to the new size."""
        self._show()

    def action_enter(self) -> None:
        """Go on with the marks of who was looked for."""
        self.set_focus(None)
        self.fit()

    def action_mark(self, presence: str) -> None:
        """Mark the row under the cursor, and go to the next."""
        if self._may() and self.panel.cursor_id:
            self._mark((self.panel.cursor_id,), presence)
            self.action_move(1)

    def action_mark_others(self) -> None:
        """Mark all those as present that have no mark yet, once that is agreed to."""
        marks = self._main.state.attendance_of(self._session_id)
        others = tuple(row_id for row_id in self.panel.row_ids if row_id not in marks)

        def mark(agreed: bool | None) -> None:
            if agreed:
                self._mark(others, "present")

        if self._may() and others:
            self.app.push_screen(Question(line(f"Mark {len(others)} others as present?")), mark)

    def _why_not(self) -> str:
        return self._main.why_not("mark who is in a session", by_secretary=False)

    def _may(self) -> bool:
        """Say whether the person may mark anybody here; tell why where they may not."""
        if why_not := self._why_not():
            self._main.tell(why_not, is_error=True)
        return not why_not

    def _show(self) -> None:
        self.panel.show_state(self._main.state)
        self.fit()

    def fit(self) -> None:
        """Fit the list and its keys to the room there is."""
        width, glyphs = self.app.size.width, self._main.glyphs
        lines = keys_in_lines(_NARROW_KEYS if self.is_narrowing else self._keys, width, glyphs)
        if self._notice:
            lines = [*with_notice(self._notice, lines[0], width, glyphs), *lines[1:]]
        self.fit_to(min(_WIDTH, width), lines)
        self._line.say_keys(lines, told=self._notice.room if self._notice else 0)

    def show_notice(self, notice: Notice | None) -> None:
        """Tell something over the keys."""
        self._notice = notice
        self.fit()


class AttendanceSteps(FlowContext):
    """``m`` and what follows from it."""

    async def attendance(self) -> None:
        """Mark who is in the session under the cursor, or in the one that is on."""
        session_id = self.session_meant()

        def mark(attendees: tuple[str, ...], presence: str) -> None:
            named = next((each for each in _PRESENCES.values() if each == presence), "")
            edit = Attend(session=session_id, attendees=attendees, presence=named)  # type: ignore[arg-type]
            self.main.run_worker(self._marked(edit), group=CHANGES)

        await self.open(AttendanceScreen(self.main, session_id, mark))

    async def _marked(self, edit: Attend) -> None:
        # The list goes on showing what others do.
        await self.main.attempt(edit, self.state.seq)

    def session_meant(self) -> str:
        """Return the id of the session under the cursor, else of the one that is on, else of the next.

        Raises:
            TrackerError: there is none.
        """
        table, row_id = self.subject()
        if table == "sessions":
            return row_id
        on_now, comes_next = now_and_next(self.state, self.clock.now())
        meant = next(iter((*on_now, *comes_next)), None)
        if meant is None:
            raise TrackerError("No session is on or comes.", "Go to the session that you mean, with 1.")
        return meant.id


def _attendees(state: State, session_id: str) -> Iterator[str]:
    """Yield the parties of a session and then all others, each followed by its people; none that was withdrawn."""
    session = state.sessions.get(session_id)
    own = session.parties if session else ()
    for party_id in dict.fromkeys((*own, *state.parties)):
        party = state.parties.get(party_id)
        people = [person for person in state.people_of(party_id) if not person.withdrawn]
        if party and (not party.withdrawn or people):
            yield party_id
            yield from (person.id for person in people)
