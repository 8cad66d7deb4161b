"""The filter language: what each term means in every panel, and what is said of a term that means nothing."""

from collections.abc import Set
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.people import ANNA, BORIS
from tests.support.record import TODAY, done, rich_state
from tests.support.samples import shipped_state
from tests.support.strategies import any_text, states
from tracker.domain.edits import (
    CompleteAction,
    EditNote,
    SetAgreement,
    SetStatus,
    StartSession,
    Tick,
    Withdraw,
)
from tracker.domain.model.state import State
from tracker.domain.search.matching import SEARCHED, Viewpoint, matches, with_context
from tracker.domain.search.query import KEYS, Query, Term, parse
from tracker.errors import TrackerError

TRACK = {"track", "track.1", "track.2", "d1"}
FARES = {"fares", "fares.1", "d2"}


def found(state: State, text: str, **viewpoint: Any) -> Set[str]:
    return matches(state, parse(text), Viewpoint(**{"today": TODAY, **viewpoint}))


def worked_on() -> State:
    return done(
        rich_state(),
        Tick(points=("track.1",), done=True),
        SetStatus(item="fares", status="deferred", target="next"),
        StartSession(session="morning"),
        SetAgreement(decision="d1", sides=(), agreed=True),
        EditNote(note="n1", status="final"),
        CompleteAction(action="a2", taken="Counted"),
    )


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("gauge", {"track.1", "d1", "n1"}),
        ("GAUGE metre", {"n1"}),
        ('"metre gauge"', {"n1"}),
        ('"gauge metre"', set()),
        ("gauge -metre", {"track.1", "d1"}),
        ('gauge -"metre gauge"', {"track.1", "d1"}),
        ("fares.1", {"fares.1"}),
        ("2a.1", {"fares.1"}),
        ("hall", {"morning"}),
        ("40", {"track"}),
        ("radio", {"f2"}),
        ("engineer", {"eva"}),
        ("d2", {"d2"}),
        ("is:done", {"track.1", "d1", "n1", "a2"}),
        ("is:open", {"visit", "morning", "night", "close", "track", "track.2", "fares", "fares.1", "d2", "a1"}),
        ("is:open is:done", set()),
        ("status:deferred", FARES),
        ("status:in_progress", {"morning"}),
        ("status:in-progress", {"morning"}),
        ("status:agreed", {"d1"}),
        ("status:completed", {"a2"}),
        ("party:port", {"port", "ram", "visit", "a2"} | TRACK | FARES),
        ("party:dry", {"port", "ram", "visit", "a2"} | TRACK | FARES),
        ('party:"rail company" hall', set()),
        ("owner:rail", {"a1"} | TRACK | FARES),
        ("owner:port", {"a2"} | TRACK),
        ("@port", {"a2"} | TRACK),
        ("@brandt", {"a1"}),
        ("-@port @rail", {"a1"} | FARES),
        ("day:28", {"visit", "morning", "night"} | TRACK | FARES),
        ("day:2026-03-29", {"close"}),
        ("day:29.3.", {"close"}),
        ('day:"29 Mar"', {"close"}),
        ("day:29-mar", {"close"}),
        ("day:sun", {"close"}),
        ("day:tomorrow", {"close"}),
        ("day:۲۹", {"close"}),
        ("day:+1d", {"close"}),
        ("day:mon", set()),
        ("day:today session", {"morning", "night"}),
        ("has:decision", TRACK | FARES),
        ("has:note", {"track.1"}),
        ("has:action is:done", {"track.1", "d1"}),
        ("has:action -is:done party:port", {"track", "track.2"} | FARES),
        ("due:<2026-05-01", {"a1"}),
        ("due:<=2026-04-30", {"a1"}),
        ("due:2026-04-30", {"a1"}),
        ("due:=2026-04-30", {"a1"}),
        ("due:>2026-04-30", set()),
        ("due:>=2026-04-30", {"a1"}),
        ("due:>today", {"a1"}),
        ("due:<+40d", {"a1"}),
        ('due:"<1 May 2026"', {"a1"}),
        ("due:<30.4.", set()),
        ("is:overdue", set()),
    ],
)
def test_a_query_finds(text: str, ids: Set[str]) -> None:
    assert found(worked_on(), text) == ids


def test_overdue_is_reckoned_from_today() -> None:
    assert found(worked_on(), "is:overdue", today=date(2026, 5, 1)) == {"a1"}


