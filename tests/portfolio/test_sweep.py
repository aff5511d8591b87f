"""A sweep says at every value what classifying everybody with that value says; the way back is exact."""

from __future__ import annotations

import json
import operator
import pickle
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.portfolio.edits import AS_OF, MONEY, one_threshold, portfolios, swept
from tierrules.meaning.dates import Duration
from tierrules.meaning.number_text import decimal_places
from tierrules.portfolio.stretches import Stretch, written
from tierrules.portfolio.swept import SweepError

TEXT = """\
tierrules: 1
name: small
currency: CNY
fields:
  industry: {type: category, values: [wholesale, retail]}
thresholds:
  a_spend: 50万
  b_spend: 10万
  asleep: 6 months
  since: 2024-01-01
  surplus: 1万
  points: 3
  big: {by: industry, rows: {wholesale: 200, retail: n/a}}
scores:
  score: {add: [{points: points, when: employees >= 10}]}
  other: {add: [{points: 2, when: employees >= 10}, {points: 3, when: satisfaction >= 4}]}
dimensions:
  tier:
    labels: [A, B, C]
    bands: {of: annual_spend, from: {A: a_spend, B: b_spend}, below: C}
  sleep: {labels: [x, y], hit: first, rules: [{label: x, when: elapsed(last_purchase_on) > asleep}], otherwise: y}
  age: {labels: [x, y], hit: first, rules: [{label: x, when: founded_on < since}], otherwise: y}
  scored: {labels: [x, y], hit: first, rules: [{label: x, when: score >= 2}], otherwise: y}
  size: {labels: [x, y], hit: first, rules: [{label: x, when: employees >= big}], otherwise: y}
  rich: {labels: [x, y], hit: first, rules: [{label: x, when: annual_spend >= surplus * 2}], otherwise: y}
  found: {labels: [vip, far], hit: collect, rules: [{label: vip, when: tier == 'A'}, {label: far, when: age == 'x'}]}
"""
PEOPLE: list[object] = [
    {"customer_id": one, "annual_spend": spend, "employees": 250, "industry": "wholesale"}
    for one, spend in (("C1", "50万"), ("C2", "60万"), ("C3", "60万"), ("C4", "70万"), ("C5", "5万"), ("C6", None))
]


@pytest.fixture(scope="module")
def rules() -> tr.Ruleset:
    return tr.loads(TEXT)


def counts(sweep: object, dimension: str) -> list[tuple[str, dict[str, int]]]:
    steps = sweep.steps(dimension)  # type: ignore[attr-defined]
    return [(str(one.stretch), {name: part.customers for name, part in one.shares.items()}) for one in steps]


def test_every_step_and_nothing_between(rules: tr.Ruleset) -> None:
    found = rules.sweep(PEOPLE, "a_spend", "40万", "80万", as_of=AS_OF, weight="annual_spend")
    assert list(found.base) == ["tier", "found"]
    assert counts(found, "tier") == [
        ("CNY 400,000 to CNY 500,000", {"A": 4, "C": 1, "undetermined": 1}),
        ("over CNY 500,000 to CNY 600,000", {"A": 3, "B": 1, "C": 1, "undetermined": 1}),
        ("over CNY 600,000 to CNY 700,000", {"A": 1, "B": 3, "C": 1, "undetermined": 1}),
        ("over CNY 700,000 to CNY 800,000", {"B": 4, "C": 1, "undetermined": 1}),
    ]
    assert [one.shares["A"].weight for one in found.steps("tier") if "A" in one.shares] == [
        2_400_000,
        1_900_000,
        700_000,
    ]
    assert found.at("60万", "tier").shares["A"].customers == 3
    assert found.at(600_001, "tier").shares["A"].customers == 1
    with pytest.raises(ValueError, match="the sweep is from CNY 400,000 to CNY 800,000"):
        found.at("90万", "tier")
    with pytest.raises(KeyError):
        list(found.steps("age"))


