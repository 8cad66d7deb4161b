"""The clipboard over SSH: OSC 52, wrapped once more for a tmux around us, never longer than terminals take."""

from base64 import b64decode

from tracker.ui.terminal.clipboard import MOST_BYTES, clipboard_sequence


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


def test_nothing_of_the_text_is_sent_as_it_is() -> None:
    assert "\x1b]0;" not in clipboard_sequence("\x1b]0;title\x07", in_tmux=True)