def test_changed_is_what_others_did_since_one_looked() -> None:
    state = done(rich_state(), Tick(points=("track.1",), done=True), actor=BORIS)
    state = done(state, Tick(points=("track.2",), done=True), actor=ANNA)
    assert found(state, "is:changed", seen=state.seq - 2, name="anna") == {"track.1"}
    assert found(state, "is:changed", seen=state.seq - 2, name="boris") == {"track.2"}
    assert found(state, "is:changed", seen=state.seq, name="") == set()


def test_withdrawn_points_are_neither_open_nor_done() -> None:
    state = done(rich_state(), Withdraw(id="track.2"))
    assert "track.2" not in found(state, "is:open") | found(state, "is:done")


def test_an_empty_query_means_everything() -> None:
    state = rich_state()
    assert parse("  ").is_empty
    assert found(state, "") == {row_id for table in SEARCHED for row_id in state.tables[table]}


def test_what_is_found_can_be_shown_under_what_it_belongs_to() -> None:
    state = rich_state()
    assert with_context(state, {"n1"}) == {"n1", "track.1", "track"}
    assert with_context(state, {"a1"}) == {"a1", "d1", "track"}
    assert with_context(state, {"f1", "d2", "port"}) == {"f1", "morning", "d2", "fares", "port"}


def test_the_shipped_programme_answers_the_questions_of_a_delegate() -> None:
    state = shipped_state()
    assert found(state, "party:ogdc day:26") == {"offshore", *state.point_ids_of("offshore")}
    assert found(state, "party:gazp licences") >= {"offshore", "offshore.4"}
    assert found(state, "day:25") == {"arrival"}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ('"exact words"', [Term("text", "exact words")]),
        ('"not closed yet', [Term("text", "not closed yet")]),
        ("-", []),
        ("@", []),
        ("10:30", [Term("text", "10:30")]),
        ("STATUS:Deferred", [Term("status", "deferred")]),
        ('-party:"mari energies"', [Term("party", "mari energies", negated=True)]),
        ("due:>=2026-01-01", [Term("due", "2026-01-01", comparison=">=")]),
        ("پاکستان", [Term("text", "پاکستان")]),
    ],
)
def test_terms_are_told_apart(text: str, terms: list[Term]) -> None:
    assert parse(text) == Query(tuple(terms))


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("is:shut", "open, done, overdue or changed"),
        ("x is:", "open, done, overdue or changed"),
        ("status:lost", "deferred, withdrawn"),
        ("status:de", "After status: write deferred."),
        ("is:o", "write open or overdue."),
        ("day:32", "a day of the month such as 26"),
        ("day:2026-13-01", "Write it as 28 Nov"),
        ("day:someday", "or fri, today or tomorrow"),
        ("has:lunch", "decision, note or action"),
        ("due:soon", "with <, <="),
        ("due:<", "a date such as 31.1.2026"),
        ("day:28 nov", 'Write day:"28 nov" in quotation marks.'),
        ("due:<1 May 2026", 'Write due:"<1 May 2026" in quotation marks.'),
        ("due:03/04/2026", "Write 3 Apr 2026, or 4 Mar 2026."),
        ("track:energy", 'write "track:energy" in quotation marks'),
    ],
)
def test_a_term_that_means_nothing_is_named_with_what_is_allowed(text: str, allowed: str) -> None:
    with pytest.raises(TrackerError) as caught:
        parse(text)
    assert caught.value.message.startswith(text.removeprefix("x "))
    assert allowed in caught.value.hint


@given(st.lists(any_text() | st.sampled_from([f"{key}:" for key in KEYS]) | st.sampled_from('-":@<=')).map("".join))
@settings(max_examples=200, deadline=None)
def test_whatever_is_typed_is_understood_or_refused(text: str) -> None:
    try:
        query = parse(text)
    except TrackerError as error:
        refusal = error
    else:
        assert matches(rich_state(), query, Viewpoint(TODAY)) <= set(rich_state().all_ids)
        return
    assert refusal.hint


@given(states(), st.sampled_from(["gauge", "is:open", "is:done", "status:planned", "has:note", "day:1", "party:a"]))
@settings(max_examples=60, deadline=None)
def test_a_term_and_its_negation_share_everything_out(state: State, text: str) -> None:
    meant, rest = found(state, text), found(state, f"-{text}")
    assert not meant & rest
    assert meant | rest == found(state, "")
