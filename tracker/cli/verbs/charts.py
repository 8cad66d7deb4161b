"""``tracker timeline`` and ``tracker progress``: the days of the meeting as bars, and how far everything is."""

import shutil
from collections.abc import Iterator
from datetime import date

import click

from tracker.cli.json_documents import Document, moment
from tracker.cli.output import is_ascii, say_json, say_picture
from tracker.cli.read_verb import json_option, read_meeting
from tracker.cli.run import Run, pass_run, verb
from tracker.domain.charts import (
    NARROWEST,
    Line,
    Look,
    Part,
    implementation_lines,
    item_progress_lines,
    party_progress_lines,
    timeline_lines,
)
from tracker.domain.charts import timeline as tracks_of
from tracker.domain.model.state import State
from tracker.domain.rules.rules import (
    Implementation,
    Progress,
    decision_implementation,
    implementation,
    implementation_by_party,
    item_progress,
    meeting_progress,
    progress_by_party,
)
from tracker.domain.timeline import local_time
from tracker.glyphs import ASCII, UNICODE

_SIZE_IN_A_PIPE = (80, 24)


@verb("tracker timeline\ntracker timeline --json\ntracker --now 2025-11-26T10:00 timeline")
@json_option
@pass_run
def timeline(run: Run, as_json: bool) -> None:
    """Print the days of the meeting with their sessions as bars, and where the moment is.

    A session with hours is a full bar, one without is a faint one over the whole day; cancelled ones are left out.
    """
    reading = read_meeting(run)
    state, at = reading.state, reading.now
    if not as_json:
        say_picture(timeline_lines(state, at, look()))
        return
    days = [
        {**track._asdict(), "date": track.date.isoformat(), "bars": [bar._asdict() for bar in track.bars]}
        for track in tracks_of(state, at)
    ]
    say_json({"as_of": moment(local_time(state.meeting, at)), "days": days})


@verb("tracker progress\ntracker progress --by party\ntracker progress --json")
@click.option("--by", type=click.Choice(("item", "party")), default="item", help="Agenda items, or parties.")
@click.option("--json", "as_json", is_flag=True, help="Print it all as one JSON object, whatever --by says.")
@pass_run
def progress(run: Run, by: str, as_json: bool) -> None:
    """Print how many talking points of each agenda item are ticked, as bars.

    By party: how far the items are that each party leads, and how many of its action items were carried out.
    """
    reading = read_meeting(run)
    state, today = reading.state, reading.today
    if as_json:
        say_json(_progress_document(state, today))
    else:
        say_picture(item_progress_lines(state, look()) if by == "item" else _by_party(state, today, look()))


def look() -> Look:
    """Return how a picture fits into the terminal, or into 80 columns of a pipe."""
    # Only the pictures ask how wide a text is; rich.cells knows it as the screen does.
    from rich.cells import cell_len

    columns = shutil.get_terminal_size(_SIZE_IN_A_PIPE).columns
    return Look(max(NARROWEST, columns), ASCII if is_ascii() else UNICODE, cell_len)


def _by_party(state: State, today: date, look: Look) -> Iterator[Line]:
    yield (Part("Talking points of the items that each party leads", "strong"),)
    yield from party_progress_lines(state, look)
    yield (Part("Action items that each party owns", "strong"),)
    yield from implementation_lines(state, today, look)


def _progress_document(state: State, today: date) -> Document:
    led, owned = progress_by_party(state), implementation_by_party(state, today)
    return {
        "today": today.isoformat(),
        "talking_points": _counts(meeting_progress(state)),
        "agenda_items": [
            {
                "id": item.id,
                "number": item.number,
                "title": item.title,
                "status": item.status,
                **_counts(item_progress(state, item.id)),
            }
            for item in state.agenda
        ],
        "parties": [
            {
                "id": party.id,
                "name": party.name,
                "talking_points": _counts(led.get(party.id, Progress(0, 0))),
                "action_items": _rate(owned.get(party.id, Implementation(0, 0, 0))),
            }
            for party in state.parties.values()
            if party.id in led or party.id in owned
        ],
        "action_items": _rate(implementation(state.action_items.values(), today)),
        "decisions": _rate(decision_implementation(state, today)),
    }


def _counts(counted: Progress) -> Document:
    return {"ticked": counted.done, "total": counted.total}


def _rate(done: Implementation) -> Document:
    return {**done._asdict(), "total": done.total, "percent": done.percent}
