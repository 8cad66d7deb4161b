"""Keys that come faster than the screens they open: over SSH a packet often holds several.

Textual hands a key to the screen that is on top when it is read. Of ``s`` and ``c`` in one packet both would go to the
main screen, and the second do there what it stands for there.
"""

from collections.abc import Awaitable, Callable
from weakref import WeakKeyDictionary

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen


class InOrderApp(App[None]):
    """Gives each key to the screen that the keys before it have opened."""

    until_opened: Callable[[], Awaitable[None]]
    """Waits until what the last key began has opened a screen or come to its end."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        """Talk to the terminal through ``driver_class``; Textual's own where it is None."""
        super().__init__(driver_class=driver_class)
        self._given_to: WeakKeyDictionary[events.Key, Screen[object]] = WeakKeyDictionary()

    async def on_event(self, event: events.Event) -> None:
        """Remember which screen a key is given to."""
        if isinstance(event, events.Key) and not event.is_forwarded and self.is_running:
            self._given_to[event] = self.screen
        await super().on_event(event)

    async def on_key(self, event: events.Key) -> None:
        """Give a key that no widget took to the screen that is on top by now, where that is another one."""
        await self.until_opened()
        top = self.screen
        await top._mounted_event.wait()
        if self._given_to.pop(event, top) is top:
            return
        event.prevent_default()
        again = events.Key(event.key, event.character)
        self._given_to[again] = top
        (self.focused or top)._forward_event(again)
