"""``tracker timeline`` and ``progress``: in a pipe, on a terminal with and without colours, in ASCII and as JSON."""

from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.cli.reading import MORNING, shown
from tests.cli.record import fill
from tests.support.program import TRACKER, real
from tests.support.pty_session import TerminalSession
from tracker.domain.charts import WIDEST

_GREEN = b"\x1b[1;32m"


def lines(run: Invoke, *arguments: str) -> list[str]:
    result = run(*arguments, *MORNING)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def test_the_timeline_in_a_pipe(folder: Path, run: Invoke) -> None:
    shown_lines = lines(run, "timeline")
    assert shown_lines[1] == " Sat 28 Mar  today, now 11:00"
    assert any(
        "▓▓ 10:00-12:30 Morning session ▓" in line or "10:00-12:30 Morning session" in line for line in shown_lines
    )
    assert any("░ Visit ░" in line for line in shown_lines)
    assert not any("\x1b" in line for line in shown_lines)
    assert max(map(len, shown_lines)) <= 80


def test_progress_by_item_and_by_party(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    run("check", "track.1")
    assert [line.split()[-3:] for line in lines(run, "progress")] == [
        ["%", "taken", "up"],
        ["0/1", "0", "%"],
        ["1/3", "33", "%"],
    ]
    by_party = lines(run, "progress", "--by", "party")
    assert by_party[0] == "Talking points of the items that each party leads"
    assert by_party[1].startswith(" Port ")
    assert by_party[3] == "Action items that each party owns"
    assert by_party[-2].endswith("0 of 1 done, 1 overdue")
    assert by_party[-1].startswith(" All parties ")
    assert by_party[-1].endswith("0 of 2 done, 1 overdue")


@pytest.mark.parametrize("columns", [60, 120, 500])
def test_as_wide_as_the_terminal(folder: Path, run: Invoke, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(folder, run)
    monkeypatch.setenv("COLUMNS", str(columns))
    for arguments in (("timeline",), ("progress",), ("progress", "--by", "party")):
        assert min(columns, WIDEST) - 20 < max(map(len, lines(run, *arguments))) <= min(columns, WIDEST)


def test_in_ascii(folder: Path) -> None:
    for verb in (["timeline"], ["progress"], ["progress", "--by", "party"]):
        code, out, err = real(*verb, *MORNING, environment={"LANG": "C", "LC_ALL": "C"})
        assert (code, err) == (0, b"")
        assert out.isascii()
        assert b"\\u" not in out
        assert b"....." in out


@pytest.mark.parametrize("env", [{}, {"NO_COLOR": ""}, {"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_colours_on_a_terminal_that_wants_them(folder: Path, tmp_path: Path, env: dict[str, str]) -> None:
    command = (*TRACKER, "timeline", *MORNING)
    with TerminalSession(command, tmp_path, size=(100, 30), env={"TRACKER_DB": str(folder), **env}) as session:
        assert session.wait_exit() == 0
        assert "10:00-12:30 Morning session" in session.terminal.text
        assert (_GREEN in session.received) == (not env)


def test_the_timeline_as_json(folder: Path, run: Invoke) -> None:
    document = shown(run, "timeline", *MORNING)
    first, second = document["days"]
    assert (first["date"], first["first_hour"], first["last_hour"], first["lanes"]) == ("2026-03-28", 8, 24, 2)
    assert first["now"] == pytest.approx(3 / 16)
    assert second["now"] is None
    assert {bar["session"]: (bar["is_all_day"], bar["is_on"]) for bar in first["bars"]} == {
        "visit": (True, True),
        "morning": (False, True),
        "night": (False, False),
    }


def test_progress_as_json(folder: Path, run: Invoke) -> None:
    fill(folder, run)
    run("check", "track.1")
    document = shown(run, "progress", *MORNING)
    assert document == shown(run, "progress", "--by", "party", *MORNING)
    assert document["talking_points"] == {"ticked": 1, "total": 3}
    assert [(item["id"], item["ticked"], item["total"]) for item in document["agenda_items"]] == [
        ("track", 1, 2),
        ("fares", 0, 1),
    ]
    assert document["action_items"] == {"implemented": 0, "pending": 1, "overdue": 1, "total": 2, "percent": 0}
    assert {party["id"]: party["talking_points"]["total"] for party in document["parties"]} == {"port": 2, "rail": 3}
