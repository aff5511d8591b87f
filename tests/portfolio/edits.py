"""Rulesets with one of their thresholds moved, and customers for both: what the tests of portfolios draw."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

import tierrules as tr
from tierrules.meaning.declared import Dated, Table
from tierrules.meaning.number_text import exact_text
from tierrules.meaning.numbers import Quantity, read_quantity
from tierrules.testing import records_for, rulesets

AS_OF = date(2026, 11, 22)
DELTAS = [Fraction(one) for one in (-1000, -10, -1, 1, 3, 10, 1000)]


@st.composite
def edited(draw: st.DrawFn) -> tuple[tr.Ruleset, dict[str, str], tr.Ruleset]:
    """A ruleset, an edit of a plain number of it, and the ruleset edited; those that do not load are passed over."""
    rules = tr.loads(draw(rulesets()))
    plain = {
        name: one.value
        for name, one in rules.thresholds.items()
        if isinstance(one.value, Fraction) and not one.text.endswith("%") and not isinstance(one.value, Table | Dated)
    }
    assume(plain)
    name = draw(st.sampled_from(sorted(plain)))
    edits = {name: exact_text(plain[name] + draw(st.sampled_from(DELTAS)))}
    try:
        return rules, edits, rules.edit(edits)
    except tr.RulesetError:
        assume(False)
        raise


@st.composite
def swept(draw: st.DrawFn) -> tuple[tr.Ruleset, str, str, str]:
    """A ruleset, one of its numbers, days or durations by name, and two values around it that load."""
    rules = tr.loads(draw(rulesets()))
    declared = [one for one in rules.definition.written.declared.values() if one.kind == "threshold"]
    numbers = [(one.name, number) for one in declared for number in one.numbers]
    assume(numbers)
    name, number = draw(st.sampled_from(numbers))
    low, high = draw(around(read_quantity(number.text)))
    place = f"{name}[{', '.join(number.row)}]" if number.row else name
    try:
        for one in (low, high):
            rules.edit({place: one})
    except tr.RulesetError:
        assume(False)
    return rules, place, low, high


def around(quantity: Quantity) -> st.SearchStrategy[tuple[str, str]]:
    """Two values, one below and one above what a text says, or the value itself."""
    down, up = st.sampled_from([0, 1, 5, 40]), st.sampled_from([1, 2, 30])

    def both(steps: tuple[int, int]) -> tuple[str, str]:
        less, more = steps
        if isinstance(quantity.value, date):
            return tuple(str(quantity.value + timedelta(days=7 * one)) for one in (-less, more))  # type: ignore[return-value]
        unit = {"day": " days", "month": " months", None: ""}[quantity.unit]
        if quantity.kind == "percent":
            ends = [quantity.number * 100 + Fraction(one, 2) for one in (-less, more)]
            return tuple(f"{exact_text(one)}%" for one in ends)  # type: ignore[return-value]
        scale = 1 if quantity.unit else max(Fraction(1, 2), abs(quantity.number) / 20)
        ends = [quantity.number + one * scale for one in (-less, more)]
        money = quantity.currency or ""
        return tuple(f"{exact_text(one)}{unit}{' ' + money if money else ''}" for one in ends)  # type: ignore[return-value]

    return st.tuples(down, up).map(both)


@st.composite
def portfolios(draw: st.DrawFn, *rulesets: tr.Ruleset) -> list[dict[str, object]]:
    """Customers near the bounds of some rulesets with the same fields."""
    several = st.one_of([records_for(one, AS_OF) for one in rulesets])
    return draw(st.lists(several, max_size=12))


CONDITIONS = [
    *(f"annual_spend {op} t" for op in ("<", "<=", ">", ">=", "==", "!=")),
    "t < lifetime_spend",
    "t >= lifetime_spend",
    "one <= annual_spend <= t",
    "lifetime_spend - annual_spend > t",
    "annual_spend >= t * 2",
    "annual_spend + t > lifetime_spend",
    "min(annual_spend, lifetime_spend) >= t",
    "abs(annual_spend - t) >= one",
    "annual_spend / t >= 2.0",
    "score >= 3",
    "known(annual_spend)",
    "known(ratio)",
    "other == 'x'",
]
WANTED = st.sampled_from([None, *(f"{one}万" for one in ("0", "0.5", "1", "1.5", "2", "2.5", "3", "4", "6", "8"))])
MONEY = st.fixed_dictionaries({"annual_spend": WANTED, "lifetime_spend": WANTED, "employees": st.sampled_from([1, 9])})


@st.composite
def one_threshold(draw: st.DrawFn) -> str:
    """A ruleset that asks for its only threshold in several ways."""
    one = st.sampled_from(CONDITIONS).map(lambda text: [f'"{text}"'])
    both = st.lists(st.sampled_from(CONDITIONS), min_size=2, max_size=3).map(
        lambda texts: [f'"{text}"' for text in texts]
    )

    def when() -> str:
        word, parts = draw(st.sampled_from(["all", "any"])), draw(st.one_of(one, both))
        return f"{{{word}: [{', '.join(parts)}]}}"

    hit = draw(st.sampled_from(["first", "unique", "any", "collect"]))
    return f"""\
tierrules: 1
name: one
currency: CNY
thresholds: {{t: 2万元, one: 1万, u: 100万}}
derived: {{ratio: annual_spend / t}}
scores:
  score:
    add:
      - {{points: 2, when: annual_spend >= t}}
      - {{points: 1, when: employees > 5}}
      - {{points: -1, when: t > lifetime_spend}}
dimensions:
  main:
    labels: [a, b, c]
    hit: {hit}
    rules: [{{label: a, when: {when()}}}, {{label: b, when: {when()}}}]
    otherwise: c
  banded: {{labels: [x, y, z], bands: {{of: annual_spend, from: {{x: u, y: t}}, below: z}}}}
  other: {{labels: [x, y], hit: first, rules: [{{label: x, when: lifetime_spend > t}}], otherwise: y}}
"""
