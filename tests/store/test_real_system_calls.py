"""The kernel itself kills or refuses at each real system call of a commit (strace), or has no room left (tmpfs)."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.program import ROOT
from tests.support.store import check_sound, opened, plainly_ticked, tick, ticked

_FEW = ("pwrite64", "fsync", "renameat", "linkat")
_ALL = (*_FEW, "openat", "close", "unlinkat", "flock", "fchmod", "pread64")
_CALL = re.compile(r"^\d+ +(\w+)\(")


class _Traced(NamedTuple):
    """What a traced commit did."""

    before: Counter[str]
    """How often each call was made before the commit."""
    within: Counter[str]
    """How often within it."""
    finished: bool


def _trace(folder: Path, acks: Path, *inject: str) -> _Traced:
    """Tick point 2 in a traced process."""
    log = folder.parent / "trace"
    calls = f"trace={','.join(_ALL)},access"
    worker = [sys.executable, "-m", "tests.store.workers", "tick_one", str(folder), str(acks), "2"]
    command = ["strace", "-f", "-qq", "-e", calls, *inject, "-o", str(log), *worker]
    subprocess.run(command, cwd=ROOT, check=False, capture_output=True, timeout=120)
    counts = {"before": Counter[str](), "within": Counter[str]()}
    place, finished = "before", False
    for line in log.read_text().splitlines():
        found = _CALL.match(line)
        if '"/commit-begins"' in line:
            place = "within"
        elif '"/commit-is-done"' in line:
            finished = True
            break
        elif found:
            counts[place][found[1]] += 1
    return _Traced(counts["before"], counts["within"], finished)


def _every_call(tmp_path: Path, calls: tuple[str, ...], how: str) -> Iterator[tuple[str, Path, set[str], _Traced]]:
    """Tick a point, interfering in ``how`` way with each of ``calls`` in turn; yield what that left."""
    template, acks = tmp_path / "template", tmp_path / "acks"
    opened(template).transact(tick(1))
    for _ in range(2):  # the first run also writes compiled modules
        shutil.rmtree(tmp_path / "dry", ignore_errors=True)
        shutil.copytree(template, tmp_path / "dry")
        dry = _trace(tmp_path / "dry", acks)
    assert dry.finished
    for call in calls:
        assert dry.within[call], f"a commit makes no {call}"
        for number in range(1, dry.within[call] + 1):
            acks.unlink(missing_ok=True)
            folder = tmp_path / f"{call}{number}"
            shutil.copytree(template, folder)
            traced = _trace(folder, acks, "-e", f"inject={call}:{how}:when={dry.before[call] + number}")
            yield f"{call} {number}", folder, {"psm.1", *acks.read_text().split()}, traced


def _check_goes_on(where: str, folder: Path, acknowledged: set[str]) -> None:
    there = ticked(opened(folder, create=False))
    assert acknowledged <= there, where
    opened(folder).transact(tick(3))
    assert plainly_ticked(folder) == there | {"psm.3"}, where
    assert not list(folder.glob("*.new")), where
    check_sound(folder)


def _kill_at(tmp_path: Path, calls: tuple[str, ...]) -> int:
    killed = 0
    for where, folder, acknowledged, traced in _every_call(tmp_path, calls, "signal=SIGKILL"):
        killed += not traced.finished and bool(traced.within)
        _check_goes_on(where, folder, acknowledged)
    return killed


@pytest.mark.strace
def test_killed_at_writes_syncs_and_renames(tmp_path: Path) -> None:
    assert _kill_at(tmp_path, _FEW) >= 9


@pytest.mark.long
@pytest.mark.strace
def test_killed_at_every_system_call(tmp_path: Path) -> None:
    assert _kill_at(tmp_path, _ALL) >= 30


@pytest.mark.long
@pytest.mark.strace
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_refused_at_every_system_call_that_writes(tmp_path: Path, error: str) -> None:
    refused = 0
    for where, folder, acknowledged, _ in _every_call(tmp_path, _FEW, f"error={error}"):
        if "psm.2" not in acknowledged:
            refused += 1
            assert "psm.2" not in ticked(opened(folder, create=False)), where
        _check_goes_on(where, folder, acknowledged)
    assert refused >= 3


def _on_a_tiny_disk(tmp_path: Path, size: str) -> dict[str, list[str]]:
    """Fill a tiny tmpfs in a mount name space of its own; return what the worker reports."""
    mount = tmp_path / "disk"
    mount.mkdir()
    unshare = ["unshare", "-m"] if os.getuid() == 0 else ["unshare", "-Urm"]
    script = (
        f"mount -t tmpfs -o size={size},mode=700 none {mount} && exec {sys.executable} -m tests.store.tiny_disk {mount}"
    )
    done = subprocess.run(
        [*unshare, "sh", "-c", script], cwd=ROOT, check=False, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, list[str]] = json.loads(done.stdout)
    return report


@pytest.mark.parametrize("size", ["96k", "128k", "200k"])
def test_a_tiny_disk_filled_freed_and_used_again(tmp_path: Path, size: str) -> None:
    report = _on_a_tiny_disk(tmp_path, size)
    assert len(report["refused"]) > 10
    assert len(report["saved"]) > 10
    assert report["lost"] == []
    assert report["appeared"] == []
    assert report["differs"] == []
    assert report["saved after"], "the same process went on once there was room"
