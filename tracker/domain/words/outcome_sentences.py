"""Outcome of a person's own change, in a few words to that person: ``Ticked 2.1``, ``Deferred 3 to Plenary``.

The history tells others what became what (``history_sentences``); this tells the one who did it that it is done. Like
there the words come from the changes alone, so that no edit can be made that isn't told, and an undo says what is back.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tracker.domain.model.changes import Change, Document, inverse_of
from tracker.domain.model.history import Entry
from tracker.domain.model.state import State
from tracker.domain.words.formatting import field_words, full_day, in_words, minutes_words, screen_day
from tracker.domain.words.history_sentences import HIDDEN_FIELDS, describe_changes, is_tick, side_name
from tracker.domain.words.labels import name_of, short_label, short_label_of, value_words

MOST_TOLD = 2
"""Most sentences; of the changes beyond them it is said how many there are."""

_MOST_FIELDS = 3
_UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, StopIteration)


def outcome(entry: Entry, state: State) -> str:
    """Return what an entry did, for the person who did it, without a full stop.

    Args:
        entry: a new entry of the history.
        state: the meeting after it.
    """
    try:
        words = _outcome(entry, state)
    except _UNREADABLE:
        # What it takes back may come from a file that was written by something else.
        words = describe_changes(entry.changes, state)
    return words[:1].upper() + words[1:]


def _outcome(entry: Entry, state: State) -> str:
    if entry.undoes is not None:
        return f"undid: {told(inverse_of(entry.changes), state)} ({_back(entry.changes)})"
    if entry.redoes is not None:
        return f"redid: {told(entry.changes, state)}"
    if entry.edit == "revise":
        return f"revised: {_counted(sum(not _is_placing(change) for change in entry.changes), 'change')}"
    return told(entry.changes, state)


def told(changes: Sequence[Change], state: State) -> str:
    """Return what changes did in a few words, in lower case; ``state`` is the meeting before or after them."""
    kinds = (_told_ticks, _told_marks, _told_delays, _told_moves)
    grouped = [words for tell in kinds for words in tell(changes, state)]
    single = [
        _told_one(change, state) for change in changes if not _is_grouped(change) and not _follows(change, changes)
    ]
    words = [each for each in dict.fromkeys((*grouped, *single)) if each]
    if not words:
        return "changed nothing that shows"
    if len(words) > MOST_TOLD:
        words[MOST_TOLD:] = [f"{len(words) - MOST_TOLD} more"]
    return "; ".join(words)


def _back(changes: Sequence[Change]) -> str:
    """Return how what an undo changed stands again."""
    after = [change.after for change in changes]
    if all(is_tick(change) for change in changes):
        done = {fields["done"] for fields in after if fields}
        return {(True,): "ticked again", (False,): "open again"}.get(tuple(done), "as before")
    if all(fields is None for fields in after):
        return "taken away"
    if all(change.before is None for change in changes):
        return "there again"
    meant = [change.after for change in changes if not _follows(change, changes)]
    statuses = [fields["status"] for fields in meant if fields and "status" in fields]
    return f"{in_words(statuses[0])} again" if len(statuses) == 1 else "as before"


def _is_grouped(change: Change) -> bool:
    return is_tick(change) or _is_placing(change) or change.table == "attendance" or _is_delay(change)


def _is_delay(change: Change) -> bool:
    if change.table != "sessions" or not change.before or not change.after:
        return False
    return "shift_minutes" in change.after and not {"start", "date"} & change.after.keys()


def _follows(change: Change, changes: Iterable[Change]) -> bool:
    """Say whether a change only goes with another one that is told: an item's status moves it on agendas."""
    if not change.before or not change.after:
        return False
    if change.table == "sessions" and change.after.keys() <= {"agenda_items", "sequence"}:
        return any(other.table == "agenda_items" and "status" in (other.after or ()) for other in changes)
    if change.table == "meeting" and change.after.keys() == {"status"}:
        return any(other is not change and "status" in (other.after or ()) for other in changes)
    return False


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _told_ticks(changes: Sequence[Change], state: State) -> Iterable[str]:
    for done, verb in ((True, "ticked"), (False, "unticked")):
        ids = [change.id for change in changes if is_tick(change) and change.after and change.after["done"] is done]
        items = {point_id.rpartition(".")[0] for point_id in ids}
        if len(ids) == 1:
            yield f"{verb} {short_label(state, 'talking_points', ids[0])}"
        elif ids:
            of = f" of {short_label(state, 'agenda_items', items.pop())}" if len(items) == 1 else ""
            yield f"{verb} {len(ids)} points{of}"


