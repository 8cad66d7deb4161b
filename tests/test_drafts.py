"""Drafts: each screen's own while it is there, the next one's once it is gone, nobody else's ever, and none is lost."""

from pathlib import Path

import pytest

from tracker.personal.drafts import Draft, Drafts
from tracker.store.format.encoding import UnreadableError, decode_own

HALF = b'{"a":"\xed\xa0\x80"}'
NONE = Draft({}, {})


def kept(folder: Path) -> list[Path]:
    """Return the files of the drafts that are kept."""
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".open"]


def test_a_draft_is_nobody_elses(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "state", "meeting")
    drafts.keep("note:psm", {"text": "secret ", "ids": ("a", "b")}, {"text": ""})
    for file in (path for path in (tmp_path / "state").rglob("*") if path.is_file()):
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.parent.stat().st_mode & 0o777 == 0o700
    assert drafts.of("note:psm") == Draft({"text": "secret ", "ids": ("a", "b")}, {"text": ""})
    assert drafts.of("note:offshore") == NONE
    assert Drafts(tmp_path / "state", "another").of("note:psm") == NONE
    (file,) = kept(tmp_path / "state")
    target = tmp_path / "target"
    target.write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(target)
    assert drafts.of("note:psm") == NONE
    drafts.keep("note:psm", {"text": "new"}, {})
    assert "secret" in target.read_text()
    assert drafts.of("note:psm").values == {"text": "new"}


@pytest.mark.parametrize(
    "content",
    [HALF, b"", b"{", b"null", b'{"text": 5}', b"\xff", b"[" * 100_000, b'{"a":' + b"[" * 9999, b"x" * 9_000_000],
    ids=range(9),
)
def test_a_spoilt_draft_is_none(tmp_path: Path, content: bytes) -> None:
    drafts = Drafts(tmp_path, "meeting")
    drafts.keep("note:psm", {"text": "x"}, {})
    (file,) = kept(tmp_path)
    file.write_bytes(content)
    assert drafts.of("note:psm") == NONE


def test_a_draft_that_cannot_be_kept_disturbs_nobody_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    drafts = Drafts(tmp_path / "file", "meeting")
    assert drafts.of("note:psm") == NONE
    assert drafts.problem == "Not a directory"
    drafts.keep("note:psm", {"text": "x"}, {})
    drafts.drop("note:psm")
    drafts.close()
    assert Drafts(None, "meeting", "there is no home folder").problem == "there is no home folder"


def test_two_screens_keep_two_drafts_and_the_next_ones_get_both(tmp_path: Path) -> None:
    here, there = Drafts(tmp_path, "meeting"), Drafts(tmp_path, "meeting")
    assert here.of("note:psm") == NONE
    here.keep("note:psm", {"text": "from here"}, {})
    assert there.of("note:psm") == Draft({}, {}, is_elsewhere=True)
    there.keep("note:psm", {"text": "from there"}, {})
    there.drop("note:psm")
    there.keep("note:psm", {"text": "from there again"}, {})
    assert here.of("note:psm").values == {"text": "from here"}
    here.close()
    there.close()
    first, second = Drafts(tmp_path, "meeting"), Drafts(tmp_path, "meeting")
    found = first.of("note:psm")
    other = second.of("note:psm")
    assert {found.values["text"], other.values["text"]} == {"from here", "from there again"}
    # What one of them drops isn't the other's, and what it saved isn't offered again.
    first.drop("note:psm")
    assert first.of("note:psm") == Draft({}, {}, is_elsewhere=True)
    assert second.of("note:psm") == Draft(other.values, {})


def test_one_screen_is_offered_all_that_others_left_one_after_the_other(tmp_path: Path) -> None:
    screens = [Drafts(tmp_path, "meeting") for _ in range(3)]
    for number, screen in enumerate(screens):
        screen.keep("note:psm", {"text": f"draft {number}"}, {})
    for screen in screens:
        screen.close()
    drafts = Drafts(tmp_path, "meeting")
    found = set()
    while values := drafts.of("note:psm").values:
        found.add(values["text"])
        drafts.drop("note:psm")
    assert found == {"draft 0", "draft 1", "draft 2"}
    drafts.close()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_draft_of_an_earlier_version_is_offered(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "meeting")
    drafts.keep("note:psm", {"text": "x"}, {})
    (file,) = kept(tmp_path)
    old = file.with_suffix("")
    file.unlink()
    old.write_text('{"text":"Written before the update"}')
    assert drafts.of("note:psm") == Draft({"text": "Written before the update"}, {})
    assert not old.exists()
    assert drafts.of("note:psm").values == {"text": "Written before the update"}


def test_what_a_killed_screen_was_just_writing_is_no_draft(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "meeting")
    drafts.keep("note:psm", {"text": "whole"}, {})
    (file,) = kept(tmp_path)
    file.with_name(f"{file.name}.1a2b3c4d.new").write_text('{"values":{"te')
    assert drafts.of("note:psm").values == {"text": "whole"}
    drafts.drop("note:psm")
    assert drafts.of("note:psm") == NONE


@pytest.mark.parametrize("raw", [HALF, b"[" * 99_999, b"NaN", b""], ids=range(4))
def test_what_fits_its_checksum_and_is_no_json_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        decode_own(raw)
