"""The keys that write down what was decided and who is to do what."""

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.domain.edits import (
    CancelAction,
    CompleteAction,
    ProposeDecision,
    ReopenAction,
    ReportProgress,
    SignDecision,
    WithdrawDecision,
)
from tracker.domain.model.ids import natural
from tracker.domain.model.record import ActionItem, Decision
from tracker.domain.model.state import State
from tracker.domain.rules.rules import UNFINISHED_ACTION, implementation, is_overdue
from tracker.domain.timeline import local_time
from tracker.domain.words.formatting import day_words, full_day, in_words
from tracker.domain.words.labels import label_of, name_of, quoted
from tracker.ui.dialogs.choices import ListRow, Option
from tracker.ui.dialogs.field import Field
from tracker.ui.dialogs.list_dialog import ListScreen
from tracker.ui.flows.context import FlowContext
from tracker.ui.forms.form_values import FormValues
from tracker.ui.forms.record_forms import (
    action_fields,
    agreement_fields,
    changed_action,
    changed_decision,
    decision_fields,
    new_action,
    new_agreement,
    new_decision,
)
from tracker.ui.rendering.lines import MUTED, WARNING, line, safe

_MOST_NAMED = 3
_REASON = (Field("reason", "Why"),)


class OutcomeSteps(FlowContext):
    """``d`` and ``a``, and what follows from them."""

    async def outcomes(self) -> None:
        """List all decisions and action items, those due first at the top."""
        rows = tuple(_outcome_rows(self.state, local_time(self.state.meeting, self.clock.now()).date()))
        heading, missing = line("Decisions and action items"), "No decisions and no action items yet. d and a add them."
        chosen = await self.open(ListScreen("outcomes", "A", heading, rows, self.glyphs, missing=missing))
        row = self.state.decisions.get(chosen or "") or self.state.action_items.get(chosen or "")
        if row is not None:
            self.main.action_reveal(row.item)

    async def decision(self) -> None:
        """Write down what was decided under the agenda item, or go on with a decision that is there."""
        state, item_id = self.state, self.item_meant()
        fields, title = decision_fields(state, None), f"Decision on {label_of(state, item_id)}"
        others = _named([each.number for each in state.decisions_of(item_id)])
        saved = await self.fill(
            f"decision:{item_id}", title, fields, lambda f: new_decision(state, item_id, f), others=others
        )
        if saved is None:
            options = [Option(each.id, _decision_label(each)) for each in self.state.decisions_of(item_id)]
            chosen = await self._one_of(f"Decisions of {label_of(state, item_id)}", options)
            if chosen in self.state.decisions:
                await self._existing_decision(self.state.decisions[chosen])

    async def _one_of(self, title: str, options: Sequence[Option]) -> str:
        """Return the value of the option that is chosen, the only one without asking; empty for none."""
        if len(options) == 1:
            return options[0].value
        return await self.choose(title, options) or ""

    async def _existing_decision(self, decision: Decision) -> None:
        state = self.state
        self.seen = state.seq
        chosen = await self.choose(_decision_label(decision), tuple(_decision_options(state, decision)))
        side = chosen.partition(":")[2] if chosen else ""
        name = f"{chosen}:{decision.id}"
        if chosen == "edit":
            fields = decision_fields(state, decision)
            title = f"The words of {decision.number}"
            await self.fill(name, title, fields, lambda filled: changed_decision(state, decision, filled))
        elif chosen == "propose":
            if await self.agrees(line(f"Put {decision.number} to the sides?")):
                await self.attempt(ProposeDecision(decision=decision.id))
        elif chosen == "sign":
            today = day_words(local_time(state.meeting, self.clock.now()).date())
            fields = (Field("signed_on", "Signed on", value=today),)
            await self.fill(name, f"Sign {decision.number}", fields, lambda filled: _signed(decision, filled))
        elif chosen == "withdraw":
            await self.fill(
                name,
                f"Withdraw {decision.number}",
                _REASON,
                lambda filled: WithdrawDecision(decision=decision.id, reason=filled.line("reason")),
            )
        elif side:
            fields = agreement_fields(state, decision, side)
            await self.fill(name, f"{decision.number}: who agrees", fields, lambda f: new_agreement(decision, f))

    async def action_item(self) -> None:
        """Give someone something to do, or say what was done."""
        state, about = self.state, self.subject().id
        item_id = self.item_meant()
        fields = action_fields(state, None, state.agenda_items[item_id].lead_parties)
        title = f"Action item on {label_of(state, about)}"
        others = _named([each.ref for each in state.actions_of(item_id)])
        saved = await self.fill(f"action:{about}", title, fields, lambda f: new_action(about, f), others=others)
        if saved is None:
            options = [Option(each.id, _action_label(self.state, each)) for each in self.state.actions_of(item_id)]
            chosen = await self._one_of(f"Action items of {label_of(state, item_id)}", options)
            if chosen in self.state.action_items:
                await self._existing_action(self.state.action_items[chosen])

    async def _existing_action(self, action: ActionItem) -> None:
        self.seen = self.state.seq
        chosen = await self.choose(_action_label(self.state, action), tuple(_action_options(action)))
        name, title = f"{chosen}:{action.id}", f"{action.ref}: {quoted(action.text)}"
        done = Field("taken", "What was done", "body")
        if chosen == "report":
            report = (done, Field("percent", "Per cent", value=str(action.percent)), _REVIEW)
            await self.fill(name, title, report, lambda filled: _progress(action, filled))
        elif chosen == "complete":
            completion = (done, Field("verified_by", "Seen by", hint="who saw that it is done"))
            await self.fill(name, title, completion, lambda filled: _completed(action, filled))
        elif chosen == "edit":
            fields = action_fields(self.state, action, ())
            await self.fill(name, title, fields, lambda filled: changed_action(action, filled))
        elif chosen == "cancel":
            await self.fill(name, title, _REASON, lambda f: CancelAction(action=action.id, reason=f.line("reason")))
        elif chosen == "reopen":
            await self.fill(name, title, _REASON, lambda f: ReopenAction(action=action.id, reason=f.line("reason")))


