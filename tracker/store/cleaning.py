"""Texts of a meeting folder on their way in: a member of the group can edit the files with any program.

What differs is changed in memory only: nothing is written back unasked.
"""

import re
import unicodedata

_VISIBLE_KINDS = "LNPSZ"
_NOT_KEPT = frozenset("\u2028\u2029")
# JSON needs no escape for DEL, which is a control character all the same.
_ESCAPE_OR_CONTROL = re.compile(r'\\[^"\\/]|[\x00-\x09\x0b-\x1f\x7f]')


def has_nothing_to_clean(json_text: str) -> bool:
    """Say whether no text in a JSON file can have anything to clean, without taking the file apart."""
    if _ESCAPE_OR_CONTROL.search(json_text):
        return False
    if json_text.isascii():
        return True
    characters = set(json_text) - {"\n"}
    return (
        characters.isdisjoint(_NOT_KEPT)
        and all(unicodedata.category(character)[0] in _VISIBLE_KINDS for character in characters)
        and unicodedata.is_normalized("NFC", json_text)
    )
