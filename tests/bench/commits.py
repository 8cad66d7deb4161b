"""Measures durable changes: one tick, fsyncs and all, alone and with others who change the same meeting.

One writer is ``python -m tests.bench.commits FOLDER POINT NUMBER``: it says that it is ready, waits for a line, ticks
and unticks the point, and prints how long each change took.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.timing import Effort, Measures, spread
from tests.support.large_meeting import opened
from tests.support.program import ROOT
from tracker.domain.edits import Tick

_WRITERS = 8


def measure_commits(folder: Path, effort: Effort) -> Measures:
    """Measure changes of a meeting, and what it takes on disk."""
    alone = _written(folder, 1, effort.commits)
    together = _written(folder, _WRITERS, max(effort.commits // _WRITERS, 10))
    on_disk = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    return (
        spread("commit", alone, tail=True)
        | spread(f"commit, {_WRITERS} writers", together, tail=True)
        | {"size on disk": on_disk}
    )


def _written(folder: Path, writers: int, number: int) -> list[float]:
    """Let writers change the meeting at once; return the seconds of all changes."""
    command = (sys.executable, "-m", "tests.bench.commits", str(folder))
    running = [
        subprocess.Popen(
            (*command, f"item-1.{writer + 1}", str(number)),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for writer in range(writers)
    ]
    for process in running:
        assert process.stdout
        process.stdout.readline()
    for process in running:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate()[0] for process in running]
    return [seconds for text in told for seconds in json.loads(text)]


def _write(folder: Path, point: str, number: int) -> list[float]:
    store, times = opened(folder, 0), []
    print("ready", flush=True)
    sys.stdin.readline()
    done = not store.snapshot().state.talking_points[point].done
    for turn in range(number):
        begun = time.perf_counter()
        store.transact(Tick(points=(point,), done=done == (turn % 2 == 0)))
        times.append(time.perf_counter() - begun)
    store.close()
    return times


if __name__ == "__main__":
    print(json.dumps(_write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))))
