"""What people don't type keeps nothing from being found, and what is found is marked where it stands."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.record import TODAY, done, rich_state
from tests.support.strategies import any_text
from tracker.domain.edits import AddNote, AddParty
from tracker.domain.search.folding import folded, hits
from tracker.domain.search.matching import Viewpoint, matches
from tracker.domain.search.query import parse

PAIRS = (
    ("Ёлка", "елка"),
    ("İstanbul", "istanbul"),
    ("ISPARTA", "ısparta"),
    ("Café", "cafe"),
    ("Cafe\u0301", "café"),
    ("Straße", "STRASSE"),
    ("Łódź", "lodz"),
    ("Ærø", "aero"),
    ("کتاب", "كتاب"),
    ("پاکستانی", "پاكستاني"),
    ("ہاؤس", "هاوس"),
    ("آمدنی", "امدنی"),
    ("می\u200cشود", "میشود"),
    ("مـــال", "مال"),
    ("۱۴۰۴", "1404"),
    ("١٤٠٤", "۱۴۰۴"),
    ("ＭＯＵ", "mou"),
    ("ｶﾞｽ", "ガス"),
    ("ﬁnance", "finance"),
    ("Gazprom’s", "gazprom's"),
    ("25–27", "25-27"),
    ("Σίσυφος", "σισυφοσ"),
)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_is_the_same_is_found_both_ways_round(one: str, other: str) -> None:
    for written, asked in ((one, other), (other, one)):
        state = done(rich_state(), AddNote(about="track.1", text=f"On {written} alone"))
        assert matches(state, parse(asked), Viewpoint(TODAY)) == {"n2"}
        assert matches(state, parse(f"-{asked}"), Viewpoint(TODAY)).isdisjoint({"n2"})


def test_parties_are_found_by_their_names_as_they_are_typed() -> None:
    state = done(rich_state(), AddParty(id="yolka", name="Компания Ёлка", side="np", kind="company"))
    assert matches(state, parse("party:елка"), Viewpoint(TODAY)) == {"yolka"}


@pytest.mark.parametrize("asked", ["ـ", "\u0301", '"\u200c"'])
def test_what_is_nothing_but_marks_asks_for_nothing(asked: str) -> None:
    assert parse(asked).is_empty


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("Die Straße im Café", "strasse cafe", ["Straße", "Café"]),
        ("Die Straße", "ras", ["raß"]),
        ("Cafe\u0301s und Cafes", "cafe", ["Cafe\u0301", "Cafe"]),
        ("ЁЛКА, ёлка", "елка", ["ЁЛКА", "ёлка"]),
        ("gauge of gauges", "gauge", ["gauge", "gauge"]),
        ("steelsteel", "steel", ["steelsteel"]),
        ("مـــال و کتاب", "مال كتاب", ["مـــال", "کتاب"]),
        ("ﬁnance", "inance", ["ﬁnance"]),
        ("steel", "gauge", []),
        ("steel", "", []),
    ],
)
def test_the_places_are_those_of_the_text_as_it_stands(text: str, asked: str, marked: list[str]) -> None:
    places = hits(text, parse(asked).words)
    assert [text[begin:end] for begin, end in places] == marked


def test_a_folded_character_is_folded() -> None:
    for point in range(sys.maxunicode + 1):
        once = folded(chr(point))
        assert folded(once) == once


@given(any_text(), any_text())
def test_characters_are_folded_each_by_itself(one: str, other: str) -> None:
    assert folded(one + other) == folded(one) + folded(other)


@given(any_text(), st.data())
def test_a_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    asked = folded(text[begin:end])
    places = hits(text, (asked,))
    assert bool(places) == bool(asked)
    assert all(asked in folded(text[left:right]) for left, right in places)
    assert all(left < right for left, right in places)
    assert all(one[1] < two[0] for one, two in pairwise(places))
