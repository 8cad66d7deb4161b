"""How a run ends: exit codes, closed pipes, full disks, Ctrl+C, poor character sets, faults of the program."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Invoke
from tests.support.program import ROOT, real
from tracker.cli.exits import exit_code_of
from tracker.errors import TrackerError

COMMAND = (sys.executable, "-m", "tracker")


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line in bash, in which ``$TRACKER`` is the command."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "TRACKER": " ".join(COMMAND)} | environment
    return subprocess.run(["bash", "-c", line], env=env, capture_output=True, timeout=60, check=False)


def test_done_is_0(folder: Path) -> None:
    code, out, err = real("status")
    assert (code, err) == (0, b"")
    assert out.startswith(b"A small meeting\n")


def test_refused_is_1_with_one_sentence_and_a_hint(folder: Path) -> None:
    code, out, err = real("check", "trak.1")
    assert (code, out) == (1, b"")
    assert err.decode().splitlines()[0] == "tracker: This meeting has nothing with the id 'trak.1'."
    assert len(err.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["stats"], "There is no verb 'stats'. Did you mean status?"),
        (["--no-such"], "No such option '--no-such'. Did you mean '--no-mouse'?"),
        (
            ["status", "--now", "never"],
            "Invalid value for '--now': 'never' is not a moment. "
            "Write it as 28 Nov 15:30, fri 3pm, 15:30 or 2025-11-28T15:30.",
        ),
        (["--driver", "fast"], "Invalid value for '--driver': 'fast' is not one of 'diff', 'plain'."),
    ],
)
def test_wrong_usage_is_2_and_points_to_the_help(folder: Path, arguments: list[str], message: str) -> None:
    code, out, err = real(*arguments)
    assert (code, out) == (2, b"")
    first, second = err.decode().splitlines()
    assert first == f"tracker: {message}"
    assert second.startswith("See: tracker")


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    done = shell("$TRACKER status --json | head -n 1; exit ${PIPESTATUS[0]}")
    # Whether the reader is gone before all is written is up to the kernel.
    assert done.returncode in (0, 141)
    assert (done.stdout, done.stderr) == (b"{\n", b"")


def test_a_pipe_that_is_closed_from_the_start_is_silent(folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([*COMMAND, "status"], env=env, stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_full_disk_is_told(folder: Path) -> None:
    done = shell("$TRACKER status > /dev/full")
    assert done.returncode == 1
    assert done.stderr == b"tracker: Standard output can't be written (No space left on device).\n"


RECORDED = [
    ("decide track 'The gauge is 1435 mm.'", "D1 was recorded", 1),
    ("action add track 'Draw the line' --owner port", "A1 was recorded", 1),
    ("point add track 'Gauge'", "track.3 was recorded", 1),
    ("undo", "The undo was recorded", 1),
    ("import - --format scribe --item track --json <<< 'RESOLUTION: Yes'", "D1 was recorded", 1),
    ("--db $TRACKER_DB-2 init", "The meeting was made in", 0),
    (
        "carry-over $TRACKER_DB-3 --title Next --first-day 2026-05-01 --last-day 2026-05-02",
        "The next meeting was made",
        1,
    ),
]


@pytest.mark.parametrize(("line", "words", "changes"), RECORDED, ids=[line.split()[0] for line, *_ in RECORDED])
def test_what_was_recorded_and_cannot_be_printed_is_told(
    folder: Path, run: Invoke, line: str, words: str, changes: int
) -> None:
    assert real("check", "track.1")[0] == 0
    done = shell(f"$TRACKER {line} > /dev/full")
    assert done.returncode == 1
    first, second = done.stderr.decode().splitlines()
    assert first.startswith(f"tracker: {words}")
    assert first.endswith(", but it could not be printed (No space left on device).")
    assert second == "Nothing needs to be done again."
    assert len(json.loads(run("history", "--json").stdout)["entries"]) == 1 + changes


def test_what_was_recorded_is_told_also_where_the_reader_went_away(folder: Path, run: Invoke) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    line = [*COMMAND, "decide", "track", "Yes"]
    done = subprocess.run(line, env=env, stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writer)
    assert done.returncode == 1
    assert (
        done.stderr.decode().splitlines()[0] == "tracker: D1 was recorded, but it could not be printed (Broken pipe)."
    )
    assert len(json.loads(run("history", "--json").stdout)["entries"]) == 1


@pytest.mark.parametrize("closed", [">&-", "<&-", "<&- >&- 2>&-"])
def test_closed_streams_do_no_harm(folder: Path, closed: str) -> None:
    for verb in ("", "status", "check track.1", "history"):
        assert shell(f"$TRACKER {verb} {closed}").returncode == 0
    # No file of the meeting was opened under the number of a closed stream and written to by a print.
    assert real("doctor")[0] == 0
    assert json.loads(real("status", "--json")[1])["counts"]["ticked"] == 1


def test_ctrl_c_ends_it_without_a_traceback(folder: Path) -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    # It waits for ids on standard input when the signal comes: the test gives it none.
    with subprocess.Popen(
        [*COMMAND, "check", "-"],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell that runs the tests in the background has them ignore the signal, and so their children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        while "pipe" not in wait_channel(process.pid):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")


def wait_channel(pid: int) -> str:
    """Return what a process waits for, as the kernel calls it: ``pipe_read``."""
    try:
        return Path(f"/proc/{pid}/wchan").read_text(encoding="ascii")
    except OSError:
        return ""


def test_internal_errors_tell_type_and_place_but_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise ZeroDivisionError("Gazprom's offer")

    assert exit_code_of(fail, lambda: tmp_path) == 70
    message = capsys.readouterr().err.splitlines()[0]
    assert message.startswith("tracker: internal error (ZeroDivisionError) at exits.py:")
    assert "Gazprom" not in message


@pytest.mark.parametrize(
    ("error", "code"),
    [(TrackerError("x"), 1), (click.UsageError("x"), 2), (KeyboardInterrupt(), 130), (click.Abort(), 130)],
)
def test_each_end_has_its_code(error: BaseException, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise error

    assert exit_code_of(fail, Path) == code
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("environment", [{"LANG": "C"}, {"LC_ALL": "POSIX"}, {"PYTHONIOENCODING": "ascii"}])
def test_poor_character_sets_get_ascii(home: Path, programme_file: Path, environment: dict[str, str]) -> None:
    text = programme_file.read_text(encoding="utf-8").replace("Gauge", "Gauge – “1520 mm” … ширина €")
    programme_file.write_text(text, encoding="utf-8")
    assert real("init", "--from", str(programme_file), environment=environment)[0] == 0
    code, out, err = real("status", environment=environment)
    assert (code, err, out.isascii()) == (0, b"", True)
    assert b'Gauge - "1520 mm" ... \\u0448\\u0438' in out
    code, out, _ = real("status", "--json", environment=environment)
    assert (code, out.isascii()) == (0, True)
    assert "Gauge – “1520 mm” … ширина €" in str(json.loads(out))
    assert real("keys", environment=environment)[1].isascii()
    assert "ширина €".encode() in real("status")[1]


def test_controls_in_a_file_name_do_not_reach_the_terminal(home: Path, run: Invoke) -> None:
    shown = run("init", "--from", f"{home}/a\x1b]0;x\x07\u202eb")
    assert shown.exit_code == 1
    assert not {"\x1b", "\x07", "\u202e"} & set(shown.output)
