"""The commands that ask, by their keys. What each asks is loaded with its first key: the screen starts without it."""

from collections.abc import Callable
from pathlib import Path

from tracker.domain.model.programme import Programme
from tracker.ui.commands import BY_ID
from tracker.ui.main.dialogs import AskingScreen
from tracker.ui.rendering.lines import line


class CommandingScreen(AskingScreen):
    """Hands each command that asks, or that opens something, to what carries it out."""

    read_programme: Callable[[Path], Programme] | None = None
    """Reads a programme file that the person names; None where no file can be named."""
    exports: Path | None = None
    """Folder in which exports are made; None where none may be."""
    take_first_run: Callable[[], bool] | None = None
    """Returns whether this is the person's first start, once; None where nobody keeps it."""
    take_report: Callable[[], str] = staticmethod(lambda: "")
    """Returns the report of the last run's crash, once; empty where there is none."""

    def on_mount(self) -> None:
        """Introduce who is new here; tell whom the program failed the last time."""
        if self.take_first_run is not None and self.take_first_run():
            self.call_after_refresh(self.action_tour)
        elif report := self.take_report():
            self.call_after_refresh(self._offer, report)

    def _offer(self, report: str) -> None:
        """Ask whether to show the report of a crash."""
        from tracker.ui.dialogs.question import Question
        from tracker.ui.dialogs.tour import ReportReader

        def show(wanted: bool | None) -> None:
            if wanted:
                self.app.push_screen(ReportReader(report, self.glyphs))

        self.app.push_screen(Question(line("It crashed the last time. Show the report?")), show)

    def action_tour(self) -> None:
        """Open the introduction."""
        from tracker.ui.dialogs.tour import TourReader

        commands = {command.id: command for command in self.commands}
        key = commands["tour"].keys[0]
        self.app.push_screen(TourReader(commands, self.store_worker.store.folder, key, self.glyphs))

    def action_pictures(self) -> None:
        """Open the pictures."""
        from tracker.ui.dialogs.charts import PicturesReader

        self.app.push_screen(PicturesReader(self))

    def action_jump(self) -> None:
        """Label every row in sight, and go to the one that is chosen."""
        from tracker.ui.dialogs.jump_overlay import jump

        jump(self)

    def action_status(self) -> None:
        """Ask what becomes of the agenda item under the cursor."""
        from tracker.ui.flows.status import StatusSteps

        self.begin(StatusSteps(self).ask_status())

    def action_note(self) -> None:
        """Write a note, or change one that is there."""
        from tracker.ui.flows.notes import NoteSteps

        self.begin(NoteSteps(self).note())

    def action_decision(self) -> None:
        """Write down what was decided under the agenda item, or go on with a decision that is there."""
        from tracker.ui.flows.outcomes import OutcomeSteps

        self.begin(OutcomeSteps(self).decision())

    def action_action_item(self) -> None:
        """Give someone something to do, or say what was done."""
        from tracker.ui.flows.outcomes import OutcomeSteps

        self.begin(OutcomeSteps(self).action_item())

    def action_outcomes(self) -> None:
        """List all decisions and action items, those due first at the top."""
        from tracker.ui.flows.outcomes import OutcomeSteps

        self.ask(OutcomeSteps(self).outcomes())

    def action_attendance(self) -> None:
        """Show who is in the session under the cursor, or in the one that is on, and mark them where one may."""
        from tracker.ui.flows.attendance import AttendanceSteps

        self.ask(AttendanceSteps(self).attendance())

    def action_edit(self) -> None:
        """Ask what to do with the row under the cursor, and do it."""
        from tracker.ui.flows.programme import ProgrammeSteps

        self.begin(ProgrammeSteps(self).edit(self.subject()))

    def action_add(self) -> None:
        """Ask what to add, and add it."""
        from tracker.ui.flows.programme import ProgrammeSteps

        self.begin(ProgrammeSteps(self).add())

    def action_start_or_end(self) -> None:
        """Start or end the session under the cursor, or the one that is on."""
        from tracker.ui.flows.programme import ProgrammeSteps

        self.begin(ProgrammeSteps(self).start_or_end())

    def action_run_late(self) -> None:
        """Ask by how much the rest of the day is late, and shift it."""
        from tracker.ui.flows.programme import ProgrammeSteps

        self.begin(ProgrammeSteps(self).run_late())

    def action_clashes(self) -> None:
        """List what clashes in the schedule."""
        from tracker.ui.flows.programme import ProgrammeSteps

        self.ask(ProgrammeSteps(self).clashes())

    def action_meeting(self) -> None:
        """Ask what to do with the meeting as a whole; show its front page to those who may do nothing with it."""
        command = BY_ID["meeting"]
        if why_not := self.why_not(command.deed, by_secretary=command.by_secretary):
            from tracker.ui.dialogs.front_page import FrontPageReader

            key = next(each.keys[0] for each in self.commands if each.id == command.id)
            self.app.push_screen(FrontPageReader(self.state.meeting, why_not, key, self.glyphs))
            return
        from tracker.ui.flows.meeting import MeetingSteps

        self.begin(MeetingSteps(self).meeting())

    def action_parties(self) -> None:
        """List parties and people, and change them where one may."""
        from tracker.ui.flows.parties import PartySteps

        self.ask(PartySteps(self).parties())

    def action_export(self) -> None:
        """Ask what to export, and write it."""
        from tracker.ui.flows.export import ExportSteps

        if self.exports is None:
            self.tell("Nothing can be exported here: no folder is set up for it.", is_error=True)
            return
        self.ask(ExportSteps(self).export(self.exports))
