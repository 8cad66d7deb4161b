"""The two lines on top, the line of keys below, and what is told there for a few seconds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, runtime_checkable

from textual.content import Content

from tracker.domain.model.programme import Session
from tracker.domain.model.snapshot import SaveStatus, Snapshot
from tracker.domain.model.state import State
from tracker.domain.timeline import (
    Countdown,
    countdown,
    day_position,
    local_time,
    now_and_next,
    second_time,
)
from tracker.domain.words.formatting import countdown_label, day_label, hour_words, short_hours_label
from tracker.glyphs import Glyphs
from tracker.ui.commands import Command, key_label
from tracker.ui.rendering.lines import (
    DONE,
    ERROR,
    MUTED,
    NOW,
    STRONG,
    WARNING,
    fit,
    line,
    longest_that_fits,
    safe,
    said_lines,
)

_GAP = 2
_BETWEEN = 2
"""Blanks between two keys of a line of keys."""

_LEAST_TITLE = 8
"""Cells of the meeting's title from which on it is shown, cut."""

_LEAST_SECONDS = 4.0
_CHARACTERS_A_SECOND = 15


def meeting_line(
    snapshot: Snapshot, now: datetime, saving: bool, width: int, glyphs: Glyphs, *, also: Iterable[str] = ()
) -> Content:
    """Return the first line: meeting, day, both clocks to the minute, and how safely all lies.

    ``also`` are words of the program's own before the last, such as how many are here.
    """
    right = standing_label(snapshot.standing, saving, glyphs)
    right = line(*((f"{words}  ", NOW) for words in also if words), right)
    room = width - right.cell_length - 3
    left = longest_that_fits(_meeting_variants(snapshot.state, now, room, glyphs), room, glyphs)
    return line(" ", fit(left, room, glyphs), " ", right, " ")


def _meeting_variants(state: State, now: datetime, room: int, glyphs: Glyphs) -> Iterable[Content]:
    """Yield the first line from the most telling to the shortest: the clock of the second city goes first."""
    meeting = state.meeting
    dot = f" {glyphs.dot} "
    title = safe(meeting.short_title, STRONG)
    day = day_position(meeting, now).label
    short_day = day.replace(" of ", "/")
    first = hour_words(local_time(meeting, now))
    clock = line(safe(meeting.city), f" {first}")
    if second := second_time(meeting, now):
        yield line(title, dot, day, dot, clock, dot, safe(meeting.second_city), f" {hour_words(second)}")
    yield line(title, dot, day, dot, clock)
    yield line(title, dot, day, dot, first)
    yield line(title, dot, short_day, dot, first)
    # Of a long title there is enough left to know it by; where there isn't, day and hour say more.
    rest = line(dot, short_day, dot, first)
    if (left := room - rest.cell_length) >= _LEAST_TITLE:
        yield line(fit(title, left, glyphs), rest)
    yield line(f"{short_day} ", first)
    yield line(first)


def standing_label(standing: SaveStatus, saving: bool, glyphs: Glyphs) -> Content:
    """Return how safely the newest state lies, in one or two words."""
    if saving:
        return line(("saving" + glyphs.ellipsis, WARNING))
    if standing is SaveStatus.SAVED:
        return line((f"{glyphs.saved} saved", DONE))
    words = {
        SaveStatus.VIEW_ONLY: ("view only", WARNING),
        SaveStatus.JOURNAL_ONLY: ("in journal", WARNING),
        SaveStatus.NOT_MADE: ("new", MUTED),
    }
    return line(words[standing])


