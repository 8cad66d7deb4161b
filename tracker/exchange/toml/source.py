"""From the text of a TOML file to its plain data: what is refused before anything in it is looked at."""

import re
from typing import Any, NoReturn

from tracker.errors import BadFileError
from tracker.text import shortened

# tomllib takes time that grows with the square of the parts of a key: 40,000 parts, 80 kB, are 25 seconds.
_MOST_KEY_PARTS = 60
_KEY_PART = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*\.[ \t]*"
_LONG_KEY = re.compile(rf"(?:^|[\[{{,])[ \t]*(?:{_KEY_PART}){{{_MOST_KEY_PARTS}}}", re.MULTILINE)
_REASON_CHARACTERS = 150
_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_UNQUOTED = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+"
    r"|(?P<before>=[ \t]*)(?P<time>\d\d?:\d\d|\d\d?(?:[:.]\d\d)? ?[ap]m|0\d{3}|\d\d?([./-])\d\d?\3(?:\d{4})?)"
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
