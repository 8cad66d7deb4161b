"""``tracker next``: one line for a status line, and its JSON."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (
            "2026-03-28T11:00",
            "now: Visit (all day) + Morning session (10:00-12:30); next: Night session (22:00-01:30), today",
        ),
        ("2026-03-29T00:30", "now: Night session (22:00-01:30); next: Closing (from 09:00), today"),
        ("2026-03-27T12:00", "next: Visit (all day), tomorrow"),
        ("2026-04-28T12:00", "nothing on, nothing to come"),
    ],
)
def test_one_line(folder: Path, run: Invoke, moment: str, shown: str) -> None:
    result = run("next", "--now", moment)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{shown}\n", "")


def test_json_has_instants_with_their_offset(folder: Path, run: Invoke) -> None:
    document = json.loads(run("next", "--json", "--now", "2026-03-28T11:00").stdout)
    assert document["version"] == 1
    assert [session["id"] for session in document["now"]] == ["visit", "morning"]
    assert document["next"] == [
        {
            "id": "night",
            "title": "Night session",
            "start": "2026-03-28T22:00:00+05:45",
            "end": "2026-03-29T01:30:00+05:45",
            "all_day": False,
            "held_from": "2026-03-28T22:00:00+05:45",
            "held_until": "2026-03-29T01:30:00+05:45",
        }
    ]
