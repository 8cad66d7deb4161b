"""The changes of one process: what it did itself it has seen, whatever else the same person does elsewhere."""

from tracker.domain.model.changes import Last
from tracker.domain.model.history import Entry
from tracker.domain.model.programme import Row
from tracker.domain.model.state import State, table_of


class ProcessChanges:
    """Knows of each row the last change that was made elsewhere."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        self._numbers: set[int] = set()
        self._before: dict[tuple[str, str], Last] = {}

    def add(self, before: State, entry: Entry) -> None:
        """Take in a change that went through; ``before`` is the state that it was made on."""
        for change in entry.changes:
            if row := before.tables[change.table].get(change.id):
                self._before[change.table, change.id] = self.last_elsewhere(row)
        self._numbers.add(entry.seq)

    def last_elsewhere(self, row: Row) -> Last:
        """Return the last change of a row, as it stands, that isn't one of these."""
        if row.rev not in self._numbers:
            return Last(row.rev, row.changed_by)
        return self._before.get((table_of(row), row.id), Last(0, ""))
