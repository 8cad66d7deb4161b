"""What a paper is made of. Texts are data: every renderer makes them harmless for its own format."""

from typing import NamedTuple


class Heading(NamedTuple):
    """A heading; level 1 is the paper's title."""

    level: int
    text: str


class Banner(NamedTuple):
    """Something that nobody must overlook, such as that the paper is a draft."""

    text: str


class Paragraph(NamedTuple):
    """Words that run on; ``label`` stands before them."""

    text: str
    label: str = ""


class Bullets(NamedTuple):
    """A list without numbers."""

    lines: tuple[str, ...]


class Table(NamedTuple):
    """Rows under headings, each with as many cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Banner | Paragraph | Bullets | Table


class Paper(NamedTuple):
    """A whole paper."""

    title: str
    is_draft: bool
    blocks: tuple[Block, ...]
