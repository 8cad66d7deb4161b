"""How the list of who is here and what changed looks."""

from collections.abc import Iterator, Sequence

from tracker.domain.model.history import Entry
from tracker.domain.model.presence import PresentUser
from tracker.domain.model.state import State
from tracker.domain.search.lookup import above
from tracker.domain.words.formatting import screen_moment
from tracker.domain.words.history_sentences import describe
from tracker.domain.words.labels import label_of
from tracker.ui.dialogs.choices import ListRow
from tracker.ui.rendering.lines import MUTED, STRONG, line, safe

_LISTED = ("sessions", "agenda_items", "talking_points")


def together_rows(state: State, here: Sequence[PresentUser], news: Sequence[Entry]) -> Iterator[ListRow]:
    """Yield who else is here, and what others changed, the newest first. Ids end in the row that is meant."""
    yield ListRow("here", line("Here now" if here else "Nobody else is here now"), is_heading=True)
    for number, each in enumerate(here):
        place = safe(label_of(state, each.row_id)) if each.row_id else line(("on no row", MUTED))
        since = line((f"since {screen_moment(state.meeting, each.since)}", MUTED))
        yield ListRow(f"here {number}:{each.row_id}", line(safe(each.name, STRONG), "  ", place), since)
    heading = "Changed by others since you last looked" if news else "Nothing changed since you last looked"
    yield ListRow("news", line(heading), is_heading=True)
    for entry in sorted(news, key=lambda entry: -entry.seq):
        yield entry_row(entry, state)


def entry_row(entry: Entry, state: State, note: str = "") -> ListRow:
    """Return the row of a history entry; its id ends in the row of the panels that it changed first."""
    when = line((f"{screen_moment(state.meeting, entry.at):<12} ", MUTED))
    told = line(when, safe(entry.actor.name, STRONG), "  ", safe(describe(entry, state)))
    return ListRow(f"{entry.seq}:{next(iter(changed_rows(state, entry)), '')}", told, line((note, MUTED)))


def changed_rows(state: State, entry: Entry) -> list[str]:
    """Return the ids of the rows of the panels that an entry changed: for a note, a decision ... what it belongs to."""
    rows: dict[str, None] = {}
    for change in entry.changes:
        for row_id in (change.id, *above(state, change.id)):
            if any(row_id in state.tables[table] for table in _LISTED):
                rows[row_id] = None
                break
    return list(rows)
