"""Following the clock: the cursors go along with the session that is on and the item that is taken up."""

from datetime import datetime
from typing import NamedTuple

from textual import on

from tracker.domain.model.snapshot import Snapshot
from tracker.domain.model.state import State
from tracker.domain.rules.rules import current_item
from tracker.domain.timeline import now_and_next
from tracker.ui.main.navigation import MovingScreen
from tracker.ui.widgets.rows import RowPanel


class Place(NamedTuple):
    """Where the meeting is."""

    session: str = ""
    """Id of the session that is on; empty for none."""
    item: str = ""
    """Id of the agenda item that is taken up in it; empty for none."""


def place_of(state: State, moment: datetime) -> Place:
    """Return where the meeting is at an aware moment.

    Of several sessions that are on it is the one in which an item is taken up, else one with hours: what lasts all day
    is rarely what people sit in.
    """
    places = _places(state, moment)
    first = next((place for place in places if place.item), places[0] if places else Place())
    with_hours = (place for place in places if state.sessions[place.session].start is not None)
    return first if first.item else next(with_hours, first)


def _places(state: State, moment: datetime) -> list[Place]:
    """Return every session that is on with its item."""
    return [Place(session.id, _item_of(state, session.id)) for session in now_and_next(state, moment).now]


class FollowingScreen(MovingScreen):
    """Marks the items that are taken up; ``f`` follows the clock until a key moves the cursor, or the mouse does."""

    _followed = Place()
    """Where the cursors went last; a name of its own among all the screens that the main one is made of."""

    def action_follow(self) -> None:
        """Follow the clock, or stop it."""
        self.following = not self.following
        if self.following:
            self._followed = Place()
            self._follow()
            if self._followed.session:
                self._give_keys(self._followed)
            else:
                self.tell("Nothing is on now. The cursor goes along once something is.")

    def watch_following(self) -> None:
        """Say so in the status."""
        self.show_status()

    def watch_snapshot(self, snapshot: Snapshot) -> None:
        """Show a new snapshot, and go along."""
        super().watch_snapshot(snapshot)
        self._show_now()

    def watch_minute(self, before: datetime, minute: datetime) -> None:
        """Let the clocks go on, and go along."""
        super().watch_minute(before, minute)
        self._show_now()

    def action_move(self, step: int) -> None:
        """Move, and follow no longer."""
        self.following = False
        super().action_move(step)

    def action_fold(self) -> None:
        """Fold, and follow no longer."""
        self.following = False
        super().action_fold()

    def action_unfold(self) -> None:
        """Unfold, and follow no longer."""
        self.following = False
        super().action_unfold()

    def action_open(self) -> None:
        """Go to the other panel, and follow no longer."""
        self.following = False
        super().action_open()

    @on(RowPanel.FoldClicked)
    def _fold_clicked(self, message: RowPanel.FoldClicked) -> None:
        """Fold or unfold the item whose sign was clicked, and follow no longer."""
        self.following = False
        self.turn(message.row_id)

    @on(RowPanel.Selected)
    def _stop_following(self, message: RowPanel.Selected) -> None:
        """Follow no longer once the cursor comes to a place that isn't the one that was gone to."""
        if message.panel in (self.schedule, self.agenda) and message.row_id not in self._followed:
            self.following = False

    def _show_now(self) -> None:
        """Mark what is taken up in the sessions that are on, and go along with it."""
        places = _places(self.state, self.clock.now())
        self.agenda.show_current(frozenset(place.item for place in places if place.item))
        self._follow()

    def _follow(self) -> None:
        """Go where the meeting is, unless the cursors are there since before."""
        place = place_of(self.state, self.clock.now())
        if not self.following or place == self._followed:
            return
        self._followed = place
        if place.item:
            self.agenda.reveal(place.item)
            if self.agenda.is_folded(place.item):
                self.agenda.unfold()
        self.schedule.move_to_id(place.session)
        if place.session and self.active_panel is self.detail:
            self.use_list(self._list_of(place))

    def _give_keys(self, place: Place) -> None:
        """Give the keys to the list in which the meeting is; who reads the detail goes on, about that."""
        if self.active_panel is not self.detail:
            self.activate(self._list_of(place))

    def _list_of(self, place: Place) -> RowPanel:
        return self.agenda if place.item else self.schedule


def _item_of(state: State, session_id: str) -> str:
    item = current_item(state, session_id)
    return item.id if item else ""
