"""Other accounts of this machine."""

import ctypes  # noqa: F401 - a child that is another account may not be let into this Python's folder to load it
import os
from pathlib import Path

import pytest

as_root = pytest.mark.skipif(os.getuid() != 0 and not os.environ.get("CI"), reason="only root can become other people")


def let_others_in(folder: Path) -> None:
    """Let other accounts reach ``folder``: temporary folders are closed to them, at whatever depth."""
    for path in (folder, *folder.parents):
        if not path.stat().st_mode & 0o001:
            path.chmod(0o755)
