"""What a revised programme would change, told as something that is still to come."""

from collections.abc import Iterator

from tracker.domain.revision import Differences, to_come
from tracker.ui.dialogs.choices import ListRow
from tracker.ui.rendering.lines import line, safe


def preview_rows(found: Differences) -> Iterator[ListRow]:
    """Yield what would be added, changed and left out, each under its heading."""
    for heading, sentences in to_come(found).items():
        yield ListRow(heading, line(f"{heading}: {len(sentences)}"), is_heading=True)
        yield from (ListRow(f"{heading} {at}", safe(words)) for at, words in enumerate(sentences))
