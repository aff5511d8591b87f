"""Two rulesets as one: the dimensions of both beside each other, asked of the same customers.

A dimension of the old ruleset is called `before size` in it, one of the new `after size`, and one that reads the same
in both `both size`. So whatever can be asked of one ruleset can be asked of two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Final, Literal

from tierrules.meaning.change.cause import dimensions_behind, is_like
from tierrules.meaning.change.rewrite import Rewriting
from tierrules.meaning.conditions import fields_in
from tierrules.meaning.declared import Field, Type
from tierrules.meaning.model import (
    Condition,
    Constant,
    CutOff,
    DerivedTerm,
    Dimension,
    Effective,
    LabelTest,
    Membership,
    Model,
    Term,
)
from tierrules.proof.engine.moments import in_force
from tierrules.proof.engine.world import conditions_of

SideName = Literal["before", "after"]
SIDES: Final[tuple[SideName, SideName]] = ("before", "after")


@dataclass(frozen=True)
class _Joined(Rewriting):
    """Conditions without what their author called things; labels are asked of the dimensions as the pair calls them."""

    called: Mapping[str, str] = field(default_factory=dict)

    def condition(self, one: Condition) -> Condition:
        if isinstance(one, LabelTest):
            one = replace(one, dimension=self.called.get(one.dimension, one.dimension))
        found = super().condition(one)
        return replace(found, table=None) if isinstance(found, Membership) else found

    def term(self, one: Term) -> Term:
        return self.term(one.term) if isinstance(one, DerivedTerm) else super().term(one)


def _unnamed(one: Constant) -> Constant:
    return replace(one, name=None)


def _unnamed_cut_off(one: CutOff) -> CutOff:
    return replace(one, name=None)


def _joined(called: Mapping[str, str]) -> _Joined:
    return _Joined(_unnamed, _unnamed_cut_off, bare=True, called=called)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rulesets, and `model`, which holds the dimensions of both over the fields that both can read alike.

    `strange` are fields that the two read as different things, `follow` says that there is no day on which both are in
    force, so that they are compared as if both were on all days for which they have figures.
    """

    before: Model
    after: Model
    model: Model
    strange: frozenset[str]
    follow: bool

    def side(self, name: SideName) -> Model:
        """Return one of the two as it is compared."""
        found = self.before if name == "before" else self.after
        return replace(found, effective=Effective()) if self.follow else found

    def dimension(self, side: SideName, name: str) -> Dimension:
        """Return a dimension as one side has it."""
        both = self.model.dimensions.get(f"both {name}")
        return both or self.model.dimensions[f"{side} {name}"]

    def conditions(self, name: str) -> list[Condition]:
        """Return what a dimension that both have asks on either side."""
        return [one for side in SIDES for one in conditions_of(self.dimension(side, name))]

    def is_same(self, name: str) -> bool:
        """Whether a dimension reads the same in both, but for what things are called."""
        return f"both {name}" in self.model.dimensions

    def strange_behind(self, name: str) -> list[str]:
        """Return the fields that the two read as different things and on which a dimension hangs."""
        behind = {field for one in (self.before, self.after) for field in _fields_behind(one, name)}
        return sorted(behind & self.strange)


def pair(before: Model, after: Model) -> Pair:
    """Return two rulesets as one."""
    both = [name for name in before.fields if name in after.fields]
    strange = frozenset(name for name in both if common(before.fields[name], after.fields[name]) is None)
    same = _same(before, after)
    fields = {**before.fields, **after.fields}
    fields |= {name: shared for name in both if (shared := common(before.fields[name], after.fields[name])) is not None}
    spans = [in_force(one) for one in (before, after)]
    follow = max(start for start, _ in spans) > min(end for _, end in spans)
    dimensions: dict[str, Dimension] = {}
    assume: dict[Condition, None] = {}
    for side, model in zip(SIDES, (before, after), strict=True):
        called = {name: f"{'both' if name in same else side} {name}" for name in model.dimensions}
        rewriting = _joined(called)
        for name, one in model.dimensions.items():
            if called[name] not in dimensions:
                dimensions[called[name]] = replace(rewriting.dimension(one), name=called[name])
        told = [one for one in model.assume if not strange.intersection(fields_in(one))]
        assume |= dict.fromkeys(map(rewriting.condition, told))
    ground = replace(
        after,
        fields=fields,
        effective=Effective() if follow else _together(before.effective, after.effective),
        assume=tuple(assume),
        thresholds={
            f"{side} {name}": one
            for side, model in zip(SIDES, (before, after), strict=True)
            for name, one in model.thresholds.items()
        },
        dimensions=dimensions,
        invariants=(),
        triggers=(),
        warnings=(),
    )
    return Pair(before, after, ground, strange, follow)


def common(one: Field, other: Field) -> Field | None:
    """Return a field with the values that both can have; None if there are none, or if they read it differently."""
    if not is_like(one, other):
        return None
    low = max((end for end in (one.minimum, other.minimum) if end is not None), default=None, key=_place)
    high = min((end for end in (one.maximum, other.maximum) if end is not None), default=None, key=_place)
    values = other.values if one.values is None else one.values
    if one.values is not None and other.values is not None:
        values = tuple(word for word in other.values if word in one.values)
    if values == () or (low is not None and high is not None and _place(low) > _place(high)):
        return None
    return replace(
        other,
        type=Type.INTEGER if Type.INTEGER in (one.type, other.type) else other.type,
        empty="none" if one.empty == other.empty == "none" else "unknown",
        minimum=low,
        maximum=high,
        values=values,
    )


def _place(end: Fraction | date) -> Fraction:
    return Fraction(end.toordinal()) if isinstance(end, date) else end


def _together(one: Effective, other: Effective) -> Effective:
    return Effective(
        max((day for day in (one.since, other.since) if day is not None), default=None),
        min((day for day in (one.until, other.until) if day is not None), default=None),
    )


def _same(before: Model, after: Model) -> frozenset[str]:
    """Return the dimensions that read the same in both, and so do all that they ask about."""
    rewriting = _joined({})

    @cache
    def is_same(name: str) -> bool:
        if name not in before.dimensions or name not in after.dimensions:
            return False
        one, other = before.dimensions[name], after.dimensions[name]
        return _form(one, rewriting) == _form(other, rewriting) and all(
            is_same(each.name) for each in dimensions_behind(after, name) if each.name != name
        )

    return frozenset(filter(is_same, before.dimensions))


def _form(one: Dimension, rewriting: Rewriting) -> object:
    rules = [(rule.label, rewriting.condition(rule.when)) for rule in one.rules]
    guard = None if one.applies is None else rewriting.condition(one.applies)
    return one.reducer, one.otherwise, one.no_match, guard, rules, sorted(label.name for label in one.labels)


def _fields_behind(model: Model, name: str) -> Iterator[str]:
    for one in dimensions_behind(model, name):
        yield from _fields_in(conditions_of(one))


def _fields_in(conditions: Iterable[Condition]) -> Iterator[str]:
    for one in conditions:
        yield from fields_in(one)
