"""What can be chosen: an option, a row of a list; apart from the screens that ask, which come with their first use."""

from typing import NamedTuple

from textual.content import Content

KEYS_OF_A_CHOOSER = frozenset("jkgGq")
"""They move its cursor and leave it, so no option can have them."""


class Option(NamedTuple):
    """One thing that can be chosen."""

    value: str
    """What choosing it gives."""
    label: str
    """What it is called; may be people's text."""
    key: str = ""
    """Letter that chooses it at once; none of those that move the cursor."""
    why_not: str = ""
    """Why it can't be chosen now, in one sentence; empty where it can."""
    more: str = ""
    """What else it is known by, such as a full name, shown after the label and found too; may be people's text."""


class ListRow(NamedTuple):
    """One row of a list."""

    id: str
    """What choosing it gives; different in every row."""
    left: Content
    right: Content = Content("")
    is_heading: bool = False
    """Whether it only names what follows, so that the cursor passes it."""