def test_who_stands_on_the_edge(rules: tr.Ruleset) -> None:
    found = rules.sweep(PEOPLE, "a_spend", "30万", "80万", as_of=AS_OF)
    assert [(str(one.who), one.before, one.after) for one in found.near("5%") if one.dimension == "tier"] == [
        ("C1", "A", "B")
    ]
    assert [str(one.who) for one in found.near("20%") if one.dimension == "tier"] == ["C1", "C2", "C3"]
    assert [str(one.who) for one in found.near("1%", "70万") if one.dimension == "tier"] == ["C4"]
    with pytest.raises(ValueError, match="sweep further"):
        found.near("50%")
    with pytest.raises(ValueError, match="such as `5%`, not `5`"):
        found.near(5)
    in_days = rules.sweep([], "asleep", "10 days", "900 days", as_of=AS_OF)
    with pytest.raises(ValueError, match="`asleep` has no value now that is swept"):
        in_days.near("5%")


def test_the_way_back(rules: tr.Ruleset) -> None:
    found = rules.sweep(PEOPLE, "a_spend", "40万", "80万", as_of=AS_OF, weight="annual_spend")
    exactly = found.exactly("tier", "A", 3)
    assert [str(one) for one in exactly.stretches] == ["over CNY 500,000 to CNY 600,000"]
    assert exactly.stretches[0].text == "600000"
    assert Fraction(600_000) in exactly
    assert Fraction(500_000) not in exactly
    assert str(exactly) == "`a_spend` over CNY 500,000 to CNY 600,000: exactly 3 customers `A`"
    assert str(found.at_least("tier", "A", "50%")) == "`a_spend` CNY 400,000 to CNY 600,000: at least 3 customers `A`"
    assert [str(one) for one in found.at_most("tier", "A", 1).stretches] == ["over CNY 600,000 to CNY 800,000"]
    of_weight = found.at_most("tier", "A", "50%", of="weight")  # half of 245万
    assert [str(one) for one in of_weight.stretches] == ["over CNY 600,000 to CNY 800,000"]
    assert found.at_least("tier", "A", "190万", of="weight").stretches[0].high == 600_000


def test_the_way_back_is_told_in_chinese_too(rules: tr.Ruleset) -> None:
    found = rules.sweep(PEOPLE, "a_spend", "40万", "80万", as_of=AS_OF)
    assert found.exactly("tier", "A", 3).say("zh") == "`a_spend` 大于50万元至60万元：`A` 恰好 3 个客户"
    assert str(found.exactly("tier", "A", 1)).endswith(": exactly 1 customer `A`")
    assert found.exactly("tier", "A", 2).say("zh") == (
        "`a_spend` 取任何值都不能使 `A` 恰好 2 个客户：最接近的是 1（大于60万元至70万元）和 3（大于50万元至60万元）"
        "；两者之间的客户在同一个值上一起变动"
    )


def test_no_threshold_can_part_a_tie(rules: tr.Ruleset) -> None:
    found = rules.sweep(PEOPLE, "a_spend", "40万", "80万", as_of=AS_OF)
    none = found.exactly("tier", "A", 2)
    assert not none
    assert none.below is not None
    assert none.above is not None
    assert (none.below[0], none.above[0]) == (1, 3)
    assert str(none) == (
        "no value of `a_spend` gives exactly 2 customers `A`: next come 1 at over CNY 600,000 to CNY 700,000 and 3 at "
        "over CNY 500,000 to CNY 600,000; whoever is between the two moves at one value"
    )
    assert found.at_least("tier", "A", 5).stretches == ()
    with pytest.raises(ValueError, match="without a weight"):
        found.exactly("tier", "A", 2, of="weight")
    with pytest.raises(ValueError, match="nobody is ever `D` by `tier`; the answers are A, B, C, undetermined"):
        found.exactly("tier", "D", 2)
    with pytest.raises(ValueError, match="neither a number nor a share"):
        found.exactly("tier", "A", "3 months")


def test_durations_go_by_their_unit(rules: tr.Ruleset) -> None:
    people = [{"last_purchase_on": one} for one in ("2026-08-22", "2026-08-21", "2026-05-01", None)]
    found = rules.sweep(people, "asleep", "1 month", "9 months", as_of=AS_OF)
    # Bought on 22 August, three months have passed on 22 November, and more than three not before the day after.
    assert counts(found, "sleep") == [
        ("1 month to 2 months", {"x": 3, "y": 1}),
        ("3 months", {"x": 2, "y": 2}),
        ("4 months to 6 months", {"x": 1, "y": 3}),
        ("7 months to 9 months", {"y": 4}),
    ]
    assert found.exactly("sleep", "y", 2).stretches[0].text == "3 months"
    with pytest.raises(ValueError, match="count in two"):
        rules.sweep(people, "asleep", "10 days", "9 months", as_of=AS_OF)


