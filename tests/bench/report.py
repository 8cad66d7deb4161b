"""What was measured as tables: the numbers, what became of the targets, and how an earlier run was."""

from collections.abc import Iterable, Mapping

from rich.table import Table
from rich.text import Text

from tests.bench.subjects import BARE
from tests.bench.targets import Found, Outcome, Target


def shown(measure: str, value: float) -> str:
    """Return a value with its unit."""
    if measure in ("memory, first screen", "peak memory", "size on disk"):
        return f"{value / 1024**2:.1f} MB"
    if measure.endswith("a minute"):
        return f"{value:,.0f}"
    if measure.endswith("bare import"):
        return f"{value:.2f} x"
    return f"{value:.2%}" if "share" in measure else f"{value * 1e3:.1f} ms"


def table_of(title: str, found: Found, labels: Iterable[str]) -> Table:
    """Return a table with a column for each label and a row for each measure that one of them has."""
    columns = {label: found[label] for label in labels}
    table = Table("", *columns, title=title)
    for measure in dict.fromkeys(measure for measures in columns.values() for measure in measures):
        cells = (shown(measure, measures[measure]) if measure in measures else "" for measures in columns.values())
        table.add_row(measure, *cells)
    return table


def table_of_targets(outcomes: Iterable[Outcome]) -> Table:
    """Return each target, what was measured, and whether it was met."""
    table = Table("measure", "of", "at most", "measured", "", title="Targets")
    for outcome in outcomes:
        target = outcome.target
        mark = Text("met", "green") if outcome.is_met else Text("missed", "bold red")
        table.add_row(target.measure, target.label, limit_of(target), value_of(outcome), mark)
    return table


def limit_of(target: Target) -> str:
    """Return the limit in words."""
    return f"{target.limit:g} x {target.beside}" if target.beside else shown(target.measure, target.limit)


def value_of(outcome: Outcome) -> str:
    """Return what was measured, in the unit of the limit."""
    return f"{outcome.value:.2f} x" if outcome.target.beside else shown(outcome.target.measure, outcome.value)


def table_of_change(found: Found, old: Mapping[str, Mapping[str, float]]) -> Table:
    """Return how each measure is to the one of an earlier run: 2.00 takes twice as much as then.

    Bare Textual stands beside the tracker: what both take more of, the machine took.
    """
    labels = [label for label in found if label in old and label.startswith(("tracker", BARE))]
    table = Table("new / old", *labels, title="Against the earlier run")
    for measure in dict.fromkeys(measure for label in labels for measure in found[label]):
        table.add_row(measure, *(_ratio(found[label].get(measure), old[label].get(measure)) for label in labels))
    return table


def _ratio(new: float | None, before: float | None) -> str:
    return f"{new / before:.2f}" if new is not None and before else ""
