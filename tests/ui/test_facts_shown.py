"""Plan against record in the detail: the values of one fact, each with its source and its day."""

from datetime import date, time

import pytest

from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import detail_of, main_of, settle
from tracker.clock import FrozenClock
from tracker.domain.edits import AddDecision, AddFactValue, AnyEdit, EndSession, SetHours, StartSession

PLANNED = AddFactValue(about="psm", fact="Restart", standing="planned", value="2026", source="Protocol")
REPORTED = AddFactValue(
    about="psm", fact="restart", standing="reported", value="late 2026", source="The radio", as_of=date(2025, 11, 20)
)


async def told(make_app: MakeApp, open_store: OpenStore, row_id: str, *edits: AnyEdit) -> list[str]:
    """Return the lines of the detail of a row after edits."""
    store = open_store()
    for edit in edits:
        store.transact(edit)
    app = make_app(store)
    async with app.run_test(size=(80, 50)) as pilot:
        await settle(pilot)
        main_of(app).action_reveal(row_id)
        await settle(pilot)
        return detail_of(app).plain_text.split("\n")


async def test_the_values_stand_in_line_and_a_difference_is_told(make_app: MakeApp, open_store: OpenStore) -> None:
    lines = await told(make_app, open_store, "psm", PLANNED, REPORTED)
    at = lines.index("Restart  differs")
    assert lines[at + 1 : at + 4] == [
        "   planned   2026       Protocol",
        "   reported  late 2026  The radio, Thu 20 Nov",
        "   official  -",
    ]


async def test_what_is_the_same_is_not_flagged(make_app: MakeApp, open_store: OpenStore) -> None:
    same = AddFactValue(about="psm", fact="Restart", standing="official", value=" 2026 ", source="Minutes")
    lines = await told(make_app, open_store, "psm", PLANNED, same)
    assert "Restart" in lines
    assert "   official  2026  Minutes" in lines


@pytest.mark.parametrize("row_id", ["psm.1", "talks-26"])
async def test_points_and_sessions_have_facts_too(row_id: str, make_app: MakeApp, open_store: OpenStore) -> None:
    edit = AddFactValue(about=row_id, fact="Cost", standing="reported", value="[b]2 bn[/b]", source="[/x]")
    assert "   reported  [b]2 bn[/b]  [/x]" in await told(make_app, open_store, row_id, edit)


async def test_the_facts_of_a_decision_are_with_its_item(make_app: MakeApp, open_store: OpenStore) -> None:
    edit = AddFactValue(about="d1", fact="Signed", standing="planned", value="2025-11-27", source="Programme")
    lines = await told(make_app, open_store, "psm", AddDecision(item="psm", text="Yes"), edit)
    assert "   planned   2025-11-27  Programme" in lines


async def test_a_reference_gives_the_source(make_app: MakeApp, open_store: OpenStore) -> None:
    reference = next(iter(open_store().snapshot().state.references.values()))
    edit = AddFactValue(
        about="psm", fact="Cost", standing="reported", value="2 bn", reference=reference.id, as_of=date(2025, 11, 20)
    )
    assert f"   reported  2 bn  {reference.publisher}, Thu 20 Nov" in await told(make_app, open_store, "psm", edit)


async def test_the_hours_of_a_session_as_planned_and_as_held(
    make_app: MakeApp, open_store: OpenStore, clock: FrozenClock
) -> None:
    hours = SetHours(session="talks-26", start=time(10), end=time(11))
    edits = (hours, StartSession(session="talks-26"), EndSession(session="talks-26"))
    told_hours = [line for line in await told(make_app, open_store, "talks-26", *edits) if "10:" in line]
    assert told_hours == ["Wed 26 Nov, 10:42-10:42", "planned 10:00-11:00"]
