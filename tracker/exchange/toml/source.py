"""TOML as plain data, and the line of each table and key of it.

tomllib gives values without their lines, so the text is scanned once more when there is something to tell: statement by
statement, with the grammar of TOML 1.0, so that a header inside a text of several lines is not taken for one. The
text is known to be valid TOML, which is what makes so short a scanner exact. Inside of a value there are no lines of
its own: the parts of an inline table stand where its key stands.
"""

import re
from collections.abc import Mapping
from typing import Any, NoReturn

from tracker.errors import BadFileError
from tracker.text import shortened

# tomllib takes time that grows with the square of the parts of a key: 40,000 parts, 80 kB, are 25 seconds.
_MOST_KEY_PARTS = 60
_DOTTED_PART = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*\.[ \t]*"
_LONG_KEY = re.compile(rf"(?:^|[\[{{,])[ \t]*(?:{_DOTTED_PART}){{{_MOST_KEY_PARTS}}}", re.MULTILINE)
_REASON_CHARACTERS = 150
_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_TEXT_OR_COMMENT = (
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+"
)
_UNQUOTED = re.compile(
    _TEXT_OR_COMMENT
    + r"|(?P<before>=[ \t]*)(?P<time>\d\d?:\d\d|\d\d?(?:[:.]\d\d)? ?[ap]m|0\d{3}|\d\d?([./-])\d\d?\3(?:\d{4})?)"
    r"(?=[ \t]*(?:[#\r\n]|\Z))",
    re.DOTALL | re.ASCII | re.IGNORECASE,
)
"""Texts and comments, so that nothing in them is taken for a value; and days and hours that TOML doesn't know."""


class Number(float):
    """A number that knows how it was written: 15.30 may be meant as an hour."""

    def __new__(cls, written: str) -> "Number":
        """Read a number."""
        number = super().__new__(cls, written)
        number.written = written
        return number

    written: str


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """Return the tables of a TOML text.

    Raises:
        BadFileError: it is no TOML; says the line and column where reading stopped.
    """
    # Loaded here, because only a new meeting and an import read a programme.
    import tomllib

    if long_key := _LONG_KEY.search(text):
        line = text.count("\n", 0, long_key.end()) + 1
        _refuse(name, f"line {line}: a name of more than {_MOST_KEY_PARTS} parts with dots between them: shorten it")
    try:
        return tomllib.loads(text, parse_float=Number)
    except RecursionError:
        _refuse(name, "brackets are nested too deeply: no more than three levels are ever needed")
    except ValueError as error:
        # Not only TOMLDecodeError: a number of 5,000 digits is a plain ValueError.
        fault = _syntax_fault(text, str(error))
    try:
        return tomllib.loads(_with_quotes(text), parse_float=Number)
    except ValueError:
        _refuse(name, fault)


def _with_quotes(text: str) -> str:
    """Return the text with quotes around days and hours as people write them: TOML has no 9:30 and no 25.11.2025."""
    return _UNQUOTED.sub(lambda found: f'{found["before"]}"{found["time"]}"' if found["time"] else found[0], text)


def _syntax_fault(text: str, message: str) -> str:
    """Return in one sentence where and why the TOML parser stopped, and the way out that is most often meant."""
    where = _WHERE.search(message)
    reason = shortened(message[: where.start()] if where else message, _REASON_CHARACTERS)
    if not where:
        return f"it is not valid TOML: {reason}"
    lines = text.split("\n")
    number = int(where[1] or len(lines))
    place = f"line {number}, column {where[2]}" if where[2] else f"line {number}, at the end of the file"
    return f"{place}: it is not valid TOML: {reason}: {_remedy(reason, lines[number - 1])}"


def _remedy(reason: str, line: str) -> str:
    """Return what most often mends a line at which the TOML parser stopped."""
    if reason.startswith("Cannot"):
        return "the same name stands here twice, keep one of them"
    return 'write text in "quotes", and look for a quote, bracket or = that is missing here or above'


def _refuse(name: str, fault: str) -> NoReturn:
    raise BadFileError(name, (fault,))


