"""What the command line prints: safe to show in any terminal and possible in any character set.

People's texts were cleaned when they came in; they are cleaned here once more, because a meeting folder can be
edited by hand, and file names and system messages come from elsewhere.
"""

import codecs
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TextIO, TypeVar

from tracker.errors import TrackerError
from tracker.personal.settings import terminal_environment
from tracker.text import clean_lines

JSON_VERSION = 1
"""Version of what ``--json`` prints; raised only if a field had to change its meaning."""

_ROLE_STYLES = {"strong": "bold", "muted": "dim", "done": "green", "now": "bold green", "late": "bold red"}
_ERROR_HANDLER = "tracker.ascii"
_MANY = 500
_Step = TypeVar("_Step")


class OutputError(TrackerError):
    """Standard output can't be written."""

    def __init__(self, error: OSError) -> None:
        """Keep why."""
        super().__init__(f"Standard output can't be written ({error.strerror}).")
        self.why = error.strerror
        self.is_closed_pipe = isinstance(error, BrokenPipeError)
        """Whether it is a pipe, and whoever read it is gone: nothing to complain of where nothing was done."""


def prepare_streams() -> None:
    """Make standard output and error able to take any text: ASCII stand-ins and numbers for what they lack."""
    _stand_in_for_closed_streams()
    codecs.register_error(_ERROR_HANDLER, _stand_in)
    ascii_only = terminal_environment().is_ascii_only
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Python prints UTF-8 in the C locale; a terminal in that locale shows it as rubbish.
            stream.reconfigure(encoding="ascii" if ascii_only else None, errors=_ERROR_HANDLER)


def has_screen() -> bool:
    """Say whether there is a terminal on both ends that can show the screen."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    from tracker.ui.terminal.capabilities import capabilities

    return capabilities(terminal_environment(), is_terminal=True).usable


def flush() -> None:
    """Hand over what standard output still holds back.

    Raises:
        OutputError: it can't be written.
    """
    with _telling_why():
        sys.stdout.flush()


def discard() -> None:
    """Let what standard output still holds go nowhere: the interpreter would complain about it once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def is_ascii() -> bool:
    """Say whether standard output takes ASCII characters alone."""
    return codecs.lookup(sys.stdout.encoding or "ascii").name == "ascii"


def say(text: str) -> None:
    """Print lines for the person or the program that reads standard output."""
    _print(text, sys.stdout)


def remark(text: str) -> None:
    """Print on standard error what a person should know, where nothing is wrong with it."""
    _print(f"tracker: {text}", sys.stderr)


def warn(text: str) -> None:
    """Print a warning on standard error: something went through, but not as smoothly as it should."""
    _print(f"tracker: warning: {text}", sys.stderr)


def complain(message: str, hint: str = "") -> None:
    """Print on standard error what is wrong and, on a line of its own, the way out."""
    _print(f"tracker: {message}" + (f"\n{hint}" if hint else ""), sys.stderr)


def say_json(document: dict[str, Any]) -> None:
    """Print a JSON document with its version; where the character set isn't Unicode, other characters are escaped."""
    import json

    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    text = json.dumps({"version": JSON_VERSION, **document}, ensure_ascii=not is_unicode, allow_nan=False, indent=2)
    # Within JSON a character and its escape mean the same, so nothing is lost by keeping controls off the terminal.
    safe_lines = (line if line.isprintable() else _with_escapes(line) for line in text.split("\n"))
    _write("\n".join(safe_lines), sys.stdout)


def say_exact(text: str) -> None:
    """Print a file's content: to a file or a pipe byte by byte as UTF-8, to a terminal as lines that are safe there."""
    if sys.stdout.isatty():
        say(text.rstrip("\n"))
        return
    with _telling_why():
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())


def say_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, words: Sequence[str] = ()) -> None:
    """Print rows: as a table with headings on a terminal, as aligned columns without them in a pipe.

    On a terminal the places are marked where ``words`` stand, which are folded.
    """
    rows = list(rows)
    if not rows:
        return
    columns = [_safe_cells([row[place] for row in rows]) for place in range(len(headings))]
    if sys.stdout.isatty():
        _print_rich_table(headings, zip(*columns, strict=True), words)
        return
    # The last one needs no room behind it.
    aligned = [_aligned(column) for column in columns[:-1]]
    lines = map("  ".join, zip(*aligned, columns[-1], strict=True))
    # At once: where nothing is held back, writing each line costs more than making it.
    _write("\n".join(line.rstrip() for line in lines), sys.stdout)


