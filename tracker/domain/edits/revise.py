"""Revision by a new version of the programme."""

from collections.abc import Iterator

from tracker.domain.edits.base import Edit, EditContext, Outcome, handles
from tracker.domain.model.programme import Programme
from tracker.domain.revision import revised_rows


class Revise(Edit, frozen=True, kw_only=True, tag="revise"):
    """Take a revised programme in by its ids; every tick and everything else that was recorded stays.

    What it no longer has is withdrawn or cancelled, unless it was added in the meeting.
    """

    programme: Programme


@handles(Revise)
def _revise(edit: Revise, context: EditContext) -> Iterator[Outcome]:
    yield from revised_rows(context.state, edit.programme)
