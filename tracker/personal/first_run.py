"""Whether this person opens the screen for the first time: an empty file in the person's state folder says they did."""

from pathlib import Path

from tracker.files import make_private_folder

SEEN = "introduced"
"""Name of the file."""


def take_first_run(folder: Path) -> bool:
    """Return whether the file wasn't there yet, and make it; False where it can't be made, or nobody's word is kept.

    A person whose state can't be kept is not told the same at every start.
    """
    try:
        make_private_folder(folder)
        (folder / SEEN).touch(mode=0o600, exist_ok=False)
    except OSError:
        return False
    return True
