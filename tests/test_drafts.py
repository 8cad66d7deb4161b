"""Drafts and sealed lines that aren't what was written: there is no draft, and the line is refused."""

from pathlib import Path

import pytest

from tracker.drafts import Drafts
from tracker.store.encoding import UnreadableError, decode_own

HALF = b'{"a":"\xed\xa0\x80"}'


@pytest.mark.parametrize("content", [HALF, b"[" * 9999, b'{"a":' + b"[" * 9999, b"", b"null", b'{"a":5}'], ids=range(6))
def test_a_draft_that_cannot_be_read_is_none(content: bytes, tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "a meeting")
    drafts.keep("note", {"text": "Hello"})
    assert drafts.of("note") == {"text": "Hello"}
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(content)
    assert drafts.of("note") == {}


@pytest.mark.parametrize("raw", [HALF, b"[" * 99_999, b"NaN", b""], ids=range(4))
def test_what_fits_its_checksum_and_is_no_json_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        decode_own(raw)
