"""The keys that change the programme as the days go: edit and add, start and end, running late, what clashes."""

from collections.abc import Iterator
from datetime import date

from tracker.domain.edits import (
    CancelSession,
    EndSession,
    MoveItem,
    MovePoint,
    RestoreSession,
    RunLate,
    StartSession,
    Withdraw,
)
from tracker.domain.fact_comparison import compared_facts
from tracker.domain.model.programme import AgendaItem, Session, TalkingPoint
from tracker.domain.model.state import State
from tracker.domain.rules.clashes import clashes, clashes_of
from tracker.domain.search.lookup import Found
from tracker.domain.timeline import local_time
from tracker.domain.words.formatting import in_words, screen_day
from tracker.domain.words.labels import label_of
from tracker.errors import TrackerError
from tracker.ui.dialogs.choices import ListRow, Option
from tracker.ui.dialogs.field import Field
from tracker.ui.dialogs.list_dialog import ListScreen
from tracker.ui.flows.attendance import AttendanceSteps
from tracker.ui.forms.form_values import FormValues
from tracker.ui.forms.programme_forms import (
    FormSpec,
    hours_sheet,
    item_sheet,
    items,
    move_sheet,
    party_sheet,
    person_sheet,
    place_sheet,
    point_sheet,
    points,
    session_sheet,
)
from tracker.ui.forms.record_forms import fact_fields, new_fact
from tracker.ui.rendering.lines import line, safe

_REASON = (Field("reason", "Why"),)


