"""Small tables as plain descriptions, and all of their customers: every answer by going through them one by one."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from tests.oracles.calendar_days import sides
from tests.oracles.hit_policies import outcome

NOT_APPLICABLE = "not-applicable"
MISSING, NONE, NA, LOOSE = "(missing)", "(none)", "(n/a)", "(missing, perhaps n/a)"
OPERATORS = {"<": operator.lt, "<=": operator.le, "==": operator.eq, "!=": operator.ne}
OPERATORS |= {">=": operator.ge, ">": operator.gt}


@dataclass(eq=False)
class Leaf:
    """One comparison: ("compare", left, op, right), ("in", field, words, negated), ("present", field) and so on."""

    test: tuple[Any, ...]
    text: str


@dataclass(eq=False)
class Group:
    """At least k of the parts, with None all of them; `chain` is written on one line."""

    k: int | None
    parts: tuple[Any, ...]
    chain: str | None = None


@dataclass(eq=False)
class Negation:
    part: Any


@dataclass(eq=False)
class Rule:
    id: str
    label: str
    when: Any
    overrides: tuple[str, ...] = ()


@dataclass(eq=False)
class Dimension:
    """`otherwise` is a label, "none" for silence that is meant, None if nothing is said; `hit` is None for bands."""

    name: str
    labels: list[str]
    hit: str | None
    rules: list[Rule]
    otherwise: str | None = None
    applies: Any = None
    no_match: bool = False

    @property
    def policy(self) -> str:
        return {"priority": "first", None: "first"}.get(self.hit, str(self.hit))

    @property
    def ranked(self) -> list[Rule]:
        """The rules in the order in which they are asked."""
        in_order = self.hit != "priority"
        return self.rules if in_order else sorted(self.rules, key=lambda rule: self.labels.index(rule.label))


@dataclass(eq=False)
class Table:
    """A ruleset: its days, what fields can hold (of dates on each of them), and what it says."""

    values: Mapping[str, Any]
    days: list[date]
    thresholds: Mapping[str, Any]
    scores: Mapping[str, Any]
    assume: list[tuple[Any, tuple[str, ...]]]
    dimensions: list[Dimension]
    claims: list[tuple[str, Any]] = field(default_factory=list)
    triggers: list[tuple[str, str]] = field(default_factory=list)
    limits: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


class People:
    """All customers of a table on all of its days, with complete data or with any value missing."""

    def __init__(self, table: Table, *, missing: bool = False) -> None:
        self.table = table
        self.by_name = {one.name: one for one in table.dimensions}
        self._truths: dict[Any, str] = {}
        self._outcomes: dict[str, list[frozenset[Any]]] = {}
        self.all = [
            (day, dict(zip(table.values, facts, strict=True)))
            for day in table.days
            for facts in itertools.product(*(grid(values, day, missing) for values in table.values.values()))
        ]
        inside = [True] * len(self.all)
        for condition, fields in table.assume:
            for at, one in enumerate(self.truths(condition)):
                inside[at] &= one != "F" or any(self.all[at][1][name] in (MISSING, NONE) for name in fields)
        self._forget([one for one, kept in zip(self.all, inside, strict=True) if kept])

    def _forget(self, customers: list[tuple[date, dict[str, Any]]]) -> None:
        self.all = customers
        self._truths.clear()
        self._outcomes.clear()

    def only(self, day: date, facts: Mapping[str, Any]) -> None:
        """Let one customer be everybody; what is not said of this one is missing."""
        self._forget([(day, {**dict.fromkeys(self.table.values, MISSING), **facts})])

    # --- conditions

    def truths(self, condition: Any) -> str:
        """For each customer T, F, A for absent, U for unknown, L for unknown and perhaps absent."""
        if condition not in self._truths:
            self._truths[condition] = "".join(self._worked_out(condition))
        return self._truths[condition]

    def _worked_out(self, condition: Any) -> Iterable[str]:
        match condition:
            case Leaf():
                return self._each(condition)
            case Negation(part):
                return (turned(one, True) for one in self.truths(part))
            case Group(k, ()):
                return "T" * len(self.all) if not k else "F" * len(self.all)
            case Group(k, parts):
                return (joined(k, seen) for seen in zip(*map(self.truths, parts), strict=True))
        raise TypeError(condition)

    def _each(self, leaf: Leaf) -> list[str]:
        """What hangs on a few values is asked once for each of their combinations."""
        if leaf.test[0] in ("label", "score"):
            return [self.told(leaf, at) for at in range(len(self.all))]
        names, known = named(leaf.test, self.table), {}
        keys = [(day, *(facts[name] for name in names)) for day, facts in self.all]
        for at, key in enumerate(keys):
            if key not in known:
                known[key] = self.told(leaf, at)
        return [known[key] for key in keys]

    def told(self, leaf: Leaf, at: int) -> str:
        day, facts = self.all[at]
        match leaf.test:
            case ("compare", left, op, right):
                return compared(self.value(left, day, facts), op, self.value(right, day, facts))
            case ("window", function, name, op, length) if facts[name] not in (MISSING, NONE):
                left, right = sides(function, facts[name], length, day)
                return compared(left, op, right)
            case ("window", _, name, op, _):
                return compared(facts[name], op, day)
            case ("in", name, words, negated):
                return turned(unknown_or(facts[name], facts[name] in words), negated)
            case ("present", name):
                return unknown_or(facts[name], facts[name] != NONE)
            case ("known", name):
                return "F" if facts[name] == MISSING else "T"
            case ("label", name, labels, negated):
                return turned(self._asked(self.outcomes(name)[at], labels), negated)
            case ("score", name, op, bound):
                ends = {compared(end, op, bound) for end in self.points(name, at)}
                return ends.pop() if len(ends) == 1 else "U"
        raise TypeError(leaf.test)

    def value(self, term: Any, day: date, facts: Mapping[str, Any]) -> Any:
        match term:
            case ("field", name):
                return facts[name]
            case ("threshold", name):
                return self._bound(self.table.thresholds[name], day, facts)
            case ("+" | "-" | "/" as op, left, right):
                return calculated(op, self.value(left, day, facts), self.value(right, day, facts))
        return term

    def _bound(self, given: Any, day: date, facts: Mapping[str, Any]) -> Any:
        match given:
            case {"dated": rows}:
                return next(bound for since, bound in reversed(rows) if since <= day)
            case {"by": name, "rows": rows, "default": default}:
                key = facts[name]
                if key != MISSING:
                    return rows.get(key, default)
                may_be = {*rows.values(), default}
                return LOOSE if NA in may_be and may_be != {NA} else NA if may_be == {NA} else MISSING
        return given

    def points(self, name: str, at: int) -> tuple[int, int]:
        """The least and the most that a score can be."""
        low, high = 0, 0
        within, lines = self.table.scores[name]
        for points, when in lines:
            told = self.truths(when)[at]
            low += points if told == "T" or (told in "UL" and points < 0) else 0
            high += points if told == "T" or (told in "UL" and points > 0) else 0
        return max(within[0], min(within[1], low)), max(within[0], min(within[1], high))

    # --- dimensions

    def _asked(self, outcomes: frozenset[Any], labels: tuple[str, ...]) -> str:
        """A conflict leaves open which label it is; whatever else is no label equals none."""
        one_by_one = {
            "U" if one == "conflict" else "T" if {*labels} & ({one} if isinstance(one, str) else one) else "F"
            for one in outcomes
        }
        return one_by_one.pop() if len(one_by_one) == 1 else "U"

    def matching(self, dimension: Dimension, condition: Any) -> str:
        """For each customer T, F or U: an absent condition never matches, nor an unknown one under `no-match`."""
        told = self.truths(condition).replace("A", "F").replace("L", "U")
        return told.replace("U", "F") if dimension.no_match else told

    def guarded(self, dimension: Dimension) -> str:
        """For each customer whether a dimension applies."""
        return "T" * len(self.all) if dimension.applies is None else self.matching(dimension, dimension.applies)

    def outcomes(self, name: str) -> list[frozenset[Any]]:
        """For each customer all that the answer may be; of `collect` sets of labels."""
        if name not in self._outcomes:
            one = self.by_name[name]
            asked = [self.guarded(one), *(self.matching(one, rule.when) for rule in one.ranked)]
            ways = cache(lambda truths: possible(one, truths))
            self._outcomes[name] = [ways(truths) for truths in zip(*asked, strict=True)]
        return self._outcomes[name]

    def certain(self, name: str, wanted: str) -> list[bool]:
        """For each customer whether a label is certain, or `unlabelled` and so on."""
        return [
            all(wanted == each or (not isinstance(each, str) and wanted in each) for each in one)
            for one in self.outcomes(name)
        ]


def grid(values: Any, day: date, missing: bool) -> list[Any]:
    return [*(values[day] if isinstance(values, dict) else values), *([MISSING] if missing else [])]


def named(test: Any, table: Table) -> list[str]:
    """The fields on which a comparison hangs."""
    if isinstance(test, tuple):
        return list(dict.fromkeys(name for part in test for name in named(part, table)))
    given = table.thresholds.get(test) if isinstance(test, str) else None
    if isinstance(given, dict) and "by" in given:
        return [given["by"]]
    return [test] if isinstance(test, str) and test in table.values else []


def possible(dimension: Dimension, truths: tuple[str, ...]) -> frozenset[Any]:
    """Let everything unknown be true and false in all combinations."""
    default = dimension.otherwise if dimension.otherwise not in (None, "none") else "unlabelled"
    found = set()
    for applies, *hits in itertools.product(*("TF" if one == "U" else one for one in truths)):
        matched = [rule.label for rule, hit in zip(dimension.ranked, hits, strict=True) if hit == "T"]
        found.add(outcome(dimension.policy, dimension.labels, matched, default) if applies == "T" else NOT_APPLICABLE)
    return frozenset(found)


@cache
def joined(k: int | None, parts: tuple[str, ...]) -> str:
    present = [one for one in parts if one != "A"]
    if parts and not present:
        return "A"
    if parts and all(one == "L" for one in present):
        return "L"
    needed = len(present) if k is None else k
    if present.count("T") >= needed:
        return "T"
    return "F" if len(present) - present.count("F") < needed else "U"


def compared(left: Any, op: str, right: Any) -> str:
    if NA in (left, right):
        return "A"
    if LOOSE in (left, right):
        return "L"
    if MISSING in (left, right):
        return "U"
    if NONE in (left, right):
        return "T" if op == "!=" else "F"
    return "T" if OPERATORS[op](left, right) else "F"


def calculated(op: str, left: Any, right: Any) -> Any:
    if op == "/" and right == 0:
        return MISSING
    for absent in (MISSING, NONE):
        if absent in (left, right):
            return absent
    return {"+": operator.add, "-": operator.sub, "/": operator.truediv}[op](Fraction(left), Fraction(right))


def unknown_or(seen: Any, holds: bool) -> str:
    return "U" if seen == MISSING else "T" if holds else "F"


def turned(told: str, negated: bool) -> str:
    return {"T": "F", "F": "T"}.get(told, told) if negated else told
