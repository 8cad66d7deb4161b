"""A meeting whose every free text tries to harm whoever looks at it."""

import unicodedata
from itertools import cycle
from typing import Any

import msgspec

from tests.support.record import rich_state
from tracker.domain.model.state import State

MARKUP = (
    "[/x]",
    "[",
    "[/",
    "[b + x",
    "[@click=app.quit]q[/]",
    "[@click=screen.pwn]p[/]",
    "[@click=app.screenshot('out.svg')]s[/]",
    "[link=file:///etc/passwd]l[/link]",
    "[bold red]r[/bold red]",
    "$primary {x} %s \\",
)
CONTROLS = (
    "\x1b]0;PWNED\x07t",
    "\x1b[6nq",
    "\x1b[2Jc",
    "\x9b31mC1\x9c",
    "\x00\x05\x0e\x7fnul",
    "right\u202eleft\u2066\u200b\u00ad\ue000",
    "tag\U000e0041\U000e007f",
    "\ud800half",
    "a" + "\u0301" * 40,
    "\u0336\u20dd\u200d\u200d\u3164\u2800\u115fe",
)
GOOD = "\U0001f469\u200d\U0001f4bb 会议 اجلاس заседание"
PAYLOAD_BYTES = (
    *(b"\x1b]0;PWNED", b"\x1b[6n", b"\xc2\x9b", b"\x05", b"\x0e"),
    *(character.encode() for character in "\u202e\u200b\u3164\u2800\u20dd"),
)
"""What a terminal would act on; the tracker sends none of it for reasons of its own."""

FREE_FIELDS = frozenset(
    (
        *(
            "title",
            "short_title",
            "body",
            "city",
            "country",
            "second_city",
            "name",
            "short_name",
            "publisher",
            "supports",
        ),
        *("annotation", "description", "room", "label", "text", "unit", "author", "status_reason", "withdrawn_reason"),
        *("honorific", "designation", "organisation", "agreed_by", "verified_by", "reason", "by", "done_by", "fact"),
        *("value", "source", "changed_by"),
    )
)


def hostile_state(payloads: tuple[str, ...]) -> State:
    """Return a meeting with something of everything and one payload after the other in its free texts, as they are."""
    state, turn = rich_state(), cycle(payloads)
    tables = {
        table: {row_id: _poisoned(row, turn) for row_id, row in rows.items()} for table, rows in state.tables.items()
    }
    return State(tables, state.seq)


def _poisoned(value: Any, turn: "cycle[str]") -> Any:
    if isinstance(value, tuple):
        return tuple(_poisoned(member, turn) for member in value)
    if not isinstance(value, msgspec.Struct):
        return value
    changed = {}
    for name in value.__struct_fields__:
        old = getattr(value, name)
        if isinstance(old, str):
            changed[name] = f"{next(turn)} {old}" if name in FREE_FIELDS and old else old
        else:
            changed[name] = _poisoned(old, turn)
    return msgspec.structs.replace(value, **changed)


def acts_on_a_terminal(text: str) -> set[str]:
    """Return the characters of a shown text that no screen may hold."""
    return {
        character
        for character in text
        if character not in "\n\u200c\u200d" and unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")
    }
