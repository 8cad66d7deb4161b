"""What an export is asked for: the same for every format, and each takes of it what it knows."""

from datetime import date, datetime
from typing import Literal, NamedTuple

Audience = Literal["own", "joint", "press"]
"""Who is going to read it: one side's own people, both delegations, or everybody."""


class ExportRequest(NamedTuple):
    """What to write and for whom."""

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
