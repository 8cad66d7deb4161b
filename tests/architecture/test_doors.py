"""The time, the environment and the disk each have their doors; nobody climbs in elsewhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.program import PACKAGE
from tests.support.sources import place, sources, tree_of

_TIME_DOORS = {PACKAGE / "clock.py"}
_ENVIRONMENT_DOORS = {PACKAGE / "personal/paths.py", PACKAGE / "personal/settings.py"}
_FILE_DOORS = {PACKAGE / "files.py", PACKAGE / "store/io/oscalls.py"}

_TIME_READERS = {
    ("time", name + suffix)
    for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time", "clock_gettime")
    for suffix in ("", "_ns")
} | {("time", "localtime"), ("time", "gmtime"), ("time", "ctime"), ("time", "asctime"), ("time", "strftime")}
_DATE_READERS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
_ENVIRONMENT_READERS = {("os", name) for name in ("environ", "environb", "getenv", "getenvb", "putenv", "unsetenv")} | {
    ("os.path", "expandvars"),
    ("path", "expandvars"),
    ("getpass", "getuser"),
    ("os", "getlogin"),
}
_FILE_WRITERS = {("os", name) for name in ("fsync", "fdatasync", "chmod", "fchmod", "link")} | {
    ("tempfile", name) for name in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile")
}
_MODE = re.compile(r"\b0o[0-7]+")


def _uses(path: Path) -> Iterator[tuple[tuple[str, str], ast.expr | ast.stmt]]:
    """Yield every ``owner.name`` that a file mentions, however it was imported, with its place."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute):
            yield (ast.unparse(node.value).rpartition(".")[2], node.attr), node
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield (node.module.rpartition(".")[2], alias.name), node


def _trespassers(readers: set[tuple[str, str]], doors: set[Path]) -> list[str]:
    return [
        f"{place(path, node)} {'.'.join(use)}"
        for path in sources(PACKAGE)
        if path not in doors
        for use, node in _uses(path)
        if use in readers
    ]


def test_only_the_clock_reads_the_time() -> None:
    assert not _trespassers(_TIME_READERS | _DATE_READERS, _TIME_DOORS)


def test_only_paths_and_settings_read_the_environment() -> None:
    assert not _trespassers(_ENVIRONMENT_READERS, _ENVIRONMENT_DOORS)


def test_only_files_and_the_calls_of_the_store_write_to_the_disk() -> None:
    found = _trespassers(_FILE_WRITERS, set())
    assert {line.partition(":")[0] for line in found} == {
        f"tracker/{door.relative_to(PACKAGE)}" for door in _FILE_DOORS
    }


def test_the_modes_of_files_stand_in_one_place() -> None:
    places = [path for path in sources(PACKAGE) if _MODE.search(path.read_text(encoding="utf-8"))]
    assert places == [PACKAGE / "files.py"]


def test_the_search_finds_what_the_doors_do() -> None:
    everything = _TIME_READERS | _DATE_READERS | _ENVIRONMENT_READERS
    found = {line.partition(":")[0] for line in _trespassers(everything, set())}
    assert {"tracker/clock.py", "tracker/personal/paths.py", "tracker/personal/settings.py"} <= found
