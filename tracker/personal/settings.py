"""One user's settings and the terminal's part of the environment; only ``paths`` reads the environment beside it.

The settings are a TOML file (``tracker where`` names it) that a person may write by hand:

    theme = "nord"       # a theme of the screen
    mouse = true         # take clicks and the wheel
    ascii = false        # draw with ASCII characters alone
    driver = "diff"      # "diff" sends only the cells that changed, "plain" leaves it to Textual
    reminders = [15, 5]  # minutes before a session at which every open screen tells of it; "1h" or "1:30" too
    bell = true          # ring once with a reminder
    layout = "urdu"      # the keyboard of a person who types Arabic letters
    [keys]
    tick = ["space", "x"]
    [views]
    Ours = "party:ogdc is:open"   # filters that are kept, by name

A file that another account could have written is refused: a setting must never be someone else's choice.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from tracker.errors import BadFileError, TrackerError
from tracker.files import WRITABLE_BY_OTHERS, NotRegularError, is_own_or_roots, open_regular
from tracker.text import clean

Driver = Literal["diff", "plain"]
Layout = Literal["urdu", "urdu-windows", "persian", "arabic"]

DRIVERS: tuple[Driver, ...] = ("diff", "plain")
"""The drivers that the screen can be sent through."""

LAYOUTS: tuple[Layout, ...] = ("urdu", "urdu-windows", "persian", "arabic")
"""The keyboards with Arabic letters that the screen knows."""

_LARGEST_FILE = 64 * 1024
_C_LOCALES = ("C", "POSIX")
_COERCED_LOCALES = ("C.UTF-8", "C.utf8", "UTF-8")
_MOST_LEADS = 10
_MOST_VIEWS = 100
_LONGEST_LEAD = 24 * 60
_SWITCHES = ("mouse", "ascii", "bell")


class Settings(NamedTuple):
    """The choices of one user, each with the value it has where the file says nothing."""

    theme: str | None = None
    """Name of a theme; None for the screen's own default."""
    mouse: bool = True
    """Whether clicks and the wheel are taken."""
    ascii: bool = False
    """Whether only ASCII characters are drawn."""
    driver: Driver = "diff"
    """How the screen is sent to the terminal."""
    bell: bool = True
    """Whether to ring once with a reminder."""
    reminders: tuple[int, ...] = (15, 5)
    """Minutes before a session with hours at which to tell of it; empty for never."""
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Key names by command id; the screen checks both against its registry."""
    views: Mapping[str, str] = MappingProxyType({})
    """Filters that are kept, by name; the screen says so where one isn't understood."""
    layout: Layout = "urdu"
    """Which keyboard Arabic letters are typed on: the phonetic one, or another one."""


class TerminalEnvironment(NamedTuple):
    """What the environment says about the terminal; empty where it says nothing."""

    term: str = ""
    """``TERM``."""
    colorterm: str = ""
    """``COLORTERM``."""
    no_color: bool = False
    """Whether ``NO_COLOR`` is set; the empty text counts too, as it does for Textual."""
    lang: str = ""
    """``LANG``."""
    lc_all: str = ""
    """``LC_ALL``."""
    lc_ctype: str = ""
    """``LC_CTYPE``."""
    sty: str = ""
    """``STY``: which GNU screen this runs in."""

    @property
    def locale(self) -> str:
        """The locale that decides about characters; empty where none is set (POSIX: the first that isn't empty)."""
        return self.lc_all or self.lc_ctype or self.lang

    @property
    def is_ascii_only(self) -> bool:
        """Whether the environment asks for the C locale, whose characters are ASCII."""
        return self.locale in _C_LOCALES


def terminal_environment() -> TerminalEnvironment:
    """Return what the environment says about the terminal."""
    lang, lc_all, lc_ctype = (clean(os.environ.get(name, "")) for name in ("LANG", "LC_ALL", "LC_CTYPE"))
    if lang in _C_LOCALES and not lc_all and lc_ctype in _COERCED_LOCALES:
        # It was Python, at its start, that set LC_CTYPE, not the person who asked for the C locale (PEP 538).
        lc_ctype = ""
    return TerminalEnvironment(
        term=clean(os.environ.get("TERM", "")),
        colorterm=clean(os.environ.get("COLORTERM", "")),
        no_color="NO_COLOR" in os.environ,
        lang=lang,
        lc_all=lc_all,
        lc_ctype=lc_ctype,
        sty=clean(os.environ.get("STY", "")),
    )


def editor_command() -> tuple[str, ...]:
    """Return the person's editor with its arguments: ``VISUAL``, else ``EDITOR``, else one that every system has.

    Empty where what they say can't be read as a command.
    """
    import shlex

    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        return tuple(shlex.split(named))
    except ValueError:
        return ()


def ssh_auth_file() -> Path | None:
    """Return the file in which the SSH server tells how the person was let in (``SSH_USER_AUTH``, ``ExposeAuthInfo``).

    Only where the person can't choose the environment does it prove anything.
    """
    named = os.environ.get("SSH_USER_AUTH", "")
    return Path(named) if named.startswith("/") else None


def drop_textual_environment() -> None:
    """Remove ``TEXTUAL_*`` from the environment: Textual would load code and write logs where they say.

    Textual reads them while it is imported, so this must come first.
    """
    for name in [name for name in os.environ if name.startswith("TEXTUAL_")]:
        del os.environ[name]


