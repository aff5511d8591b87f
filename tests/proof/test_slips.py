"""Bounds that two rules claim or leave out, of windows of time as well."""

from __future__ import annotations

from datetime import date

import pytest

import tierrules as tr
from tests.proof.texts import found_in
from tierrules.proof.findings import gaps, subject

RULES = """
    thresholds:
      wait: {wait}
    fields:
      seen_on: {{type: date}}
    dimensions:
      tier:
        labels: [x, y]
        hit: unique
        rules:
          - {{label: x, when: {function}(seen_on) {one} wait}}
          - {{label: y, when: {function}(seen_on) {other} wait}}
    """


@pytest.mark.parametrize("function", ["elapsed", "until"])
@pytest.mark.parametrize("wait", ["6 months", "30 days"])
@pytest.mark.parametrize(("one", "other", "said"), [(">", "<", "neither"), (">=", "<=", "both")])
def test_a_length_of_time_that_two_windows_claim_or_leave_out_is_a_bound(
    function: str, wait: str, one: str, other: str, said: str
) -> None:
    sections = RULES.format(function=function, wait=wait, one=one, other=other)
    (found,) = found_in(sections, "gap", "overlap", "boundary-slip", "undecided")
    assert found.code == "boundary-slip"
    assert said in found.message
    assert found.witness is not None
    days = {"30 days": {date(2025, 12, 2), date(2026, 1, 31)}, "6 months": {date(2025, 7, 1), date(2026, 7, 1)}}
    assert found.witness["as_of"] == date(2026, 1, 1)
    assert found.witness["seen_on"] in days[wait]


@pytest.mark.parametrize(("one", "other"), [(">=", "<"), (">", "<=")])
def test_windows_that_meet_at_a_length_of_time_have_no_fault(one: str, other: str) -> None:
    sections = RULES.format(function="elapsed", wait="6 months", one=one, other=other)
    assert found_in(sections, "gap", "overlap", "boundary-slip", "undecided") == ()


def test_many_rules_on_one_bound_are_told_once() -> None:
    lines = ["tierrules: 1", "name: many", "fields:", "  a: {type: integer, min: 0, max: 99}"]
    lines += ["  b: {type: integer, min: 0, max: 999}"]
    lines += ["dimensions:", "  tier:", "    labels: [x, y]", "    hit: unique", "    rules:"]
    for at in range(90):
        lines += [f"      - {{id: low{at}, label: x, when: a < 50 and b == {at}}}"]
        lines += [f"      - {{id: high{at}, label: y, when: a > 50 and b == {at}}}"]
    lines += ["      - {label: x, when: b >= 90}"]
    (found,) = tr.loads("\n".join(lines)).check(select=["gap", "boundary-slip"])
    assert found.code == "boundary-slip"
    assert len(found.related) == 50


@pytest.mark.parametrize("most", [(), (1, 0)])
def test_bounds_that_are_left_out_are_not_told_as_gaps_beside_a_gap(
    most: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where as many regions are told as may be, what is left on the bounds is no further one.
    for name, count in zip(("MOST_REGIONS", "MOST_COMPARISONS"), most, strict=False):
        monkeypatch.setattr(gaps, name, count)
    sections = """
    fields:
      a: {type: integer, min: 0, max: 99}
    dimensions:
      tier:
        labels: [x, y]
        hit: unique
        rules:
          - {label: x, when: a < 20}
          - {label: y, when: a > 20 and a < 40}
          - {label: x, when: a > 40 and a <= 60}
          - {label: y, when: a >= 70}
    """
    found = found_in(sections, "gap", "boundary-slip", "undecided")
    told = [(one.code, one.witness["a"]) for one in found if one.witness]
    assert [seen for code, seen in told if code == "boundary-slip"] == [20, 40]
    ((nearest, where),) = [(one.rules, one.witness["a"]) for one in found if one.code == "gap" and one.witness]
    assert nearest in [("tier.x.2",), ("tier.y.2",), ("tier.x.2", "tier.y.2")]
    assert 60 < where < 70  # type: ignore[operator]
    assert len(found) == 3


@pytest.mark.parametrize("sign", ["", "="])
@pytest.mark.parametrize("most", range(6))
def test_a_bound_is_told_or_open_however_little_may_be_spent(
    most: int, sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject, "MOST_WORK", most)
    sections = f"""
    fields:
      a: {{type: integer, min: 0, max: 99}}
    dimensions:
      tier:
        labels: [x, y]
        hit: unique
        rules:
          - {{label: x, when: a <{sign} 20}}
          - {{label: y, when: a >{sign} 20}}
    """
    (found,) = found_in(sections, "boundary-slip", "undecided")
    assert found.code in ("boundary-slip", "undecided")
