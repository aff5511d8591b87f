"""A grid says at every cell what classifying everybody with both values says."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.portfolio.edits import AS_OF, MONEY, around, portfolios
from tests.portfolio.test_sweep import MIXED, OTHERS, has_end, tally
from tierrules.meaning.numbers import read_quantity
from tierrules.portfolio.grid import Grid
from tierrules.portfolio.stretches import written
from tierrules.portfolio.swept import SweepError
from tierrules.testing import rulesets

TEXT = """\
tierrules: 1
name: two
currency: CNY
thresholds: {high_spend: 50万, high_margin: 20%, many: 3, asleep: 3 months}
dimensions:
  value:
    title: {zh: 价值, en: Value}
    labels: {high: {zh: 高}, low: {zh: 低}}
    hit: first
    rules: [{label: high, when: annual_spend >= high_spend and profit_margin >= high_margin}]
    otherwise: low
  size: {labels: [x, y], hit: first, rules: [{label: x, when: employees >= many}], otherwise: y}
  both: {labels: [x, y], hit: first, rules: [{label: x, when: value == 'high' and size == 'x'}], otherwise: y}
  sleep: {labels: [x, y], hit: first, rules: [{label: x, when: elapsed(last_purchase_on) > asleep}], otherwise: y}
"""
PEOPLE = [
    {"annual_spend": spend, "profit_margin": margin, "employees": 5}
    for spend, margin in (
        ("45万", "30%"),
        ("60万", "15%"),
        ("60万", "25%"),
        ("90万", "90%"),
        (None, "5%"),
        ("70万", None),
    )
]
ENDS: dict[str, tuple[object, object]] = {"high_spend": ("40万", "80万"), "high_margin": ("10%", "30%")}


def table(found: Grid, dimension: str, answer: str) -> list[list[int]]:
    rows, columns = found.steps(dimension)
    counts = [cell.shares[answer].customers if answer in cell.shares else 0 for cell in found.cells(dimension)]
    assert len(counts) == len(rows) * len(columns)
    return [counts[at * len(columns) : (at + 1) * len(columns)] for at in range(len(rows))]


def test_every_cell() -> None:
    found = tr.loads(TEXT).grid(PEOPLE, ENDS, as_of=AS_OF, weight="annual_spend")
    assert list(found.dimensions) == ["value", "both"]
    rows, columns = found.steps("value")
    assert [str(one) for one in rows] == [
        "CNY 400,000 to CNY 450,000",
        "over CNY 450,000 to CNY 600,000",
        "over CNY 600,000 to CNY 700,000",
        "over CNY 700,000 to CNY 800,000",
    ]
    assert [str(one) for one in columns] == ["10% to 15%", "over 15% to 25%", "over 25% to 30%"]
    assert table(found, "value", "high") == [[4, 3, 2], [3, 2, 1], [1, 1, 1], [1, 1, 1]]
    # 70万 without a margin is open up to 70万; without a spend and with 5% nobody is ever high.
    assert table(found, "value", "undetermined") == [[1, 1, 1], [1, 1, 1], [1, 1, 1], [0, 0, 0]]
    assert (found.customers, found.unweighed, found.whole_weight) == (6, 1, 3_250_000)
    assert found.is_exact("value")
    assert found.count("value") == (4, 3)
    first = next(found.cells("value"))
    assert first.at == (Fraction(450_000), Fraction(15, 100))
    assert first.shares["high"].weight == 2_550_000
    assert {name: one.customers for name, one in found.at("50万", "20%", "value").items()} == {
        "high": 2,
        "low": 3,
        "undetermined": 1,
    }
    assert found.at("60万", "25%", "value")["high"].customers == 2
    assert found.at(600_001, "25%", "value")["high"].customers == 1
    with pytest.raises(ValueError, match="the grid has `high_margin` from 10% to 30%, not at 31%"):
        found.at("50万", "31%", "value")
    with pytest.raises(ValueError, match="no value of `high_spend`"):
        found.at("3 months", "20%", "value")


def test_a_value_at_which_an_answer_changes_has_the_new_one() -> None:
    people = [{"last_purchase_on": "2026-08-01", "employees": 5}]  # more than three months ago, and not more than four
    ends: dict[str, tuple[object, object]] = {"asleep": ("1 month", "9 months"), "many": (1, 9)}
    found = tr.loads(TEXT).grid(people, ends, as_of=AS_OF)
    assert [list(found.at(f"{at} months", 3, "sleep")) for at in (3, 4, 5)] == [["x"], ["y"], ["y"]]
    assert [list(found.at("3 months", at, "size")) for at in (4, 5, 6)] == [["x"], ["x"], ["y"]]
    assert [str(one) for one in found.steps("sleep")[0]] == ["1 month to 3 months", "4 months to 9 months"]


@pytest.mark.parametrize(
    ("low", "high", "first", "last"), [("60万", "80万", 600_000, 800_000), ("10万", "40万", 400_000, 400_000)]
)
def test_a_present_value_that_lies_elsewhere_is_not_shown(low: str, high: str, first: int, last: int) -> None:
    found = tr.loads(TEXT).grid(PEOPLE, {**ENDS, "high_spend": (low, high)}, as_of=AS_OF)
    assert found.axes[0].current == 500_000
    assert found.axes[0].now is None
    cells = list(found.cells("value"))
    assert (cells[0].at[0], cells[-1].at[0]) == (first, last)


def test_steps_that_are_passed_over_are_told() -> None:
    found = tr.loads(TEXT).grid(PEOPLE, ENDS, as_of=AS_OF, most_cells=4)
    assert not found.is_exact("value")
    assert [str(one) for one in found.steps("value")[0]] == [
        "CNY 400,000 to CNY 600,000",
        "over CNY 600,000 to CNY 800,000",
    ]
    # The present values are among those that are shown: 50万 and 20%.
    assert [cell.at for cell in found.cells("value")] == [
        (one, other) for one in (500_000, 700_000) for other in (Fraction(15, 100), Fraction(20, 100))
    ]
    assert table(found, "value", "high") == [[3, 2], [1, 1]]
    assert found.at("50万", "15%", "value")["high"].customers == 3
    assert [len(one) for one in found.steps("value", (3, 1))] == [3, 1]
    narrow = tr.loads(TEXT).grid(PEOPLE, ENDS, as_of=AS_OF, most_cells=3)
    assert [len(one) for one in narrow.steps("value")] == [1, 1]
    wide = tr.loads(TEXT).grid(PEOPLE, {**ENDS, "high_spend": ("40万", "41万")}, as_of=AS_OF, most_cells=2)
    assert [len(one) for one in wide.steps("value")] == [1, 2]


def test_in_words_as_data_and_pickled() -> None:
    found = tr.loads(TEXT).grid(PEOPLE, ENDS, as_of=AS_OF, weight="annual_spend")
    assert repr(found) == (
        "<Grid of high_spend from CNY 400,000 to CNY 800,000 and high_margin from 10% to 30%: value, both>"
    )
    lines = found.text("en").splitlines()
    assert lines[0] == "two: high_spend across, high_margin downwards"
    at = lines.index("Value: high")
    assert lines[at + 1 : at + 5] == [
        "       CNY 450,000  CNY 500,000  CNY 700,000  CNY 800,000",
        "  15%            4            3            1            1",
        "  20%            3            2            1            1",
        "  30%            2            1            1            1",
    ]
    assert "价值：高" in found.text("zh")
    assert "<table>" in found._repr_html_()
    data = json.loads(json.dumps(found.to_dict()))
    assert [one["threshold"] for one in data["thresholds"]] == ["high_spend", "high_margin"]
    assert data["dimensions"][0]["cells"][0]["at"] == ["450000", "15%"]
    assert data["dimensions"][0]["cells"][0]["answers"]["high"] == {"customers": 4, "weight": "2550000"}
    assert pickle.loads(pickle.dumps(found)) == found
    with pytest.raises(ValueError, match="lang is"):
        found.text("fr")  # type: ignore[arg-type]


def test_what_is_no_grid() -> None:
    rules = tr.loads(TEXT)
    with pytest.raises(ValueError, match="a grid is of two thresholds, each with its ends, and not of 1: `many`"):
        rules.grid([], {"many": (1, 2)}, as_of=AS_OF)
    with pytest.raises(
        ValueError, match=r"`many` needs a lowest and a highest value, such as \('40万', '80万'\), not 3"
    ):
        rules.grid([], {"many": 3, "high_margin": ("10%", "30%")}, as_of=AS_OF)  # type: ignore[dict-item]
    with pytest.raises(ValueError, match="from a lower to a higher value"):
        rules.grid([], {"many": (2, 2), "high_margin": ("10%", "30%")}, as_of=AS_OF)
    with pytest.raises(ValueError, match="at least one cell"):
        rules.grid([], ENDS, as_of=AS_OF, most_cells=0)
    with pytest.raises(ValueError, match="the day is no threshold of a grid"):
        rules.grid([], {"many": (1, 2), "as_of": ("2026-01-01", "2026-12-31")}, as_of=AS_OF)
    with pytest.raises(tr.RulesetError, match="did you mean `many`"):
        rules.grid([], {"mony": (1, 2), "high_margin": ("10%", "30%")}, as_of=AS_OF)
    held = TEXT.replace("employees >= many", "annual_spend >= high_spend * many")
    with pytest.raises(
        SweepError, match="`annual_spend >= high_spend \\* many` holds both thresholds against each other"
    ):
        tr.loads(held).grid([], {"many": (1, 2), "high_spend": ("40万", "80万")}, as_of=AS_OF)
    scored = TEXT.replace("employees >= many", "s >= many").replace(
        "dimensions:", "scores: {s: {add: [{points: 2, when: annual_spend >= high_spend}]}}\ndimensions:"
    )
    with pytest.raises(SweepError, match="holds both"):
        tr.loads(scored).grid([], {"many": (1, 2), "high_spend": ("40万", "80万")}, as_of=AS_OF)


CONDITIONS = [
    "annual_spend >= t",
    "annual_spend < v",
    "lifetime_spend > v",
    "t != lifetime_spend",
    "one <= annual_spend <= t",
    "lifetime_spend - annual_spend > v",
    "score >= 2",
    "known(ratio)",
    "ratio >= 2.0",
    "other == 'x'",
]
WHEN = st.tuples(st.sampled_from(["all", "any"]), st.lists(st.sampled_from(CONDITIONS), min_size=1, max_size=3))


def written_rules(ways: list[tuple[str, list[str]]], hit: str) -> str:
    first, second = (f"{{{word}: [{', '.join(f'{chr(34)}{one}{chr(34)}' for one in parts)}]}}" for word, parts in ways)
    return f"""\
