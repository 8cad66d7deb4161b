"""The key for who takes part: parties and their people, added, changed and withdrawn."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from tracker.domain.edits import Withdraw
from tracker.domain.model.programme import SHARED_SIDES, Party
from tracker.domain.model.record import Person
from tracker.domain.model.state import State
from tracker.domain.words.formatting import in_words
from tracker.ui.dialogs.choices import ListRow, Option
from tracker.ui.dialogs.field import Field
from tracker.ui.dialogs.list_dialog import LOOKING, ListScreen
from tracker.ui.flows.meeting import MeetingSteps
from tracker.ui.forms.programme_forms import party_sheet, person_sheet
from tracker.ui.main.dialogs import AskingScreen
from tracker.ui.rendering.lines import MUTED, line, safe

_ADD, _TAKE_OFF = "add", "x"


class PartiesList(ListScreen):
    """Parties by side, each with its people."""

    KEYS: ClassVar = "Enter changes  + adds  x withdraws or puts back  / narrows  Esc closes"
    MISSING: ClassVar = "No parties and no people yet. + adds them."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus", f"with_key('{_ADD}')", "Add"),
        Binding("x", f"with_key('{_TAKE_OFF}')", "Withdraw or put back"),
    ]

    def __init__(self, main: AskingScreen, at: str) -> None:
        """List who takes part in the meeting that ``main`` shows, with the cursor on the row ``at``."""
        rows = tuple(_rows(main.state))
        super().__init__("parties", "P", line("Parties and people"), rows, main.glyphs, at=at)
        self._main = main
        if self._why_not():
            self.keys = LOOKING

    def action_choose(self) -> None:
        """Change the row under the cursor."""
        if self._may():
            super().action_choose()

    def action_with_key(self, key: str) -> None:
        """Give the row under the cursor with what is to be done with it."""
        if self._may():
            self.dismiss(f"{key}:{self.panel.cursor_id}")

    def _why_not(self) -> str:
        return self._main.why_not("change parties and people", by_secretary=True)

    def _may(self) -> bool:
        """Say whether the person may change anything here; tell why where they may not."""
        if why_not := self._why_not():
            self._main.tell(why_not, is_error=True)
        return not why_not


class PartySteps(MeetingSteps):
    """``P`` and what follows from it."""

    async def parties(self) -> None:
        """List parties and people, and change them."""
        at = ""
        while chosen := await self._listed(at):
            key, _, at = chosen.rpartition(":")
            if key == _ADD:
                await self._add_to(at)
            elif key == _TAKE_OFF:
                await self._take_off(at)
            elif at in self.state.parties:
                title = self.state.parties[at].label
                await self.fill_sheet(f"edit:{at}", title, party_sheet(self.state, self.state.parties[at]))
            elif at in self.state.people:
                person = self.state.people[at]
                await self.fill_sheet(f"edit:{at}", person.label, person_sheet(self.state, person))

    async def _listed(self, at: str) -> str | None:
        """Show the list as it is now; return what was chosen."""
        self.seen = self.state.seq
        return await self.open(PartiesList(self.main, at))

    async def _add_to(self, at: str) -> None:
        person = self.state.people.get(at)
        party_id = person.party if person else at
        party = self.state.parties.get(party_id)
        named = f"A person of {party.label}" if party else "A person"
        no_party = "" if party else "Go to a party first."
        chosen = await self.choose("Add", (Option("person", named, "p", no_party), Option("party", "A party", "a")))
        if chosen == "person":
            await self.fill_sheet(f"add:person:{party_id}", named, person_sheet(self.state, None, party_id))
        elif chosen == "party":
            await self.fill_sheet("add:party:", "A new party", party_sheet(self.state, None))

    async def _take_off(self, at: str) -> None:
        row = self.state.parties.get(at) or self.state.people.get(at)
        if row is None:
            return
        if row.withdrawn:
            if await self.agrees(line("Put ", safe(row.label), " back?")):
                await self.attempt(Withdraw(id=at, withdrawn=False))
            return
        fields = (Field("reason", "Why"),)
        title = f"Withdraw {row.label}"
        await self.fill(f"withdraw:{at}", title, fields, lambda f: Withdraw(id=at, reason=f.line("reason")))


def _rows(state: State) -> Iterator[ListRow]:
    sides = {side.id: side.name for side in state.meeting.sides} | {side: side for side in SHARED_SIDES}
    for side, name in sides.items():
        parties = [party for party in state.parties.values() if party.side == side]
        if parties:
            yield ListRow(f"side {side}", safe(name), is_heading=True)
        for party in parties:
            stands = _withdrawn(party) if party.withdrawn else in_words(party.kind)
            short = line("  ", safe(party.label, MUTED)) if party.label != party.name else ""
            yield ListRow(party.id, line(safe(party.name), short), safe(stands, MUTED))
            for person in state.people_of(party.id):
                post = _withdrawn(person) if person.withdrawn else _post(person)
                yield ListRow(person.id, line("   ", safe(person.label)), safe(post, MUTED))


def _post(person: Person) -> str:
    """Return what a person is, and of which organisation."""
    return ", ".join(filter(None, (f"{in_words(person.role)} {person.designation}".strip(), person.organisation)))


def _withdrawn(row: Party | Person) -> str:
    return f"withdrawn: {row.withdrawn_reason}" if row.withdrawn_reason else "withdrawn"
