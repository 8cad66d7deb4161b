"""What was planned, reported and officially recorded of one fact, side by side."""

from collections.abc import Iterator
from datetime import date

from tracker.domain.edits.base import Edit, EditContext, Outcome, handles, provided_fields, require_row, required_line
from tracker.domain.edits.naming import next_id
from tracker.domain.model.record import FactStanding, FactValue
from tracker.domain.search.lookup import nearest_ids
from tracker.errors import RefusedError, UnknownIdError

_TABLES = ("meeting", "sessions", "agenda_items", "talking_points", "parties", "decisions")


class AddFactValue(Edit, frozen=True, kw_only=True, tag="add_fact_value"):
    """Write down what one source says of one fact."""

    about: str
    """Id of the meeting, a session, an item, a point, a party or a decision."""
    fact: str
    standing: FactStanding
    value: str
    reference: str = ""
    """Id of a reference; this or ``source`` is needed."""
    source: str = ""
    as_of: date | None = None


# Official records come out when the meeting is over.
@handles(AddFactValue, after_closing=True)
def _add(edit: AddFactValue, context: EditContext) -> Iterator[Outcome]:
    state = context.state
    if state.table_with(edit.about) not in _TABLES:
        raise UnknownIdError(edit.about, nearest_ids(state, edit.about, _TABLES))
    if edit.reference:
        require_row(state, state.references, edit.reference)
    texts = provided_fields(edit, "reference", "source")
    if not any(texts.values()):
        raise RefusedError(
            "A fact needs its source.", "Name a reference, or say where it comes from.", field="reference"
        )
    yield FactValue(
        id=next_id(state, "f"),
        about=edit.about,
        fact=required_line(edit.fact, "the name of the fact", "fact"),
        standing=edit.standing,
        value=required_line(edit.value, "the value", "value"),
        as_of=edit.as_of,
        **texts,
    )
