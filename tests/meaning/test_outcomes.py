"""What may decide an open answer: every field that a rule still asks for, and none besides."""

from datetime import date

import pytest

import tierrules as tr
from tierrules.errors import NotInForce
from tierrules.language.build import build
from tierrules.meaning.outcomes import outcomes
from tierrules.meaning.truth import MISSING

AS_OF = date(2026, 11, 1)
TEXT = """\
tierrules: 1
name: open
currency: CNY
effective: {from: 2026-01-01}
fields:
  code: {type: text, empty: none}
  channel: {type: category, values: [web, fair, mail], empty: none}
thresholds:
  many: 10
  wait: 6 months
  by_channel: {by: channel, rows: {web: 3, fair: n/a, mail: 5}}
derived: {per_order: annual_spend / orders_12m}
scores:
  inner: {add: [{points: 5, when: orders_12m >= many}, {points: 1, when: known(code)}]}
  points:
    add:
      - {points: 60, when: employees >= many}
      - {points: inner, when: interactions_90d >= many}
dimensions:
  both:
    labels: [a, b]
    hit: unique
    rules: [{label: a, when: employees >= many}, {label: b, when: employees >= 20}]
  d:
    labels: [a]
    applies: APPLIES
    hit: first
    rules:
      - label: a
        when: WHEN
"""


def rules_of(when: str, applies: str = "always") -> tr.Ruleset:
    return tr.loads(TEXT.replace("WHEN", when).replace("APPLIES", applies))


def missing(when: str, applies: str = "always", **customer: object) -> list[str]:
    """The fields that may decide, with the reason where it is not that they are missing."""
    tag = rules_of(when, applies).classify(customer, as_of=AS_OF)["d"]
    assert bool(tag.missing) == (tag.status == "undetermined")
    return [one.name if one.reason == "missing" else f"{one.name}: {one.reason}" for one in tag.missing]


@pytest.mark.parametrize(
    ("when", "customer", "expected"),
    [
        ("employees >= many", {}, ["employees"]),
        ("employees >= orders_12m", {}, ["employees", "orders_12m"]),
        ("employees >= orders_12m", {"employees": 1}, ["orders_12m"]),
        ("employees in [1, many]", {}, ["employees"]),
        ("starts_with(code, 'I6')", {}, ["code"]),
        ("present(code)", {}, ["code"]),
        ("known(code)", {}, []),
        ("not employees >= many", {}, ["employees"]),
        ("elapsed(last_purchase_on) >= wait", {}, ["last_purchase_on"]),
        ("per_order >= 1", {"orders_12m": 0}, ["annual_spend", "orders_12m: zero-divisor"]),
        # of parts, those that are open on a path that is open from the top
        ("employees >= many and orders_12m >= many", {}, ["employees", "orders_12m"]),
        ("employees >= many and orders_12m >= many", {"employees": 10}, ["orders_12m"]),
        ("employees >= many and orders_12m >= many", {"employees": 9}, []),
        ("employees >= many or not (orders_12m >= many and unstable)", {"orders_12m": 9}, []),
        ("employees >= many or not (orders_12m >= many and unstable)", {"orders_12m": 10}, ["employees", "unstable"]),
        # a table: its key, and what the rows that it may choose lack
        ("employees >= by_channel", {}, ["channel", "employees"]),
        ("employees >= by_channel", {"employees": 4}, ["channel"]),
        ("employees >= by_channel", {"channel": "web"}, ["employees"]),
        ("employees >= by_channel", {"channel": "fair"}, []),
        # a score, on either side, and a score in a score
        ("points >= 61", {}, ["employees", "interactions_90d", "orders_12m"]),
        ("61 <= points", {}, ["employees", "interactions_90d", "orders_12m"]),
        ("points >= 60", {"interactions_90d": 9}, ["employees"]),
        ("points >= 61", {"interactions_90d": 10, "code": "x"}, ["employees", "orders_12m"]),
        ("points >= 65", {"interactions_90d": 10, "employees": 10}, ["orders_12m"]),
        ("points >= 60", {"employees": 10}, []),
        # another dimension
        ("both == 'a'", {}, ["both"]),
        ("both == 'a'", {"employees": 20}, ["both: conflict"]),
        ("both == 'a'", {"employees": 10}, []),
    ],
)
def test_what_may_decide(when: str, customer: dict[str, object], expected: list[str]) -> None:
    found = missing(when, **customer)
    assert [one.replace("both: undetermined", "both") for one in found] == expected


def test_a_guard_that_is_open_asks_too() -> None:
    assert missing("employees >= many", "unstable") == ["employees", "unstable"]
    assert missing("employees >= many", "unstable", unstable=True) == ["employees"]
    assert missing("employees >= many", "unstable", employees=10) == ["unstable"]
    assert missing("employees >= many", "unstable", unstable=False) == []


def test_the_outcomes_of_a_day_without_figures_are_refused() -> None:
    model = build("<text>", TEXT.replace("WHEN", "always").replace("APPLIES", "always"))
    facts = dict.fromkeys(model.fields, MISSING)
    assert list(outcomes(model, facts, date(2026, 1, 1))) == ["both", "d"]
    with pytest.raises(NotInForce):
        outcomes(model, facts, date(2025, 12, 31))
