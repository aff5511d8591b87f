"""What differs between two rulesets, as far as one dimension hangs on it, and how each piece is put back.

A threshold that differs is a piece, and so is a rule that differs in anything but its thresholds. A table is put back
with the rules that name it: its rows stand in their conditions. Scores and derived values are parts of the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tierrules.meaning.change.cause import atoms_of, conditions_of
from tierrules.meaning.change.parts import Component, Driver, DriverKind, Value
from tierrules.meaning.change.rewrite import Rewriting, shape, with_thresholds
from tierrules.meaning.conditions import atoms_in
from tierrules.meaning.declared import Dated, Table, Threshold, Type
from tierrules.meaning.justification import Named
from tierrules.meaning.model import (
    Comparison,
    Computed,
    Condition,
    Constant,
    CutOff,
    DateWindow,
    DerivedTerm,
    Dimension,
    LabelTest,
    Membership,
    Model,
    Presence,
    Rule,
    ScoreTerm,
    Term,
)
from tierrules.meaning.values import fields_of

PutBack = Callable[[Model], Model]
RulePiece = tuple[Driver, PutBack]


def mixed(model: Model, other: Model | None, dimension: str) -> Model:
    """Return a ruleset with all that either of two holds and on which a dimension may hang; what both hold is its own.

    It is the ground on which pieces are put back: every field, threshold and dimension that a piece names is there.
    """
    if other is None or dimension not in model.dimensions:
        return model
    names = _reached(model, other, dimension)
    dimensions = {name: one for side in (other, model) for name, one in side.dimensions.items() if name in names}
    return replace(
        model,
        fields={**other.fields, **model.fields},
        inputs=tuple(dict.fromkeys((*model.inputs, *other.inputs))),
        thresholds={**other.thresholds, **model.thresholds},
        dimensions={name: _with_all_labels(one, other.dimensions.get(name)) for name, one in dimensions.items()},
    )


def _reached(model: Model, other: Model, dimension: str) -> set[str]:
    found, waiting = set[str](), [dimension]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            sides = [side.dimensions[name] for side in (model, other) if name in side.dimensions]
            waiting.extend(atom.dimension for side in sides for atom in atoms_of(side) if isinstance(atom, LabelTest))
    return found


def _with_all_labels(one: Dimension, other: Dimension | None) -> Dimension:
    """A rule that is put back gives its label, which need not be one of the labels of today."""
    known = {label.name for label in one.labels}
    further = () if other is None else tuple(label for label in other.labels if label.name not in known)
    return replace(one, labels=(*one.labels, *further))


def rule_pieces(
    before: Model, after: Model, dimension: str, within: tuple[Component, ...], as_of: date
) -> Iterator[RulePiece]:
    """Yield what differs between two rulesets, in the order of the file: thresholds, then the dimensions.

    Of a dated threshold the values in force on the day `as_of` are told.
    """
    if (dimension in before.dimensions) != (dimension in after.dimensions):
        yield _whole(before, after, dimension, within)
        return
    changed = [name for name in after.thresholds if _is_changed(name, before, after)]
    reached = _reached(after, before, dimension)
    for name in changed:
        if any(name in names_in(when) for one in _dimensions(after, reached) for when in conditions_of(one)):
            yield _threshold(name, before, after, reached, within, as_of)
    for one in _dimensions(after, reached):
        if one.name in before.dimensions:
            yield from _Dimension(before, after, one.name, tuple(changed), within).pieces()


def _dimensions(model: Model, names: set[str]) -> list[Dimension]:
    return [one for one in model.dimensions.values() if one.name in names]


def _whole(before: Model, after: Model, dimension: str, within: tuple[Component, ...]) -> RulePiece:
    one = (after.dimensions.get(dimension) or before.dimensions[dimension]).title
    there = tuple(dimension in side.dimensions for side in (before, after))
    driver = Driver("rules", "dimension", dimension, within, Named(dimension, one), before=there[0], after=there[1])
    return driver, lambda model: replace(before, fields={**model.fields, **before.fields})


def _is_changed(name: str, before: Model, after: Model) -> bool:
    """Whether a threshold that both know as one number differs."""
    if name not in before.thresholds:
        return False
    then, now = before.thresholds[name], after.thresholds[name]
    return not isinstance(then.value, Table) and not isinstance(now.value, Table) and then.value != now.value


def _threshold(
    name: str, before: Model, after: Model, reached: set[str], within: tuple[Component, ...], as_of: date
) -> RulePiece:
    then, now = before.thresholds[name], after.thresholds[name]
    type, currency = use_of(name, _dimensions(after, reached), after, now)
    sides = told_value(then, as_of), told_value(now, as_of)
    driver = Driver("rules", "threshold", name, within, Named(name, now.title), type, currency, *sides)

    def put_back(model: Model) -> Model:
        rewriting = with_thresholds(before.thresholds, [name])
        dimensions = {key: rewriting.dimension(one) for key, one in model.dimensions.items()}
        return replace(model, dimensions=dimensions, thresholds={**model.thresholds, name: then})

    return driver, put_back


def told_value(threshold: Threshold, as_of: date) -> Value:
    """Return a threshold's one value on a day, None where it has several or none."""
    match threshold.value:
        case Table():
            return None
        case Dated(rows):
            return next((bound for since, bound in reversed(rows) if since <= as_of), None)
        case value:
            return value


