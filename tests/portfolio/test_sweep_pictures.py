"""The picture of a sweep has a corner for every step, at the record's value and height, and says what its axes are."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.portfolio.charts import marked, words
from tests.portfolio.edits import AS_OF, portfolios, swept
from tierrules.pictures.curve import seen
from tierrules.pictures.ticks import day_ticks, number_ticks
from tierrules.portfolio.sweep import Sweep
from tierrules.portfolio.swept import SweepError

SPENDS = ["5万", "12万", "12万", "15万", "19万", "40万"]
PEOPLE = [{"customer_id": f"C{at}", "annual_spend": spend} for at, spend in enumerate(SPENDS)]


@pytest.fixture(scope="module")
def rules() -> tr.Ruleset:
    return tr.load("customer-standard")


@pytest.fixture(scope="module")
def found(rules: tr.Ruleset) -> Sweep:
    return rules.sweep(PEOPLE, "b_spend", "5万", "20万", as_of=AS_OF, weight="annual_spend")


def corners(chart: Any) -> dict[str, list[tuple[float, float]]]:
    lines: dict[str, list[tuple[float, float]]] = {}
    for layer in marked(chart, "line"):
        for row in layer["rows"]:
            lines.setdefault(row["answer"], []).append((row["x"], row["y"]))
    return lines


@settings(max_examples=25, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data(), of=st.sampled_from(["customers", "weight"]), lang=st.sampled_from(["zh", "en"]))
def test_every_step_is_a_corner_of_every_line(data: st.DataObject, of: Any, lang: Any) -> None:
    ruleset, place, low, high = data.draw(swept())
    customers = data.draw(portfolios(ruleset))
    try:
        one = ruleset.sweep(customers, place, low, high, as_of=AS_OF, weight="annual_spend")
    except SweepError:
        assume(False)
        return
    for name in one.dimensions:
        steps = list(one.steps(name))
        answers = sorted({answer for step in steps for answer in step.shares})[:7]
        chart = one.plot(name, of=of, lang=lang, answers=answers)
        if not answers:
            assert corners(chart) == {}
            continue
        for answer, points in corners(chart).items():
            shares = [step.shares.get(answer) for step in steps]
            heights = [
                0.0 if one is None else float(one.customers if of == "customers" else one.weight) for one in shares
            ]
            places = [float(one.swept.place(step.stretch.low)) for step in steps]
            end = float(one.swept.place(one.high))
            assert points == [*zip(places, heights, strict=True), (end, heights[-1])]
        (line,) = marked(chart, "line")
        assert line["mark"]["interpolate"] == "step-after"
        assert line["encoding"]["color"]["scale"]["domain"] == answers
        low_end, high_end = line["encoding"]["y"]["scale"]["domain"]
        assert all(low_end <= y <= high_end for points in corners(chart).values() for _, y in points)


def test_the_lines_are_those_that_change_in_the_order_of_the_labels(found: Sweep) -> None:
    chart = found.plot("tier", lang="en")
    assert corners(chart) == {
        "B": [(50_000, 6), (50_000, 5), (120_000, 3), (150_000, 2), (190_000, 1), (200_000, 1)],
        "C": [(50_000, 0), (50_000, 1), (120_000, 3), (150_000, 4), (190_000, 5), (200_000, 5)],
    }
    assert list(corners(chart)) == ["B", "C"]


def test_a_pointer_is_told_the_stretch_and_every_line(found: Sweep) -> None:
    pointed = marked(found.plot("tier", lang="en"), "rect")[-1]
    assert [row["told0"] for row in pointed["rows"]][:2] == ["CNY 50,000", "over CNY 50,000 to CNY 120,000"]


def test_the_picture_says_what_it_shows_in_english(found: Sweep) -> None:
    shown = words(found.plot("tier", lang="en"))
    for text in (
        "Minimum spend for Tier B (b_spend, CNY)",
        "customers",
        "now CNY 100,000",
        "customer-standard: b_spend from CNY 50,000 to CNY 200,000, now CNY 100,000",
        "grey strip: within 5% of the present value; nobody changes there",
        "Important (B)",
        "Ordinary (C)",
    ):
        assert text in shown
    assert [one for one in shown if one[0].isdigit() and one.endswith("0,000")] == [
        "50,000",
        "100,000",
        "150,000",
        "200,000",
    ]


def test_the_picture_says_what_it_shows_in_chinese(found: Sweep) -> None:
    shown = words(found.plot("tier", of="weight"))
    for text in ("年消费额（元）", "现为10万元", "B 级重要客户", "10万", "20万"):
        assert text in shown
    assert any(one.endswith("（b_spend，元）") for one in shown)


def test_the_present_value_and_its_surroundings_are_marked(found: Sweep, rules: tr.Ruleset) -> None:
    chart = found.plot("tier", near="25%")
    strip, _ = marked(chart, "rect")
    assert strip["rows"] == [{"x": 75_000, "x2": 125_000}]
    (rule,) = marked(chart, "rule")
    assert rule["rows"][0]["x"] == 100_000
    assert "灰带：现值上下 25% 之内，有 2 个客户的答案会变" in words(chart)
    beyond = rules.sweep(PEOPLE, "b_spend", "11万", "20万", as_of=AS_OF).plot("tier")
    assert marked(beyond, "rule") == []
    assert len(marked(beyond, "rect")) == 1
    with pytest.raises(ValueError, match="sweep further"):
        found.plot("tier", near="90%")


def test_the_strip_counts_those_who_change_in_the_dimension_that_is_drawn() -> None:
    text = """\
