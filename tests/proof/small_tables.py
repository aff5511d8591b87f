"""Small rulesets, drawn as descriptions and written as files; of each part it is known where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from tests.oracles.calendar_days import sides
from tests.oracles.findings import leaves
from tests.oracles.tables import NA, NONE, OPERATORS, Dimension, Group, Leaf, Negation, Rule, Table, named

SPANS = [
    (date(2024, 2, 27), date(2024, 3, 2)),
    (date(2025, 2, 26), date(2025, 3, 1)),
    (date(2023, 12, 30), date(2024, 1, 1)),
    (date(2024, 4, 29), date(2024, 5, 1)),
]
DURATIONS = {"two_days": ("day", 2), "four_days": ("day", 4), "one_month": ("month", 1), "two_months": ("month", 2)}
ORDERED = ["<", "<=", ">=", ">"]
PLAIN_DAY = date(2026, 1, 1)
HITS = ["first", "unique", "any", "collect", "priority"]


@dataclass
class Drawn:
    """A table, its file, and the line and column of each part, dimension, claim and trigger."""

    table: Table
    text: str
    places: dict[Any, tuple[int, int]]

    def __repr__(self) -> str:
        return self.text


@dataclass
class Names:
    """What conditions may speak of."""

    fields: dict[str, dict[str, Any]]
    thresholds: dict[str, Any] = field(default_factory=dict)
    scores: dict[str, Any] = field(default_factory=dict)
    dimensions: list[Dimension] = field(default_factory=list)
    calculates: bool = False

    def of(self, *kinds: str) -> list[str]:
        return [name for name, one in self.fields.items() if one["type"] in kinds]


# --- conditions


@st.composite
def conditions(draw: st.DrawFn, names: Names, depth: int = 2) -> Any:
    kind = draw(st.sampled_from(["leaf", "leaf", "chain", "all", "any", "not", "at_least"][: 3 if depth == 0 else 7]))
    if kind == "leaf":
        return draw(leaf(names))
    if kind == "chain":
        return draw(chains(names))
    if kind == "not":
        return Negation(draw(conditions(names, depth - 1)))
    parts = tuple(draw(st.lists(conditions(names, depth - 1), min_size=2, max_size=3)))
    return Group({"all": None, "any": 1, "at_least": 2}[kind], parts)


@st.composite
def leaf(draw: st.DrawFn, names: Names) -> Leaf:
    tests = [draw_on(names, name) for name in names.fields]
    if names.dimensions:
        tests.append(labels(names))
    if names.scores:
        tests.append(scored(names))
    if names.calculates:
        tests += [calculated(names)] * 2
    return draw(draw(st.sampled_from(tests)))


def draw_on(names: Names, name: str) -> st.SearchStrategy[Leaf]:
    """A comparison of one field."""
    kind = names.fields[name]["type"]
    present = st.just(Leaf(("present", name), f"present({name})"))
    if kind == "boolean":
        return st.one_of(st.just(Leaf(("in", name, (True,), False), name)), present)
    if kind == "category":
        return st.one_of(words(name), words(name), present)
    if kind == "date":
        return st.one_of(windows(name), windows(name), days(name), present)
    return st.one_of(numbers(names, name), numbers(names, name), tables(names, name))


@st.composite
def words(draw: st.DrawFn, name: str) -> Leaf:
    listed = tuple(draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True)))
    negated = draw(st.booleans())
    if len(listed) == 1:
        return Leaf(("in", name, listed, negated), f"{name} {'!=' if negated else '=='} '{listed[0]}'")
    said = ", ".join(f"'{one}'" for one in listed)
    return Leaf(("in", name, listed, negated), f"{name} {'not in' if negated else 'in'} [{said}]")


@st.composite
def windows(draw: st.DrawFn, name: str) -> Leaf:
    function, op = draw(st.sampled_from(["elapsed", "until"])), draw(st.sampled_from(ORDERED))
    length = draw(st.sampled_from([*DURATIONS, "0"]))
    return Leaf(("window", function, name, op, DURATIONS.get(length, 0)), f"{function}({name}) {op} {length}")


@st.composite
def days(draw: st.DrawFn, name: str) -> Leaf:
    op, threshold = draw(st.sampled_from(ORDERED)), draw(st.sampled_from(["day_one", "day_two"]))
    return Leaf(("compare", ("field", name), op, ("threshold", threshold)), f"{name} {op} {threshold}")


def bounds(kind: str) -> st.SearchStrategy[Any]:
    if kind == "integer":
        return st.integers(0, 5)
    return st.sampled_from([Fraction(at, 2) for at in range(5)])


def said(kind: str, bound: Any) -> str:
    return str(float(bound)) if kind == "ratio" else str(float(bound)).removesuffix(".0")


@st.composite
def numbers(draw: st.DrawFn, names: Names, name: str) -> Leaf:
    op, kind = draw(st.sampled_from([*ORDERED, *ORDERED, "==", "!="])), names.fields[name]["type"]
    bound = draw(bounds(kind))
    if draw(st.booleans()):
        return Leaf(("compare", ("field", name), op, bound), f"{name} {op} {said(kind, bound)}")
    turned = {"<": ">", "<=": ">=", ">=": "<=", ">": "<"}.get(op, op)
    return Leaf(("compare", bound, turned, ("field", name)), f"{said(kind, bound)} {turned} {name}")


@st.composite
def tables(draw: st.DrawFn, names: Names, name: str) -> Leaf:
    """A number against a threshold that is dated, or has rows by category."""
    fitting = [one for one in names.thresholds if one in ("dated", "rows")]
    if names.fields[name]["type"] != "integer" or not fitting:
        return draw(numbers(names, name))
    op, threshold = draw(st.sampled_from(ORDERED)), draw(st.sampled_from(fitting))
    return Leaf(("compare", ("field", name), op, ("threshold", threshold)), f"{name} {op} {threshold}")


@st.composite
def labels(draw: st.DrawFn, names: Names) -> Leaf:
    one = draw(st.sampled_from(names.dimensions))
    label, negated = draw(st.sampled_from(one.labels)), draw(st.booleans())
    if one.hit == "collect":
        return Leaf(("label", one.name, (label,), False), f"has({one.name}, '{label}')")
    return Leaf(("label", one.name, (label,), negated), f"{one.name} {'!=' if negated else '=='} '{label}'")


@st.composite
def scored(draw: st.DrawFn, names: Names) -> Leaf:
    op, bound = draw(st.sampled_from(ORDERED)), draw(st.integers(0, 6))
    return Leaf(("score", "points", op, bound), f"points {op} {bound}")


@st.composite
def calculated(draw: st.DrawFn, names: Names) -> Leaf:
    """Two fields of one type that are compared, added up, or divided."""
    kind = draw(st.sampled_from([one for one in ("integer", "money", "date") if len(names.of(one)) > 1]))
    one, other = draw(st.permutations(names.of(kind)))[:2]
    ways = {"integer": ["pair", "+", "-", "/"], "money": ["pair", "+", "-"], "date": ["pair"]}[kind]
    way, op = draw(st.sampled_from(ways)), draw(st.sampled_from([*ORDERED, "==", "!="]))
    if way == "pair":
        return Leaf(("compare", ("field", one), op, ("field", other)), f"{one} {op} {other}")
    bound = draw(bounds(kind))
    test = ("compare", (way, ("field", one), ("field", other)), op, bound)
    return Leaf(test, f"{one} {way} {other} {op} {said(kind, bound)}")


@st.composite
def chains(draw: st.DrawFn, names: Names) -> Any:
    """Two links on one line: `1 <= x < 3`."""
    name = draw(st.sampled_from(list(names.fields)))
    kind = names.fields[name]["type"]
    low_op, high_op = draw(st.sampled_from(["<", "<="])), draw(st.sampled_from(["<", "<="]))
    back = {"<": ">", "<=": ">="}[low_op]
    if kind in ("boolean", "category"):
        return draw(draw_on(names, name))
    if kind == "date":
        length = draw(st.sampled_from(list(DURATIONS)))
        parts = (("until", back, "0"), ("until", high_op, length))
        tests = [Leaf(("window", f, name, op, DURATIONS.get(one, 0)), "") for f, op, one in parts]
        return Group(None, tuple(tests), f"0 {low_op} until({name}) {high_op} {length}")
    low, high = draw(bounds(kind)), draw(bounds(kind))
    links = (
        Leaf(("compare", low, low_op, ("field", name)), ""),
        Leaf(("compare", ("field", name), high_op, high), ""),
    )
    return Group(None, links, f"{said(kind, low)} {low_op} {name} {high_op} {said(kind, high)}")


# --- rulesets


FIELDS: dict[str, dict[str, Any]] = {
    "integer": {"min": "0", "max": "5"},
    "integer-none": {"min": "0", "max": "3", "empty": "none"},
    "integer-open": {},
    "money": {"currency": "CNY", "min": "0", "max": "2"},
    "money-open": {"currency": "CNY"},
    "ratio": {"min": "0", "max": "100%", "empty": "none"},
    "category": {"values": "[a, b, c]"},
    "category-none": {"values": "[a, b, c]", "empty": "none"},
    "boolean": {},
    "boolean-none": {"empty": "none"},
    "date": {},
    "date-none": {"empty": "none"},
}
PAIRS = [["integer", "integer-none"], ["integer", "integer-none"], ["money", "money"], ["date", "date-none"]]
BESIDE = ["integer", "integer-none", "category", "boolean-none"]


@st.composite
def small_tables(draw: st.DrawFn, *, calculates: bool = False) -> Drawn:
    """A ruleset of one or two dimensions, with all of its customers."""
    kinds = draw(st.lists(st.sampled_from(list(FIELDS)), min_size=1, max_size=3))
    if calculates:
        kinds = [*draw(st.sampled_from(PAIRS)), *draw(st.lists(st.sampled_from(BESIDE), max_size=1))]
    fields = {f"{one[0]}{at}": {"type": one.split("-")[0], **FIELDS[one]} for at, one in enumerate(kinds)}
    names = Names(fields, calculates=calculates)
    has_days = bool(names.of("date"))
    span = draw(st.sampled_from(SPANS)) if has_days else None
    turn = span[0] + timedelta(days=1) if span else PLAIN_DAY
    names.thresholds = draw(thresholds(names, turn))
    if draw(st.integers(0, 3)) == 0:
        lines = draw(st.lists(st.tuples(st.sampled_from([-2, 1, 3, 4]), conditions(names, 0)), min_size=1, max_size=3))
        names.scores = {"points": ((0, 6), lines)}
    assume = [draw(conditions(names, 0)) for _ in range(draw(st.sampled_from([0, 0, 1])))]
    assume = [one for one in assume if not any(part.test[0] in ("score", "present") for part in leaves(one))]
    found = []
    for name in ["base", "main"][: draw(st.integers(1, 2))]:
        found.append(draw(dimensions(names, name)))
        names.dimensions.append(found[-1])
    claims = draw(st.lists(claim(names), max_size=2))
    triggers = [(one.name, label) for one in found for label in one.labels if draw(st.integers(0, 3)) == 0]
    listed = [span[0] + timedelta(days=at) for at in range((span[1] - span[0]).days + 1)] if span else []
    others = [date(2010, 1, 1), turn] if "dated" in names.thresholds else [PLAIN_DAY]
    table = Table(dict.fromkeys(fields), listed or others, names.thresholds, names.scores, [], found, claims, triggers)
    table.assume = [(one, tuple(name for part in leaves(one) for name in named(part.test, table))) for one in assume]
    table.limits = {name: limits(one) for name, one in fields.items() if "min" in one}
    everything = [*assume, *all_conditions(table)]
    table.values = {name: values(one, name, everything, table) for name, one in fields.items()}
    return written(table, names, span)


@st.composite
def thresholds(draw: st.DrawFn, names: Names, turn: date) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if names.of("integer"):
        if draw(st.booleans()):
            found["dated"] = {"dated": [(date(2000, 1, 1), draw(st.integers(0, 5))), (turn, draw(st.integers(0, 5)))]}
        key = next(iter(names.of("category")), None)
        if key:
            cells = st.one_of(st.integers(0, 5), st.integers(0, 5), st.just(NA))
            found["rows"] = {"by": key, "rows": {word: draw(cells) for word in "ab"}, "default": draw(cells)}
    if names.of("date"):
        found |= {"day_one": turn, "day_two": turn - timedelta(days=4)}
    return found


@st.composite
def dimensions(draw: st.DrawFn, names: Names, name: str) -> Dimension:
    listed = [f"{name[0]}{letter}" for letter in "xyz"[: draw(st.integers(2, 3))]]
    bandable = names.of("integer")
    if bandable and draw(st.integers(0, 7)) == 0:
        return draw(bands(names, name, listed, draw(st.sampled_from(bandable))))
    hit = draw(st.sampled_from(HITS))
    orderly = names.of("integer", "money", "ratio") and draw(st.booleans())
    given = draw(ladders(names) if orderly else st.lists(conditions(names), min_size=1, max_size=4))
    rules = [Rule(f"{name}.r{at}", draw(st.sampled_from(listed)), when) for at, when in enumerate(given)]
    if hit == "first" and len(rules) > 1 and draw(st.booleans()):
        rules[0].overrides = (rules[draw(st.integers(1, len(rules) - 1))].id,)
    return Dimension(
        name,
        listed,
        hit,
        rules,
        draw(st.sampled_from([None, None, "none", listed[-1]])),
        draw(st.one_of(st.none(), st.none(), conditions(names, 0))),
        draw(st.booleans()),
    )


@st.composite
def ladders(draw: st.DrawFn, names: Names) -> list[Any]:
    """Ranges of one field that follow each other, not always closely, some narrowed by a further condition."""
    name = draw(st.sampled_from(names.of("integer", "money", "ratio")))
    kind = names.fields[name]["type"]
    cuts = sorted(draw(st.lists(bounds(kind), min_size=1, max_size=2, unique=True)))
    found = []
    for low, high in zip([None, *cuts], [*cuts, None], strict=True):
        low_op, high_op = draw(st.sampled_from([">", ">=", ">="])), draw(st.sampled_from(["<", "<", "<="]))
        parts = [(op, at) for op, at in ((low_op, low), (high_op, high)) if at is not None]
        tests = [Leaf(("compare", ("field", name), op, at), f"{name} {op} {said(kind, at)}") for op, at in parts]
        more = [draw(conditions(names, 0))] if draw(st.integers(0, 3)) == 0 else []
        found.append(Group(None, (*tests, *more)) if len(tests + more) > 1 else tests[0])
    return draw(st.permutations(found))


@st.composite
def bands(draw: st.DrawFn, names: Names, name: str, listed: list[str], of: str) -> Dimension:
    at = sorted(draw(st.lists(st.integers(0, 5), min_size=len(listed) - 1, max_size=len(listed) - 1, unique=True)))
    rules = [
        Rule(f"{name}.{label}", label, Leaf(("compare", ("field", of), ">=", bound), ""))
        for label, bound in zip(listed, reversed(at), strict=False)
    ]
    return Dimension(name, listed, None, rules, listed[-1], Leaf(("present", of), ""))


@st.composite
def claim(draw: st.DrawFn, names: Names) -> tuple[str, Any]:
    rising = names.of("integer", "money", "ratio")
    ordered = [one for one in names.dimensions if one.hit != "collect"]
    if rising and ordered and draw(st.booleans()):
        return "rises_with", (draw(st.sampled_from(rising)), draw(st.sampled_from(ordered)).name)
    return draw(st.sampled_from(["never", "always"])), draw(conditions(names))


# --- what fields can hold


def all_conditions(table: Table) -> list[Any]:
    rules = [rule.when for one in table.dimensions for rule in one.rules]
    guards = [one.applies for one in table.dimensions if one.applies]
    points = [when for _, lines in table.scores.values() for _, when in lines]
    claims = [what for kind, what in table.claims if kind != "rises_with"]
    return [*rules, *guards, *points, *claims]


def values(one: dict[str, Any], name: str, conditions: list[Any], table: Table) -> Any:
    """All that a field can hold; of what is dense or has no end all bounds, what lies beside them and between."""
    tests = [part.test for condition in conditions for part in leaves(condition)]
    none = [NONE] if one.get("empty") == "none" else []
    match one["type"]:
        case "boolean":
            return [False, True, *none]
        case "category":
            return ["a", "b", "c", *none]
        case "date":
            return {day: [*dates(tests, table, day), *none] for day in table.days}
    asked = [test for test in tests if test[0] == "compare" and name in named(test, table)]
    bounds = {2, *(each for test in asked for each in numbers_in(test, table))}
    low, high = limits(one) if "min" in one else (min(bounds) - 1, max(bounds) + 1)
    if one["type"] == "integer":
        return [*range(low, high + 1), *none]
    if any(calculates(test) for test in asked):
        return [*(Fraction(at, 8) for at in range(low * 8, high * 8 + 1)), *none]
    on = sorted(bound for bound in {low, high, *bounds} if low <= bound <= high)
    return [*on, *(Fraction(a + b) / 2 for a, b in pairwise(on)), *none]


def calculates(test: Any) -> bool:
    """Whether a comparison has two fields: then any eighth may matter, since bounds are halves."""
    return all(isinstance(side, tuple) for side in (test[1], test[3])) or any(
        isinstance(side, tuple) and side[0] in "+-/" for side in (test[1], test[3])
    )


def limits(one: dict[str, Any]) -> tuple[int, int]:
    return 0, 1 if one["type"] == "ratio" else int(one["max"])


def numbers_in(test: Any, table: Table) -> list[Any]:
    match test:
        case ("threshold", name):
            given = table.thresholds[name]
            if isinstance(given, dict):
                cells = [bound for _, bound in given.get("dated", ())]
                cells += [*given.get("rows", {}).values(), given.get("default", NA)]
                return [one for one in cells if one != NA]
            return []
        case tuple():
            return [one for part in test for one in numbers_in(part, table)]
    return [test] if isinstance(test, int | Fraction) else []


def dates(tests: list[Any], table: Table, as_of: date) -> list[date]:
    """The days on which some window opens or closes, and those beside."""
    fixed = [one for one in table.thresholds.values() if isinstance(one, date)]
    lengths = {(test[1], test[3], test[4]) for test in tests if test[0] == "window"}
    found = {day + timedelta(days=by) for day in fixed for by in (-1, 0, 1)}
    near = [as_of + timedelta(days=at) for at in range(-70, 70)]
    for function, op, length in lengths:
        holds = [OPERATORS[op](*sides(function, day, length, as_of)) for day in near]
        found |= {near[at + by] for at in range(1, 137) if holds[at] != holds[at + 1] for by in (-1, 0, 1, 2)}
    return sorted(found)


# --- as a file


class Lines:
    """The lines of a file, and where each part of it stands."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.places: dict[Any, tuple[int, int]] = {}

    def add(self, line: str, *things: Any) -> None:
        self.lines.append(line)
        indent = len(line) - len(line.lstrip()) + 1
        self.places |= {thing: (len(self.lines), indent) for thing in things}

    def put(self, part: Any, lead: str, column: int) -> None:
        """Write a condition after `- `, or behind a key that stands at a column."""
        if isinstance(part, Leaf) or (isinstance(part, Group) and part.chain):
            self.lines.append(lead + (part.text if isinstance(part, Leaf) else str(part.chain)))
            self.places[part] = (len(self.lines), len(lead) + 1)
            if isinstance(part, Group) and part.chain:
                first, second = part.parts
                self.places[first] = self.places[part]
                self.places[second] = (len(self.lines), len(lead) + 1 + len(" ".join(part.chain.split()[:2])) + 1)
            return
        if lead.endswith(": "):
            self.lines.append(lead.rstrip())
            lead = " " * (column + 2)
        at = len(lead)
        self.places[part] = (len(self.lines) + 1, at + 1)
        if isinstance(part, Negation):
            self.put(part.part, f"{lead}not: ", at)
            return
        assert isinstance(part, Group)
        self.lines.append(lead + {None: "all:", 1: "any:"}.get(part.k, f"at_least: {part.k}"))
        if part.k not in (None, 1):
            self.lines.append(f"{' ' * at}of:")
        for one in part.parts:
            self.put(one, f"{' ' * at}  - ", at)