def _told_marks(changes: Sequence[Change], state: State) -> Iterable[str]:
    """Yield who was marked as what in a session."""
    marked: dict[str, list[Document]] = {}
    for change in changes:
        if change.table == "attendance":
            row = state.attendance.get(change.id)
            whose = {"attendee": row.attendee} if row else {}
            fields = {**whose, **(change.before or {}), **(change.after or {})}
            marked.setdefault(fields["presence"] if change.after else "", []).append(fields)
    for presence, rows in marked.items():
        who = name_of(state, rows[0]["attendee"]) if len(rows) == 1 else str(len(rows))
        yield f"marked {who} {presence}" if presence else f"removed the mark{'' if len(rows) == 1 else 's'} of {who}"


def _told_delays(changes: Sequence[Change], state: State) -> Iterable[str]:
    minutes: dict[int, list[str]] = {}
    for change in changes:
        if _is_delay(change) and change.before and change.after:
            by = change.after["shift_minutes"] - change.before["shift_minutes"]
            minutes.setdefault(by, []).append(change.id)
    for by, ids in minutes.items():
        what = short_label(state, "sessions", ids[0]) if len(ids) == 1 else f"{len(ids)} sessions"
        yield f"delayed {what} by {minutes_words(by)}" if by > 0 else f"brought {what} forward by {minutes_words(-by)}"


def _told_moves(changes: Sequence[Change], state: State) -> Iterable[str]:
    """Yield what was put elsewhere; what made room for it goes without saying, and so does a row that is new."""
    moves = [(change, change.before, change.after) for change in changes if change.before and change.after]
    if changes and all(map(_is_placing, changes)):
        # The one that went furthest is the one that was meant.
        change, before, after = max(moves, key=lambda move: abs(_place(move[2]) - _place(move[1])))
        label = short_label(state, change.table, change.id)
        yield f"moved {before['number']} to {after['number']}" if "number" in after else f"moved {label}"


def _place(fields: Document) -> int:
    return int(fields.get("position", 0))


def _is_placing(change: Change) -> bool:
    """Say whether a change only gives a row another place, and another number with it."""
    return bool(change.before and change.after and change.after.keys() <= {"position", "number"})


def _told_one(change: Change, state: State) -> str:
    """Return what one change did; empty where it did nothing that a person would notice."""
    if change.before is None or change.after is None:
        return _told_row(change, state)
    label = short_label(state, change.table, change.id, change.before)
    if "withdrawn" in change.after:
        return f"withdrew {label}" if change.after["withdrawn"] else f"put {label} back"
    tell = _TELLERS.get(change.table)
    words = tell(label, change.before, change.after, state) if tell else ""
    return words or _told_fields(label, change.after)


def _told_row(change: Change, state: State) -> str:
    """Return how a row that came or went is told."""
    fields = change.after or change.before or {}
    verb = "added" if change.before is None else "removed"
    label = short_label(state, change.table, change.id, fields)
    if change.table == "notes":
        return f"{verb} a note on {short_label_of(state, fields['about'])}"
    if change.table == "fact_values":
        return f"{verb} the {fields['standing']} value of {label}"
    under = fields.get("item") or fields.get("about") or ""
    on_what = f" on {short_label_of(state, under)}" if change.table in ("decisions", "action_items") and under else ""
    what = {"agenda_items": "item ", "talking_points": "point "}.get(change.table, "")
    # With its year, which may not have been written: so that a day that is understood otherwise is seen.
    due = f", {_due(fields)}" if fields.get("due") else ""
    return f"{verb} {what}{label}{on_what}{due}"


def _due(fields: Document) -> str:
    return f"due {full_day(date.fromisoformat(fields['due']))}" if fields["due"] else "no due day"


