"""Taking talking points, parties and people off the meeting: they keep their ids, and what was recorded stays."""

from collections.abc import Iterator

import msgspec

from tracker.domain.edits.base import Edit, EditContext, Outcome, handles
from tracker.domain.model.programme import Party, TalkingPoint
from tracker.domain.model.record import Person
from tracker.domain.search.lookup import nearest_ids
from tracker.errors import UnknownIdError
from tracker.text import clean

_TABLES = ("talking_points", "parties", "people")


class Withdraw(Edit, frozen=True, kw_only=True, tag="withdraw"):
    """Withdraw a talking point, a party or a person, or put one back."""

    id: str
    reason: str = ""
    withdrawn: bool = True
    """False to put it back."""


@handles(Withdraw)
def _withdraw(edit: Withdraw, context: EditContext) -> Iterator[Outcome]:
    row = next((rows[edit.id] for name in _TABLES if edit.id in (rows := context.state.tables[name])), None)
    if not isinstance(row, TalkingPoint | Party | Person):
        raise UnknownIdError(edit.id, nearest_ids(context.state, edit.id, _TABLES))
    if row.withdrawn != edit.withdrawn:
        reason = clean(edit.reason) if edit.withdrawn else ""
        yield msgspec.structs.replace(row, withdrawn=edit.withdrawn, withdrawn_reason=reason)
