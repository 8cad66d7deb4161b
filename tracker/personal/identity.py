"""Who makes a change, as the system vouches for it: the real user id, never ``$USER`` or ``$SUDO_USER``."""

import os
import pwd
from pathlib import Path

import msgspec

from tracker.domain.model.history import Actor
from tracker.files import is_own_or_roots, open_regular
from tracker.text import clean

_LOGIN_UID_FILE = Path("/proc/self/loginuid")
_LOGIN_UID_UNSET = 2**32 - 1
_MOST_BYTES = 64 * 1024


def current_actor() -> Actor:
    """Return the person this process runs for."""
    uid = os.getuid()
    try:
        name = clean(pwd.getpwuid(uid).pw_name) or f"uid {uid}"
    except KeyError:
        name = f"uid {uid}"
    return Actor(uid=uid, name=name, login_uid=_login_uid())


def kiosk_actor(name: str, auth_file: Path | None) -> Actor:
    """Return the person whose forced command names them: the account is the same for all, so the name isn't its own.

    Args:
        name: who it is, cleaned; empty for the account's own name.
        auth_file: where the SSH server tells how they were let in (``ExposeAuthInfo``), if it does.
    """
    actor = current_actor()
    key = key_fingerprint(auth_file) if auth_file else ""
    if not name or name == actor.name:
        return msgspec.structs.replace(actor, key=key)
    return msgspec.structs.replace(actor, name=name, account=actor.name, key=key)


def key_fingerprint(auth_file: Path) -> str:
    """Return the fingerprint (``SHA256:...``, as ``ssh-keygen -l`` prints it) of the key that the file tells of.

    Empty where it tells of none, or isn't the server's own plain file.
    """
    import base64
    import binascii
    from hashlib import sha256

    try:
        with open_regular(auth_file) as file:
            if not is_own_or_roots(os.fstat(file.fileno())):
                return ""
            for words in map(bytes.split, file.read(_MOST_BYTES).splitlines()):
                if len(words) >= 3 and words[0] == b"publickey":
                    blob = base64.b64decode(words[2], validate=True)
                    return f"SHA256:{base64.b64encode(sha256(blob).digest()).decode().rstrip('=')}"
    except (OSError, binascii.Error):
        pass
    return ""


def _login_uid() -> int | None:
    """Return the user id of the login that this process descends from, where the kernel keeps one."""
    try:
        login_uid = int(_LOGIN_UID_FILE.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return None if login_uid == _LOGIN_UID_UNSET else login_uid
