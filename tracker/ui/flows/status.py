"""The keys that move an agenda item on in its life and say what came of it."""

from collections.abc import Iterator
from typing import get_args

from tracker.domain.edits import SetStatus
from tracker.domain.edits.status import is_slip
from tracker.domain.model.programme import AgendaItem, ItemStatus
from tracker.domain.model.state import State
from tracker.domain.rules.rules import allowed_statuses, current_item, session_for, status_needs
from tracker.domain.words.formatting import in_words
from tracker.ui.dialogs.choices import Option
from tracker.ui.flows.context import FlowContext
from tracker.ui.forms.programme_forms import FormSpec
from tracker.ui.forms.status_forms import outcome_sheet, status_sheet, taking_up_sheet

_WHAT_CAME = "what came of it"
_KEYS: dict[ItemStatus, tuple[str, str]] = {
    "taken_up": ("t", "Take up"),
    "closed": ("c", "Close"),
    "deferred": ("d", "Defer"),
    "skipped": ("n", "Skip for now"),
    "withdrawn": ("w", "Withdraw"),
    "planned": ("p", "Plan"),
}
_BACK = {("closed", "taken_up"): "Reopen", ("withdrawn", "planned"): "Put back", ("deferred", "planned"): "Plan again"}


class StatusSteps(FlowContext):
    """``s`` and what follows from it."""

    async def ask_status(self) -> None:
        """Ask what becomes of the agenda item under the cursor."""
        item = self.state.agenda_items[self.item_meant()]
        options = tuple(_statuses(self.state, item))
        chosen = await self.choose(f"{item.number} {item.title}: {in_words(item.status)}", options)
        if chosen == _WHAT_CAME:
            await self._fill_sheet(f"outcome:{item.id}", f"Outcome of {_called(item)}", outcome_sheet(item))
        elif chosen == "taken_up" and (current := self._closed_by_taking_up(item)):
            title = f"Close {current.number}, take up {_called(item)}"
            await self._fill_sheet(f"take_up:{item.id}", title, taking_up_sheet(self.state, item, current))
        elif chosen == "taken_up" and not status_needs(self.state, item, "taken_up"):
            await self.attempt(SetStatus(item=item.id, status="taken_up", as_of=self.clock.now()))
        elif chosen:
            status = next(status for status in get_args(ItemStatus) if status == chosen)
            title = f"{_label(item, status)} {_called(item)}"
            await self._fill_sheet(f"{status}:{item.id}", title, status_sheet(self.state, item, status, self.clock))

    def _closed_by_taking_up(self, item: AgendaItem) -> AgendaItem | None:
        """Return the item that taking up ``item`` closes and that can't be closed without asking; None for none."""
        now = self.clock.now()
        current = current_item(self.state, session_for(self.state, item, now))
        if current is None or is_slip(current, now):
            return None
        return current if status_needs(self.state, current, "closed") else None

    async def _fill_sheet(self, name: str, title: str, sheet: FormSpec) -> None:
        await self.fill(name, title, sheet.fields, sheet.edit_of)


def _called(item: AgendaItem) -> str:
    return f"{item.number} {item.title}"


def _statuses(state: State, item: AgendaItem) -> Iterator[Option]:
    """Yield every status as an option, those that the item can't have now with the reason."""
    allowed = allowed_statuses(state, item)
    for status, (key, _) in _KEYS.items():
        if status != item.status:
            yield Option(status, _label(item, status), key, allowed[status])
    withdrawn = "It was withdrawn, so nothing came of it." if item.status == "withdrawn" else ""
    came = f": {in_words(item.disposition)}" if item.disposition else ""
    yield Option(_WHAT_CAME, f"Record the outcome{came}", "o", withdrawn)


def _label(item: AgendaItem, status: ItemStatus) -> str:
    return _BACK.get((item.status, status), _KEYS[status][1])
