"""What a form asks for. Apart from the form, which is loaded when the first one is opened."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from tracker.text import BODY_LIMIT, TITLE_LIMIT, clean, clean_lines, too_long


class Field(NamedTuple):
    """One field of a form."""

    name: str
    label: str
    kind: Literal["line", "body", "one", "several"] = "line"
    value: str | tuple[str, ...] = ""
    """What stands there at first; for one or several of ``options``, their values."""
    options: Mapping[str, str] = {}
    """Labels by value, for a field that takes one or several of them."""
    hint: str = ""
    """What an empty field may hold or comes to, or what is to be chosen."""
    refused: Mapping[str, str] = {}
    """Why an option can't be chosen now, in a sentence, by its value."""
    more: Mapping[str, str] = {}
    """What else an option is known by, such as a full name, by its value."""
    missing: str = ""
    """What is said where there are no options: what there is none of, and how it is added."""

    def too_long(self, value: str | tuple[str, ...]) -> str:
        """Say by how much a text is longer than the field's may be when it is saved; nothing where it isn't."""
        if not isinstance(value, str):
            return ""
        is_body = self.kind == "body"
        limit = BODY_LIMIT if is_body else TITLE_LIMIT
        # What is taken off at the ends isn't kept, so it doesn't count.
        return too_long(clean_lines(value) if is_body else clean(value), limit) if len(value) > limit else ""
