"""Pictures of the screen: they change only on purpose (``pytest --snapshot-update``)."""

from typing import Protocol

import pytest
from textual.pilot import Pilot

from tests.ui.conftest import MakeApp
from tests.ui.reading import let_time_pass, press
from tracker.ui.app import TrackerApp


class Compare(Protocol):
    """The fixture of pytest-textual-snapshot."""

    def __call__(self, app: TrackerApp, *, terminal_size: tuple[int, int], run_before: object) -> bool: ...


SIZES = [(120, 40), (80, 24), (60, 20), (40, 15)]


async def _in_use(pilot: Pilot[None]) -> None:
    await press(pilot, "j", "space", "j", "j", "space", "k")
    await let_time_pass(pilot)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_main_screen(size: tuple[int, int], make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(), terminal_size=size, run_before=_in_use)


def test_no_colour(make_app: MakeApp, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=_in_use)


def test_ascii(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(ascii=True), terminal_size=(80, 24), run_before=_in_use)


def test_theme(make_app: MakeApp, snap_compare: Compare) -> None:
    assert snap_compare(make_app(theme="nord"), terminal_size=(80, 24), run_before=_in_use)


def test_help(make_app: MakeApp, snap_compare: Compare) -> None:
    async def open_help(pilot: Pilot[None]) -> None:
        await press(pilot, "question_mark")

    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=open_help)


def test_question(make_app: MakeApp, snap_compare: Compare) -> None:
    async def ask(pilot: Pilot[None]) -> None:
        await press(pilot, "space", "space")

    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=ask)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("status", "s"),
        ("note", "n"),
        ("decision", "d"),
        ("session", "1ee"),
        ("attendance", "m"),
        ("parties", "P"),
        ("views", "b"),
        ("together", "o"),
    ],
)
def test_what_opens_over_the_panels(name: str, keys: str, make_app: MakeApp, snap_compare: Compare) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await press(pilot, *keys)
        await let_time_pass(pilot)

    assert snap_compare(make_app(), terminal_size=(60, 20), run_before=go)


def test_finding(make_app: MakeApp, snap_compare: Compare) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await press(pilot, "j", "v", "slash", *"gazprom is:")
        await let_time_pass(pilot)

    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=go)


def test_picture_of_the_readme(make_app: MakeApp, snap_compare: Compare) -> None:
    async def go(pilot: Pilot[None]) -> None:
        await press(pilot, "j", "space", "j", "space", "ctrl+p", *"psm.1", "enter", "space", "j")
        await let_time_pass(pilot)

    assert snap_compare(make_app(), terminal_size=(120, 40), run_before=go)
