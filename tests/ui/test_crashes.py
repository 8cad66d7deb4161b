"""Reports of crashes: places in the code, and not a word of what people wrote."""

import stat
from pathlib import Path

import pytest

from tests.support.samples import DAY_TWO, shipped_programme
from tests.ui.reading import press, screen_text, settle
from tracker.clock import FrozenClock
from tracker.domain.model.history import Actor
from tracker.personal.crashes import report_of, take_report, write_report
from tracker.personal.settings import Settings
from tracker.store.meeting_store import MeetingStore
from tracker.ui.app import TrackerApp
from tracker.ui.context import UserContext

SECRET = "The fallback position is Karachi"


def crash() -> Exception:
    secret = SECRET
    try:
        try:
            raise KeyError(secret)
        except KeyError as cause:
            raise ValueError(f"{secret}: {cause}") from cause
    except ValueError as error:
        return error


def test_a_report_names_places_and_holds_no_text() -> None:
    report = report_of(crash(), DAY_TWO)
    assert "ValueError" in report
    assert "KeyError" in report
    assert "test_crashes.py:" in report
    assert SECRET not in report
    assert "secret" not in report
    assert str(Path.home()) not in report


def test_a_report_is_private_and_offered_once(tmp_path: Path) -> None:
    file = write_report(tmp_path / "state", crash(), DAY_TWO)
    assert file is not None
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "ValueError" in take_report(tmp_path / "state")
    assert take_report(tmp_path / "state") == ""
    assert (tmp_path / "state" / "crash-shown.txt").exists(), "it is kept to be sent"


def test_where_no_report_can_be_written_nothing_else_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert write_report(tmp_path / "file", crash(), DAY_TWO) is None
    assert take_report(tmp_path / "none") == ""
    link = tmp_path / "crash.txt"
    link.symlink_to(tmp_path / "file")
    assert take_report(tmp_path) == ""


@pytest.mark.parametrize("answer", ["y", "escape"])
async def test_the_next_start_offers_to_show_it(tmp_path: Path, answer: str) -> None:
    write_report(tmp_path / "state", crash(), DAY_TWO)
    clock = FrozenClock(DAY_TWO)
    store = MeetingStore.open(
        tmp_path / "meeting", actor=Actor(uid=1, name="anna"), clock=clock, programme=shipped_programme, create=True
    )
    own = UserContext(take_report=lambda: take_report(tmp_path / "state"))
    app = TrackerApp(store, clock, Settings(), own=own)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "It crashed" in screen_text(app)
        await press(pilot, answer)
        assert ("ValueError" in screen_text(app)) is (answer == "y")
