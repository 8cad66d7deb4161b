"""Sentences of the history, one for each change, without its author: ``ticked point 3.2 "Next steps"``.

The words come from the changes alone, so an undo is told by what it did, and the history of an older program too.
"""

from collections.abc import Callable, Iterable, Sequence

from tracker.domain.model.changes import Change, Document
from tracker.domain.model.history import Actor, Entry
from tracker.domain.model.state import State
from tracker.domain.words.formatting import field_words, in_words, listed
from tracker.domain.words.labels import label_of, name_of, quoted, row_label, value_words

MOST_CHANGES = 3
"""Most changes that one sentence tells; of the others it says how many there are."""

HIDDEN_FIELDS = frozenset(
    (
        "status_reason",
        "withdrawn_reason",
        "opened_at",
        "closed_at",
        "taken_up_in",
        "started_at",
        "ended_at",
        "completed_at",
        "sequence",
        "added",
        "done_by",
        "done_at",
        "due_history",
        "signed_on",
    )
)
"""Fields that only say when or why something else changed."""


def describe(entry: Entry, state: State) -> str:
    """Return what a history entry did, in one sentence that goes on from its author's name.

    Args:
        entry: the entry.
        state: the meeting as it stands, for titles and numbers.
    """
    how = ""
    if entry.undoes is not None:
        how = f"took change {entry.undoes} back: "
    elif entry.redoes is not None:
        how = f"did again what change {entry.redoes} had taken back: "
    elif entry.edit == "revise":
        how = "took a revised programme in: "
    try:
        return how + describe_changes(entry.changes, state)
    except (LookupError, TypeError, ValueError, AttributeError, StopIteration):
        # It comes from a file: who can write that can seal a record with fields that no edit ever left out.
        return f"{how}made a change that this program doesn't know"


def describe_changes(changes: Sequence[Change], state: State) -> str:
    """Return what changes did, in one sentence; of many only the first few are told."""
    # What was put elsewhere comes first; the rows that made room for it go without saying.
    others = [change for change in changes if not is_tick(change) and not _is_move(change)]
    moves = [] if others else [change for change in changes if _is_move(change)][:1]
    told = [*_told_ticks(changes, state), *(describe_change(change, state) for change in (*others, *moves))]
    told = list(dict.fromkeys(words for words in told if words))
    if not told:
        return "changed nothing that shows"
    more = len(told) - MOST_CHANGES
    if more > 0:
        told[MOST_CHANGES:] = [f"{more} more change{'s' * (more > 1)}"]
    return "; ".join(told)


def describe_change(change: Change, state: State) -> str:
    """Return what one change did; empty where it did nothing that a person would notice."""
    if change.before is None or change.after is None:
        return _told_row(change, state)
    if is_tick(change):
        return next(iter(_told_ticks((change,), state)))
    tell = _TELLERS.get(change.table, _told_otherwise)
    words = tell(change.id, change.before, change.after, state)
    return _told_fields(change, state) if words is None else words


def changed_since(entries: Iterable[Entry], seq: int, actor: Actor) -> tuple[Entry, ...]:
    """Return what others than ``actor`` changed after change number ``seq``, the oldest first."""
    news = (entry for entry in entries if entry.seq > seq and not entry.actor.is_same_person(actor))
    return tuple(sorted(news, key=lambda entry: entry.seq))


def is_tick(change: Change) -> bool:
    """Say whether a change ticks or unticks a talking point."""
    return bool(change.before and change.after and "done" in change.after)


def _is_move(change: Change) -> bool:
    return change.before is not None and change.after is not None and set(change.after) == {"position"}


def _told_ticks(changes: Iterable[Change], state: State) -> Iterable[str]:
    """Yield what was ticked and what was unticked, each in one sentence."""
    for done, verb in ((True, "ticked"), (False, "unticked")):
        ids = [c.id for c in changes if is_tick(c) and c.after and c.after["done"] is done]
        if len(ids) == 1:
            yield f"{verb} {row_label(state, 'talking_points', ids[0])}"
        elif ids:
            yield f"{verb} points {listed([state.number_of(point) or point for point in ids])}"


def _told_row(change: Change, state: State) -> str:
    """Tell a row that came or went."""
    fields = change.after or change.before or {}
    label = row_label(state, change.table, change.id, fields)
    verb = "added" if change.before is None else "removed"
    if change.table == "attendance":
        who, where = name_of(state, fields["attendee"]), label_of(state, fields["session"])
        if change.before is None:
            return f"marked {who} {fields['presence']} in {where}"
        return f"took the mark {fields['presence']} of {who} in {where} away"
    if change.table == "people":
        label += f" of {name_of(state, fields['party'])}"
    under = fields.get("decision") or fields.get("item") or fields.get("about", "")
    place = f" on {label_of(state, under)}" if under and under != state.meeting.id else ""
    words = fields.get("text", "") or next((text["text"] for text in fields.get("texts", ()) if text.get("text")), "")
    if change.table == "fact_values":
        words = f"{fields['standing']} {fields['value']}"
    return f"{verb} {label}{place}{f': {quoted(words)}' if words else ''}"


