"""Measures programs on the screen: their start, their keys, what others change, and what they do at rest."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import cycle, islice, zip_longest

from tests.bench.subjects import Subject
from tests.bench.timing import Effort, Measures, TimedSession, run_time, spread
from tests.support.keys import ESCAPE
from tests.support.large_meeting import opened
from tests.support.processes import peak_bytes
from tests.support.vt import Terminal
from tracker.domain.edits import Tick

_SIZES = ((100, 30), (80, 24))
_LONG_ENOUGH = 10.0
"""Seconds that one kind of key of a slow program is tried for."""
Told = Callable[[str], object]


def measure_screens(subjects: Sequence[Subject], effort: Effort, told: Told) -> dict[str, Measures]:
    """Measure every program, turn by turn what is compared, so that what else the machine does hits all of it alike."""
    starts: dict[str, list[float]] = {subject.label: [] for subject in subjects}
    for turn in range(effort.starts):
        told(f"start {turn + 1} of {effort.starts} of each program")
        for subject in subjects:
            with TimedSession(subject.command, subject.home) as session:
                starts[subject.label].append(session.first_screen(subject.ready))
    found: dict[str, Measures] = {label: {"first screen": statistics.median(times)} for label, times in starts.items()}
    ours, others = [each for each in subjects if each.meeting], [[each] for each in subjects if not each.meeting]
    for together in (ours, *others):
        labels = ", ".join(subject.label for subject in together)
        told(f"keys of {labels}")
        try:
            for label, measures in _in_use(together, effort, told).items():
                found[label] |= measures
        except AssertionError as error:
            if together is ours:
                raise
            # A peer that chokes on so much must not cost the numbers of all others.
            told(f"{labels} is left out from here on: {str(error).partition(chr(10))[0]}")
    return found


def _in_use(subjects: Sequence[Subject], effort: Effort, told: Told) -> dict[str, Measures]:
    with ExitStack() as stack:
        running = [
            (
                subject,
                stack.enter_context(TimedSession(subject.command, subject.home, subject.quiet, clock=subject.clock)),
            )
            for subject in subjects
        ]
        found: dict[str, Measures] = {}
        for subject, session in running:
            session.first_screen(subject.ready)
            session.settle()
            found[subject.label] = {"memory, first screen": peak_bytes(session.pid)}
        for label, measures in _keys(running, effort.reactions).items():
            found[label] |= measures
        for subject, session in running:
            told(f"what {subject.label} does by itself")
            if subject.meeting:
                _go(session, subject)
                found[subject.label] |= spread("another's change", list(_news(session, subject, effort.news)))
            found[subject.label] |= _at_rest(session, effort.idle)
        return found


def _keys(running: Sequence[tuple[Subject, TimedSession]], times: int) -> dict[str, Measures]:
    """Return what each key takes, one program's after the other's, and again."""
    reactions: dict[str, dict[str, Iterator[float]]] = {}
    for subject, session in running:
        if subject.keys:
            _go(session, subject)
            reactions[subject.label] = _reactions(session, subject, times)
    found: dict[str, Measures] = {label: {} for label in reactions}
    for name in dict.fromkeys(name for of_one in reactions.values() for name in of_one):
        going = {label: _within_reason(of_one[name]) for label, of_one in reactions.items() if name in of_one}
        turns = list(zip_longest(*going.values()))
        for label, taken in zip(going, zip(*turns, strict=True), strict=True):
            found[label] |= spread(name, [seconds for seconds in taken if seconds is not None])
    return found


def _reactions(session: TimedSession, subject: Subject, times: int) -> dict[str, Iterator[float]]:
    """Return what is measured, each as seconds that come as they are asked for."""
    found = {name: _pressing(session, keys, times) for name, keys in subject.keys.items()}
    if subject.filter:
        found["filter keystroke"] = _filtering(session, subject.filter, times)
    sizes = islice(cycle(_SIZES), times)
    return found | {"resize": (session.reaction(partial(session.resize, *size)) for size in sizes)}


def _pressing(session: TimedSession, keys: Sequence[str], times: int) -> Iterator[float]:
    # The first one also fills what is remembered from then on.
    session.reaction(partial(session.send, keys[0]))
    for key in islice(cycle(keys), 1, times + 1):
        yield session.reaction(partial(session.send, key))


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
        session.reaction(partial(session.send, ESCAPE))


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
        "peak memory": peak_bytes(session.pid),
        "idle, share of a core": (run_time(session.pid) - ran) / seconds,
        "idle, bytes a minute": (len(session.received) - sent) * 60 / seconds,
    }
