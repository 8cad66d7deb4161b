"""The half of the main screen that changes the meeting: edits go out, snapshots come in, by one way each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

import msgspec
from textual.reactive import var

from tracker.clock import Clock
from tracker.domain.model.programme import TalkingPoint
from tracker.domain.model.snapshot import Receipt, Snapshot
from tracker.errors import ConflictError, TrackerError
from tracker.personal.drafts import Drafts
from tracker.ui.main.eager_paint import PromptScreen
from tracker.ui.rendering.lines import line, safe
from tracker.ui.store_worker import SLOW_AFTER, StoreWorker
from tracker.ui.typeahead import BESIDE, CHANGES

if TYPE_CHECKING:
    # The edits are loaded with the first of them, not with the screen; so is what asks.
    from tracker.domain.edits import AnyEdit, Tick

FRESH_FOR = 3.0
"""Seconds for which another person's change counts as just now: the next key on it is only told of it."""

NOTHING_CHANGED = "Nothing to change: it was so already"
"""What is told of an edit that found everything as it was wanted."""


class ChangingScreen(PromptScreen):
    """Holds the newest snapshot and hands edits to the store worker. What it shows is up to the screen above it."""

    snapshot: var[Snapshot | None] = var(None, init=False)
    """The newest state that is known; the only way for state to reach the panels."""
    pending: var[frozenset[str]] = var(frozenset(), init=False)
    """Ids of the talking points whose tick is taking its time to reach the disk."""

    def __init__(self, store_worker: StoreWorker, clock: Clock) -> None:
        """Change the meeting behind ``store_worker``."""
        super().__init__()
        self.store_worker = store_worker
        self.clock = clock
        self.seen_up_to = 0
        """Number of the newest change that this person has looked at."""
        self.drafts = Drafts(None, "")
        """Where what is typed into forms is kept until it is saved."""
        self.write_elsewhere: Callable[[str], Awaitable[str]] | None = None
        """Gives a text to the person's own editor; None where there is none."""
        self._fresh: dict[str, tuple[str, float]] = {}
        self._intended: dict[str, Tick] = {}

    def tell(self, message: str, *, is_error: bool = False, stays: bool = False, joined: bool = False) -> None:
        """Tell the person something for as long as it takes to read.

        Args:
            message: a sentence or two.
            is_error: whether it says that something can't be, or went wrong.
            stays: whether it waits for a key after that time, as an error does.
            joined: whether it goes with what was told last, which is told again after it.
        """
        raise NotImplementedError

    def done(self, receipt: Receipt) -> None:
        """Show what an edit led to, and tell it in a few words. No edit is made on the screen but comes by here."""
        from tracker.domain.words.outcome_sentences import outcome

        self.take(receipt.snapshot)
        words = outcome(receipt.entry, receipt.snapshot.state) if receipt.entry else NOTHING_CHANGED
        self.tell(f"{words}. {receipt.warning}" if receipt.warning else words)

    def tell_error(self, error: TrackerError) -> None:
        """Tell why something can't be done, and the way out."""
        self.tell(" ".join((error.message, error.hint)).strip(), is_error=True)

    async def send(self, edit: AnyEdit, seen: int) -> None:
        """Make an edit by someone who saw the meeting as of change ``seen``, and show what became of it.

        Raises:
            TrackerError: as ``MeetingStore.transact()``; nothing was changed.
        """
        intent = msgspec.structs.replace(edit, seen=seen)
        receipt = await self.store_worker.run(lambda: self.store_worker.store.transact(intent))
        self.done(receipt)

    def tick_points(
        self,
        points: tuple[TalkingPoint, ...],
        row_id: str,
        called: str = "",
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Tick what is open of ``points``; where all is ticked, untick.

        Asks first where something would be done to points that the person doesn't see, or several be unticked.

        Args:
            points: the talking points that are meant.
            row_id: the row that the key was pressed on.
            called: how the question calls the points; left out, by the title of their agenda item.
            then: is called once the edit is handed in.
        """
        from tracker.domain.edits import Tick

        if self.snapshot is None or not points or self._was_just_changed((row_id, *(point.id for point in points))):
            return
        done = not all(self._will_be_done(point) for point in points)
        edit = Tick(points=tuple(point.id for point in points), done=done, seen=self.snapshot.state.seq)

        def go_on(answer: bool | None) -> None:
            if answer:
                self._send_tick(edit)
                then()

        meant = tuple(point for point in points if self._will_be_done(point) is not done)
        hidden = self.how_hidden(meant)
        if hidden or (len(points) > 1 and not done):
            self._ask_before_ticking(meant, called, hidden, go_on)
        else:
            go_on(True)

    def _ask_before_ticking(
        self, points: tuple[TalkingPoint, ...], called: str, hidden: str, then: Callable[[bool | None], None]
    ) -> None:
        """Ask whether to tick points that are open, or to untick those that are ticked."""
        from tracker.ui.dialogs.question import Question

        assert self.snapshot is not None
        item = self.snapshot.state.agenda_items[points[0].item]
        called = called or f"{'point' if len(points) == 1 else 'points'} of {item.number} {item.title}"
        verb = "Untick all" if self._will_be_done(points[0]) else "Tick"
        question = line(f"{verb} {len(points)} ", safe(called), f", {hidden}?" if hidden else "?")
        self.app.push_screen(Question(question), then)

    def how_hidden(self, points: Sequence[TalkingPoint]) -> str:
        """Return how many of some points the person doesn't see and why, in a few words; empty where all are seen."""
        raise NotImplementedError

    def undo(self, *, anyway: bool = False) -> None:
        """Take this person's last change back; ask first where someone touched it since."""
        self._do(lambda: self.store_worker.store.undo(anyway=anyway), again=lambda: self.undo(anyway=True))

    def redo(self, *, anyway: bool = False) -> None:
        """Do again what was taken back last; ask first where someone touched it since."""
        self._do(lambda: self.store_worker.store.redo(anyway=anyway), again=lambda: self.redo(anyway=True))

    async def look_for_changes(self) -> None:
        """Take in what others have changed."""
        try:
            if newer := await self.store_worker.run(self._settle_and_look):
                before = self.snapshot.notice if self.snapshot else ""
                self.take(newer)
                if newer.notice and newer.notice != before:
                    self.tell(newer.notice, stays=True)
        except TrackerError as error:
            self.tell(error.message, is_error=True)

    def _settle_and_look(self) -> Snapshot | None:
        self.store_worker.store.settle()
        return self.store_worker.store.changed()

    def take(self, snapshot: Snapshot) -> None:
        """Show a newer snapshot, and remember what others changed in it."""
        me = self.store_worker.store.actor
        for entry in snapshot.news:
            if not entry.actor.is_same_person(me):
                for change in entry.changes:
                    self._fresh[change.id] = (entry.actor.name, self.clock.monotonic())
        self.snapshot = snapshot

    def _send_tick(self, edit: Tick) -> None:
        self._intended |= dict.fromkeys(edit.points, edit)
        self.set_timer(SLOW_AFTER, self._show_pending)
        self.run_worker(self._finish(lambda: self.store_worker.store.transact(edit), edit=edit), group=CHANGES)

    def _do(self, call: Callable[[], Receipt], again: Callable[[], None]) -> None:
        """Run ``call`` on the store worker; ``again`` is what a yes to a conflict does."""
        self.run_worker(self._finish(call, again=again), group=CHANGES)

    async def _finish(
        self, call: Callable[[], Receipt], *, edit: Tick | None = None, again: Callable[[], None] | None = None
    ) -> None:
        try:
            receipt = await self.store_worker.run(call)
        except ConflictError as error:
            self._forget(edit)
            self._tell_conflict(error, again)
        except TrackerError as error:
            self._forget(edit)
            self.tell_error(error)
        else:
            self.done(receipt)
            self._forget(edit)

    def _forget(self, edit: Tick | None) -> None:
        """Take an edit that is through off the pending ones; a later edit of the same points stays."""
        self._intended = {point_id: later for point_id, later in self._intended.items() if later is not edit}
        self.pending &= self._intended.keys()

    def _show_pending(self) -> None:
        """Show what isn't on disk yet, once it has taken long enough for a person to notice."""
        self.pending = frozenset(self._intended)

    def _tell_conflict(self, error: ConflictError, again: Callable[[], None] | None) -> None:
        """Tell who was before; where the same can be done all the same, ask."""
        self.run_worker(self.look_for_changes(), group=BESIDE)
        if again is None:
            self.tell(error.message, is_error=True)
            return
        from tracker.ui.dialogs.question import Question

        self.app.push_screen(
            Question(line(safe(error.message), " Do it all the same?")), lambda answer: again() if answer else None
        )

    def _will_be_done(self, point: TalkingPoint) -> bool:
        """Say whether a point will be ticked once what is pending is done."""
        intended = self._intended.get(point.id)
        return point.done if intended is None else intended.done

    def _was_just_changed(self, row_ids: tuple[str, ...]) -> bool:
        """Tell, once, where another person changed one of the rows a moment ago; the next key acts."""
        for row_id in row_ids:
            who, since = self._fresh.pop(row_id, ("", 0.0))
            if who and self.clock.monotonic() - since < FRESH_FOR:
                self.tell(f"{who} changed {row_id} just now. Once more if you still mean it.")
                return True
        return False