def use_of(name: str, dimensions: Iterable[Dimension], model: Model, threshold: Threshold) -> tuple[Type, str | None]:
    """Return as what a threshold is compared: `50万` is money where it meets money."""
    for one in dimensions:
        for atom in atoms_of(one):
            if isinstance(atom, Comparison) and name in set(_names(atom.left)) | set(_names(atom.right)):
                fields = [model.fields[field] for field in fields_compared(atom)]
                return atom.type, next((field.currency for field in fields if field.type is Type.MONEY), None)
    return threshold.type, None


def fields_compared(atom: Comparison) -> Iterator[str]:
    """Yield the fields of both sides, scores left aside."""
    for side in (atom.left, atom.right):
        yield from fields_of(side)


def names_in(condition: Condition) -> set[str]:
    """Return the thresholds that a condition names, those in the limits and points of its scores too."""
    found = set[str]()
    for atom in atoms_in(condition):
        match atom:
            case Comparison(left, _, right):
                found.update(_names(left), _names(right))
            case DateWindow(cut_off=CutOff(name=str(name))):
                found.add(name)
            case Membership(term, values, table=table):
                found.update(_names(term), *map(_names, values), () if table is None else (table,))
            case Presence(term):
                found.update(_names(term))
    return found


def _names(term: Term) -> Iterator[str]:
    match term:
        case Constant(name=str(name)):
            yield name
        case Computed(_, parts):
            for part in parts:
                yield from _names(part)
        case DerivedTerm(_, inner):
            yield from _names(inner)
        case ScoreTerm(low=low, high=high, add=add):
            for one in (low, high, *(points.points for points in add)):
                if one is not None:
                    yield from _names(one)


# --- one dimension that both rulesets know


