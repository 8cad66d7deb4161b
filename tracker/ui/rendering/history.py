"""How the history looks: one paragraph an entry, newest first."""

from collections.abc import Sequence

from textual.content import Content

from tracker.domain.model.history import Entry
from tracker.domain.model.state import State
from tracker.domain.words.formatting import screen_moment
from tracker.domain.words.history_sentences import describe
from tracker.ui.rendering.lines import MUTED, STRONG, line, safe, wrap


def history_lines(entries: Sequence[Entry], state: State, width: int) -> list[Content]:
    """Return the lines of some entries, each wrapped to ``width`` cells."""
    if not entries:
        return [line((" Nothing was changed yet.", MUTED))]
    times = [screen_moment(state.meeting, entry.at) for entry in entries]
    longest = max(map(len, times))
    return [
        part
        for entry, when in zip(entries, times, strict=True)
        for part in _entry(entry, line((f" {when:<{longest}} ", MUTED)), state, width)
    ]


def _entry(entry: Entry, when: Content, state: State, width: int) -> list[Content]:
    told = wrap(line(safe(entry.actor.name, STRONG), "  ", safe(describe(entry, state))), width - when.cell_length)
    return [line(when, told[0]), *(line(" " * when.cell_length, rest) for rest in told[1:])]
