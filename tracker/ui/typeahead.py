"""What is typed and clicked, one after the other: over SSH a packet often holds several keys, or two clicks.

Textual gives a key to the screen that is on top when it is read, and goes on to the next before anything came of it. Of
``s`` and ``c`` in one packet both would go to the main screen; of two Enters the second would close a screen that the
first has closed already. So the next one waits here until all that the one before began has come to rest: messages are
through, what opens is laid out, what closes is gone, an edit is on disk, or a person is asked. What comes next then
finds the screen as if it had been typed later. A key that a click stands for comes before all that waits.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any, Final, TypeAlias, TypeVar
from weakref import WeakKeyDictionary, WeakSet

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, get_current_worker

from tracker.ui.textual_internals import (
    FramedApp,
    end_by_fault,
    is_animated,
    is_at_rest,
    is_due,
    is_leaving,
    paint_now,
    parts_of,
)

BESIDE: Final = "beside"
"""Group of the workers that no key has begun and no key waits for."""

CHANGES: Final = "changes"
"""Group of the workers that make an edit: keys wait for them while the disk is quick, and go on where it isn't."""

PATIENCE: Final = 6.0
"""Seconds after which a key is given out whatever still goes on: longer than the store waits for the lock."""

BEHIND: Final = 0.1
"""Seconds between two pictures while what was typed waits."""

_TURNS: Final = 30
"""Turns of the loop that messages usually need; what takes more waits for a thread or a process."""

_PAUSE: Final = 0.002
_LONGEST_PAUSE: Final = 0.02
_LONGEST_TURN: Final = 0.1
"""Seconds that a turn counts at most: in the rest of a longer one the process stood still."""

Typed: TypeAlias = events.InputEvent | events.Paste
"""What a person does: a key, a button of the mouse, the wheel, a paste."""

Result = TypeVar("Result")