def now_line(state: State, now: datetime, width: int, glyphs: Glyphs) -> Content:
    """Return the second line: what is on and for how long at the left, what comes next at the right."""
    on_now, comes_next = now_and_next(state, now)
    on, left_over = _on_now(state, on_now, now)
    left = line(("now  ", NOW), on or Content("nothing"))
    right = line(("nothing after", MUTED))
    if comes_next:
        day = day_label(comes_next[0].date, local_time(state.meeting, now).date())
        right = line(("next  ", MUTED), _titles(state, comes_next), "" if day == "today" else f", {day}")
    room = width - 2 - _GAP - left_over.cell_length
    if left.cell_length + right.cell_length > room:
        # Each takes what it needs up to a half, and what the other leaves; how long is left is never cut.
        left = fit(left, min(left.cell_length, max(room // 2, room - right.cell_length)), glyphs)
        right = fit(right, min(right.cell_length, room - left.cell_length), glyphs)
    between = " " * (room + _GAP - left.cell_length - right.cell_length)
    return line(" ", left, left_over, between, right, " ")


def _on_now(state: State, sessions: Sequence[Session], now: datetime) -> tuple[Content, Content]:
    """Return the titles of the sessions that are on, and how much time is left or over where that is known.

    Where it isn't the same for all of them, it stands after each title.
    """
    counted = [countdown(state.meeting, session, now) for session in sessions]
    known = set(filter(None, counted))
    if not known:
        return _titles(state, sessions), Content("")
    if len(known) == 1:
        return Content(" + ").join(safe(session.title) for session in sessions), _left_over(known.pop())
    each = (line(safe(session.title), _left_over(left)) for session, left in zip(sessions, counted, strict=True))
    return Content(" + ").join(each), Content("")


def _left_over(left: Countdown | None) -> Content:
    """Return how much time is left or over, after a title; empty where it isn't known."""
    return line((f", {countdown_label(left)}", WARNING if left.phase == "over" else "")) if left else Content("")


def _titles(state: State, sessions: Sequence[Session]) -> Content:
    """Return the titles of sessions of the same time; a single one with its hours. Empty for none."""
    hours = f" ({short_hours_label(state.meeting, sessions[0])})" if len(sessions) == 1 else ""
    return line(Content(" + ").join(safe(session.title) for session in sessions), hours)


def keys_line(
    commands: Iterable[Command], panel: str, can_change: bool, width: int, glyphs: Glyphs, *, ascii_only: bool
) -> Content:
    """Return the line of keys; what does nothing in this panel keeps its place but is dimmed."""
    parts = {}
    for command in commands:
        if command.footer:
            works = panel in command.panels and (can_change or not command.changes)
            label = key_label(command.keys[0], ascii_only=ascii_only)
            word = f" {command.footer}"
            parts[command.id] = line((label, STRONG), word) if works else line((label + word, MUTED))
    return _laid_out(list(parts.values()), parts.get("help"), width, glyphs)


def mode_line(
    head: Content, keys: Sequence[Content], commands: Iterable[Command], width: int, glyphs: Glyphs, *, ascii_only: bool
) -> Content:
    """Return the line of a mode: what it is, its keys, those that matter most first, and always the key for help."""
    helps = next(iter(keys_named(commands, {"help": "help"}, ascii_only=ascii_only)), None)
    least = 1 + _BETWEEN + sum(part.cell_length + _BETWEEN for part in (*keys[:1], helps) if part)
    head = head if head.cell_length + least <= width else fit(head, max(1, width - least), glyphs)
    return _laid_out([head, *keys, *filter(None, (helps,))], helps, width, glyphs)


def _laid_out(parts: Sequence[Content], kept: Content | None, width: int, glyphs: Glyphs) -> Content:
    """Return the first of ``parts`` that there is room for side by side, and in its place the one that is ``kept``."""
    room = width - 1 - (kept.cell_length + _BETWEEN if kept else 0)
    shown, is_full = [], False
    for part in parts:
        if part is not kept:
            room -= part.cell_length + _BETWEEN
            is_full = is_full or room < 0
        if part is kept or not is_full:
            shown.append(part)
    return fit(line(" ", line(" " * _BETWEEN).join(shown)), width, glyphs)


def keys_named(commands: Iterable[Command], named: Mapping[str, str], *, ascii_only: bool) -> list[Content]:
    """Return the keys of some commands, by their ids, each before the word for it; those without are left out.

    Args:
        commands: all commands, with the keys that they are on.
        named: a word for each that is wanted, in the order in which they are to stand.
        ascii_only: whether keys are named in ASCII.
    """
    keys = {command.id: command.keys for command in commands}
    return [
        line((key_label(keys[each][0], ascii_only=ascii_only), STRONG), f" {word}")
        for each, word in named.items()
        if keys.get(each)
    ]


class Notice(NamedTuple):
    """One thing that is told."""

    message: str
    is_error: bool = False
    stays: bool = False
    """Whether it waits for a key once it can have been read: what was not asked for, and what went wrong."""
    covered: int = 0
    """Cells that those before it had taken: keys that come and go between two of them would only flicker."""
    indent: int = 0
    """Blanks before it: "Ticked 1.1" stands where "Unticked 1.1" ended, so that little of it is sent again."""

    @property
    def room(self) -> int:
        """Cells that it takes in the line of keys."""
        return max(self.covered, self.indent + safe(self.message).cell_length)

    def after(self, before: "Notice | None") -> "Notice":
        """Return it in the place of the one that was told before, if there still was one."""
        if before is None:
            return self
        old, new, indent = before.message.casefold(), self.message.casefold(), 0
        if old.endswith(new) or new.endswith(old):
            indent = max(0, before.indent + len(old) - len(new))
        return self._replace(covered=before.room, indent=indent)

    @property
    def reading_time(self) -> float:
        """Seconds that a person takes to see it and to read it."""
        return max(_LEAST_SECONDS, 1 + len(self.message) / _CHARACTERS_A_SECOND)


@runtime_checkable
class Telling(Protocol):
    """A screen over the panels that tells what the main screen has to tell."""

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice in the line of keys, or that there is none any more."""
        ...


def with_notice(notice: Notice | None, keys: Content, width: int, glyphs: Glyphs) -> list[Content]:
    """Return a line of keys with a notice over it; over more lines where it can't be read in one.

    The keys that it leaves room for stay where they are: to come and to go costs little more than the words.
    """
    if notice is None:
        return [keys]
    words = safe(notice.message, ERROR if notice.is_error else WARNING if notice.stays else STRONG)
    if words.cell_length >= width:
        return said_lines(line(" ", words), width, glyphs)
    words = line(" " * notice.indent, words)
    keys = fit(keys, width, glyphs)
    at = _next_word(keys, notice.room + 1)
    rest = keys.divide([at])[1] if at < len(keys) else Content("")
    return [line(fit(words, width - rest.cell_length, glyphs), rest)]


def _next_word(keys: Content, column: int) -> int:
    """Return the index in a line of keys at which the first of them begins from ``column`` on; its end if none does."""
    plain = keys.plain
    for at in range(_BETWEEN, len(plain)):
        if plain[at] != " " == plain[at - 1] == plain[at - 2] and keys.divide([at])[0].cell_length >= column:
            return at
    return len(plain)
