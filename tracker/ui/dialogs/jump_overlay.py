"""Jumping: every row in sight gets a letter, and the letter puts the cursor there."""

from collections.abc import Mapping, Sequence
from itertools import islice, product

from textual import events
from textual.app import ComposeResult

from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.main.navigation import MovingScreen
from tracker.ui.rendering.lines import STRONG, line
from tracker.ui.widgets.lines import LinesWidget
from tracker.ui.widgets.rows import RowPanel

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""In the order in which fingers reach them: the home row first."""

Target = tuple[RowPanel, str]
"""A panel, and the id of one of its rows."""


def jump_labels(count: int) -> list[str]:
    """Return ``count`` labels of one letter or two; none begins with another. At most 676 of them."""
    pairs = next((pairs for pairs in range(len(LETTERS)) if _reach(pairs) >= count), len(LETTERS))
    split = len(LETTERS) - pairs
    longer = ("".join(pair) for pair in product(LETTERS[split:], LETTERS))
    return [*LETTERS[:split][:count], *islice(longer, max(0, count - split))]


def _reach(pairs: int) -> int:
    """Return how many labels there are when so many letters begin one of two."""
    return len(LETTERS) - pairs + pairs * len(LETTERS)


class JumpOverlay(Dialog[Target | None]):
    """Waits for a letter; any key that is none of a label leaves."""

    DEFAULT_CSS = """
    JumpOverlay { align: left bottom; background: transparent; }
    JumpOverlay > LinesWidget { width: 1fr; }
    """

    def __init__(self, targets: Mapping[str, Target], panels: Sequence[RowPanel]) -> None:
        """Label the rows of ``panels``; ``targets`` are the rows by their labels."""
        super().__init__()
        self._targets = targets
        self._panels = panels
        self._typed = ""
        self._line = LinesWidget("jump", is_read=True)

    def compose(self) -> ComposeResult:
        """Say what is waited for where the keys are."""
        yield self._line

    def on_mount(self) -> None:
        """Show the labels."""
        self._line.show([line(" Type the letter of a row  ", ("Esc", STRONG), " leaves")])
        self._label()

    def on_key(self, event: events.Key) -> None:
        """Go to the row of a letter, after its second where there are two; leave at any other key."""
        event.stop()
        event.prevent_default()
        self._typed += event.character or event.key
        if self._typed in self._targets:
            self.dismiss(self._targets[self._typed])
        elif event.key == "escape" or not any(label.startswith(self._typed) for label in self._targets):
            self.dismiss(None)
        else:
            self._label()

    def on_click(self) -> None:
        """Leave."""
        self.dismiss(None)

    def _label(self) -> None:
        """Show what is still to be typed before each row."""
        left = {label[len(self._typed) :]: at for label, at in self._targets.items() if label.startswith(self._typed)}
        for panel in self._panels:
            panel.show_labels({row_id: label for label, (owner, row_id) in left.items() if owner is panel})


def jump(main: MovingScreen) -> None:
    """Label every row in sight, and go to the one that is chosen."""
    active = main.active_panel
    panels = [panel for panel in main.panels if isinstance(panel, RowPanel) and panel.size.height]
    panels.sort(key=lambda panel: panel is not active)
    rows = [(panel, row_id) for panel in panels for row_id in panel.rows_in_sight()]
    if not rows:
        return

    def go(target: Target | None) -> None:
        for panel in panels:
            panel.show_labels({})
        if target is not None:
            panel, row_id = target
            main.activate(panel)
            panel.move_to_id(row_id)

    targets = dict(zip(jump_labels(len(rows)), rows, strict=False))
    main.app.push_screen(JumpOverlay(targets, panels), go)
