"""The days that stand for all days show every order in which bounds of dates can lie."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.oracles.calendar_days import add
from tierrules.proof.findings.subject import Subject

DAY = timedelta(days=1)
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
DURATIONS = ["1 day", "7 days", "28 days", "30 days", "31 days", "90 days", "1 month", "2 months", "3 months", "1 year"]
WINDOWS = st.tuples(
    st.sampled_from("de"),
    st.sampled_from(["elapsed", "until"]),
    st.sampled_from(["<", "<=", ">=", ">"]),
    st.integers(0, 2),
)
DATES = st.dates(date(2019, 1, 1), date(2027, 12, 31))


def length(text: str) -> tuple[str, int]:
    count, unit = text.split()
    size = {"year": 12}.get(unit, 1)
    return "day" if unit.startswith("day") else "month", int(count) * size


def cut(day: date, unit: str, count: int) -> date:
    """The latest day after which so much time comes to no later than `day`."""
    if unit == "day":
        return day - timedelta(days=count)
    found = add(day, unit, -count)
    if (day + DAY).day == 1:
        found = (found.replace(day=1) + timedelta(days=31)).replace(day=1) - DAY
    return found


def parts_at(function: str, op: str, unit: str, count: int, as_of: date) -> date:
    """The last date on the lower side of a window."""
    if function == "elapsed":
        return cut(as_of if op in (">=", "<") else as_of - DAY, unit, count)
    return add(as_of, unit, count) - (DAY if op in (">=", "<") else 0 * DAY)


def order(places: list[date]) -> tuple[int, ...]:
    return tuple(sorted(set(places)).index(one) for one in places)


@st.composite
def calendars(draw: st.DrawFn) -> dict[str, Any]:
    since = draw(st.sampled_from([None, date(2023, 12, 15), date(2024, 2, 29)]) | DATES)
    years = draw(st.integers(0, 5))
    until = None if since is None else since + timedelta(days=draw(st.integers(0, 366)) + 365 * years)
    edition = draw(st.none() | DATES)
    return {
        "since": since,
        "until": until if draw(st.booleans()) or draw(st.booleans()) else None,
        "durations": [draw(st.sampled_from(DURATIONS)) for _ in range(3)],
        "edition": edition,
        "later": draw(st.sampled_from(["2 months", "6 months"])),
        "windows": draw(st.lists(WINDOWS, min_size=1, max_size=3)),
        "fixed": draw(st.lists(DATES, max_size=2)),
        "minimum": draw(st.none() | DATES),
        "together": draw(st.booleans()),
    }


def written(one: dict[str, Any]) -> str:
    lines = ["tierrules: 1", "name: days"]
    ends = {key: one[name] for key, name in (("from", "since"), ("until", "until")) if one[name]}
    if ends:
        lines.append(f"effective: {{{', '.join(f'{key}: {day}' for key, day in ends.items())}}}")
    least = f", min: {one['minimum']}" if one["minimum"] else ""
    lines += ["fields:", f"  d: {{type: date, empty: none{least}}}", "  e: {type: date}", "thresholds:"]
    lines += [f"  n{at}: {text}" for at, text in enumerate(one["durations"])]
    lines += [f"  t{at}: {day}" for at, day in enumerate(one["fixed"])]
    if one["edition"]:
        lines.append(f"  n2x: {{dated: {{1999-01-01: 1 month, {one['edition']}: {one['later']}}}}}")
    lines += ["dimensions:", "  x:", "    labels: [a]", "    hit: first", "    otherwise: none", "    rules:"]
    tests = [f"{function}({name}) {op} n{at}" for name, function, op, at in one["windows"]]
    tests += [f"d >= t{at}" for at in range(len(one["fixed"]))]
    tests += ["elapsed(d) >= n2x"] if one["edition"] else []
    tests += ["d <= e"] if one["together"] else []
    lines += [f"      - {{label: a, when: {test}}}" for test in tests]
    return "\n".join(lines) + "\n"


def story(one: dict[str, Any], as_of: date) -> Any:
    """In which order all bounds of each field lie, or of both together if they are compared; and the edition."""
    groups: dict[str, list[date]] = {"d": [], "e": []}
    groups["d"] += [day - by for day in one["fixed"] for by in (DAY, 0 * DAY)]
    groups["d"] += [one["minimum"] - DAY] if one["minimum"] else []
    for name, function, op, at in one["windows"]:
        groups[name].append(parts_at(function, op, *length(one["durations"][at]), as_of))
    begun = one["edition"] is not None and one["edition"] <= as_of
    if one["edition"]:
        groups["d"].append(parts_at("elapsed", ">=", *(length(one["later"]) if begun else ("month", 1)), as_of))
    if one["together"]:
        return begun, order(groups["d"] + groups["e"])
    return begun, order(groups["d"]), order(groups["e"])


def days(one: dict[str, Any]) -> list[date]:
    since, until = max(one["since"] or FIRST, FIRST), min(one["until"] or LAST, LAST)
    return [since + timedelta(days=at) for at in range((until - since).days + 1)]


@settings(max_examples=max(20, settings.default.max_examples // 4))
@given(calendars())
def test_the_days_show_every_order_that_any_day_shows(one: dict[str, Any]) -> None:
    model = tr.loads(written(one))._model
    found = [world.as_of for world in Subject(model).worlds(model.dimensions["x"])]
    every_day = days(one)
    assert set(found) <= set(every_day)
    stories = [story(one, day) for day in found]
    assert set(stories) == {story(one, day) for day in every_day}, written(one)
    assert len(stories) == len(set(stories)), written(one)


def of(windows: list[tuple[str, str, str, int]], **more: Any) -> dict[str, Any]:
    plain = {"since": None, "until": None, "durations": ["1 month", "30 days", "28 days"], "edition": None}
    return {**plain, "later": "", "windows": windows, "fixed": [], "minimum": None, "together": False, **more}


@pytest.mark.parametrize(
    ("given", "count"),
    [
        (of([("d", "elapsed", ">=", 0)]), 1),
        # A month before is 28 to 31 days ago: later than 30 days ago, the same day, earlier.
        (of([("d", "elapsed", ">=", 0), ("d", "elapsed", ">=", 1)]), 3),
        # It is never less than 28 days ago: the same day, or earlier.
        (of([("d", "elapsed", ">=", 0), ("d", "elapsed", ">=", 2)]), 2),
        (of([("d", "elapsed", ">=", 0), ("e", "elapsed", ">=", 1)]), 1),
        # Before a fixed day, on the two sides of it, behind it.
        (of([("d", "elapsed", ">=", 1)], fixed=[date(2024, 2, 29)]), 4),
        (of([("d", "elapsed", ">=", 1)], since=date(2050, 1, 1), fixed=[date(2024, 2, 29)]), 1),
    ],
)
def test_how_many_days_tell_all(given: dict[str, Any], count: int) -> None:
    model = tr.loads(written(given))._model
    assert len(Subject(model).worlds(model.dimensions["x"])) == count


def test_a_ruleset_that_never_holds_has_no_days() -> None:
    model = tr.loads(written(of([("d", "until", "<", 0)], since=date(2100, 1, 1), until=date(2100, 2, 1))))._model
    assert Subject(model).worlds(model.dimensions["x"]) == []
