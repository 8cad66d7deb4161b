"""The bytes of the meeting folder: strict JSON, sealed with a checksum that covers every byte.

A journal line is one JSON object whose last field, ``sum``, is the SHA-256 of all bytes before it. ``meeting.json``
carries its ``sum`` as the first field of its first document: the SHA-256 of the file with zeros in that place.
"""

from hashlib import sha256
from typing import Any

import msgspec

_SEAL = b',"sum":"%s"}\n'
_SEAL_START = _SEAL.partition(b"%")[0]
SEAL_LENGTH = len(_SEAL % bytes(64))
"""Bytes that a line's seal takes, with the line feed."""


class UnreadableError(Exception):
    """Bytes that are not what the tracker wrote. Never reaches a person: the store recovers or says it in its words."""


def encode(value: Any) -> bytes:
    """Return ``value`` as compact JSON in UTF-8.

    Raises:
        ValueError: it holds a number that JSON doesn't have, or half a character.
    """
    import json

    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def decode(raw: bytes) -> Any:
    """Return what the JSON text ``raw`` says.

    Raises:
        UnreadableError: it isn't JSON, or it is nested too deeply, names a key twice, or holds NaN or Infinity.
    """
    import json

    try:
        return json.loads(raw.decode(), object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(str(error)) from error


def seal(body: dict[str, Any]) -> tuple[bytes, str]:
    """Return the sealed line of a journal record and its checksum.

    Raises:
        ValueError: see ``encode()``.
    """
    open_text = encode(body)[:-1]
    digest = sha256(open_text).hexdigest()
    return open_text + seal_of(digest), digest


def seal_of(digest: str) -> bytes:
    """Return the bytes that end the line with the checksum ``digest``."""
    return _SEAL % digest.encode()


def is_sealed(line: bytes) -> bool:
    """Say whether a line (with its line feed) is whole and unchanged."""
    end = line[-SEAL_LENGTH:]
    # A file full of other lines is not worth a checksum each.
    return end.startswith(_SEAL_START) and end == seal_of(sha256(memoryview(line)[:-SEAL_LENGTH]).hexdigest())


def unseal(line: bytes) -> dict[str, Any]:
    """Return the object of a sealed line, its ``sum`` included.

    Raises:
        UnreadableError: the line is not as it was written.
    """
    if not is_sealed(line):
        raise UnreadableError("the checksum doesn't fit")
    body = decode(line)
    if not isinstance(body, dict):
        raise UnreadableError("not an object")
    return body


def decode_own(raw: bytes) -> Any:
    """Return what ``raw`` says, which fits its checksum: a third of the time, and a key that stands twice is let be.

    Raises:
        UnreadableError: it isn't JSON, or nested too deeply.
    """
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")
