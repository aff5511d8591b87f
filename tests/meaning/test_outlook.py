"""What better labels lack, and what missing values would give: tried again through the definition."""

import itertools
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tests.meaning.region_values import holds, values_in
from tests.meaning.test_justify import truth_of
from tierrules.meaning import semantics
from tierrules.meaning.declared import Scalar
from tierrules.meaning.justification import Given, JudgedRule, Justification
from tierrules.meaning.justify import judged_rule, justify
from tierrules.meaning.model import Condition, Model
from tierrules.meaning.result import Outcome
from tierrules.meaning.truth import FALSE, TRUE, UNKNOWN, Absent, Truth
from tierrules.meaning.values import Case
from tierrules.testing import as_ofs, boundary_values, facts_for, models

AS_OF = date(2026, 11, 1)
Facts = dict[str, Scalar | Absent]


def given_of(one: Given) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return one.status, tuple(label.name for label in one.labels), tuple(label.name for label in one.candidates)


def told_of(one: Outcome) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return one.status, one.labels, one.candidates


def is_within(model: Model, name: str, value: Scalar | Absent) -> bool:
    """Whether data may hold the value: the limits of a field are not crossed."""
    low, high = model.fields[name].minimum, model.fields[name].maximum
    if not isinstance(value, Fraction) or not isinstance(low or Fraction(0), Fraction):
        return True
    return (low is None or value >= low) and (high is None or value <= high)


@given(models(), as_ofs(), st.data())
def test_each_region_of_a_decider_gives_what_it_says(model: Model, as_of: date, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, as_of))
    for name in model.dimensions:
        for decider in justify(model, facts, as_of, name).deciders:
            field = decider.field.name
            for one in decider.given:
                for value in values_in(one.region):
                    if is_within(model, field, value):
                        assert holds(one.region, value)
                        case = Case(model, {**facts, field: value}, as_of)
                        assert told_of(semantics.asked(case, name)) == given_of(one) or not decider.exact


@given(models(), as_ofs(), st.data())
def test_every_value_lies_in_one_region_that_gives_its_answer(model: Model, as_of: date, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, as_of))
    tried = boundary_values(model, as_of)
    for name in model.dimensions:
        for decider in justify(model, facts, as_of, name).deciders:
            field = decider.field.name
            for value in tried[field]:
                (found,) = [one for one in decider.given if holds(one.region, value)]
                case = Case(model, {**facts, field: value}, as_of)
                assert told_of(semantics.asked(case, name)) == given_of(found) or not decider.exact


@given(models(), as_ofs(), st.data())
def test_the_fields_that_may_decide_are_those_that_are_missing(model: Model, as_of: date, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, as_of))
    for name in model.dimensions:
        told = justify(model, facts, as_of, name)
        named = {one.field.name for one in told.deciders}
        assert {one.name for one in told.missing if one.name in model.fields} <= named
        # The conflict of another dimension is settled by no field that is missing.
        assert bool(told.deciders) == any(one.reason != "conflict" for one in told.missing)


# --- better labels


def flipped(one: Truth) -> tuple[Truth, ...]:
    return {TRUE: (FALSE,), FALSE: (TRUE,), UNKNOWN: (TRUE, FALSE)}[one]


def becomes_true(case: Case, rule: JudgedRule, when: Condition, changed: set[int]) -> bool:
    """Whether a rule can match if exactly these of its comparisons turn."""
    ways = [flipped(one.truth) if at in changed else (one.truth,) for at, one in enumerate(rule.comparisons)]
    return any(truth_of(case, when, iter(way)) is TRUE for way in itertools.product(*ways))


@given(models(), as_ofs(), st.data())
def test_better_labels_are_better_and_lack_what_is_told(model: Model, as_of: date, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, as_of))
    case = Case(model, facts, as_of)
    for name, dimension in model.dimensions.items():
        told = justify(model, facts, as_of, name)
        assert [one.label.name for one in told.better] == better_by_rank(model, told)
        for one in told.better:
            rule = next((rule for rule in dimension.rules if rule.id == one.rule), None)
            if rule is None:
                assert one.label.name not in {rule.label for rule in dimension.rules}
                assert not one.lacking
                continue
            assert rule.label == one.label.name
            assert one.lacking == () or semantics.truth(case, rule.when) is not TRUE


