"""Who makes a change, as the system vouches for it: the real user id, never ``$USER`` or ``$SUDO_USER``."""

import os
import pwd
from pathlib import Path

from tracker.domain.history import Actor
from tracker.text import clean

_LOGIN_UID_FILE = Path("/proc/self/loginuid")
_LOGIN_UID_UNSET = 2**32 - 1


def current_actor() -> Actor:
    """Return the person this process runs for."""
    uid = os.getuid()
    try:
        name = clean(pwd.getpwuid(uid).pw_name) or f"uid {uid}"
    except KeyError:
        name = f"uid {uid}"
    return Actor(uid=uid, name=name, login_uid=_login_uid())


def _login_uid() -> int | None:
    """Return the user id of the login that this process descends from, where the kernel keeps one."""
    try:
        login_uid = int(_LOGIN_UID_FILE.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return None if login_uid == _LOGIN_UID_UNSET else login_uid
