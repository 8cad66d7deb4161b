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
from tests.ui.reading import main_of, settle
from tracker.domain.model.snapshot import Receipt
from tracker.ui.commands import BY_ID, COMMANDS
from tracker.ui.main.screen import MainScreen


def test_every_command_is_checked() -> None:
    assert set(CHECKS) == set(BY_ID)


@pytest.mark.parametrize(
    ("command_id", "key"), [(command.id, key) for command in COMMANDS for key in command.keys], ids=str
)
async def test_key(command_id: str, key: str, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it changed is told, each change in words of its own: no command forgets to."""
    app, told = make_app(), told_of_each(monkeypatch)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await CHECKS[command_id](app, pilot, key)
        assert told.keys() == {entry.seq for entry in main_of(app).store_worker.store.history()}
        assert all(told.values())


def told_of_each(monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """Return what was in the line of keys after each change that was made, by its number."""
    told: dict[int, str] = {}
    done = MainScreen.done

    def noted(screen: MainScreen, receipt: Receipt) -> None:
        done(screen, receipt)
        if receipt.entry is not None:
            told[receipt.entry.seq] = screen._keys._lines[0].plain.strip() if screen.notice else ""

    monkeypatch.setattr(MainScreen, "done", noted)
    return told
