"""What the command palette offers: every command of the registry, every session, item and point."""

from collections.abc import Iterator

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tracker.domain.model.state import State
from tracker.domain.search.folding import folded
from tracker.text import clean
from tracker.ui.commands import Command, keys_label
from tracker.ui.main.screen import MainScreen
from tracker.ui.rendering.lines import MUTED, line, safe, with_hits

Offer = tuple[str, Content, str]
"""Plain text to match, how it looks, and the action that choosing it runs."""


class TrackerPalette(Provider):
    """Builds its hits as content: the palette would read a string as markup."""

    @property
    def _main(self) -> MainScreen | None:
        return self.screen if isinstance(self.screen, MainScreen) else None

    async def discover(self) -> Hits:
        """Offer every command before anything is typed."""
        if main := self._main:
            for text, display, action in _commands(main.commands):
                yield DiscoveryHit(display, main.runner(action), text=text)

    async def search(self, query: str) -> Hits:
        """Offer the commands and rows that match what is typed."""
        main = self._main
        if main is None:
            return
        asked = folded(query)
        matcher = self.matcher(asked)
        for text, display, action in (*_commands(main.commands), *_rows(main.state)):
            if (score := matcher.match(folded(text))) > 0:
                yield Hit(score, with_hits(display, asked.split()), main.runner(action), text=text)


def _commands(commands: tuple[Command, ...]) -> Iterator[Offer]:
    for command in commands:
        display = line(command.title, (f"  {keys_label(command)}", MUTED))
        yield command.title, display, command.action


def _rows(state: State) -> Iterator[Offer]:
    for session in state.schedule:
        yield _row_offer(session.id, session.id, session.title)
    for item in state.agenda:
        yield _row_offer(item.id, item.number, item.title)
        for point in state.points_of(item.id):
            yield _row_offer(point.id, state.number_of(point.id), point.title)


def _row_offer(row_id: str, label: str, title: str) -> Offer:
    display = line((f"{clean(label)} ", MUTED), safe(title))
    return clean(f"{row_id} {label} {title}"), display, f"reveal({row_id!r})"
