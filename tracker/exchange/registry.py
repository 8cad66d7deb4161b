"""The formats that a meeting is exported to and imported from, and what the screen offers of them.

A format is one row here and the module that the row names, which is loaded when it is used. Nothing else is imported,
so that the verbs can list the formats in their help.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from importlib import import_module
from types import ModuleType
from typing import Literal, NamedTuple

Audience = Literal["own", "joint", "press"]
"""Who is going to read it: one side's own people, both delegations, or everybody."""


class ExportRequest(NamedTuple):
    """What to write and for whom: the same for every format, and each takes of it what it knows."""

    as_of: datetime
    """The moment that it tells about, aware; what was generated says so."""
    part: str = ""
    """Which part of the record, as the format names its parts; empty for the format's own first one."""
    audience: Audience = "joint"
    """Internal items, points and notes leave only in one side's own paper."""
    side: str = ""
    """Id of the side whose own paper it is; needed by ``own`` and empty else."""
    day: date | None = None
    """The day that an evening brief is about; None for the whole meeting."""


_PAPERS = ("minutes", "brief", "programme")
OF_A_DAY = frozenset(("brief",))
"""Parts that tell of one day of the meeting."""


class ExportFormat(NamedTuple):
    """One format that goes out; every one of them is for every audience."""

    module: str
    """Module below ``tracker.exchange`` with ``write(state, request) -> str``."""
    ending: str
    """Ending of a file's name, without its dot."""
    parts: tuple[str, ...] = ()
    """What of the meeting it can hold, the usual one first; empty where there is only one thing."""


class Sign(NamedTuple):
    """What a file of a format is recognised by where its name doesn't tell."""

    pattern: str
    """Regular expression, whatever the case. Nothing in it may match in two ways: a file may be nothing but blanks."""
    lines: int = 0
    """Lines at the beginning in one of which it is found; 0 where the file must begin with it."""
    doubt: int = 0
    """Formats with less of it are tried first; 0 where what bears the sign can be no other format."""


class ImportFormat(NamedTuple):
    """One format that comes in."""

    module: str
    """Module below ``tracker.exchange`` with ``entries(text, state, defaults) -> Iterator[Entry]``."""
    endings: tuple[str, ...]
    """Endings of a file's name that mean it, in small letters, without their dots."""
    sign: Sign


class Offer(NamedTuple):
    """A file that the screen offers to write, for both delegations."""

    key: str
    format: str
    part: str
    label: str


EXPORTS: Mapping[str, ExportFormat] = {
    "ics": ExportFormat("ics.writer", "ics", ("programme", "actions", "minutes")),
    "markdown": ExportFormat("renderers.markdown", "md", _PAPERS),
    "html": ExportFormat("renderers.html", "html", _PAPERS),
    "text": ExportFormat("renderers.text", "txt", _PAPERS),
    "csv": ExportFormat("csv.writer", "csv", ("agenda", "actions", "decisions", "attendance")),
    "json": ExportFormat("whole_json", "json"),
    "toml": ExportFormat("toml.writer", "toml"),
    "schedule-json": ExportFormat("schedule_json.writer", "schedule.json"),
}
"""The formats that go out by name, in the order in which they are listed."""

_BLANK_OR_COMMENT = r"(?:[^\S\n]*+(?:#[^\n]*+)?\n)*+[^\S\n]*+"

IMPORTS: Mapping[str, ImportFormat] = {
    "ics": ImportFormat("ics.reader", ("ics", "ical", "ifb"), Sign(r"\s*+BEGIN:VCALENDAR")),
    "schedule-json": ImportFormat("schedule_json.reader", ("json",), Sign(r"\s*+\{")),
    "csv": ImportFormat("csv.reader", ("csv", "tsv"), Sign(r"\btitle\b", lines=1, doubt=2)),
    "scribe": ImportFormat(
        "scribe.reader",
        ("txt", "md", "log"),
        Sign(r"(?:topic|action|resolution)\s*+:|present\s*+\+", lines=200, doubt=1),
    ),
    "toml": ImportFormat("toml.reader", ("toml",), Sign(_BLANK_OR_COMMENT + r"(?:\[\[?\w++\]|\w++\s*+=)")),
}
"""The formats that come in by name, in the order in which they are listed."""

OFFERS = (
    Offer("m", "html", "minutes", "Draft minutes, to print (HTML)"),
    Offer("t", "text", "minutes", "Draft minutes (text)"),
    Offer("w", "markdown", "minutes", "Draft minutes (Markdown)"),
    Offer("e", "html", "brief", "Evening brief of today (HTML)"),
    Offer("p", "html", "programme", "Programme, to print (HTML)"),
    Offer("c", "ics", "programme", "Sessions for a calendar (iCalendar)"),
    Offer("a", "ics", "actions", "Action items for a calendar (iCalendar)"),
    Offer("d", "csv", "decisions", "Decisions (CSV)"),
    Offer("i", "csv", "actions", "Action items (CSV)"),
)
"""What the screen offers, in its order."""


def module_of(known: ExportFormat | ImportFormat) -> ModuleType:
    """Load the module of a format."""
    return import_module(f"tracker.exchange.{known.module}")


def recognised(text: str) -> str:
    """Return the import format whose sign a text bears; empty where it bears none."""
    ordered = sorted(IMPORTS.items(), key=lambda item: item[1].sign.doubt)
    return next((name for name, known in ordered if _bears(text, known.sign)), "")


def _bears(text: str, sign: Sign) -> bool:
    if not sign.lines:
        return re.match(sign.pattern, text, re.IGNORECASE) is not None
    lines = text.split("\n", sign.lines)[: sign.lines]
    return any(re.search(sign.pattern, line, re.IGNORECASE) for line in lines)
