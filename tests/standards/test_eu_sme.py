"""The European definition of micro, small and medium-sized enterprises (2003/361/EC)."""

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tests.standards.oracles import BANDS, Complete, Figure, completed, headcount_and_money

AS_OF = date(2025, 6, 30)
CENT = Fraction(1, 100)
NAMES = ("employees", "annual_revenue", "total_assets")
CEILINGS = {  # headcount below, turnover up to, balance sheet total up to
    "micro": (10, 2_000_000, 2_000_000),
    "small": (50, 10_000_000, 10_000_000),
    "medium": (250, 50_000_000, 43_000_000),
}
BOUNDS = {name: [row[at] for row in CEILINGS.values()] for at, name in enumerate(NAMES)}


@pytest.fixture(scope="module")
def sme() -> tr.Ruleset:
    return tr.load("eu-sme-2003-361")


def size(rules: tr.Ruleset, *figures: object) -> tr.Tag:
    return rules.classify(dict(zip(NAMES, figures, strict=True)), as_of=AS_OF)["size"]


def answer(figures: Complete) -> str:
    return headcount_and_money(CEILINGS, figures)


def told(tag: tr.Tag) -> tuple[str, tuple[str, ...]]:
    return tag.status, tag.candidates


def expected(figures: dict[str, Figure]) -> tuple[str, tuple[str, ...]]:
    found = completed(figures, BOUNDS, answer)
    return ("decided" if len(found) == 1 else "undetermined"), found


@pytest.mark.parametrize(("band", "above"), [("micro", "small"), ("small", "medium"), ("medium", "large")])
def test_each_ceiling_is_where_the_recommendation_has_it(sme: tr.Ruleset, band: str, above: str) -> None:
    """Headcount is strict, money inclusive; of the two amounts one is enough."""
    persons, turnover, balance = CEILINGS[band]
    too_much = 10**12
    assert size(sme, persons - 1, turnover, too_much).label == band
    assert size(sme, persons, turnover, balance).label == above
    assert size(sme, persons - 1, turnover + CENT, too_much).label == above
    assert size(sme, persons - 1, too_much, balance).label == band
    assert size(sme, persons - 1, too_much, balance + CENT).label == above
    assert size(sme, persons - 1, turnover + CENT, balance + CENT).label == above
    assert size(sme, persons - 1, turnover - CENT, balance - CENT).label == band


def test_all_combinations_around_the_ceilings(sme: tr.Ruleset) -> None:
    steps: dict[str, int | Fraction] = {"employees": 1, "annual_revenue": CENT, "total_assets": CENT}
    values = [
        [None, *(bound + shift * steps[name] for bound in bounds for shift in (-1, 0, 1))]
        for name, bounds in BOUNDS.items()
    ]
    for chosen in product(*values):
        assert told(size(sme, *chosen)) == expected(dict(zip(NAMES, chosen, strict=True))), chosen


@given(
    st.none() | st.integers(0, 300),
    st.none() | st.integers(0, 60_000_000),
    st.none() | st.integers(0, 60_000_000),
)
def test_any_enterprise(sme: tr.Ruleset, employees: Figure, turnover: Figure, balance: Figure) -> None:
    figures = dict(zip(NAMES, (employees, turnover, balance), strict=True))
    assert told(size(sme, employees, turnover, balance)) == expected(figures)


@pytest.mark.parametrize(
    ("employees", "turnover", "balance", "label"),
    [
        (10, "0.8 million", "0.4 million", "small"),
        (30, "9 million", "4.5 million", "small"),
        (250, "49 million", "42 million", "large"),
        (249, "60 million", "42 million", "medium"),
        (300, "9 million", "4 million", "large"),
        (9, "2 million", "30 million", "micro"),
        (9, "2.01 million", "2.01 million", "small"),
    ],
)
def test_witnesses(sme: tr.Ruleset, employees: int, turnover: str, balance: str, label: str) -> None:
    assert size(sme, employees, turnover, balance).label == label


def test_one_amount_is_enough_and_the_headcount_always_counts(sme: tr.Ruleset) -> None:
    assert told(size(sme, 9, "2 million", None)) == ("decided", ("micro",))
    assert told(size(sme, 9, None, "2 million")) == ("decided", ("micro",))
    assert told(size(sme, 250, None, None)) == ("decided", ("large",))
    assert told(size(sme, None, "2 million", "2 million")) == ("undetermined", BANDS)


def test_it_holds_from_2005(sme: tr.Ruleset) -> None:
    figures = {"employees": 9, "annual_revenue": 1}
    assert sme.classify(figures, as_of=date(2005, 1, 1))["size"].label == "micro"
    with pytest.raises(tr.NotInForce):
        sme.classify(figures, as_of=date(2004, 12, 31))


def test_the_reasons_name_the_amount_that_was_enough(sme: tr.Ruleset) -> None:
    c = sme.classify({"employees": 249, "annual_revenue": 60_000_000, "total_assets": 42_000_000}, as_of=AS_OF)
    assert c.explain(lang="en").splitlines()[-3:] == [
        "  ✓ Medium",
        "      Employees 249 < 250 (Medium: headcount below), 1 below the bound",
        "      Total assets €42 million <= €43 million (Medium: balance sheet total up to), €1 million below the bound",
    ]
    assert "      资产总额 4200万欧元 ≤ 4300万欧元（中型企业资产总额上限），低于界限100万欧元" in c.explain(lang="zh")
