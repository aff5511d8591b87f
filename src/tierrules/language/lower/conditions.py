"""Conditions and terms → their core forms: chains fall into links, tables into choices, names into what they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise

from tierrules.language.lower.tables import Chosen, choose, tables_in
from tierrules.language.typed import (
    Always,
    Chain,
    ComputedTerm,
    Flag,
    HasLabel,
    In,
    Known,
    NamedTerm,
    Parts,
    TableTerm,
    TypedCondition,
    TypedScore,
    TypedTerm,
    Window,
    WindowLink,
)
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Origin, Type
from tierrules.meaning.model import (
    AtLeast,
    Comparison,
    Computed,
    Condition,
    Constant,
    CutOff,
    DateWindow,
    DerivedTerm,
    FieldTerm,
    LabelTest,
    Membership,
    Not,
    Points,
    Presence,
    ScoreTerm,
    Term,
)
from tierrules.meaning.number_text import exact_text
from tierrules.meaning.truth import NONE


class ConditionLowering:
    """Lowers the conditions of one ruleset; derived values and scores are looked up by name."""

    def __init__(self, derived: Mapping[str, TypedTerm], scores: Mapping[str, TypedScore]) -> None:
        self.derived, self.scores = derived, scores
        self.lowered: dict[str, ScoreTerm] = {}

    def condition(self, typed: TypedCondition) -> Condition:
        """Return the core form of a condition."""
        match typed:
            case Parts("not", (part,), _, origin):
                return Not(self.condition(part), origin)
            case Parts(word, parts, k, origin):
                count = {"all": None, "any": 1}.get(word, k)
                return AtLeast(count, tuple(map(self.condition, parts)), origin)
            case Chain(terms, ops, type, origins):
                links = zip(pairwise(terms), ops, origins, strict=True)
                return _every(tuple(self._link(one, op, other, type, at) for (one, other), op, at in links), origins[0])
            case Window(links, origin):
                return _every(tuple(map(self._window, links)), origin)
            case In(term, values, negated, prefix, type, origin, table):
                return self._with_tables(
                    (term,),
                    lambda chosen: Membership(self._term(term, chosen), values, negated, prefix, type, origin, table),
                    origin,
                )
            case Known(term, function, origin):
                return self._with_tables(
                    (term,), lambda chosen: Presence(self._term(term, chosen), function, origin), origin
                )
            case HasLabel(dimension, labels, negated, origin):
                return LabelTest(dimension, labels, negated, origin)
            case Flag(field, origin):
                return Comparison(FieldTerm(field), "==", Constant(True, "true"), Type.BOOLEAN, origin)
            case Always(origin):
                return AtLeast(None, (), origin)

    def score(self, name: str) -> ScoreTerm:
        """Return the core form of a score; each is lowered once."""
        if name not in self.lowered:
            typed = self.scores[name]
            add = tuple(
                Points(
                    self.score(one.points.name) if isinstance(one.points, NamedTerm) else one.points,
                    self.condition(one.when),
                )
                for one in typed.add
            )
            self.lowered[name] = ScoreTerm(name, typed.low, typed.high, add, typed.title)
        return self.lowered[name]

    def _link(self, left: TypedTerm, op: str, right: TypedTerm, type: Type, origin: Origin) -> Condition:
        # A score stands on the left, so that engines look for it in one place.
        if isinstance(right, NamedTerm) and right.kind == "score":
            left, op, right = right, _MIRRORED[op], left
        return self._with_tables(
            (left, right),
            lambda chosen: Comparison(self._term(left, chosen), op, self._term(right, chosen), type, origin),
            origin,
        )

    def _window(self, link: WindowLink) -> Condition:
        duration = link.duration
        if not isinstance(duration, TableTerm):
            return DateWindow(
                link.field, CutOff(link.function, link.op, duration, link.text, link.threshold), link.origin
            )

        def build(chosen: Chosen) -> Condition:
            bound = chosen[duration.name]
            if not isinstance(bound, Duration):
                none = Constant(NONE, "none", duration.name)
                return Comparison(FieldTerm(link.field), link.op, none, Type.DATE, link.origin)
            cut_off = CutOff(link.function, link.op, bound, str(bound), duration.name)
            return DateWindow(link.field, cut_off, link.origin)

        return choose([duration], build, link.origin)

    def _with_tables(
        self, terms: tuple[TypedTerm, ...], build: Callable[[Chosen], Condition], origin: Origin
    ) -> Condition:
        return choose(tables_in(terms, self.derived), build, origin)

    def _term(self, typed: TypedTerm, chosen: Chosen) -> Term:
        match typed:
            case TableTerm(name):
                bound = chosen[name]
                if isinstance(bound, Fraction):
                    return Constant(bound, exact_text(bound), name)
                if isinstance(bound, date):
                    return Constant(bound, bound.isoformat(), name)
                assert not isinstance(bound, Duration)  # durations stand in windows alone
                return Constant(bound, "none", name)
            case ComputedTerm(op, parts, text):
                return Computed(op, tuple(self._term(part, chosen) for part in parts), text)
            case NamedTerm(name, "derived"):
                return DerivedTerm(name, self._term(self.derived[name], chosen))
            case NamedTerm(name):
                return self.score(name)
            case _:
                return typed


_MIRRORED = {"<": ">", "<=": ">=", "==": "==", "!=": "!=", ">=": "<=", ">": "<"}


def _every(links: tuple[Condition, ...], origin: Origin) -> Condition:
    """One link stands for itself; several all have to hold."""
    return links[0] if len(links) == 1 else AtLeast(None, links, origin)