@given(models(), as_ofs(), st.data())
def test_what_a_better_label_lacks_would_do_and_nothing_less(model: Model, as_of: date, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, as_of))
    case = Case(model, facts, as_of)
    for name, dimension in model.dimensions.items():
        for one in justify(model, facts, as_of, name).better:
            rule = next((rule for rule in dimension.rules if rule.id == one.rule), None)
            if rule is None or not one.lacking:
                continue
            judged = judged_rule(case, dimension, rule.id, None, rule.when)
            places = range(len(judged.comparisons))
            if len(places) > 6 or any(judged.comparisons.count(each) > 1 for each in judged.comparisons):
                continue  # too many ways to try; and one comparison that stands twice turns in both places
            lacking = {at for at in places if judged.comparisons[at] in one.lacking}
            assert becomes_true(case, judged, rule.when, lacking)
            for fewer in range(len(lacking)):
                for some in itertools.combinations(places, fewer):
                    assert not becomes_true(case, judged, rule.when, set(some))


def better_by_rank(model: Model, told: Justification) -> list[str]:
    dimension = model.dimensions[told.dimension.name]
    names = [label.name for label in dimension.labels]
    if dimension.reducer == "collect" or told.status not in ("decided", "unlabelled"):
        return []
    return names if told.label is None else names[: names.index(told.label.name)]


RULES = """\
tierrules: 1
name: tiers
currency: CNY
thresholds:
  high_spend: {value: 50万, title: {zh: 高消费线}}
  high_margin: 20%
dimensions:
  tier:
    title: {zh: 等级}
    labels: {A: 甲级, B: 乙级, C: 丙级}
    hit: first
    rules:
      - {label: A, when: annual_spend >= high_spend and profit_margin >= high_margin}
      - {label: B, when: {any: [annual_spend >= 300000, orders_12m >= 12]}}
    otherwise: C
"""


def justified(text: str = RULES, **customer: object) -> Justification:
    return tr.loads(text).classify(customer, as_of=AS_OF)["tier"].justification


def test_the_nearest_way_to_each_better_label() -> None:
    told = justified(annual_spend="20万", profit_margin="25%", orders_12m=11)
    first, second = told.better
    assert (first.label.name, first.rule) == ("A", "tier.A")
    assert [(one.text, one.distance) for one in first.lacking] == [("annual_spend >= high_spend", -300_000)]
    # One order of twelve is nearer than a third of the money.
    assert [(one.text, one.distance) for one in second.lacking] == [("orders_12m >= 12", -1)]
    assert (first.behind, second.behind) == (None, None)


def test_a_better_label_below_the_deciding_rule_says_what_stands_before_it() -> None:
    turned = RULES.replace("{label: A, when", "{label: C, when: unstable}\n      - {label: A, when")
    told = justified(turned, unstable=True, annual_spend="60万", profit_margin="25%", orders_12m=0)
    first, second = told.better
    assert (first.lacking, first.behind) == ((), "tier.C")
    assert [one.text for one in first.holding] == ["unstable"]
    assert second.behind == "tier.C"


def test_the_best_label_has_no_better_one_and_an_open_answer_neither() -> None:
    assert justified(annual_spend="60万", profit_margin="20%", orders_12m=0).better == ()
    assert justified(annual_spend="60万", orders_12m=0).better == ()
    without_order = RULES.replace("hit: first", "ordered: false\n    hit: first")
    assert justified(without_order, annual_spend=0, profit_margin=0, orders_12m=0).better == ()


def test_a_decider_names_every_region() -> None:
    (margin,) = justified(annual_spend="60万", orders_12m=0).deciders
    assert [(one.region.low, one.region.high, one.labels[0].name) for one in margin.given] == [
        (None, Fraction(1, 5), "B"),
        (Fraction(1, 5), None, "A"),
    ]
    assert margin.exact


def test_a_divisor_of_nought_is_asked_for_too() -> None:
    text = RULES.replace("orders_12m >= 12", "annual_spend / orders_12m >= 10000")
    (orders,) = justified(text, annual_spend="20万", profit_margin="1%", orders_12m=0).deciders
    told = [(one.region.low, one.region.high, one.status, [label.name for label in one.labels]) for one in orders.given]
    assert told == [
        (0, 0, "undetermined", []),
        (1, 20, "decided", ["B"]),
        (21, None, "decided", ["C"]),
    ]


def test_without_the_outlook_all_else_stays() -> None:
    classification = tr.loads(RULES).classify({"annual_spend": "60万", "orders_12m": 0}, as_of=AS_OF)
    tag = classification["tier"]
    assert tag.justification.deciders
    assert tag.brief == replace(tag.justification, deciders=(), better=())
