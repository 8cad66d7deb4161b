"""Checks between the tables of a programme file: ids, references, days, hours, zones."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from tracker.domain.model.bounds import FIRST_DAY, LARGEST_AMOUNT, LAST_DAY, is_zone
from tracker.domain.model.ids import ID_PATTERN
from tracker.domain.model.programme import SHARED_SIDES
from tracker.domain.words.formatting import LONGEST_MEETING
from tracker.exchange.toml.tables import NESTED_TYPES, POINT_KEY, Draft, Faults, choice, shown

DraftsByKey = Mapping[str, list[Draft]]
"""The drafts of a file by the key of their tables: ``meeting``, ``side``, ..., ``point``."""

_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z()-]{0,9}")
# An item can be deferred to a session by its id, or to "next", the next meeting.
_RESERVED_IDS = ("next",)
_ID_RULE = "use small letters, digits and hyphens, at most 60, beginning with a letter or digit"

_TARGETS: Mapping[str, tuple[str, str]] = {
    "references": ("reference", "no reference"),
    "lead_parties": ("party", "no party"),
    "other_parties": ("party", "no party"),
    "parties": ("party", "no party"),
    "agenda_items": ("agenda_item", "no agenda item"),
}
"""For each field that names rows by their ids: the key of their tables, and what a wrong one is."""


def check(drafts: DraftsByKey, faults: Faults) -> None:
    """Note whatever doesn't fit together in the tables that were read."""
    rows = _check_ids(drafts, faults)
    _check_numbers(drafts["agenda_item"], rows, faults)
    _check_targets(drafts, faults)
    for meeting in drafts["meeting"]:
        _check_clocks(meeting, faults)
        days = _days_of(meeting, faults)
        for session in drafts["session"]:
            _check_hours(session, days, faults)
    for draft in _all(drafts):
        amount = draft.values.get("amount")
        if amount is not None and not 0 <= amount <= LARGEST_AMOUNT:
            faults.add((*draft.path, "amount"), "amount can't be drawn as a bar: write a number of 0 or more")


def _all(drafts: DraftsByKey) -> Iterator[Draft]:
    """Go through all drafts, the nested ones too."""
    waiting = [draft for group in drafts.values() for draft in group]
    while waiting:
        draft = waiting.pop()
        waiting.extend(nested for field in NESTED_TYPES for nested in draft.values.get(field, ()))
        yield draft


def _check_ids(drafts: DraftsByKey, faults: Faults) -> Mapping[str, Draft]:
    """Each id is well formed and stands for one row only; sides, which are no rows, have ids of their own.

    Returns the rows by their ids, without the points.
    """
    taken: dict[str, Draft] = {}
    taken_by_sides: dict[str, Draft] = {}
    items = {draft.path: draft.id for draft in drafts["agenda_item"]}
    for key, group in drafts.items():
        known = taken_by_sides if key == "side" else taken
        for draft in filter(_has_id, group):
            fault = _point_id_fault(draft.id, items[draft.path[:-2]]) if key == POINT_KEY else _id_fault(draft.id)
            if draft.id in (SHARED_SIDES if key == "side" else _RESERVED_IDS):
                fault = f"the id {shown(draft.id)} has a meaning of its own: choose another"
            if not fault and draft.id in known:
                fault = f"the id {shown(draft.id)} is taken by {faults.place(known[draft.id].path)}: choose another"
            known.setdefault(draft.id, draft)
            if fault:
                faults.add((*draft.path, "id"), fault)
    return {row_id: draft for row_id, draft in taken.items() if POINT_KEY not in draft.path}


def _has_id(draft: Draft) -> bool:
    return bool(draft.id)


def _id_fault(row_id: str) -> str:
    return "" if ID_PATTERN.fullmatch(row_id) else f"{shown(row_id)} can't be an id: {_ID_RULE}"


def _point_id_fault(point_id: str, item_id: str) -> str:
    item_part, _, own_part = point_id.rpartition(".")
    if ID_PATTERN.fullmatch(own_part) and (item_part == item_id or (not item_id and item_part)):
        return ""
    example = f"{item_id or 'item'}.1"
    return f"{shown(point_id)} can't be the id of a point: it is its item's id, a dot and a number, such as {example}"


