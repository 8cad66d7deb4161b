"""Hypothesis gives each target good files that were cut, joined, doubled and filled with anything."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, run, seeds

_ODD = [b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"[" * 3000, b"{" * 3000, b'"', b"\r\n", b"9" * 5000, b"NaN", b"1e999"]
_ODD += [b"\xed\xa0\x80", "\u202e".encode(), b"\x1b[6n", b"-", b"=", b":", b"null", b"\n "]

_SLOW = ("meeting.json", "meeting.json.bak", "lock")
"""Each opens a store; the journal, which says the most, does it in the short run too."""


@st.composite
def spoiled(draw: st.DrawFn, name: str) -> bytes:
    """Return a good file of a target's kind in which a few places were changed."""
    raw = draw(st.sampled_from(seeds(name)))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 40)))
        raw = raw[:start] + draw(st.one_of(st.sampled_from(_ODD), st.binary(max_size=20))) + raw[end:]
    return raw


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long) if name in _SLOW else name for name in TARGETS]
)
@settings(
    max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(data=st.data())
def test_no_bytes_break_anything(name: str, data: st.DataObject) -> None:
    run(name, data.draw(st.one_of(spoiled(name), spoiled(name), st.binary(max_size=300))))
