"""What an edit moves: the matrix, the movers and the sums agree with classifying everybody twice."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

import jsonschema
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.portfolio.edits import AS_OF, MONEY, edited, one_threshold, portfolios
from tierrules.language.results import migration_schema
from tierrules.meaning import semantics
from tierrules.meaning.model import Model
from tierrules.portfolio.what_if import migrate
from tierrules.testing import records_for, rulesets

TEXT = """\
tierrules: 1
name: small
version: "1"
currency: CNY
thresholds: {high_spend: 50万, many: 100}
dimensions:
  value:
    title: {zh: 客户价值, en: Value}
    labels: {high: {zh: 高价值}, low: {zh: 低价值}}
    hit: first
    rules: [{label: high, when: annual_spend >= high_spend}]
    otherwise: low
  size:
    labels: [large, small]
    hit: first
    rules: [{label: large, when: employees >= many}]
    otherwise: small
  both:
    labels: [yes-sir, no-sir]
    hit: first
    rules: [{label: yes-sir, when: value == 'high' and size == 'large'}]
    otherwise: no-sir
"""
PEOPLE: list[object] = [
    {"customer_id": "C1", "name": "甲", "annual_spend": "50万", "employees": 100},
    {"customer_id": "C2", "annual_spend": "60万", "employees": 100},
    {"customer_id": "C3", "annual_spend": "59.9999万", "employees": 5},
    {"name": "丁", "annual_spend": None, "employees": 100},
    {"customer_id": "C5", "annual_spend": "lots", "employees": 100},
    {"annual_spend": 1, "employees": None},
]


@pytest.fixture(scope="module")
def rules() -> tr.Ruleset:
    return tr.loads(TEXT)


def test_a_threshold_is_moved(rules: tr.Ruleset) -> None:
    found = rules.what_if(PEOPLE, {"high_spend": "60万"}, as_of=AS_OF, weight="annual_spend")
    assert (found.customers, found.set_aside, found.unweighed) == (5, 1, 1)
    assert found.reached == ("value", "both")
    assert str(found.unread[0]).startswith("position 4: annual_spend: ")
    cells = {key: (one.customers, one.weight) for key, one in found.matrix["value"].cells.items()}
    assert cells == {
        ("high", "high"): (1, 600_000),
        ("high", "low"): (2, 1_099_999),
        ("low", "low"): (1, 1),
        ("undetermined", "undetermined"): (1, 0),
    }
    assert found.matrix["value"].moved == found.matrix["value"].cells["high", "low"]
    assert found.matrix["size"].moved.customers == 0
    assert [(str(one.who), one.dimension.name, one.before, one.after, one.direction) for one in found.moved] == [
        ("C1 甲", "value", "high", "low", "down"),
        ("C1 甲", "both", "yes-sir", "no-sir", "down"),
        ("C3", "value", "high", "low", "down"),
    ]
    assert found.moved[0].reason("en") == "the standard raised high_spend from CNY 500,000 to CNY 600,000"
    assert found.moved[2].weight == 599_999
    assert found.edits == {"high_spend": ("50万", "60万")}
    assert [one.name for one in found.movers("value", before="high")] == ["甲", None]
    assert found.matrix["value"].undetermined[0].customers == 1


def test_it_is_told_in_words_and_as_data(rules: tr.Ruleset) -> None:
    found = rules.what_if(PEOPLE, {"high_spend": "60万"}, as_of=AS_OF, weight="annual_spend")
    told = str(found).splitlines()
    assert told[0] == "small: high_spend 50万 → 60万"
    assert told[1] == "6 rows = 5 classified + 1 set aside, as of 2026-11-22"
    assert told[2] == "customers without Annual spend: 1; they count as 0"
    assert told[3] == "Value: 2 of 5 customers move (40%), 64.7% of Annual spend"
    assert told[4] == "  high → low: 2 (CNY 1,099,999)"
    chinese = found.text("zh").splitlines()
    assert chinese[2] == "没有年消费额的客户：1，按 0 计"
    assert chinese[3].endswith("：5 个客户中有 2 个变动（40%），占年消费额的 64.7%")
    assert "高价值 → 低价值" in chinese[4]
    assert "| high | 1 (CNY 600,000) | 2 (CNY 1,099,999) |  |" in found.to_markdown()
    for told_as in (found.text(), found.to_markdown(), found._repr_html_()):
        assert "undetermined: 20% before, 20% after" in told_as
    data = json.loads(json.dumps(found.to_dict()))
    assert data["matrix"][0]["moved"] == {"customers": 2, "weight": "1099999"}
    assert data["moved"][0]["reason"]["zh"] == "标准“high_spend”由50万元上调至60万元"
    with pytest.raises(ValueError, match="lang is"):
        found.text("fr")  # type: ignore[arg-type]


def test_nobody_moves_without_an_edit(rules: tr.Ruleset) -> None:
    found = rules.what_if(PEOPLE, {}, as_of=AS_OF)
    assert (found.reached, found.moved) == ((), ())
    assert "nobody moves" in str(found)
    assert "nobody moves" in found.to_markdown()
    assert found.matrix["value"].whole.weight is None


def test_a_weight_that_no_rule_reads_is_called_as_the_standard_field_it_is() -> None:
    plain = tr.load("size-and-dormancy")
    people = [{"employees": 900, "annual_revenue": "2亿", "annual_spend": "3万"}]
    found = plain.what_if(people, {"large_employees": 800}, as_of=AS_OF, weight="annual_spend")
    told = found.text("en").splitlines()
    assert told[2] == "size: 1 of 1 customers moves (100%), 100% of Annual spend"
    assert told[3] == "  medium → large: 1 (CNY 30,000)"
    assert (found.weight_title.zh, found.weight_currency) == ("年消费额", "CNY")


def test_of_nobody_a_weight_is_nothing_and_not_unknown() -> None:
    rules = tr.load("size-and-dormancy")
    for people in ([], [{"employees": 5, "annual_revenue": "1万", "annual_spend": 7}]):
        weighed = rules.what_if(people, {"large_employees": 800}, as_of=AS_OF, weight="annual_spend").matrix["size"]
        assert weighed.to_dict()["moved"] == {"customers": 0, "weight": "0"}
        assert weighed.row("large").weight == weighed.undetermined[1].weight == 0
        counted = rules.what_if(people, {"large_employees": 800}, as_of=AS_OF).matrix["size"]
        assert counted.to_dict()["moved"] == {"customers": 0, "weight": None}
        assert counted.whole.weight is None


def test_only_what_the_edit_reaches_is_evaluated_again(rules: tr.Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[tuple[str, str]] = Counter()
    real = semantics.outcome
    after = rules.edit(many=200)

    def counted(case: semantics.Case, dimension: semantics.Dimension) -> semantics.Outcome:
        asked["after" if case.model is after.definition else "before", dimension.name] += 1
        return real(case, dimension)

    monkeypatch.setattr(semantics, "outcome", counted)
    migrate(rules, after, PEOPLE, as_of=AS_OF)
    # `both` asks `value`, and is told what was answered before.
    assert asked == {
        **{("before", name): 5 for name in ("value", "size", "both")},
        **{("after", name): 5 for name in ("size", "both")},
    }


def test_a_file_is_a_portfolio(rules: tr.Ruleset, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("id,name,年消费额,employees\n7,甲,50万,100\n8,乙,many,1\n9,丙,61万,\n", encoding="utf-8")
    found = rules.what_if(path, {"high_spend": "60万"}, as_of=AS_OF, weight="employees")
    assert (found.source, found.customers, found.set_aside) == (str(path), 2, 1)
    assert [str(one.who) for one in found.moved] == ["7 甲", "7 甲"]
    assert found.unread[0].who.place == "line 3"
    assert found.matrix["value"].moved.weight == 100
    assert rules.what_if(str(path), {"high_spend": "60万"}, as_of=AS_OF).matrix["value"].moved.customers == 1


def test_a_weight_beside_the_rules(rules: tr.Ruleset) -> None:
    people = [{"annual_spend": "50万", "employees": 1, "points": "1.5", "orders_12m": 3}]
    edits = {"high_spend": "60万"}
    assert rules.what_if(people, edits, as_of=AS_OF, weight="points").matrix["value"].moved.weight == Fraction(3, 2)
    assert rules.what_if(people, edits, as_of=AS_OF, weight="orders_12m").matrix["value"].moved.weight == 3
    with pytest.raises(ValueError, match="`region` is no number"):
        rules.what_if(people, edits, as_of=AS_OF, weight="region")


def test_what_is_no_portfolio_and_no_day(rules: tr.Ruleset) -> None:
    with pytest.raises(TypeError, match="a portfolio is a path or an iterable of customers, not a `dict`"):
        rules.what_if({"employees": 3}, {}, as_of=AS_OF)
    with pytest.raises(tr.CustomerFileError):
        rules.what_if("nowhere.csv", {}, as_of=AS_OF)
    with pytest.raises(tr.RulesetError):
        rules.what_if([], {"high": 3}, as_of=AS_OF)
    with pytest.raises(ValueError, match="as_of lies within"):
        rules.what_if([], {}, as_of=date(1, 1, 1))


def test_it_can_be_pickled(rules: tr.Ruleset) -> None:
    found = rules.what_if(PEOPLE, {"high_spend": "60万"}, as_of=AS_OF)
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert again.moved[0].reason() == found.moved[0].reason()


def test_two_rulesets_that_read_a_field_in_two_ways() -> None:
    """An empty cell is unknown to the one and nothing to the other, and only one of them has the second dimension."""
    fields = "fields: {score: {type: integer, empty: EMPTY}}\nthresholds: {good: 3}\n"
    rule = "{labels: [a, b], hit: first, rules: [{label: a, when: score >= good}], otherwise: b}"
    head = "tierrules: 1\nname: t\n"
    before = tr.loads(f"{head}{fields.replace('EMPTY', 'unknown')}dimensions:\n  one: {rule}\n  two: {rule}\n")
    after = tr.loads(f"{head}{fields.replace('EMPTY', 'none')}dimensions:\n  one: {rule}\n  three: {rule}\n")
    found = migrate(before, after, iter([{"score": None}, {"score": 3}]), as_of=AS_OF)
    assert list(found.matrix) == ["one"]
    assert found.reached == ("one",)
    cells = {key: one.customers for key, one in found.matrix["one"].cells.items()}
    assert cells == {("undetermined", "b"): 1, ("a", "a"): 1}
    assert found.moved[0].reason()


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    one_threshold(),
    st.lists(MONEY, min_size=1, max_size=8),
    st.sampled_from(["-1万元", "0.5万元", "1.5万元", "3万元", "5万元"]),
)
def test_every_way_to_ask_for_a_threshold(text: str, people: list[dict[str, object]], value: str) -> None:
    try:
        before = tr.loads(text)
    except tr.RulesetError:
        assume(False)
    agrees(before, {"t": value}, before.edit(t=value), people)


@settings(max_examples=settings.default.max_examples // 5, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data(), st.sampled_from([None, "+1 month", "+1 year"]))
def test_what_is_not_reached_is_never_asked_again(data: st.DataObject, day: str | None) -> None:
    before, edits, after = data.draw(edited())
    people = data.draw(portfolios(before, after))
    asked: list[tuple[Model, str]] = []
    real = semantics.outcome

    def counted(case: semantics.Case, dimension: semantics.Dimension) -> semantics.Outcome:
        asked.append((case.model, dimension.name))
        return real(case, dimension)

    with patch.object(semantics, "outcome", counted):
        try:
            found = before.what_if(people, {**edits, **({} if day is None else {"as_of": day})}, as_of=AS_OF)
        except tr.NotInForce:
            assume(False)
    times = Counter((model is before.definition, name) for model, name in asked)
    for name in before.dimensions:
        assert times[True, name] == found.customers
        assert times[False, name] == (found.customers if name in found.reached else 0)
    event("some are not reached" if len(found.reached) < len(before.dimensions) else "all are reached")


@settings(max_examples=settings.default.max_examples // 4, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_it_agrees_with_classifying_everybody_twice(data: st.DataObject) -> None:
    before, edits, after = data.draw(edited())
    people = data.draw(portfolios(before, after))
    agrees(before, edits, after, people)


def agrees(before: tr.Ruleset, edits: dict[str, str], after: tr.Ruleset, people: list[dict[str, object]]) -> None:
    """Hold the matrix and the movers against both classifications of everybody."""
    found = before.what_if(people, edits, as_of=AS_OF)
    event("somebody moves" if found.moved else "nobody moves")
    assert found.customers + found.set_aside == len(people)
    pairs: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in before.dimensions}
    moved: list[tuple[str, str, str, str]] = []
    for position, person in enumerate(people):
        try:
            old, new = (one.classify(person, as_of=AS_OF) for one in (before, after))
        except tr.CustomerError:
            continue
        for name in before.dimensions:
            was, is_now = (told(one[name]) for one in (old, new))
            pairs[name][was, is_now] += 1
            if was != is_now:
                moved.append((f"position {position}", name, was, is_now))
    assert {name: {key: one.customers for key, one in m.cells.items()} for name, m in found.matrix.items()} == pairs
    assert [(one.who.place, one.dimension.name, one.before, one.after) for one in found.moved] == moved
    for one in found.moved[:3]:
        assert one.reason()
    assert str(found)
    assert found.to_markdown("zh")
    data = json.loads(json.dumps(found.to_dict()))
    jsonschema.validate(data, migration_schema(), cls=jsonschema.Draft7Validator)


def told(tag: tr.Tag) -> str:
    return " + ".join((*tag.labels, *([tag.status] if tag.status != "decided" else [])))


# --- the day as an edit

TIMELY = """\
tierrules: 1
name: timely
thresholds:
  asleep: 6 months
  soon: 1 month
  many: {dated: {2020-01-01: 3, 2026-12-01: 4}}
  few: 2