_REVIEW = Field("for_review", "For review", "one", "", {"": "no", "yes": "yes, someone else is to see it"})


def _named(numbers: Sequence[str]) -> str:
    """Return what a form of a new one calls those that there are: by their numbers, or how many they are."""
    return ", ".join(numbers) if len(numbers) <= _MOST_NAMED else f"earlier ({len(numbers)})"


def _signed(decision: Decision, filled: FormValues) -> SignDecision:
    return SignDecision(decision=decision.id, signed_on=filled.required_day("signed_on"))


def _progress(action: ActionItem, filled: FormValues) -> ReportProgress:
    return ReportProgress(
        action=action.id,
        taken=filled.body("taken"),
        percent=filled.number("percent"),
        for_review=bool(filled.line("for_review")),
    )


def _completed(action: ActionItem, filled: FormValues) -> CompleteAction:
    return CompleteAction(action=action.id, taken=filled.body("taken"), verified_by=filled.line("verified_by"))


def _decision_options(state: State, decision: Decision) -> Iterator[Option]:
    """Yield what can be done with a decision; what can't says why."""
    over = {"signed": "It is signed.", "withdrawn": "It was withdrawn."}.get(decision.status, "")
    for number, side in enumerate(state.meeting.sides, start=1):
        agreed = decision.of_side(side.id).agreed
        words = f"{side.name} takes its agreement back" if agreed else f"{side.name} agrees"
        yield Option(f"side:{side.id}", words, str(number), over)
    yield Option("edit", "Change the words", "e", over)
    yield Option(
        "propose", "Propose it to the sides", "p", over or ("" if decision.status == "draft" else "It was already.")
    )
    missing = "" if decision.status in ("agreed", "signed") else "Every side must agree first."
    yield Option("sign", "Signed", "s", missing)
    yield Option("withdraw", "Withdraw it", "w", over)


def _action_options(action: ActionItem) -> Iterator[Option]:
    """Yield what can be done with an action item; what can't says why."""
    over = "" if action.status in UNFINISHED_ACTION else f"It is {in_words(action.status)}: reopen it first."
    yield Option("report", "Say what was done", "r", over)
    yield Option("complete", "It is done", "d", over)
    yield Option("edit", "Change it", "e", over)
    yield Option("cancel", "It is not to be done", "x", over)
    yield Option("reopen", "Reopen it", "o", "" if over else "It is open already.")


def _outcome_rows(state: State, today: date) -> Iterator[ListRow]:
    """Yield all decisions by number, and all action items with those due first at the top."""
    if state.decisions:
        yield ListRow("decisions", line(f"Decisions: {len(state.decisions)}"), is_heading=True)
    for decision in sorted(state.decisions.values(), key=lambda each: natural(each.number)):
        yield ListRow(decision.id, safe(_decision_label(decision)), safe(label_of(state, decision.item), MUTED))
    if state.action_items:
        done = implementation(state.action_items.values(), today)
        counted = f"Action items: {done.implemented} of {done.total} carried out, {done.overdue} overdue"
        yield ListRow("actions", line(counted), is_heading=True)
    for action in sorted(state.action_items.values(), key=lambda each: (each.due or date.max, natural(each.ref))):
        late = line(("overdue ", WARNING)) if is_overdue(action, today) else line("")
        yield ListRow(
            action.id, safe(_action_label(state, action)), line(late, safe(name_of(state, action.owner_party), MUTED))
        )


def _decision_label(decision: Decision) -> str:
    text = next((text.text for text in decision.texts if text.text), "")
    return f"{decision.number} {in_words(decision.status)}: {quoted(text)}"


def _action_label(state: State, action: ActionItem) -> str:
    due = f", due {full_day(action.due)}" if action.due else ""
    return f"{action.ref} {in_words(action.status)}{due}: {quoted(action.text)}"
