"""The programme as the TOML file that a secretary can go on with."""

from tracker.domain.model.state import State
from tracker.domain.revision import programme_of
from tracker.exchange.registry import ExportRequest
from tracker.exchange.toml.layout import write_programme


def write(state: State, request: ExportRequest) -> str:
    """Return the programme as it stands now, without what was recorded; ``init --from`` and ``revise`` read it."""
    return write_programme(programme_of(state))
