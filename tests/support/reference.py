"""What the documents say of the code, made from it: the keys, the verbs, the formats and the manual page.

``python -m tests.support.reference`` writes them anew; a test holds the documents to it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from tests.support.program import ROOT
from tracker.cli.main import tracker
from tracker.cli.manual import manual
from tracker.exchange.registry import EXPORTS, IMPORTS
from tracker.ui.commands import COMMANDS, key_label

DOCS = ROOT / "tracker" / "docs"


def key_table() -> str:
    """Return the table of keys as Markdown."""
    rows = [f"| {' '.join(f'`{key_label(key)}`' for key in command.keys)} | {command.title} |" for command in COMMANDS]
    return "\n".join(("| Key | What it does |", "| --- | --- |", *rows)) + "\n"


def verb_table() -> str:
    """Return the table of verbs as Markdown, each with the first sentence of its help."""
    context = click.Context(tracker, info_name="tracker")
    rows = []
    for name in tracker.list_commands(context):
        command = tracker.get_command(context, name)
        assert command is not None
        rows.append(f"| `{name}` | {command.get_short_help_str(200)} |")
    return "\n".join(("| Verb | What it does |", "| --- | --- |", *rows)) + "\n"


def format_table() -> str:
    """Return the table of formats as Markdown: the endings of their files, and what goes out and comes in."""
    rows = []
    for name in dict.fromkeys((*EXPORTS, *IMPORTS)):
        written, read = EXPORTS.get(name), IMPORTS.get(name)
        endings = dict.fromkeys((*((written.ending,) if written else ()), *(read.endings if read else ())))
        parts = (", ".join(written.parts) or "all of it") if written else ""
        rows.append(f"| `{name}` | {' '.join(f'`.{each}`' for each in endings)} | {parts} | {'yes' if read else ''} |")
    return (
        "\n".join(("| Format | Files | Parts that `export` writes | Read by `import` |", "| --- " * 4 + "|", *rows))
        + "\n"
    )


def between(text: str, mark: str, made: str) -> str:
    """Return ``text`` with what stands between the comments of ``mark`` made anew."""
    return re.sub(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", lambda m: f"{m[1]}{made}{m[2]}", text, flags=re.DOTALL)


def documents() -> Iterator[tuple[Path, str]]:
    """Yield each document that is made from the code, wholly or in part, with the text that it should have."""
    verbs = between((DOCS / "verbs.md").read_text(encoding="utf-8"), "verbs", verb_table())
    yield DOCS / "verbs.md", between(verbs, "formats", format_table())
    yield DOCS / "keys.md", between((DOCS / "keys.md").read_text(encoding="utf-8"), "keys", key_table())
    yield ROOT / "tracker" / "share" / "tracker.1", manual()


if __name__ == "__main__":
    for path, text in documents():
        path.write_text(text, encoding="utf-8")
