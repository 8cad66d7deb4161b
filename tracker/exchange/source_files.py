"""Bounded reading of a file that someone else wrote, as UTF-8 or UTF-16 text."""

import codecs
from pathlib import Path
from typing import NoReturn

from tracker.errors import BadFileError
from tracker.files import NotRegularError, open_regular
from tracker.text import clean, shortened

MOST_BYTES = 4 * 1024 * 1024
"""Largest programme file that is read."""

_LONGEST_NAME = 1000
"""Characters of a path that a complaint names."""


def read_text(path: Path, most_bytes: int = MOST_BYTES) -> str:
    """Return the text of the file at ``path``.

    Raises:
        BadFileError: it is not there, no regular file, not readable, larger than ``most_bytes``, or neither UTF-8 nor
            marked as UTF-16.
    """
    name = shortened(str(path), _LONGEST_NAME)
    return decoded(_read_bytes(path, name, most_bytes), name)


def decoded(raw: bytes, name: str) -> str:
    """Return the text of a file; spreadsheets write UTF-16 and mark it.

    Raises:
        BadFileError: it is neither UTF-8 nor marked as UTF-16; says where.
    """
    encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        # The decoder counts from behind a byte order mark.
        place = error.start + len(raw) - len(error.object)
        line = raw.count(b"\n", 0, place) + 1
        _refuse(name, f"line {line}: byte {place + 1} of the file is not UTF-8: save the file as UTF-8")


def _read_bytes(path: Path, name: str, most_bytes: int) -> bytes:
    """Return what the regular file at ``path`` holds."""
    try:
        with open_regular(path, follow_link=True) as file:
            raw = file.read(most_bytes + 1)
    except FileNotFoundError:
        _refuse(name, "there is no such file: look at its name and folder")
    except NotRegularError as error:
        if error.is_folder:
            _refuse(name, "it is a folder: give the path of a file in it")
        _refuse(name, "it is a pipe or a device: give the path of a file")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        _refuse(name, f"it can't be read: {clean(reason or str(error))}")
    if len(raw) > most_bytes:
        _refuse(name, f"it is larger than {most_bytes // 1024**2} MB: leave out what is not needed, or split it")
    return raw


def _refuse(name: str, fault: str) -> NoReturn:
    raise BadFileError(name, (fault,))