def _told_fields(label: str, after: Document) -> str:
    told = (name for name in after if name not in HIDDEN_FIELDS and name != "position")
    names = [_due(after) if name == "due" else field_words(name) for name in told]
    if len(names) > _MOST_FIELDS:
        names[_MOST_FIELDS - 1 :] = [f"{len(names) - _MOST_FIELDS + 1} more"]
    return f"changed {label}: {', '.join(names)}" if names else ""


def _told_item(label: str, before: Document, after: Document, state: State) -> str:
    if "status" not in after:
        if after.keys() == {"disposition"}:
            return f"recorded the outcome of {label}: {value_words(state, 'disposition', after['disposition'])}"
        if after.keys() == {"carried_to"} or after.keys() == {"carried_to", "status_reason"}:
            return f"deferred {label} to {_target(state, after['carried_to'])}"
        return ""
    status = after["status"]
    if status == "closed":
        return f"closed {label}" + (f": {in_words(after['disposition'])}" if after.get("disposition") else "")
    if status == "deferred":
        return f"deferred {label} to {_target(state, after.get('carried_to', ''))}"
    if status == "planned":
        return f"put {label} back" if before["status"] == "withdrawn" else f"set {label} back to planned"
    if status == "taken_up" and before["status"] == "closed":
        return f"reopened {label}"
    return {"taken_up": f"took up {label}", "skipped": f"skipped {label}", "withdrawn": f"withdrew {label}"}[status]


def _target(state: State, row_id: str) -> str:
    return "the next meeting" if row_id == "next" else short_label_of(state, row_id)


def _told_session(label: str, before: Document, after: Document, state: State) -> str:
    status = after.get("status", "")
    if status == "in_progress":
        return f"resumed {label}" if before["status"] == "held" else f"started {label}"
    if status in ("held", "cancelled"):
        return f"ended {label}" if status == "held" else f"cancelled {label}"
    if before.get("status") == "cancelled":
        return f"restored {label}"
    if "date" in after:
        return f"moved {label} to {screen_day(state.meeting, date.fromisoformat(after['date']))}"
    if {"start", "end"} & after.keys():
        return f"set the hours of {label}"
    return ""


def _told_meeting(label: str, before: Document, after: Document, state: State) -> str:
    if after.get("released"):
        return "released the agenda"
    verbs = {"closed": "closed", "cancelled": "cancelled", "in_progress": "reopened", "open": "reopened"}
    verb = verbs.get(after.get("status", ""))
    return f"{verb} {label}" if verb else ""


def _told_decision(label: str, before: Document, after: Document, state: State) -> str:
    was = {text["side"]: text for text in before.get("texts", ())}
    texts = after.get("texts", ())
    if any(text.get("text") != was.get(text["side"], {}).get("text") for text in texts):
        return f"reworded {label}"
    verbs = {"agreed": "agreed", "signed": "signed", "withdrawn": "withdrew"}
    if verb := verbs.get(after.get("status", "")):
        return f"{verb} {label}"
    for agreed, words in ((False, "no longer agree"), (True, "agree")):
        sides = [
            side_name(state, text["side"])
            for text in texts
            if text.get("agreed", False) is agreed is not was.get(text["side"], {}).get("agreed", False)
        ]
        if sides:
            return f"recorded that {' and '.join(sides)} {words}{'s' * (len(sides) == 1)} with {label}"
    return {"proposed": f"proposed {label}", "draft": f"made {label} a draft again"}.get(after.get("status", ""), "")


def _told_action(label: str, before: Document, after: Document, state: State) -> str:
    status = after.get("status", "")
    verbs = {"completed": "completed", "cancelled": "cancelled"}
    if status in verbs:
        return f"{verbs[status]} {label}"
    if status == "open" and before["status"] in verbs:
        return f"reopened {label}"
    percent = f" ({after['percent']} %)" if "percent" in after else ""
    if percent or len(after.get("taken", ())) > len(before.get("taken", ())):
        return f"reported on {label}{percent}"
    return ""


_Teller = Callable[[str, Document, Document, State], str]
_TELLERS: dict[str, _Teller] = {
    "meeting": _told_meeting,
    "agenda_items": _told_item,
    "sessions": _told_session,
    "decisions": _told_decision,
    "action_items": _told_action,
}
"""Tables of which some changes have words of their own; where they give none, the changed fields are named."""
