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
_LINES = (0.1, 1, 10, 100, 1_000, 10_000)
"""Milliseconds at which a line goes across, from the one below the least value to the one above the greatest."""
_STYLE = Style(
    background="white",
    plot_background="white",
    font_family="sans-serif",
    guide_stroke_color="#dddddd",
    major_guide_stroke_color="#dddddd",
    foreground="#333333",
    foreground_strong="#111111",
    colors=("#1f77b4", "#ff7f0e", "#9467bd", "#7f7f7f"),
    value_font_size=11,
)


def draw(found: Found, points: Sequence[int], folder: Path) -> None:
    """Draw all pictures into a folder, bars of each program by the number of points on a logarithmic scale."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, measure in PICTURES.items():
        bars = {
            program: [found.get(f"{program} {number:,}", {}).get(measure, 0) * 1e3 for number in points]
            for program in _PROGRAMS
        }
        chart = _chart(_TITLES[measure], [value for values in bars.values() for value in values if value])
        chart.x_labels = [f"{number:,}" for number in points]
        for program, values in bars.items():
            if any(values):
                chart.add(program, [value or None for value in values])
        (folder / f"{name}.svg").write_text(chart.render(is_unicode=True) + "\n", encoding="utf-8")


def _chart(title: str, values: Sequence[float]) -> pygal.Bar:
    chart = pygal.Bar(
        title=title,
        x_title="talking points (peers: todos)",
        style=_STYLE,
        js=[],
        logarithmic=True,
        print_values=True,
        legend_at_bottom=True,
        legend_at_bottom_columns=4,
        width=860,
        height=400,
        value_formatter=lambda value: f"{value:,.0f}" if value >= 1 else f"{value:.1f}",
    )
    lowest = max(line for line in _LINES if line < min(values))
    highest = min((line for line in _LINES if line > max(values)), default=max(values))
    chart.y_labels = [line for line in _LINES if lowest <= line <= highest]
    chart.range = (lowest, highest)
    chart.zero = lowest
    return chart
