"""Large sound tables from a seed, and one fault planted into each: `python -m tests.proof.planted_faults 1000`.

Behind the number may stand the first seed, and how many rules the tables have in turn: `1000 0 200 500 1500`.
A table cuts the space of all customers again and again in two, so that its rules part it exactly.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from time import perf_counter

import tierrules as tr
from tierrules.text.diagnostics import Diagnostic

FAULTY = ("gap", "overlap", "boundary-slip", "order-dependent", "unreachable-rule", "never-true")
"""What a planted fault is told as."""

ALL = (*FAULTY, *("unreachable-label", "always-true", "redundant-comparison", "incomplete-data", "weaker-hit-policy"))
"""What the sound tables are free of; under `first` they have exceptions, so that the order of rules matters."""
TOP, HALVES = 999, 200
"""Integers lie in 0..999, decimals in 0..100 with bounds on halves."""

WORDS = tuple(f"w{at}" for at in range(8))
LABELS = tuple(f"label{at}" for at in range(6))

Edge = tuple[int, bool]
"""Where a range ends, and whether the end belongs to it; decimals count halves."""


@dataclass(frozen=True)
class Range:
    low: Edge
    high: Edge


Side = Range | frozenset[str]


@dataclass(frozen=True)
class Rule:
    """A box of customers, without one point of it if `hole` is given."""

    label: str
    box: dict[str, Side]
    hole: dict[str, str] | None = None


@dataclass(frozen=True)
class Sound:
    hit: str
    fields: dict[str, str]
    rules: list[Rule]


@dataclass(frozen=True)
class Planted:
    """A table with one fault, and what a finding of it looks like."""

    kind: str
    table: Sound
    is_told: Callable[[Diagnostic], bool]


# --- sound tables


def sound(chance: Random, count: int, hit: str) -> Sound:
    """A table of so many rules that part all customers; under `first` some have an exception above them."""
    kinds = ["i", "d", "c", *(chance.choice("iidc") for _ in range(chance.randint(0, 3)))]
    fields = {f"{kind}{at}": kind for at, kind in enumerate(kinds)}
    exceptions = count // 20 if hit == "first" else 0
    boxes = [{name: whole(kind) for name, kind in fields.items()}]
    while len(boxes) < count - exceptions:
        at = chance.randrange(len(boxes))
        name = chance.choice(list(fields))
        halves = split(chance, boxes[at][name])
        if halves:
            boxes[at : at + 1] = [{**boxes[at], name: half} for half in halves]
    chance.shuffle(boxes)
    rules = [Rule(LABELS[at % len(LABELS)], box) for at, box in enumerate(boxes)]
    for base in chance.sample(rules, exceptions):
        inner = within(chance, base.box)
        if inner != base.box:
            others = [one for one in LABELS if one != base.label]
            rules.insert(rules.index(base), Rule(chance.choice(others), inner))
    return Sound(hit, fields, rules)


def whole(kind: str) -> Side:
    if kind == "c":
        return frozenset(WORDS)
    return Range((0, True), (TOP if kind == "i" else HALVES, True))


def split(chance: Random, side: Side) -> tuple[Side, Side] | None:
    if isinstance(side, frozenset):
        words = sorted(side)
        chance.shuffle(words)
        cut = chance.randrange(1, len(words)) if len(words) > 1 else 0
        return (frozenset(words[:cut]), frozenset(words[cut:])) if cut else None
    if side.high[0] - side.low[0] < 2:
        return None
    cut, included = chance.randrange(side.low[0] + 1, side.high[0]), chance.random() < 0.5
    halves = Range(side.low, (cut, included)), Range((cut, not included), side.high)
    return None if any(map(_is_empty, halves)) else halves


def within(chance: Random, box: dict[str, Side]) -> dict[str, Side]:
    """A box within another, smaller in some fields."""
    found = dict(box)
    for name in chance.sample(list(box), 2):
        halves = split(chance, box[name])
        found[name] = chance.choice(halves) if halves else box[name]
    return found


# --- as a file


def text(table: Sound) -> str:
    lines = ["tierrules: 1", "name: large", "fields:"]
    lines += [f"  {name}: {_field(kind)}" for name, kind in table.fields.items()]
    lines += ["dimensions:", "  tier:", f"    labels: [{', '.join(LABELS)}]", f"    hit: {table.hit}", "    rules:"]
    for at, rule in enumerate(table.rules):
        lines += [f"      - id: r{at}", f"        label: {rule.label}", "        when:"]
        lines += [*_conditions(table, rule)]
    return "\n".join(lines) + "\n"


def _field(kind: str) -> str:
    if kind == "c":
        return f"{{type: category, values: [{', '.join(WORDS)}]}}"
    return f"{{type: {'integer' if kind == 'i' else 'decimal'}, min: 0, max: {TOP if kind == 'i' else HALVES // 2}}}"


def _conditions(table: Sound, rule: Rule) -> Iterable[str]:
    yield "          all:"
    told = [line for name, side in rule.box.items() for line in _comparisons(name, table.fields[name], side)]
    yield from (f"            - {one}" for one in told)
    if rule.hole:
        yield from ("            - not:", "                all:")
        yield from (f"                  - {name} == {seen}" for name, seen in rule.hole.items())
    elif not told:
        yield "            - always"


def _comparisons(name: str, kind: str, side: Side) -> Iterable[str]:
    if isinstance(side, frozenset):
        if len(side) < len(WORDS):
            yield f"{name} in [{', '.join(repr(one) for one in sorted(side))}]"
        return
    last = whole(kind)
    assert isinstance(last, Range)
    (low, low_in), (high, high_in) = side.low, side.high
    if side.low != last.low:
        yield f"{name} {'>=' if low_in else '>'} {number(kind, low)}"
    if side.high != last.high:
        yield f"{name} {'<=' if high_in else '<'} {number(kind, high)}"


def number(kind: str, at: int) -> str:
    return str(at) if kind == "i" else str(at / 2).removesuffix(".0")


# --- faults


def inside(chance: Random, table: Sound, box: dict[str, Side]) -> dict[str, str] | None:
    """A customer in a box, on no bound of a decimal; None if a range has no room."""
    found = {}
    for name, side in box.items():
        if isinstance(side, frozenset):
            found[name] = repr(chance.choice(sorted(side)))
        elif table.fields[name] == "i":
            low, high = side.low[0] + (not side.low[1]), side.high[0] - (not side.high[1])
            if low > high:
                return None
            found[name] = str(chance.randint(low, high))
        else:
            found[name] = str(float(Fraction(chance.randrange(side.low[0], side.high[0])) / 2 + Fraction(1, 4)))
    return found


def gap_point(chance: Random, table: Sound) -> Planted | None:
    """One single customer is left out of a rule."""
    at = chance.randrange(len(table.rules))
    hole = inside(chance, table, table.rules[at].box)
    if hole is None or any(holds(one.box, table, hole) for other, one in enumerate(table.rules) if other != at):
        return None
    rules = [replace(one, hole=hole) if one is table.rules[at] else one for one in table.rules]
    return Planted("gap-point", replace(table, rules=rules), lambda one: one.code == "gap" and _is(one, hole))


def overlap(chance: Random, table: Sound) -> Planted | None:
    """One more rule claims a part of another one's customers."""
    at = chance.randrange(len(table.rules))
    if table.hit == "first":
        return None  # a rule within one above it is dead, one above it an exception
    label, new = chance.choice(LABELS), len(table.rules)
    point = inside(chance, table, table.rules[at].box)
    if point is None:
        return None
    rules = [*table.rules, Rule(label, {name: _point(table, name, seen) for name, seen in point.items()})]
    wanted = {f"tier.r{at}", f"tier.r{new}"}
    # A point that lies on the bound of the rule is told as the bound that it is.
    codes = ("overlap", "boundary-slip")
    return Planted("overlap", replace(table, rules=rules), lambda one: one.code in codes and {*one.rules} == wanted)