class ProgrammeSteps(AttendanceSteps):
    """``e``, ``+``, ``t``, ``L`` and ``C``, and what follows from them."""

    async def fill_sheet(self, name: str, title: str, sheet: FormSpec) -> bool:
        """Have a form of the programme filled in; see ``fill()``."""
        return bool(await self.fill(name, title, sheet.fields, sheet.edit_of))

    async def edit(self, subject: Found) -> None:
        """Ask what to do with a row, and do it."""
        state, (table, row_id) = self.state, subject
        if table == "sessions":
            await self._edit_session(state.sessions[row_id])
        elif table == "agenda_items":
            await self._edit_item(state.agenda_items[row_id])
        elif table == "talking_points":
            await self._edit_point(state.talking_points[row_id])
        else:
            raise TrackerError("There is nothing here to edit.", "Go to a session, an item or a point.")

    async def _edit_session(self, session: Session) -> None:
        chosen = await self.choose(session.title, tuple(_session_options(session)))
        name, meeting = f"{chosen}:{session.id}", self.state.meeting
        if chosen == "edit":
            await self._reschedule(session.id, name, session.title, session_sheet(self.state, session, session.date))
        elif chosen == "hours":
            await self._reschedule(session.id, name, f"Hours of {session.title}", hours_sheet(meeting, session))
        elif chosen == "move":
            await self._reschedule(session.id, name, f"Move {session.title}", move_sheet(meeting, session))
        elif chosen == "cancel":
            title = f"Cancel {session.title}"
            await self.fill(name, title, _REASON, lambda f: CancelSession(session=session.id, reason=f.line("reason")))
        elif chosen == "restore" and await self.agrees(line("Hold ", safe(session.title), " after all?")):
            await self.attempt(RestoreSession(session=session.id))

    async def _edit_item(self, item: AgendaItem) -> None:
        options = (Option("edit", "Edit it", "e"), Option("move", "Move it", "m"))
        chosen = await self.choose(f"{item.number} {item.title}  (its status: s)", options)
        if chosen == "edit":
            await self.fill_sheet(f"edit:{item.id}", f"{item.number} {item.title}", item_sheet(self.state, item))
        elif chosen == "move":
            sheet = place_sheet(items(self.state), item.id, lambda before: MoveItem(item=item.id, before=before))
            await self.fill_sheet(f"place:{item.id}", f"Place {item.number} {item.title} elsewhere", sheet)

    async def _edit_point(self, point: TalkingPoint) -> None:
        options = (
            Option("edit", "Edit it", "e"),
            Option("move", "Move it", "m"),
            Option("withdraw", "Withdraw it", "x"),
        )
        number = self.state.number_of(point.id)
        chosen = await self.choose(f"{number} {point.title}", options)
        if chosen == "edit":
            sheet = point_sheet(self.state, point, point.item)
            await self.fill_sheet(f"edit:{point.id}", f"{number} {point.title}", sheet)
        elif chosen == "move":
            labels = points(self.state, point.item)
            sheet = place_sheet(labels, point.id, lambda before: MovePoint(point=point.id, before=before))
            await self.fill_sheet(f"place:{point.id}", f"Place {number} {point.title} elsewhere", sheet)
        elif chosen == "withdraw":
            title = f"Withdraw {number} {point.title}"
            name = f"withdraw:{point.id}"
            await self.fill(name, title, _REASON, lambda f: Withdraw(id=point.id, reason=f.line("reason")))

    async def _reschedule(self, session_id: str, name: str, title: str, sheet: FormSpec) -> None:
        """Have a session changed, and tell what clashes with it now."""
        if await self.fill_sheet(name, title, sheet):
            self._tell_clashes(session_id)

    def _tell_clashes(self, session_id: str) -> None:
        found = clashes(self.state)
        if own := clashes_of(found, session_id) if session_id else found:
            more = f" (and {len(own) - 1} more: C)" if len(own) > 1 else ""
            self.tell(f"{own[0].level}: {own[0].words}{more}", is_error=own[0].level == "error", joined=True)

    async def add(self) -> None:
        """Ask what to add, and add it."""
        table, row_id = self.subject()
        state = self.state
        point = state.talking_points.get(row_id)
        item_id = point.item if point else row_id if table == "agenda_items" else ""
        no_item = "" if item_id else "Go to its agenda item first."
        options = (
            Option("session", "A session", "s"),
            Option("item", "An agenda item", "i"),
            Option("point", "A talking point of this item", "p", no_item),
            Option("party", "A party", "a"),
            Option("person", "A person", "r", "" if state.parties else "Add a party first."),
            Option("fact", "A fact, with its source", "f", "" if row_id else "Go to what it is about first."),
        )
        chosen = await self.choose("Add", options)
        if chosen == "fact":
            await self._add_fact(row_id)
            return
        session = state.sessions.get(row_id)
        day = session.date if session else max(state.meeting.first_day, min(self._today(), state.meeting.last_day))
        sheets = {
            "session": lambda: session_sheet(state, None, day),
            "item": lambda: item_sheet(state, None),
            "point": lambda: point_sheet(state, None, item_id),
            "party": lambda: party_sheet(state, None),
            "person": lambda: person_sheet(state, None),
        }
        if chosen and await self.fill_sheet(f"add:{chosen}:{item_id}", f"New {in_words(chosen)}", sheets[chosen]()):
            self._go_to_added(state)

    async def _add_fact(self, about: str) -> None:
        """Write down what a source says of a fact about a row: planned, reported or official."""
        known = tuple(comparison.fact for comparison in compared_facts(self.state, about))
        title = f"A fact about {label_of(self.state, about)}"
        fields = fact_fields(self.state, known)
        await self.fill(f"fact:{about}", title, fields, lambda filled: new_fact(about, filled))

    def _go_to_added(self, before: State) -> None:
        """Put the cursor on what was just added, where it has a row."""
        for table in ("sessions", "agenda_items", "talking_points"):
            for row_id in self.state.tables[table].keys() - before.tables[table].keys():
                self.main.action_reveal(row_id)
                if table == "sessions":
                    self._tell_clashes(row_id)
                return

    async def start_or_end(self) -> None:
        """Start or end the session under the cursor, or the one that is on."""
        session = self.state.sessions[self.session_meant()]
        if session.status == "in_progress":
            if await self.agrees(line("End ", safe(session.title), "?")):
                await self.attempt(EndSession(session=session.id))
        elif session.status == "held":
            if await self.agrees(line(safe(session.title), " has ended. Go on with it?")):
                await self.attempt(StartSession(session=session.id, resume=True))
        elif await self.agrees(line("Start ", safe(session.title), "?")):
            await self.attempt(StartSession(session=session.id))

    async def run_late(self) -> None:
        """Ask by how much the rest of the day is late, and shift it."""
        table, row_id = self.subject()
        session_id = row_id if table == "sessions" else ""
        rest = f"the rest of {screen_day(self.state.meeting, self._today())}"
        if session := self.state.sessions.get(session_id):
            rest = f"{session.title} and everything after it"
        fields = (Field("minutes", "By how long", hint="such as 15 or 1h30; -5 catches up"),)

        def late(filled: FormValues) -> RunLate:
            return RunLate(minutes=filled.minutes("minutes"), session=session_id, as_of=self.clock.now())

        if await self.fill(f"late:{session_id}", f"Delay {rest}", fields, late):
            self._tell_clashes("")

    async def clashes(self) -> None:
        """List what clashes in the schedule."""
        found = clashes(self.state)
        rows = [
            ListRow(f"{number}:{clash.sessions[0]}", line(f"{clash.level:<8} ", safe(clash.words)))
            for number, clash in enumerate(found)
        ]
        heading = line(f"Clashes: {len(found)}")
        chosen = await self.open(ListScreen("clashes", "C", heading, rows, self.glyphs, missing="Nothing clashes."))
        if chosen:
            self.main.action_reveal(chosen.partition(":")[2])

    def _today(self) -> date:
        return local_time(self.state.meeting, self.clock.now()).date()


def _session_options(session: Session) -> Iterator[Option]:
    """Yield what can be done with a session; what can't now says why."""
    cancelled = "It was cancelled: restore it first." if session.status == "cancelled" else ""
    over = cancelled or ("It has ended." if session.status == "held" else "")
    yield Option("edit", "Edit its details", "e")
    yield Option("hours", "Set its hours", "h", over)
    yield Option("move", "Move it to another day", "m", over)
    yield Option("cancel", "Cancel it", "x", over)
    yield Option("restore", "Restore it", "r", "" if cancelled else "It isn't cancelled.")
