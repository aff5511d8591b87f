"""What gives a window its other end, and how a finding says that it has none."""

from __future__ import annotations

import pytest

from tests.proof.texts import found_in

HEAD = """
fields:
  sector: {type: category, values: [industry, retail]}
  old_on: {type: date, min: 2030-01-01}
  new_on: {type: date, max: 2019-12-31}
effective: {from: 2020-01-01, until: 2029-12-31}
thresholds:
  soon: 1 month
  late: 6 months
  past: -1 month
  start: 2025-01-01
  changing: {dated: {2020-01-01: 1 month, 2025-01-01: 2 months}}
  some: {by: sector, rows: {industry: 3 months, retail: n/a}}
  all_of_them: {by: sector, rows: {industry: 3 months, retail: 4 months}}
"""


def text(condition: str, *, assume: str = "", applies: str = "", before: str = "", hit: str = "first") -> str:
    rules = f"      - {{label: early, when: {before}}}\n" if before else ""
    return (
        HEAD
        + (f"assume:\n  - {assume}\n" if assume else "")
        + f"dimensions:\n  d:\n    labels: [near, early, no]\n    hit: {hit}\n"
        + (f"    applies: {applies}\n" if applies else "")
        + f"    rules:\n{rules}      - label: near\n        when: {condition}\n    otherwise: no\n"
    )


def messages(condition: str, **more: str) -> list[str]:
    return [one.message for one in found_in(text(condition, **more), "open-window")]


@pytest.mark.parametrize(
    ("condition", "told", "help"),
    [
        ("until(need_due_on) <= soon", "every day in the past", "write `0 <= until(need_due_on) <= soon`"),
        ("until(need_due_on) < soon", "every day in the past", "write `0 <= until(need_due_on) < soon`"),
        ("soon >= until(need_due_on)", "every day in the past", "write `soon >= until(need_due_on) >= 0`"),
        ("elapsed(need_due_on) < soon", "every day to come", "write `0 <= elapsed(need_due_on) < soon`"),
        ("elapsed(need_due_on) <= changing", "every day to come", "write `0 <= elapsed(need_due_on) <= changing`"),
        ("elapsed(need_due_on) <= some", "every day to come", "write `0 <= elapsed(need_due_on) <= some`"),
        (
            "some <= elapsed(need_due_on) <= late",
            "every day to come",
            "its other end is a table with `n/a`; say as well that `elapsed(need_due_on) >= 0`",
        ),
    ],
)
def test_open(condition: str, told: str, help: str) -> None:
    (one,) = found_in(text(condition), "open-window")
    assert one.message.endswith(f"also holds for {told}")
    assert one.help == help
    assert one.rules == ("d.near",)


@pytest.mark.parametrize(
    "condition",
    [
        "0 <= until(need_due_on) <= soon",
        "past <= until(need_due_on) <= soon",
        "until(need_due_on) <= soon and elapsed(need_due_on) <= 0",
        "until(need_due_on) <= soon and elapsed(need_due_on) <= late and need_confirmed",
        "until(need_due_on) <= soon and not elapsed(need_due_on) > late",
        "until(need_due_on) <= soon and need_due_on >= start",
        "until(need_due_on) <= soon and (need_due_on == start or until(need_due_on) >= 0)",
        "until(need_due_on) <= soon and need_due_on >= first_deal_on and first_deal_on >= start",
        "elapsed(need_due_on) < soon and need_due_on < last_purchase_on and elapsed(last_purchase_on) >= 0",
        "all_of_them <= elapsed(need_due_on) <= late",
        # The past or the future itself is meant.
        "until(need_due_on) <= 0",
        "elapsed(need_due_on) < 0",
        "until(need_due_on) <= past",
        # A window without one is no window.
        "not elapsed(need_due_on) < soon",
        "not until(need_due_on) > soon",
        "elapsed(need_due_on) >= soon",
        # The days of the field end before the ruleset begins, or begin when it is over.
        "until(old_on) <= soon",
        "elapsed(new_on) < soon",
    ],
)
def test_closed(condition: str) -> None:
    assert messages(condition) == []


@pytest.mark.parametrize(
    "condition",
    [
        "until(need_due_on) <= soon or until(need_due_on) >= 0",
        "until(need_due_on) <= soon and until(expected_close_on) >= 0",
        "until(need_due_on) <= soon and (need_confirmed or until(need_due_on) >= 0)",
        "until(need_due_on) <= soon and need_due_on <= start",
        "until(need_due_on) <= soon and need_due_on != start",
        "until(need_due_on) <= soon and need_due_on >= first_deal_on",
        "until(new_on) <= soon",
        "elapsed(old_on) < soon",
    ],
)
def test_what_closes_nothing(condition: str) -> None:
    assert len(messages(condition)) == 1


def test_an_assumption_closes_a_window() -> None:
    assert messages("elapsed(last_purchase_on) < soon", assume="elapsed(last_purchase_on) >= 0") == []
    assert len(messages("until(last_purchase_on) < soon", assume="elapsed(last_purchase_on) >= 0")) == 1


def test_a_guard_closes_a_window_and_is_one_itself() -> None:
    assert messages("elapsed(last_purchase_on) < soon", applies="elapsed(last_purchase_on) >= 0") == []
    assert len(messages("need_confirmed", applies="elapsed(last_purchase_on) < late")) == 1


@pytest.mark.parametrize(
    ("before", "hit", "found"),
    [
        ("until(need_due_on) < 0", "first", 0),
        ("until(need_due_on) < 0 or need_confirmed", "first", 0),
        ("need_confirmed or proposal_sent", "first", 1),
        ("until(need_due_on) < 0 and need_confirmed", "first", 1),
        ("until(need_due_on) > late", "first", 1),
        ("until(need_due_on) < 0", "collect", 1),
    ],
)
def test_an_earlier_rule_may_take_the_days_at_the_open_end(before: str, hit: str, found: int) -> None:
    assert len(messages("until(need_due_on) <= soon", before=before, hit=hit)) == found


def test_points_are_given_in_windows_too() -> None:
    score = "scores:\n  heat:\n    add: [{points: 60, when: until(need_due_on) <= soon}]\n"
    (one,) = found_in(text("heat > 0") + score, "open-window")
    assert one.rules == ()
