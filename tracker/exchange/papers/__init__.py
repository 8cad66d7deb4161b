"""The papers: draft minutes, evening brief, programme sheet, each as blocks that a renderer writes in its format."""

from tracker.domain.model.state import State
from tracker.exchange.papers.blocks import Paper
from tracker.exchange.papers.brief import brief
from tracker.exchange.papers.minutes import minutes
from tracker.exchange.papers.programme import programme_sheet
from tracker.exchange.registry import ExportRequest

_PAPERS = {"minutes": minutes, "brief": brief, "programme": programme_sheet}


def paper_asked_for(state: State, request: ExportRequest) -> Paper:
    """Return the paper of a request: ``minutes``, ``brief`` or ``programme``."""
    return _PAPERS[request.part](state, request)