def read_settings(path: Path | None) -> Settings:
    """Return the settings in the file at ``path``; all defaults where there is none, or no place for one.

    Raises:
        BadFileError: the file is no TOML or has keys or values that there aren't; it carries every fault.
        TrackerError: the file can't be read, or someone else could have written it.
    """
    if path is None or (text := trusted_text(path)) is None:
        return Settings()
    return parsed(path, text)


def trusted_text(path: Path) -> str | None:
    """Return the text of a file that only its owner, who is this user or root, can write; None for no file."""
    try:
        content = _trusted_content(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise TrackerError(f"{path}: the settings can't be read ({error.strerror}).") from error
    if len(content) > _LARGEST_FILE:
        raise TrackerError(f"{path}: the settings are larger than {_LARGEST_FILE // 1024} KiB.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadFileError(str(path), (f"line {line}: not UTF-8 text",), "Save it as UTF-8.") from error


def _trusted_content(path: Path) -> bytes:
    try:
        with open_regular(path, follow_link=True) as file:
            _refuse_untrusted(path, os.fstat(file.fileno()))
            return file.read(_LARGEST_FILE + 1)
    except NotRegularError as error:
        raise TrackerError(
            f"{path}: not a regular file, so it can't hold the settings.", "Move it out of the way."
        ) from error


def _refuse_untrusted(path: Path, facts: os.stat_result) -> None:
    if not is_own_or_roots(facts):
        raise TrackerError(
            f"{path}: the settings belong to another account, so they are not used.",
            "Remove the file, or have its owner give it to you.",
        )
    if facts.st_mode & WRITABLE_BY_OTHERS:
        raise TrackerError(
            f"{path}: others can write the settings, so they are not used.", f"Look into it, then: chmod go-w {path}"
        )


def parsed(path: Path, text: str) -> Settings:
    """Return the settings that ``text`` holds; ``path`` is what a fault is told of.

    Raises:
        BadFileError: it is no TOML or has keys or values that there aren't; it carries every fault.
    """
    # Every verb loads this module, but hardly one reads a file: what reading takes is loaded here.
    import tomllib

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Not only TOMLDecodeError: a number of 5,000 digits is a plain ValueError.
        fault = clean(str(error)) or "nested too deeply"
        raise BadFileError(str(path), (fault,), "Mend the line, or remove the file to start afresh.") from error
    faults = tuple(fault for key, value in table.items() if (fault := _fault(key, value)))
    if faults:
        raise BadFileError(str(path), faults, "Mend these keys, or remove them to have the defaults.")
    if "reminders" in table:
        table["reminders"] = tuple(map(_lead_time, table["reminders"]))
    if "keys" in table:
        table["keys"] = {clean(command): tuple(map(clean, keys)) for command, keys in _flat(table["keys"]).items()}
    if "views" in table:
        table["views"] = {clean(name): clean(query) for name, query in table["views"].items()}
    return Settings(**table)


def _fault(key: str, value: object) -> str:
    """Return what is wrong with one setting, in a sentence that names the key and what it may be; empty if nothing."""
    if key == "theme":
        wrong, allowed = not (isinstance(value, str) and value and clean(value) == value), "the name of a theme"
    elif key in _SWITCHES:
        wrong, allowed = not isinstance(value, bool), "true or false"
    elif key == "driver":
        wrong, allowed = value not in DRIVERS, " or ".join(f'"{driver}"' for driver in DRIVERS)
    elif key == "layout":
        wrong, allowed = value not in LAYOUTS, " or ".join(f'"{layout}"' for layout in LAYOUTS)
    elif key == "reminders":
        wrong, allowed = (
            not _are_lead_times(value),
            f"a list of minutes from 0 to {_LONGEST_LEAD}, such as [15, 5]",
        )
    elif key == "keys":
        return _keys_fault(value)
    elif key == "views":
        wrong, allowed = not _are_views(value), 'a table of filters by name, such as Ours = "party:ogdc is:open"'
    else:
        return f"{clean(key)!r}: there is no such setting; there are {', '.join(Settings._fields)}"
    return f"{key}: must be {allowed}" if wrong else ""


def _are_lead_times(value: object) -> bool:
    if not isinstance(value, list) or len(value) > _MOST_LEADS:
        return False
    try:
        return all(0 <= _lead_time(each) <= _LONGEST_LEAD for each in value)
    except TrackerError:
        return False


def _lead_time(value: object) -> int:
    """Return the minutes of a lead time.

    Raises:
        TrackerError: it is none.
    """
    from tracker.domain.words.time_parsing import read_minutes

    return value if type(value) is int else read_minutes(value if isinstance(value, str) else "")


def _are_views(value: object) -> bool:
    if not isinstance(value, dict) or len(value) > _MOST_VIEWS:
        return False
    return all(isinstance(query, str) and clean(name) and clean(query) for name, query in value.items())


def _keys_fault(value: object) -> str:
    if not isinstance(value, dict):
        return 'keys: must be a table of lists, such as quit = ["q"]'
    for command, keys in _flat(value).items():
        if not isinstance(keys, list) or not all(isinstance(key, str) and clean(key) for key in keys):
            return f'keys.{clean(command)}: must be a list of key names, such as ["q", "ctrl+q"]'
    return ""


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return nested tables as one: TOML reads the bare key ``point.tick`` as a table ``point`` with a ``tick``."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        flat.update(_flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value})
    return flat
