"""How the history looks: one paragraph an entry, newest first."""

from collections.abc import Sequence

from textual.content import Content

from tracker.domain.history import Entry
from tracker.domain.state import State
from tracker.domain.wording import describe
from tracker.ui.present.lines import MUTED, STRONG, line, safe, wrap
from tracker.ui.present.rows import moment_label


def history_lines(entries: Sequence[Entry], state: State, width: int) -> list[Content]:
    """Return the lines of some entries, each wrapped to ``width`` cells."""
    if not entries:
        return [line((" Nothing was changed yet.", MUTED))]
    return [part for entry in entries for part in _entry(entry, state, width)]


def _entry(entry: Entry, state: State, width: int) -> list[Content]:
    when = line((f" {moment_label(state, entry.at):<12} ", MUTED))
    told = wrap(line(safe(entry.actor.name, STRONG), "  ", safe(describe(entry, state))), width - when.cell_length)
    return [line(when, told[0]), *(line(" " * when.cell_length, rest) for rest in told[1:])]