tierrules: 1
name: small
currency: CNY
thresholds: {t: 10万}
dimensions:
  now: {labels: [x, y], hit: first, rules: [{label: x, when: annual_spend >= t}], otherwise: y}
  ever: {labels: [x, y], hit: first, rules: [{label: x, when: lifetime_spend >= t}], otherwise: y}
"""
    people = [{"annual_spend": "10万", "lifetime_spend": spend} for spend in ("10万", "90万", "90万")]
    one = tr.loads(text).sweep(people, "t", "5万", "20万", as_of=AS_OF)
    told = "grey strip: within 5% of the present value; {} there"
    assert told.format("3 customers change") in words(one.plot("now", lang="en"))
    assert told.format("1 customer changes") in words(one.plot("ever", lang="en"))


def test_durations_days_and_ratios_have_their_own_marks(rules: tr.Ruleset) -> None:
    text = """\
tierrules: 1
name: small
thresholds: {asleep: 6 months, since: 2024-01-01, share: 20%}
dimensions:
  sleep: {labels: [x, y], hit: first, rules: [{label: x, when: elapsed(last_purchase_on) > asleep}], otherwise: y}
  age: {labels: [x, y], hit: first, rules: [{label: x, when: founded_on < since}], otherwise: y}
  rich: {labels: [x, y], hit: first, rules: [{label: x, when: profit_margin >= share}], otherwise: y}
"""
    people = [{"last_purchase_on": "2026-02-01", "founded_on": "2024-02-10", "profit_margin": "22%"}]
    small = tr.loads(text)
    asleep = small.sweep(people, "asleep", "1 month", "12 months", as_of=AS_OF)
    assert corners(asleep.plot("sleep"))["x"] == [(1, 1), (10, 0), (12, 0)]
    assert {"2 months", "now 6 months"} <= set(words(asleep.plot("sleep", lang="en")))
    since = small.sweep(people, "since", "2024-01-01", "2024-04-01", as_of=AS_OF)
    days = [date(2024, 1, 1), date(2024, 2, 11), date(2024, 4, 1)]
    assert [x for x, _ in corners(since.plot("age"))["x"]] == [one.toordinal() for one in days]
    assert {"2024年2月1日", "2024年3月1日"} <= set(words(since.plot("age", lang="zh")))
    share = small.sweep(people, "share", "10%", "30%", as_of=AS_OF)
    assert {"10%", "30%", "share"} <= set(words(share.plot("rich", lang="en")))


def test_a_threshold_counted_in_another_unit_has_no_present_value_in_the_picture() -> None:
    text = """\
tierrules: 1
name: small
thresholds: {asleep: 6 months}
dimensions:
  sleep: {labels: [x, y], hit: first, rules: [{label: x, when: elapsed(last_purchase_on) > asleep}], otherwise: y}
"""
    one = tr.loads(text).sweep([{"last_purchase_on": "2026-11-10"}], "asleep", "3 days", "20 days", as_of=AS_OF)
    assert marked(one.plot(), "rule") == []


def test_of_many_answers_those_are_drawn_that_change_most() -> None:
    labels = ", ".join(f"p{at}" for at in range(9))
    rules = ", ".join(f"{{label: p{at}, when: {{all: [annual_spend >= cut, employees == {at}]}}}}" for at in range(9))
    text = f"""\
tierrules: 1
name: many
currency: CNY
thresholds: {{cut: 100万}}
dimensions:
  parts: {{labels: [{labels}, rest], hit: first, rules: [{rules}], otherwise: rest}}
