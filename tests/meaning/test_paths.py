"""Ways to a label: every value of every region arrives, no smaller set of fields does, and what cannot move stays."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tests.meaning.region_values import holds, values_in
from tierrules.meaning import semantics
from tierrules.meaning.declared import Scalar
from tierrules.meaning.model import Model
from tierrules.meaning.paths import path_to
from tierrules.meaning.regions import Region
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.meaning.values import Case
from tierrules.meaning.ways import Way, Ways
from tierrules.testing import as_ofs, boundary_values, facts_for, models

AS_OF = date(2026, 11, 22)
Facts = dict[str, Scalar | Absent]


def has_label(model: Model, facts: Facts, as_of: date, ways: Ways) -> bool:
    return ways.label.name in semantics.asked(Case(model, facts, as_of), ways.dimension.name).labels


def is_within(model: Model, name: str, value: Scalar | Absent) -> bool:
    low, high = model.fields[name].minimum, model.fields[name].maximum
    if not isinstance(value, Fraction):
        return True
    return (low is None or value >= low) and (high is None or value <= high)  # type: ignore[operator]


def sampled(model: Model, region: Region) -> list[Scalar | Absent]:
    return [value for value in values_in(region) if is_within(model, region.field, value)]


def asked(model: Model, as_of: date, data: st.DataObject, *, freely: bool) -> tuple[Facts, Ways]:
    facts = data.draw(facts_for(model, as_of))
    dimension = data.draw(st.sampled_from(sorted(model.dimensions)))
    label = data.draw(st.sampled_from([one.name for one in model.dimensions[dimension].labels]))
    movable = model.inputs if freely else None
    return facts, path_to(model, facts, as_of, dimension, label, movable=movable, budget=600)


@given(models(most_rules=3), as_ofs(), st.data(), st.booleans())
def test_every_way_arrives(model: Model, as_of: date, data: st.DataObject, freely: bool) -> None:
    facts, ways = asked(model, as_of, data, freely=freely)
    assert ways.reached == has_label(model, facts, as_of, ways)
    assert len(ways) <= 3
    assert not (ways.reached and ways.ways)
    for way in ways:
        assert {region.field for region in way.regions} <= set(ways.movable)
        names = [region.field for region in way.regions]
        assert (way.since is None) == bool(way.regions)
        for values in itertools.product(*(sampled(model, region)[:4] for region in way.regions)) if way.regions else []:
            moved = {**facts, **dict(zip(names, values, strict=True))}
            assert has_label(model, moved, as_of, ways)
        if way.since is not None:
            days = [way.since, way.until or way.since + timedelta(days=900)]
            assert as_of < way.since <= days[1]
            assert all(has_label(model, facts, day, ways) for day in days)
            assert not has_label(model, facts, way.since - timedelta(days=1), ways)


@given(models(most_rules=3), as_ofs(), st.data())
def test_no_fewer_fields_arrive(model: Model, as_of: date, data: st.DataObject) -> None:
    """Brute force: all but one of the fields of a way, moved to every boundary value, leave the label out of reach."""
    facts, ways = asked(model, as_of, data, freely=True)
    tried = boundary_values(model, as_of)
    for way in ways:
        if not way.regions:  # time alone: there are no fewer fields than none
            continue
        for fewer in itertools.combinations([region.field for region in way.regions], len(way.regions) - 1):
            some = [[*tried[name][:40], *([NONE] if model.fields[name].empty == "none" else [])] for name in fewer]
            for values in itertools.islice(itertools.product(*some), 400) if fewer else []:
                assert not has_label(model, {**facts, **dict(zip(fewer, values, strict=True))}, as_of, ways)


@given(models(most_rules=3), as_ofs(), st.data())
def test_one_field_that_would_do_is_found(model: Model, as_of: date, data: st.DataObject) -> None:
    """Brute force from the other side: a field of which one boundary value gives the label is a way of its own."""
    facts, ways = asked(model, as_of, data, freely=True)
    if ways.reached or ways.exhausted or len(ways) == 3:
        return
    single = {way.regions[0].field for way in ways if len(way.regions) == 1}
    for name, values in boundary_values(model, as_of).items():
        for value in values:
            if has_label(model, {**facts, name: value}, as_of, ways):
                assert name in single
                assert not ways.impossible


@given(models(most_rules=3), as_ofs(), st.data(), st.data())
def test_what_is_impossible_is_so_for_everybody(
    model: Model, as_of: date, data: st.DataObject, more: st.DataObject
) -> None:
    facts, ways = asked(model, as_of, data, freely=True)
    if ways.impossible:
        anybody = more.draw(facts_for(model, as_of, complete=True))
        assert not has_label(model, {**facts, **{name: anybody[name] for name in ways.movable}}, as_of, ways)


@given(models(most_rules=3), as_ofs(), st.data())
def test_the_sentences_and_the_data_say_something_of_each_way(model: Model, as_of: date, data: st.DataObject) -> None:
    _, ways = asked(model, as_of, data, freely=False)
    assert len(ways.to_dict()["ways"]) == len(ways)
    for lang in ("zh", "en"):
        told = ways.explain(lang=lang)
        assert "None" not in told
        assert "{" not in told
        assert sum(line.startswith("  - ") for line in told.split("\n")) == len(ways)


RULES = """\
tierrules: 1
name: tiers
currency: CNY
assume: [annual_spend <= lifetime_spend]
thresholds:
  high_spend: {value: 50万, title: {zh: 高消费线}}
  high_margin: 20%
  dormant_after: 6 months
