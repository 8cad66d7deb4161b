"""How a command asks before it changes something: a choice, a yes, a form, one after the other, then one edit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from textual.content import Content
from textual.worker import get_current_worker

from tracker.domain.words.formatting import Calendar, calendar_of
from tracker.errors import ConflictError, TrackerError
from tracker.ui.commands import BY_ID, who_may
from tracker.ui.dialogs.choices import Option
from tracker.ui.dialogs.field import Field
from tracker.ui.main.navigation import MovingScreen
from tracker.ui.rendering.status import Telling
from tracker.ui.typeahead import CHANGES

if TYPE_CHECKING:
    from tracker.domain.edits import AnyEdit
    from tracker.ui.forms.form_values import FormValues

EditOf: TypeAlias = "Callable[[FormValues], AnyEdit]"
"""Makes the edit of what was filled in, without ``seen``; raises TrackerError where it can't."""

VIEW_ONLY = "This meeting is view only here."

ASKING = "asking"
"""Group of the workers that wait for a person; they end when the person leaves what is asked."""


class AskingScreen(MovingScreen):
    """What the commands that ask are made of. A command that asks is a coroutine handed to ``begin()``."""

    def on_screen_suspend(self) -> None:
        """Tell in what was opened over this screen what is told here."""
        if self.notice is not None and isinstance(top := self.app.screen, Telling):
            top.show_notice(self.notice)

    def action_refuse(self, command_id: str) -> None:
        """Say who may use a command that this person may not."""
        command = BY_ID[command_id]
        self.tell(who_may(command.deed or command.title, self.role, by_secretary=command.by_secretary), is_error=True)

    def why_not(self, deed: str, *, by_secretary: bool) -> str:
        """Return why this person may not do something here, in a sentence; empty where they may."""
        if self.role == "viewer" or (by_secretary and self.role != "secretary"):
            return who_may(deed, self.role, by_secretary=by_secretary)
        if self.snapshot is not None and not self.snapshot.can_change:
            return self.snapshot.notice or VIEW_ONLY
        return ""

    def begin(self, steps: Coroutine[Any, Any, None]) -> None:
        """Run a command that asks; what it refuses is told. In a view-only meeting it is refused before it asks."""
        if self.snapshot is not None and not self.snapshot.can_change:
            steps.close()
            self.tell(self.snapshot.notice or VIEW_ONLY, is_error=True)
            return
        self.ask(steps)

    def ask(self, steps: Coroutine[Any, Any, None]) -> None:
        """Run a command that asks and may not change anything; what it refuses is told."""
        self.run_worker(self._told(steps), group=ASKING)

    def item_meant(self) -> str:
        """Return the id of the agenda item under the cursor, or of the one that the point there belongs to.

        Raises:
            TrackerError: the cursor is on neither.
        """
        table, row_id = self.subject()
        if table == "talking_points":
            return self.state.talking_points[row_id].item
        if table != "agenda_items":
            raise TrackerError("This is for agenda items.", "Go to one with 2.")
        return row_id

    async def choose(self, title: str, options: Sequence[Option]) -> str | None:
        """Return the value of the option that the person chose; None where they left it."""
        from tracker.ui.dialogs.chooser import Chooser

        chosen = await self.app.push_screen_wait(Chooser(title, options, self.glyphs))
        return chosen[0] if chosen else None

    async def agrees(self, question: Content) -> bool:
        """Return whether the person said yes to ``question``."""
        from tracker.ui.dialogs.question import Question

        answer = await self.app.push_screen_wait(Question(question))
        return bool(answer)

    async def fill(
        self, name: str, title: str, fields: tuple[Field, ...], edit_of: EditOf, seen: int, *, others: str = ""
    ) -> bool | None:
        """Have a form filled in and make the edit of it; a refusal is shown in the form, which keeps what was typed.

        Args:
            name: what the form is about, such as ``note:psm.2``; its draft is kept under it.
            title: what is asked for.
            fields: from top to bottom.
            edit_of: makes the edit.
            seen: up to which change the person had seen the meeting when they began.
            others: what is called what there is already, where the form is about something new; empty for nothing.

        Returns:
            Whether something was saved; None where the person wants what is there already instead.
        """
        from tracker.ui.dialogs.form import Form

        own: dict[str, Any] = {"drafts": self.drafts, "write_elsewhere": self.write_elsewhere}
        form = Form(name, title, fields, self._saver(edit_of, seen), self.glyphs, others=others, **own)
        saved = await self.app.push_screen_wait(form)
        return None if form.wants_others else bool(saved)

    def _saver(self, edit_of: EditOf, seen: int) -> Callable[[FormValues], Awaitable[None]]:
        """Return what makes the edit of what was filled in, by someone who saw the meeting as of ``seen``."""

        async def save(filled: FormValues) -> None:
            nonlocal seen
            edit = edit_of(filled._replace(calendar=self.calendar()))
            try:
                await self.send(edit, seen)
            except ConflictError as error:
                # The refusal tells who was faster; saving once more is meant as it stands.
                await self.look_for_changes()
                seen = self.state.seq
                error.hint = "Save again to put yours in its place."
                raise

        return save

    def calendar(self) -> Calendar:
        """Return the calendar by which what is filled in is understood: that of the moment that is shown."""
        return calendar_of(self.state.meeting, self.clock.now())

    async def attempt(self, edit: AnyEdit, seen: int) -> bool:
        """Make an edit by someone who saw the meeting as of ``seen``; tell a refusal. Return whether it is made."""
        worker = get_current_worker()
        group, worker.group = worker.group, CHANGES
        try:
            await self.send(edit, seen)
        except TrackerError as error:
            self.tell_error(error)
            return False
        finally:
            worker.group = group
        return True

    async def _told(self, steps: Coroutine[Any, Any, None]) -> None:
        try:
            await steps
        except TrackerError as error:
            self.tell_error(error)
