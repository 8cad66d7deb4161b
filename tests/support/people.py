"""People who change meetings in tests."""

from tracker.domain.model.history import Actor

ANNA = Actor(uid=1001, name="anna")
BORIS = Actor(uid=1002, name="boris", login_uid=1002)
ACTORS = (ANNA, BORIS, Actor(uid=1003, name="cäcilie"))
