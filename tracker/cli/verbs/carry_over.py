"""``tracker carry-over``: the next meeting, made from what is open, deferred or still to be done in this one."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from tracker.cli.output import say, say_picture, warn
from tracker.cli.param_types import GivenDay, day_given, text_given
from tracker.cli.run import Run, pass_run, verb, warn_of_snapshot
from tracker.cli.verbs.charts import look
from tracker.domain.carry_over import NextMeeting, next_front_page
from tracker.domain.charts import implementation_lines
from tracker.domain.timeline import local_time
from tracker.personal.paths import in_full


@verb("tracker carry-over ~/igc-2026 --title 'Tenth session' --first-day 2026-11-24 --last-day 2026-11-26")
@click.argument("new", metavar="NEW_DIR", type=click.Path(path_type=Path))
@click.option("--title", required=True, help="The full name of the next meeting.")
@click.option("--first-day", callback=day_given, metavar="DAY", required=True, help="Its first day.")
@click.option("--last-day", callback=day_given, metavar="DAY", required=True, help="Its last day.")
@click.option("--id", "meeting_id", default="", metavar="ID", help="Its id; else it is made of the folder's name.")
@click.option("--group", metavar="NAME", help="Share its folder with this group of the system.")
@pass_run
def carry_over(
    run: Run, new: Path, title: str, first_day: GivenDay, last_day: GivenDay, meeting_id: str, group: str | None
) -> None:
    """Make the next meeting in NEW_DIR from what this one leaves; print how far its decisions were carried out.

    Agenda items that are open, deferred or referred go along with the points that aren't ticked, under the ids that
    they have; so do people and unfinished action items. Matters arising come first. Sessions are for you to add.
    """
    from tracker.clock import SystemClock
    from tracker.store import open_next_meeting

    name, folder = text_given(title), in_full(new)
    with run.store() as store:
        snapshot = store.snapshot()
        meeting = snapshot.state.meeting
        warn_of_snapshot(snapshot, run.folder)
        today = local_time(meeting, run.clock_for(meeting).now()).date()
        first, last = first_day.on(None), last_day.on(None)
        front_page = next_front_page(meeting, meeting_id or _id_of(folder), name, first, last)
        opened = open_next_meeting(store, folder, front_page, today=today, clock=SystemClock(), group=group)
    run.done = f"The next meeting was made in {folder}"
    if opened.warning:
        warn(opened.warning)
    say("\n".join(_made(opened.following, folder)))
    if opened.following.actions.total:
        say(f"Action items of {meeting.title} that were carried out")
        say_picture(implementation_lines(snapshot.state, today, look()))


def _made(following: NextMeeting, folder: Path) -> Iterator[str]:
    programme = following.programme
    counts = (
        (len(programme.agenda_items), "agenda item"),
        (len(programme.talking_points), "talking point"),
        (following.actions.pending + following.actions.overdue, "unfinished action item"),
    )
    yield f"Made the meeting {programme.meeting.title!r} in {folder}"
    yield "  " + ", ".join(f"{count} {what}" if count == 1 else f"{count} {what}s" for count, what in counts)
    if following.decisions.total:
        done, overdue = following.decisions.implemented, following.decisions.overdue
        late = f", {overdue} overdue" if overdue else ""
        rate = f"{following.decisions.percent} %"
        yield f"Earlier decisions carried out: {done} of {following.decisions.total} ({rate}){late}"


def _id_of(folder: Path) -> str:
    """Return an id made of a folder's name: ``IGC 2026`` is ``igc-2026``; it may be no id at all."""
    return re.sub("[^a-z0-9]+", "-", folder.name.casefold()).strip("-")[:60]