scores: {score: {add: [{points: 1, when: until(service_ends_on) <= soon}, {points: 1, when: employees >= few}]}}
dimensions:
  sleep: {labels: [x, y], hit: first, rules: [{label: y, when: elapsed(last_purchase_on) >= asleep}], otherwise: x}
  size: {labels: [x, y], hit: first, rules: [{label: x, when: employees >= many}], otherwise: y}
  scored: {labels: [x, y], hit: first, rules: [{label: x, when: score >= few}], otherwise: y}
  plain: {labels: [x, y], hit: first, rules: [{label: x, when: employees >= few}], otherwise: y}
  asks: {labels: [x, y], hit: first, rules: [{label: x, when: sleep == 'x' and plain == 'x'}], otherwise: y}
"""
SLEEPERS = [
    {"customer_id": "C1", "last_purchase_on": "2026-06-10", "employees": 3, "service_ends_on": "2027-01-15"},
    {"customer_id": "C2", "last_purchase_on": "2026-07-10", "employees": 4, "service_ends_on": "2026-12-01"},
]


def test_time_passes_and_nothing_else() -> None:
    rules = tr.loads(TIMELY)
    found = rules.what_if(SLEEPERS, {"as_of": date(2026, 12, 22)}, as_of=AS_OF)
    assert (found.as_of, found.as_of_after) == (AS_OF, date(2026, 12, 22))
    assert found.edits == {"as_of": ("2026-11-22", "2026-12-22")}
    assert found.reached == ("sleep", "size", "scored", "asks")
    moves = [(one.customer_id, one.dimension.name, one.after, one.change.cause) for one in found.moved]
    time = (("time",),)
    assert moves == [
        ("C1", "sleep", "y", time),
        ("C1", "size", "y", time),
        ("C1", "scored", "x", time),
        ("C1", "asks", "y", time),
    ]
    assert found.moved[0].reason("en") == "Last purchase (2026-06-10) was 6 months ago on 2026-12-10 (asleep)"
    assert "as_of 2026-11-22 → 2026-12-22" in str(found)
    assert rules.what_if(SLEEPERS, {"as_of": "+1 month"}, as_of=AS_OF) == found
    assert rules.what_if(SLEEPERS, {"as_of": "2026-12-22"}, as_of=AS_OF) == found
    assert rules.what_if(SLEEPERS, {"as_of": AS_OF}, as_of=AS_OF).reached == ()
    # The cut-offs of both days differ, but no dated figure does.
    assert "size" not in rules.what_if(SLEEPERS, {"as_of": "+1 day"}, as_of=AS_OF).reached
    assert pickle.loads(pickle.dumps(found)) == found


def test_time_passes_and_a_threshold_moves() -> None:
    rules = tr.loads(TIMELY)
    found = rules.what_if(SLEEPERS, {"as_of": "+1 month", "asleep": "7 months", "few": 4}, as_of=AS_OF)
    assert found.edits == {"asleep": ("6 months", "7 months"), "few": ("2", "4"), "as_of": ("2026-11-22", "2026-12-22")}
    assert [(one.customer_id, one.dimension.name) for one in found.moved] == [
        ("C1", "size"),
        ("C1", "plain"),
        ("C1", "asks"),
        ("C2", "scored"),
    ]
    # C1 is asleep by now, and has too few employees: either alone would do.
    rules_alone = (("rules",),)
    assert [one.change.cause for one in found.moved] == [
        (("time",),),
        rules_alone,
        (("rules",), ("time",)),
        rules_alone,
    ]


def test_a_day_that_is_none() -> None:
    rules = tr.loads(TIMELY)
    for text in ("soon", "+1", "+1万", "2026-02-30", "", "+1.5 months"):
        with pytest.raises(ValueError, match="write it as 2026-12-22, or as \\+1 month"):
            rules.what_if([], {"as_of": text}, as_of=AS_OF)
    with pytest.raises(ValueError, match="as_of lies within"):
        rules.what_if([], {"as_of": "-950 years"}, as_of=AS_OF)
    with pytest.raises(tr.NotInForce):
        rules.what_if([], {"as_of": "2019-12-31"}, as_of=AS_OF)
    with pytest.raises(tr.NotInForce):
        rules.what_if([], {"as_of": AS_OF}, as_of=date(2019, 12, 31))


def test_a_threshold_that_is_called_as_of_is_the_threshold() -> None:
    rules = tr.loads(TEXT.replace("many", "as_of"))
    found = rules.what_if(PEOPLE, {"as_of": 200}, as_of=AS_OF)
    assert found.as_of_after is None
    assert found.reached == ("size", "both")


@settings(max_examples=settings.default.max_examples // 4, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_time_alone_agrees_with_classifying_on_both_days(data: st.DataObject) -> None:
    rules = tr.loads(data.draw(rulesets()))
    days = sorted(data.draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2)))
    try:
        for day in days:
            rules.check_in_force(day)
    except tr.NotInForce:
        assume(False)
    people = data.draw(st.lists(records_for(rules, days[-1]), max_size=8))
    found = rules.what_if(people, {"as_of": days[1]}, as_of=days[0])
    pairs: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in rules.dimensions}
    for person in people:
        try:
            old, new = (rules.classify(person, as_of=day) for day in days)
        except tr.CustomerError:
            continue
        for name in rules.dimensions:
            pairs[name][told(old[name]), told(new[name])] += 1
    assert {name: {key: one.customers for key, one in m.cells.items()} for name, m in found.matrix.items()} == pairs
    event("somebody moves" if found.moved else "nobody moves")
    for one in found.moved[:3]:
        assert one.change.cause == (("time",),)
        assert one.reason()


DAYS = [date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 31), AS_OF, date(2026, 12, 22)]


def test_movers_of_a_dimension_that_is_not_compared(rules: tr.Ruleset) -> None:
    found = rules.what_if(PEOPLE, {"high_spend": "60万"}, as_of=AS_OF)
    with pytest.raises(KeyError, match="`valu` is not compared; the dimensions are value"):
        list(found.movers("valu"))
