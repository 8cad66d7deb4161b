"""Meetings for tests: the shipped one, and a small one with hours, rooms and a second day."""

from datetime import UTC, date, datetime, time
from functools import cache

from tracker.domain.model.programme import (
    AgendaItem,
    Fact,
    Figure,
    FigureValue,
    Meeting,
    Party,
    Programme,
    Reference,
    Session,
    Side,
    TalkingPoint,
)
from tracker.domain.model.state import State
from tracker.exchange.toml import reader as programme_toml
from tracker.personal.paths import shipped_programme as shipped_path

DAY_TWO = datetime(2025, 11, 26, 5, 42, tzinfo=UTC)
"""10:42 in Islamabad on the second day of the shipped meeting."""
SMALL_MORNING = datetime(2026, 3, 28, 5, 0, tzinfo=UTC)
"""10:45 in Kathmandu on the first day of the small meeting: the morning session is on."""

_PAPER = Reference(id="paper", kind="document", title="Paper 1", publisher="Committee", supports="All", position=1)
_PARTIES = (
    Party(id="port", name="Dry Port Board", short_name="Port", kind="organisation", side="np", position=1),
    Party(id="rail", name="Rail Company", kind="company", side="de", position=2),
)
_COST = Figure(
    title="Cost",
    unit="m EUR",
    values=(FigureValue(label="2024", amount=10.0), FigureValue(label="2025", amount=12.5)),
    references=("paper",),
)


@cache
def shipped_programme() -> Programme:
    """Return the programme that comes with the tracker."""
    return programme_toml.read_programme(shipped_path())


def shipped_state() -> State:
    """Return the shipped programme before anything has happened."""
    return State.of_programme(shipped_programme())


def small_state() -> State:
    """Return the small programme before anything has happened."""
    return State.of_programme(small_programme())


@cache
def small_programme() -> Programme:
    """Return two days, two items and three points; one session without hours, one past midnight."""
    return Programme(
        meeting=Meeting(
            id="small",
            title="A small meeting",
            short_title="Small",
            body="Committee",
            city="Kathmandu",
            country="Nepal",
            time_zone="Asia/Kathmandu",
            second_city="Berlin",
            second_time_zone="Europe/Berlin",
            first_day=date(2026, 3, 28),
            last_day=date(2026, 3, 29),
            sides=(Side(id="np", name="Nepal"), Side(id="de", name="Germany")),
            references=("paper",),
        ),
        references=(_PAPER,),
        parties=_PARTIES,
        sessions=_small_sessions(),
        agenda_items=_small_items(),
        talking_points=(
            TalkingPoint(id="track.1", item="track", title="Gauge", references=("paper",), position=1),
            TalkingPoint(id="track.2", item="track", title="Cost", position=2),
            TalkingPoint(id="fares.1", item="fares", title="First fare", position=1),
        ),
    )


def _small_sessions() -> tuple[Session, ...]:
    first, last = date(2026, 3, 28), date(2026, 3, 29)
    return (
        Session(id="visit", title="Visit", type="social", date=first, parties=("port", "rail"), position=1),
        Session(
            id="morning",
            title="Morning session",
            type="plenary",
            date=first,
            start=time(10),
            end=time(12, 30),
            room="Hall 1",
            description="Opening.\nThen the track.",
            agenda_items=("track",),
            position=2,
        ),
        Session(
            id="night",
            title="Night session",
            type="technical",
            date=first,
            start=time(22),
            end=time(1, 30),
            agenda_items=("track", "fares"),
            position=3,
        ),
        Session(
            id="close", title="Closing", type="signing", date=last, start=time(9), references=("paper",), position=4
        ),
    )


def _small_items() -> tuple[AgendaItem, ...]:
    return (
        AgendaItem(
            id="track",
            number="1",
            title="The track",
            purpose="for_decision",
            annotation="Where it runs.\nWhat it costs.",
            lead_parties=("port", "rail"),
            facts=(Fact(text="It is 40 km long.", references=("paper",)),),
            figures=(_COST,),
            references=("paper",),
            position=1,
        ),
        AgendaItem(
            id="fares",
            number="2A",
            title="Fares",
            purpose="for_information",
            annotation="Who pays.",
            lead_parties=("rail",),
            other_parties=("port",),
            position=2,
        ),
    )
