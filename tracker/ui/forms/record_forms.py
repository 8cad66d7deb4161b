"""The forms of the record: which fields a note, a decision or an action item has, and the edit that they make."""

from collections.abc import Mapping
from typing import get_args

from msgspec import UNSET

from tracker.domain.edits import (
    AddAction,
    AddDecision,
    AddFactValue,
    AddNote,
    AnyEdit,
    Batch,
    EditAction,
    EditDecision,
    EditNote,
    SetAgreement,
)
from tracker.domain.model.record import ActionItem, Decision, FactStanding, Note
from tracker.domain.model.state import State
from tracker.domain.words.formatting import day_words, in_words
from tracker.errors import RefusedError
from tracker.text import clean_lines
from tracker.ui.dialogs.field import Field
from tracker.ui.forms.form_values import FormValues
from tracker.ui.forms.programme_forms import known_as, people

NOTE_KINDS = {"note": "note", "minute": "minute", "statement": "statement"}
_VISIBILITIES = {"": "default for its kind", "internal": "internal", "public": "public"}
_NOTE_STATUSES = {"draft": "draft", "final": "final"}
_DECISION_KINDS = {kind: in_words(kind) for kind in ("protocol_paragraph", "mou", "agreement", "note")}
_AGREES = "agrees"
_AGREEMENTS = {"": "does not agree yet", _AGREES: "agrees"}
_PRIORITIES = {"normal": "normal", "high": "high", "low": "low"}


def note_fields(note: Note | None) -> tuple[Field, ...]:
    """Return the fields of a note; empty ones for a new note."""
    return (
        Field("text", "Text", "body", note.text if note else ""),
        Field("kind", "Kind", "one", note.kind if note else "note", NOTE_KINDS),
        Field("visibility", "Visibility", "one", note.visibility if note else "", _VISIBILITIES),
        Field("status", "Status", "one", note.status if note else "draft", _NOTE_STATUSES),
    )


def new_note(about: str, filled: FormValues) -> AddNote:
    """Return the edit that writes a note."""
    values = {name: filled.line(name) for name in ("kind", "visibility", "status")}
    return AddNote(about=about, text=filled.body("text"), **values)  # type: ignore[arg-type]


def changed_note(note: Note, filled: FormValues) -> EditNote:
    """Return the edit that changes a note; what is as it was stays out of it."""
    values = {name: filled.line(name) for name in ("kind", "visibility", "status")}
    changed = {name: value for name, value in values.items() if value and value != getattr(note, name)}
    text = filled.body("text")
    return EditNote(note=note.id, text=UNSET if text == note.text else text, **changed)  # type: ignore[arg-type]


def decision_fields(state: State, decision: Decision | None) -> tuple[Field, ...]:
    """Return the fields of a decision: the words of each side, and what it is."""
    hint = "if empty: as it was" if decision else "if empty: the words of another side"
    words = tuple(
        Field(f"text.{side.id}", side.name, "body", decision.of_side(side.id).text if decision else "", hint=hint)
        for side in state.meeting.sides
    )
    kind = Field("kind", "Kind", "one", decision.kind if decision else "protocol_paragraph", _DECISION_KINDS)
    earlier = {"": "none", **{each.id: each.number for each in state.decisions.values() if each is not decision}}
    supersedes = Field("supersedes", "Supersedes", "one", decision.supersedes if decision else "", earlier)
    reason = Field("reason", "Reason", hint="why words that were agreed are changed")
    needs_reason = (reason,) if decision and decision.status == "agreed" else ()
    return (*words, kind, supersedes, *needs_reason)


def new_decision(state: State, item_id: str, filled: FormValues) -> AddDecision:
    """Return the edit that writes a decision; a side whose words are left out has those of the first that has some."""
    words = _words(state, filled)
    text = next(iter(words.values()), "")
    return AddDecision(
        item=item_id,
        text=text,
        own_words={side: own for side, own in words.items() if own != text},
        kind=filled.line("kind"),  # type: ignore[arg-type]
        supersedes=filled.line("supersedes"),
    )


def changed_decision(state: State, decision: Decision, filled: FormValues) -> EditDecision:
    """Return the edit that changes a decision; the words of a side that were emptied stay as they are."""
    words = _words(state, filled)
    return EditDecision(
        decision=decision.id,
        own_words={side: own for side, own in words.items() if own != decision.of_side(side).text},
        kind=filled.line("kind"),  # type: ignore[arg-type]
        supersedes=filled.line("supersedes"),
        reason=filled.line("reason") if "reason" in filled.values else "",
    )


def agreement_fields(state: State, decision: Decision, side: str) -> tuple[Field, ...]:
    """Return the fields of who agrees to a decision, with ``side`` turned round: it agrees, or does so no longer."""
    agreed = {each.id: decision.of_side(each.id).agreed != (each.id == side) for each in state.meeting.sides}
    sides = (
        Field(f"side.{each.id}", each.name, "one", _AGREES if agreed[each.id] else "", _AGREEMENTS)
        for each in state.meeting.sides
    )
    reason = Field("reason", "Why", hint="why an agreement is taken back")
    return (reason, *sides) if decision.status == "agreed" else tuple(sides)


