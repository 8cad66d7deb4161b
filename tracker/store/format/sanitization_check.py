"""Texts of a meeting folder on their way in: a member of the group can edit the files with any program.

What differs is changed in memory only: nothing is written back unasked.
"""

import re
import unicodedata

_VISIBLE_KINDS = "LNPSZ"
_NOT_KEPT = frozenset("\u2028\u2029")
# JSON needs no escape for DEL, which is a control character all the same.
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code != ord("\n"))
# A line feed within a text is kept; at its ends, and after a blank, there is something to take off.
_ESCAPE = re.compile(rb'\\[^"\\/n]|[ "]\\n|\\n"')


def has_nothing_to_clean(json_bytes: bytes) -> bool:
    """Say whether no text in a JSON file can have anything to clean, without taking the file apart."""
    # In UTF-8 no part of another character looks like one of these.
    if len(json_bytes.translate(None, _CONTROLS)) != len(json_bytes):
        return False
    has_escapes = b"\\" in json_bytes
    if has_escapes and _ESCAPE.search(json_bytes):
        return False
    if json_bytes.isascii():
        return True
    json_text = json_bytes.decode()
    characters = set(json_text) - {"\n"}
    if has_escapes and any(character.isspace() for character in characters - {" "}):
        return False
    return (
        characters.isdisjoint(_NOT_KEPT)
        and all(unicodedata.category(character)[0] in _VISIBLE_KINDS for character in characters)
        and unicodedata.is_normalized("NFC", json_text)
    )
