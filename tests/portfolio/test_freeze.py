"""Lines through a portfolio as thresholds: who crosses a line is in, and so is whoever has the same value."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.portfolio.freeze import Line, Values, as_yaml, freeze, read_lines, values_of
from tierrules.portfolio.weights import number_reader

AS_OF = date(2026, 11, 22)
SPEND = STANDARD_FIELDS["annual_spend"]


def values(*numbers: object) -> Values:
    people = [{"customer_id": f"C{at}", "annual_spend": one} for at, one in enumerate(numbers)]
    return values_of(people, number_reader(SPEND, {}), SPEND)


def cut(kind: str, share: str, *numbers: object) -> tuple[Fraction, int]:
    [line] = read_lines(kind, f"annual_spend={share}")  # type: ignore[arg-type]
    found = freeze(line, values(*numbers), AS_OF)
    return found.value, found.within


def test_shares_of_ten_customers() -> None:
    ten = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert cut("top", "20%", *ten) == (9, 2)
    assert cut("top", "21%", *ten) == (8, 3)  # the customer who crosses is in
    assert cut("top", "1%", *ten) == (10, 1)
    assert cut("quantile", "80%", *ten) == (9, 2)
    assert cut("quantile", "50%", *ten) == (6, 5)
    assert cut("cumulative", "50%", *ten) == (7, 4)  # 34 of 55; three of them have 27
    assert cut("cumulative", "80%", *ten) == (5, 6)  # 45 of 55; five have 40, six 45, and 44 are wanted


def test_one_customer_with_most_of_the_sum_is_in() -> None:
    assert cut("cumulative", "80%", 85, 5, 5, 5) == (85, 1)


def test_ties_are_in_and_nobody_counts_without_a_value() -> None:
    assert cut("top", "20%", 9, 8, 8, 8, 1) == (9, 1)
    assert cut("top", "40%", 9, 8, 8, 8, 1, None, None, "much") == (8, 4)
    assert values(1, None, "much").without == 2


def test_of_ten_equal_customers_a_tenth_is_all() -> None:
    assert cut("top", "10%", *[7] * 10) == (7, 10)
    assert cut("cumulative", "10%", *[7] * 10) == (7, 10)


def test_losses_count_against_the_sum() -> None:
    assert cut("cumulative", "80%", 60, 40, -20) == (40, 2)  # 64 of 80
    with pytest.raises(ValueError, match="not above 0"):
        cut("cumulative", "80%", 10, -10)
    with pytest.raises(ValueError, match="nobody in customers has a number for `annual_spend`"):
        cut("top", "80%", None)


def test_a_value_with_too_many_digits_is_rounded_down() -> None:
    assert cut("top", "50%", 0.1 + 0.2, 0) == (Fraction("0.3"), 1)


@pytest.mark.parametrize(
    "text", ["annual_spend", "=10%", "annual_spend=10", "annual_spend=0%", "annual_spend=100%", "a=x"]
)
def test_what_is_no_share(text: str) -> None:
    with pytest.raises(ValueError, match=r"share|`x`"):
        read_lines("top", text)


def test_the_fingerprint_is_of_customers_and_values_in_any_order() -> None:
    people = [{"customer_id": "C1", "annual_spend": "5万"}, {"customer_id": "C2", "annual_spend": 7}]
    reader = number_reader(SPEND, {})
    one, other = (values_of(each, reader, SPEND).fingerprint for each in (people, people[::-1]))
    assert one == other == values_of([{"id": "C1", "annual_spend": 50_000}, people[1]], reader, SPEND).fingerprint
    assert one != values_of([people[0], {"customer_id": "C2", "annual_spend": 8}], reader, SPEND).fingerprint


def test_the_yaml_is_a_section_of_a_ruleset() -> None:
    lines = [*read_lines("top", "annual_spend=12.5%"), *read_lines("quantile", "annual_spend=50%")]
    found = [freeze(line, values(5, 4, 3, 2), AS_OF) for line in lines]
    text = as_yaml(found)
    origin = f"customers, sha256 {values(5, 4, 3, 2).fingerprint[:12]}, 2026-11-22"
    assert (
        text
        == f"""\
thresholds:
  annual_spend_top_12_5:
    value: 5
    source: "top 12.5% by annual_spend: 1 of 4 customers (25%); {origin}; >=, ties in"
  annual_spend_quantile_50:
    value: 4
    source: "50% quantile by annual_spend: 2 of 4 customers (50%); {origin}; >=, ties in"
