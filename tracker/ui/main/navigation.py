"""The commands that move: between panels, along rows, between a session and its items."""

from collections.abc import Sequence

from tracker.domain.model.programme import Session
from tracker.ui.main.panels import WiredScreen
from tracker.ui.widgets.rows import RowPanel


class MovingScreen(WiredScreen):
    """What the keys for moving do."""

    _went = ("", "")
    """Where Enter went last, and from where."""

    def action_panel(self, name: str) -> None:
        """Go to the panel ``name``."""
        self.activate(next(panel for panel in self.panels if panel.name == name))

    def action_panel_step(self, step: int) -> None:
        """Go to the next panel or the one before."""
        here = self.panels.index(self.active_panel)
        self.activate(self.panels[(here + step) % len(self.panels)])

    def action_move(self, step: int) -> None:
        """Move the cursor, or scroll the detail."""
        panel = self.active_panel
        if isinstance(panel, RowPanel):
            panel.move_to(panel.cursor + step)
        else:
            panel.scroll_to_top(panel.top + step)

    def action_page(self, step: int) -> None:
        """Move by pages."""
        self.action_move(step * max(1, self.active_panel.page - 1))

    def action_move_to_end(self, direction: int) -> None:
        """Go to the first or the last row."""
        self.action_move(direction * self.active_panel.line_count)

    def action_fold(self) -> None:
        """Fold an item, or go from a point to its item."""
        if self._can_fold():
            self.agenda.fold()

    def action_unfold(self) -> None:
        """Unfold an item, or go to its first point."""
        if self._can_fold():
            self.agenda.unfold()

    def action_fold_all(self) -> None:
        """Fold or unfold the whole agenda."""
        if self._can_fold(anywhere=bool(self.agenda.size.height)):
            self.agenda.fold_all()

    def turn(self, item_id: str) -> None:
        """Fold or unfold one item of the agenda."""
        if self._can_fold(anywhere=True):
            self.agenda.turn(item_id)

    def _can_fold(self, *, anywhere: bool = False) -> bool:
        """Say whether folding would show; tell why not."""
        if self.active_panel is not self.agenda and not anywhere:
            self.tell(f"{self.active_panel.heading.plain} doesn't fold: go to the agenda with {self.agenda.key}.")
            return False
        if self.agenda.is_filtered:
            self.tell("Nothing is folded while a filter is on: Esc shows all.")
            return False
        return True

    def action_open(self) -> None:
        """Go from a session to its first item, from an item to its first session; or back to where one came from."""
        here = self.subject()
        went, came_from = self._went
        is_session = here.table == "sessions"
        found = self._items_in(here.id) if is_session else tuple(each.id for each in self._sessions_of(here.id))
        if not found:
            nothing = "This session takes up no agenda item." if is_session else "No session takes up this item."
            self.tell(nothing if here.table else "There is nothing here to go from.")
            return
        back = {came_from, self._item_of(came_from)} & set(found) if went == here.id else None
        self._went = (came_from if back else found[0], here.id)
        self.action_reveal(self._went[0])

    def _items_in(self, session_id: str) -> tuple[str, ...]:
        """Return the ids of the items that a session takes up, as far as there are any."""
        items = self.state.sessions[session_id].agenda_items
        return tuple(item_id for item_id in items if item_id in self.state.agenda_items)

    def _sessions_of(self, row_id: str) -> Sequence[Session]:
        """Return the sessions that take up an item, or the one that a point belongs to."""
        return self.state.sessions_of(self._item_of(row_id)) if row_id else ()

    def _item_of(self, row_id: str) -> str:
        """Return the id of the item that a point belongs to; of any other row its own."""
        point = self.state.talking_points.get(row_id)
        return point.item if point else row_id

    def action_reveal(self, row_id: str) -> None:
        """Go to a session, an item or a point, wherever it is shown."""
        if row_id in self.state.sessions:
            self.activate(self.schedule)
            self.schedule.move_to_id(row_id)
        else:
            self.activate(self.agenda)
            self.agenda.reveal(row_id)
