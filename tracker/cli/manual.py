"""The man page ``tracker.1``, made of the same source as ``--help``: the verbs, their options and examples, the keys.

``python -m tracker.cli.manual`` prints it; the file in ``tracker/share`` is that, and a test holds it to it.
"""

import re
from collections.abc import Iterator

import click

from tracker import __version__
from tracker.cli.main import tracker
from tracker.ui.commands import COMMANDS, keys_label

_EXITS = (
    ("0", "Done."),
    ("1", "It can't be done; one sentence on standard error says why, and what to do."),
    ("2", "Wrong usage."),
    ("70", "A fault of the program."),
)
_FILES = (
    ("~/.config/tracker/settings.toml", "Your choices: theme, keys, clock and more."),
    ("~/.local/share/tracker", "Your own meeting, where neither --db nor TRACKER_DB names a folder."),
)
_ENVIRONMENT = (
    ("TRACKER_DB", "The meeting folder."),
    ("NO_COLOR", "Set to anything, no colours are used."),
    ("VISUAL, EDITOR", "What long texts can be written with."),
)


def manual() -> str:
    """Return the man page as roff (man(7))."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    context = click.Context(tracker, info_name="tracker")
    yield f'.TH TRACKER 1 "" "meeting-tracker {__version__}" "User Commands"'
    yield from (".SH NAME", r"tracker \- a meeting's schedule and agenda, ticked off by several at once")
    yield from (".SH SYNOPSIS", r"\fBtracker\fR [\fIOPTIONS\fR] [\fIVERB\fR [\fIARGUMENTS\fR]]")
    yield from (".SH DESCRIPTION", *_paragraphs(tracker.help or ""))
    yield from (".SH OPTIONS", *_options(tracker, context))
    yield ".SH VERBS"
    for name in tracker.list_commands(context):
        command = tracker.get_command(context, name)
        assert command is not None
        yield from _verb(command, click.Context(command, info_name=name, parent=context))
    yield from (".SH KEYS OF THE SCREEN", *_terms((keys_label(command), command.title) for command in COMMANDS))
    yield from (".SH EXIT STATUS", *_terms(_EXITS))
    yield from (".SH FILES", *_terms(_FILES))
    yield from (".SH ENVIRONMENT", *_terms(_ENVIRONMENT))


def _verb(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]")
    yield rf".SS {_text(f'{context.info_name} {usage}'.strip())}"
    yield from _paragraphs(command.help or "")
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _verb(inner, click.Context(inner, info_name=f"{context.info_name} {name}", parent=context))
        return
    yield from _options(command, context)
    lines = (command.epilog or "").partition("Example:\n")[2].splitlines()
    if lines:
        yield from (".PP", "Example:", ".nf", *(_text(line) for line in lines), ".fi")


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    shared = {"--db", "--now", "--help"} if context.parent else set()
    records = (
        record
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option) and not shared.intersection(parameter.opts)
        if (record := parameter.get_help_record(context))
    )
    yield from _terms(records)


def _terms(pairs: Iterator[tuple[str, str]] | tuple[tuple[str, str], ...]) -> Iterator[str]:
    for term, meaning in pairs:
        yield from (".TP", rf"\fB{_text(term)}\fR", _text(meaning))


def _paragraphs(text: str) -> Iterator[str]:
    """Yield paragraphs for below a heading, which begins one itself."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        yield from ((".PP",) if number else ())
        yield _text(" ".join(paragraph.split()))


def _text(words: str) -> str:
    r"""Return words that roff shows as they are: backslashes, hyphens, and dots and quotes that begin a line."""
    shown = words.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    # Groff takes other characters by their code point wherever it runs.
    shown = "".join(character if character.isascii() else rf"\[u{ord(character):04X}]" for character in shown)
    return rf"\&{shown}" if shown.startswith((".", "'")) else shown


if __name__ == "__main__":
    print(manual(), end="")  # it is this program's own text