class InOrderApp(FramedApp):
    """Gives out each key, click and paste once the one before is done."""

    is_slow: Callable[[], bool] = staticmethod(lambda: False)
    """Whether an edit takes so long that a person sees it is being saved."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        """Talk to the terminal through ``driver_class``; Textual's own where it is None."""
        super().__init__(driver_class=driver_class)
        self._inputs: deque[Typed] = deque()
        """What is typed and not given out yet."""
        self._giving: asyncio.Task[None] | None = None
        self._given: Typed | None = None
        """What is given out next."""
        self._given_at = 0.0
        self._painted_at = 0.0
        self._given_into: Widget | None = None
        """The field that the last one was written into; None where it was anything but text."""
        self._asking: WeakKeyDictionary[Worker[Any], Screen[Any]] = WeakKeyDictionary()
        """The screen by which each worker asks something."""
        self._given_up: WeakSet[Worker[Any]] = WeakSet()
        """Workers that were waited for long enough."""

    @property
    def is_behind(self) -> bool:
        """Whether something that was typed waits for its turn."""
        return self._giving is not None and not self._giving.done()

    async def on_event(self, event: events.Event) -> None:
        """Let what was typed wait for its turn; all else is done at once."""
        if not isinstance(event, events.InputEvent | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif event is self._given:
            self._given = None
            await self.take(event)
        else:
            self._inputs.append(event)
            self._go_on_giving()

    def press_next(self, key: events.Key) -> None:
        """Give ``key`` out before all that waits: it is what the click was for that is being taken."""
        self._inputs.appendleft(key)
        self._go_on_giving()

    def _go_on_giving(self) -> None:
        if not self.is_behind:
            self._giving = asyncio.create_task(self._give_out())

    async def take(self, event: Typed) -> None:
        """Take what is given out now, as Textual does."""
        await super().on_event(event)

    def may_paint(self) -> bool:
        """Say whether what a key changed is to be painted now; while others wait, a few times a second is enough."""
        now = asyncio.get_running_loop().time()
        if self._inputs and now - self._painted_at < BEHIND:
            return False
        self._painted_at = now
        return True

    async def push_screen_wait(self, screen: Screen[Result] | str, *, mode: str | None = None) -> Result | Any:
        """Ask by a screen, from a worker that goes on once it is answered."""
        worker = get_current_worker()
        if isinstance(screen, Screen):
            self._asking[worker] = screen
        self._given_up.discard(worker)
        return await super().push_screen_wait(screen, mode=mode)

    async def _give_out(self) -> None:
        """Give out what waits, each once the one before is done."""
        self._painted_at = asyncio.get_running_loop().time()
        try:
            while self._inputs and not is_leaving(self):
                await self._until_done()
                self._give(self._inputs.popleft())
        except Exception as error:
            # Nobody awaits this: as a fault of any other part it ends the program, which says so. While the app leaves
            # its screens go one by one, and what was to be asked of them is of no use any more.
            if not is_leaving(self):
                end_by_fault(self, error)

    def _give(self, typed: Typed) -> None:
        self._given, self._given_at = typed, asyncio.get_running_loop().time()
        self._given_into = self.focused if _is_text(typed, self.focused) else None
        self.post_message(typed)

    async def _until_done(self) -> None:
        """Wait until the next one can be given out."""
        loop = asyncio.get_running_loop()
        waited, turns, pause, looked_at = 0.0, 0, _PAUSE, loop.time()
        self._given_at = self._given_at or looked_at
        while not self._is_done() and not is_leaving(self) and waited < PATIENCE:
            # Where the machine slept, or others had the processor, nothing could get done.
            passed = loop.time() - looked_at
            turn = min(passed, _LONGEST_TURN)
            waited, looked_at, self._given_at = waited + turn, looked_at + passed, self._given_at + passed - turn
            if looked_at - self._given_at > PATIENCE:
                self._given_up.update(self._awaited())
            turns += 1
            await asyncio.sleep(0 if turns <= _TURNS else pause)
            if turns > _TURNS:
                pause = min(pause * 1.2, _LONGEST_PAUSE)

    def _is_done(self) -> bool:
        """Say whether nothing is left to do of what was given out, as far as it matters to what comes."""
        if not self._is_through():
            return False
        if self._given_into is self.focused and _is_text(self._inputs[0], self.focused):
            # A text that is pasted as keys would else wait, at each letter, for what the one before brought into sight.
            return True
        return self._has_ended()

    def is_still(self) -> bool:
        """Say whether nothing goes on that a key waits for; do now what the next tick of a timer would do."""
        return self._is_through() and self._has_ended()

    def _is_through(self) -> bool:
        """Say whether all messages are through."""
        return is_at_rest(self) and all(map(is_at_rest, parts_of(self)))

    def _has_ended(self) -> bool:
        """Say whether what the messages began has ended: layout, paint, animations and work."""
        screen = self.screen
        if is_due(screen):
            # Textual would do so with the next tick of a timer.
            self._painted_at = 0.0
            paint_now(screen)
            return False
        if is_animated(self):
            # So it would be with these: a list that is scrolled by its bar moves with the next tick.
            self.animator()
            return False
        return not self._awaited()

    def _awaited(self) -> list[Worker[Any]]:
        """Return the workers that go on by themselves and may still change what a key does."""
        return [worker for worker in self.workers if self._is_awaited(worker)]

    def _is_awaited(self, worker: Worker[Any]) -> bool:
        if worker.is_finished or worker.group == BESIDE or worker in self._given_up:
            return False
        if self._asking.get(worker) in self.screen_stack:
            return False
        return worker.group != CHANGES or not self.is_slow()


def may_paint(app: App[Any]) -> bool:
    """Say whether a screen of ``app`` is to be painted now."""
    return not isinstance(app, InOrderApp) or app.may_paint()


def _is_text(event: Typed, field: Widget | None) -> bool:
    """Say whether what was typed or pasted is written into ``field``."""
    if field is None or not field.check_consume_key("a", "a"):
        return False
    return isinstance(event, events.Paste) or (isinstance(event, events.Key) and event.is_printable)
