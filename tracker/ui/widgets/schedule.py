"""The schedule: the days of the meeting and the sessions of each."""

from datetime import date, datetime

from textual.content import Content

from tracker.domain.model.snapshot import Snapshot
from tracker.domain.model.state import State
from tracker.domain.timeline import local_time, now_and_next
from tracker.glyphs import Glyphs
from tracker.ui.rendering.lines import line
from tracker.ui.rendering.rows import RowLook, RowParts, day_row, session_row
from tracker.ui.widgets.rows import Filter, RowPanel

_DAY_PREFIX = "day "


class SchedulePanel(RowPanel):
    """Days as headings, sessions as rows; a sign marks what is on now."""

    def __init__(self, glyphs: Glyphs) -> None:
        """Make an empty schedule."""
        super().__init__("schedule", "1", glyphs)
        self._state: State | None = None
        self._now = datetime.min
        self._on_now: frozenset[str] = frozenset()
        self._filter: Filter | None = None

    def show_filter(self, filtered: Filter | None) -> None:
        """Show only the sessions of a filter, under their days; all where it is None."""
        self._filter = filtered
        self.show_words(filtered.words if filtered else ())
        self._lay_out()

    def show_snapshot(self, snapshot: Snapshot, now: datetime) -> None:
        """Show the sessions of a snapshot as they stand at ``now``."""
        state = snapshot.state
        on_now = frozenset(session.id for session in now_and_next(state, now).now)
        self._state, self._now, self._on_now = state, now, on_now
        self._lay_out()
        self.refresh_changed()

    def is_selectable(self, row_id: str) -> bool:
        """Days are headings only."""
        return not row_id.startswith(_DAY_PREFIX)

    def row(self, row_id: str, width: int, is_cursor: bool) -> RowParts:
        """Return a day's heading or a session's row."""
        if self._state is None:
            return RowParts(Content(""))
        look = RowLook(self.glyphs, width, is_cursor, self._now, self.words)
        if row_id.startswith(_DAY_PREFIX):
            today = _today(self._state, self._now)
            return day_row(date.fromisoformat(row_id[len(_DAY_PREFIX) :]), today)
        return session_row(self._state.meeting, self._state.sessions[row_id], row_id in self._on_now, look)

    def _lay_out(self) -> None:
        """Set the rows: every day with the sessions that are shown."""
        if self._state is None:
            return
        self.set_rows(_row_ids(self._state, self._filter))
        count = len(self._state.sessions)
        counted = "1 session" if count == 1 else f"{count} sessions"
        if self._filter is not None:
            counted = f"{self.hit_count(self._filter)} of {count}"
        self.set_titles(Content("Schedule"), line(counted))


def _today(state: State, now: datetime) -> date:
    return local_time(state.meeting, now).date()


def _row_ids(state: State, filtered: Filter | None) -> tuple[str, ...]:
    """Return the ids of all rows: each day, then its sessions; with a filter only the days that have some."""
    days: dict[date, list[str]] = {day: [] for day in state.days} if filtered is None else {}
    for session in state.schedule:
        if filtered is None or session.id in filtered.shown:
            days.setdefault(session.date, []).append(session.id)
    return tuple(row_id for day in sorted(days) for row_id in (f"{_DAY_PREFIX}{day.isoformat()}", *days[day]))
