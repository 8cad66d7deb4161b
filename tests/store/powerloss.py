"""A model of a power cut: which contents the folder may have when what was never synced is dropped, torn or reordered.

``Recording`` makes every call for real and writes it down. ``states()`` then cuts the power after each of them and
yields the folders that a file system may show after it: it keeps what fsync promised (a file's contents when the file
was synced, names when the folder was), and of the rest anything: none, all, some, in another order, half a write, or a
grown file with zeros for data.

``moments()`` cuts no power: it yields what stood in the folder after each call. ``copies()`` puts files of different
moments side by side, as a copy does that takes one file after the other, or a lock file that is put back.
``Placed`` says which place such a folder lies in: the very one, another mount of it, or another folder.
"""

import os
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from stat import S_ISDIR
from typing import Any, NamedTuple

from tests.support.shims import Watched
from tracker.store.io.folder import LOCK
from tracker.store.io.oscalls import OsCalls

Names = dict[str, int]
Contents = dict[str, bytes]
_MOST_SUBSETS = 5


class Operation(NamedTuple):
    """Something that was done to the folder: to a file (by a number of its own) or to a name."""

    kind: str
    file: int = 0
    offset: int = 0
    data: bytes = b""
    name: str = ""
    other: str = ""


class Recording(Watched):
    """Writes down what changes files and names; what was there at the start counts as synced."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.log: list[Operation] = []
        self._files = 0
        self._descriptors: dict[int, int] = {}
        self.file_of: Names = {path.name: self._new() for path in sorted(folder.iterdir())}
        self.start = {self.file_of[path.name]: path.read_bytes() for path in folder.iterdir()}
        self.first_names = dict(self.file_of)

    def acknowledge(self, name: str) -> None:
        """Write down that the store said so."""
        self.log.append(Operation("ack", name=name))

    def step(self, name: str, make: Any, arguments: tuple[Any, ...]) -> Any:
        result = make()
        getattr(self, f"_{name}", lambda *_: None)(result, *arguments)
        return result

    def _new(self) -> int:
        self._files += 1
        return self._files

    def _open(self, descriptor: int, name: str, flags: int, mode: int, folder: int) -> None:
        if name not in self.file_of:
            self.file_of[name] = self._new()
            self.log.append(Operation("name", self.file_of[name], name=name))
        self._descriptors[descriptor] = self.file_of[name]

    def _open_folder(self, descriptor: int, path: Path) -> None:
        self._descriptors[descriptor] = 0

    def _pwrite(self, taken: int, descriptor: int, data: memoryview, offset: int) -> None:
        self.log.append(Operation("write", self._descriptors[descriptor], offset, bytes(data[:taken])))

    def _ftruncate(self, _: None, descriptor: int, size: int) -> None:
        self.log.append(Operation("cut", self._descriptors[descriptor], size))

    def _fsync(self, _: None, descriptor: int) -> None:
        self.log.append(Operation("sync", self._descriptors[descriptor]))

    def _rename(self, _: None, old: str, new: str, folder: int) -> None:
        self.file_of[new] = self.file_of.pop(old)
        self.log.append(Operation("rename", name=old, other=new))

    def _link(self, _: None, old: str, new: str, folder: int) -> None:
        self.file_of[new] = self.file_of[old]
        self.log.append(Operation("name", self.file_of[old], name=new))

    def _unlink(self, _: None, name: str, folder: int) -> None:
        self.file_of.pop(name)
        self.log.append(Operation("unname", name=name))


class Forgetful(Recording):
    """Mutant: fsync does nothing."""

    def _fsync(self, _: None, descriptor: int) -> None:
        return None


class Cut(NamedTuple):
    """A folder after a power cut, and what had been acknowledged before it."""

    files: Contents
    acknowledged: frozenset[str]


def states(recording: Recording) -> Iterator[Cut]:
    """Yield every different folder that a power cut at any moment may leave."""
    seen: set[int] = set()
    for moment in range(1, len(recording.log) + 1):
        done = recording.log[:moment]
        acknowledged = frozenset(operation.name for operation in done if operation.kind == "ack")
        for files in _folders(recording, done):
            key = hash((acknowledged, tuple(sorted(files.items()))))
            if key not in seen:
                seen.add(key)
                yield Cut(files, acknowledged)


def moments(recording: Recording) -> Iterator[Cut]:
    """Yield what stood in the folder after each call, nothing lost."""
    names, contents, acknowledged = dict(recording.first_names), dict(recording.start), set[str]()
    for operation in recording.log:
        if operation.kind == "ack":
            acknowledged.add(operation.name)
        elif operation.kind in ("write", "cut"):
            contents[operation.file] = _apply(contents.get(operation.file, b""), operation)
        else:
            _apply_name(names, operation)
        files = {name: contents.get(file, b"") for name, file in names.items()}
        yield Cut(files, frozenset(acknowledged))


def copies(recording: Recording, *mixed: str) -> Iterator[Cut]:
    """Yield folders in which each of the ``mixed`` files is of a moment of its own, the others of the journal's.

    What had been acknowledged when the journal was copied counts: that much must be there.
    """
    found = list(moments(recording))
    versions = [list(dict.fromkeys(cut.files.get(name) for cut in found)) for name in mixed]
    seen: set[int] = set()
    for cut in found:
        for chosen in product(*versions):
            files = dict(cut.files)
            for name, contents in zip(mixed, chosen, strict=True):
                files.pop(name, None)
                if contents is not None:
                    files[name] = contents
            key = hash((cut.acknowledged, tuple(sorted(files.items()))))
            if key not in seen:
                seen.add(key)
                yield Cut(files, cut.acknowledged)


class Place(NamedTuple):
    """Where a folder lies, as the system tells it: equal numbers are the same file on the same mount."""

    mount: int = 1
    folder: int = 1
    lock_is_older: bool = True
    """Whether the lock file was changed before the journal was; a copy that is put back is changed after it."""


class Placed(OsCalls):
    """A system that tells the same numbers of a file of one name wherever it is laid out, but for the ``place``."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def fstat(self, descriptor: int) -> os.stat_result:
        return self._told(Path(os.readlink(f"/proc/self/fd/{descriptor}")), super().fstat(descriptor))

    def stat(self, name: str, folder: int) -> os.stat_result:
        return self._told(Path(name), super().stat(name, folder))

    def mount(self, descriptor: int) -> int:
        return self.place.mount

    def _told(self, path: Path, facts: os.stat_result) -> os.stat_result:
        number = self.place.folder if S_ISDIR(facts.st_mode) else 2 + sum(path.name.encode())
        changed = 2 if path.name == LOCK and not self.place.lock_is_older else 1
        told = {name: getattr(facts, name) for name in dir(facts) if name.startswith("st_")}
        told |= {"st_ctime_ns": changed, "st_ino": number}
        return os.stat_result((facts.st_mode, number, *facts[2:10]), told)


