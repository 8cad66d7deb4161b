"""``tracker revise``: the differences first, and what was recorded stays."""

from pathlib import Path

import pytest

from tests.cli.conftest import Invoke, act_as
from tests.cli.reading import changes, done, shown, told

TO_COME = """\
Will be changed
  change point 1.1 "Broad gauge": title from "Gauge" to "Broad gauge"
Will be left out
  withdraw point 1.2 "Cost" (left out of the revised programme)
"""
MADE = """\
Changed
  changed point 1.1 "Broad gauge": title from "Gauge" to "Broad gauge"
Left out
  withdrew point 1.2 "Cost" (left out of the revised programme)
"""


@pytest.fixture
def revised(folder: Path, run: Invoke, programme_file: Path, tmp_path: Path) -> Path:
    """Return a revised programme file; a point of the meeting that it renames is ticked."""
    text = programme_file.read_text(encoding="utf-8").replace('"Gauge"', '"Broad gauge"')
    start = text.index("[[agenda_item.point]]", text.index("[[agenda_item.point]]") + 1)
    path = tmp_path / "revised.toml"
    path.write_text(text[:start] + text[text.index("[[agenda_item", start + 1) :], encoding="utf-8")
    run("check", "track.1")
    return path


def titles(run: Invoke) -> list[str]:
    """Return the titles of all points."""
    items = shown(run, "agenda")["agenda_items"]
    return [point["title"] for item in items for point in item["talking_points"]]


def test_without_a_terminal_it_only_shows_the_differences(run: Invoke, revised: Path) -> None:
    result = run("revise", str(revised))
    assert (result.exit_code, result.stdout) == (1, TO_COME)
    assert result.stderr.splitlines()[1] == "Take it in with: tracker revise FILE --yes"
    assert changes(run) == 1


def test_yes_takes_it_in_quietly_and_keeps_the_ticks(run: Invoke, revised: Path) -> None:
    result = run("revise", str(revised), "--yes")
    assert (result.exit_code, result.output) == (0, "")
    assert (titles(run), done(run)) == (["Broad gauge", "First fare"], {"track.1"})
    assert told(run)[0].startswith("took a revised programme in: ")
    again = run("revise", str(revised))
    assert (again.exit_code, again.output, changes(run)) == (0, "", 2)


@pytest.mark.parametrize(("answer", "code", "number"), [("y\n", 0, 2), ("n\n", 1, 1), ("", 130, 1)])
def test_on_a_terminal_it_shows_them_and_asks(
    run: Invoke, revised: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, number: int
) -> None:
    monkeypatch.setattr("tracker.cli.verbs.revise._can_ask", lambda: True)
    result = run("revise", str(revised), stdin=answer)
    assert (result.exit_code, changes(run)) == (code, number)
    asked = f"{TO_COME}Apply 2 changes? All ticks stay. [y/N]: {answer}"
    assert result.stdout.rstrip() == f"{asked}{MADE if code == 0 else ''}".rstrip()


def test_what_someone_else_changed_while_it_asked_is_not_taken_over(
    run: Invoke, revised: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(question: str) -> bool:
        act_as(monkeypatch, "boris", 1001)
        run("uncheck", "track.1")
        act_as(monkeypatch, "anna", 1000)
        return True

    monkeypatch.setattr("tracker.cli.verbs.revise._can_ask", lambda: True)
    monkeypatch.setattr("click.confirm", answer)
    result = run("revise", str(revised))
    assert (result.exit_code, changes(run)) == (1, 2)
    assert "boris changed track.1 since you last saw it" in result.stderr


def test_a_wrong_file_is_told_with_all_faults(run: Invoke, revised: Path, tmp_path: Path) -> None:
    revised.write_text(revised.read_text(encoding="utf-8").replace("2026-03-29", "2026-13-29"), encoding="utf-8")
    for file in (revised, tmp_path / "none.toml"):
        result = run("revise", str(file), "--yes")
        assert (result.exit_code, result.stdout) == (1, "")
        assert str(file) in result.stderr
    assert changes(run) == 1


def test_the_programme_of_another_meeting_is_refused(run: Invoke, revised: Path) -> None:
    revised.write_text(revised.read_text(encoding="utf-8").replace('id = "small"', 'id = "other"', 1), encoding="utf-8")
    for arguments in ([], ["--yes"]):
        result = run("revise", str(revised), *arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "the programme of the meeting other" in result.stderr