tierrules: 1
name: two
currency: CNY
thresholds: {{t: 2万元, v: 3万元, one: 1万}}
derived: {{ratio: annual_spend / t}}
scores:
  score:
    add:
      - {{points: 2, when: annual_spend >= t}}
      - {{points: 1, when: employees > 5}}
      - {{points: -1, when: v > lifetime_spend}}
dimensions:
  main:
    labels: [a, b, c]
    hit: {hit}
    rules: [{{label: a, when: {first}}}, {{label: b, when: {second}}}]
    otherwise: c
  other: {{labels: [x, y], hit: first, rules: [{{label: x, when: lifetime_spend > t}}], otherwise: y}}
"""


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.lists(WHEN, min_size=2, max_size=2),
    st.sampled_from(["first", "unique", "any", "collect"]),
    st.lists(MONEY, min_size=1, max_size=4),
    st.sampled_from(["-1万元", "1万元", "2万元"]),
    st.sampled_from([1, 4, 9, 2500]),
)
def test_every_way_to_ask_for_two_thresholds(
    ways: list[tuple[str, list[str]]], hit: str, people: list[dict[str, object]], low: str, most: int
) -> None:
    try:
        rules = tr.loads(written_rules(ways, hit))
    except tr.RulesetError:
        assume(False)
    agrees(rules, people, {"t": (low, "5万元"), "v": ("1万元", "6万元")}, "元", most)


OTHER_PAIRS = [
    {"wait": ("0 months", "14 months"), "day": ("2026-08-01", "2026-12-01")},
    {"day": ("2026-08-01", "2026-12-01"), "big[wholesale]": ("-1", "6")},
    {"dated[2026-01-01]": ("1", "6"), "wait": ("0 days", "100 days")},
    {"dated[2026-01-01]": ("1", "6"), "dated[2020-01-01]": ("1", "6")},
]


@settings(max_examples=settings.default.max_examples // 4, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.tuples(*(st.sampled_from(["<", "<=", ">", ">="]),) * 2),
    st.sampled_from(OTHER_PAIRS),
    st.lists(MIXED, min_size=1, max_size=4),
)
def test_durations_days_and_rows(
    ops: tuple[str, str], ends: dict[str, tuple[object, object]], people: list[dict[str, object]]
) -> None:
    agrees(tr.loads(OTHERS.replace("OP1", ops[0]).replace("OP2", ops[1])), people, ends)


@settings(max_examples=settings.default.max_examples // 6, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_rulesets_of_every_form(data: st.DataObject) -> None:
    rules = tr.loads(data.draw(rulesets()))
    declared = [one for one in rules.definition.written.declared.values() if one.kind == "threshold"]
    numbers = {f"{one.name}[{', '.join(n.row)}]" if n.row else one.name: n for one in declared for n in one.numbers}
    assume(len(numbers) > 1)
    names = data.draw(st.lists(st.sampled_from(sorted(numbers)), min_size=2, max_size=2, unique=True))
    ends: dict[str, tuple[object, object]] = {one: data.draw(around(read_quantity(numbers[one].text))) for one in names}
    try:
        corners = [rules.edit({one: ends[one][at] for one in names}) for at in (0, 1)]
        for at in ((0, 1), (1, 0)):
            rules.edit({one: ends[one][to] for one, to in zip(names, at, strict=True)})
    except tr.RulesetError:
        assume(False)
    agrees(rules, data.draw(portfolios(rules, *corners)), ends)


def agrees(
    rules: tr.Ruleset,
    people: list[dict[str, object]],
    ends: dict[str, tuple[object, object]],
    unit: str = "",
    most: int = 2_500,
) -> None:
    """Hold every cell that is shown against classifying everybody anew."""
    try:
        found = rules.grid(people, ends, as_of=AS_OF, most_cells=most)
    except SweepError:
        event("no straight line")
        assume(False)
    for dimension in rules.dimensions:
        if dimension not in found.dimensions:
            corners = [rules.edit({name: pair[at] for name, pair in ends.items()}) for at in (0, 1)]
            assert tally(corners[0], people, dimension) == tally(corners[1], people, dimension)
            continue
        rows, columns = found.steps(dimension)
        assert len(rows) * len(columns) <= most
        cells = list(found.cells(dimension))
        assert [(one.stretches[0], one.stretches[1]) for one in cells] == [
            (row, one) for row in rows for one in columns
        ]
        event(f"{'many' if len(cells) > 1 else 'one'} of all cells" if found.is_exact(dimension) else "some cells")
        for one in cells[:40]:
            assert all(value in stretch for value, stretch in zip(one.at, one.stretches, strict=True))
            shares = {answer: part.customers for answer, part in one.shares.items()}
            assert {answer: part.customers for answer, part in found.at(*one.at, dimension).items()} == shares
            if all(map(has_end, one.at)):
                texts = (written(at, axis.type) + unit for at, axis in zip(one.at, found.axes, strict=True))
                edited = rules.edit(dict(zip(ends, texts, strict=True)))
                assert tally(edited, people, dimension) == shares, one


def test_a_dimension_that_neither_threshold_reaches_and_a_grid_of_nobody() -> None:
    ends = {"b_spend": ("5万", "20万"), "a_spend": ("30万", "60万")}
    found = tr.load("customer-standard").grid([], ends, as_of=AS_OF)
    for ask in (
        lambda: list(found.cells("value")),
        lambda: found.steps("value"),
        lambda: found.at("8万", "40万", "value"),
    ):
        with pytest.raises(KeyError, match="`value` does not hang on `b_spend` nor `a_spend`; what does is "):
            ask()
    assert found.text("en").splitlines()[-1] == "no customers"
