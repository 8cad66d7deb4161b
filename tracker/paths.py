"""Where things lie: the meeting folder, the settings file, the shipped programme."""

import os
from pathlib import Path

_APPLICATION = "meeting-tracker"
_SHIPPED_PROGRAMME = "igc-2025.toml"


def meeting_folder(chosen: str | None) -> Path:
    """Return the meeting folder: ``chosen`` (``--db``), else ``TRACKER_DB``, else the one of this user."""
    if named := _named(chosen):
        return Path(named).expanduser().absolute()
    return user_data_folder() / "igc-2025"


def is_named(chosen: str | None) -> bool:
    """Say whether the meeting folder is one that somebody named, and not simply the one of this user."""
    return bool(_named(chosen))


def _named(chosen: str | None) -> str:
    return chosen or os.environ.get("TRACKER_DB") or ""


def user_data_folder() -> Path:
    """Return the folder for this user's own meetings, as platformdirs gives it; it may not exist yet."""
    # platformdirs takes longer to load than a chosen folder takes to find, so it is loaded only when it is asked.
    from platformdirs import user_data_path

    return user_data_path(_APPLICATION)


def user_state_folder() -> Path:
    """Return the folder for what the program remembers for this user, as platformdirs gives it; it may not exist."""
    from platformdirs import user_state_path

    return user_state_path(_APPLICATION)


def kiosk_state_folder(chosen: Path | None, name: str) -> Path:
    """Return where the kiosk remembers things for the person called ``name``.

    It lies in ``chosen``, else in the home of the account, whatever the environment says that is.

    Raises:
        KeyError: this account isn't one of the system.
    """
    from hashlib import sha256
    from pwd import getpwuid

    kept = chosen or Path(getpwuid(os.getuid()).pw_dir) / ".local" / "state" / _APPLICATION / "kiosk"
    return kept / sha256(name.encode()).hexdigest()[:16]


def current_folder() -> Path | None:
    """Return the folder that the person is in; None where it was taken away meanwhile. Nothing is read from it."""
    try:
        return Path.cwd()
    except OSError:
        return None


def make_private_folder(folder: Path) -> None:
    """Make a folder that nobody else can look into, with those above it that aren't there yet.

    Raises:
        OSError: it can't be made.
    """
    if not folder.is_dir():
        if not folder.parent.exists():
            make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def settings_file() -> Path:
    """Return the path of this user's settings file; it may not exist."""
    from platformdirs import user_config_path

    return user_config_path(_APPLICATION) / "settings.toml"


def shipped_programme() -> Path:
    """Return the path of the programme that comes with the program, in the checkout or in the installed wheel."""
    package = Path(__file__).parent
    installed = package / "fixtures" / _SHIPPED_PROGRAMME
    return installed if installed.is_file() else package.parent / "fixtures" / _SHIPPED_PROGRAMME