def _aligned(cells: Sequence[str]) -> list[str]:
    width = max(map(len, cells))
    return [cell.ljust(width) for cell in cells]


def _safe_cells(cells: Sequence[str]) -> Sequence[str]:
    """Return cells that are safe; one look at all of them is enough where nothing has to be taken out."""
    return cells if "".join(cells).isprintable() else [safe(cell) for cell in cells]


def progress(steps: Sequence[_Step], label: str) -> Iterator[_Step]:
    """Go through ``steps`` and show on a terminal how far it is, where there are many."""
    if len(steps) < _MANY or not sys.stderr.isatty():
        yield from steps
        return
    import click

    with click.progressbar(steps, label=label, file=sys.stderr) as bar:
        yield from bar


def say_picture(lines: Iterable[Sequence[tuple[str, str]]]) -> None:
    """Print lines of parts, each a text and its role; a terminal that has colours shows the roles in them."""
    if not sys.stdout.isatty():
        for line in lines:
            say("".join(text for text, _ in line).rstrip())
        return
    # As for tables: only a terminal needs it. It knows terminals that have no colours.
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False, no_color=terminal_environment().no_color)
    with _telling_why():
        for line in lines:
            # A Text is shown as it is; a str would be read as markup.
            shown = Text.assemble(*((safe(text), _ROLE_STYLES.get(role, "")) for text, role in line))
            console.print(shown, soft_wrap=True)


def safe(text: str) -> str:
    """Return ``text`` with nothing in it that acts on a terminal or turns the reading order."""
    if text.isprintable():
        return text
    return "\n".join(line if line.isprintable() else clean_lines(line) for line in text.split("\n"))


def _print(text: str, stream: TextIO) -> None:
    _write(safe(text), stream)


def _write(text: str, stream: TextIO) -> None:
    with _telling_why() if stream is sys.stdout else suppress(OSError):
        print(text, file=stream)


@contextmanager
def _telling_why() -> Iterator[None]:
    """Turn what keeps standard output from being written into a sentence for standard error."""
    try:
        yield
    except OSError as error:
        discard()
        raise OutputError(error) from error


def _print_rich_table(headings: Sequence[str], rows: Iterable[Sequence[str]], words: Sequence[str]) -> None:
    # Rich takes longer to load than a verb takes to run, and only a terminal wants its tables.
    from rich.box import ASCII2, ROUNDED
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from tracker.domain.search.folding import hits

    table = Table(box=ASCII2 if is_ascii() else ROUNDED, header_style="bold")
    for heading in headings:
        table.add_column(Text(heading), overflow="fold")
    for row in rows:
        # A Text is shown as it is; a str would be read as markup.
        cells = [Text(cell) for cell in row]
        for cell in cells if words else ():
            for begin, end in hits(cell.plain, words):
                cell.stylize("bold underline", begin, end)
        table.add_row(*cells)
    Console(highlight=False, markup=False, emoji=False).print(table)


def _stand_in_for_closed_streams() -> None:
    """Open the null device for each standard stream that is closed, so that no file of ours gets its number."""
    descriptor = os.open(os.devnull, os.O_RDWR)
    while descriptor <= 2:
        descriptor = os.open(os.devnull, os.O_RDWR)
    os.close(descriptor)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - it stays open to the end


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """Replace characters that the stream can't encode."""
    assert isinstance(error, UnicodeEncodeError)
    # Few terminals lack a character, so few runs need the table.
    from tracker.glyphs import SPELLED_OUT

    lost = "".join(SPELLED_OUT.get(sign, sign) for sign in error.object[error.start : error.end])
    return "".join(character if character.isascii() else _escaped(character) for character in lost), error.end


def _with_escapes(text: str) -> str:
    return "".join(character if character.isprintable() else _escaped(character) for character in text)


def _escaped(character: str) -> str:
    """Return a character as JSON and Python write it in ASCII: in UTF-16 code units of four hexadecimal digits."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
