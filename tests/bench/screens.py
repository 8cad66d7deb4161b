"""Measures programs on the screen: their start, their keys, what others change, and what they do at rest."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice

from tests.bench.meetings import opened
from tests.bench.subjects import Subject
from tests.bench.timing import Effort, Measures, TimedSession, peak_memory, run_time, spread
from tests.wire.terminal import Terminal
from tracker.domain.edits import Tick

_SIZES = ((100, 30), (80, 24))
_LONG_ENOUGH = 10.0
"""Seconds that one kind of key of a slow program is tried for."""
_ESCAPE = "\x1b"
Told = Callable[[str], object]


def measure_screens(subjects: Sequence[Subject], effort: Effort, told: Told) -> dict[str, Measures]:
    """Measure every program: the starts turn by turn, so that what else the machine does hits all of them alike."""
    starts: dict[str, list[float]] = {subject.label: [] for subject in subjects}
    for turn in range(effort.starts):
        told(f"start {turn + 1} of {effort.starts} of each program")
        for subject in subjects:
            with TimedSession(subject.command, subject.home) as session:
                starts[subject.label].append(session.first_screen(subject.ready))
    found: dict[str, Measures] = {}
    for subject in subjects:
        told(f"keys of {subject.label}")
        found[subject.label] = {"first screen": statistics.median(starts[subject.label])}
        try:
            found[subject.label] |= _in_use(subject, effort)
        except AssertionError as error:
            if subject.meeting:
                raise
            # A peer that chokes on so much must not cost the numbers of all others.
            told(f"{subject.label} is left out from here on: {str(error).partition(chr(10))[0]}")
    return found


def _in_use(subject: Subject, effort: Effort) -> Measures:
    with TimedSession(subject.command, subject.home, subject.quiet, clock=subject.clock) as session:
        session.first_screen(subject.ready)
        session.settle()
        found: Measures = {"memory, first screen": peak_memory(session.pid)}
        if subject.keys:
            found |= _keys(session, subject, effort.reactions)
        if subject.meeting:
            _go(session, subject)
            found |= spread("another's change", list(_news(session, subject, effort.news)))
        return found | _at_rest(session, effort.idle)


def _keys(session: TimedSession, subject: Subject, times: int) -> Measures:
    found: Measures = {}
    _go(session, subject)
    for name, keys in subject.keys.items():
        # The first one also fills what is remembered from then on.
        session.reaction(partial(session.send, keys[0]))
        turns = islice(cycle(keys), 1, times + 1)
        found |= spread(name, list(_within_reason(session.reaction(partial(session.send, key)) for key in turns)))
    if subject.filter:
        found |= spread("filter keystroke", list(_filtering(session, subject.filter, times)))
    sizes = islice(cycle(_SIZES), times)
    taken = _within_reason(session.reaction(partial(session.resize, *size)) for size in sizes)
    return found | spread("resize", list(taken))


def _within_reason(taken: Iterator[float]) -> Iterator[float]:
    """Yield times until they add up to more than is worth waiting for; always the first."""
    spent = 0.0
    while spent < _LONG_ENOUGH and (seconds := next(taken, None)) is not None:
        spent += seconds
        yield seconds


def _go(session: TimedSession, subject: Subject) -> None:
    for key in subject.to_list:
        session.send(key)
        session.settle()


def _filtering(session: TimedSession, words: str, times: int) -> Iterator[float]:
    """Type words into the filter until so many letters were typed."""
    for begin in range(0, times, len(words)):
        session.reaction(partial(session.send, "/"))
        for letter in words[: times - begin]:
            yield session.reaction(partial(session.send, letter))
        session.reaction(partial(session.send, _ESCAPE))


def _news(session: TimedSession, subject: Subject, times: int) -> Iterator[float]:
    """Change a point from this process; yield seconds until the screen shows it, fsyncs and all."""
    assert subject.meeting
    store = opened(subject.meeting, 0)
    done = store.snapshot().state.talking_points["item-1.1"].done
    for number in range(times):
        # At another moment of the second in which the screen looks for news each time.
        session.read_for(1.0 + number / times)
        done = not done
        ticked = session.terminal.text.count("[x]")
        begun = time.perf_counter()
        store.transact(Tick(points=("item-1.1",), done=done))
        session.wait_for(partial(_shows_other_ticks_than, ticked))
        yield time.perf_counter() - begun
    store.close()


def _shows_other_ticks_than(ticked: int, terminal: Terminal) -> bool:
    return terminal.text.count("[x]") != ticked


def _at_rest(session: TimedSession, seconds: float) -> Measures:
    session.read_for(2)
    ran, sent = run_time(session.pid), len(session.received)
    session.read_for(seconds)
    return {
        "peak memory": peak_memory(session.pid),
        "idle, share of a core": (run_time(session.pid) - ran) / seconds,
        "idle, bytes a minute": (len(session.received) - sent) * 60 / seconds,
    }