def new_agreement(decision: Decision, filled: FormValues) -> AnyEdit:
    """Return the edit that records who agrees to a decision.

    Raises:
        RefusedError: that is as it was.
    """
    said = {
        text.side: filled.values[name] == _AGREES
        for text in decision.texts
        if (name := f"side.{text.side}") in filled.values
    }
    changed = [side for side in said if decision.of_side(side).agreed != said[side]]
    reason = filled.line("reason") if "reason" in filled.values else ""
    edits = tuple(
        SetAgreement(decision=decision.id, sides=sides, agreed=agreed, reason="" if agreed else reason)
        for agreed in (True, False)
        if (sides := tuple(side for side in changed if said[side] is agreed))
    )
    if not edits:
        raise RefusedError(f"{decision.number} is agreed by the same sides as before.", "Change a side, or leave.")
    return edits[0] if len(edits) == 1 else Batch(edits=edits)


def action_fields(state: State, action: ActionItem | None, parties: tuple[str, ...]) -> tuple[Field, ...]:
    """Return the fields of an action item; ``parties`` are offered first as its owners."""
    owners, persons = _parties(state, parties), {"": "no person", **people(state)}
    party, person = (action.owner_party, action.owner_person) if action else ("", "")
    due = day_words(action.due) if action and action.due else ""
    moved = (Field("reason", "Reason", hint="why the day is moved"),) if due else ()
    return (
        Field("text", "Action", "body", action.text if action else ""),
        Field("owner_party", "Party", "one", party, owners, more=known_as(state, owners)),
        Field("owner_person", "Person", "one", person, persons, more=known_as(state, persons)),
        Field("due", "Due", value=due, hint="such as 31 Jan 2026, fri or +7d"),
        Field("priority", "Priority", "one", action.priority if action else "normal", _PRIORITIES),
        *moved,
    )


def new_action(about: str, filled: FormValues) -> AddAction:
    """Return the edit that gives someone something to do.

    Raises:
        RefusedError: the due day is none.
    """
    return AddAction(
        about=about,
        text=filled.body("text"),
        owner_party=filled.line("owner_party"),
        owner_person=filled.line("owner_person"),
        due=filled.day("due", is_due=True),
        priority=filled.line("priority"),  # type: ignore[arg-type]
    )


def changed_action(action: ActionItem, filled: FormValues) -> EditAction:
    """Return the edit that changes an action item; what is as it was stays out of it.

    Raises:
        RefusedError: the due day is none.
    """
    due, text = filled.day("due", is_due=True), filled.body("text")
    values = {name: filled.line(name) for name in ("owner_party", "owner_person", "priority")}
    changed = {name: value for name, value in values.items() if value != getattr(action, name)}
    return EditAction(
        action=action.id,
        text=UNSET if text == action.text else text,
        due=UNSET if due == action.due else due,
        reason=filled.line("reason") if "reason" in filled.values else "",
        **changed,  # type: ignore[arg-type]
    )


def fact_fields(state: State, known: tuple[str, ...]) -> tuple[Field, ...]:
    """Return the fields of what one source says of a fact; ``known`` facts of the same row are named as a hint."""
    sources = {
        "": "not listed",
        **{row.id: f"{row.publisher}: {row.title}" for row in state.references.values()},
    }
    standings = {standing: standing for standing in get_args(FactStanding)}
    return (
        Field("fact", "Fact", hint=", ".join(known) or "such as start, or signed by"),
        Field("standing", "Status", "one", "reported", standings),
        Field("value", "Value"),
        Field("reference", "Source", "one", "", sources),
        Field("source", "Other source"),
        Field("as_of", "As of", hint="such as 31 Jan 2026, fri or +7d"),
    )


def new_fact(about: str, filled: FormValues) -> AddFactValue:
    """Return the edit that writes down what one source says of a fact.

    Raises:
        RefusedError: the day is none.
    """
    words = {name: filled.line(name) for name in ("fact", "standing", "value", "reference", "source")}
    return AddFactValue(about=about, as_of=filled.day("as_of"), **words)  # type: ignore[arg-type]


def _words(state: State, filled: FormValues) -> dict[str, str]:
    found = {side.id: clean_lines(filled.body(f"text.{side.id}")) for side in state.meeting.sides}
    return {side: words for side, words in found.items() if words}


def _parties(state: State, first: tuple[str, ...]) -> Mapping[str, str]:
    """Return the parties by id, those that are most likely meant first."""
    present = {party.id: party.label for party in state.parties.values() if not party.withdrawn}
    return {"": "no party", **{party: present[party] for party in first if party in present}, **present}