Path = tuple[str | int, ...]
"""The way to a value: names of keys, and indexes in arrays from 0: ``("agenda_item", 2, "point", 0, "title")``."""

_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_KEY_PART = re.compile(r"[ \t]*(?:([\w-]+)|\"((?:[^\"\\\n]|\\.)*+)\"|'([^'\n]*+)')[ \t]*(\.?)")
_VALUE_PART = re.compile(
    _TEXT_OR_COMMENT + r"|(?P<open>[\[{])"
    r"|(?P<close>[\]}])"
    r"|(?P<newline>\n)"
    r"|[^\"'#\[\]{}\n]++",
    re.DOTALL,
)

_TABLE_WORDS = {
    "agenda_item": "agenda item",
    "point": "point",
    "fact": "fact",
    "figure": "figure",
    "values": "value",
}


def lines_of(text: str) -> Mapping[Path, int]:
    """Return the line (from 1) of each table header and key of a valid TOML text, by its path."""
    return _Scan(text).lines


def nearest_line(lines: Mapping[Path, int], path: Path) -> int | None:
    """Return the line of ``path`` or else of the nearest table around it; None where that is the file itself."""
    return next((lines[path[:length]] for length in range(len(path), 0, -1) if path[:length] in lines), None)


def words_for(path: Path, tables: Mapping[str, Any]) -> str:
    """Return in words which table ``path`` lies in: ``agenda item "psm", point "psm.2"``, ``session 3``."""
    words, value = [], tables
    for place, step in enumerate(path):
        try:
            value = value[step]  # type: ignore[index]
        except (LookupError, TypeError):
            break
        if isinstance(step, int):
            table = str(path[place - 1])
            known = value.get("id") if isinstance(value, dict) else None
            label = f'"{known[:60]}"' if isinstance(known, str) else str(step + 1)
            words.append(f"{_TABLE_WORDS.get(table, table)} {label}")
        elif step == "meeting":
            words.append("meeting")
    return ", ".join(words)


class _Scan:
    """One pass over a TOML text."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._text = text
        self._arrays: dict[Path, int] = {}
        self._counted_to = 0
        self._line = 1
        self._table: Path = ()
        place = self._after_gap(0)
        while place < len(text):
            place = self._after_gap(self._header(place) if text[place] == "[" else self._assignment(place))

    def _after_gap(self, place: int) -> int:
        match = _GAP.match(self._text, place)
        return match.end() if match else place

    def _line_at(self, place: int) -> int:
        self._line += self._text.count("\n", self._counted_to, place)
        self._counted_to = place
        return self._line

    def _header(self, place: int) -> int:
        """Take in ``[table]`` or ``[[table]]`` and return where it ends."""
        line = self._line_at(place)
        brackets = 2 if self._text.startswith("[[", place) else 1
        key, place = self._key(place + brackets)
        path: Path = ()
        for part in key[:-1]:
            path += (part,)
            if path in self._arrays:
                path += (self._arrays[path],)
        path += key[-1:]
        self.lines.setdefault(path, line)
        if brackets == 2:
            self._arrays[path] = self._arrays.get(path, -1) + 1
            path += (self._arrays[path],)
        self.lines.setdefault(path, line)
        self._table = path
        return place + brackets

    def _assignment(self, place: int) -> int:
        """Take in ``key = value`` and return where it ends."""
        line = self._line_at(place)
        key, place = self._key(place)
        for length in range(1, len(key) + 1):
            self.lines.setdefault(self._table + key[:length], line)
        depth = 0
        while part := _VALUE_PART.match(self._text, place):
            if part.lastgroup == "newline" and not depth:
                break
            depth += {"open": 1, "close": -1}.get(part.lastgroup or "", 0)
            place = part.end()
        return place

    def _key(self, place: int) -> tuple[Path, int]:
        """Return the parts of the key that begins at ``place``, and where it ends."""
        parts: list[str] = []
        while part := _KEY_PART.match(self._text, place):
            parts.append(next(group for group in part.groups() if group is not None))
            place = part.end()
            if not part[4]:
                break
        return tuple(parts), place
