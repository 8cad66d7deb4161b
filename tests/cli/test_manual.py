"""The man page: made of the same source as the help, and in the wheel."""

from tests.support.program import ROOT
from tracker.cli.main import tracker
from tracker.cli.manual import manual
from tracker.ui.commands import COMMANDS


def test_the_file_is_what_the_source_says() -> None:
    """If this fails: python -m tracker.cli.manual > tracker/share/tracker.1."""
    assert (ROOT / "tracker" / "share" / "tracker.1").read_text() == manual()


def test_every_verb_and_every_key_is_in_it() -> None:
    shown = manual()
    for verb in tracker.list_commands(tracker.make_context("tracker", [], resilient_parsing=True)):
        assert f"\n.SS {verb}".replace("-", "\\-") in shown
    for command in COMMANDS:
        assert command.title.replace("'", "\\(aq").replace("-", "\\-") in shown


def test_it_is_ascii_and_no_line_of_it_is_a_request_by_accident() -> None:
    lines = manual().splitlines()
    assert all(line.isascii() for line in lines)
    requests = {line.split()[0] for line in lines if line.startswith((".", "'"))}
    assert requests == {".TH", ".SH", ".SS", ".PP", ".TP", ".nf", ".fi"}
