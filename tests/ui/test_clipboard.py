"""The clipboard over SSH: OSC 52, wrapped once more for a tmux around us, never longer than terminals take."""

from base64 import b64decode

import pytest

from tests.ui.conftest import MakeApp
from tests.ui.reading import press, screen_text, send_in_one_packet, settle
from tracker.ui.dialogs.copy_preview import PlainText
from tracker.ui.terminal.clipboard import MOST_BYTES, clipboard_sequence, left_over


def test_plain() -> None:
    assert clipboard_sequence("Rs 118.7 bn", in_tmux=False) == "\x1b]52;c;UnMgMTE4LjcgYm4=\x07"


def test_through_tmux_every_escape_is_doubled() -> None:
    plain = clipboard_sequence("a", in_tmux=False)
    assert clipboard_sequence("a", in_tmux=True) == f"{plain}\x1bPtmux;\x1b{plain}\x1b\\"


def test_a_long_text_is_cut_at_a_whole_character() -> None:
    sequence = clipboard_sequence("۳" * MOST_BYTES, in_tmux=False)
    sent = b64decode(sequence.removeprefix("\x1b]52;c;").removesuffix("\x07"))
    assert len(sent) <= MOST_BYTES
    assert set(sent.decode()) == {"۳"}
    assert left_over("۳" * MOST_BYTES) == MOST_BYTES - len(sent.decode())
    assert left_over("a" * MOST_BYTES) == 0


def test_nothing_of_the_text_is_sent_as_it_is() -> None:
    assert "\x1b]0;" not in clipboard_sequence("\x1b]0;title\x07", in_tmux=True)


async def test_what_the_clipboard_and_the_screen_lack_is_told(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(PlainText("\n".join(["x" * 79] * 1000)))
        await settle(pilot)
        assert "Without its last 9,999 characters: terminals take no more." in screen_text(app)
        assert "981 more lines: see tracker show" in screen_text(app)


@pytest.mark.parametrize("size", [(40, 15), (80, 17), (80, 24), (120, 40)], ids=str)
@pytest.mark.parametrize(
    ("keys", "title", "last"),
    [
        ("c", "1 Offshore", "\n[1] "),
        ("32jc", "[ ] 1.1 Gazprom-OGDC", "\n[1] "),
        ("1c", "Intensive discussions", "\n[2] "),
    ],
)
async def test_all_about_the_row_is_copied_whatever_the_detail_shows(
    make_app: MakeApp, size: tuple[int, int], keys: str, title: str, last: str
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "escape")
        send_in_one_packet(app, *keys)
        await settle(pilot)
        assert app.clipboard.startswith(title)
        assert last in app.clipboard
