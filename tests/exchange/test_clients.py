"""What goes out, read by the programs that people have."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.record import done
from tests.support.samples import shipped_state
from tracker.domain.edits import AddAction, SetHours
from tracker.domain.model.state import State
from tracker.exchange.exporting import exported
from tracker.exchange.registry import ExportRequest

AS_OF = datetime(2025, 11, 26, 12, 0, tzinfo=UTC)


def run(home: Path, *command: str) -> str:
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "Asia/Karachi"}
    done = subprocess.run(command, env=env, cwd=home, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def state_with_hours() -> State:
    hour = datetime.min.time()
    return done(shipped_state(), SetHours(session="commission", start=hour.replace(hour=10), end=hour.replace(hour=12)))


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    file = tmp_path / "programme.ics"
    file.write_text(
        exported("ics", state_with_hours(), ExportRequest(AS_OF, "programme")), encoding="utf-8", newline=""
    )
    return file


@pytest.mark.khal
def test_khal_lists_the_sessions_on_their_days(tmp_path: Path, programme: Path) -> None:
    folder = tmp_path / ".config" / "khal"
    folder.mkdir(parents=True)
    (tmp_path / "calendar").mkdir()
    (folder / "config").write_text(
        f"[calendars]\n[[meeting]]\npath = {tmp_path}/calendar\ntype = calendar\n"
        "[locale]\nlocal_timezone = Asia/Karachi\ndefault_timezone = Asia/Karachi\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "[default]\ndefault_calendar = meeting\n"
    )
    run(tmp_path, "khal", "import", "--batch", "-a", "meeting", str(programme))
    for _ in range(2):
        listed = run(tmp_path, "khal", "list", "--format", "{start-date}|{start-time}|{title}", "2025-11-25", "4d")
        lines = {line for line in listed.splitlines() if "|" in line}
        assert lines == {
            f"{session.date}|{'10:00' if session.id == 'commission' else ''}|{session.title}"
            for session in state_with_hours().schedule
        }
        # A second import of the same file makes no doubles: the UIDs stay.
        run(tmp_path, "khal", "import", "--batch", "-a", "meeting", str(programme))


@pytest.mark.calcurse
def test_calcurse_lists_the_sessions_on_their_days(tmp_path: Path, programme: Path) -> None:
    folder = tmp_path / "calcurse"
    folder.mkdir()
    run(tmp_path, "calcurse", "-D", str(folder), "-i", str(programme))
    for session in state_with_hours().schedule:
        day = session.date.strftime("%m/%d/%Y")
        listed = run(tmp_path, "calcurse", "-D", str(folder), "-Q", "--from", day, "--days", "1")
        assert session.title in listed


@pytest.mark.todoman
def test_todoman_lists_the_action_items(tmp_path: Path) -> None:
    text = "Send the term sheet, twice; all of it"
    state = done(shipped_state(), AddAction(about="psm", text=text, owner_party="steel-mills", due=AS_OF.date()))
    (tmp_path / "lists" / "actions").mkdir(parents=True)
    file = tmp_path / "lists" / "actions" / "actions.ics"
    file.write_text(exported("ics", state, ExportRequest(AS_OF, "actions")), encoding="utf-8", newline="")
    config = tmp_path / "todoman.py"
    config.write_text(
        f'path = "{tmp_path}/lists/*"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\n'
        f'default_list = "actions"\ncache_path = "{tmp_path}/cache.sqlite3"\n'
    )
    listed = run(tmp_path, "todoman", "--config", str(config), "list")
    assert text in listed
    assert "2025-11-26" in listed
