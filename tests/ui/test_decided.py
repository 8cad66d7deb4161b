"""What became of an item or a session: where to it is put off, who said so and why; Enter goes there and back."""

import pytest

from tests.ui.conftest import MakeApp, OpenStore
from tests.ui.reading import agenda_of, detail_of, main_of, press, schedule_of, screen_text, settle
from tracker.domain.edits import AddDecision, CancelSession, EditItem, SetStatus, WithdrawDecision
from tracker.store.meeting_store import MeetingStore


@pytest.fixture
def store(open_store: OpenStore) -> MeetingStore:
    """Return anna's store of a meeting in which boris has decided this and that."""
    boris = open_store("boris", 1002)
    boris.transact(SetStatus(item="offshore", status="deferred", target="next", disposition="referred"))
    boris.transact(SetStatus(item="mining", status="deferred", target="commission"))
    boris.transact(SetStatus(item="psm", status="closed", disposition="agreed_as_amended", force=True))
    boris.transact(SetStatus(item="insulin", status="withdrawn", reason="Russia withdraws it: no figures"))
    boris.transact(CancelSession(session="arrival", reason="Fog"))
    anna = open_store()
    anna.transact(EditItem(item="psm", title="The mills"))
    return anna


def told(rows: list[str]) -> str:
    return " ".join(" ".join(row.strip("│ ") for row in rows).split())


@pytest.mark.parametrize(
    ("row_id", "words"),
    [
        ("offshore", "deferred to the next meeting, referred boris, 26 Nov 10:42"),
        ("mining", "deferred to Commission meetings, Thu 27 Nov boris, 26 Nov 10:42"),
        ("psm", "closed, agreed as amended boris, 26 Nov 10:42"),
        ("insulin", "withdrawn: Russia withdraws it: no figures boris, 26 Nov 10:42"),
        ("arrival", "cancelled: Fog boris, 26 Nov 10:42"),
        ("mining.2", "deferred to Commission meetings, Thu 27 Nov"),
    ],
)
async def test_the_detail_tells_where_to_who_and_why(
    make_app: MakeApp, store: MeetingStore, row_id: str, words: str
) -> None:
    app = make_app(store)
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        main_of(app).action_reveal(row_id)
        await settle(pilot)
        await settle(pilot)
        assert words in told(detail_of(app).plain_text.splitlines())


async def test_what_is_decided_now_is_told_at_once(
    make_app: MakeApp, store: MeetingStore, open_store: OpenStore
) -> None:
    app, clara = make_app(store), open_store("clara", 1003)
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        clara.transact(SetStatus(item="offshore", status="planned"))
        clara.transact(SetStatus(item="offshore", status="skipped"))
        await main_of(app).look_for_changes()
        await settle(pilot)
        assert "skipped, referred clara, 26 Nov 10:42" in told(detail_of(app).plain_text.splitlines())


@pytest.mark.parametrize(
    ("width", "chips"),
    [
        (80, ("→ next meeting 0/5", "→ Thu 27 Nov 0/4", "agreed as amended 0/5", "withdrawn 0/4")),
        (220, ("deferred to the next meeting 0/5", "deferred to Commission meetings, Thu 27 Nov 0/4")),
    ],
)
async def test_the_row_tells_as_much_as_the_title_leaves_room_for(
    make_app: MakeApp, store: MeetingStore, width: int, chips: tuple[str, ...]
) -> None:
    app = make_app(store)
    async with app.run_test(size=(width, 40)) as pilot:
        await settle(pilot)
        for chip in chips:
            assert f" {chip}│" in screen_text(app)
        for title in ("Offshore energy", "Mining cooperation", "The mills"):
            assert title in screen_text(app)


async def test_a_decision_that_was_withdrawn_says_why(make_app: MakeApp, open_store: OpenStore) -> None:
    store = open_store()
    store.transact(AddDecision(item="offshore", text="Yes."))
    store.transact(WithdrawDecision(decision="d1", reason="No money"))
    app = make_app(store)
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        assert "D1 withdrawn: No money" in screen_text(app)


@pytest.mark.parametrize("row_id", ["insulin", "psm.2", "offshore"])
async def test_enter_goes_there_and_back(make_app: MakeApp, row_id: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        main_of(app).action_reveal(row_id)
        for _ in range(2):
            await press(pilot, "enter")
            assert main_of(app).active_panel is schedule_of(app)
            session = schedule_of(app).cursor_id
            await press(pilot, "3", "enter")
            assert main_of(app).active_panel is agenda_of(app)
            assert agenda_of(app).cursor_id == row_id
        await press(pilot, "enter", "k", "j", "1", "G", "enter")
        assert session != "commission"
        assert agenda_of(app).cursor_id == main_of(app).state.sessions["commission"].agenda_items[0]


async def test_enter_goes_back_to_the_session_one_came_from(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "G", "enter", "enter")
        assert schedule_of(app).cursor_id == "commission"
        assert "Commission meetings" in screen_text(app)
