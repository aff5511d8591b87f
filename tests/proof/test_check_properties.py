"""On rulesets of every form: no check fails, and what each says is so, by another way than its own."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

import tierrules as tr
from tests.proof.texts import HEAD
from tierrules.language.build import build
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.meaning.model import Model
from tierrules.proof.reports.checking import findings
from tierrules.testing import models, records_for, rulesets
from tierrules.testing.yaml_text import block
from tierrules.text.diagnostics import Diagnostic

AS_OF = date(2026, 2, 28)
STATIC = (
    *("threshold-order", "unused-threshold", "unused-field", "unused-derived"),
    *("magic-number", "unit-suspicion", "open-window", "mixed-units"),
)
UNUSED = ("unused-threshold", "unused-field", "unused-derived")
DECLARING = ("fields", "thresholds", "derived", "scores")


def found_in(text: str, *codes: str) -> tuple[Diagnostic, ...]:
    return findings(build("rules.yaml", text), codes)


def answers(rules: tr.Ruleset, record: dict[str, object]) -> dict[str, object]:
    tags = rules.classify(record, as_of=AS_OF)
    return {name: (tags[name].status, tags[name].label, tags[name].labels) for name in rules.dimensions}


@given(rulesets())
def test_every_finding_has_a_place_in_the_text(text: str) -> None:
    lines = text.splitlines()
    for one in found_in(text, *STATIC):
        assert one.source_line == lines[one.line - 1]
        assert 1 <= one.column < one.end_column <= len(lines[one.end_line - 1]) + 1
        assert str(one).startswith(f"rules.yaml:{one.line}:{one.column}: {one.severity}[{one.code}]: ")


@given(models())
def test_rules_without_a_text_can_be_checked(model: Model) -> None:
    assert {one.code for one in findings(model, STATIC)} <= set(STATIC)


# --- unused


def without(text: str, names: set[str]) -> str:
    """The ruleset without some of its declarations."""
    document = yaml.load(text, yaml.BaseLoader)
    for section in DECLARING:
        document[section] = {name: one for name, one in document.get(section, {}).items() if name not in names}
    return block({key: value or None for key, value in document.items()})


def names_told(found: tuple[Diagnostic, ...]) -> set[str]:
    """The names that findings speak of, and those that fall with them."""
    told = [*(one.message for one in found), *(place.message for one in found for place in one.related)]
    return {name for text in told for name in re.findall("`([^`]+)`", text)[-1:]}


@given(rulesets(), st.data())
def test_what_is_unused_can_be_deleted(text: str, data: st.DataObject) -> None:
    names = names_told(found_in(text, *UNUSED))
    rest = without(text, names)
    assert found_in(rest, *UNUSED) == ()
    before, after = tr.loads(text), tr.loads(rest)
    record = data.draw(records_for(before, AS_OF))
    assert answers(before, record) == answers(after, record)


@given(rulesets(), st.data())
def test_what_is_not_told_as_unused_is_needed(text: str, data: st.DataObject) -> None:
    document = yaml.load(text, yaml.BaseLoader)
    declared = {name for section in DECLARING for name in document.get(section, {})} - STANDARD_FIELDS.keys()
    used = declared - names_told(found_in(text, *UNUSED))
    assume(used)
    name = data.draw(st.sampled_from(sorted(used)))
    with pytest.raises(tr.RulesetError, match=f"`{name}`"):
        tr.loads(without(text, {name}))


# --- numbers without a name


@given(rulesets(), st.data())
def test_the_lines_of_help_give_a_number_its_name(text: str, data: st.DataObject) -> None:
    found = found_in(text, "magic-number")
    assume(found)
    one = data.draw(st.sampled_from(found))
    lines = text.splitlines()
    assert one.help is not None
    new = re.fullmatch("write `(\\S+): (.+)` under `thresholds:`, and here `(.+)`", one.help)
    name = new[1] if new else re.findall("`([^`]+)`", one.help)[1]
    line = lines[one.line - 1]
    assume(line[one.column - 1 : one.end_column - 1] == re.findall("`([^`]+)`", one.message)[0])
    lines[one.line - 1] = f"{line[: one.column - 1]}{name}{line[one.end_column - 1 :]}"
    if new:
        at = lines.index("thresholds:")
        lines.insert(at + 1, f"  {name}: {new[2]}")
    mended = "\n".join(lines) + "\n"
    assert count(found_in(mended, "magic-number")) == count(found) - 1
    before, after = tr.loads(text), tr.loads(mended)
    record = data.draw(records_for(before, AS_OF))
    assert answers(before, record) == answers(after, record)


def count(found: tuple[Diagnostic, ...]) -> int:
    """How many numbers findings speak of."""
    told = [re.search("nor have ([0-9]+) others", one.message) for one in found]
    return len(found) + sum(int(one[1]) for one in told if one)


# --- dates


LINKS = st.builds(
    "{}(last_purchase_on) {} {}".format,
    st.sampled_from(("elapsed", "until")),
    st.sampled_from(("<", "<=", ">=", ">")),
    st.sampled_from(("0", "near", "far")),
)
CONDITIONS = st.lists(LINKS, min_size=1, max_size=3)
ENDS = {"elapsed": date(2099, 12, 31), "until": date(1950, 1, 1)}
NEAR = re.compile("(elapsed|until)[^<]*<=? (?:near|far)")


def by_date(rules: list[list[str]], guard: list[str]) -> str:
    made = [{"label": "yes", "id": f"r{at}", "when": " and ".join(links)} for at, links in enumerate(rules)]
    applies = " and ".join(guard) or None
    dimension = {"labels": ["yes", "no"], "applies": applies, "hit": "first", "rules": made, "otherwise": "no"}
    return HEAD + block({"thresholds": {"near": "1 month", "far": "6 months"}, "dimensions": {"d": dimension}})


@given(st.lists(CONDITIONS, min_size=1, max_size=3), st.just([]) | CONDITIONS)
def test_a_window_is_open_if_its_rule_decides_for_a_day_of_another_age(
    rules: list[list[str]], guard: list[str]
) -> None:
    text = by_date(rules, guard)
    told = {(one.rules, re.split("`|\\(", one.message)[1]) for one in found_in(text, "open-window") if one.rules}
    loaded = tr.loads(text)
    expected = {
        ((f"d.r{at}",), window[1])
        for at, links in enumerate(rules)
        for link in links
        if (window := NEAR.match(link))
        and loaded.classify({"last_purchase_on": ENDS[window[1]]}, as_of=AS_OF)["d"].rule == f"d.r{at}"
    }
    assert told == expected


@given(st.lists(CONDITIONS, min_size=1, max_size=3))
def test_the_lines_of_help_close_all_windows(rules: list[list[str]]) -> None:
    text = by_date(rules, [])
    for _ in range(10):
        found = found_in(text, "open-window")
        if not found:
            break
        written, closed = re.findall("`([^`]+)`", f"{found[0].message} {found[0].help}")
        lines = text.splitlines()
        line, start, end = lines[found[0].line - 1], found[0].column - 1, found[0].end_column - 1
        assert line[start:end] == written
        lines[found[0].line - 1] = f"{line[:start]}{closed}{line[end:]}"
        text = "\n".join(lines) + "\n"
    assert found_in(text, "open-window") == ()


WINDOW = re.compile(
    r"(?P<bound>duration_\w+)? ?(?P<op>[<>]=?)? ?(?:elapsed|until)\((?P<field>\w+)\)"
    r"(?: [<>]=? (?P<other>duration_\w+))?"
)


@given(rulesets())
def test_dates_in_two_units_are_those_with_both_in_their_windows(text: str) -> None:
    document = yaml.load(text, yaml.BaseLoader)
    units: dict[str, set[str]] = {}
    rules = block({key: document[key] for key in ("scores", "dimensions")})
    for window in WINDOW.finditer(rules):
        for name in (window["bound"] if window["op"] else None, window["other"]):
            if name is not None:
                numbers = " ".join(leaves(document["thresholds"][name]))
                found = {"month" for _ in re.findall("month|year|quarter|个月|年|季度", numbers)}
                found |= {"day" for _ in re.findall("day|week|天|周", numbers)}
                units.setdefault(window["field"], set()).update(found)
    told = {re.findall("`([^`]+)`", one.message)[0] for one in found_in(text, "mixed-units")}
    assert told == {field for field, found in units.items() if found == {"month", "day"}}


def leaves(value: Any) -> list[str]:
    """The values in a threshold, not its keys, title and source."""
    if isinstance(value, str):
        return [value]
    return [leaf for key, one in value.items() if key not in ("title", "source", "by") for leaf in leaves(one)]


# --- thresholds of ladders

NUMBERS = st.integers(1, 30).map(str)
SECTORS = ("industry", "retail", "building")
DAYS = ("2020-01-01", "2024-01-01", "2026-01-01")


@st.composite
def thresholds(draw: st.DrawFn) -> Any:
    """A plain number, one for each day, or one for each sector, some of them without."""
    form = draw(st.sampled_from(("plain", "dated", "table", "table")))
    if form == "plain":
        return draw(NUMBERS)
    if form == "dated":
        days = draw(st.lists(st.sampled_from(DAYS), min_size=1, unique=True))
        return {"dated": {day: draw(NUMBERS) for day in days}}
    rows = {sector: draw(NUMBERS | st.just("n/a")) for sector in SECTORS}
    return {"by": "sector", "rows": rows}


def bound(threshold: Any, sector: str, day: str) -> int | None:
    """The number that counts on a day in a sector; days are compared as they are written."""
    if isinstance(threshold, str):
        return int(threshold)
    if "dated" in threshold:
        past = [since for since in threshold["dated"] if since <= day]
        return int(threshold["dated"][max(past)]) if past else None
    number = threshold["rows"][sector]
    return None if number == "n/a" else int(number)


@given(st.lists(thresholds(), min_size=2, max_size=2), st.sampled_from((">=", ">", "<", "<=")), st.booleans())
def test_a_better_label_must_be_harder_to_reach_in_every_row_and_edition(given: list[Any], op: str, turn: bool) -> None:
    labels = ["high", "mid"][:: -1 if turn else 1]
    rules = [{"label": label, "when": f"employees {op} t_{label}"} for label in ("high", "mid")]
    text = HEAD + block(
        {
            "fields": {"sector": {"type": "category", "values": list(SECTORS)}},
            "thresholds": dict(zip(("t_high", "t_mid"), given, strict=True)),
            "dimensions": {"d": {"labels": [*labels, "rest"], "hit": "first", "rules": rules, "otherwise": "rest"}},
        }
    )
    pairs = [tuple(bound(one, sector, day) for one in given) for sector in SECTORS for day in DAYS]
    easier = [
        one is not None and other is not None and (one < other if op.startswith(">") else one > other)
        for one, other in pairs
    ]
    found = found_in(text, "threshold-order")
    assert bool(found) == (any(easier) and not turn)


# --- scales

AMOUNTS = st.integers(2, 900).map(lambda amount: f"{amount}万")


def spending(amounts: list[str]) -> str:
    names = [f"t{at}" for at in range(len(amounts))]
    rules = [{"label": f"l{at}", "when": f"annual_spend >= {name}"} for at, name in enumerate(names)]
    labels = [*(f"l{at}" for at in range(len(amounts))), "rest"]
    dimension = {"labels": labels, "ordered": "false", "hit": "first", "rules": rules, "otherwise": "rest"}
    return HEAD + block({"thresholds": dict(zip(names, amounts, strict=True)), "dimensions": {"d": dimension}})


@given(st.lists(AMOUNTS, min_size=2, max_size=5, unique=True), st.data())
def test_a_forgotten_scale_is_found_where_it_was_forgotten(amounts: list[str], data: st.DataObject) -> None:
    assert found_in(spending(amounts), "unit-suspicion") == ()
    at = data.draw(st.integers(0, len(amounts) - 1))
    others = [int(one[:-1]) for place, one in enumerate(amounts) if place != at]
    number = int(amounts[at][:-1])
    # 900 without its scale may be meant beside 20万: it is no thousandth of that.
    assume(number * 1000 <= min(others) * 10_000 and min(others) <= number * 10 and number <= max(others) * 10)
    amounts[at] = amounts[at][:-1]
    (found,) = found_in(spending(amounts), "unit-suspicion")
    assert found.message.startswith(f"`t{at}` is {number},")
    assert found.help == f"write `t{at}: {number}万`, or with its currency if it is meant: `{number}元`"


TEXTS = st.builds(
    "{}{}".format, st.sampled_from(("1", "5", "10", "50", "300", "2000")), st.sampled_from(("", "万", "亿"))
)
SCALE = {"": 1, "万": 10**4, "亿": 10**8}


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_only_a_number_far_from_all_others_is_suspected(amounts: list[str]) -> None:
    for one in found_in(spending(amounts), "unit-suspicion"):
        at = int(re.findall("`t([0-9])`", one.message)[0])
        values = [Fraction(int(text.rstrip("万亿"))) * SCALE[text.lstrip("0123456789")] for text in amounts]
        others = {value for value in values if value != values[at]}
        assert min(max(value / values[at], values[at] / value) for value in others) >= 1000
