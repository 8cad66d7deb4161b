"""Whether the program on disk is still the one that runs: an update replaces its files under screens that are open.

Most of what a key opens is loaded with that key. From another version it would fail somewhere in the middle, or do what
neither version does; where the files are gone it can't be loaded at all. So nothing is loaded any more once anything
was changed, and whoever runs is told.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType

CHANGED: Final = "The program was changed; start it again."

_Identity = tuple[int, int]
_FOLDER: Final = os.path.dirname(os.path.abspath(__file__))
_START: Final = os.path.join(_FOLDER, "__init__.py")


class ProgramChangedError(Exception):
    """Something was to be loaded from another program than the one that runs."""


def _identity(path: str) -> _Identity | None:
    """Return what Python itself knows a source file by, its size and its time; None for one that isn't there."""
    try:
        facts = os.stat(path)
    except OSError:
        return None
    return facts.st_size, facts.st_mtime_ns


_watched: Final = {_START: _identity(_START)}
"""Files of the program with what they were. One has to do for a verb, which is over too soon for more."""


def is_changed() -> bool:
    """Say whether a file of the program isn't what it was when the program began."""
    return any(_identity(path) != known for path, known in _watched.items())


def fault_of_loading(error: BaseException) -> str:
    """Return what to tell of an error where the program, or what it is made of, may be at fault; empty where it isn't.

    A program that is just being installed isn't whole either.
    """
    if is_changed():
        return CHANGED
    if isinstance(error, ImportError | SyntaxError):
        return f"The program isn't whole ({error}). Start it again; if that doesn't help, install it again."
    return ""


def watch(on_change: Callable[[], None]) -> None:
    """Load nothing any more once the program was changed, and call ``on_change`` in whatever thread would have.

    To be called once what nearly everybody needs is loaded: looking at every file takes a millisecond.
    """
    packages = tuple(_loaded_packages())
    _watched.update((path, _identity(path)) for path in (*packages, *_own_files(_FOLDER)))
    sys.meta_path.insert(0, _Watch(packages, on_change))


class _Watch:
    """Is asked by Python before a module is loaded; finds none itself."""

    def __init__(self, packages: Sequence[str], on_change: Callable[[], None]) -> None:
        """Look at ``packages``, the files that they start with, each time."""
        self._packages = packages
        self._on_change = on_change

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return None where a module may be loaded.

        Raises:
            ProgramChangedError: it would be one of another program.
        """
        files = [*self._packages, *_files_of(fullname, path or ())]
        if any(_identity(file) != _watched.get(file) for file in files):
            self._on_change()
            raise ProgramChangedError(CHANGED)
        return None


def _files_of(fullname: str, folders: Sequence[str]) -> Iterator[str]:
    """Yield where a module of the program's own may lie."""
    package, _, name = fullname.rpartition(".")
    if package.partition(".")[0] == __package__:
        for folder in folders:
            yield os.path.join(folder, f"{name}.py")
            yield os.path.join(folder, name, "__init__.py")


def _loaded_packages() -> Iterator[str]:
    """Yield the files that the loaded packages start with: this one, those that it stands on, and Python's own."""
    for name, module in tuple(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and "." not in name and hasattr(module, "__path__"):
            yield file


def _own_files(folder: str) -> Iterator[str]:
    """Yield every module of the program."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _own_files(entry.path)
            elif entry.name.endswith(".py"):
                yield entry.path
