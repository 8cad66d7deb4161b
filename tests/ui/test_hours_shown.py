"""The rows of sessions: held hours, and a title that nothing pushes out."""

from datetime import UTC, date, datetime, time
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.samples import DAY_TWO, shipped_state
from tracker.domain.model.programme import Session, SessionStatus
from tracker.glyphs import ASCII, UNICODE
from tracker.ui.rendering.lines import spread
from tracker.ui.rendering.rows import RowLook, session_row

MEETING = shipped_state().meeting
TALKS = Session(
    id="talks", title="Intensive discussions", type="bilateral", date=date(2025, 11, 26), start=time(14, 30)
)
TALKS = msgspec.structs.replace(TALKS, end=time(15, 45))


def row(session: Session, width: int, *, is_on: bool = False) -> str:
    """Return the row of a session as it is drawn."""
    parts = session_row(MEETING, session, is_on, RowLook(UNICODE, width, False, DAY_TWO))
    return spread(parts.left, parts.right, width, UNICODE).plain


@pytest.mark.parametrize(
    ("width", "fields", "shown"),
    [
        (26, {}, "    14:30-15:45 Intensive…"),
        (26, {"shift_minutes": 20}, "   +14:50-16:05 Intensive…"),
        (38, {"shift_minutes": 20}, "    14:50-16:05 Intensive discus…  +20"),
        (57, {"shift_minutes": 20}, "    14:50-16:05 Intensive discussions             +20 min"),
        (26, {"status": "cancelled"}, "    cancelled Intensive d…"),
        (57, {"status": "cancelled"}, "    14:30-15:45 Intensive discussions           cancelled"),
        (
            57,
            {"status": "rescheduled", "shift_minutes": 20},
            "    14:50-16:05 Intensive discussio…  rescheduled +20 min",
        ),
        (26, {"shift_minutes": 700}, "   +27 Nov Intensive disc…"),
        (57, {"shift_minutes": 700}, "    Thu 27 Nov 02:10-03:25 Intensive discussio…  +700 min"),
        (26, {"status": "held", "ended_at": datetime(2025, 11, 26, 11, tzinfo=UTC)}, "    14:30-16:00 Intensive…"),
    ],
)
def test_the_title_stays_however_a_session_stands(width: int, fields: dict[str, object], shown: str) -> None:
    assert row(msgspec.structs.replace(TALKS, **fields), width).rstrip() == shown


def test_a_session_that_started_late_is_not_late_again() -> None:
    at = datetime(2025, 11, 26, 10, 5, tzinfo=UTC)
    started = msgspec.structs.replace(TALKS, status="in_progress", shift_minutes=20, started_at=at)
    assert row(started, 57, is_on=True) == "  ▶ 15:05-16:05 Intensive discussions         in progress"
    assert row(started, 26, is_on=True) == "  ▶ 15:05-16:05 Intensive…"


def test_a_session_that_began_after_its_end_has_none_yet() -> None:
    at = datetime(2025, 11, 26, 12, 0, tzinfo=UTC)
    started = msgspec.structs.replace(TALKS, status="in_progress", started_at=at)
    assert row(started, 40, is_on=True).startswith("  ▶ from 17:00 Intensive discuss")


@given(
    st.integers(26, 120),
    st.sampled_from(get_args(SessionStatus)),
    st.integers(0, 720),
    st.sampled_from(("Lunch", "Intensive discussions", "Arrival of the Russian delegation")),
    st.booleans(),
)
def test_as_much_of_the_title_is_shown_as_without_what_stands_beside_it(
    width: int, status: SessionStatus, late: int, title: str, has_hours: bool
) -> None:
    """Or a dozen cells of it: enough to know the session by."""
    plain = msgspec.structs.replace(TALKS, title=title, start=TALKS.start if has_hours else None)
    plain = plain if has_hours else msgspec.structs.replace(plain, end=None)
    session = msgspec.structs.replace(plain, status=status, shift_minutes=late)
    for glyphs in (UNICODE, ASCII):
        look = RowLook(glyphs, width, False, DAY_TWO)
        shown, before = (
            spread(parts.left, parts.right, width, glyphs).plain
            for parts in (session_row(MEETING, each, False, look) for each in (session, plain))
        )
        kept = min(len(title), 11, len(_common(before, title)))
        assert title[:kept] in shown


def _common(shown: str, title: str) -> str:
    """Return as much of a title as is shown."""
    return next(title[:length] for length in range(len(title), -1, -1) if title[:length] in shown)
