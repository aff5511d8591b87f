"""What each field that may decide would give, by examples: every region with its answer, and how many are tried."""

from datetime import date

import pytest

import tierrules as tr
from tierrules.meaning import deciders
from tierrules.meaning.justification import Decider, Given

AS_OF = date(2026, 11, 1)
TEXT = """\
tierrules: 1
name: deciders
currency: CNY
dimensions:
  size:
    labels: [large, small]
    hit: first
    rules: [{label: large, when: employees >= 10}]
    otherwise: small
  tier:
    labels: [A, B, C]
    hit: HIT
    rules:
      - RULES
"""


def found(*rules: str, hit: str = "first", **customer: object) -> dict[str, Decider]:
    text = TEXT.replace("RULES", "\n      - ".join(rules)).replace("HIT", hit)
    told = tr.loads(text).classify(customer, as_of=AS_OF)["tier"].justification
    return {one.field.name: one for one in told.deciders}


def said(one: Given) -> str:
    """A region's ends, then what it gives: the labels, or the candidates where it decides none."""
    ends = f"{'' if one.region.low is None else one.region.low}..{'' if one.region.high is None else one.region.high}"
    told = "+".join(label.name for label in one.labels)
    return f"{ends} {one.status} {told}({' '.join(label.name for label in one.candidates)})"


def test_neighbours_of_one_answer_are_one_region_and_others_are_apart() -> None:
    (orders,) = found(
        "{label: A, when: orders_12m >= 20}", "{label: B, when: orders_12m >= 10}", "{label: B, when: orders_12m >= 5}"
    ).values()
    assert [said(one) for one in orders.given] == [
        "..4 unlabelled (unlabelled)",
        "5..19 decided B(B)",
        "20.. decided A(A)",
    ]


def test_regions_that_leave_other_candidates_are_apart() -> None:
    rules = ("{label: A, when: orders_12m >= 20 and unstable}", "{label: B, when: orders_12m >= 10}")
    told = found(*rules, "{label: C, when: unstable}")
    assert [said(one) for one in told["orders_12m"].given] == [
        "..9 undetermined (C unlabelled)",
        "10..19 decided B(B)",
        "20.. undetermined (A B)",
    ]


def test_of_all_labels_that_hold_regions_are_apart_by_what_is_certain_and_by_what_is_open() -> None:
    rules = ("{label: A, when: orders_12m >= 20}", "{label: B, when: orders_12m >= 10}")
    told = found(*rules, "{label: C, when: orders_12m < 5}", hit="collect")
    assert [said(one) for one in told["orders_12m"].given] == [
        "..4 decided C()",
        "5..9 unlabelled (unlabelled)",
        "10..19 decided B()",
        "20.. decided A+B()",
    ]
    told = found(*rules, "{label: C, when: unstable}", hit="collect")
    assert [said(one) for one in told["orders_12m"].given] == [
        "..9 undetermined (C unlabelled)",
        "10..19 undetermined B(C)",
        "20.. undetermined A+B(C)",
    ]


def test_what_other_dimensions_lack_decides_too_and_fields_stand_by_name() -> None:
    rules = (
        "{label: A, when: \"size == 'large' and orders_12m >= 10\"}",
        "{label: B, when: \"size == 'small' and unstable and annual_spend >= 10\"}",
        "{label: C, when: \"interactions_90d >= 5 and size in ['large']\"}",
    )
    told = found(*rules)
    assert list(told) == ["annual_spend", "employees", "interactions_90d", "orders_12m", "unstable"]
    assert [said(one) for one in told["employees"].given] == [
        "..9 undetermined (B unlabelled)",
        "10.. undetermined (A C unlabelled)",
    ]


def test_a_field_that_several_dimensions_lack_is_told_once() -> None:
    text = TEXT.replace(
        "  tier:",
        "  age: {labels: [old], hit: first, rules: [{label: old, when: size == 'large' and employees >= 5}]}\n  tier:",
    )
    rules = tr.loads(
        text.replace("HIT", "first").replace("RULES", "{label: A, when: size == 'large' and age == 'old'}")
    )
    told = rules.classify({}, as_of=AS_OF)["tier"].justification
    assert [one.name for one in told.to_bring] == ["age", "size"]
    assert [one.field.name for one in told.deciders] == ["employees"]


@pytest.mark.parametrize(
    ("most", "names"),
    [(6, ["employees", "orders_12m"]), (5, ["employees"]), (3, ["employees"]), (2, [])],
)
def test_no_more_values_are_tried_than_the_limit(most: int, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the two fields has three: below its bound, the bound itself and above."""
    monkeypatch.setattr(deciders, "MOST_CELLS", most)
    rules = ("{label: A, when: employees >= 10}", "{label: B, when: orders_12m >= 10}")
    assert list(found(*rules)) == names


@pytest.mark.parametrize(("codes", "is_told"), [(1_999, True), (2_000, False)])
def test_two_thousand_values_are_tried_and_no_more(codes: int, is_told: bool) -> None:
    """Each code that the table names, and all others as one."""
    rows = ", ".join(f"c{at}: {at}" for at in range(codes))
    table = "thresholds:\n  by_code: {by: industry_code, rows: {" + rows + "}, default: 0}\ndimensions:"
    text = TEXT.replace("dimensions:", table).replace("HIT", "first")
    rules = tr.loads(text.replace("RULES", "{label: A, when: orders_12m < by_code}"))
    told = rules.classify({"orders_12m": 1_000}, as_of=AS_OF)["tier"].justification
    assert [one.name for one in told.to_bring] == ["industry_code"]
    assert bool(told.deciders) == is_told