def dead_rule(chance: Random, table: Sound) -> Planted | None:
    """A rule at the end, for customers all of whom the rules above take; under `unique` one that contradicts itself."""
    number_, box = len(table.rules), {name: whole(kind) for name, kind in table.fields.items()}
    if table.hit == "first":
        box = within(chance, within(chance, box))
        code = "unreachable-rule"
    else:
        name = chance.choice([name for name, kind in table.fields.items() if kind != "c"])
        at = chance.randrange(1, HALVES - 1)
        box[name], code = Range((at, False), (at, chance.random() < 0.5)), "never-true"
    rules = [*table.rules, Rule(chance.choice(LABELS), box)]
    dead = f"tier.r{number_}"
    return Planted("dead-rule", replace(table, rules=rules), lambda one: one.code == code and one.rules[0] == dead)


def moved_bound(chance: Random, table: Sound) -> Planted | None:
    """A bound is one unit too far in or out: of integers 1, of decimals whether it belongs to the range."""
    at = chance.randrange(len(table.rules))
    name = chance.choice([name for name, kind in table.fields.items() if kind != "c"])
    side, kind = table.rules[at].box[name], table.fields[name]
    last = whole(kind)
    assert isinstance(side, Range)
    assert isinstance(last, Range)
    if side.low == last.low or not table.rules[at].box:
        return None
    outwards = table.hit == "unique" and chance.random() < 0.5
    if kind == "i":
        by = -1 if outwards else 1
        moved = Range((side.low[0] + by, side.low[1]), side.high)
        if moved.low[0] < 0 or _is_empty(moved):
            return None
    else:
        if outwards == side.low[1]:
            return None
        moved = Range((side.low[0], outwards), side.high)
    rules = list(table.rules)
    rules[at] = replace(rules[at], box={**rules[at].box, name: moved})
    codes = ("overlap", "boundary-slip") if outwards else ("gap", "boundary-slip")
    if table.hit == "first" and any(
        other != at and _meet(one.box, rules[at].box, table) for other, one in enumerate(table.rules)
    ):
        return None  # an exception of the rule may cover what it loses, or come to reach beyond it
    own = f"tier.r{at}"
    return Planted(
        "moved-bound",
        replace(table, rules=rules),
        lambda one: one.code in codes and (not outwards or own in one.rules),
    )


