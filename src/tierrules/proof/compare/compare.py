"""Two rulesets → what changes between them, by meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from tierrules.errors import NotInForce
from tierrules.meaning import semantics
from tierrules.meaning.change.cause import CannotTellError, Side
from tierrules.meaning.change.direction import direction_of
from tierrules.meaning.change.drivers import drivers
from tierrules.meaning.change.parts import Driver, State
from tierrules.meaning.declared import Dated, Scalar, Title
from tierrules.meaning.justification import Named
from tierrules.meaning.model import Dimension, Model, ScoreTerm
from tierrules.meaning.result import Outcome
from tierrules.meaning.truth import MISSING, Absent
from tierrules.meaning.value_text import value_text
from tierrules.meaning.values import Case
from tierrules.proof.compare.changes_found import Change, changes, says
from tierrules.proof.compare.comparison import Apart, Comparison, Difference, FieldChange, LabelChange, Seen, Undecided
from tierrules.proof.compare.customers_told import ranges
from tierrules.proof.compare.same_answers import gained_and_lost
from tierrules.proof.compare.scores_named import names_of_scores
from tierrules.proof.engine.formulas import every, no, some
from tierrules.proof.engine.moments import FIRST, LAST, in_force
from tierrules.proof.engine.pair import Pair, SideName, pair
from tierrules.proof.engine.points import Facts
from tierrules.proof.engine.search import UndecidedError
from tierrules.proof.engine.witness import Witness
from tierrules.proof.engine.world import World
from tierrules.proof.findings.reach import has_label
from tierrules.proof.findings.subject import Subject

_DAY: Final = timedelta(days=1)
_KEYS: Final = ("type", "currency", "empty", "minimum", "maximum", "values")


def compare_models(before: Model, after: Model) -> Comparison:
    """Return what changes from one ruleset to another."""
    return _Comparing(pair(before, after)).compared()


@dataclass(slots=True)
class _Comparing:
    pair: Pair
    subject: Subject = field(init=False)
    scores: dict[ScoreTerm, Named] = field(init=False)
    differences: list[Difference] = field(default_factory=list)
    when_missing: list[Difference] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    labels: list[LabelChange] = field(default_factory=list)
    is_open: bool = False
    """Whether it could not be decided if all is alike where values are missing."""

    def __post_init__(self) -> None:
        self.subject = Subject(self.pair.model)
        self.scores = names_of_scores(self.pair)

    def compared(self) -> Comparison:
        before, after = self.pair.before, self.pair.after
        for name in after.dimensions:
            if name in before.dimensions:
                self._dimension(name)
        added = _named_dimensions(after, before)
        removed = _named_dimensions(before, after)
        fields, apart = tuple(_fields(before, after)), () if self.pair.follow else tuple(_apart(before, after))
        renamed = any(one.kind == "renamed" for one in self.labels)
        differs = bool(self.differences or added or removed or fields or apart or renamed)
        complete = False if differs else None if self.undecided else True
        everything = False if differs or self.when_missing else None if self.undecided or self.is_open else True
        return Comparison(
            before=before.name,
            after=after.name,
            language=after.language,
            equal_on_complete=complete,
            equal_on_all=everything,
            differences=tuple(self.differences),
            when_missing=tuple(self.when_missing),
            dimensions_added=added,
            dimensions_removed=removed,
            labels=tuple(self.labels),
            fields=fields,
            apart=apart,
            follow=self.pair.follow,
            assumptions_differ=_forms(before) != _forms(after),
            undecided=tuple(self.undecided),
        )

    # --- one dimension

    def _dimension(self, name: str) -> None:
        strange = self.pair.strange_behind(name)
        titled = Named(name, self.pair.after.dimensions[name].title)
        if strange:
            self.labels += self._label_changes(name, {})
            self.undecided.append(Undecided(titled, tuple(strange)))
            return
        if self.pair.is_same(name):
            self.labels += self._label_changes(name, {})
            return
        worlds = self.subject.worlds_of(self.pair.conditions(name))
        renamed = self._renamed(name, worlds)
        self.labels += self._label_changes(name, renamed)
        found = changes(self.pair, name, renamed, worlds)
        days = [world.as_of for world in worlds]
        self.differences += [self._told(name, one, renamed, days) for one in found.found]
        if found.undecided:
            self.undecided.append(Undecided(titled))
        elif not found.found:
            self._where_missing(name, renamed)

    def _where_missing(self, name: str, renamed: Mapping[str, str]) -> None:
        """Look for somebody whose answer differs though it does not on complete data: one is enough."""
        for world in self.subject.worlds_of(self.pair.conditions(name), missing=True):
            found = changes(self.pair, name, renamed, [world], most=1)
            if found.found:
                self.when_missing.append(self._told(name, found.found[0], renamed, None))
                return
            self.is_open |= found.undecided

    # --- labels

    def _renamed(self, name: str, worlds: list[World]) -> dict[str, str]:
        """Return the labels with another name: just the same customers get it, or it has the place of the old one."""
        then, now = self.pair.before.dimensions[name], self.pair.after.dimensions[name]
        gone, new = _only_in(then, now), _only_in(now, then)
        found: dict[str, str] = {}
        for label in gone:
            rest = [one for one in new if one not in found.values()]
            same = next((one for one in rest if self._is_same_label(name, label, one, worlds)), None)
            same = same or next((one for one in rest if _place(then, label) == _place(now, one)), None)
            if same is not None:
                found[label] = same
        return found

    def _is_same_label(self, name: str, label: str, other: str, worlds: list[World]) -> bool:
        is_given = False
        for world in worlds:
            then = has_label(world, self.pair.dimension("before", name), label)
            now = has_label(world, self.pair.dimension("after", name), other)
            try:
                if world.find(some((every((then, no(now))), every((now, no(then)))))) is not None:
                    return False
                is_given = is_given or world.find(then) is not None
            except UndecidedError:
                return False
        return is_given

    def _label_changes(self, name: str, renamed: Mapping[str, str]) -> Iterator[LabelChange]:
        then, now = self.pair.before.dimensions[name], self.pair.after.dimensions[name]
        titled = Named(name, now.title)
        for label in _only_in(then, now):
            if label in renamed:
                yield LabelChange("renamed", titled, _label(then, label), _label(now, renamed[label]))
            else:
                yield LabelChange("removed", titled, _label(then, label))
        for label in _only_in(now, then):
            if label not in renamed.values():
                yield LabelChange("added", titled, None, _label(now, label))
        order = [[renamed.get(one.name, one.name) for one in then.labels], [one.name for one in now.labels]]
        shared = [[one for one in names if one in order[0] and one in order[1]] for names in order]
        if shared[0] != shared[1]:
            yield LabelChange("reordered", titled)

    # --- one difference

    def _told(self, name: str, one: Change, renamed: Mapping[str, str], days: list[date] | None) -> Difference:
        known = [self.pair.after.dimensions[name], self.pair.before.dimensions[name]]
        before, after = (
            _state(dimension, found) for dimension, found in zip(reversed(known), one.answered, strict=True)
        )
        witness = self._witness(name, one)
        gained, lost = self._gained_and_lost(known, one, renamed)
        since, until = (None, None) if days is None or one.is_told_for(days) else self._in_force(one, days)
        seen = tuple(_seen(self.pair.model, field, value) for field, value in witness.facts.items())
        return Difference(
            dimension=Named(name, known[0].title),
            region=ranges(self.pair.model, one.box, self.scores),
            before=before,
            after=after,
            direction=direction_of(known, before, after, renamed),
            witness=witness.mapping,
            because=self._because(name, one, witness, after, renamed),
            only_on=None if days is None or one.is_told_for(days) else tuple(sorted(one.days)),
            since=since,
            until=until,
            language=self.pair.after.language,
            seen=seen,
            but=tuple(ranges(self.pair.model, each, self.scores) for each in one.but),
            gained=gained,
            lost=lost,
        )

    def _in_force(self, one: Change, days: list[date]) -> tuple[date | None, date | None]:
        """Return the first and the last day of the editions of which all days show a change; None where it is open."""
        figures = [each.value for each in self.pair.model.thresholds.values() if isinstance(each.value, Dated)]
        turns = sorted({day for each in figures for day, _ in each.rows})
        first = max((day for day in turns if day <= min(one.days)), default=None)
        last = min((day for day in turns if day > max(one.days)), default=None)
        if first is not None and not any(day < first for day in days):
            first = None
        there = [day for day in days if (first is None or day >= first) and (last is None or day < last)]
        if not one.is_told_for(there):
            return None, None
        return first, None if last is None else last - _DAY

    def _gained_and_lost(
        self, known: Sequence[Dimension], one: Change, renamed: Mapping[str, str]
    ) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
        found = gained_and_lost(known[1], known[0], one.answered, renamed)
        if found is None:
            return (), ()
        back = {now: then for then, now in renamed.items()}
        gained, lost = found
        return (
            tuple(_label(known[0], name) for name in gained),
            tuple(_label(known[1], back.get(name, name)) for name in lost),
        )

    def _witness(self, name: str, one: Change) -> Witness:
        """Return the customer of a change without what plays no part, put to both definitions.

        What the region asks about stays, so that the customer is seen to lie in it.
        """
        wanted = [says(found) for found in one.answered]

        def shows(facts: Facts) -> bool:
            return [says(self._answer(side, name, facts, one.as_of)) for side in ("before", "after")] == wanted

        kept = dict(one.facts)
        if not shows(kept):
            raise AssertionError(f"the definitions do not confirm what was found for {kept} on {one.as_of}")
        for left in [name for name in kept if name not in one.box.fields]:
            fewer = {field: seen for field, seen in kept.items() if field != left}
            if shows(fewer):
                kept = fewer
        told = {field: seen for field, seen in kept.items() if seen is not MISSING}
        return Witness(self.pair.model, told, one.as_of)

    def _answer(self, side: SideName, name: str, facts: Facts, as_of: date) -> Outcome:
        model = self.pair.side(side)
        return semantics.asked(Case(model, _facts(model, facts), as_of), name)

    def _because(
        self, name: str, one: Change, witness: Witness, after: State, renamed: Mapping[str, str]
    ) -> tuple[Driver, ...]:
        """Return the edits that cannot be undone without undoing the change of one of the customers found."""
        found = list(self._causes(name, witness.facts, one.as_of, after, renamed))
        for facts in one.others:
            now = _state(self.pair.after.dimensions[name], self._answer("after", name, facts, one.as_of))
            found += [each for each in self._causes(name, facts, one.as_of, now, renamed) if each not in found]
        return tuple(found)

    def _causes(
        self,
        name: str,
        known: Mapping[str, Scalar | Absent],
        as_of: date,
        after: State,
        renamed: Mapping[str, str],
    ) -> tuple[Driver, ...]:
        names = {*self.pair.before.fields, *self.pair.after.fields}
        facts: dict[str, Scalar | Absent] = {**dict.fromkeys(names, MISSING), **known}
        models = _with_names(self.pair.side("before"), name, renamed), self.pair.side("after")
        then, now = (Side(model, side, facts, as_of) for model, side in zip(models, ("1", "2"), strict=True))
        answer = after.status, tuple(label.name for label in after.labels)
        try:
            return drivers(then, now, name, ("rules",), answer)
        except (CannotTellError, NotInForce):
            return ()


def _facts(model: Model, facts: Mapping[str, Scalar | Absent]) -> dict[str, Scalar | Absent]:
    return {name: facts.get(name, MISSING) for name in model.fields}


def _seen(model: Model, name: str, seen: Scalar | Absent) -> Seen:
    one = model.fields[name]
    titled = dict(one.titles_of(seen)).get(str(seen), Title())
    zh, en = (
        titled.say(lang, value_text(seen, one.type, one.currency, "zh" if lang == "zh" else "en"))
        for lang in ("zh", "en")
    )
    return Seen(Named(name, one.title), Title(zh, en))


def _state(dimension: Dimension, found: Outcome) -> State:
    return State(found.status, tuple(_label(dimension, label) for label in found.labels))


def _label(dimension: Dimension, name: str) -> Named:
    return Named(name, next((one.title for one in dimension.labels if one.name == name), Title()))


def _only_in(one: Dimension, other: Dimension) -> list[str]:
    there = {label.name for label in other.labels}
    return [label.name for label in one.labels if label.name not in there]


def _with_names(model: Model, name: str, renamed: Mapping[str, str]) -> Model:
    """Return a ruleset in which the labels of a dimension have other names."""
    one = model.dimensions[name]
    other = replace(
        one,
        labels=tuple(replace(label, name=renamed.get(label.name, label.name)) for label in one.labels),
        rules=tuple(replace(rule, label=renamed.get(rule.label, rule.label)) for rule in one.rules),
        otherwise=None if one.otherwise is None else renamed.get(one.otherwise, one.otherwise),
    )
    return replace(model, dimensions={**model.dimensions, name: other}) if renamed else model


def _place(one: Dimension, label: str) -> object:
    """Return where a label stands: among the labels, and which of how many rules give it."""
    rules = tuple(at for at, rule in enumerate(one.rules) if rule.label == label)
    place = [each.name for each in one.labels].index(label)
    return place, len(one.labels), rules, len(one.rules), one.otherwise == label


def _named_dimensions(one: Model, other: Model) -> tuple[Named, ...]:
    return tuple(Named(name, each.title) for name, each in one.dimensions.items() if name not in other.dimensions)


def _forms(model: Model) -> set[str]:
    return {" ".join(one.origin.text.split()) for one in model.assume}


def _fields(before: Model, after: Model) -> Iterator[FieldChange]:
    for name in after.inputs:
        if name not in before.inputs:
            continue
        then, now = before.fields[name], after.fields[name]
        for key in _KEYS:
            one, other = getattr(then, key), getattr(now, key)
            if (set(one) != set(other)) if key == "values" and one and other else one != other:
                yield FieldChange(Named(name, now.title), key, then, now)


def _apart(before: Model, after: Model) -> Iterator[Apart]:
    """Yield the days on which only one of two rulesets is in force, which share some days."""
    (since, until), (start, end) = in_force(before), in_force(after)
    sides: tuple[tuple[SideName, date, date, date, date], ...] = (
        ("before", since, until, start, end),
        ("after", start, end, since, until),
    )
    for side, first, last, other_first, other_last in sides:
        if first < other_first:
            yield Apart(side, None if first == FIRST else first, other_first - _DAY)
        if last > other_last:
            yield Apart(side, other_last + _DAY, None if last == LAST else last)
