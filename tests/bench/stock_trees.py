"""The same meeting in two stock Textual trees, side by side: what the screen would cost without any care.

Run by the benchmarks with ``python -m tests.bench.stock_trees [POINTS]``, without a number with the shipped meeting.
"""

import sys
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Footer, Header, Tree

from tests.support.large_programme import programme_of
from tracker.domain.model.programme import Programme
from tracker.exchange.toml.reader import read_programme
from tracker.personal.paths import shipped_programme


class StockTrees(App[None]):
    """A header, a tree of sessions, a tree of agenda items, a footer; ``?`` opens Textual's own help."""

    CSS = "Tree { width: 1fr; border: round $primary; } Tree:focus { border: round $accent; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "show_help_panel", "Help"),
        Binding("escape", "hide_help_panel", "Close help"),
        Binding("q", "quit", "Quit"),
    ]

    def __init__(self, programme: Programme) -> None:
        """Show ``programme``."""
        super().__init__()
        self.title = programme.meeting.short_title
        self._programme = programme

    def compose(self) -> ComposeResult:
        """Put both trees between a header and a footer."""
        yield Header()
        with Horizontal():
            yield self._schedule()
            yield self._agenda()
        yield Footer()

    def _schedule(self) -> Tree[None]:
        tree = Tree[None]("Schedule")
        tree.root.expand()
        for day in sorted({session.date for session in self._programme.sessions}):
            node = tree.root.add(f"{day:%a %d %b}", expand=True)
            for session in self._programme.sessions:
                if session.date == day:
                    node.add_leaf(Text(session.title))
        return tree

    def _agenda(self) -> Tree[None]:
        tree = Tree[None]("Agenda")
        tree.root.expand()
        for item in self._programme.agenda_items:
            node = tree.root.add(Text(f"{item.number} {item.title}"), expand=True)
            for point in self._programme.talking_points:
                if point.item == item.id:
                    node.add_leaf(Text(f"[ ] {point.title}"))
        return tree


if __name__ == "__main__":
    asked = sys.argv[1:]
    StockTrees(programme_of(int(asked[0])) if asked else read_programme(shipped_programme())).run()