Plant = Callable[[Random, Sound], Planted | None]

FAULTS: tuple[Plant, ...] = (gap_point, overlap, dead_rule, moved_bound)


def planted(chance: Random, table: Sound) -> Planted:
    """The table with one fault of any kind that fits."""
    while True:
        found = chance.choice(FAULTS)(chance, table)
        if found is not None:
            return found


def holds(box: dict[str, Side], table: Sound, point: dict[str, str]) -> bool:
    return _meet(box, {name: _point(table, name, seen) for name, seen in point.items()}, table)


def _point(table: Sound, name: str, seen: str) -> Side:
    if table.fields[name] == "c":
        return frozenset([seen.strip("'")])
    if table.fields[name] == "i":
        return Range((int(seen), True), (int(seen), True))
    half = int(float(seen) * 2)
    return Range((half, False), (half + 1, False))


def _is_empty(side: Range) -> bool:
    """Whether no integer lies in a range."""
    return side.low[0] + (not side.low[1]) > side.high[0] - (not side.high[1])


def _meet(one: dict[str, Side], other: dict[str, Side], table: Sound) -> bool:
    return all(_sides_meet(one[name], other[name]) for name in table.fields)


def _sides_meet(one: Side, other: Side) -> bool:
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return bool(one & other)
    assert isinstance(one, Range)
    assert isinstance(other, Range)
    low = max(one.low, other.low, key=lambda edge: (edge[0], not edge[1]))
    high = min(one.high, other.high, key=lambda edge: (edge[0], edge[1]))
    return low[0] < high[0] or (low[0] == high[0] and low[1] and high[1])


def _is(one: Diagnostic, point: dict[str, str]) -> bool:
    """Whether the customer shown is the one that was left out, as far as it is said."""
    return all(str(seen) == point[name].strip("'") for name, seen in (one.witness or {}).items() if name != "as_of")


# --- the count


def main(count: int, first: int, sizes: list[int]) -> int:
    """Plant so many faults into tables of each size in turn; 1 if one is missed, or a sound table has findings."""
    missed = told = 0
    since = perf_counter()
    for seed in range(first, first + count):
        chance = Random(seed)
        table = sound(chance, sizes[seed % len(sizes)], chance.choice(["unique", "first"]))
        fault = planted(chance, table)
        if tr.loads(text(table)).check(select=ALL if seed % 10 == 0 else FAULTY):
            told += 1
            print(f"seed {seed}: findings in a sound table of {len(table.rules)} rules", flush=True)
        if not any(fault.is_told(one) for one in tr.loads(text(fault.table)).check(select=FAULTY)):
            missed += 1
            print(f"seed {seed}: {fault.kind} missed among {len(table.rules)} rules under {table.hit}", flush=True)
        if (seed + 1) % 50 == 0:
            print(f"{seed + 1 - first - missed} of {seed + 1 - first} found, {told} sound tables told", flush=True)
    print(f"{count - missed} of {count} planted faults found, {told} sound tables with findings")
    print(f"tables of {', '.join(map(str, sizes))} rules, {perf_counter() - since:,.0f} s")
    return int(missed + told > 0)


if __name__ == "__main__":
    number_of, *given = [int(one) for one in sys.argv[1:]]
    sys.exit(main(number_of, given[0] if given else 0, given[1:] or [200]))
