"""Comparison of what was planned, reported and officially recorded of one fact."""

from typing import NamedTuple

from tracker.domain.model.record import FactStanding, FactValue
from tracker.domain.model.state import State


class FactComparison(NamedTuple):
    """One fact with the newest value of each standing."""

    about: str
    """Id of the row that the fact belongs to."""
    fact: str
    planned: FactValue | None
    reported: FactValue | None
    official: FactValue | None

    @property
    def values(self) -> tuple[FactValue, ...]:
        """The values that there are, in the order planned, reported, official."""
        return tuple(value for value in (self.planned, self.reported, self.official) if value is not None)

    @property
    def differs(self) -> bool:
        """Say whether the values aren't all the same, letter case and spaces aside."""
        return len({" ".join(value.value.casefold().split()) for value in self.values}) > 1


def compared_facts(state: State, about: str | None = None) -> tuple[FactComparison, ...]:
    """Return the facts about a row (None: about any), in the order in which they were first written down.

    Of two values of one standing the one with the later day counts, of the same day the one written down later.
    """
    rows = {value.about: None for value in state.fact_values.values()} if about is None else {about: None}
    return tuple(comparison for row_id in rows for comparison in _compared(state, row_id))


def _compared(state: State, about: str) -> list[FactComparison]:
    facts: dict[str, dict[FactStanding, FactValue]] = {}
    names: dict[str, str] = {}
    for value in state.facts_about(about):
        key = value.fact.casefold()
        names.setdefault(key, value.fact)
        newest = facts.setdefault(key, {})
        known = newest.get(value.standing)
        if known is None or known.as_of is None or value.as_of is None or value.as_of >= known.as_of:
            newest[value.standing] = value
    return [
        FactComparison(about, names[key], newest.get("planned"), newest.get("reported"), newest.get("official"))
        for key, newest in facts.items()
    ]