class PlacedRecording(Recording, Placed):
    """Both."""

    def __init__(self, folder: Path, place: Place) -> None:
        Recording.__init__(self, folder)
        Placed.__init__(self, place)


def _folders(recording: Recording, done: list[Operation]) -> Iterator[Contents]:
    """Yield the folders that may be there after ``done``."""
    synced_names, open_names = _parted(done, 0, ("name", "unname", "rename"))
    for chosen in _subsets(open_names):
        names = dict(recording.first_names)
        for operation in [*synced_names, *chosen]:
            _apply_name(names, operation)
        files = sorted(set(names.values()))
        for contents in product(*(list(_contents(recording, done, file)) for file in files)):
            by_file = dict(zip(files, contents, strict=True))
            yield {name: by_file[file] for name, file in names.items()}


def _parted(done: list[Operation], file: int, kinds: tuple[str, ...]) -> tuple[list[Operation], list[Operation]]:
    """Part the operations on a file (0: on names) into those before its last sync and those after."""
    syncs = [place for place, operation in enumerate(done) if operation.kind == "sync" and operation.file == file]
    last = syncs[-1] if syncs else -1
    mine = [
        (place, operation)
        for place, operation in enumerate(done)
        if operation.kind in kinds and (file == 0 or operation.file == file)
    ]
    return [op for place, op in mine if place < last], [op for place, op in mine if place > last]


def _subsets(operations: list[Operation]) -> Iterator[tuple[Operation, ...]]:
    """Yield which of some unsynced operations happened: any of few, else all but one and the first ones."""
    if len(operations) <= _MOST_SUBSETS:
        for size in range(len(operations) + 1):
            yield from combinations(operations, size)
        return
    yield from (tuple(operations[:size]) for size in range(len(operations) + 1))
    yield from (tuple(operations[:left_out] + operations[left_out + 1 :]) for left_out in range(len(operations)))


def _apply_name(names: Names, operation: Operation) -> None:
    if operation.kind == "name":
        names[operation.name] = operation.file
    elif operation.kind == "unname":
        names.pop(operation.name, None)
    elif operation.name in names:
        names[operation.other] = names.pop(operation.name)


def _contents(recording: Recording, done: list[Operation], file: int) -> Iterator[bytes]:
    """Yield what may stand in a file: its synced contents with none, all or some of the writes after, whole or torn."""
    synced, unsynced = _parted(done, file, ("write", "cut"))
    start = recording.start.get(file, b"")
    for operation in synced:
        start = _apply(start, operation)
    possible = [start]
    for chosen in _subsets(unsynced[-3:]):
        after = start
        for operation in chosen:
            after = _apply(after, operation)
        possible.append(after)
    if unsynced and unsynced[-1].kind == "write":
        last = unsynced[-1]
        half = last._replace(data=last.data[: len(last.data) // 2])
        zeros = last._replace(data=bytes(len(last.data)))
        possible += [_apply(start, half), _apply(start, zeros)]
    yield from dict.fromkeys(possible)


def _apply(contents: bytes, operation: Operation) -> bytes:
    if operation.kind == "cut":
        return contents[: operation.offset].ljust(operation.offset, b"\0")
    end = operation.offset + len(operation.data)
    return contents[: operation.offset].ljust(operation.offset, b"\0") + operation.data + contents[end:]


def lay_out(files: Contents, folder: Path) -> None:
    """Make a folder of these files in place of what is there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    for name in os.listdir(folder):
        os.unlink(folder / name)
    for name, contents in files.items():
        (folder / name).write_bytes(contents)
        (folder / name).chmod(0o600)