def _told_fields(change: Change, state: State) -> str:
    """Tell what became of the fields of a row, each from what to what."""
    before, after = change.before or {}, change.after or {}
    label = row_label(state, change.table, change.id)
    if after.keys() <= {"position", "number"}:
        return f"renumbered {label} from {before['number']}" if "number" in after else f"moved {label}"
    if after.keys() <= {"withdrawn", "withdrawn_reason"} and "withdrawn" in after:
        return f"withdrew {label}{_why(after)}" if after["withdrawn"] else f"put {label} back"
    parts = [
        f"{field_words(name)} from {value_words(state, name, before.get(name))} to {value_words(state, name, value)}"
        for name, value in after.items()
        if name not in HIDDEN_FIELDS and name != "position"
    ]
    return f"changed {label}: {', '.join(parts)}{_why(after)}" if parts else ""


def _why(after: Document) -> str:
    """Return the reason for a change in brackets; empty for one without."""
    reason = after.get("status_reason") or after.get("withdrawn_reason")
    return f" ({reason})" if reason else ""


def _told_otherwise(row_id: str, before: Document, after: Document, state: State) -> str | None:
    """Leave the words to the fields."""
    return None


def _told_meeting(row_id: str, before: Document, after: Document, state: State) -> str | None:
    if after.get("released"):
        return "released the agenda"
    # It follows from the session that was started or the item that was taken up, which is told.
    if after == {"status": "in_progress"} and before["status"] in ("draft", "open"):
        return ""
    verbs = {"closed": "closed", "cancelled": "cancelled", "in_progress": "reopened"}
    verb = verbs.get(after.get("status", ""))
    return f"{verb} the meeting{_why(after)}" if verb else None


def _told_item(row_id: str, before: Document, after: Document, state: State) -> str | None:
    if "status" not in after:
        return None
    words = f"set {row_label(state, 'agenda_items', row_id)} from {_plain(before)} to {_plain(after)}"
    if after.get("carried_to"):
        words += f", to {value_words(state, 'carried_to', after['carried_to'])}"
    if after.get("disposition"):
        words += f", {in_words(after['disposition'])}"
    return words + _why(after)


def _told_session(row_id: str, before: Document, after: Document, state: State) -> str | None:
    label = row_label(state, "sessions", row_id)
    verbs = {"in_progress": "started", "held": "ended", "cancelled": "cancelled"}
    verb = verbs.get(after.get("status", ""))
    if verb and "date" not in after:
        return f"{verb} {label}{_why(after)}"
    if "shift_minutes" in after and "start" not in after and "date" not in after:
        return f"set the delay of {label} from {before['shift_minutes']} to {after['shift_minutes']} min"
    return None


def _told_decision(row_id: str, before: Document, after: Document, state: State) -> str | None:
    if "texts" not in after:
        return None
    label = row_label(state, "decisions", row_id)
    old = {text["side"]: text for text in before["texts"]}
    told = []
    for text in after["texts"]:
        was = old.get(text["side"], {})
        if text.get("text") != was.get("text"):
            told.append(f"worded {label} for {side_name(state, text['side'])}: {quoted(text.get('text', ''))}")
        elif text.get("agreed", False) != was.get("agreed", False):
            agrees = "agrees" if text.get("agreed") else "no longer agrees"
            told.append(f"recorded that {side_name(state, text['side'])} {agrees} with {label}")
    if "status" in after:
        told.append(f"which is {_plain(after)} now")
    return ", ".join(told)


def _told_action(row_id: str, before: Document, after: Document, state: State) -> str | None:
    if len(after.get("taken", ())) <= len(before.get("taken", ())):
        return None
    words = f"reported on {row_label(state, 'action_items', row_id)}: {quoted(after['taken'][-1]['text'])}"
    return words + (f", which is {_plain(after)} now" if "status" in after else "")


def _told_attendance(row_id: str, before: Document, after: Document, state: State) -> str | None:
    mark = state.attendance.get(row_id)
    if mark is None:
        return None
    who, where = name_of(state, mark.attendee), label_of(state, mark.session)
    return f"marked {who} {after['presence']} instead of {before['presence']} in {where}"


def _plain(fields: Document) -> str:
    return in_words(fields["status"])


def side_name(state: State, side_id: str) -> str:
    """Return the name of a side; its id where there is no such side."""
    return next((side.name for side in state.meeting.sides if side.id == side_id), side_id)


_Teller = Callable[[str, Document, Document, State], str | None]
_TELLERS: dict[str, _Teller] = {
    "meeting": _told_meeting,
    "agenda_items": _told_item,
    "sessions": _told_session,
    "decisions": _told_decision,
    "action_items": _told_action,
    "attendance": _told_attendance,
}
"""Tables of which some changes have words of their own; None leaves it to the fields."""