"""
    )
    bands = "bands: {of: annual_spend, from: {a: annual_spend_top_12_5, b: annual_spend_quantile_50}, below: c}"
    rules = tr.loads(
        f"tierrules: 1\nname: t\ncurrency: CNY\n{text}dimensions:\n  abc: {{labels: [a, b, c], {bands}}}\n"
    )
    labels = [rules.classify({"annual_spend": one}, as_of=AS_OF).tags["abc"] for one in (5, 4, 3, 2)]
    assert labels == ["a", "b", "c", "c"]


NUMBERS = st.lists(st.integers(0, 20).map(Fraction), min_size=1, max_size=30)
SHARES = st.integers(1, 99).map(lambda percent: Fraction(percent, 100))


@given(NUMBERS, SHARES)
def test_the_best_share_is_the_least_that_is_enough(numbers: list[Fraction], share: Fraction) -> None:
    found = freeze(Line("top", "annual_spend", share), values(*numbers), AS_OF)
    above = sum(one > found.value for one in numbers)
    assert above < share * len(numbers) <= found.within
    assert found.within == sum(one >= found.value for one in numbers)
    quantile = freeze(Line("quantile", "annual_spend", 1 - share), values(*numbers), AS_OF)
    assert quantile.value == found.value


@given(NUMBERS.filter(sum), SHARES)
def test_a_share_of_the_sum_is_reached_with_the_line_and_not_above_it(numbers: list[Fraction], share: Fraction) -> None:
    found = freeze(Line("cumulative", "annual_spend", share), values(*numbers), AS_OF)
    above, within = (
        sum(one for one in numbers if one > found.value),
        sum(one for one in numbers if one >= found.value),
    )
    assert above < share * sum(numbers) <= within


# --- by a method


def test_a_ruleset_freezes_what_its_fields_are() -> None:
    rules = tr.loads(
        "tierrules: 1\nname: t\nfields: {heads: {type: integer}}\n"
        "dimensions: {a: {labels: [x, y], hit: first, rules: [{label: x, when: heads > 3}], otherwise: y}}\n",
        columns={"annual_spend": {"column": "年消费额", "unit": "万"}, "heads": "staff"},
    )
    people = [{"staff": at, "年消费额": 10 * at} for at in range(1, 6)]
    found = rules.freeze(
        iter(people),
        top={"heads": "20%", "annual_spend": ["40%", "20%"]},
        quantile={"heads": "50%"},
        cumulative={"annual_spend": ("30%",)},
        as_of=AS_OF,
    )
    assert [(one.name, one.value, one.within) for one in found] == [
        ("heads_top_20", 5, 1),
        ("annual_spend_top_40", 400_000, 2),
        ("annual_spend_top_20", 500_000, 1),
        ("heads_quantile_50", 3, 3),
        ("annual_spend_cumulative_30", 500_000, 1),  # 50 of 150 is a third
    ]
    assert len(found) == 5
    assert str(found) == found.to_yaml() == as_yaml(found)
    assert str(found).startswith('thresholds:\n  heads_top_20:\n    value: 5\n    source: "top 20% by heads: 1 of 5')
    assert repr(found).startswith("<FrozenThresholds: heads_top_20 5, annual_spend_top_40 400000, ")


def test_lines_that_no_method_can_draw() -> None:
    rules = tr.load("net-promoter")
    people = [{"annual_spend": 5}]
    with pytest.raises(ValueError, match="say which lines to draw"):
        rules.freeze(people, as_of=AS_OF)
    with pytest.raises(ValueError, match="`10` is no share between 0% and 100%"):
        rules.freeze(people, top={"annual_spend": "10"}, as_of=AS_OF)
    with pytest.raises(ValueError, match="`region` is no number"):
        rules.freeze(people, top={"region": "10%"}, as_of=AS_OF)
    with pytest.raises(ValueError, match="nobody in customers has a number for `employees`"):
        rules.freeze(people, top={"employees": "10%"}, as_of=AS_OF)
    with pytest.raises(TypeError, match="as_of is a date"):
        rules.freeze(people, top={"annual_spend": "10%"}, as_of="2026-11-22")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "top", [{"annual_spend": 10}, {"annual_spend": 0.1}, {"annual_spend": (0.1, "5%")}, "annual_spend=10%"]
)
def test_shares_that_are_no_texts_are_refused(top: object) -> None:
    with pytest.raises(TypeError, match=r"`top` takes fields with shares as text, such as \{'annual_spend': '10%'\}"):
        tr.load("customer-standard").freeze([{"annual_spend": 5}], top=top, as_of=AS_OF)  # type: ignore[arg-type]