def test_days_go_one_by_one(rules: tr.Ruleset) -> None:
    people = [{"founded_on": date(2024, 1, 1)}, {"founded_on": date(2024, 2, 29)}]
    found = rules.sweep(people, "since", "2024-01-01", "2024-03-31", as_of=AS_OF)
    assert counts(found, "age") == [
        ("2024-01-01", {"y": 2}),
        ("2024-01-02 to 2024-02-29", {"x": 1, "y": 1}),
        ("2024-03-01 to 2024-03-31", {"x": 2}),
    ]
    assert len(found.near(0, date(2024, 3, 1))) == 2  # in `age` and in `found`
    with pytest.raises(ValueError, match="number of days"):
        found.near("5%", "2024-03-01")


def test_a_row_and_a_threshold_that_is_reckoned_with(rules: tr.Ruleset) -> None:
    row = rules.sweep(PEOPLE, "big[wholesale]", 200, 300, as_of=AS_OF)
    assert counts(row, "size") == [("200 to 250", {"x": 6}), ("over 250 to 300", {"y": 6})]
    people = [{"annual_spend": 50_000}]
    surplus = rules.sweep(people, "surplus", "1万", "3万", as_of=AS_OF)
    assert counts(surplus, "rich") == [
        ("CNY 10,000 to CNY 25,000", {"x": 1}),
        ("over CNY 25,000 to CNY 30,000", {"y": 1}),
    ]
    with pytest.raises(SweepError, match="only bounds can be swept, not points"):
        rules.sweep(people, "points", 1, 5, as_of=AS_OF)


def test_ends_that_are_none(rules: tr.Ruleset) -> None:
    with pytest.raises(ValueError, match="from a lower to a higher value"):
        rules.sweep([], "a_spend", "50万", "50万", as_of=AS_OF)
    with pytest.raises(ValueError, match="`n/a` is none"):
        rules.sweep([], "big[wholesale]", "n/a", 3, as_of=AS_OF)
    with pytest.raises(tr.RulesetError, match="band-order"):
        rules.sweep([], "a_spend", "5万", "50万", as_of=AS_OF)
    with pytest.raises(tr.RulesetError, match="did you mean `a_spend`"):
        rules.sweep([], "a_spent", "5万", "50万", as_of=AS_OF)


