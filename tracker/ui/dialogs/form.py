"""A form: fields one below the other, filled by the keyboard alone. What was typed stays until it is saved."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tracker.domain.model.lengths import SHORTEN
from tracker.errors import RefusedError, TrackerError
from tracker.glyphs import Glyphs
from tracker.personal.drafts import Draft, Drafts
from tracker.ui.dialogs.choices import Option
from tracker.ui.dialogs.chooser import Chooser
from tracker.ui.dialogs.dialog import Dialog
from tracker.ui.dialogs.field import Field
from tracker.ui.dialogs.question import Question
from tracker.ui.forms.form_values import FormValues
from tracker.ui.rendering.lines import ERROR, MUTED, STRONG, WARNING, fit, keys_in_lines, line, safe, wrap
from tracker.ui.widgets.buttons import Buttons
from tracker.ui.widgets.flood import Flooded
from tracker.ui.widgets.line_input import LineInput
from tracker.ui.widgets.lines import KeysLine, LinesWidget
from tracker.ui.widgets.multiline_input import MultilineInput
from tracker.ui.widgets.select import SelectField

_WIDEST = 78
_LABEL_WIDTH = 16
"""Cells of the labels, with a blank after them; longer ones get up to half of the form."""
_BUTTONS = {"f2": "Save", "escape": "Cancel"}
_LEAST_SAID = 3
"""Lines that what is to be said may have in the smallest window."""
_NOT_SAVED = (f"Not saved. {SHORTEN}", ERROR)
Save = Callable[[FormValues], Awaitable[None]]
"""Saves what was filled in; raises TrackerError where it can't be."""
WriteElsewhere = Callable[[str], Awaitable[str]]
"""Gives a text to the person's own editor and returns what came of it."""


