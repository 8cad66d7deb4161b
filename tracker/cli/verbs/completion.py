"""``tracker completion``: what bash, zsh and fish need, and the ids of the meeting that a person can press Tab for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from tracker.cli.output import safe, say
from tracker.cli.run import Run, examples, shared_options

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from tracker.domain.model.state import State

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_TRACKER_COMPLETE"
_MOST_SHOWN = 200

POINTS = ("talking_points", "agenda_items")
ONE_POINT = ("talking_points",)
AGENDA = ("agenda_items",)
SESSIONS = ("sessions",)
ACTIONS = ("action_items",)
DECIDED = ("agenda_items", "decisions")
ABOUT_ACTIONS = ("agenda_items", "talking_points", "decisions")
ANYTHING = (
    "agenda_items",
    "talking_points",
    "sessions",
    "decisions",
    "action_items",
    "parties",
    "people",
    "notes",
    "references",
)
ATTENDEES = ("parties", "people")
PARTIES = ("parties",)
PEOPLE = ("people",)
WITHDRAWN = ("talking_points", "parties", "people")
Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


@click.command(
    epilog=examples(
        'eval "$(tracker completion bash)"  # in ~/.bashrc; zsh in ~/.zshrc\n'
        "mkdir -p ~/.config/fish/completions\n"
        "tracker completion fish > ~/.config/fish/completions/tracker.fish"
    )
)
@shared_options
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes SHELL complete verbs, options, statuses and the ids of the meeting."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    completer = found(context.find_root().command, {}, "tracker", _VARIABLE)
    say(completer.source_template % completer.source_vars())


def row_ids(*tables: str) -> Completer:
    """Return what completes an id of one of ``tables`` of the meeting that the command line so far means."""

    def complete(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        found = _rows(context, tables, begun.casefold())
        return [
            CompletionItem(row_id, help=title) for _, (row_id, title) in zip(range(_MOST_SHOWN), found, strict=False)
        ]

    return complete


def _rows(context: click.Context, tables: tuple[str, ...], begun: str) -> Iterator[tuple[str, str]]:
    """Yield ids with what a person knows them by; nothing at all where the meeting can't be read."""
    from tracker.errors import TrackerError

    try:
        # Options that stand before the verb have been read by now, --db among them.
        with context.ensure_object(Run).store() as store:
            state = store.snapshot().state
    except TrackerError:
        return
    yield from _known(state, tables, begun)


def _known(state: State, tables: tuple[str, ...], begun: str) -> Iterator[tuple[str, str]]:
    for table in tables:
        for row_id, row in state.tables[table].items():
            if row_id.startswith(begun):
                title = getattr(row, "title", "") or getattr(row, "name", "") or getattr(row, "text", "")
                yield row_id, " ".join(safe(title).split())[:60]
