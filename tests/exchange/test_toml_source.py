"""What is refused before a programme file is looked into, and broken TOML."""

import os
from pathlib import Path

import pytest

from tracker.errors import BadFileError
from tracker.exchange.source_files import MOST_BYTES
from tracker.exchange.toml.reader import parse_programme, read_programme


def fault_of(path: Path) -> str:
    with pytest.raises(BadFileError) as caught:
        read_programme(path)
    (fault,) = caught.value.faults
    return fault


def syntax_fault_of(text: str) -> str:
    with pytest.raises(BadFileError) as caught:
        parse_programme(text, "x")
    (fault,) = caught.value.faults
    return fault


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFileError) as caught:
        read_programme(tmp_path / "next.toml")
    assert str(caught.value) == (f"{tmp_path}/next.toml: 1 fault\n  there is no such file: look at its name and folder")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert fault_of(tmp_path) == "it is a folder: give the path of a file in it"


def test_a_pipe_that_nobody_writes_to_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert fault_of(tmp_path / "pipe") == "it is a pipe or a device: give the path of a file"


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_refused(device: str) -> None:
    assert fault_of(Path(device)) == "it is a pipe or a device: give the path of a file"


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert fault_of(tmp_path / "loop").startswith("it can't be read: ")


def test_a_name_that_no_file_can_have_is_refused() -> None:
    assert fault_of(Path("nul\0byte")).startswith("it can't be read: ")
    assert fault_of(Path("x" * 5000)).startswith("it can't be read: ")


def test_the_name_of_a_file_can_do_nothing_to_a_terminal(tmp_path: Path) -> None:
    with pytest.raises(BadFileError) as caught:
        read_programme(tmp_path / "\x1b[2J\u202e.toml")
    assert str(caught.value).startswith(f"{tmp_path}/[2J.toml: 1 fault\n")


@pytest.mark.parametrize(("size", "fault"), [(MOST_BYTES, "format"), (MOST_BYTES + 1, "larger than 4 MB")])
def test_a_file_has_four_megabytes_at_most(tmp_path: Path, size: int, fault: str) -> None:
    path = tmp_path / "large.toml"
    path.write_bytes(b"#" * size)
    assert fault in fault_of(path)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"format = 1\nx = '\xff'", "line 2: byte 17 of the file is not UTF-8: save the file as UTF-8"),
        (b"\xef\xbb\xbf# \xe9", "line 1: byte 6 of the file is not UTF-8: save the file as UTF-8"),
        (b"a\n\xc3", "line 2: byte 3 of the file is not UTF-8: save the file as UTF-8"),
    ],
)
def test_what_is_not_utf_8_is_refused_with_the_byte(tmp_path: Path, raw: bytes, fault: str) -> None:
    path = tmp_path / "next.toml"
    path.write_bytes(raw)
    assert fault_of(path) == fault


LOOK = 'write text in "quotes", and look for a quote, bracket or = that is missing here or above'
TWICE = "the same name stands here twice, keep one of them"


# The words between are the parser's own, and another Python may have others.
@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("format = 1\ntitle = Talks", "line 2, column 9", LOOK),
        ("format = 1\r\n\r\n[meeting\r\n", "line 3, column 9", LOOK),
        ('a = """x\n\n', "line 3, at the end of the file", LOOK),
        ("a = 1\na = 2\n", "line 2, column 6", TWICE),
        ("[a]\n[a]\n", "line 2, column 3", TWICE),
        ("a = '\x1b[2J'\n", "line 1, column 6", LOOK),
    ],
)
def test_broken_toml_is_told_with_line_column_and_the_way_out(text: str, place: str, remedy: str) -> None:
    fault = syntax_fault_of(text)
    assert fault.startswith(f"{place}: it is not valid TOML: ")
    assert fault.endswith(f": {remedy}")
    assert fault.isprintable()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = " + "[" * 100_000, "nested too deeply"),
        ("a = " + "{a=" * 100_000, "nested too deeply"),
        ("a = " + "1" * 5000, "not valid TOML"),
        ("a = 2025-02-30", "not valid TOML"),
        ("a\0 = 1", "not valid TOML"),
        ("a" + ".a" * 40_000 + " = 1", "line 1: a name of more than 60 parts"),
        ("format = 1\n\n[a" + ".'a'" * 40_000 + "]", "line 3: a name of more than 60 parts"),
        ("\nx = {" + "a." * 40_000 + "a = 1}", "line 2: a name of more than 60 parts"),
    ],
)
def test_what_would_keep_or_break_the_parser_is_refused(text: str, words: str) -> None:
    assert words in syntax_fault_of(text)
