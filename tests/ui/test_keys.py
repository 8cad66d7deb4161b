"""Every key of every command does what the registry says of it."""

import pytest

from tests.ui.conftest import MakeApp
from tests.ui.key_checks import basic as _basic  # noqa: F401 - registers its checks
from tests.ui.key_checks import exporting as _exporting  # noqa: F401
from tests.ui.key_checks import finding as _finding  # noqa: F401
from tests.ui.key_checks import pictures as _pictures  # noqa: F401
from tests.ui.key_checks import programme as _programme  # noqa: F401
from tests.ui.key_checks import record as _record  # noqa: F401
from tests.ui.key_checks import together as _together  # noqa: F401
from tests.ui.key_checks.registering import CHECKS
from tests.ui.reading import settle
from tracker.ui.commands import BY_ID, COMMANDS


def test_every_command_is_checked() -> None:
    assert set(CHECKS) == set(BY_ID)


@pytest.mark.parametrize(
    ("command_id", "key"), [(command.id, key) for command in COMMANDS for key in command.keys], ids=str
)
async def test_key(command_id: str, key: str, make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await CHECKS[command_id](app, pilot, key)