def written(table: Table, names: Names, span: tuple[date, date] | None) -> Drawn:
    out = Lines()
    for line in ("tierrules: 1", "name: small", "currency: CNY"):
        out.add(line)
    if span:
        out.add(f"effective: {{from: {span[0]}, until: {span[1]}}}")
    out.add("fields:")
    for name, one in names.fields.items():
        out.add(f"  {name}: {{{', '.join(f'{key}: {value}' for key, value in one.items())}}}")
    _write_figures(out, table)
    if table.assume:
        out.add("assume:")
        for condition, _ in table.assume:
            out.put(condition, "  - ", 2)
    out.add("dimensions:")
    for one in table.dimensions:
        _write_dimension(out, one)
    if table.claims:
        out.add("invariants:")
    for at, (kind, what) in enumerate(table.claims):
        if kind == "rises_with":
            out.add(f"  - {{rises_with: {what[0]}, dimension: {what[1]}}}")
        else:
            out.put(what, f"  - {kind}: ", 4)
            line = max(number for number, text in enumerate(out.lines, 1) if text.startswith(f"  - {kind}:"))
        out.places["claim", at] = (len(out.lines) if kind == "rises_with" else line, 5)
    if table.triggers:
        out.add("triggers:")
    for at, (dimension, label) in enumerate(table.triggers):
        out.add(f"  t{at}: {{dimension: {dimension}, to: {label}, do: {{tell: us}}}}", ("trigger", at))
    return Drawn(table, "\n".join(out.lines) + "\n", out.places)


