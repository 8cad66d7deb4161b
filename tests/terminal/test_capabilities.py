"""What is judged of a terminal, and what it is sent at the start and the end."""

import pytest

from tracker.personal.settings import TerminalEnvironment
from tracker.ui.terminal.ascii import fold
from tracker.ui.terminal.capabilities import Colours, capabilities
from tracker.ui.terminal.modes import Modes

UTF8 = "en_GB.UTF-8"


@pytest.mark.parametrize(
    ("term", "colorterm", "colours", "mouse", "keyboard", "asks", "basic"),
    [
        ("xterm-256color", "", Colours.INDEXED, True, True, True, False),
        ("xterm-256color", "truecolor", Colours.TRUE, True, True, True, False),
        ("xterm", "", Colours.ANSI, True, True, True, False),
        ("xterm-kitty", "", Colours.INDEXED, True, True, True, False),
        ("xterm-direct", "", Colours.TRUE, True, True, True, False),
        ("xterm-mono", "", Colours.NONE, True, True, True, False),
        ("tmux-256color", "", Colours.INDEXED, True, False, True, False),
        ("tmux-256color", "24bit", Colours.TRUE, True, False, True, False),
        ("screen", "", Colours.ANSI, True, False, False, False),
        ("screen-256color", "", Colours.INDEXED, True, False, False, False),
        ("linux", "", Colours.ANSI, False, False, False, False),
        ("linux", "truecolor", Colours.ANSI, False, False, False, False),
        ("vt100", "", Colours.NONE, False, False, False, True),
        ("vt220", "", Colours.NONE, False, False, False, True),
        ("foot", "", Colours.INDEXED, True, True, True, False),
    ],
)
def test_terminals(
    term: str, colorterm: str, colours: Colours, mouse: bool, keyboard: bool, asks: bool, basic: bool
) -> None:
    found = capabilities(TerminalEnvironment(term=term, colorterm=colorterm, lang=UTF8), is_terminal=True)
    assert found.usable
    assert (found.colours, found.mouse, found.keyboard, found.asks, found.basic) == (
        colours,
        mouse,
        keyboard,
        asks,
        basic,
    )
    assert found.unicode is not basic


@pytest.mark.parametrize(
    ("term", "is_terminal", "why"),
    [
        ("", True, "TERM does not say what this terminal is"),
        ("dumb", True, "a terminal of type dumb can't place a cursor"),
        ("unknown", True, "a terminal of type unknown can't place a cursor"),
        ("xterm", False, "this is not a terminal"),
    ],
)
def test_where_the_screen_cannot_be_shown(term: str, is_terminal: bool, why: str) -> None:
    found = capabilities(TerminalEnvironment(term=term, lang=UTF8), is_terminal=is_terminal)
    assert not found.usable
    assert found.unusable == why


@pytest.mark.parametrize(
    ("lc_all", "lc_ctype", "lang", "unicode"),
    [
        ("", "", UTF8, True),
        ("", "", "C.UTF-8", True),
        ("", "", "de_DE.utf8@euro", True),
        ("", "", "", False),
        ("", "", "C", False),
        ("", "", "POSIX", False),
        ("", "", "de_DE.ISO-8859-1", False),
        ("C", UTF8, UTF8, False),
        ("", "POSIX", UTF8, False),
        (UTF8, "C", "C", True),
    ],
)
def test_the_locale_decides_about_unicode(lc_all: str, lc_ctype: str, lang: str, unicode: bool) -> None:
    environment = TerminalEnvironment(term="xterm", lc_all=lc_all, lc_ctype=lc_ctype, lang=lang)
    assert capabilities(environment, is_terminal=True).unicode is unicode


def test_what_the_user_wants_comes_first() -> None:
    environment = TerminalEnvironment(term="xterm-256color", colorterm="truecolor", lang=UTF8, no_color=True)
    found = capabilities(environment, is_terminal=True, ascii_only=True, mouse=False)
    assert (found.colours, found.unicode, found.mouse) == (Colours.NONE, False, False)


def test_start_and_stop() -> None:
    modes = Modes(mouse=True, keyboard=True, asks=True)
    assert modes.start == "\x1b[?1049h\x1b[>5u\x1b[?2026$p\x1b[?7;25l\x1b[?1000;1006;2004h"
    assert modes.stop == "\x1b[<u\x1b[?1000;1006;2004l\x1b[m\x1b[H\x1b[J\x1b[?1049l\x1b[?7;25h"
    modes = Modes(mouse=False, keyboard=False, asks=False)
    assert modes.start == "\x1b[?1049h\x1b[?7;25l\x1b[?2004h"
    assert modes.stop == "\x1b[?2004l\x1b[m\x1b[H\x1b[J\x1b[?1049l\x1b[?7;25h"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("plain \x1b[31mtext\x1b[m\n", "plain \x1b[31mtext\x1b[m\n"),
        ("╭─ café ─╮", "+- cafe -+"),
        ("│▶ “Проект”│", '|> "??????"|'),
        ("日本", "????"),
        ("e\u0301", "e\u0301"[:1]),
        ("☑ ½ №5…", "* 1 #5."),
        ("😀!", "??!"),
        ("ﬁ", "f"),
    ],
)
def test_ascii_stands_where_the_text_stood(text: str, folded: str) -> None:
    assert fold(text) == folded
