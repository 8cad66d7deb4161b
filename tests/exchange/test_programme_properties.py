"""Properties of the programme file: what is written reads back, and no file does anything but be read or refused."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.good_file import GOOD
from tests.support.samples import shipped_programme, small_programme
from tests.support.strategies import HOSTILE_TEXTS, any_text, programmes
from tracker.domain.model.programme import Programme
from tracker.errors import BadFileError
from tracker.exchange.toml.reader import parse_programme, read_programme
from tracker.exchange.toml.source import lines_of, parse_toml
from tracker.exchange.toml.writer import write_programme
from tracker.personal.paths import shipped_programme as shipped_path
from tracker.text import clean, clean_lines

GOOD_TABLES: dict[str, Any] = parse_toml(GOOD, "good")
VALUES = st.recursive(
    st.one_of(
        st.booleans(), st.integers(-(2**70), 2**70), st.floats(), any_text(), st.dates(), st.times(), st.datetimes()
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


def outcome(text: str) -> Programme | BadFileError:
    """Return the programme, or the refusal; any other exception fails the test that asked."""
    try:
        return parse_programme(text, "some\x1b[2J.toml")
    except BadFileError as error:
        return error


def assert_can_be_shown(result: Programme | BadFileError) -> None:
    """Everything of it is safe to show, as a sentence or as a row."""
    if isinstance(result, BadFileError):
        assert str(result).replace("\n", "").replace("\u200c", "").replace("\u200d", "").isprintable()
        assert 1 <= len(result.faults) <= 101
        return
    for text in texts_in(msgspec.to_builtins(result)):
        assert text in (clean(text), clean_lines(text))


def texts_in(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, (list, tuple)) else ()
    return [text for value in inner for text in texts_in(value)]


def paths_in(data: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(deeper for step, value in steps for deeper in paths_in(value, (*path, step)))]


def with_value(data: Any, path: tuple[Any, ...], value: object) -> Any:
    """Return a copy of plain data with another value at ``path``."""
    if not path:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = with_value(data[path[0]], path[1:], value)
    return copy


@given(programmes())
@settings(max_examples=60, deadline=None)
def test_what_is_written_reads_back_equal(programme: Programme) -> None:
    assert parse_programme(write_programme(programme), "x") == programme


@pytest.mark.parametrize("programme", [shipped_programme(), small_programme()], ids=["shipped", "small"])
def test_whole_meetings_read_back_equal(programme: Programme) -> None:
    assert parse_programme(write_programme(programme), "x") == programme


def test_ticks_and_stamps_stay_behind_and_the_order_is_that_of_the_positions() -> None:
    programme = small_programme()
    ticked = tuple(
        msgspec.structs.replace(point, done=True, done_by="anna", rev=3, changed_by="anna")
        for point in reversed(programme.talking_points)
    )
    changed = msgspec.structs.replace(
        programme, talking_points=ticked, sessions=programme.sessions[::-1], agenda_items=programme.agenda_items[::-1]
    )
    assert parse_programme(write_programme(changed), "x") == programme


def test_a_text_of_several_lines_is_written_over_several_lines() -> None:
    assert '\nannotation = """Where it runs.\nWhat it costs."""\n' in write_programme(small_programme())


@given(programmes(least_items=1))
@settings(max_examples=40, deadline=None)
def test_every_key_is_found_on_its_line(programme: Programme) -> None:
    text = write_programme(programme)
    lines, known = text.split("\n"), lines_of(text)
    for path in paths_in(parse_toml(text, "x")):
        key = path[-1] if path else None
        if path in known and isinstance(key, str) and lines[known[path] - 1][:1] != "[":
            assert lines[known[path] - 1].startswith(f"{key} = ")
        elif path in known:
            header = ".".join(step for step in path if isinstance(step, str))
            assert lines[known[path] - 1] in (f"[{header}]", f"[[{header}]]")
    ids = {path for path in paths_in(parse_toml(text, "x")) if path and path[-1] == "id"}
    assert ids <= set(known)


@given(st.one_of(st.text(max_size=200), st.lists(any_text(), max_size=5).map("\n".join)))
@settings(max_examples=200, deadline=None)
def test_garbage_is_refused_in_a_sentence(text: str) -> None:
    result = outcome(text)
    assert isinstance(result, BadFileError)
    assert_can_be_shown(result)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_good_file_with_a_damaged_place_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GOOD)))
    length = data.draw(st.integers(0, 40))
    filling = data.draw(any_text() | st.sampled_from(['"', "'''", "[[", "]", "{", "\n", "=", ".", "#", "\r"]))
    assert_can_be_shown(outcome(GOOD[:start] + filling + GOOD[start + length :]))


@given(st.sampled_from(paths_in(GOOD_TABLES)[1:]), VALUES)
@settings(max_examples=300, deadline=None)
def test_a_good_file_with_any_value_at_any_place_is_read_or_refused(path: tuple[Any, ...], value: object) -> None:
    assert_can_be_shown(outcome(tomlkit.dumps(with_value(GOOD_TABLES, path, value))))


@pytest.mark.parametrize("hostile", HOSTILE_TEXTS)
def test_hostile_text_at_every_place_can_always_be_shown(hostile: str) -> None:
    for path in paths_in(GOOD_TABLES)[1:]:
        assert_can_be_shown(outcome(tomlkit.dumps(with_value(GOOD_TABLES, path, hostile))))
        assert_can_be_shown(outcome(tomlkit.dumps(with_value(GOOD_TABLES, path, {hostile: hostile}))))


@given(raw=st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_in_a_file_are_refused_in_a_sentence(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(raw)
    with pytest.raises(BadFileError) as caught:
        read_programme(path)
    assert_can_be_shown(caught.value)


@pytest.mark.parametrize("value", ["{}", "[[]]", "[{}]", "1", "true", '"x"', "1979-05-27T07:32:00Z"])
def test_every_field_of_every_table_stands_any_type(value: str) -> None:
    for path in paths_in(GOOD_TABLES)[1:]:
        new = parse_toml(f"x = {value}", "x")["x"]
        assert_can_be_shown(outcome(tomlkit.dumps(with_value(GOOD_TABLES, path, new))))


OPTIONAL_FIELDS = """
[meeting.x]
[[reference]]
published = {}
url = {}
[[party]]
short_name = {}
[[session]]
start = {}
end = {}
room = {}
description = {}
parties = {}
references = {}
[[agenda_item]]
other_parties = {}
references = {}
fact = {}
figure = {}
point = {}
"""


def test_every_optional_field_of_a_wrong_type_says_what_it_takes() -> None:
    result = outcome(GOOD + OPTIONAL_FIELDS)
    assert isinstance(result, BadFileError)
    wrong = [fault for fault in result.faults if " must be " in fault]
    assert len(wrong) == OPTIONAL_FIELDS.count(" = {}")


def test_ten_thousand_points_are_read_and_the_one_wrong_is_found() -> None:
    points = "".join(
        f'[[agenda_item.point]]\nid = "psm.{number}"\ntitle = "Point {number}"\nreferences = ["paper"]\n'
        for number in range(2, 10_002)
    )
    programme = parse_programme(GOOD + points, "x")
    assert len(programme.talking_points) == 10_001
    assert programme.talking_points[-1].position == 10_001
    result = outcome(GOOD + points.replace('title = "Point 9999"', "title = 9999"))
    assert isinstance(result, BadFileError)
    line = GOOD.count("\n") + 4 * (9999 - 2) + 3
    assert result.faults == (f'line {line}, agenda item "psm", point "psm.9999": title must be text in "quotes"',)


def test_reading_a_good_file_loads_nothing_that_only_others_need() -> None:
    script = (
        "import sys; from pathlib import Path; from tracker.exchange.toml.reader import read_programme;"
        f"read_programme(Path({str(shipped_path())!r})); print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=_checkout())
    loaded = set(run.stdout.split())
    assert "tomllib" in loaded
    assert not loaded & {"tomlkit", "difflib", "textual", "rich", "tinydb", "click", "platformdirs", "asyncio"}


def _checkout() -> Path:
    return Path(__file__).parents[2]