def test_in_words_as_data_and_pickled(rules: tr.Ruleset, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("annual_spend,employees\n50万,1\nmany,2\n60万,2\n", encoding="utf-8")
    found = rules.sweep(path, "a_spend", "40万", "80万", as_of=AS_OF, weight="employees")
    assert (found.customers, found.set_aside) == (2, 1)
    assert str(found).splitlines()[:4] == [
        "small: a_spend from CNY 400,000 to CNY 800,000, now CNY 500,000",
        "3 rows = 2 classified + 1 set aside, as of 2026-11-22",
        "tier:",
        "  CNY 400,000 to CNY 500,000: A 2 (3)",
    ]
    assert "大于50万元至60万元：A 1 (2)，B 1 (1)" in found.text("zh")
    assert "small" in found._repr_html_()
    data = json.loads(json.dumps(found.to_dict()))
    assert data["steps"]["tier"][1]["low"] == "500000"
    assert pickle.loads(pickle.dumps(found)) == found


def test_stretches() -> None:
    one = Stretch(Fraction(1), Fraction(2), False, False)
    assert one.example == Fraction(3, 2)
    assert [Fraction(value) in one for value in (1, Fraction(3, 2), 2)] == [False, True, False]
    assert Stretch(Fraction(1), Fraction(2), True, False).example == 1
    assert Duration(3, "month") in Stretch(Duration(2, "month"), Duration(3, "month"))


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(one_threshold(), st.lists(MONEY, min_size=1, max_size=5), st.sampled_from(["-1万", "0", "1万", "1.5万"]))
def test_every_way_to_ask_for_a_threshold(text: str, people: list[dict[str, object]], low: str) -> None:
    try:
        rules = tr.loads(text)
    except tr.RulesetError:
        assume(False)
    agrees(rules, people, "t", f"{low}元", "5万元", "元")


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(one_threshold(), st.lists(MONEY, min_size=1, max_size=6), st.integers(0, 6), st.sampled_from(["x", "y", "z"]))
def test_the_way_back_is_exact(text: str, people: list[dict[str, object]], wanted: int, answer: str) -> None:
    try:
        rules = tr.loads(text)
    except tr.RulesetError:
        assume(False)
    found = rules.sweep(people, "t", "1万元", "5万元", as_of=AS_OF, weight="employees")
    fits = {"at_most": operator.le, "at_least": operator.ge, "exactly": operator.eq}
    for of, amount in (("customers", wanted), ("weight", wanted * 5)):
        for relation, holds in fits.items():
            solution = getattr(found, relation)("banded", answer, amount, of=of)
            seen = set()
            for value in range(10_000, 50_001, 2_500):
                share = found.at(value, "banded").shares.get(answer)
                count = 0 if share is None else getattr(share, of)
                seen.add(count)
                assert (Fraction(value) in solution) == holds(count, amount)
            if not solution:
                event("no threshold can")
                assert solution.below is None or solution.below[0] < amount
                assert solution.above is None or solution.above[0] > amount
                near = {one[0] for one in (solution.below, solution.above) if one is not None}
                assert near
                assert not any(min(near) < count < max(near) for count in seen if len(near) == 2)


DATES = st.sampled_from([None, "2026-11-22", "2026-11-21", "2026-10-31", "2026-10-22", "2026-08-31", "2025-12-01"])
MIXED = st.fixed_dictionaries(
    {
        "last_purchase_on": DATES,
        "service_ends_on": st.sampled_from([None, "2026-11-30", "2027-01-31", "2027-02-28"]),
        "founded_on": DATES,
        "employees": st.sampled_from([None, 0, 3, 4, 5]),
        "industry": st.sampled_from([None, "wholesale", "retail"]),
    }
)
OTHERS = """\
tierrules: 1
name: others
fields: {industry: {type: category, values: [wholesale, retail]}}
thresholds:
  wait: 3 months
  day: 2026-10-22
  big: {by: industry, rows: {wholesale: 3, retail: n/a}}
  dated: {dated: {2020-01-01: 3, 2026-01-01: 4}}
dimensions:
  one:
    labels: [a, b, c, d]
    hit: collect
    rules:
      - {label: a, when: elapsed(last_purchase_on) OP1 wait}
      - {label: b, when: until(service_ends_on) OP2 wait}
      - {label: c, when: founded_on OP1 day}
      - {label: d, when: employees OP2 big and employees OP1 dated}
"""
SWEPT = [
    ("wait", "0 months", "14 months"),
    ("wait", "0 days", "100 days"),
    ("day", "2026-08-01", "2026-12-01"),
    ("big[wholesale]", "-1", "6"),
    ("dated[2026-01-01]", "1", "6"),
    ("dated[2020-01-01]", "1", "6"),
]


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.tuples(*(st.sampled_from(["<", "<=", ">", ">="]),) * 2),
    st.sampled_from(SWEPT),
    st.lists(MIXED, min_size=1, max_size=5),
)
def test_durations_days_and_rows(
    ops: tuple[str, str], ends: tuple[str, str, str], people: list[dict[str, object]]
) -> None:
    agrees(tr.loads(OTHERS.replace("OP1", ops[0]).replace("OP2", ops[1])), people, *ends)


