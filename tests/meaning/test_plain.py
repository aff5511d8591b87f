"""Reasons as JSON holds them: each kind of comparison, whole."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import tierrules as tr
from tierrules.meaning import plain
from tierrules.meaning.declared import Title, Type
from tierrules.meaning.justification import (
    Better,
    Decider,
    Given,
    JudgedComparison,
    JudgedPoints,
    JudgedRule,
    Justification,
    Lacking,
    Named,
)
from tierrules.meaning.regions import Region
from tierrules.meaning.truth import FALSE, MISSING, NONE, UNKNOWN

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


# --- regions, points, and what would be otherwise, each made here

COMPARED = JudgedComparison("n >= 5", Named("n"), Type.INTEGER, ">=", Fraction(3), Fraction(5), FALSE)
PLAIN = {
    "text": "n >= 5",
    "field": "n",
    "value": "3",
    "value_is": "known",
    "op": ">=",
    "bound": "5",
    "truth": "false",
}
BETWEEN = Region("n", Title(), Type.DECIMAL, low=Fraction(1), high=Fraction(3, 2), high_included=False)


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (
            BETWEEN,
            {"field": "n", "low": "1", "low_included": True, "high": "1.5", "high_included": False},
        ),
        (
            replace(BETWEEN, low_included=False, high=None),
            {"field": "n", "low": "1", "low_included": False},
        ),
        (
            Region("on", Title(), Type.DATE, high=AS_OF),
            {"field": "on", "high": "2026-11-01", "high_included": True},
        ),
        (Region("n", Title(), Type.DECIMAL), {"field": "n"}),
        (Region("n", Title(), Type.DECIMAL, none=True), {"field": "n", "none": True}),
        (Region("vip", Title(), Type.BOOLEAN, values=(False,)), {"field": "vip", "values": [False]}),
        (
            Region(
                "code", Title(), Type.TEXT, values=("a", "b"), prefixes=("I", "F"), but=("Ix",), but_prefixes=("I6",)
            ),
            {"field": "code", "values": ["a", "b"], "prefixes": ["I", "F"], "but": ["Ix"], "but_prefixes": ["I6"]},
        ),
        (
            Region("code", Title(), Type.TEXT, but=("a",), others=True),
            {"field": "code", "but": ["a"], "others": True},
        ),
    ],
)
def test_a_region(region: Region, expected: dict[str, object]) -> None:
    assert plain.region(region) == expected


def test_points_of_a_score() -> None:
    inner = JudgedPoints("always", Fraction(5), Fraction(5), None, ())
    outer = JudgedPoints("n >= 5", Fraction(-1), Fraction(1, 2), UNKNOWN, (COMPARED,), Named("inner"), (inner,))
    score = replace(COMPARED, interval=(Fraction(1), Fraction(2)), points=(outer,))
    assert plain.comparison(score) == PLAIN | {
        "interval": ["1", "2"],
        "points": [
            {
                "text": "n >= 5",
                "low": "-1",
                "high": "0.5",
                "truth": "unknown",
                "score": "inner",
                "decisive": [PLAIN],
                "points": [{"text": "always", "low": "5", "high": "5", "truth": "absent", "decisive": []}],
            }
        ],
    }


def test_what_a_comparison_lacks() -> None:
    lacking = (Lacking(Named("n"), "zero-divisor"), Lacking(Named("size"), "undetermined"))
    assert plain.comparison(replace(COMPARED, lacking=lacking)) == PLAIN | {
        "lacking": [{"name": "n", "reason": "zero-divisor"}, {"name": "size", "reason": "undetermined"}]
    }


def test_better_labels_and_deciders() -> None:
    rule = JudgedRule("d.a", Named("a"), UNKNOWN, (COMPARED,), ())
    given = Given(BETWEEN, "undetermined", (Named("a"),), (Named("b"), Named("unlabelled")))
    told = Justification(
        dimension=Named("d"),
        status="undetermined",
        labels=(),
        rules_cited=(),
        candidates=(),
        missing=(),
        to_bring=(),
        as_of=AS_OF,
        applies=None,
        rules=(rule,),
        better=(Better(Named("a"), "d.a", (COMPARED,), "d.b", (COMPARED, COMPARED)), Better(Named("b"), None, ())),
        deciders=(Decider(Named("n"), (given,), False),),
    )
    assert plain.justification(told) == {
        "applies": None,
        "rules": [{"id": "d.a", "label": "a", "truth": "unknown", "comparisons": [PLAIN | {"decisive": False}]}],
        "better": [
            {"label": "a", "rule": "d.a", "lacking": [PLAIN], "behind": "d.b", "holding": [PLAIN, PLAIN]},
            {"label": "b", "rule": None, "lacking": [], "behind": None, "holding": []},
        ],
        "deciders": [
            {
                "field": "n",
                "exact": False,
                "given": [
                    {
                        "region": plain.region(BETWEEN),
                        "status": "undetermined",
                        "labels": ["a"],
                        "candidates": ["b", "unlabelled"],
                    }
                ],
            }
        ],
    }