fields:
  plan: {type: category, values: [basic, plus], title: {zh: 套餐, en: Plan}}
dimensions:
  tier:
    title: {zh: 等级, en: Tier}
    labels: {A: {zh: 甲级}, B: {zh: 乙级}, C: {zh: 丙级}}
    hit: first
    rules:
      - {label: A, when: annual_spend >= high_spend and profit_margin >= high_margin}
      - {label: B, when: {any: [orders_12m >= 12, "plan == 'plus'", region == 'north']}}
    otherwise: C
  activity:
    labels: {dormant: {zh: 沉睡}, awake: {zh: 活跃}}
    applies: present(last_purchase_on)
    hit: first
    rules: [{label: dormant, when: elapsed(last_purchase_on) >= dormant_after}]
    otherwise: awake
"""
CUSTOMER = {
    "annual_spend": "38万",
    "lifetime_spend": "900万",
    "profit_margin": "15%",
    "orders_12m": 3,
    "plan": "basic",
    "region": "south",
    "last_purchase_on": "2026-06-10",
}


def classified(text: str = RULES, **changed: object) -> tr.Classification:
    return tr.loads(text).classify(CUSTOMER | changed, as_of=AS_OF)


def told(ways: Ways, lang: str = "zh") -> list[str]:
    return [way.explain(lang=lang) for way in ways]


def test_two_fields_together() -> None:
    ways = classified().path_to("tier", "A")
    assert told(ways) == ["年消费额达到50万元且不超过900万元，且利润率达到20%"]
    assert told(ways, "en") == [
        "Annual spend at least CNY 500,000 and at most CNY 9 million, and Profit margin at least 20%"
    ]
    assert not ways.exhausted


def test_fewest_fields_first_and_who_the_customer_is_stays() -> None:
    ways = classified().path_to("tier", "B")
    assert told(ways) == ["近12个月订单数达到12", "套餐为plus"]
    assert "region" not in ways.movable
    assert told(classified().path_to("tier", "B", movable=["region"])) == ["区域为north"]


def test_what_is_missing_may_turn_out_well() -> None:
    assert told(classified(profit_margin=None, annual_spend="60万").path_to("tier", "A")) == ["利润率达到20%"]


def test_time_alone() -> None:
    ways = classified().path_to("activity", "dormant")
    assert told(ways) == ["从2026年12月10日起，若再无购买"]
    assert told(ways, "en") == ["from 2026-12-10, if nothing is bought"]
    (way,) = ways
    assert way == Way((), date(2026, 12, 10), None, way.unchanged)


def test_what_happens_anew_happens_today() -> None:
    ways = classified(last_purchase_on="2026-01-15").path_to("activity", "awake")
    assert told(ways) == ["最近购买日期不早于2026年5月23日且不晚于2026年11月22日"]
    first = classified(last_purchase_on="").path_to("activity", "awake")
    assert told(first) == ["最近购买日期为2026年11月22日"]


def test_a_date_in_the_past_stays() -> None:
    text = RULES.replace("last_purchase_on", "first_deal_on")
    seen = tr.loads(text).classify({"first_deal_on": "2026-01-15"}, as_of=AS_OF)
    ways = seen.path_to("activity", "awake")
    assert (ways.ways, ways.impossible) == ((), True)
    assert ways.explain(lang="zh") == "activity无法通过可变的数据成为活跃"
    assert len(seen.path_to("activity", "awake", movable=["first_deal_on"])) == 1


def test_already_there() -> None:
    ways = classified().path_to("tier", "C")
    assert (ways.reached, ways.ways, ways.impossible) == (True, (), False)
    assert ways.explain(lang="zh") == "等级已经是丙级"
    assert ways.explain(lang="en") == "Tier is C already"


def test_nothing_is_called_impossible_that_was_not_tried() -> None:
    ways = classified().path_to("tier", "A", budget=4)
    assert (ways.exhausted, ways.impossible, ways.tried) == (True, False, 4)
    assert "4" in ways.explain(lang="zh")


def test_a_way_contradicts_no_assumption() -> None:
    """Nobody spends more in a year than ever: lifetime spend moves along."""
    ways = classified(lifetime_spend="40万", profit_margin="25%").path_to("tier", "A", movable=["annual_spend"])
    assert ways.ways == ()
    assert not ways.reached


def test_fields_that_hang_together_keep_the_first_value() -> None:
    text = RULES.replace("orders_12m >= 12", "annual_spend + lifetime_spend >= 10000000")
    (way,) = classified(text, plan="basic").path_to("tier", "B", movable=["lifetime_spend"])
    (region,) = way.regions
    assert (region.low, region.low_included, region.high) == (9_620_000, True, None)


def test_wrong_use() -> None:
    seen = classified()
    with pytest.raises(KeyError):
        seen.path_to("tiers", "A")
    with pytest.raises(KeyError):
        seen.path_to("tier", "AA")
    with pytest.raises(ValueError, match="no rule reads `colour`"):
        seen.path_to("tier", "A", movable=["colour"])


def test_regions_hold_what_they_say() -> None:
    (way,) = classified().path_to("tier", "A")
    spend, margin = way.regions
    assert holds(spend, Fraction(500_000))
    assert not holds(spend, Fraction(499_999))
    assert holds(margin, Fraction(1))
    assert not holds(replace(margin, none=True), Fraction(1))
    assert MISSING not in (spend.low, margin.low)