def _check_numbers(items: list[Draft], rows: Mapping[str, Draft], faults: Faults) -> None:
    """Each number is printed once, and can't be mistaken for the id of another row."""
    taken: dict[str, Draft] = {}
    for item in items:
        number = item.values.get("number")
        if not number:
            continue
        other = taken.setdefault(number.casefold(), item)
        if other is item:
            other = rows.get(number.casefold(), item)
        if not _NUMBER.fullmatch(number):
            fault = f"{shown(number)} can't be a number of the agenda: use letters and digits, such as 3 or 2a"
        elif other is not item:
            fault = f"the number {shown(number)} is taken by {faults.place(other.path)}: choose another"
        else:
            continue
        faults.add((*item.path, "number"), fault)


def _check_targets(drafts: DraftsByKey, faults: Faults) -> None:
    """Every id that a row names is there, and named once."""
    known = {key: {draft.id: draft for draft in filter(_has_id, group)} for key, group in drafts.items()}
    for draft in _all(drafts):
        for field, (key, wrong) in _TARGETS.items():
            for target, times in Counter(draft.values.get(field, ())).items():
                if target not in known[key]:
                    sentence = f"{field} names {shown(target)}, which is {wrong}: {choice(target, known[key])}"
                    faults.add((*draft.path, field), sentence)
                elif times > 1:
                    faults.add((*draft.path, field), f"{field} names {shown(target)} twice: leave one out")
    sides = dict.fromkeys((*known["side"], *SHARED_SIDES))
    for party in drafts["party"]:
        side = party.values.get("side", "")
        if side and side not in sides:
            faults.add((*party.path, "side"), f"side {shown(side)} is no side of this meeting: {choice(side, sides)}")


def _check_clocks(meeting: Draft, faults: Faults) -> None:
    for field in ("time_zone", "second_time_zone"):
        zone = meeting.values.get(field)
        if zone and not is_zone(zone):
            # Loaded here: a programme without faults needs one zone or two, not the list of all.
            from zoneinfo import available_timezones

            zones = sorted(available_timezones(), key=lambda known: known.partition("/")[0] != zone.partition("/")[0])
            remedy = choice(zone, zones)
            sentence = f"{field} {shown(zone)} is no zone: {remedy} Zones have IANA names, such as Asia/Karachi"
            faults.add((*meeting.path, field), sentence)
    for field, other in (("second_city", "second_time_zone"), ("second_time_zone", "second_city")):
        if meeting.table.get(field) and not meeting.table.get(other):
            faults.add((*meeting.path, field), f"{field} stands without {other}: write both or neither")


def _days_of(meeting: Draft, faults: Faults) -> tuple[date, date] | None:
    """Return the first and last day of the meeting; None where they are missing or impossible."""
    first, last = meeting.values.get("first_day"), meeting.values.get("last_day")
    if first is None or last is None:
        return None
    path = (*meeting.path, "last_day")
    if last < first:
        faults.add(path, f"last_day {last} is before first_day {first}: change one of them")
    elif first < FIRST_DAY or last > LAST_DAY:
        faults.add(path, f"the meeting must lie in the years {FIRST_DAY.year} to {LAST_DAY.year}: change its days")
    elif (length := (last - first).days + 1) > LONGEST_MEETING:
        faults.add(path, f"the meeting lasts {length} days: at most {LONGEST_MEETING} can be shown")
    else:
        return first, last
    return None


def _check_hours(session: Draft, days: tuple[date, date] | None, faults: Faults) -> None:
    day = session.values.get("date")
    if days and day and not days[0] <= day <= days[1]:
        sentence = f"date {day} is outside the meeting, which lasts from {days[0]} to {days[1]}: change one of them"
        faults.add((*session.path, "date"), sentence)
    if "end" in session.table and "start" not in session.table:
        faults.add((*session.path, "end"), "end stands without start: add the start, or leave both out for all day")
