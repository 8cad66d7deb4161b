"""Files made to hang, fill or break whoever reads them: refused in words, in little memory, with nothing lost."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.support.program import ROOT
from tracker.exchange.registry import IMPORTS
from tracker.personal import paths

MOST_MEMORY = 300 * 1024**2
"""Bytes that a refusal may take, Python and all."""

_AGAINST_HANGS = 60
_MILLION = 10**6
Maker = Callable[[Path], None]


def _text(text: str) -> Maker:
    return lambda path: void(path.write_text(text, encoding="utf-8", errors="surrogatepass"))


def void(_result: object) -> None:
    """Let go of what a maker gave."""


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 * 1024**2)


CORPUS: dict[str, Maker] = {
    "100 MB of nothing": _sparse,
    "100 MB of lines": lambda path: void(path.write_bytes((b"a = '" + b"b" * 994 + b"'\n") * (100 * 1024))),
    "a million brackets": _text("[" * _MILLION),
    "a million braces": _text('{"a":' * _MILLION),
    "a million tables": _text("x = " + "{a=" * _MILLION),
    "a title of a million": _text(f'format = 1\n[meeting]\ntitle = "{"a" * _MILLION}"\n'),
    "a summary of a million": _text(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{'a' * _MILLION}\nEND:VEVENT\n"),
    "many marks": _text(f"title,number\n{'a' + chr(0x301) * 100_000},9\n"),
    "no number": _text('{"format": 1, "tables": {"meeting": [{"id": NaN}]}}'),
    "infinity": _text('{"schedule": {"conference": {"days": [Infinity, 1e999]}}}'),
    "a number of 5000 digits": _text(f'{{"format": {"9" * 5000}, "tables": {{"meeting": []}}}}'),
    "double keys": _text('{"format": 1, "format": 1, "tables": {"meeting": []}, "tables": 5}'),
    "half a character": _text('{"format": "\ud800"}'),
    "a pipe": lambda path: os.mkfifo(path),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a password file": lambda path: path.symlink_to("/etc/passwd"),
    "a link to itself": lambda path: path.symlink_to(path),
    "a folder": lambda path: path.mkdir(),
    "nothing": _text(""),
}
_AT_ONCE = {"a million brackets", "a title of a million", "no number", "a pipe", "a device", "nothing"}
NAMES = [name if name in _AT_ONCE else pytest.param(name, marks=pytest.mark.long) for name in CORPUS]
READING = (
    ("init", "--from", "{}"),
    ("restore", "{}"),
    ("revise", "{}", "--yes"),
    *(("import", "{}", "--format", name) for name in IMPORTS),
)


def outcome(folder: Path, *arguments: str) -> tuple[int, bytes, int]:
    """Run the command; return its exit code, what it printed and told, and the most memory that it took, in bytes."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "TRACKER_DB": str(folder)}
    command = (sys.executable, "-m", "tracker", *arguments)
    with subprocess.Popen(
        command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as running:
        printed, _ = running.communicate(timeout=_AGAINST_HANGS)
        code = running.returncode
    peak = int(printed.rpartition(b"peak=")[2] or 0)
    return code, printed, peak


@pytest.fixture(autouse=True)
def measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let each run print at its end how much memory it took; the tracker itself is as it is.

    The usage that the system counts for a process (getrusage(2)) has in it what its parent held before the exec.
    """
    place = tmp_path / "measuring"
    place.mkdir()
    (place / "sitecustomize.py").write_text(
        "import os\n"
        "_exit = os._exit\n"
        "def leave(code):\n"
        "    peak = open('/proc/self/status').read().partition('VmHWM:')[2].split()[0]\n"
        "    os.write(1, f'peak={int(peak) * 1024}'.encode())\n"
        "    _exit(code)\n"
        "os._exit = leave\n"
    )
    monkeypatch.setattr("tests.cli.test_hostile_files.ROOT", f"{place}{os.pathsep}{ROOT}")


@pytest.mark.parametrize("name", NAMES)
def test_no_file_hangs_fills_or_breaks_what_reads_it(name: str, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "given"
    CORPUS[name](file)
    before = (folder / "meeting.json").read_bytes()
    for verb, *arguments in READING:
        into = tmp_path / "new" if verb in ("init", "restore") else folder
        code, printed, peak = outcome(into, verb, *(argument.format(file) for argument in arguments))
        assert code in (0, 1), (verb, arguments, printed[:500])
        assert b"Traceback" not in printed
        assert b"internal error" not in printed
        assert 0 < peak < MOST_MEMORY, (verb, arguments)
        if code == 1:
            assert not (tmp_path / "new").exists()
            assert (folder / "meeting.json").read_bytes() == before or verb == "import"
    assert outcome(folder, "doctor")[0] == 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("stored", ["meeting.json", "journal.jsonl", "lock"])
def test_none_of_a_meeting_folder_does(stored: str, name: str, folder: Path, run: Invoke) -> None:
    assert run("check", "track.1").exit_code == 0
    (folder / stored).unlink()
    CORPUS[name](folder / stored)
    for verb in (("status",), ("check", "track.2"), ("doctor",)):
        code, printed, peak = outcome(folder, *verb)
        assert code in (0, 1), (verb, printed[:500])
        assert b"Traceback" not in printed
        assert b"internal error" not in printed
        assert b"root:" not in printed
        assert 0 < peak < MOST_MEMORY, verb


@pytest.mark.parametrize("name", NAMES)
def test_no_settings_do(name: str, folder: Path) -> None:
    file = paths.settings_file()
    assert file is not None
    file.parent.mkdir(parents=True)
    CORPUS[name](file)
    code, printed, peak = outcome(folder, "keys")
    assert code in (0, 1), printed[:500]
    assert b"Traceback" not in printed
    assert b"internal error" not in printed
    assert 0 < peak < MOST_MEMORY
