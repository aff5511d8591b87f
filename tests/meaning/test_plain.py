"""Reasons as JSON holds them: each kind of comparison, whole."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import tierrules as tr
from tierrules.meaning import plain
from tierrules.meaning.truth import MISSING, NONE

AS_OF = date(2026, 11, 1)
TEXT = """\
tierrules: 1
name: plain
currency: CNY
fields: {vip: {type: boolean}, code: {type: text, empty: none}}
thresholds: {asleep: 6 months, trades: {by: code, prefix: true, rows: {I6: 1, F: 2}, default: 3}}
dimensions:
  size:
    labels: [large]
    applies: employees >= 10
    hit: first
    rules: [{label: large, when: employees >= 1000}]
  d:
    labels: [a]
    hit: first
    rules:
      - label: a
        when: WHEN
"""


@pytest.mark.parametrize(
    ("when", "customer", "expected"),
    [
        (
            "elapsed(last_purchase_on) >= asleep",
            {"last_purchase_on": "2026-05-02"},
            {
                "field": "last_purchase_on",
                "value": "2026-05-02",
                "value_is": "known",
                "op": "<=",
                "bound": "2026-05-01",
                "truth": "false",
                "threshold": "asleep",
                "distance": "1",
                "function": "elapsed",
                "duration": "6 months",
                "turns_on": "2026-11-02",
            },
        ),
        (
            "last_purchase_on < first_deal_on",
            {"last_purchase_on": "", "first_deal_on": "2026-05-01"},
            {
                "field": "last_purchase_on",
                "value": None,
                "value_is": "none",
                "op": "<",
                "bound": "2026-05-01",
                "truth": "false",
                "other_field": "first_deal_on",
            },
        ),
        (
            "last_purchase_on < first_deal_on",
            {"last_purchase_on": "2026-05-01"},
            {
                "field": "last_purchase_on",
                "value": "2026-05-01",
                "value_is": "known",
                "op": "<",
                "bound": None,
                "truth": "unknown",
                "other_field": "first_deal_on",
            },
        ),
        (
            "annual_spend > 100",
            {"annual_spend": 99},
            {
                "field": "annual_spend",
                "value": "99",
                "value_is": "known",
                "op": ">",
                "bound": "100",
                "truth": "false",
                "currency": "CNY",
                "distance": "-1",
            },
        ),
        (
            "code in ['a', 'b']",
            {"code": "b"},
            {"field": "code", "value": "b", "value_is": "known", "op": "in", "bound": ["a", "b"], "truth": "true"},
        ),
        (
            "code not in trades",
            {},
            {
                "field": "code",
                "value": None,
                "value_is": "missing",
                "op": "not starts_with",
                "bound": ["I6", "F"],
                "truth": "unknown",
                "threshold": "trades",
            },
        ),
        (
            "known(code)",
            {"code": ""},
            {"field": "code", "value": None, "value_is": "none", "op": "known", "bound": [], "truth": "true"},
        ),
        (
            "size == 'large'",
            {"employees": 1000},
            {
                "field": "size",
                "value": ["large"],
                "value_is": "known",
                "op": "in",
                "bound": ["large"],
                "truth": "true",
            },
        ),
        (
            "vip",
            {"vip": False},
            {"field": "vip", "value": False, "value_is": "known", "op": "==", "bound": True, "truth": "false"},
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_comparison(when: str, customer: dict[str, object], expected: dict[str, object]) -> None:
    seen = tr.loads(TEXT.replace("WHEN", when)).classify(customer, as_of=AS_OF).to_dict()
    (rule,) = seen["tags"]["d"]["justification"]["rules"]
    assert rule["comparisons"] == [{"text": when, "decisive": True} | expected]


def test_a_guard_stands_before_the_rules() -> None:
    seen = tr.loads(TEXT.replace("WHEN", "always")).classify({"employees": 9}, as_of=AS_OF)
    justification = seen["size"].to_dict()["justification"]
    assert justification["rules"] == []
    assert {key: justification["applies"][key] for key in ("id", "label", "truth")} == {
        "id": "size.applies",
        "label": None,
        "truth": "false",
    }
    assert [one["text"] for one in justification["applies"]["comparisons"]] == ["employees >= 10"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        ("x", "x"),
        (MISSING, None),
        (NONE, None),
        (Fraction(1, 3), "1/3"),
        (date(2026, 1, 2), "2026-01-02"),
        (("x", Fraction(1, 2)), ["x", "0.5"]),
        ((), []),
    ],
)
def test_a_value(value: Any, expected: object) -> None:
    assert plain.value(value) == expected
