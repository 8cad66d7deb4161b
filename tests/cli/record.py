"""The small meeting with something of everything on record, as the command line makes it."""

from datetime import date
from pathlib import Path

from tests.cli.conftest import Invoke
from tests.support.samples import SMALL_MORNING, small_programme
from tracker.clock import FrozenClock
from tracker.domain.edits import AddFactValue, AddPerson, AnyEdit
from tracker.domain.model.history import Actor
from tracker.store.meeting_store import MeetingStore


def apply(folder: Path, *edits: AnyEdit) -> None:
    """Make changes for which there is no verb."""
    clock = FrozenClock(SMALL_MORNING)
    store = MeetingStore.open(
        folder, actor=Actor(uid=1000, name="anna"), clock=clock, programme=small_programme, create=False
    )
    for edit in edits:
        store.transact(edit)
    store.close()


def fill(folder: Path, run: Invoke) -> None:
    """Put two people, a value of a fact, notes, decisions, action items and marks on record."""
    apply(
        folder,
        AddPerson(id="ram", name="Ram Thapa", party="port", role="head", honorific="Mr"),
        AddPerson(id="eva", name="Eva Brandt", party="rail"),
        AddFactValue(about="morning", fact="Start", standing="planned", value="10:00", reference="paper"),
        AddFactValue(
            about="morning", fact="start", standing="reported", value="10:20", source="Radio", as_of=date(2026, 3, 28)
        ),
    )
    for line in (
        ("note", "1.1", "Metre gauge is\nnot an option."),
        ("note", "morning", "Opened by both chairs.", "--kind", "minute"),
        ("decide", "track", "The gauge is 1435 mm."),
        ("decide", "D1", "--agree", "np"),
        ("action", "add", "D1", "Draw the line", "--person", "eva", "--due", "2026-03-20", "--priority", "high"),
        ("action", "add", "2A.1", "Count the passengers", "--owner", "port"),
        ("attend", "morning", "port", "present"),
        ("attend", "morning", "eva", "excused"),
        ("set", "track", "taken-up"),
    ):
        done = run(*line)
        assert done.exit_code == 0, done.output
