"""Where things lie: the meeting folder, the settings file, the shipped programme."""

import os
from collections.abc import Callable
from pathlib import Path

from tracker.errors import TrackerError

_APPLICATION = "meeting-tracker"
_SHIPPED_PROGRAMME = "igc-2025.toml"


def meeting_folder(chosen: str | None) -> Path:
    """Return the meeting folder: ``chosen`` (``--db``), else ``TRACKER_DB``, else the one of this user.

    Raises:
        TrackerError: none was chosen and this user has no home, or the one that was chosen lies in no home.
    """
    if named := _named(chosen):
        return in_full(Path(named))
    # platformdirs takes longer to load than a chosen folder takes to find, so it is loaded only when it is asked.
    from platformdirs import user_data_path

    folder = _in_home(user_data_path)
    if folder is None:
        raise TrackerError(
            f"There is no home folder to look for a meeting in: HOME isn't set, and user {os.getuid()} has no account.",
            "Name the meeting folder with --db DIR, or set HOME.",
        )
    return folder / "igc-2025"


def is_named(chosen: str | None) -> bool:
    """Say whether the meeting folder is one that somebody named, and not simply the one of this user."""
    return bool(_named(chosen))


def _named(chosen: str | None) -> str:
    return chosen or os.environ.get("TRACKER_DB") or ""


def in_full(path: Path) -> Path:
    """Return a path that a person named as an absolute one, a ``~`` at its beginning replaced.

    Raises:
        TrackerError: it begins with the home of an account that there isn't.
    """
    try:
        return path.expanduser().absolute()
    except RuntimeError as error:
        raise TrackerError(f"{path}: there is no such home folder.", "Write the path in full.") from error


def user_state_folder() -> Path | None:
    """Return the folder for what the program remembers for this user, as platformdirs gives it; it may not exist.

    None for a user who has no home.
    """
    from platformdirs import user_state_path

    return _in_home(user_state_path)


def _in_home(find: Callable[[str], Path]) -> Path | None:
    """Return a folder of the user; None where HOME isn't set and there is no account whose home it could be."""
    try:
        return find(_APPLICATION)
    except RuntimeError:
        return None


def kiosk_state_folder(chosen: Path | None, name: str) -> Path:
    """Return where the kiosk remembers things for the person called ``name``.

    It lies in ``chosen``, else in the home of the account, whatever the environment says that is.

    Raises:
        TrackerError: this account isn't one of the system, so it has no home.
    """
    from hashlib import sha256
    from pwd import getpwuid

    try:
        kept = chosen or Path(getpwuid(os.getuid()).pw_dir) / ".local" / "state" / _APPLICATION / "kiosk"
    except KeyError as error:
        raise TrackerError(
            f"User {os.getuid()} has no account, and so no home folder.", "Name a folder for drafts with --state DIR."
        ) from error
    return kept / sha256(name.encode()).hexdigest()[:16]


def current_folder() -> Path | None:
    """Return the folder that the person is in; None where it was taken away meanwhile. Nothing is read from it."""
    try:
        return Path.cwd()
    except OSError:
        return None


def settings_file() -> Path | None:
    """Return the path of this user's settings file; it may not exist. None for a user who has no home."""
    from platformdirs import user_config_path

    folder = _in_home(user_config_path)
    return folder and folder / "settings.toml"


def shipped_programme() -> Path:
    """Return the path of the programme that comes with the program, in the checkout or in the installed wheel."""
    package = Path(__file__).parents[1]
    installed = package / "fixtures" / _SHIPPED_PROGRAMME
    return installed if installed.is_file() else package.parent / "fixtures" / _SHIPPED_PROGRAMME
