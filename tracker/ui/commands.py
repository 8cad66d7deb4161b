"""The one registry of commands: bindings, line of keys, palette, help, keymap and the documents' table come from it.

It knows no Textual, so that ``tracker keys`` can print it. Every command has a key that works in every terminal.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tracker.domain.rules.roles import Role
from tracker.errors import TrackerError
from tracker.glyphs import ARROW_KEYS, SPELLED_OUT
from tracker.ui.keyboard.key_names import SIGNS, key_named, sent_instead

EVERYWHERE = frozenset(("schedule", "agenda", "detail"))
"""Names of all panels: where a command works that isn't about what a panel holds."""

LISTS = frozenset(("schedule", "agenda"))
TICKABLE = frozenset(("agenda", "detail"))


class Command(NamedTuple):
    """One thing a person can do on the screen."""

    id: str
    """Stable name, used by the keymap in the settings: ``panel.next``."""
    keys: tuple[str, ...]
    """Keys as Textual names them, the most usual first."""
    title: str
    """What it does, in a few words: palette and help."""
    action: str
    """Textual action of the main screen that does it, such as ``move(1)``."""
    group: str
    """Heading under which the help lists it."""
    footer: str = ""
    """One word for the line of keys; empty to leave it out there."""
    panels: frozenset[str] = EVERYWHERE
    """Names of the panels in which it does something."""
    changes: bool = False
    """Whether it changes the meeting, and so is refused in a view-only one."""
    by_secretary: bool = False
    """Whether only a secretary may; see ``domain/rules/roles.py``, which the store enforces."""
    deed: str = ""
    """What it does, to be read after "Only the secretary may"; empty where the title says it."""
    to_read: str = ""
    """What it does for those who may not change what it shows; empty where it does nothing for them, or the same."""
    mode: str = ""
    """In which mode its keys are its own, before other commands with the same keys; empty for always."""


