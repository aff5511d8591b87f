"""The picture of two thresholds has a field for every cell of the grid, with its amount and its values."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.portfolio.charts import marked, words
from tests.portfolio.edits import AS_OF, MONEY
from tests.portfolio.test_grid import ENDS, PEOPLE, TEXT, WHEN, written_rules
from tierrules.portfolio.grid import Grid
from tierrules.portfolio.swept import SweepError


@pytest.fixture(scope="module")
def found() -> Grid:
    return tr.loads(TEXT).grid(PEOPLE, ENDS, as_of=AS_OF, weight="annual_spend")


def fields(chart: Any) -> list[dict[str, Any]]:
    (boxes,) = marked(chart, "rect")
    rows: list[dict[str, Any]] = boxes["rows"]
    return rows


@settings(max_examples=25, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(
    ways=st.tuples(WHEN, WHEN),
    customers=st.lists(MONEY, max_size=8),
    of=st.sampled_from(["customers", "weight"]),
)
def test_every_cell_is_a_field_with_its_amount(ways: Any, customers: list[Any], of: Any) -> None:
    ends: dict[str, tuple[object, object]] = {"t": ("1万元", "4万元"), "v": ("1万元", "6万元")}
    try:
        grid = tr.loads(written_rules(list(ways), "first")).grid(customers, ends, as_of=AS_OF, weight="annual_spend")
    except SweepError:
        assume(False)
        return
    for name, dimension in grid.dimensions.items():
        for label in dimension.labels:
            drawn = {}
            for row in fields(grid.plot(name, label.name, of=of)):
                drawn[row["x"], row["x2"], row["y"], row["y2"]] = row["amount"]
            expected = {}
            for cell in grid.cells(name):
                ((left, right), (bottom, top)) = ((float(one.low), float(one.high)) for one in cell.stretches)
                share = cell.shares.get(label.name)
                amount = 0 if share is None else share.customers if of == "customers" else float(share.weight or 0)
                expected[left, right, bottom, top] = amount
            assert drawn == expected


def test_fields_are_drawn_to_the_end_and_covered_by_those_that_follow(found: Grid) -> None:
    chart = found.plot("value", "high")
    (boxes,) = marked(chart, "rect")
    assert [boxes["encoding"][end]["datum"] for end in ("x2", "y2")] == [800_000, 0.3]
    places = [(row["x"], row["y"]) for row in boxes["rows"]]
    assert places == sorted(places)


def test_the_picture_says_what_it_shows_in_english(found: Grid) -> None:
    chart = found.plot("value", "high", lang="en")
    shown = words(chart)
    for text in (
        "Value: high",
        "two: 6 rows = 6 classified + 0 set aside, as of 2026-11-22",
        "dashed: now high_spend CNY 500,000, high_margin 20%",
        "high_spend (CNY)",
        "high_margin",
        "customers",
        "400,000",
        "30%",
        "4",
    ):
        assert text in shown
    assert [one["rows"] for one in marked(chart, "rule")] == [[{"x": 500_000}], [{"y": 0.2}]]
    first = fields(chart)[0]
    assert [first[f"told{at}"] for at in range(5)] == [
        *("CNY 400,000 to CNY 450,000", "10% to 15%", "4", "CNY 2.55 million", "66.7%"),
    ]


def test_the_picture_says_what_it_shows_in_chinese(found: Grid) -> None:
    shown = words(found.plot("value", "high", of="weight", lang="zh"))
    for text in (
        "价值：高",
        "high_spend（元）",
        "年消费额（元）",
        "虚线：现为 high_spend 50万元，high_margin 20%",
        "40万",
    ):
        assert text in shown


def test_without_an_answer_all_are_drawn_that_change(found: Grid) -> None:
    spec = found.plot(lang="en").to_dict()
    assert [one["title"]["text"] for one in spec["vconcat"]] == [
        ["Value: high"],
        ["Value: low"],
        ["Value: undetermined"],
        ["both: x"],
        ["both: y"],
        ["both: undetermined"],
    ]


def test_an_answer_that_never_changes_is_drawn_only_if_it_is_asked_for() -> None:
    people = [{"annual_spend": "60万", "profit_margin": "25%"}, {"annual_spend": None, "profit_margin": "90%"}]
    grid = tr.loads(TEXT).grid(people, ENDS, as_of=AS_OF)
    assert [one["title"]["text"] for one in grid.plot("value", lang="en").to_dict()["vconcat"]] == [
        ["Value: high"],
        ["Value: low"],
    ]
    assert {row["amount"] for row in fields(grid.plot("value", "undetermined"))} == {1}


def test_steps_that_are_passed_over_are_told() -> None:
    few = tr.loads(TEXT).grid(PEOPLE, ENDS, as_of=AS_OF, most_cells=4)
    chart = few.plot("value", "high", lang="en")
    told = "4 × 3 steps, drawn as 2 × 2 fields, each in the colour of one pair of its values"
    assert told in " ".join(words(chart))
    assert [row["amount"] for row in fields(chart)] == [3, 2, 1, 1]


def test_a_whole_step_lies_around_its_place() -> None:
    people = [{"last_purchase_on": "2026-08-01", "employees": 4}, {"last_purchase_on": "2026-06-01", "employees": 2}]
    asked = "elapsed(last_purchase_on) > asleep"
    rules = tr.loads(TEXT.replace(asked, f"{asked} or employees < many"))
    grid = rules.grid(people, {"asleep": ("1 month", "6 months"), "many": (1, 5)}, as_of=AS_OF)
    chart = grid.plot("sleep", "x", lang="en")
    ends = sorted({(row["x"], row["x2"]) for row in fields(chart)})
    assert ends == [(0.5, 3.5), (3.5, 5.5), (5.5, 6.5)]
    assert {"2 months", "asleep"} <= set(words(chart))


def test_nobody_and_nothing_are_pictures_too() -> None:
    rules = tr.loads(TEXT)
    assert "no customers" in words(rules.grid([], ENDS, as_of=AS_OF).plot(lang="en"))
    steady = rules.grid([{"annual_spend": "1万", "profit_margin": "1%", "employees": 1}], ENDS, as_of=AS_OF)
    assert [row["amount"] for row in fields(steady.plot("value", lang="en"))] == [1]


def test_what_cannot_be_drawn_is_refused(found: Grid) -> None:
    with pytest.raises(ValueError, match=r"^the thresholds do not reach `size`; .* they reach are value, both$"):
        found.plot("size")
    with pytest.raises(ValueError, match=r"^nobody is ever `no` by `value`; the answers are high, low, undetermined$"):
        found.plot("value", "no")
    with pytest.raises(ValueError, match=r"^name the dimension whose answer is drawn: value, both$"):
        found.plot(answer="high")


def test_without_the_extra_the_error_names_it(found: Grid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(tr.MissingExtraError, match="`notebook`"):
        found.plot()
