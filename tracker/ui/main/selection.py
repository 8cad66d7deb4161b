"""Selecting several talking points, for one tick that takes them all, and one undo that takes it back."""

from collections.abc import Sequence

from textual.content import Content

from tracker.domain.model.programme import TalkingPoint
from tracker.domain.model.snapshot import Snapshot
from tracker.glyphs import ASCII
from tracker.ui.main.search import FindingScreen
from tracker.ui.rendering.lines import line
from tracker.ui.rendering.status import keys_named


class SelectingScreen(FindingScreen):
    """``v`` and ``V``. What is selected is kept by id; what is out of sight is never acted on."""

    selected: frozenset[str] = frozenset()
    """Ids of the agenda items and talking points that are selected."""
    _last_selected = ""

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Show a new snapshot; a row that is gone is selected no longer."""
        super().watch_snapshot(snapshot)
        self._select({row_id for row_id in self.selected if self._is_row(row_id)})

    def action_select(self) -> None:
        """Select the row under the cursor or take it off, and go on to the next."""
        row_id = self.agenda.cursor_id
        if self._can_select() and row_id:
            self._select(self.selected ^ {row_id})
            self._last_selected = row_id
            self.agenda.move_to(self.agenda.cursor + 1)

    def action_select_range(self) -> None:
        """Select every row from the last one to the cursor; where all are already, select none."""
        if not self._can_select():
            return
        here, last = self.agenda.cursor, self.agenda.index_of(self._last_selected)
        first, end = sorted((here, here if last is None else last))
        rows = set(self.agenda.row_ids[first : end + 1])
        self._last_selected = self.agenda.cursor_id
        self._select(set() if rows <= self.selected else self.selected | rows)

    def _can_select(self) -> bool:
        """Say whether the keys are where points are selected; tell where that is."""
        if self.active_panel is not self.agenda:
            self.tell(f"Only points of the agenda are selected: go there with {self.agenda.key}.")
            return False
        self.drop_notice()
        return True

    def action_show_all(self) -> None:
        """Drop the selection; without one, drop the filter."""
        if self.selected:
            self._select(set())
        else:
            super().action_show_all()

    def tick_selected(self) -> bool:
        """Tick all that is selected and in sight in one change; say whether anything was selected."""
        if not self.selected:
            return False
        points = self._points_in_sight()
        if not points:
            self.tell("What is selected is out of sight, so nothing was ticked.")
        else:
            acted_on = self.selected.intersection(self.agenda.row_ids)
            self.tick_points(points, points[0].id, "selected points", lambda: self._select(self.selected - acted_on))
        return True

    def how_hidden(self, points: Sequence[TalkingPoint]) -> str:
        """Tell whether a filter, a fold, or the detail that fills the window hides some of some points."""
        filtered = sum(not self._is_shown(point.id) for point in points)
        folded = sum(self.agenda.index_of(point.id) is None for point in points) - filtered
        covered = not self.agenda.size.height and any(point.id != self.subject().id for point in points)
        reasons = {"hidden by the filter": filtered, "folded away": folded, "not shown here": covered}
        why = " or ".join(reason for reason, count in reasons.items() if count)
        count = len(points) if covered else filtered + folded
        if not why or len(points) == 1:
            return why
        return f"all {why}" if count == len(points) else f"{count} of them {why}"

    def mode_words(self) -> Sequence[Content]:
        """Say how much is selected, in place of the keys."""
        if not self.selected:
            return super().mode_words()
        hidden = sum(self.agenda.index_of(row_id) is None for row_id in self.selected)
        out = f", {hidden} of them out of sight" if hidden else ""
        named = {"tick": "ticks", "find.all": "none", "select.range": "up to here"}
        keys = keys_named(self.commands, named, ascii_only=self.glyphs is ASCII)
        return (line(f"{len(self.selected)} selected{out}"), *keys)

    def _points_in_sight(self) -> tuple[TalkingPoint, ...]:
        """Return the selected points that are shown, with those of a selected item unless a filter hides them."""
        state = self.state
        found: dict[str, TalkingPoint] = {}
        for row_id in self.agenda.row_ids:
            if row_id in self.selected and (point := state.talking_points.get(row_id)):
                found[row_id] = point
            elif row_id in self.selected:
                found |= {each.id: each for each in state.points_of(row_id) if self._is_shown(each.id)}
        return tuple(found.values())

    def _is_shown(self, point_id: str) -> bool:
        return self._filtered_now is None or point_id in self._filtered_now.shown

    def _is_row(self, row_id: str) -> bool:
        return row_id in self.state.agenda_items or row_id in self.state.talking_points

    def _select(self, row_ids: set[str] | frozenset[str]) -> None:
        if row_ids != self.selected:
            self.selected = frozenset(row_ids)
            self.agenda.show_selected(self.selected)
            self.show_keys()
