"""The papers for people: golden files, every decision in both texts, and hostile text that is shown as it is."""

import re
from datetime import date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from tests.exchange.paper_samples import ENDINGS, state_of_the_day, written
from tests.support.record import done, rich_state
from tests.support.samples import shipped_state
from tests.support.strategies import lines
from tracker.domain.edits import (
    AddNote,
    AddPoint,
    CloseMeeting,
    EditItem,
    ReopenMeeting,
    SetAgreement,
    SetHours,
    SetStatus,
)
from tracker.domain.model.state import State
from tracker.exchange.renderers.text import WIDTH

PARTS = ("minutes", "brief", "programme")


@pytest.mark.parametrize("name", ENDINGS)
def test_every_decision_is_in_the_minutes_in_both_texts(name: str) -> None:
    state = state_of_the_day()
    text = " ".join(written(name, "minutes", state).replace("\\", "").split())
    assert state.decisions
    for decision in state.decisions.values():
        assert f"Decision {decision.number}: " in text
        for side in decision.texts:
            assert not side.text or side.text in text


@pytest.mark.parametrize("name", ENDINGS)
def test_it_is_a_draft_until_the_meeting_is_closed(name: str) -> None:
    state = shipped_state()
    assert "DRAFT" in written(name, "minutes", state)
    edits = [SetStatus(item=item.id, status="deferred", target="next") for item in state.agenda]
    closed = done(state, *edits, CloseMeeting())
    assert "DRAFT, as of" not in written(name, "minutes", closed)
    assert "Final" in written(name, "minutes", closed)
    assert "DRAFT, as of" in written(name, "minutes", done(closed, ReopenMeeting(reason="More")))


def test_the_programme_has_the_hours_of_both_zones() -> None:
    state = done(shipped_state(), SetHours(session="commission", start=datetime.min.time().replace(hour=10), end=None))
    text = written("text", "programme", state)
    assert re.search(r"Islamabad: +from 10:00", text)
    assert re.search(r"Moscow: +from 08:00", text)


def test_the_brief_is_of_its_day() -> None:
    state = state_of_the_day()
    assert "The committee agreed" in written("text", "brief", state)
    assert "The committee agreed" not in written("text", "brief", state, day=date(2026, 3, 29))
    assert "Morning session" in written("text", "brief", state)


HOSTILE = st.sampled_from(
    (
        "<script>alert(1)</script>",
        "</td></table><img src=x onerror=1>",
        "a | b || c",
        "`code` **bold** _em_ [x](y) ![i](j)",
        "# heading",
        "1. one",
        "- item",
        "=1+1",
        "&lt;b&gt; &amp;",
        "\\ back\\slash \\| end\\",
        "قومی اسمبلی ہال",
        "Москва, 27 ноября",
        "会议",
    )
)


def hostile(text: str) -> State:
    return done(
        rich_state(),
        AddPoint(item="track", title=text),
        EditItem(item="track", annotation=text, title=text),
        AddNote(about="track", text=text, kind="minute", status="final"),
        SetAgreement(decision="d1", sides=("np",), agreed=True),
    )


class Page(HTMLParser):
    """Collects the texts and the elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


KNOWN_TAGS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "p", "strong"}
KNOWN_TAGS |= {"ul", "li", "table", "tr", "th", "td"}


@given(HOSTILE | lines().filter(bool))
@settings(max_examples=60, deadline=None)
def test_html_shows_any_text_as_it_is(text: str) -> None:
    state = hostile(text)
    page = Page(written("html", "minutes", state))
    assert page.tags <= KNOWN_TAGS
    assert state.agenda_items["track"].title in " ".join(page.words)


@given(HOSTILE | lines().filter(bool))
@settings(max_examples=60, deadline=None)
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    state = hostile(text)
    for part in PARTS:
        source = written("markdown", part, state)
        page = Page(MarkdownIt("commonmark").enable("table").render(source))
        assert page.tags <= KNOWN_TAGS | {"blockquote", "br", "thead", "tbody"}
        assert " ".join(state.agenda_items["track"].title.split()) in " ".join(" ".join(page.words).split())


@given(HOSTILE | lines().filter(bool))
@settings(max_examples=60, deadline=None)
def test_no_line_of_the_text_is_wider_than_the_page(text: str) -> None:
    for part in PARTS:
        for line in written("text", part, hostile(text)).split("\n"):
            assert cell_len(line) <= WIDTH


def test_the_page_loads_nothing() -> None:
    text = written("html", "minutes", state_of_the_day())
    assert "default-src &#x27;none&#x27;" in text
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "")
