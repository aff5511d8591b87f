"""Boundary values: typed by hand for a small ruleset, and within each field's limits for any."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given

import tierrules as tr
from tierrules.meaning.declared import Type
from tierrules.meaning.facts import read_value
from tierrules.meaning.model import Model
from tierrules.testing import as_ofs, boundary_values, models
from tierrules.testing.bounds import bounds

AS_OF = date(2026, 11, 1)
TEXT = """\
tierrules: 1
name: bounds
currency: CNY
fields:
  share: {type: ratio, min: 0, max: 50%}
  channel: {type: category, values: [web, fair]}
thresholds: {some: 10, more: 12.5, big: 5万, third: 12.5%, new: 2026-01-01, asleep: 1 month}
dimensions:
  d:
    labels: [a]
    hit: first
    applies: employees != 20
    rules:
      - {label: a, when: "employees >= some and 0 <= annual_spend < big and share > third"}
      - {label: a, when: "not (founded_on < new or elapsed(last_purchase_on) > asleep)"}
      - {label: a, when: "channel == 'web' or region in ['Nord', '华东'] or vip or employees < orders_12m"}
      - {label: a, when: "orders_12m > more"}
"""
TEXT = TEXT.replace("  channel:", "  vip: {type: boolean}\n  channel:")


def near(day: date) -> set[date]:
    return {day + timedelta(days=by) for by in (-1, 0, 1)}


def test_each_bound_and_its_neighbours() -> None:
    values = {name: set(found) for name, found in boundary_values(tr.loads(TEXT), AS_OF).items()}
    # Compared with each other, so they share their bounds; 12.5 lies between 12 and 13; no field is below 0.
    whole = {Fraction(one) for one in (0, 1, 9, 10, 11, 12, 13, 19, 20, 21)}
    assert whole <= values["employees"]
    assert values["employees"] == values["orders_12m"]
    assert min(values["employees"]) == 0
    assert all(one.denominator == 1 for one in values["employees"] if isinstance(one, Fraction))
    tiny = Fraction(1, 10**10)
    assert {Fraction(50_000) + by for by in (0, 1, -1, tiny, -tiny)} <= values["annual_spend"]
    assert {Fraction(0), Fraction(-1), tiny, -tiny} <= values["annual_spend"]
    # Written to a thousandth, so the step is a thousandth; nothing outside 0 to 50%.
    step = Fraction(1, 1000)
    assert {Fraction(1, 8) + by for by in (0, step, -step, tiny, -tiny)} <= values["share"]
    assert {Fraction(0), tiny, Fraction(1, 2), Fraction(1, 2) - step} <= values["share"]
    assert (min(values["share"]), max(values["share"])) == (0, Fraction(1, 2))
    assert near(date(2026, 1, 1)) <= values["founded_on"]
    # More than a month ago on 1 November: up to the cut-off 30 September.
    assert near(date(2026, 9, 30)) <= values["last_purchase_on"]
    assert values["channel"] == {"web", "fair"}
    assert values["region"] == {"Nord", "nORD", "华东", "other"}
    assert values["vip"] == {True, False}


def test_between_and_beyond_the_bounds() -> None:
    """Some values lie well inside and well outside: a rule wrong by a factor shows there."""
    spend = [one for one in boundary_values(tr.loads(TEXT), AS_OF)["annual_spend"] if isinstance(one, Fraction)]
    assert min(spend) < -1000
    assert max(spend) > 100_000
    assert any(1000 < one < 49_000 for one in spend)
    bought = boundary_values(tr.loads(TEXT), AS_OF)["last_purchase_on"]
    assert min(bought) < date(2026, 1, 1)
    assert max(bought) > date(2027, 1, 1)


def test_only_fields_that_rules_read_have_values() -> None:
    rules = tr.load("size-and-dormancy")
    assert list(boundary_values(rules, AS_OF)) == ["employees", "annual_revenue", "last_purchase_on"]


def test_bounds_follow_the_day() -> None:
    rules = tr.load("size-and-dormancy")
    assert bounds(rules, date(2026, 11, 1))["last_purchase_on"] == {date(2026, 5, 1)}
    assert bounds(rules, date(2026, 2, 28))["last_purchase_on"] == {date(2025, 8, 31)}


@given(models(), as_ofs())
def test_every_value_is_a_fact_of_its_field(model: Model, as_of: date) -> None:
    values = boundary_values(model, as_of)
    assert list(values) == list(model.fields)
    for name, found in values.items():
        assert found
        assert len(set(found)) == len(found)
        assert all(read_value(model.fields[name], one) == one for one in found)
        if model.fields[name].type not in (Type.BOOLEAN, Type.CATEGORY, Type.TEXT):
            assert list(found) == sorted(found)
