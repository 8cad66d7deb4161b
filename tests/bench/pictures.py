"""Pictures for the README: how programs grow with what is in them."""

from collections.abc import Sequence
from pathlib import Path

import pygal
from pygal.style import Style

from tests.bench.targets import Found

PICTURES = {"first-screen": "first screen", "cursor-move": "cursor move"}
"""What is drawn, by the name of its file."""

_PROGRAMS = ("tracker", "Textual trees", "dooit", "calcurse")
_TITLES = {
    "first screen": "From the start to a screen that can be used, in ms",
    "cursor move": "From a key that moves the cursor to the last byte, in ms",
}
_STYLE = Style(
    background="white",
    plot_background="white",
    font_family="sans-serif",
    foreground="#333333",
    foreground_strong="#111111",
    colors=("#1f77b4", "#ff7f0e", "#9467bd", "#7f7f7f"),
    value_font_size=11,
)


def draw(found: Found, points: Sequence[int], folder: Path) -> None:
    """Draw all pictures into a folder, bars of each program by the number of points on a logarithmic scale."""
    for name, measure in PICTURES.items():
        chart = pygal.Bar(
            title=_TITLES[measure],
            x_title="talking points (peers: todos)",
            style=_STYLE,
            js=[],
            logarithmic=True,
            print_values=True,
            show_y_guides=True,
            legend_at_bottom=True,
            legend_at_bottom_columns=4,
            width=860,
            height=400,
            value_formatter=lambda value: f"{value:,.0f}" if value else "",
        )
        chart.x_labels = [f"{number:,}" for number in points]
        for program in _PROGRAMS:
            values = [found.get(f"{program} {number:,}", {}).get(measure) for number in points]
            if any(values):
                chart.add(program, [value and value * 1e3 for value in values])
        (folder / f"{name}.svg").write_text(chart.render(is_unicode=True), encoding="utf-8")
