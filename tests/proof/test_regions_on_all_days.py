"""A region that is told for all days holds on each of them: ends of dates that follow the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

import tierrules as tr
from tests.oracles.tables import NONE
from tests.proof.membership import is_in

Facts = dict[str, Any]

TWO_RUNS = """\
tierrules: 1
name: small
effective: {from: 2024-02-27, until: 2024-03-02}
fields:
  c0: {type: category, values: [a, b]}
  d0: {type: date, empty: none}
thresholds: {two_days: 2 days}
dimensions:
  base:
    labels: [bx, by]
    hit: collect
    rules:
      - {label: bx, when: 0 < until(d0) < two_days}
"""

AT_THE_EDGE = """\
tierrules: 1
name: small
effective: {from: 2023-12-30, until: 2024-01-01}
fields:
  d0: {type: date, empty: none}
thresholds: {four_days: 4 days, two_months: 2 months, day_one: 2023-12-31}
assume: ["0 < until(d0) <= two_months"]
dimensions:
  base:
    labels: [bx, by]
    hit: first
    rules:
      - {label: bx, when: {not: 0 < until(d0) < four_days}}
    otherwise: by
"""

DATED = """\
tierrules: 1
name: small
effective: {from: 2023-12-30, until: 2024-01-02}
fields:
  d0: {type: date}
thresholds:
  wait: {dated: {2020-01-01: 2 days, 2024-01-01: 4 days}}
dimensions:
  base:
    labels: [bx, by]
    hit: first
    rules:
      - {label: bx, when: elapsed(d0) >= wait}
    otherwise: by
"""

SHARED = """\
tierrules: 1
name: small
effective: {from: 2024-02-27, until: 2024-05-01}
fields:
  d0: {type: date}
thresholds: {thirty: 30 days, month: 1 month}
dimensions:
  base:
    labels: [bx, by, bz]
    hit: first
    rules:
      - {label: bx, when: until(d0) <= thirty}
      - {label: by, when: until(d0) <= month}
    otherwise: bz
"""


def customers(rules: tr.Ruleset) -> Iterator[tuple[date, Facts]]:
    since, until = rules.definition.effective.since, rules.definition.effective.until
    assert since is not None
    assert until is not None
    for at in range((until - since).days + 1):
        day = since + timedelta(days=at)
        near = [day + timedelta(days=by) for by in range(-8, 40)]
        held = {"c0": ["a", "b"], "d0": [*near, *([NONE] if "empty: none" in rules.source else [])]}
        names = [name for name in held if f"  {name}:" in rules.source]
        for seen in product(*(held[name] for name in names)):
            yield day, dict(zip(names, seen, strict=True))


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        (TWO_RUNS, "- {label: bx, when: 0 < until(d0) < two_days}", "- {label: bx, when: c0 == 'a'}"),
        (TWO_RUNS, "two_days}\n", "two_days}\n      - {label: by, when: present(c0)}\n"),
        (AT_THE_EDGE, "{label: bx, when", "{label: by, when"),
        (AT_THE_EDGE, "{not: 0 < until(d0) < four_days}", "d0 <= day_one"),
        (DATED, "2020-01-01: 2 days", "2020-01-01: 3 days"),
        (DATED, ">= wait", "> wait"),
        (SHARED, "thirty: 30", "thirty: 31"),
        (SHARED, "until(d0) <= month", "until(d0) <= thirty"),
    ],
)
def test_regions_told_for_all_days_are_those_who_change_on_each_of_them(text: str, before: str, after: str) -> None:
    assert before in text
    old, new = tr.loads(text), tr.loads(text.replace(before, after))
    found = old.compare(new)
    told_for_all = [one for one in found if one.only_on is None]
    for day, facts in customers(old):
        given = {name: None if seen == NONE else seen for name, seen in facts.items()}
        if text == AT_THE_EDGE and given["d0"] is not None and given["d0"] <= day:
            continue  # the assumption says that there is no such customer
        then, now = (rules.classify(given, as_of=day)["base"].labels for rules in (old, new))
        for one in told_for_all:
            if is_in(one, facts, day):
                assert changes_so(one, then, now), (day, given, one)
        shown = any(is_in(one, facts, day) for one in found if one.only_on is None or day in one.only_on)
        if not any(one.only_on for one in found):
            assert shown is (then != now), (day, given)


def changes_so(one: Any, then: tuple[str, ...], now: tuple[str, ...]) -> bool:
    if one.gained or one.lost:
        return ({*now} - {*then}, {*then} - {*now}) == tuple(
            {label.name for label in part} for part in (one.gained, one.lost)
        )
    return (then, now) == (names(one.before), names(one.after))


def names(state: Any) -> tuple[str, ...]:
    return tuple(label.name for label in state.labels)


def test_an_end_ahead_of_the_day_is_told_for_all_days() -> None:
    old, new = tr.loads(AT_THE_EDGE), tr.loads(AT_THE_EDGE.replace("{label: bx, when", "{label: by, when"))
    (one,) = old.compare(new)
    assert one.only_on is None
    assert one.sentence("en") == "customers with d0 at least 4 days ahead or no d0: bx → by"


def test_the_later_of_two_ends_is_told_with_the_days_on_which_it_is_the_later() -> None:
    """A month ahead of May 1 are 31 days, of February 29 it is 29, and of April 1 it is 30."""
    text = SHARED.replace("<=", "<")
    old, new = tr.loads(text), tr.loads(text.replace("otherwise: bz", "otherwise: bx"))
    assert [(one.region[0].text("en"), one.only_on) for one in old.compare(new)] == [
        ("d0 at least 1 month ahead", (date(2024, 4, 1), date(2024, 5, 1))),
        ("d0 at least 30 days ahead", (date(2024, 2, 29), date(2024, 4, 1))),
    ]