"""
    people = [{"annual_spend": "50万", "employees": at} for at in range(9) for _ in range(1 + (at in (3, 5)))]
    one = tr.loads(text).sweep(people, "cut", "10万", "90万", as_of=AS_OF)
    chart = one.plot("parts", lang="en")
    assert list(corners(chart)) == ["p0", "p1", "p2", "p3", "p4", "p5", "rest"]
    assert "not drawn, since they change less: p6, p7, p8" in words(chart)
    assert list(corners(one.plot("parts", answers=["p8", "p0"]))) == ["p8", "p0"]
    with pytest.raises(ValueError, match=r"^a picture tells 7 lines apart, not 8$"):
        one.plot("parts", answers=[f"p{at}" for at in range(8)])
    with pytest.raises(ValueError, match=r"^nobody is ever `p99` by `parts`; the answers are p0, "):
        one.plot("parts", answers=["p99"])


def test_nothing_and_nobody_are_pictures_too(rules: tr.Ruleset) -> None:
    nobody = rules.sweep([], "b_spend", "5万", "20万", as_of=AS_OF)
    assert "no customers" in words(nobody.plot(lang="en"))
    unused = tr.loads(
        "tierrules: 1\nname: x\nthresholds: {t: 1}\n"
        "dimensions: {d: {labels: [a, b], hit: first, rules: [{label: a, when: employees > 3}], otherwise: b}}\n"
    )
    assert "nothing hangs on it" in words(unused.sweep([{"employees": 1}], "t", 0, 5, as_of=AS_OF).plot(lang="en"))
    with pytest.raises(ValueError, match=r"^`b_spend` does not reach `size`; the dimensions that it reaches are tier$"):
        nobody.plot("size")


def test_a_row_of_a_table_is_named(rules: tr.Ruleset) -> None:
    text = """\
tierrules: 1
name: small
fields: {industry: {type: category, values: [a, b]}}
thresholds: {big: {by: industry, rows: {a: 200, b: 100}, title: {en: Big from}}}
dimensions: {size: {labels: [x, y], hit: first, rules: [{label: x, when: employees >= big}], otherwise: y}}
"""
    one = tr.loads(text).sweep([{"industry": "a", "employees": 150}], "big[a]", 100, 300, as_of=AS_OF)
    assert "Big from [a] (big[a])" in words(one.plot(lang="en"))


def test_without_the_extra_the_error_names_it(found: Sweep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(tr.MissingExtraError, match="`notebook`"):
        found.plot()


# --- what the pictures are made of


@given(heights=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=4_000))
@settings(max_examples=20)
def test_stages_that_are_seen_keep_the_outline_of_every_column(heights: list[tuple[int, int]]) -> None:
    many = heights * (1 + 1_200 // len(heights))
    lows = [float(at) for at in range(len(many))]
    kept = seen(lows, many, (0, len(many)))
    assert len(kept) <= 561 * 6
    assert kept == sorted(set(kept))

    def outline(some: Iterable[int]) -> dict[int, list[Any]]:
        columns: dict[int, list[tuple[int, int]]] = {}
        for at in some:
            columns.setdefault(int(at / len(many) * 560), []).append(many[at])
        return {
            at: [(max(line), min(line), line[0], line[-1]) for line in zip(*column, strict=True)]
            for at, column in columns.items()
        }

    assert outline(kept) == outline(range(len(many)))
    assert seen(lows[:1_000], many[:1_000], (0, 1_000)) == list(range(1_000))


@given(low=st.fractions(), span=st.fractions(min_value=Fraction(1, 10**6)), most=st.integers(2, 12))
def test_marks_of_numbers_are_round_rising_and_few(low: Fraction, span: Fraction, most: int) -> None:
    marks = number_ticks(low, low + span, most)
    assert marks == [low, low + span] or all(low <= one <= low + span for one in marks)
    assert 1 <= len(marks) <= most + 1
    assert all(first < second for first, second in pairwise(marks))


@given(low=st.dates(date(1900, 1, 1), date(2100, 1, 1)), days=st.integers(1, 40_000))
def test_marks_of_days_are_rising_and_few(low: date, days: int) -> None:
    high = date.fromordinal(low.toordinal() + days)
    marks = day_ticks(low, high)
    assert 1 <= len(marks) <= 7
    assert all(first < second for first, second in pairwise(marks))
    assert low <= marks[0] <= marks[-1] <= high