COMMANDS: tuple[Command, ...] = (
    Command(
        "tick",
        ("space",),
        "Tick or untick",
        "tick",
        "Agenda",
        "tick",
        TICKABLE,
        changes=True,
        deed="tick talking points",
    ),
    Command("undo", ("u",), "Take my last change back", "undo", "Agenda", "undo", changes=True, deed="undo changes"),
    Command("redo", ("U",), "Do again what I took back", "redo", "Agenda", "", changes=True, deed="redo changes"),
    Command(
        "status",
        ("s",),
        "Take up, close, defer ...",
        "status",
        "Record",
        "status",
        TICKABLE,
        changes=True,
        deed="change the status of an agenda item",
    ),
    Command("note", ("n",), "Write a note or minutes", "note", "Record", "note", changes=True, deed="write notes"),
    Command(
        "decision",
        ("d",),
        "Write a decision, or who agrees",
        "decision",
        "Record",
        "",
        TICKABLE,
        changes=True,
        deed="write decisions",
    ),
    Command(
        "action",
        ("a",),
        "Give someone something to do",
        "action_item",
        "Record",
        "",
        TICKABLE,
        changes=True,
        deed="assign action items",
    ),
    Command("outcomes", ("A",), "All decisions and action items", "outcomes", "Record"),
    Command("attendance", ("m",), "Who is in the session", "attendance", "Record"),
    Command(
        "edit",
        ("e",),
        "Change, move, withdraw, cancel",
        "edit",
        "Programme",
        changes=True,
        by_secretary=True,
        deed="change the programme",
    ),
    Command("add", ("plus",), "Add to the programme", "add", "Programme", changes=True, by_secretary=True),
    Command(
        "start",
        ("t",),
        "Start or end the session",
        "start_or_end",
        "Programme",
        changes=True,
        by_secretary=True,
        deed="start or end a session",
    ),
    Command(
        "late",
        ("L",),
        "The rest of the day runs late",
        "run_late",
        "Programme",
        changes=True,
        by_secretary=True,
        deed="delay the rest of the day",
    ),
    Command("clashes", ("C",), "What clashes in the schedule", "clashes", "Programme"),
    Command("parties", ("P",), "Parties and people", "parties", "Programme"),
    Command(
        "meeting",
        ("M",),
        "Release, close, revise, next session",
        "meeting",
        "Programme",
        changes=True,
        by_secretary=True,
        deed="edit the meeting details, or release, close or revise the meeting",
        to_read="Meeting details",
    ),
    Command("open", ("enter",), "Go from a session to its item and back", "open", "Moving", "open"),
    Command("panel.next", ("tab",), "Next panel", "panel_step(1)", "Moving", "panel"),
    Command("panel.previous", ("shift+tab",), "Previous panel", "panel_step(-1)", "Moving"),
    Command("panel.schedule", ("1",), "Schedule", "panel('schedule')", "Moving"),
    Command("panel.agenda", ("2",), "Agenda", "panel('agenda')", "Moving"),
    Command("panel.detail", ("3",), "Detail", "panel('detail')", "Moving"),
    Command("move.down", ("down", "j"), "Down", "move(1)", "Moving"),
    Command("move.up", ("up", "k"), "Up", "move(-1)", "Moving"),
    Command("move.left", ("left", "h"), "Fold, or to the item of a point", "fold", "Moving", panels=LISTS),
    Command("move.right", ("right", "l"), "Unfold, or to the first point", "unfold", "Moving", panels=LISTS),
    Command("move.page_down", ("pagedown",), "Page down", "page(1)", "Moving"),
    Command("move.page_up", ("pageup",), "Page up", "page(-1)", "Moving"),
    Command("move.first", ("g", "home"), "First", "move_to_end(-1)", "Moving"),
    Command("move.last", ("G", "end"), "Last", "move_to_end(1)", "Moving"),
    Command("fold.all", ("z",), "Fold or unfold the whole agenda", "fold_all", "Moving", panels=LISTS),
    Command("jump", ("J",), "Jump to any row by its letter", "jump", "Moving"),
    Command("follow", ("f",), "Follow the clock: what is on now", "follow", "Moving"),
    Command("find", ("slash",), "Find: filter as you type", "find", "Finding", "find"),
    Command("find.next", ("full_stop",), "Next hit, while a filter is on", "hit(1)", "Finding", mode="finding"),
    Command("find.previous", ("comma",), "Previous hit, while a filter is on", "hit(-1)", "Finding", mode="finding"),
    Command("find.all", ("escape",), "Show all again, select nothing", "show_all", "Finding"),
    Command("views", ("b",), "Views: filters that are kept", "views", "Finding"),
    Command("select", ("v",), "Select for the next tick", "select", "Finding", panels=frozenset(("agenda",))),
    Command(
        "select.range", ("V",), "Select up to here, or none", "select_range", "Finding", panels=frozenset(("agenda",))
    ),
    Command("pictures", ("p",), "Timeline and progress", "pictures", "Program"),
    Command("together", ("o",), "Who is here, and what others changed", "together", "Program"),
    Command("own_changes", ("Z",), "My own changes, to take them back", "own_changes", "Program"),
    Command("history", ("H",), "History: who changed what, when", "history", "Program"),
    Command("export", ("X",), "Export to a file", "export", "Program"),
    Command("copy", ("c",), "Copy what the detail shows", "copy", "Program"),
    Command("help", ("question_mark", "f1"), "Help", "help", "Program", "help"),
    Command("tour", ("i",), "Introduction", "tour", "Program"),
    Command("palette", ("ctrl+p",), "All commands and items", "command_palette", "Program", "all"),
    Command("theme", ("T",), "Change the theme", "change_theme", "Program"),
    Command("repaint", ("ctrl+l",), "Repaint the screen", "repaint", "Program"),
    Command("quit", ("q",), "Quit", "quit", "Program", "quit"),
)

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}