@settings(max_examples=settings.default.max_examples // 4, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_it_agrees_with_classifying_everybody_at_each_step(data: st.DataObject) -> None:
    rules, name, low, high = data.draw(swept())
    people = data.draw(portfolios(rules, rules.edit({name: low}), rules.edit({name: high})))
    agrees(rules, people, name, low, high)


def agrees(rules: tr.Ruleset, people: list[dict[str, object]], name: str, low: str, high: str, unit: str = "") -> None:
    """Hold a sweep against classifying everybody anew at the ends and within each stretch: heads and weights."""
    people = [{**one, **({} if at % 4 == 3 else {WEIGHT: weight_of(at)})} for at, one in enumerate(people)]
    try:
        found = rules.sweep(people, name, low, high, as_of=AS_OF, weight=WEIGHT)
    except SweepError:
        event("no straight line")
        assume(False)
    event("crossings" if found.crossings else "no crossings")
    for dimension in rules.dimensions:
        if dimension not in found.base:
            assert weighed(rules.edit({name: low}), people, dimension) == weighed(
                rules.edit({name: high}), people, dimension
            )
            continue
        steps = list(found.steps(dimension))
        assert (steps[0].stretch.low, steps[-1].stretch.high) == (found.low, found.high)
        for step in steps:
            assert sum(part.weight or 0 for part in step.shares.values()) == found.whole_weight
            shares = {answer: (part.customers, part.weight) for answer, part in step.shares.items()}
            for value in values_of(step.stretch):
                if value in step.stretch and has_end(value):
                    text = written(value, found.type) + unit
                    assert weighed(rules.edit({name: text}), people, dimension) == shares, text


WEIGHT = "heft"


def weight_of(at: int) -> float:
    """Some weigh nothing, some less than nothing, some have a fraction."""
    return (at * 7 % 11 - 3) / 2


def weighed(rules: tr.Ruleset, people: list[dict[str, object]], dimension: str) -> dict[str, tuple[int, Fraction]]:
    """Return how many have each answer, and what they weigh."""
    found: dict[str, tuple[int, Fraction]] = {}
    for person in people:
        try:
            tag = rules.classify(person, as_of=AS_OF)[dimension]
        except tr.CustomerError:
            continue
        answer = " + ".join((*tag.labels, *([tag.status] if tag.status != "decided" else [])))
        count, heavy = found.get(answer, (0, Fraction(0)))
        found[answer] = count + 1, heavy + Fraction(person.get(WEIGHT, 0))  # type: ignore[arg-type]
    return found


def values_of(stretch: Stretch) -> list[object]:
    middle: list[object] = []
    if isinstance(stretch.low, Fraction) and isinstance(stretch.high, Fraction):
        middle = [(stretch.low + stretch.high) / 2, (stretch.low * 9 + stretch.high) / 10]
    return [stretch.low, stretch.high, stretch.example, *middle]


def has_end(value: object) -> bool:
    places = decimal_places(value) if isinstance(value, Fraction) else 0
    return places is not None and places <= 8


def tally(rules: tr.Ruleset, people: list[dict[str, object]], dimension: str, day: date = AS_OF) -> dict[str, int]:
    found: Counter[str] = Counter()
    for one in rules.classify_many(people, as_of=day, on_reject=lambda *_: None):
        tag = one[dimension]
        found[" + ".join((*tag.labels, *([tag.status] if tag.status != "decided" else [])))] += 1
    return dict(found)


def test_a_dimension_that_the_threshold_does_not_reach() -> None:
    found = tr.load("customer-standard").sweep([], "b_spend", "5万", "20万", as_of=AS_OF)
    told = "`value` does not hang on `b_spend`; what does is tier"
    for ask in (
        lambda: list(found.steps("value")),
        lambda: found.at("8万", "value"),
        lambda: found.at_most("value", "high", 3),
    ):
        with pytest.raises(KeyError, match=told):
            ask()


def test_of_nobody_a_sweep_says_so() -> None:
    found = tr.load("customer-standard").sweep([], "b_spend", "5万", "20万", as_of=AS_OF)
    assert found.text("en").splitlines()[-1] == "  CNY 50,000 to CNY 200,000: no customers"


def test_a_sweep_tells_who_has_no_weight() -> None:
    people = [{"annual_spend": "8万"}, {"annual_spend": None}]
    found = tr.load("customer-standard").sweep(people, "b_spend", "5万", "20万", as_of=AS_OF, weight="annual_spend")
    assert found.text("en").splitlines()[2] == "customers without Annual spend: 1; they count as 0"
    assert found.text("zh").splitlines()[2] == "没有年消费额的客户：1，按 0 计"
