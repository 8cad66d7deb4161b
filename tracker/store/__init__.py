"""The meeting folder: changed by several people at once, and no change is ever lost.

``session.MeetingStore`` is the store's whole face. A folder holds one meeting:

- ``meeting.json``: the newest state, plain TinyDB JSON, one document a line, with a checksum over the whole file;
- ``meeting.json.bak``: the state before;
- ``journal.jsonl``: the changes, one sealed line each, in a chain. It is the history, the undo log and the redo log,
  and can rebuild everything by itself;
- ``journal-<change>-<checksum>.jsonl``: journals that had grown long and were kept; the chain goes on through them
  (``rotation``);
- ``lock``: locked while someone writes; says who has it and how far the journal is promised. Never deleted.

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
8. The schema has a number. Older folders are brought up under the lock with a copy kept, newer ones are shown only.

How a change is made
--------------------
In-process lock, then a queue (flock on the folder), then the lock (flock on ``lock``), 5 s at most. The journal's new
lines are taken in, what was never promised is cut off, and the two state files are checked if they aren't as the
tracker left them. The edit is decided on that state and sealed into a line. Then:

1. the line is appended to the journal and synced (**fsync 1**: the promise), and the lock file says how far that is;
2. TinyDB changes the touched documents; the file is written under another name and synced (**fsync 2**);
3. the old file becomes the backup, the new one takes its place, and the folder is synced (**fsync 3**).

Three fsyncs for each change, whatever came before it. Of a meeting whose file is large (256 KiB), a change is step 1
alone; 2 and 3 follow for several changes together, once these amount to a sixteenth of the file, when the program that
made them was quiet for a second, or when it ends (``checkpoints``). Whatever reads through the store sees the newest
change all the same. A journal of 8 MiB, or of four times the file, is kept and a new one begun after step 3.

If 1 fails, the line is cut off again and the change refused. If that fails too, the lock file still says that nothing
after the old end was promised, and the next writer cuts it off. After a failed fsync nothing is tried again on the same
bytes. If 2 or 3 fail, the change is acknowledged as saved to the journal only, and the next change writes the file
again. After a power cut the lock file isn't believed (it names another boot); then every whole line counts, and synced
lines are whole.

Only the first fsync is needed for promise 1; the others keep ``meeting.json`` itself at the newest change across a
power cut, for whoever opens it with another program.

A group that can write the folder can also edit it: the chain shows that (``tracker doctor``), it can't prevent it.
"""
