"""What a restore unpacks beside the meeting, and how it takes the meeting's place."""

import contextlib

from tracker.store.io.folder import BACKUP, JOURNAL, STAGE, STATE, Folder
from tracker.store.io.lockfile import Lock


def clear_stage(folder: Folder) -> None:
    """Take away what an interrupted restore left. Needs the lock.

    Raises:
        OSError: it can't be taken away.
    """
    with contextlib.suppress(FileNotFoundError), Folder(folder.path / STAGE, folder.calls, folder) as stage:
        for name in stage.calls.names(stage.descriptor):
            stage.calls.unlink(name, stage.descriptor)
        folder.calls.rmdir(STAGE, folder.descriptor)


def switch(lock: Lock) -> None:
    """Let the staged files take their places; the old journal must be able to rebuild the old meeting by itself.

    It does that until the new one is in its place, in one step. The new one can rebuild the rest.
    """
    folder = lock.folder
    lock.forget()
    # The backup is older than the state: it must not be what is left.
    for name in (BACKUP, STATE):
        with contextlib.suppress(FileNotFoundError):
            folder.calls.unlink(name, folder.descriptor)
            folder.sync()
    folder.calls.rename(f"{STAGE}/{JOURNAL}", JOURNAL, folder.descriptor)
    folder.sync()
    # A backup of a folder whose state was damaged has nothing more.
    with contextlib.suppress(FileNotFoundError):
        folder.calls.rename(f"{STAGE}/{STATE}", STATE, folder.descriptor)
        folder.sync()
    clear_stage(folder)