@dataclass(frozen=True, slots=True)
class _Dimension:
    before: Model
    after: Model
    name: str
    changed: tuple[str, ...]
    within: tuple[Component, ...]

    @property
    def then(self) -> Dimension:
        return self.before.dimensions[self.name]

    @property
    def now(self) -> Dimension:
        return self.after.dimensions[self.name]

    def pieces(self) -> Iterator[RulePiece]:
        if self.head(self.then, self.before) != self.head(self.now, self.after):
            yield self.driver("dimension", self.name, self.now), self.head_put_back
        then, now = ({rule.id: rule for rule in one.rules} for one in (self.then, self.now))
        differing = [id for id in dict.fromkeys((*now, *then)) if self.differs(then.get(id), now.get(id))]
        tables = {id: self.tables(then.get(id), now.get(id)) for id in differing}
        for table in dict.fromkeys(one for one in tables.values() if one is not None):
            ids = [id for id in differing if tables[id] == table]
            yield self.table_driver(table), self.rules_put_back(ids)
        for id in differing:
            if tables[id] is None:
                yield self.rule_driver(id, then.get(id), now.get(id)), self.rules_put_back([id])
        common = [[id for id in one if id in then and id in now] for one in (then, now)]
        if common[0] != common[1]:
            yield self.driver("order", self.name, self.now), self.order_put_back

    # what is compared: everything but the thresholds that are pieces of their own

    def head(self, one: Dimension, model: Model) -> object:
        applies = None if one.applies is None else self.bare(one.applies, model)
        return applies, one.reducer, one.otherwise, one.no_match

    def bare(self, condition: Condition, model: Model) -> Condition:
        if model is self.before:
            condition = with_thresholds(self.after.thresholds, self.changed).condition(condition)
        return Rewriting(bare=True).condition(condition)

    def differs(self, then: Rule | None, now: Rule | None) -> bool:
        if then is None or now is None:
            return True
        return then.label != now.label or self.bare(then.when, self.before) != self.bare(now.when, self.after)

    def tables(self, then: Rule | None, now: Rule | None) -> str | None:
        """Return the table by whose rows alone two rules differ."""
        if then is None or now is None or then.label != now.label or shape(then.when) != shape(now.when):
            return None
        named = names_in(then.when) & names_in(now.when)
        return next((name for name in self.after.thresholds if name in named and self.is_changed_table(name)), None)

    def is_changed_table(self, name: str) -> bool:
        then, now = (side.thresholds[name].value for side in (self.before, self.after))
        return then != now and any(isinstance(one, Table) for one in (then, now))

    # how it is told

    def driver(self, kind: DriverKind, name: str, one: Dimension) -> Driver:
        return Driver("rules", kind, name, self.within, Named(name, one.title))

    def rule_driver(self, id: str, then: Rule | None, now: Rule | None) -> Driver:
        label = now.label if now is not None else then.label if then is not None else ""
        title = next(one.title for side in (self.now, self.then) for one in side.labels if one.name == label)
        there = then is not None, now is not None
        return Driver("rules", "rule", id, self.within, Named(label, title), before=there[0], after=there[1])

    def table_driver(self, name: str) -> Driver:
        return Driver("rules", "threshold", name, self.within, Named(name, self.after.thresholds[name].title))

    # how it is put back

    def head_put_back(self, model: Model) -> Model:
        then, now = self.then, model.dimensions[self.name]
        applies = None if then.applies is None else self.thresholds_of(model).condition(then.applies)
        head = replace(now, reducer=then.reducer, hit=then.hit, otherwise=then.otherwise, no_match=then.no_match)
        return _with(model, replace(head, applies=applies))

    def rules_put_back(self, ids: list[str]) -> PutBack:
        def put_back(model: Model) -> Model:
            now = model.dimensions[self.name]
            then = {rule.id: rule for rule in self.then.rules if rule.id in ids}
            rules = [then.get(rule.id, rule) for rule in now.rules if rule.id in then or rule.id not in ids]
            for rule in then.values():
                if rule.id not in {one.id for one in rules}:
                    rules.insert(self.place_of(rule.id, rules), rule)
            rewriting = self.thresholds_of(model)
            told = tuple(rewriting.rule(rule) if rule.id in then else rule for rule in rules)
            return _with(model, replace(now, rules=told))

        return put_back

    def place_of(self, id: str, rules: list[Rule]) -> int:
        """Return where a rule of before belongs: behind the nearest one that stood above it."""
        ids = [rule.id for rule in self.then.rules]
        above = set(ids[: ids.index(id)])
        return max((at + 1 for at, rule in enumerate(rules) if rule.id in above), default=0)

    def order_put_back(self, model: Model) -> Model:
        now = model.dimensions[self.name]
        ids = [rule.id for rule in self.then.rules]
        ranked = sorted((rule for rule in now.rules if rule.id in ids), key=lambda rule: ids.index(rule.id))
        # Rules that are new keep their places among those that are sorted.
        following = iter(ranked)
        rules = tuple(next(following) if rule.id in ids else rule for rule in now.rules)
        return _with(model, replace(now, rules=rules))

    def thresholds_of(self, model: Model) -> Rewriting:
        """Return the rewriting that gives old conditions the thresholds of the mixture: these are put back apart."""
        return with_thresholds(model.thresholds, self.changed)


def _with(model: Model, one: Dimension) -> Model:
    return replace(model, dimensions={**model.dimensions, one.name: one})
