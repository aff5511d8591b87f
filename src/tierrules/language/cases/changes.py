"""What a case expects of changes, against the rulesets of both sides: every name is settled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, Protocol, cast

from tierrules.language.cases.answers import AnswerReader
from tierrules.language.cases.days import day_of
from tierrules.language.cases.entries import AnswerEntry, CaseEntry, ChangeEntry, PreviousEntry
from tierrules.language.cases.fields import FieldNames
from tierrules.language.shapes import spoken
from tierrules.meaning.change.expected import STATUSES, UNTOLD, ChangeAspect, ExpectedChange, cause_text
from tierrules.meaning.declared import Field
from tierrules.meaning.expectations import Previous
from tierrules.meaning.model import Dimension, Model
from tierrules.meaning.truth import MISSING, NONE
from tierrules.text.diagnostics import Problems
from tierrules.text.nearest import hint
from tierrules.text.nodes import Scalar
from tierrules.text.source import Span

_NONE: Final = "none"
_SHOWN: Final = 8
_STEP: Final = re.compile(r"\s*(\S.*?)\s*(?:->|→)\s*(\S.*?)\s*", re.DOTALL)
_PARTS: Final = {"data": "customer", "rules": "rules", "time": "as_of"}
"""What a cause can be made of in a case, and the key of `previous` that makes it differ."""
_FIRST: Final = ("to", "reason", "triggers")
"""What can be said of a first answer: it comes from nothing, and has no cause."""


class ChangingRules(Protocol):
    """A loaded ruleset, as far as changes ask it."""

    @property
    def name(self) -> str:
        """The name that results cite."""

    @property
    def inputs(self) -> Mapping[str, Field]:
        """The fields that rules read."""

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        """The questions that the ruleset answers."""

    @property
    def definition(self) -> Model:
        """What the ruleset means."""


class Ruled:
    """A ruleset with the readers of what a case says of it."""

    def __init__(self, rules: ChangingRules, problems: Problems) -> None:
        self.rules = rules
        self.fields = FieldNames(rules.inputs, problems)
        self.answers = AnswerReader(rules.name, rules.dimensions, self.fields, problems)


class ChangeReader:
    """Reads the changes that cases of one ruleset expect; `load` finds the ruleset of before."""

    def __init__(self, now: Ruled, load: Callable[[Scalar], ChangingRules | None], problems: Problems) -> None:
        self.now, self.load, self.problems = now, load, problems
        self.earlier: dict[str, Ruled | None] = {}

    def read(
        self, entry: CaseEntry, as_of: date | None, customer: Mapping[str, object], places: Mapping[str, Span]
    ) -> tuple[Previous | None, tuple[ExpectedChange, ...]]:
        """Return what was before and what is expected of the changes from it."""
        if entry.previous is None:
            return None, ()
        then = self._then(entry.previous)
        if then is None:  # the ruleset of before is not to be had, which is reported
            return None, ()
        previous = self._previous(entry.previous, then, as_of, customer, places)
        return previous, tuple(_Reader(self.now, then, entry.previous, self.problems).changes(entry))

    def _then(self, entry: PreviousEntry) -> Ruled | None:
        if entry.rules is None:
            return None if "rules" in entry.written else self.now
        if entry.rules.value not in self.earlier:
            rules = self.load(entry.rules)
            self.earlier[entry.rules.value] = None if rules is None else Ruled(rules, self.problems)
        return self.earlier[entry.rules.value]

    def _previous(
        self,
        entry: PreviousEntry,
        then: Ruled,
        as_of: date | None,
        customer: Mapping[str, object],
        places: Mapping[str, Span],
    ) -> Previous | None:
        day = as_of if entry.as_of is None else day_of(entry.as_of, self.problems)
        own, own_places = then.fields.customer(entry.customer)
        if entry.is_none:
            return Previous(None, {}, {}, None, entry.span)
        if not entry.written:
            help = "for example `previous: {customer: {annual_revenue: 9800万}}`"
            self.problems.error("empty-case", entry.span, "`previous` says nothing that was otherwise", help=help)
        if day is None or as_of is None:
            return None
        if day > as_of and entry.as_of is not None:
            message = f"the day before is {day}, after that of the case, {as_of}"
            self.problems.error("bad-date", entry.as_of.span, message, help="exchange the two")
        taken = {name: _as_read_by(value, then.rules.inputs.get(name)) for name, value in customer.items()}
        known = {name: value for name, value in taken.items() if name in then.rules.inputs}
        rules = None if entry.rules is None else entry.rules.value
        return Previous(day, {**known, **own}, {**places, **own_places}, rules, entry.span)


class _Reader:
    """Reads the expected changes of one case."""

    def __init__(self, now: Ruled, then: Ruled, previous: PreviousEntry, problems: Problems) -> None:
        self.now, self.then, self.previous, self.problems = now, then, previous, problems
        self.dimensions = tuple(dict.fromkeys((*now.rules.dimensions, *then.rules.dimensions)))

    def changes(self, entry: CaseEntry) -> Iterator[ExpectedChange]:
        if entry.unchanged is not None:
            self._check_may_stay(entry.unchanged)
            for name in self.dimensions:
                yield ExpectedChange("unchanged", name, (), entry.unchanged.span)
        for one in entry.changes:
            if one.dimension.value in self.dimensions or self.now.answers.dimension(one.dimension) is not None:
                yield from self._of(one)

    def _of(self, entry: ChangeEntry) -> Iterator[ExpectedChange]:
        name = entry.dimension.value
        if entry.short is not None:
            yield from self._short(entry, entry.short)
        elif entry.parts == ():
            help = f"for example `{name}: {{to: {self._some_label(name)}}}`, or `{name}: none`"
            self.problems.error("empty-case", entry.span, f"the change of `{name}` says nothing", help=help)
        for part in entry.parts or ():
            if self.previous.is_none and part.key not in _FIRST:
                message = f"`{part.key}` says nothing of a first answer: nothing was before"
                help = f"delete it; {spoken(_FIRST)} may stand here"
                self.problems.error("contradicting-case", part.span, message, help=help)
            elif part.texts is not None:
                yield from self._part(part, part.texts)
        sides = {part.key: part for part in entry.parts or () if part.texts}
        if "from" in sides and "to" in sides:
            self._check_moves(sides["from"], sides["to"])

    def _short(self, entry: ChangeEntry, text: Scalar) -> Iterator[ExpectedChange]:
        name, step = entry.dimension.value, _STEP.fullmatch(text.value)
        if text.value == _NONE:
            self._check_may_stay(text)
            yield ExpectedChange("unchanged", name, (), text.span)
        elif step is None or self.previous.is_none:
            self._report_short(name, text, step[2] if step else text.value)
        else:
            before, after = (
                AnswerEntry(key, entry.dimension, (_cut(text, *step.span(at)),), False, text.locate(*step.span(at)))
                for at, key in ((1, "from"), (2, "to"))
            )
            yield from (one for part in (before, after) for one in self._part(part, part.texts or ()))
            self._check_moves(before, after)

    def _report_short(self, name: str, text: Scalar, to: str) -> None:
        known = self.now.rules.dimensions.get(name)
        labels = [] if known is None else [label.name for label in known.labels]
        to = to if to in labels else self._some_label(name)
        if self.previous.is_none:
            message, help = f"`{text.value}` is no first answer", f"write `{name}: {{to: {to}}}`"
        else:
            before = next((one for one in (*labels, "undetermined") if one != to), _NONE)
            message = f"`{text.value}` does not say from where to where `{name}` changes"
            help = f"write `{name}: {before} -> {to}`, `{name}: {{to: {to}}}`, or `{name}: none` for no change"
        self.problems.error("bad-change", text.span, message, help=help)

    def _some_label(self, name: str) -> str:
        known = self.now.rules.dimensions.get(name) or self.then.rules.dimensions.get(name)
        return known.labels[0].name if known is not None and known.labels else "large"

    def _check_may_stay(self, text: Scalar) -> None:
        if self.previous.is_none:
            message = "every dimension of a first classification has a first answer"
            help = f"for example `changes: {{{self.dimensions[0]}: {{to: {self._some_label(self.dimensions[0])}}}}}`"
            self.problems.error("contradicting-case", text.span, message, help=help)

    def _check_moves(self, before: AnswerEntry, after: AnswerEntry) -> None:
        sides = [{one.value for one in side.texts or ()} for side in (before, after)]
        if sides[0] == sides[1] and not sides[0] & {*STATUSES} - {"unlabelled"}:
            name = before.dimension.value
            message = f"`{name}` is the same before and after"
            self.problems.error("contradicting-case", after.span, message, help=f"write `{name}: none` for no change")

    # --- one key

    def _part(self, part: AnswerEntry, texts: tuple[Scalar, ...]) -> Iterator[ExpectedChange]:
        name = part.dimension.value
        match part.key:
            case "from":
                wanted = self._state(self.then, part)
            case "to":
                wanted = self._state(self.now, part)
            case "cause":
                wanted = self._cause(texts[0])
            case "drivers":
                wanted = self._names(part, texts, self._driver)
            case "triggers":
                wanted = self._names(part, texts, self._trigger)
            case "reason":  # each of its words has a place of its own
                yield from (ExpectedChange("reason", name, (one.value,), one.span) for one in texts)
                return
            case _:
                wanted = tuple(one.value for one in texts)
        if wanted is not None:
            yield ExpectedChange(cast(ChangeAspect, part.key), name, wanted, part.span)

    def _state(self, side: Ruled, part: AnswerEntry) -> tuple[str, ...] | None:
        texts = part.texts or ()
        dimension = side.rules.dimensions.get(part.dimension.value)
        if dimension is None:
            message = f"the ruleset `{side.rules.name}` has no dimension `{part.dimension.value}`"
            help = f"delete `{part.key}`: there is no answer on this side"
            self.problems.error("unknown-dimension", part.span, message, help=help)
            return None
        if not part.is_list and texts[0].value in STATUSES:
            return (texts[0].value,)
        return side.answers.labels_of(part, dimension)

    def _cause(self, text: Scalar) -> tuple[str, ...] | None:
        if text.value == UNTOLD:
            return ()
        sets = [re.split(r"\s+and\s+", one.strip()) for one in re.split(r"\s+or\s+", text.value)]
        unknown = next((one for parts in sets for one in parts if one not in _PARTS), None)
        if unknown is not None:
            listed = f"write {spoken((*_PARTS, 'data and rules', 'data or rules', UNTOLD))}"
            message = f"`{text.value}` is no cause"
            self.problems.error("bad-change", text.span, message, help=hint(unknown, _PARTS, listed))
            return None
        self._check_cause(text, [frozenset(parts) for parts in sets])
        return cause_text(dict.fromkeys(parts) for parts in sets)

    def _check_cause(self, text: Scalar, sets: list[frozenset[str]]) -> None:
        more = next((one for one in sets for less in sets if less < one), None)
        if more is not None:
            message = f"a part of `{' and '.join(sorted(more))}` is a cause by itself"
            help = "a cause is what is least: delete the larger one"
            self.problems.error("contradicting-case", text.span, message, help=help)
        named = [one for one in _PARTS if any(one in parts for parts in sets)]
        # Rulesets that read different fields have different data, though the customer is the same.
        absent = [one for one in named if _PARTS[one] not in self.previous.written]
        idle = [one for one in absent if one != "data" or "rules" not in self.previous.written]
        if idle:
            message = f"`{idle[0]}` does not differ: `previous` has no `{_PARTS[idle[0]]}`"
            help = f"give `previous` its `{_PARTS[idle[0]]}`, or delete `{idle[0]}`"
            self.problems.error("contradicting-case", text.span, message, help=help)

    def _names(
        self, part: AnswerEntry, texts: tuple[Scalar, ...], find: Callable[[Scalar], str | None]
    ) -> tuple[str, ...] | None:
        if not part.is_list and texts[0].value == _NONE:
            return ()
        self.now.answers.check_once(texts)
        found = [find(one) for one in texts]
        return None if None in found else tuple(one for one in found if one is not None)

    def _driver(self, text: Scalar) -> str | None:
        field = next((name for side in (self.now, self.then) if (name := side.fields.find(text.value))), None)
        if field is not None:
            return field
        models = [side.rules.definition for side in (self.now, self.then)]
        named = [name for model in models for name in (*model.thresholds, *model.dimensions)]
        named += [rule.id for model in models for one in model.dimensions.values() for rule in one.rules]
        if text.value in named:
            return text.value
        fields = [name for side in (self.now, self.then) for name in side.rules.inputs]
        message = f"no field, threshold, rule or dimension is called `{text.value}`"
        self.problems.error("unknown-name", text.span, message, help=hint(text.value, [*fields, *named]))
        return None

    def _trigger(self, text: Scalar) -> str | None:
        names = tuple(one.name for one in self.now.rules.definition.triggers)
        if text.value in names:
            return text.value
        listed = f"the triggers are {spoken(names[:_SHOWN])}" if names else "the ruleset has no triggers"
        message = f"the ruleset `{self.now.rules.name}` has no trigger `{text.value}`"
        self.problems.error("unknown-name", text.span, message, help=hint(text.value, names, listed))
        return None


def _as_read_by(value: object, field: Field | None) -> object:
    """A value as another ruleset reads it: where emptiness does not mean none there, nobody knows."""
    return MISSING if value is NONE and field is not None and field.empty != "none" else value


def _cut(text: Scalar, start: int, end: int) -> Scalar:
    return Scalar(text.value[start:end], text.style, text.locate(start, end), text.source)
