"""Who else has a meeting open: seen while their process lives, and never a way to harm or hold up anybody."""

import os
import signal
import stat
import subprocess
import sys
from collections import Counter
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from tests.support.samples import DAY_TWO
from tracker.store import presence as module
from tracker.store.io.oscalls import OsCalls
from tracker.store.presence import FOLDER, Presence

SINCE = DAY_TWO


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    folder = tmp_path / "meeting"
    folder.mkdir(mode=0o700)
    return folder


ZONES = [timezone(timedelta(hours=hours)) for hours in (-12, 0, 14)]


def present(meeting: Path, calls: OsCalls | None = None) -> Presence:
    return Presence(meeting, SINCE, calls=calls)


def test_others_are_seen_where_they_are_and_gone_when_they_leave(meeting: Path) -> None:
    anna, boris = present(meeting), present(meeting)
    assert anna.look("psm") == ()
    (seen,) = boris.look("mining.2")
    assert (seen.row_id, seen.since) == ("psm", SINCE)
    (seen,) = anna.look("psm")
    assert seen.row_id == "mining.2"
    boris.look("x")
    (seen,) = anna.look("psm")
    assert seen.row_id == "x"
    boris.leave()
    assert anna.look("psm") == ()
    anna.leave()
    assert not list((meeting / FOLDER).iterdir())


def test_the_files_are_private_and_named_by_their_owner(meeting: Path) -> None:
    anna = present(meeting)
    anna.look("psm")
    (file,) = (meeting / FOLDER).iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    file.write_text('{"since":"2025-11-26T05:42:00Z","row":"psm","name":"minister"}')
    (seen,) = present(meeting).look("")
    assert seen.name != "minister"


def test_in_a_kiosk_persons_of_one_account_are_told_apart(meeting: Path) -> None:
    anna = Presence(meeting, SINCE, "anna")
    anna.look("psm")
    (seen,) = Presence(meeting, SINCE, "boris").look("")
    assert seen.name == "anna"


def test_a_shared_folder_is_shared_with_its_group(meeting: Path) -> None:
    meeting.chmod(0o2770)
    present(meeting).look("psm")
    (file,) = (meeting / FOLDER).iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o660
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o2770


_STAYS = """
import sys, time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tracker.store.io.oscalls import OsCalls
from tracker.store.presence import Presence
here = Presence(Path(sys.argv[1]), datetime.now(UTC))
here.look("insulin")
print("here", flush=True)
time.sleep(600)
"""


def test_a_killed_screen_is_gone_at_once(meeting: Path) -> None:
    anna = present(meeting)
    with subprocess.Popen([sys.executable, "-c", _STAYS, str(meeting)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "here\n"
        (seen,) = anna.look("psm")
        assert seen.row_id == "insulin"
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert anna.look("psm") == ()
    assert len(list((meeting / FOLDER).iterdir())) == 1


def test_what_was_planted_is_passed_over(meeting: Path) -> None:
    anna, boris = present(meeting), present(meeting)
    boris.look("psm")
    place = meeting / FOLDER
    target = meeting / "target"
    target.write_text("kept")
    (place / "link").symlink_to(target)
    os.mkfifo(place / "pipe")
    (place / "folder").mkdir()
    (place / "zz\x1b[31m").write_bytes(b"x" * 100_000)
    (seen,) = anna.look("mining")
    assert seen.row_id == "psm"
    assert target.read_text() == "kept"


@pytest.mark.parametrize(
    "planted",
    [
        b"\xff" * 5000,
        b'{"a":' + b"[" * 1000,
        b'{"since":"2025-11-26T10:00:00Z","row":"\xed\xa0\x80"}',
        b'{"since":"2025-11-26T10:00:00"}',
        b'{"since":"0001-01-01T00:00:00+14:00"}',
        b'{"since":"9999-12-31T23:59:59-12:00"}',
        b'{"since":NaN}',
    ],
    ids=range(7),
)
def test_a_file_that_says_nonsense_still_counts(meeting: Path, planted: bytes) -> None:
    """Whoever is in the group can write there what they like; it stops nobody's screen."""
    boris, clara = present(meeting), present(meeting)
    boris.look("")
    (file,) = (meeting / FOLDER).iterdir()
    clara.look("")
    file.write_bytes(planted)
    os.utime(file, (0, 2**33))
    seen = present(meeting).look("psm")
    assert [each.row_id for each in seen] == ["", ""]
    assert all(each.since.astimezone(zone).tzinfo for each in seen for zone in ZONES)


def test_not_more_than_a_few_are_looked_at(meeting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SCREENS", 3)
    others = [present(meeting) for _ in range(6)]
    for other in others:
        other.look("psm")
    assert len(present(meeting).look("")) <= 3


class Counted(OsCalls):
    """Counts the calls by their names."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name not in ("count", "__class__") and callable(found):
            self.count[name] += 1
        return found


def test_nothing_is_synced_and_nothing_written_while_nothing_moves(meeting: Path) -> None:
    calls = Counted()
    anna, boris = present(meeting, calls), present(meeting)
    boris.look("psm")
    anna.look("psm")
    calls.count.clear()
    for _ in range(10):
        anna.look("psm")
    assert not calls.count["pwrite"] + calls.count["fsync"] + calls.count["mkdir"]
    assert sum(calls.count.values()) <= 10 * 20


@pytest.mark.parametrize("name", ["mkdir", "open", "flock", "pwrite", "names", "fstat", "rename", "fchmod"])
def test_a_failing_system_disturbs_nobody(meeting: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    calls = OsCalls()
    monkeypatch.setattr(calls, name, fail)
    anna = present(meeting, calls)
    anna.look("psm")
    anna.leave()


def test_a_missing_meeting_is_nobody_here(tmp_path: Path) -> None:
    anna = present(tmp_path / "none")
    assert anna.look("psm") == ()
    anna.leave()
    assert not (tmp_path / "none").exists()


def test_what_a_screen_left_that_was_killed_while_it_began_is_taken_away(meeting: Path) -> None:
    anna = present(meeting)
    anna.look("psm")
    left = meeting / FOLDER / "1000-1-aaaa.new"
    left.write_bytes(b"")
    left.chmod(0o600)
    assert anna.look("psm") == ()
    assert not left.exists()