_KEY_NAMES = {
    "space": "Space",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    **ARROW_KEYS,
    "home": "Home",
    "end": "End",
    "escape": "Esc",
}
_LONGEST_KEY = 40
_SEE_KEYS = "The commands stand in the last column of: tracker keys"


def commands_of(role: Role, commands: Iterable[Command]) -> tuple[Command, ...]:
    """Return the commands that ``role`` may use, those that it may only read with called so."""
    return tuple(
        command if _may_use(role, command) else command._replace(title=command.to_read, changes=False)
        for command in commands
        if command.to_read or _may_use(role, command)
    )


def _may_use(role: Role, command: Command) -> bool:
    return role == "secretary" or not (command.by_secretary or (command.changes and role == "viewer"))


def who_may(deed: str, role: Role, *, by_secretary: bool) -> str:
    """Return in a sentence who may do what ``role`` may not, such as "change parties"."""
    who = "the secretary" if by_secretary else "officers and the secretary"
    return f"Only {who} may {deed[:1].lower()}{deed[1:]}. You are here as {'an' if role == 'officer' else 'a'} {role}."


def key_label(key: str, *, ascii_only: bool = False) -> str:
    """Return a key as people call it: ``Ctrl+P``, ``Space``, ``?``."""
    if key in _KEY_NAMES:
        label = _KEY_NAMES[key]
        return SPELLED_OUT.get(label, label) if ascii_only else label
    if key in SIGNS:
        return SIGNS[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key


def keys_label(command: Command, *, ascii_only: bool = False) -> str:
    """Return all keys of a command: ``↓ j``."""
    return " ".join(key_label(key, ascii_only=ascii_only) for key in command.keys)


def with_keymap(keymap: Mapping[str, Iterable[str]]) -> tuple[Command, ...]:
    """Return the commands with the keys of ``keymap`` (command id to keys) in place of their own.

    A key that it gives to a command is that command's in every mode.

    Raises:
        TrackerError: an unknown command, a key that there isn't, no key at all, or one key for two commands; it names
            the line of the settings.
    """
    for command_id in keymap:
        if command_id not in BY_ID:
            raise TrackerError(f"keys.{command_id}: there is no command {command_id!r}.", _SEE_KEYS)
    commands = tuple(
        command._replace(keys=_keys_of(command.id, keymap[command.id])) if command.id in keymap else command
        for command in COMMANDS
    )
    given = {key for command in commands if command.id in keymap for key in command.keys}
    commands = tuple(
        command._replace(keys=tuple(key for key in command.keys if key not in given))
        if command.mode and command.id not in keymap
        else command
        for command in commands
    )
    owners: dict[tuple[str, str], str] = {}
    for command in commands:
        for key in command.keys:
            other = owners.setdefault((command.mode, key), command.id)
            if other != command.id:
                named = command.id if command.id in keymap else other
                raise TrackerError(
                    f"keys.{named}: {key_label(key)} would do both {other} and {command.id}.",
                    "Give one of them another key in the settings.",
                )
    return commands


def _keys_of(command_id: str, written: Iterable[str]) -> tuple[str, ...]:
    """Return the keys that the settings give to a command, each once.

    Raises:
        TrackerError: there is none, or one of them is no key, or none that a terminal sends.
    """
    keys: dict[str, None] = {}
    for name in written:
        key = key_named(name)
        if not key:
            raise TrackerError(
                f"keys.{command_id}: there is no key {name[:_LONGEST_KEY]!r}.",
                "A key is a letter, a digit or a sign, or such as space, enter, pagedown, f2, ctrl+x, shift+tab.",
            )
        if instead := sent_instead(key):
            raise TrackerError(f"keys.{command_id}: a terminal can't send {name!r}; write {instead} instead.")
        keys[key] = None
    if not keys:
        raise TrackerError(f"keys.{command_id}: {command_id} needs at least one key.", "Or leave the line out.")
    return tuple(keys)