def _write_figures(out: Lines, table: Table) -> None:
    out.add("thresholds:")
    for name, (unit, count) in DURATIONS.items():
        out.add(f"  {name}: {count} {unit}")
    for name, given in table.thresholds.items():
        if isinstance(given, dict) and "dated" in given:
            out.add(f"  {name}: {{dated: {{{', '.join(f'{day}: {bound}' for day, bound in given['dated'])}}}}}")
        elif isinstance(given, dict):
            rows = ", ".join(f"{key}: {_cell(bound)}" for key, bound in given["rows"].items())
            out.add(f"  {name}: {{by: {given['by']}, rows: {{{rows}}}, default: {_cell(given['default'])}}}")
        else:
            out.add(f"  {name}: {given}")
    if table.scores:
        out.add("scores:")
    for name, ((low, high), lines) in table.scores.items():
        out.add(f"  {name}:")
        out.add(f"    within: [{low}, {high}]")
        out.add("    add:")
        for points, when in lines:
            out.add(f"      - points: {points}")
            out.put(when, "        when: ", 8)


def _cell(bound: Any) -> str:
    return "n/a" if bound == NA else str(bound)


def _write_dimension(out: Lines, one: Dimension) -> None:
    out.add(f"  {one.name}:", one.name)
    out.add(f"    labels: [{', '.join(one.labels)}]")
    if one.hit is None:
        bound = {rule.label: rule.when.test[3] for rule in one.rules}
        rows = ", ".join(f"{label}: {at}" for label, at in bound.items())
        out.add(f"    bands: {{of: {one.applies.test[1]}, from: {{{rows}}}, below: {one.otherwise}}}")
        return
    out.add(f"    hit: {one.hit}")
    if one.no_match:
        out.add("    missing: no-match")
    if one.applies is not None:
        out.put(one.applies, "    applies: ", 4)
    if one.otherwise:
        out.add(f"    otherwise: {one.otherwise}")
    out.add("    rules:")
    for rule in one.rules:
        out.add(f"      - label: {rule.label}", rule.id)
        out.add(f"        id: {rule.id.split('.')[1]}")
        if rule.overrides:
            out.add(f"        overrides: {rule.overrides[0]}")
        out.put(rule.when, "        when: ", 8)
