"""Whole rulesets: equal to an independent oracle, safe against new data, and asking for all that may decide."""

import itertools
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.oracles import values as oracle
from tests.oracles.dimensions import Answer
from tests.oracles.ruleset import outcomes
from tierrules.meaning import outcomes as meant
from tierrules.meaning.declared import Scalar
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.model import Dimension, LabelTest, Model, Presence
from tierrules.meaning.result import Outcome
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.testing import as_ofs, boundary_values, facts_for, models, records_of, rulesets
from tierrules.testing.bounds import comparisons_of

Facts = Mapping[str, Scalar | Absent]

# A generated ruleset with its customer is a large example; its size is bounded by the strategies.
large = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much])


def for_oracle(facts: Facts) -> dict[str, Any]:
    """Facts in the oracle's own terms."""
    words = {MISSING: oracle.MISSING, NONE: oracle.NONE}
    return {name: words[fact] if isinstance(fact, Absent) else fact for name, fact in facts.items()}


def expected(text: str, rules: tr.Ruleset, facts: Facts, as_of: date) -> dict[str, Answer]:
    nullable = frozenset(name for name, field in rules.inputs.items() if field.empty == "none")
    return outcomes(text, for_oracle(facts), as_of, nullable)


def answered(classification: tr.Classification) -> dict[str, Answer]:
    return {
        name: Answer(
            one.status, one.label, one.labels, one.candidates, one.rule, one.rules, tuple(map(tuple, one.missing))
        )
        for name, one in classification.by_dimension.items()
    }


@large
@given(rulesets(), as_ofs(), st.data())
def test_classify_equals_the_oracle(text: str, as_of: date, data: st.DataObject) -> None:
    """The whole way: YAML text and raw data on one side, a second reading of the same text on the other."""
    rules = tr.loads(text)
    facts = data.draw(facts_for(rules, as_of))
    record = data.draw(records_of(rules.inputs, facts))
    seen = rules.classify(record, as_of=as_of)
    assert answered(seen) == expected(text, rules, facts, as_of)


@large
@given(rulesets(), as_ofs(), st.data())
def test_complete_data_leave_open_only_what_divides_by_nought_or_conflicts(
    text: str, as_of: date, data: st.DataObject
) -> None:
    rules = tr.loads(text)
    facts = data.draw(facts_for(rules, as_of, complete=True))
    seen = rules.classify_facts(CustomerReading(facts), as_of=as_of)
    assert answered(seen) == expected(text, rules, facts, as_of)
    reasons = {one.reason for tag in seen.by_dimension.values() for one in tag.missing}
    if reasons:
        assert "missing" not in reasons
        assert reasons & {"zero-divisor", "conflict"}


# --- new data


def completed(facts: Facts, rules: tr.Ruleset | Model, as_of: date, data: st.DataObject) -> dict[str, Scalar | Absent]:
    """The same customer with some value, or the knowledge that there is none, wherever one is missing."""
    values = boundary_values(rules, as_of)
    fields = rules.fields if isinstance(rules, Model) else rules.inputs
    none = {name: (NONE,) if field.empty == "none" else () for name, field in fields.items()}
    return {
        name: data.draw(st.sampled_from((*values[name], *none[name]))) if fact is MISSING else fact
        for name, fact in facts.items()
    }


def is_possible(after: Outcome | tr.Tag, before: Outcome | tr.Tag, *, collects: bool) -> bool:
    """Whether what is certain afterwards was possible before."""
    if collects:
        open_ = {*after.labels, *after.candidates} <= {*before.labels, *before.candidates}
        return open_ and set(before.labels) <= set(after.labels)
    return set(after.candidates) <= set(before.candidates)


@large
@given(rulesets(presence=False), as_ofs(), st.data())
def test_every_completion_of_the_data_is_among_the_candidates(text: str, as_of: date, data: st.DataObject) -> None:
    rules = tr.loads(text)
    facts = data.draw(facts_for(rules, as_of))
    before = rules.classify_facts(CustomerReading(facts), as_of=as_of)
    for _ in range(4):
        after = rules.classify_facts(CustomerReading(completed(facts, rules, as_of, data)), as_of=as_of)
        for name, dimension in rules.dimensions.items():
            collects = dimension.reducer == "collect"
            assert is_possible(after[name], before[name], collects=collects), name
            if before[name].status != "undetermined":
                assert (after[name].status, after[name].labels) == (before[name].status, before[name].labels)


def asks_for_the_gap(model: Model, dimension: Dimension) -> bool:
    """Whether a dimension, or one that it asks about, hangs on data being there: by `known` or by `no-match`."""
    atoms = list(comparisons_of(dimension))
    asked = [model.dimensions[one.dimension] for one in atoms if isinstance(one, LabelTest)]
    known = any(isinstance(one, Presence) and one.function == "known" for one in atoms)
    return known or dimension.no_match or any(asks_for_the_gap(model, one) for one in asked)


@large
@given(models(), as_ofs(), st.data())
def test_more_data_leaves_fewer_candidates(model: Model, as_of: date, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, as_of))
    all_filled = completed(facts, model, as_of, data)
    filled = {name: all_filled[name] if data.draw(st.booleans()) else facts[name] for name in facts}
    first, second = (meant.outcomes(model, one, as_of) for one in (facts, filled))
    for name, dimension in model.dimensions.items():
        if not asks_for_the_gap(model, dimension):
            assert is_possible(second[name], first[name], collects=dimension.reducer == "collect")


def fields_listed(answers: Mapping[str, Outcome], name: str) -> set[str]:
    """The fields that may decide a dimension, those of other dimensions that may decide it among them."""
    found: set[str] = set()
    for one in answers[name].missing:
        found |= fields_listed(answers, one.name) if one.name in answers else {one.name}
    return found


