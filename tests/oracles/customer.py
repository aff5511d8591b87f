"""One customer on one day: expressions, scores and the labels of other dimensions."""

import ast
import itertools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from tests.oracles import dimensions
from tests.oracles.calendar_days import sides
from tests.oracles.thresholds import threshold
from tests.oracles.truths import at_least, both_ways, compared, joined, opposite
from tests.oracles.values import MISSING, NA, NONE, Seen, computed, union

HOLDS: dict[type, tuple[str, Callable[[Any, Any], bool]]] = {
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
    ast.GtE: (">=", operator.ge),
    ast.Gt: (">", operator.gt),
}
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
MIRRORED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Gt: ast.Lt}


class Totals(NamedTuple):
    """Every score that is possible."""

    possible: frozenset[Fraction]
    why: frozenset[tuple[str, str]]


class Customer:
    """`empty_is_none` are the fields that may be NONE."""

    def __init__(
        self, file: Mapping[str, Any], facts: Mapping[str, Any], as_of: date, empty_is_none: frozenset[str]
    ) -> None:
        self.facts, self.as_of, self.empty_is_none = facts, as_of, empty_is_none
        self.thresholds, self.derived = file.get("thresholds", {}), file.get("derived", {})
        self.scores, self.dimensions = file.get("scores", {}), file["dimensions"]

    # --- conditions

    def truth(self, condition: Any) -> Seen:
        match condition:
            case {"all": parts}:
                return joined(map(self.truth, parts), all)
            case {"any": parts}:
                return joined(map(self.truth, parts), any)
            case {"not": part}:
                return opposite(self.truth(part))
            case {"at_least": k, "of": parts}:
                return at_least(int(k), map(self.truth, parts))
            case str():
                return self.judge(ast.parse(condition, mode="eval").body)
        raise AssertionError(condition)

    def judge(self, tree: ast.expr) -> Seen:
        match tree:
            case ast.BoolOp(ast.And(), parts):
                return joined(map(self.judge, parts), all)
            case ast.BoolOp(ast.Or(), parts):
                return joined(map(self.judge, parts), any)
            case ast.UnaryOp(ast.Not(), part):
                return opposite(self.judge(part))
            case ast.Compare(ast.Name(name), [op], [asked]) if name in self.dimensions:
                labels = [item.value for item in asked.elts] if isinstance(asked, ast.List) else [asked.value]
                found = self.has_label(name, labels)
                return opposite(found) if isinstance(op, ast.NotIn | ast.NotEq) else found
            case ast.Compare(left, [ast.In() | ast.NotIn() as op], [asked]):
                found = joined(self.memberships(left, asked), any)
                return opposite(found) if isinstance(op, ast.NotIn) else found
            case ast.Compare(left, ops, others):
                links = zip(itertools.pairwise([left, *others]), ops, strict=True)
                return joined((self.compare(one, type(op), other) for (one, other), op in links), all)
            case ast.Call(ast.Name(function), arguments):
                return self.call(function, arguments)
            case ast.Name("always"):
                return Seen(True)
        return self.compare(tree, ast.Eq, ast.Name("true"))

    def memberships(self, left: ast.expr, asked: ast.expr) -> Iterator[Seen]:
        """One comparison with each member; a table's members are the keys of its rows."""
        if isinstance(asked, ast.List):
            yield from (self.compare(left, ast.Eq, item) for item in asked.elts)
        else:
            given = self.thresholds[asked.id]
            starts = given.get("prefix") == "true"
            yield from (self.begins(left, key, whole=not starts) for key in given["rows"])

    def begins(self, left: ast.expr, start: str, *, whole: bool = False) -> Seen:
        holds = operator.eq if whole else str.startswith
        return compared(self.value(left), "==", Seen(start), holds)

    def call(self, function: str, arguments: list[ast.expr]) -> Seen:
        first = arguments[0]
        match function:
            case "starts_with":
                return joined((self.begins(first, one.value) for one in arguments[1:]), any)
            case "has":
                return self.has_label(first.id, [arguments[1].value])
            case "known":
                seen = self.value(first)
                return Seen(NA if seen.value == NA else seen.value != MISSING)
            case "present":
                seen = self.value(first)
                return Seen({MISSING: None, NONE: False, NA: NA}.get(seen.value, True), seen.why, seen.loose)
        raise AssertionError(function)

    def compare(self, left: ast.expr, op: type, right: ast.expr) -> Seen:
        for one, other, way in ((left, right, op), (right, left, MIRRORED.get(op, op))):
            match one:
                case ast.Name(name) if name in self.scores:
                    return self.compare_score(self.totals(name), way, self.value(other))
                case ast.Call(ast.Name("elapsed" | "until" as function), [field]):
                    day, length = self.value(field), self.value(other)
                    seen = sides(function, day.value, length.value, self.as_of)
                    return compared(
                        Seen(seen[0], day.why), HOLDS[way][0], Seen(seen[1], length.why, length.loose), HOLDS[way][1]
                    )
        return compared(self.value(left), HOLDS[op][0], self.value(right), HOLDS[op][1])

    # --- values

    def value(self, tree: ast.expr) -> Seen:
        match tree:
            case ast.Name("true" | "false" as word):
                return Seen(word == "true")
            case ast.Name(name) if name in self.thresholds:
                return threshold(self.thresholds[name], self.facts, self.as_of)
            case ast.Name(name) if name in self.derived:
                return self.value(ast.parse(self.derived[name], mode="eval").body)
            case ast.Name(name):
                fact = self.facts[name]
                return Seen(fact, frozenset([(name, "missing")]) if fact == MISSING else frozenset())
            case ast.Constant(str(word)):
                return Seen(word)
            case ast.Constant(number):
                return Seen(Fraction(str(number)))
            case ast.UnaryOp(ast.USub(), part):
                return computed("neg", [self.value(part)], ())
            case ast.BinOp(left, sign, right):
                return computed(SIGNS[type(sign)], [self.value(left), self.value(right)], self.fields(right))
            case ast.Call(ast.Name(function), parts):
                return computed(function, [self.value(part) for part in parts], ())
        raise AssertionError(ast.dump(tree))

    def fields(self, tree: ast.expr) -> Iterator[str]:
        for name in (node.id for node in ast.walk(tree) if isinstance(node, ast.Name)):
            if name in self.derived:
                yield from self.fields(ast.parse(self.derived[name], mode="eval").body)
            elif name in self.facts:
                yield name

    # --- scores: all totals that settling the unknown conditions can give

    def totals(self, name: str) -> Totals:
        possible, why = {Fraction(0)}, frozenset()
        for entry in self.scores[name]["add"]:
            when = self.truth(entry.get("when", "always"))
            added, lacks = self.points(entry["points"])
            if when.value is True or when.value is None:
                why |= when.why | lacks
                ways = {one * hit for one in added for hit in both_ways(when.value)}
                possible = {total + one for total in possible for one in ways}
        low, high = self.limits(name)
        return Totals(frozenset(min(max(one, low), high) for one in possible), why)

    def points(self, given: str) -> Totals:
        if given in self.scores:
            return self.totals(given)
        return Totals(frozenset([self.value(ast.parse(given, mode="eval").body).value]), frozenset())

    def limits(self, name: str) -> Iterable[Any]:
        if "within" not in self.scores[name]:
            return float("-inf"), float("inf")
        return [self.value(ast.parse(one, mode="eval").body).value for one in self.scores[name]["within"]]

    def compare_score(self, totals: Totals, op: type, right: Seen) -> Seen:
        seen = [compared(Seen(one), HOLDS[op][0], right, HOLDS[op][1]) for one in totals.possible]
        truths = {one.value for one in seen}
        return seen[0] if len(truths) == 1 and None not in truths else Seen(None, totals.why | union(seen))

    # --- other dimensions

    def has_label(self, name: str, labels: list[str]) -> Seen:
        """Put the question to every outcome; a conflict answers that it does not know."""
        outcomes = set(dimensions.ways(self, name, self.dimensions[name])[0].values())
        answers = {
            None if one == "conflict" else bool(set(labels) & ({one} if isinstance(one, str) else one))
            for one in outcomes
        }
        reason = "conflict" if outcomes == {"conflict"} else "undetermined"
        return (
            Seen(answers.pop())
            if len(answers) == 1 and None not in answers
            else Seen(None, frozenset([(name, reason)]))
        )
