"""Any folder at all gives a meeting or a sentence: to readers, to the doctor and its repair, to the next change."""

import contextlib
import random
import shutil
from pathlib import Path

import pytest

from tests.store.mutations import make, mutate
from tests.support.people import ANNA
from tests.support.shims import Unsynced
from tests.support.store import no_programme
from tracker.clock import SystemClock
from tracker.domain.edits import AddNote
from tracker.domain.rules.integrity import faults
from tracker.errors import TrackerError
from tracker.store.config import StoreConfig
from tracker.store.maintenance.backup import back_up
from tracker.store.maintenance.doctor import Severity, examine
from tracker.store.maintenance.repair import repair
from tracker.store.meeting_store import MeetingStore

DATA = Path(__file__).parent / "data"
_TOOLS = StoreConfig(calls=Unsynced())


def _open(folder: Path) -> MeetingStore:
    return MeetingStore.open(
        folder, actor=ANNA, clock=SystemClock(), programme=no_programme, create=False, config=_TOOLS
    )


def _use(folder: Path) -> None:
    """Read the meeting, look at its history, take it as a backup, change it."""
    with contextlib.closing(_open(folder)) as store:
        state = store.snapshot().state
        store.history()
        store.transact(AddNote(about=state.meeting.id, text="One more"))
        store.undo()
    back_up(folder, folder.with_suffix(".backup"), clock=SystemClock(), config=_TOOLS)


def _check(folder: Path) -> None:
    for finding in examine(folder, _TOOLS):
        assert finding.what.endswith(".")
    done: tuple[str, ...] = ()
    refusal: TrackerError | None = None
    try:
        done = repair(folder, actor=ANNA, clock=SystemClock(), config=_TOOLS)
    except TrackerError as error:
        refusal = error
    if refusal:
        assert refusal.hint, "there is always something that a person can do"
        return
    assert all(sentence.endswith(".") for sentence in done)
    with contextlib.closing(_open(folder)) as store:
        assert faults(store.snapshot().state) == ()
        if "a newer tracker" in store.snapshot().notice:
            return
    _use(folder)
    assert not [finding for finding in examine(folder, _TOOLS) if "meeting" in finding.what and _is_bad(finding)]


def _is_bad(finding: object) -> bool:
    return getattr(finding, "severity", None) is Severity.FAULT and "journal" not in getattr(finding, "what", "")


def _fuzzed(tmp_path: Path, seeds: range) -> None:
    make(tmp_path / "good")
    for seed in seeds:
        folder = tmp_path / "trial"
        shutil.rmtree(folder, ignore_errors=True)
        folder.with_suffix(".backup").unlink(missing_ok=True)
        shutil.copytree(tmp_path / "good", folder)
        try:
            mutate(folder, random.Random(seed))
            if seed % 2:
                with contextlib.suppress(TrackerError):
                    _use(folder)
                folder.with_suffix(".backup").unlink(missing_ok=True)
            _check(folder)
        except BaseException as error:
            error.add_note(f"seed {seed}")
            raise


def test_some_odd_folders(tmp_path: Path) -> None:
    _fuzzed(tmp_path, range(60))


@pytest.mark.long
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("part", range(10))
def test_ten_thousand_odd_folders(tmp_path: Path, part: int) -> None:
    _fuzzed(tmp_path, range(1000 * part, 1000 * (part + 1)))


def _laid_out(tmp_path: Path, name: str) -> Path:
    folder = Path(shutil.copytree(DATA / name, tmp_path / "meeting"))
    folder.chmod(0o700)
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return folder


@pytest.mark.parametrize("name", ["salvage", "wrong_type", "kept_cycle", "repair_memory"])
def test_folders_on_which_the_doctor_broke_down(tmp_path: Path, name: str) -> None:
    folder = _laid_out(tmp_path, name)
    assert examine(folder)
    _check(folder)


def test_a_row_is_taken_from_a_damaged_file_where_others_name_it(tmp_path: Path) -> None:
    """A byte of an item's line in the journal and of both state files: the item is there again, with its points."""
    folder = _laid_out(tmp_path, "salvage")
    done = " ".join(repair(folder, actor=ANNA, clock=SystemClock(), config=_TOOLS))
    assert "Changes that can't be read any more: 2." in done
    assert "Taken from a damaged file: agenda_items " in done
    with contextlib.closing(_open(folder)) as store:
        state = store.snapshot().state
    assert [item.title for item in state.agenda][-1] == "New item"
    assert [point.title for point in state.points_of(state.agenda[-1].id)] == ["First point"]
    assert [note.text for note in state.notes.values()] == ["an important note"]


def test_a_state_of_the_wrong_types_gives_way_to_what_is_good(tmp_path: Path) -> None:
    folder = _laid_out(tmp_path, "wrong_type")
    with contextlib.closing(_open(folder)) as store:
        assert store.snapshot().state.seq == 14
        assert "meeting.json holds something that can't be" in store.snapshot().notice
    assert list(folder.glob("meeting.json.damaged-1"))
