"""Which bounds count as out of order, and which have an excuse."""

from __future__ import annotations

import pytest

from tests.proof.texts import found_in

FIELDS = "fields: {sector: {type: category, values: [industry, retail]}, region: {type: text}}\n"


def ladder(thresholds: str, high: str, mid: str, *, hit: str = "first", labels: str = "[high, mid, low]") -> str:
    return (
        f"{FIELDS}thresholds: {{{thresholds}}}\n"
        f"dimensions:\n  value:\n    labels: {labels}\n    hit: {hit}\n    rules:\n"
        f"      - {{label: high, when: {high}}}\n      - {{label: mid, when: {mid}}}\n    otherwise: low\n"
    )


def severities(text: str) -> list[str]:
    return [one.severity for one in found_in(text, "threshold-order")]


PLAIN = "high: 5万, mid: 10万, fat: 20%, lean: 10%, long: 2 years"


@pytest.mark.parametrize(
    ("high", "mid", "severity"),
    [
        ("annual_spend >= high", "annual_spend >= mid", "error"),
        ("high <= annual_spend", "mid < annual_spend", "error"),
        ("annual_spend >= high or unstable", "annual_spend >= mid", "error"),
        ("\"annual_spend >= high and region == 'a'\"", "\"annual_spend >= mid and region == 'a'\"", "error"),
        # Further figures may make up for it.
        ("annual_spend >= high and profit_margin >= fat", "annual_spend >= mid", "warning"),
        ("annual_spend >= high and profit_margin >= fat", "annual_spend >= mid and profit_margin >= lean", "warning"),
        ("annual_spend >= high and elapsed(first_deal_on) >= long", "annual_spend >= mid", "warning"),
        # Another kind of customer.
        ("annual_spend >= high and unstable", "annual_spend >= mid", None),
        ("annual_spend >= high and not unstable", "annual_spend >= mid", None),
        ("annual_spend >= high and elapsed(first_deal_on) >= 0", "annual_spend >= mid", None),
        ("annual_spend >= high and profit_margin >= fat", "annual_spend >= mid and profit_margin < fat", None),
        # The better label does not cover the worse one.
        ("high <= annual_spend < mid", "annual_spend >= mid", None),
        ("annual_spend >= mid", "annual_spend >= high", None),
        ("annual_spend < high", "annual_spend >= mid", None),
        ("annual_spend >= high", "annual_revenue >= mid", None),
        ("not annual_spend >= high", "annual_spend >= mid", None),
        ("annual_spend >= mid", "annual_spend >= mid", None),
    ],
)
def test_pairs_of_rules(high: str, mid: str, severity: str | None) -> None:
    assert severities(ladder(PLAIN, high, mid)) == ([] if severity is None else [severity])


def test_two_figures_out_of_order_are_two_findings() -> None:
    text = ladder(
        PLAIN, "annual_spend >= high and profit_margin >= lean", "annual_spend >= mid and profit_margin >= fat"
    )
    assert severities(text) == ["error", "error"]


@pytest.mark.parametrize(("hit", "found"), [("first", 1), ("priority", 1), ("unique", 0), ("any", 0), ("collect", 0)])
def test_only_the_order_of_rules_makes_a_ladder(hit: str, found: int) -> None:
    assert len(severities(ladder(PLAIN, "annual_spend >= high", "annual_spend >= mid", hit=hit))) == found


def test_labels_that_fall_with_the_figure_are_in_order() -> None:
    rules = ladder("high: 10, mid: 5", "overdue >= high", "overdue >= mid", labels="[low, mid, high]")
    assert severities(rules.replace("region:", "overdue: {type: integer}, region:")) == []


def test_labels_without_an_order_have_no_better_one() -> None:
    text = ladder(PLAIN, "annual_spend >= high", "annual_spend >= mid").replace(
        "    hit", "    ordered: false\n    hit"
    )
    assert severities(text) == []


def test_a_second_way_to_a_label_may_ask_for_less() -> None:
    text = ladder(PLAIN, "annual_spend >= high", "annual_spend >= mid")
    assert (
        severities(text.replace("    otherwise", "      - {label: high, when: annual_spend >= mid}\n    otherwise"))
        == []
    )


TABLES = (
    "high: {by: sector, rows: {industry: 50万, retail: 8万}}, mid: {by: sector, rows: {industry: 10万, retail: 9万}}"
)


def test_a_slip_in_one_row_has_no_excuse() -> None:
    (one,) = found_in(ladder(TABLES, "annual_spend >= high and unstable", "annual_spend >= mid"), "threshold-order")
    assert one.severity == "error"
    assert "`high` (8万) is below `mid` (9万), for `sector` `retail`" in one.message
    assert one.help == "exchange `8万` and `9万`, or mend the one that is mistyped"


@pytest.mark.parametrize("hit", ["first", "unique", "collect"])
def test_a_range_turned_round_in_one_row_is_found_under_every_policy(hit: str) -> None:
    (one,) = found_in(ladder(TABLES, "annual_spend >= high", "mid <= annual_spend < high", hit=hit), "threshold-order")
    assert one.rules in {("value.high", "value.mid"), ("value.mid",)}
    assert "for `sector` `retail`" in one.message


def test_rows_are_counted_and_default_rows_named() -> None:
    high = "high: {by: region, rows: {north: 5, south: 5, east: 50}, default: 6}"
    (one,) = found_in(ladder(f"{high}, mid: 10", "employees >= high", "employees >= mid"), "threshold-order")
    assert one.message.endswith(
        "`high` (6) is below `mid` (10), for other values of `region` and in 2 further rows or editions"
    )


def test_a_default_that_no_customer_can_get_is_left_aside() -> None:
    high = "high: {by: sector, rows: {industry: 50, retail: 50}, default: 1}"
    assert severities(ladder(f"{high}, mid: 10", "employees >= high", "employees >= mid")) == []


def test_months_and_days_are_not_compared() -> None:
    windows = ("0 <= elapsed(last_purchase_on) <= high", "0 <= elapsed(last_purchase_on) <= mid")
    assert severities(ladder("high: 3 months, mid: 30 days", *windows)) == []
    assert severities(ladder("high: 3 months, mid: 1 month", *windows)) == ["error"]


def test_numbers_written_out_stand_in_their_comparisons() -> None:
    (one,) = found_in(
        ladder("", "employees >= 5", "employees >= 10").replace("thresholds: {}\n", ""), "threshold-order"
    )
    assert "`5` is below `10`" in one.message
    assert one.source_line[one.column - 1 : one.end_column - 1] == "employees >= 5"
