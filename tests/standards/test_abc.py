"""ABC classes by cumulative share: which side of each bound is meant, ties, and the customer who crosses it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import tierrules as tr

AS_OF = date(2026, 11, 22)


@cache
def standard() -> tr.Ruleset:
    return tr.load("abc-shares")


def abc(share_before: object, rules: tr.Ruleset | None = None) -> str | None:
    return (rules or standard()).classify({"share_before": share_before}, as_of=AS_OF).tags["abc"]


def shares_before(revenues: Sequence[int]) -> list[Fraction]:
    """Return for each customer the share of all customers with more revenue."""
    return [Fraction(sum(other for other in revenues if other > own), sum(revenues)) for own in revenues]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("0%", "A"),
        ("79.99999999%", "A"),
        ("80%", "B"),
        ("80.00000001%", "B"),
        ("94.99999999%", "B"),
        ("95%", "C"),
        ("95.00000001%", "C"),
        ("100%", "C"),
    ],
)
def test_each_bound(share: str, expected: str) -> None:
    assert abc(share) == expected


@pytest.mark.parametrize("share", ["-0.1%", "100.1%", 80, "nan", True])
def test_what_is_no_share_is_a_problem_in_the_data(share: object) -> None:
    with pytest.raises(tr.CustomerError):
        abc(share)


def test_an_unknown_share_leaves_all_classes_open() -> None:
    found = tr.load("abc-shares").classify({}, as_of=AS_OF)["abc"]
    assert (found.status, found.candidates) == ("undetermined", ("A", "B", "C"))
    assert [tuple(one) for one in found.missing] == [("share_before", "missing")]


@pytest.mark.parametrize(
    ("revenues", "expected"),
    [
        pytest.param([85, 10, 5], "ABC", id="a giant crosses 80 and is A"),
        pytest.param([80, 15, 5], "ABC", id="the published split itself"),
        pytest.param([100], "A", id="a single customer"),
        pytest.param([50, 30, 15, 5], "AABC", id="exactly full classes"),
        pytest.param([40, 30, 20, 10], "AAAB", id="the third crosses 80"),
        pytest.param([60, 15, 15, 6, 4], "AAABC", id="a tie at the cut goes up as a whole"),
        pytest.param([25, 25, 25, 25], "AAAA", id="all alike"),
        pytest.param([100, 0, 0], "ACC", id="who brings nothing is C"),
        pytest.param([5, 80, 15], "CAB", id="in any order"),
    ],
)
def test_portfolios(revenues: list[int], expected: str) -> None:
    assert [abc(share) for share in shares_before(revenues)] == list(expected)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12))
def test_a_class_holds_who_starts_below_its_end(revenues: list[int]) -> None:
    """Counted in whole numbers, without any division."""
    total = sum(revenues)
    assume(total)
    for own, share in zip(revenues, shares_before(revenues), strict=True):
        before = 100 * sum(other for other in revenues if other > own)
        assert abc(share) == ("A" if before < 80 * total else "B" if before < 95 * total else "C")


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12))
def test_equals_are_classed_alike_and_the_greatest_is_a(revenues: list[int]) -> None:
    assume(sum(revenues))
    classed = list(zip(revenues, map(abc, shares_before(revenues)), strict=True))
    assert len(set(classed)) == len(set(revenues))
    ranked = [label for _, label in sorted(classed, reverse=True)]
    assert ranked[0] == "A"
    assert ranked == sorted(ranked, key=str)


def test_another_split_is_an_edit_of_two_thresholds() -> None:
    source = tr.load("abc-shares").source
    assert source.count("value: 80%") == source.count("value: 95%") == 1
    rules = tr.loads(source.replace("value: 80%", "value: 70%").replace("value: 95%", "value: 90%"))
    bounds = ["69.9%", "70%", "70.1%", "89.9%", "90%", "90.1%"]
    assert [abc(share, rules) for share in bounds] == list("ABBBCC")