@large
@given(models(), as_ofs(), st.data())
def test_only_what_is_listed_as_missing_can_decide(model: Model, as_of: date, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, as_of))
    all_filled = completed(facts, model, as_of, data)
    before = meant.outcomes(model, facts, as_of)
    for name, dimension in model.dimensions.items():
        assert [*before[name].missing] == sorted(set(before[name].missing))
        assert not before[name].missing or before[name].status == "undetermined"
        if asks_for_the_gap(model, dimension) or before[name].status != "undetermined":
            continue
        kept = fields_listed(before, name)
        after = meant.outcomes(model, {one: facts[one] if one in kept else all_filled[one] for one in facts}, as_of)
        assert after[name].status == "undetermined", kept


@large
@given(rulesets(presence=False), as_ofs(), st.data())
def test_bringing_all_that_is_listed_leaves_only_what_is_listed_then(
    text: str, as_of: date, data: st.DataObject
) -> None:
    """Round after round: each asks for fields that nobody has brought yet, until the answer is there."""
    rules = tr.loads(text)
    facts: dict[str, Scalar | Absent] = data.draw(facts_for(rules, as_of))
    for _ in range(len(facts) + 1):
        answers = rules.classify_facts(CustomerReading(facts), as_of=as_of)
        listed = {one for tag in answers.by_dimension.values() for one in tag.missing}
        bring = {one.name for one in listed if one.reason == "missing"}
        assert all(facts[name] is MISSING for name in bring)
        if not bring:
            break
        all_filled = completed(facts, rules, as_of, data)
        facts = {name: all_filled[name] if name in bring else fact for name, fact in facts.items()}
    open_ = [tag for tag in answers.by_dimension.values() if tag.status == "undetermined"]
    assert all(tag.missing for tag in open_)
    assert not open_ or {one.reason for one in listed} & {"zero-divisor", "conflict"}


# --- each comparison alone

ALONE = """\
tierrules: 1
name: alone
currency: CNY
fields:
  channel: {type: category, values: [web, fair, no], empty: none}
  grade: {type: decimal, empty: none}
thresholds:
  count: 100
  money: 5亿
  share: 12.5%
  day: 2026-01-01
  six: 6 months
  ninety: 90 days
  by_channel: {by: channel, rows: {web: 3, fair: n/a}, default: 4}
  wait: {by: channel, rows: {web: 1 month, fair: n/a, no: 30 days}}
  moving: {dated: {2020-01-01: 3, 2026-02-28: 4}}
derived:
  each: annual_spend / orders_12m
  third: grade / 3 * 3
scores:
  points: {within: [-10, 60], add: [{points: 40, when: grade >= 4}, {points: -30, when: satisfaction < 3}]}
dimensions:
  d:
    labels: [a]
    hit: first
    rules:
      - {label: a, when: "LINE"}
"""
SIDES = [
    *(("employees", "count"), ("satisfaction", "2.5"), ("annual_revenue", "money"), ("profit_margin", "share")),
    *(("founded_on", "day"), ("grade", "by_channel"), ("grade", "moving"), ("third", "4"), ("grade - 3", "0")),
    *(("each", "1000"), ("grade * 2", "by_channel"), ("max(grade, 0)", "4"), ("abs(grade)", "moving")),
]
LENGTHS = ("six", "ninety", "0", "wait")
WINDOWS = [(f"{function}(last_purchase_on)", length) for function in ("elapsed", "until") for length in LENGTHS]
POINTS = [("points", bound) for bound in ("0", "40", "-10")]
LINES = [
    *(f"{left} {op} {right}" for left, right in SIDES for op in ("<", "<=", "==", "!=", ">=", ">")),
    *(f"{left} {op} {right}" for left, right in (*WINDOWS, *POINTS) for op in ("<", "<=", ">=", ">")),
    *(f"{right} {op} {left}" for left, right in (*SIDES, *WINDOWS, *POINTS) for op in ("<", ">=")),
    *("channel in by_channel", "channel not in by_channel", "starts_with(channel, 'f')"),
    *("known(channel)", "present(channel)", "known(each)", "present(each)", "present(third)"),
    *("grade in [3, moving]", "third not in [4]", "2 <= grade < 4", "moving > grade > 2"),
]


@pytest.mark.parametrize("line", LINES)
def test_each_comparison_alone_on_and_beside_its_bound(line: str) -> None:
    """All boundary values and both kinds of absence, on the ends of short and long months."""
    text = ALONE.replace("LINE", line)
    rules = tr.loads(text)
    for as_of in (date(2024, 2, 29), date(2026, 2, 28), date(2026, 8, 31)):
        values = boundary_values(rules, as_of)
        middle = {name: found[len(found) // 2] for name, found in values.items()}
        for name, beside in itertools.product(values, (middle, dict.fromkeys(values, MISSING))):
            for fact in (*values[name], MISSING, NONE):
                facts = beside | {name: fact}
                seen = answered(rules.classify_facts(CustomerReading(facts), as_of=as_of))
                assert seen == expected(text, rules, facts, as_of), (as_of, facts)


def test_rules_of_one_label_are_told_apart() -> None:
    flags = ("need_confirmed", "proposal_sent", "budget_confirmed", "unstable")
    rules = [f"{{label: {label}, when: {field}}}" for label, field in zip("aaba", flags, strict=True)]
    text = ALONE.replace("[a]", "[a, b]").replace('{label: a, when: "LINE"}', "\n      - ".join(rules))
    day = date(2026, 11, 1)
    cited = [tr.loads(text).classify({one: one == asked for one in flags}, as_of=day)["d"].rule for asked in flags]
    assert cited == ["d.a", "d.a.2", "d.b", "d.a.3"]
