"""The size classes of the European Accounting Directive, before and after the indexation of 2023."""

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tests.standards.oracles import BANDS, Complete, Figure, completed, two_of_three

CENT = Fraction(1, 100)
NAMES = ("total_assets", "annual_revenue", "employees")
OLD, NEW = date(2023, 12, 31), date(2024, 1, 1)
LIMITS = {  # balance sheet total, net turnover, employees; the last day of the first amounts, the first of the new
    OLD: {
        "micro": (350_000, 700_000, 10),
        "small": (4_000_000, 8_000_000, 50),
        "medium": (20_000_000, 40_000_000, 250),
    },
    NEW: {
        "micro": (450_000, 900_000, 10),
        "small": (5_000_000, 10_000_000, 50),
        "medium": (25_000_000, 50_000_000, 250),
    },
}

editions = pytest.mark.parametrize("day", [OLD, NEW])


@pytest.fixture(scope="module")
def accounting() -> tr.Ruleset:
    return tr.load("eu-accounting-2013-34")


def size(rules: tr.Ruleset, day: date, *figures: object) -> tr.Tag:
    return rules.classify(dict(zip(NAMES, figures, strict=True)), as_of=day)["size"]


def told(tag: tr.Tag) -> tuple[str, tuple[str, ...]]:
    return tag.status, tag.candidates


def expected(day: date, figures: dict[str, Figure]) -> tuple[str, tuple[str, ...]]:
    limits = LIMITS[day]
    bounds = {name: [row[at] for row in limits.values()] for at, name in enumerate(NAMES)}

    def answer(whole: Complete) -> str:
        return two_of_three(limits, whole)

    found = completed(figures, bounds, answer)
    return ("decided" if len(found) == 1 else "undetermined"), found


@editions
@pytest.mark.parametrize(("band", "above"), [("micro", "small"), ("small", "medium"), ("medium", "large")])
def test_each_limit_is_where_the_directive_has_it(accounting: tr.Ruleset, day: date, band: str, above: str) -> None:
    """With one criterion exceeded, a second may be on its limit and not beyond it."""
    limits = LIMITS[day][band]
    steps = (CENT, CENT, 1)
    for far, near in product(range(3), repeat=2):
        if far == near:
            continue
        figures: list[int | Fraction] = list(limits)
        figures[far] = limits[far] + steps[far]
        assert size(accounting, day, *figures).label == band
        figures[near] = limits[near] - steps[near]
        assert size(accounting, day, *figures).label == band
        figures[near] = limits[near] + steps[near]
        assert size(accounting, day, *figures).label == above


@editions
def test_all_combinations_around_the_limits(accounting: tr.Ruleset, day: date) -> None:
    steps = (CENT, CENT, 1)
    values = [
        [None, *(row[at] + shift * steps[at] for row in LIMITS[day].values() for shift in (-1, 0, 1))]
        for at in range(3)
    ]
    for chosen in product(*values):
        found = told(size(accounting, day, *chosen))
        assert found == expected(day, dict(zip(NAMES, chosen, strict=True))), chosen


@given(
    st.sampled_from([OLD, NEW]),
    st.none() | st.integers(0, 30_000_000),
    st.none() | st.integers(0, 60_000_000),
    st.none() | st.integers(0, 300),
)
def test_any_undertaking(
    accounting: tr.Ruleset, day: date, balance: Figure, turnover: Figure, employees: Figure
) -> None:
    figures = dict(zip(NAMES, (balance, turnover, employees), strict=True))
    assert told(size(accounting, day, balance, turnover, employees)) == expected(day, figures)


@pytest.mark.parametrize(
    ("employees", "turnover", "balance", "old", "new"),
    [
        (10, "0.8 million", "0.4 million", "small", "micro"),
        (30, "9 million", "4.5 million", "medium", "small"),
        (250, "49 million", "42 million", "large", "medium"),
        (249, "60 million", "42 million", "large", "large"),
        (300, "9 million", "4 million", "medium", "small"),
    ],
)
def test_witnesses(accounting: tr.Ruleset, employees: int, turnover: str, balance: str, old: str, new: str) -> None:
    """The indexation moves an undertaking whose figures have not changed."""
    assert size(accounting, OLD, balance, turnover, employees).label == old
    assert size(accounting, NEW, balance, turnover, employees).label == new


@editions
def test_two_criteria_decide_without_the_third(accounting: tr.Ruleset, day: date) -> None:
    for gap in range(3):
        small: list[int | None] = [300_000, 600_000, 9]
        large: list[int | None] = [30_000_000, 60_000_000, 300]
        small[gap] = large[gap] = None
        assert told(size(accounting, day, *small)) == ("decided", ("micro",))
        assert told(size(accounting, day, *large)) == ("decided", ("large",))
    found = size(accounting, day, 300_000, None, None)
    assert told(found) == ("undetermined", BANDS)
    assert {missing.name for missing in found.missing} == {"annual_revenue", "employees"}


def test_it_holds_from_2016(accounting: tr.Ruleset) -> None:
    assert size(accounting, date(2016, 1, 1), 300_000, 600_000, 9).label == "micro"
    with pytest.raises(tr.NotInForce):
        size(accounting, date(2015, 12, 31), 300_000, 600_000, 9)


def test_the_reasons_show_the_amounts_in_force(accounting: tr.Ruleset) -> None:
    figures = {"total_assets": "4.5 million", "annual_revenue": "9 million", "employees": 300}
    old, new = (accounting.classify(figures, as_of=day).explain(lang="en").splitlines() for day in (OLD, NEW))
    assert "      Annual revenue €9 million > €8 million (Small: net turnover up to), €1 million above the bound" in old
    assert (
        "      Annual revenue €9 million <= €10 million (Small: net turnover up to), €1 million below the bound" in new
    )
