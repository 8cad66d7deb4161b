"""From content to what Textual paints: one line, in the theme's colours."""

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget


def strip_of(widget: Widget, content: Content, width: int) -> Strip:
    """Return ``content``, which is ``width`` cells wide, as a line of ``widget``."""
    pieces = content.render(widget.visual_style, end="", parse_style=widget.app.stylesheet.parse_style)
    return Strip([Segment(text, style.rich_style) for text, style in pieces], width)
