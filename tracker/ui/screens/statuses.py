"""The keys that move an agenda item on in its life and say what came of it."""

from collections.abc import Iterator
from typing import get_args

from tracker.domain.edits import SetDisposition, SetStatus, Several
from tracker.domain.edits.statuses import is_slip
from tracker.domain.programme import AgendaItem, Disposition, ItemStatus
from tracker.domain.rules import (
    NEXT_MEETING,
    SESSION_OFF,
    allowed_statuses,
    current_item,
    in_words,
    open_points,
    session_for,
    status_needs,
)
from tracker.domain.state import State
from tracker.domain.timeline import short_day
from tracker.ui.filled import Filled
from tracker.ui.present.lines import line, safe
from tracker.ui.screens.choices import Option, lettered
from tracker.ui.screens.field import Field
from tracker.ui.screens.steps import Steps

_WHAT_CAME = "what came of it"
_KEYS: dict[ItemStatus, tuple[str, str]] = {
    "taken_up": ("t", "Take up"),
    "closed": ("c", "Close"),
    "deferred": ("d", "Defer"),
    "skipped": ("n", "Not now: skip"),
    "withdrawn": ("w", "Withdraw"),
    "planned": ("p", "Plan"),
}
_BACK = {("closed", "taken_up"): "Reopen", ("withdrawn", "planned"): "Put back", ("deferred", "planned"): "Plan again"}


class StatusSteps(Steps):
    """``s`` and what follows from it."""

    async def ask_status(self) -> None:
        """Ask what becomes of the agenda item under the cursor."""
        item = self.state.agenda_items[self.item_meant()]
        options = tuple(_statuses(self.state, item))
        chosen = await self.choose(f"{item.number} {item.title}: {in_words(item.status)}", options)
        if chosen == _WHAT_CAME:
            await self._what_came(item.id)
        elif chosen == "taken_up" and (current := self._closed_by_taking_up(item)):
            await self._close_and_take_up(current, item.id)
        elif chosen:
            await self._set_status(item.id, next(status for status in get_args(ItemStatus) if status == chosen))

    def _closed_by_taking_up(self, item: AgendaItem) -> AgendaItem | None:
        """Return the item that taking up ``item`` closes and that can't be closed without asking; None for none."""
        now = self.clock.now()
        current = current_item(self.state, session_for(self.state, item, now))
        if current is None or is_slip(current, now) or status_needs(self.state, item, "taken_up"):
            return None
        return current if status_needs(self.state, current, "closed") else None

    async def _close_and_take_up(self, current: AgendaItem, item_id: str) -> None:
        """Ask for what closing ``current`` needs, then close it and take the next item up, in one change."""
        needs = status_needs(self.state, current, "closed")
        disposition: Disposition | None = current.disposition
        if "disposition" in needs:
            disposition = await self._disposition(f"What came of {current.number} {current.title}?")
        if disposition is None or ("force" in needs and not await self._close_anyway(current)):
            return
        closed = SetStatus(item=current.id, status="closed", disposition=disposition, force="force" in needs)
        taken_up = SetStatus(item=item_id, status="taken_up", session=current.taken_up_in)
        await self.attempt(Several(edits=(closed, taken_up)))

    async def _what_came(self, item_id: str) -> None:
        disposition = await self._disposition("What came of it?", none="Nothing yet")
        if disposition is not None:
            await self.attempt(SetDisposition(item=item_id, disposition=disposition))

    async def _set_status(self, item_id: str, status: ItemStatus) -> None:
        """Ask for all that the change needs, then make it."""
        item = self.state.agenda_items[item_id]
        needs = status_needs(self.state, item, status)
        disposition: Disposition | None = ""
        target: str | None = ""
        if "disposition" in needs:
            disposition = await self._disposition("What came of it?")
        if disposition is not None and "target" in needs:
            target = await self.choose("Deferred to", tuple(_targets(self.state, item)))
        if disposition is None or target is None or ("force" in needs and not await self._close_anyway(item)):
            return
        edit = SetStatus(item=item_id, status=status, disposition=disposition, target=target, force="force" in needs)
        if "reason" not in needs:
            await self.attempt(edit)
            return

        def with_reason(filled: Filled) -> SetStatus:
            return SetStatus(
                item=item_id,
                status=status,
                disposition=edit.disposition,
                target=edit.target,
                force=edit.force,
                reason=filled.line("reason"),
            )

        title = f"{_label(item, status)} {item.number} {item.title}"
        hint = "which party withdraws it, and why" if status == "withdrawn" else ""
        await self.fill(f"status:{item_id}", title, (Field("reason", "Why", hint=hint),), with_reason)

    async def _disposition(self, title: str, none: str = "") -> Disposition | None:
        found = {name: in_words(name) for name in get_args(Disposition) if name}
        options = lettered(found | ({"": none} if none else {}))
        chosen = await self.choose(title, options)
        return next((name for name in get_args(Disposition) if name == chosen), None)

    async def _close_anyway(self, item: AgendaItem) -> bool:
        numbers = ", ".join(self.state.number_of(point.id) for point in open_points(self.state, item))
        return await self.agrees(line(f"Not ticked: {numbers}. Close ", safe(item.title), " all the same?"))


def _statuses(state: State, item: AgendaItem) -> Iterator[Option]:
    """Yield every status as an option, those that the item can't have now with the reason."""
    allowed = allowed_statuses(state, item)
    for status, (key, _) in _KEYS.items():
        if status != item.status:
            yield Option(status, _label(item, status), key, allowed[status])
    withdrawn = "It was withdrawn, so nothing came of it." if item.status == "withdrawn" else ""
    came = f": {in_words(item.disposition)}" if item.disposition else ""
    yield Option(_WHAT_CAME, f"What came of it{came}", "o", withdrawn)


def _label(item: AgendaItem, status: ItemStatus) -> str:
    return _BACK.get((item.status, status), _KEYS[status][1])


def _targets(state: State, item: AgendaItem) -> Iterator[Option]:
    yield Option(NEXT_MEETING, "the next meeting", "n")
    for session in state.schedule:
        if session.status not in SESSION_OFF and session.id != item.taken_up_in:
            yield Option(session.id, f"{short_day(session.date)} {session.title}")
