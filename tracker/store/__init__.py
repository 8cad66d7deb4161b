"""The meeting folder: changed by several people at once, and no change is ever lost.

The names of this package are the store's whole face; its modules are its own affair. A folder holds one meeting:

- ``meeting.json``: the newest state, plain TinyDB JSON, one document a line, with a checksum over the whole file;
- ``meeting.json.bak``: the state before;
- ``journal.jsonl``: the changes, one sealed line each, in a chain. It is the history, the undo log and the redo log,
  and can rebuild everything by itself;
- ``journal-<change>-<checksum>.jsonl``: journals that had grown long and were kept; the chain goes on through them
  (``format.rotation``);
- ``lock``: locked while someone writes, with the folder itself; says who has it, and which record is being written.
  Never deleted.

Beside them may lie ``*.damaged-<n>`` (kept aside), ``meeting.json.v<schema>`` (kept before a migration) and
``*.before-restore-<n>``.

What it promises
----------------
1. A change that was shown as saved survives ``kill -9`` at any instant, a dropped line, a full disk, an I/O error, and
   a power cut on a file system that keeps fsync's word.
2. Each change is an intent, applied to the newest state under the lock. Two people ticking different points never
   conflict; of two people changing the same one, the later is told who was before, and decides.
3. What others change is seen by ``changed()``, which reads one small block of the lock file when nothing has happened
   and the new lines of the journal when something has. It takes no lock, never waits, and sees promised changes only.
4. A damaged file is never taken for an empty one and never written over. It is kept aside, the newest good state comes
   back by itself, and the snapshot's notice says so. Where good and bad alternate, a person decides (``doctor``).
5. The history tells who (real user id), when, what, from and to. It is only appended to, no part of it is ever taken
   away, and no cost depends on its length. Undo and redo work across restarts, on one's own changes, and name whoever
   touched the rows since.
6. What can't be written is refused in a sentence, and the meeting can still be read: read-only folder, no permission,
   newer schema, a lock held for 5 s (it names the holder), a folder that strangers could write to. A network file
   system is warned of.
7. A folder is private (0700, files 0600), or shared with a group (2770, files 0660 whatever the umask is). Symbolic
   links, pipes and hard links planted in it are refused and left alone.
   What is in it makes sense: no change leaves a contradiction that wasn't there (``domain.integrity``).
8. The schema has a number. Older folders are brought up under the lock with a copy kept, newer ones are shown only.

How a change is made
--------------------
In-process lock, then a queue (a record lock on ``lock``), then the lock (flock on ``lock`` and on the folder), 5 s at
most. The journal's new lines are taken in, what was refused is cut off, and the two state files are checked if they
aren't as the tracker left them. The edit is decided on that state and sealed into a line, which the lock file names as
being written. Then:

1. the line is appended to the journal and synced (**fsync 1**: the promise), and the lock file says that it counts;
2. TinyDB changes the touched documents; the file is written under another name and synced (**fsync 2**);
3. the old file becomes the backup, the new one takes its place, and the folder is synced (**fsync 3**).

Three fsyncs for each change, whatever came before it. Of a meeting whose file is large (256 KiB), a change is step 1
alone; 2 and 3 follow for several changes together, once these amount to a sixteenth of the file, when the program that
made them was quiet for a second, or when it ends (``config``). Whatever reads through the store sees the newest
change all the same. A journal of 8 MiB, or of four times the file, is kept and a new one begun after step 3.

If 1 fails, the line is cut off again and the change refused. If that fails too, the lock file is told, and synced,
that this record was refused; if even that fails it still says that the record is being written, and whoever has the
lock next knows that nobody writes it any more. After a failed fsync nothing is tried again on the same bytes. If 2 or 3
fail, the change is acknowledged as saved to the journal only, and the next change writes the file again.

What the lock file may cut off
------------------------------
Nothing by a position: every whole, sealed line that follows the one before counts, but for a single record that the
lock file names by its checksum. That is needed since a record that was refused must not appear later, and a reader must
not show what isn't synced; a position would do that too, but a lock file is never synced, so it may be older than the
journal beside it (a disk that was lost and mounted again, a copy that took it first), and then cuts off what was saved.

- *Refused* is true for ever: the record was told to be not saved, and its checksum belongs to no other. It is believed
  in every copy and after every boot, and synced, which costs nothing where all is well.
- *Being written* is true for a moment, so it is bound to that moment: to this boot, this mount (the kernel's number for
  it, which is never given twice), this folder and this file, and it must have been said before the journal was changed
  last, by times that no program can set. Where one of these doesn't fit, the record counts as the journal has it. (A
  kernel before 6.8 doesn't number its mounts: there a disk that was lost and came back within one boot could cost the
  very last change, if the lock file reached it between the two moments that a change names there.)

It costs one more write of the lock file for each change, from which nothing waits for the disk, and no fsync.

Only the first fsync is needed for promise 1; the others keep ``meeting.json`` itself at the newest change across a
power cut, for whoever opens it with another program.

What it was attacked with
-------------------------
======================================================================  =============================================
Attack                                                                  What holds, and the test
======================================================================  =============================================
lock file older than the journal: a lost disk, a copy, put back         nothing synced is cut (``test_older_lock``)
files of different moments side by side, in one boot                    the same
a record that can be neither synced, cut off nor named as refused       it never appears (``test_older_lock``)
``rm lock`` while a writer is stopped at any call                       others wait, nobody is written over
                                                                        (``test_lock_taken_away``)
odd values and types under right checksums, in any file of the folder   a meeting, or a sentence with a way out;
                                                                        ``doctor --repair`` keeps all that fits and
                                                                        names the rest (``test_salvage``)
days, moments, zones and numbers that can't be reckoned with            refused where they come in: loading, an edit, a
                                                                        programme, a whole record, a backup
                                                                        (``test_odd_values``)
kept journals in a circle, a change numbered 2,000,000,000              read once; no record (the same two)
taking back what others have built upon                                 no contradiction that wasn't there
                                                                        (``test_rules_kept``, ``test_integrity``)
a contradiction that is there all the same                              told by doctor and release, mended by the repair
                                                                        (the same)
a backup made while others change the meeting                           one cut through it (``test_backup_race``)
a kept journal with other line ends, of zeros, of other bytes           stays: only what is byte for byte the beginning
                                                                        is a copy (``test_kept_journals``)
``restore`` killed at any call, over a meeting that lacks a journal     the old meeting or the new one is there, and a
or has a bad one                                                        half-made one is told and finished
                                                                        (``test_restore_killed``)
``init`` broken off at any call, by a kill or a full disk               it can be made again; no other verb makes a
                                                                        meeting of it (``test_making_killed``)
======================================================================  =============================================

A group that can write the folder can also edit it: the chain shows that (``tracker doctor``), it can't prevent it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.store.io.creation import has_meeting
    from tracker.store.io.folder import BACKUP, JOURNAL, LOCK, STATE
    from tracker.store.maintenance.backup import back_up
    from tracker.store.maintenance.carry_over_folder import open_next_meeting
    from tracker.store.maintenance.doctor import Finding, Severity, examine
    from tracker.store.maintenance.repair import repair
    from tracker.store.maintenance.restore import restore
    from tracker.store.maintenance.seal import change_sealed_by, seal_of_meeting
    from tracker.store.meeting_store import MeetingStore
    from tracker.store.presence import Presence

__all__ = [
    "BACKUP",
    "JOURNAL",
    "LOCK",
    "STATE",
    "Finding",
    "MeetingStore",
    "Presence",
    "Severity",
    "back_up",
    "change_sealed_by",
    "examine",
    "has_meeting",
    "open_next_meeting",
    "repair",
    "restore",
    "seal_of_meeting",
]

_MODULES = {
    "io.creation": ("has_meeting",),
    "io.folder": ("BACKUP", "JOURNAL", "LOCK", "STATE"),
    "maintenance.backup": ("back_up",),
    "maintenance.carry_over_folder": ("open_next_meeting",),
    "maintenance.doctor": ("Finding", "Severity", "examine"),
    "maintenance.repair": ("repair",),
    "maintenance.restore": ("restore",),
    "maintenance.seal": ("change_sealed_by", "seal_of_meeting"),
    "meeting_store": ("MeetingStore",),
    "presence": ("Presence",),
}
"""Module of each public name. It is loaded at the name's first use: a verb that reads loads nothing that repairs."""


def __getattr__(name: str) -> Any:
    """Return a public name from its module (PEP 562).

    Raises:
        AttributeError: the store has no such name.
    """
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
