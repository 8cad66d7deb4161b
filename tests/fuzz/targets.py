"""What is fuzzed: each target takes bytes and may end with a TrackerError, with nothing, and in no other way."""

import atexit
import contextlib
import shutil
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from tests.support.incoming import take
from tests.support.samples import small_programme
from tracker.clock import SystemClock
from tracker.domain.edits import Tick
from tracker.domain.model.history import Actor
from tracker.domain.search.query import parse
from tracker.errors import TrackerError
from tracker.exchange import whole_json
from tracker.exchange.registry import IMPORTS
from tracker.exchange.source_files import decoded
from tracker.exchange.toml.reader import parse_programme
from tracker.personal.settings import parsed
from tracker.store.meeting_store import MeetingStore
from tracker.text import clean, clean_lines

Target = Callable[[bytes], None]


def _text(raw: bytes) -> str:
    return decoded(raw, "a file")


def _importer(name: str) -> Target:
    def target(raw: bytes) -> None:
        take(_text(raw), name, item="track", owner="rail", session="morning")

    return target


@cache
def _meeting() -> Path:
    """Return the folder of a small meeting with a change on record, made once."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with contextlib.closing(_opened(folder / "meeting")) as store:
        store.transact(Tick(points=("track.1",), done=True))
    return folder / "meeting"


def _opened(folder: Path) -> MeetingStore:
    actor = Actor(uid=1000, name="anna")
    return MeetingStore.open(folder, actor=actor, clock=SystemClock(), programme=small_programme, create=True)


def _stored(name: str) -> Target:
    """Return a target that puts the bytes in the place of a file of a meeting folder, and opens and changes it."""

    def target(raw: bytes) -> None:
        trial = _meeting().with_name("trial")
        shutil.rmtree(trial, ignore_errors=True)
        shutil.copytree(_meeting(), trial)
        file = trial / name
        # What begins with a mark goes on from what is there: most of what is random is refused by its checksum.
        file.write_bytes(file.read_bytes() + raw[1:] if raw.startswith(b"+") and file.exists() else raw)
        with contextlib.closing(_opened(trial)) as store:
            store.history()
            store.transact(Tick(points=("track.2",), done=True))

    return target


def _cleaned(raw: bytes) -> None:
    text = raw.decode("utf-8", "surrogateescape")
    for gate in (clean, clean_lines):
        once = gate(text)
        assert gate(once) == once, "what is clean stays as it is"


TARGETS: Mapping[str, Target] = {
    **{name: _importer(name) for name in IMPORTS},
    "programme": lambda raw: void(parse_programme(_text(raw), "a file")),
    "record": lambda raw: void(whole_json.read(_text(raw))),
    "settings": lambda raw: void(parsed(Path("settings.toml"), _text(raw))),
    "query": lambda raw: void(parse(_text(raw))),
    "text": _cleaned,
    **{name: _stored(name) for name in ("meeting.json", "meeting.json.bak", "journal.jsonl", "lock")},
}


def void(_result: object) -> None:
    """Let go of what a target gave."""


def run(name: str, raw: bytes) -> None:
    """Give ``raw`` to a target; a refusal in words is a good end."""
    with contextlib.suppress(TrackerError):
        TARGETS[name](raw)


def seeds(name: str) -> list[bytes]:
    """Return good files of a target's kind to begin from."""
    golden = Path(__file__).parents[1] / "exchange" / "golden"
    files = {
        "ics": ("programme.ics", "actions.ics"),
        "schedule-json": ("whole.schedule.json",),
        "csv": ("agenda.csv",),
        "scribe": ("minutes.txt",),
        "toml": ("whole.toml",),
        "programme": ("whole.toml",),
        "record": ("whole.json",),
    }
    if name in ("meeting.json", "meeting.json.bak", "journal.jsonl", "lock"):
        good = (_meeting() / name.removesuffix(".bak")).read_bytes()
        return [good, good[: len(good) // 2], b"+" + good]
    if name in files:
        return [(golden / file).read_bytes() for file in files[name]]
    return [b'theme = "nord"\n[keys]\nquit = ["q"]\n', b'is:open -status:deferred "a b" due:<2026-01-01 day:26']