class Form(Dialog[bool]):
    """Asks for some values and saves them; gives whether they were saved."""

    DEFAULT_CSS = """
    Form { align: center middle; background: transparent; }
    Form > Vertical { height: auto; max-height: 100%; background: $background; }
    Form VerticalScroll {
        height: auto; scrollbar-size-vertical: 1; background: $background;
        border-left: solid $foreground; border-right: solid $foreground;
    }
    Form Horizontal { height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority they would overtake the letters typed before them; F6 needs it, as the text area has its own.
        Binding("f2,ctrl+s", "save", "Save"),
        Binding("f3", "others", "What there is already"),
        Binding("f4", "edit_elsewhere", "Your editor"),
        Binding("f6", "drop", "Drop what was typed", priority=True),
        Binding("escape", "leave", "Leave it"),
        Binding("down", "step(1)", "Next field"),
        Binding("up", "step(-1)", "Field before"),
        Binding("enter", "enter", "Next field, or save"),
    ]

    def __init__(
        self,
        name: str,
        title: str,
        fields: tuple[Field, ...],
        save: Save,
        glyphs: Glyphs,
        *,
        drafts: Drafts | None = None,
        write_elsewhere: WriteElsewhere | None = None,
        others: str = "",
    ) -> None:
        """Ask for ``fields`` under ``title``.

        Args:
            name: what the form is about, the same each time: its draft is found by it.
            title: what is asked for; may hold people's text.
            fields: from top to bottom.
            save: gets what was filled in.
            glyphs: the signs to draw with.
            drafts: where what is typed is kept; None keeps nothing.
            write_elsewhere: gives a text of several lines to the person's own editor; None where there is none.
            others: what a form of something new calls what is there already, to go on with instead; empty for nothing.
        """
        super().__init__(name=name)
        self._title, self._fields, self._save, self._glyphs = title, fields, save, glyphs
        self._drafts = drafts or Drafts(None, "")
        self._write_elsewhere = write_elsewhere
        self._initial = {field.name: field.value for field in fields}
        self._controls: dict[str, LineInput | MultilineInput | SelectField] = {}
        self._labels: dict[str, LinesWidget] = {}
        self._top, self._bottom, self._message = LinesWidget("form-title"), LinesWidget("form-said"), ("", "")
        self._buttons, self._keys = Buttons("form-buttons"), KeysLine("form-keys", classes="keys")
        self._others = others
        self.wants_others = False
        """Whether the person left for what is there already."""
        self._is_saving = False
        self._too_long: dict[str, str] = {}
        self._dropped: dict[str, str | tuple[str, ...]] = {}

    @property
    def values(self) -> dict[str, str | tuple[str, ...]]:
        """What stands in the fields now, by their names."""
        return {name: _value_of(control) for name, control in self._controls.items()}

    def compose(self) -> ComposeResult:
        """Lay the fields out, filled with what was typed before and not saved."""
        draft = self._drafts.of(str(self.name))
        self._message = (" ".join(self._about(draft)), WARNING)
        with Vertical():
            yield self._top
            with VerticalScroll(can_focus=False):
                for field in self._fields:
                    control = self._control(field, draft.values.get(field.name, field.value))
                    self._controls[field.name] = control
                    self._labels[field.name] = LinesWidget("label")
                    with Horizontal():
                        yield self._labels[field.name]
                        yield control
            yield self._bottom
            yield self._buttons
        yield self._keys

    def _about(self, draft: Draft) -> Iterator[str]:
        """Yield what a person should know of a draft."""
        if draft.values:
            yield "Your draft from before. F6 drops it."
        changed = [f.label for f in self._fields if draft.before.get(f.name, f.value) != f.value]
        if changed:
            yield f"Changed since you typed it: {', '.join(changed)}."
        if draft.is_elsewhere:
            yield "You are typing here on another screen too; that stays there."

    def on_mount(self) -> None:
        """Put the cursor into the first field."""
        self._measure()
        self._fit()
        first = next(iter(self._controls.values()))
        # At once, not with the next message: what is typed ahead is meant for it.
        self.set_focus(first)
        if isinstance(first, MultilineInput):
            first.move_cursor(first.document.end)

    def on_resize(self, event: events.Resize) -> None:
        """Fit to the new size."""
        self._fit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take no keys while it is being saved, but the one that leaves."""
        return action == "leave" if self._is_saving else super().check_action(action, parameters)

    def action_step(self, step: int) -> None:
        """Go to the next field or the one before."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_enter(self) -> None:
        """Go to the next field; from the last one, save."""
        if self.focused is list(self._controls.values())[-1]:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Save what was filled in; where that is refused, say why and keep it."""
        self._measure()
        if self._too_long:
            self.set_focus(self._controls[next(iter(self._too_long))])
            self._say(*_NOT_SAVED)
        elif not self._is_saving:
            self._is_saving = True
            self._say("Saving" + self._glyphs.ellipsis, WARNING)
            # As the app's own: the form can be left meanwhile, and what is being saved is saved all the same.
            self.app.run_worker(self._finish(self.focused))
            self.set_focus(None)

    def action_leave(self) -> None:
        """Leave the form; what was typed is kept as a draft."""
        self._leave(for_others=False)

    def action_others(self) -> None:
        """Leave for what is there already, as ``action_leave()`` does."""
        if self._others:
            self._leave(for_others=True)

    def _leave(self, *, for_others: bool) -> None:
        """Leave the form; ask first where what was typed can't be kept."""

        def leave(agreed: bool | None) -> None:
            if agreed:
                self.wants_others = for_others
                self.dismiss(False)

        if not self._drafts.problem or self.values == self._initial:
            leave(True)
        else:
            self.app.push_screen(Question(line("Nothing keeps what you typed. Leave and lose it?")), leave)

    def action_drop(self) -> None:
        """Put back what stood in the fields at first, or once more what was dropped so."""
        if self.values == self._initial:
            if self._dropped:
                self._fill_in(self._dropped, "")
            return

        def drop(agreed: bool | None) -> None:
            if agreed:
                self._dropped = self.values
                self._fill_in(self._initial, "Dropped what was typed. F6 brings it back.")

        self.app.push_screen(Question(line("Drop what was typed?")), drop)

    def _fill_in(self, values: Mapping[str, str | tuple[str, ...]], said: str) -> None:
        for name, control in self._controls.items():
            _fill(control, values[name])
        self._say(said, WARNING)

    def action_edit_elsewhere(self) -> None:
        """Give the text of several lines to the person's own editor."""
        bodies = [control for control in self._controls.values() if isinstance(control, MultilineInput)]
        body = next((control for control in bodies if control.has_focus), bodies[0] if bodies else None)
        if body is not None and self._write_elsewhere is not None:
            self.run_worker(self._edit_elsewhere(body, self._write_elsewhere))

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(SelectField.Changed)
    def _changed(self) -> None:
        if not self._controls:
            return
        if self._measure():
            if not self._too_long and self._message == _NOT_SAVED:
                self._message = ("", "")
            self._fit()
        if not self._is_saving:
            self._keep_draft()

    @on(Flooded)
    def _flooded(self, message: Flooded) -> None:
        self._say(message.words, ERROR)

    def _measure(self) -> bool:
        """Find out which fields hold more than can be saved; return whether that is other than before."""
        long = {field.name: field.too_long(_value_of(self._controls[field.name])) for field in self._fields}
        before, self._too_long = self._too_long, {name: words for name, words in long.items() if words}
        return self._too_long != before

    def _keep_draft(self) -> None:
        # Only what differs: with an old draft nobody else's later change of another field is taken back.
        typed = {name: value for name, value in self.values.items() if value != self._initial[name]}
        if not typed:
            self._drafts.drop(str(self.name))
            return
        problem = self._drafts.problem
        self._drafts.keep(str(self.name), typed, {name: self._initial[name] for name in typed})
        if self._drafts.problem != problem:
            self._fit()

    @on(SelectField.Opened)
    def _open_list(self, message: SelectField.Opened) -> None:
        pick = message.pick
        field = next(field for field in self._fields if field.name == pick.name)
        options = [
            Option(value, label, why_not=pick.refused.get(value, ""), more=field.more.get(value, ""))
            for value, label in pick.labels.items()
        ]
        chosen = pick.chosen if pick.several else None
        chooser = Chooser(field.label, options, self._glyphs, chosen=chosen, missing=field.missing)
        self.app.push_screen(chooser, lambda chosen: None if chosen is None else pick.choose(chosen))

    async def _finish(self, field: Widget | None) -> None:
        labels = {each.name: each.label for each in self._fields}
        try:
            await self._save(FormValues(self.values, labels))
        except TrackerError as error:
            self._is_saving = False
            if not self.is_current:
                return
            said = " ".join((error.message, error.hint)).strip()
            if isinstance(error, RefusedError) and error.field in labels:
                field, said = self._controls[error.field], error.under(labels[error.field])
            self.set_focus(field)
            self._say(said, ERROR)
        else:
            self._drafts.drop(str(self.name))
            self.dismiss(True)

    async def _edit_elsewhere(self, body: MultilineInput, write: WriteElsewhere) -> None:
        try:
            _fill(body, await write(body.text))
            # The line may have been dropped meanwhile: then nothing comes to this screen any more.
            self._keep_draft()
        except TrackerError as error:
            self._say(" ".join((error.message, error.hint)).strip(), ERROR)

    def _control(self, field: Field, value: str | tuple[str, ...]) -> LineInput | MultilineInput | SelectField:
        if field.kind == "body":
            return MultilineInput(field.name, str(value), field.hint)
        if field.kind == "line":
            return LineInput(field.name, str(value), field.hint)
        chosen = tuple(each for each in (value if isinstance(value, tuple) else (value,)) if each in field.options)
        several = field.kind == "several"
        return SelectField(
            field.name,
            field.options,
            chosen,
            self._glyphs,
            several=several,
            refused=field.refused,
            hint=field.hint,
        )

    def _say(self, message: str, style: str) -> None:
        self._message = (message, style)
        self._fit()

    def _said(self) -> Iterator[Content]:
        """Yield what is to be said at the bottom: what isn't as it should be, and what became of the last key."""
        if self._drafts.problem:
            yield safe(f"No draft can be kept ({self._drafts.problem}). Save soon.", WARNING)
        labels = {field.name: field.label for field in self._fields}
        for name, words in self._too_long.items():
            yield safe(f"{labels[name]}: {words}.", WARNING)
        if self._message[0] or not (self._too_long or self._drafts.problem):
            message, style = self._message
            yield from (safe(row, style) for row in message.split("\n"))

    def _keys_here(self) -> str:
        """Return the keys that do something in this form."""
        others = f"  F3 {safe(self._others).plain}" if self._others else ""
        editor = "  F4 your editor" if self._write_elsewhere and any(f.kind == "body" for f in self._fields) else ""
        return f"Tab next  F2 saves  Esc cancels{others}{editor}"

    def _fit(self) -> None:
        """Draw the frame's lines at the width there is, and what is to be said at the bottom."""
        width, glyphs = min(_WIDEST, self.app.size.width), self._glyphs
        for box in self.query(Vertical):
            box.styles.width = width
        self._fit_labels(width)
        self._top.show([_rule(safe(self._title, STRONG), width, glyphs.top_left, glyphs.top_right, glyphs)])
        lines = [line(glyphs.vertical, part, glyphs.vertical) for part in self._said_within(width - 2)]
        self._buttons.show_buttons(_BUTTONS, width, glyphs)
        keys = keys_in_lines(self._keys_here(), self.app.size.width, glyphs)
        self._keys.say_keys(keys)
        for area in self.query(VerticalScroll):
            area.styles.max_height = max(3, self.app.size.height - 2 - len(lines) - len(keys))
        self._bottom.styles.height = len(lines)
        self._bottom.show(lines)

    def _said_within(self, width: int) -> list[Content]:
        """Return what is to be said over lines of ``width`` cells, so many that fields and buttons stay in sight."""
        parts = [part for words in self._said() for part in wrap(line(" ", words), width - 1, " ")]
        most = max(_LEAST_SAID, self.app.size.height // 2)
        if (hidden := len(parts) - most + 1) > 1:
            parts[most - 1 :] = [line((f" and {hidden} more lines", WARNING))]
        return [fit(part, width, self._glyphs) for part in parts]

    def _fit_labels(self, width: int) -> None:
        """Draw the labels, as wide as the longest of them as far as the form has room for that."""
        shown = {field.name: safe(field.label, MUTED) for field in self._fields}
        longest = max(words.cell_length for words in shown.values()) + 1
        columns = max(min(longest, (width - 2) // 2), _LABEL_WIDTH)
        for name, widget in self._labels.items():
            widget.styles.width = columns
            widget.show([line(fit(shown[name], columns - 1, self._glyphs), " ")])


def _rule(words: Content, width: int, left: str, right: str, glyphs: Glyphs) -> Content:
    """Return a line of the frame with words in it."""
    room = max(0, width - 6)
    shown = fit(words, room, glyphs) if words.cell_length > room else words
    head = line(left, glyphs.horizontal, " ", shown, " ")
    return line(head, glyphs.horizontal * (width - 1 - head.cell_length), right)


def _value_of(control: LineInput | MultilineInput | SelectField) -> str | tuple[str, ...]:
    if isinstance(control, LineInput):
        return control.value
    if isinstance(control, MultilineInput):
        return control.text
    return control.chosen if control.several else "".join(control.chosen)


def _fill(control: LineInput | MultilineInput | SelectField, value: str | tuple[str, ...]) -> None:
    if isinstance(control, LineInput):
        control.value = str(value)
    elif isinstance(control, MultilineInput):
        control.load_text(str(value))
        control.move_cursor(control.document.end)
    else:
        control.choose(value if isinstance(value, tuple) else (value,) if value in control.labels else ())
