"""The key for the meeting as a whole: release, close, reopen, cancel, a revised programme, the next session."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

from tracker.clock import SystemClock
from tracker.domain.carry_over import next_front_page
from tracker.domain.edits import CancelMeeting, CloseMeeting, Release, ReopenMeeting, Revise
from tracker.domain.model.programme import Meeting, Programme
from tracker.domain.model.state import State
from tracker.domain.revision import counted, differences
from tracker.domain.rules.rules import MEETING_OVER, undecided_items
from tracker.domain.timeline import local_time
from tracker.domain.words.formatting import in_words
from tracker.errors import ConflictError, RefusedError
from tracker.personal.paths import in_full
from tracker.text import clean
from tracker.ui.dialogs.choices import ListRow, Option
from tracker.ui.dialogs.field import Field
from tracker.ui.dialogs.list_dialog import ListScreen
from tracker.ui.flows.programme import ProgrammeSteps
from tracker.ui.forms.form_values import FormValues
from tracker.ui.forms.programme_forms import meeting_sheet
from tracker.ui.rendering.lines import MUTED, line, safe
from tracker.ui.rendering.revision import preview_rows

_REASON = (Field("reason", "Why"),)


class Preview(ListScreen):
    """What a revised programme would change. Nothing is changed before it is agreed to."""

    KEYS: ClassVar = "Enter applies all  Esc changes nothing"


class MeetingSteps(ProgrammeSteps):
    """``M`` and what follows from it."""

    async def meeting(self) -> None:
        """Ask what to do with the meeting as a whole."""
        meeting = self.state.meeting
        options = tuple(_options(meeting, self.main.read_programme is not None))
        chosen = await self.choose(f"{meeting.title}: {in_words(meeting.status)}", options)
        if chosen == "edit":
            await self.fill_sheet("edit:meeting", "The meeting", meeting_sheet(meeting))
        elif chosen == "release":
            if await self.agrees(line("Release the agenda? From then on no number changes its meaning.")):
                await self.attempt(Release())
        elif chosen == "close":
            await self._close()
        elif chosen == "reopen":
            title = f"Reopen {meeting.title}"
            await self.fill("reopen", title, _REASON, lambda filled: ReopenMeeting(reason=filled.line("reason")))
        elif chosen == "cancel":
            title = f"Cancel {meeting.title}"
            await self.fill("cancel", title, _REASON, lambda filled: CancelMeeting(reason=filled.line("reason")))
        elif chosen == "revise":
            await self._revise()
        elif chosen == "next":
            await self._next()

    async def _close(self) -> None:
        """Close the meeting; while something is undecided, list it instead."""
        if undecided := undecided_items(self.state):
            rows = [
                ListRow(item.id, line(f"{item.number} ", safe(item.title)), line((in_words(item.status), MUTED)))
                for item in undecided
            ]
            heading = line(f"Undecided: {len(rows)}. Close, defer to the next meeting or withdraw each (s)")
            chosen = await self.open(ListScreen("undecided", "M", heading, rows, self.glyphs))
            if chosen:
                self.main.action_reveal(chosen)
        elif await self.agrees(line("Close ", safe(self.state.meeting.title), "?")):
            await self.attempt(CloseMeeting())

    async def _revise(self) -> None:
        """Ask for a revised programme file, show what it would change, and take it in when that is wanted."""
        read, found = self.main.read_programme, list[Programme]()
        assert read is not None

        async def load(filled: FormValues) -> None:
            programme = read(_path(filled.line("file")))
            # What can't be taken in is refused here, where the file can be named anew.
            differences(self.state, programme)
            found.append(programme)

        fields = (Field("file", "File", hint="such as ~/programme.toml"),)
        from tracker.ui.dialogs.form import Form

        form = Form("revise", "A revised programme", fields, load, self.glyphs, drafts=self.main.drafts)
        if await self.open(form):
            while not await self._taken_in(found[-1]):
                await self.main.look_for_changes()

    async def _taken_in(self, programme: Programme) -> bool:
        """Show what a programme would change and take it in when that is wanted; False to show it once more."""
        self.seen = self.state.seq
        would_be = differences(self.state, programme)
        if not (changes := counted(would_be)):
            self.tell("The file changes nothing.")
            return True
        heading = line(f"Not applied yet: {changes}")
        if await self.open(Preview("revision", "M", heading, tuple(preview_rows(would_be)), self.glyphs)) is None:
            return True
        if not await self.agrees(line(f"Apply {changes}? All ticks stay.")):
            return False
        try:
            await self.main.send(Revise(programme=programme), self.seen)
        except ConflictError as error:
            self.tell_error(error)
            return False
        return True

    async def _next(self) -> None:
        """Make the next meeting from what this one leaves."""
        # What makes a folder is loaded once a folder is made.
        from tracker.store import open_next_meeting

        state = self.state
        today = local_time(state.meeting, self.clock.now()).date()
        made: list[str] = []

        async def make(filled: FormValues) -> None:
            front_page = next_front_page(
                state.meeting,
                filled.line("id"),
                filled.line("title"),
                filled.required_day("first_day"),
                filled.required_day("last_day"),
            )
            folder = _path(filled.line("folder"))
            opened = await self.store_worker.run(
                lambda: open_next_meeting(self.store_worker.store, folder, front_page, today=today, clock=SystemClock())
            )
            made.append(" ".join((f"Made in {clean(str(folder))}.", _left_over(state, today), opened.warning)).strip())

        from tracker.ui.dialogs.form import Form

        form = Form("next", "The next meeting", _next_fields(state.meeting), make, self.glyphs, drafts=self.main.drafts)
        if await self.open(form):
            self.main.take(self.store_worker.store.snapshot())
            self.tell(made[-1])


def _options(meeting: Meeting, can_read: bool) -> Iterator[Option]:
    """Yield what can be done with the meeting; what can't now says why."""
    over = f"The meeting is {meeting.status}: reopen it first." if meeting.status in MEETING_OVER else ""
    no_file = "" if can_read else "No file can be named here."
    yield Option("edit", "Edit meeting details", "e")
    yield Option("release", "Release the agenda (locks numbers)", "r", "It was released." if meeting.released else over)
    yield Option("revise", "Import a revised programme", "f", over or no_file)
    yield Option("next", "Create the next meeting from open items", "n", no_file)
    yield Option("close", "Close it", "c", over)
    yield Option("reopen", "Reopen it", "o", "" if over else "It isn't over.")
    yield Option("cancel", "Cancel it", "x", over)


def _next_fields(meeting: Meeting) -> tuple[Field, ...]:
    return (
        Field("folder", "Folder", hint="a new one, such as ~/igc-2026"),
        Field("id", "Id", hint="such as igc-2026"),
        Field("title", "Title", value=meeting.title),
        Field("first_day", "First day", hint="such as 24 Nov 2026"),
        Field("last_day", "Last day", hint="such as 26 Nov 2026"),
    )


def _left_over(state: State, today: date) -> str:
    from tracker.domain.rules.rules import decision_implementation

    done = decision_implementation(state, today)
    return f"Decisions carried out: {done.implemented} of {done.total} ({done.percent} %)." if done.total else ""


def _path(words: str) -> Path:
    """Return the path that a person named.

    Raises:
        RefusedError: they named none.
        TrackerError: it begins with the home of an account that there isn't.
    """
    if not words:
        raise RefusedError("The path is missing.", "Write it in full, or beginning with ~.")
    return in_full(Path(words))
