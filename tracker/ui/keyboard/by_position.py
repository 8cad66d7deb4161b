"""Keys of keyboards with other letters: where no text is typed, what counts is which key was pressed."""

from textual import events
from textual.driver import Driver
from textual.widgets import Input

from tracker.ui.keyboard.key_names import key_named
from tracker.ui.keyboard.typed_key import TypedKey
from tracker.ui.textual_internals import is_bound
from tracker.ui.too_small import RoomyApp
from tracker.ui.typeahead import Typed


class ByPlaceApp(RoomyApp):
    """Takes the key of ``й`` for ``q``, unless ``й`` stands for something or a text is typed."""

    def __init__(self, driver_class: type[Driver] | None, arabic_script: str) -> None:
        """Talk to the terminal through ``driver_class``; ``arabic_script`` is the keyboard meant by Arabic letters."""
        super().__init__(driver_class)
        self._arabic_script = arabic_script

    async def take(self, event: Typed) -> None:
        """Take a key for what it stands for."""
        await super().take(self._taken(TypedKey.of(event)) if isinstance(event, events.Key) else event)

    def _taken(self, key: TypedKey) -> TypedKey:
        held, _, name = key.key.rpartition("+")
        if held:
            place = self._place(name, "")
            return TypedKey(f"{held}+{place}", None, typed=key) if place else key
        if key.character is None or self._takes_text() or is_bound(self.screen, key.key):
            return key
        place = self._place(key.character, key.base)
        named = key_named(place)
        return TypedKey(named, place, typed=key) if named else key

    def _place(self, character: str, base: str) -> str:
        if character.isascii():
            return ""
        if base:
            return base
        from tracker.ui.keyboard.layouts import place_of

        return place_of(character, self._arabic_script)

    def _takes_text(self) -> bool:
        """Say whether letters that are typed now are letters of a text; what takes some says so by ``takes_text``."""
        focused = self.focused
        return isinstance(focused, Input) or getattr(focused or self.screen, "takes_text", False)
