"""Keys that come faster than the screens they open: over SSH a packet often holds several.

Textual hands a key to the screen that is on top when it is read. Of ``s`` and ``c`` in one packet both would go to the
main screen, and the second do there what it stands for there. In a field letters are put in at once, and all other keys
are done later by the app: of ``10:00``, Enter and ``12:00`` all digits would go into the first field.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol, runtime_checkable
from weakref import WeakKeyDictionary

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen
from textual.widget import Widget


@runtime_checkable
class Typable(Protocol):
    """A field that keys are typed into."""

    def does_later(self, key: events.Key) -> bool:
        """Say whether the field leaves a key to its bindings, which the app runs later than it takes letters in."""
        ...


class InOrderApp(App[None]):
    """Gives each key to the screen that the keys before it have opened."""

    until_opened: Callable[[], Awaitable[None]]
    """Waits until what the last key began has opened a screen or come to its end."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        """Talk to the terminal through ``driver_class``; Textual's own where it is None."""
        super().__init__(driver_class=driver_class)
        self._given_to: WeakKeyDictionary[events.Key, Screen[object]] = WeakKeyDictionary()
        self._busy: Widget | None = None
        """The field in which a key is about to delete, move or leave."""
        self._waiting: list[events.Key] = []
        """What was typed after that key."""

    async def on_event(self, event: events.Event) -> None:
        """Remember which screen a key is given to; let it wait while the key before it isn't done in its field."""
        if isinstance(event, events.Key) and not event.is_forwarded and self.is_running:
            if self._busy is not None and self._busy is self.focused:
                self._waiting.append(event)
                return
            self._given_to[event] = self.screen
            field = self.focused
            self._busy = field if isinstance(field, Typable) and field.does_later(event) else None
        await super().on_event(event)

    async def on_key(self, event: events.Key) -> None:
        """Give a key that no widget took to the screen that is on top by now, where that is another one."""
        await self.until_opened()
        top = self.screen
        await top._mounted_event.wait()
        if self._given_to.pop(event, top) is not top:
            event.prevent_default()
            await self.on_event(event.copy())
        elif self._busy is not None:
            self.call_later(self._go_on)

    async def _go_on(self) -> None:
        """Give out what was typed after a key that is done now."""
        self._busy = None
        waiting, self._waiting = self._waiting, []
        for key in waiting:
            await self.on_event(key)
