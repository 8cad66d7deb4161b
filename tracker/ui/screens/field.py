"""What a form asks for. Apart from the form, which is loaded when the first one is opened."""

from collections.abc import Mapping
from typing import Literal, NamedTuple


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
    """What an empty line may hold."""
