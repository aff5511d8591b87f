"""Justifications: every comparison replayed, the decisive ones really decide, the turning day is the day it turns."""

import itertools
import operator
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.meaning import semantics
from tierrules.meaning.decisive import atoms
from tierrules.meaning.declared import Dated
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.justification import JudgedComparison, JudgedRule, Justification
from tierrules.meaning.justify import justify
from tierrules.meaning.model import AtLeast, Choice, Condition, DateWindow, Model, Not
from tierrules.meaning.outcomes import outcome
from tierrules.meaning.truth import FALSE, MISSING, NONE, TRUE, UNKNOWN, Absent, Truth
from tierrules.meaning.values import Case
from tierrules.testing import as_ofs, facts_for, models, rulesets

AS_OF = date(2026, 11, 1)
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
    "in": lambda value, values: value in values,
    "not in": lambda value, values: value not in values,
    "starts_with": lambda value, starts: value.startswith(starts),
    "not starts_with": lambda value, starts: not value.startswith(starts),
}


def replayed(one: JudgedComparison) -> Truth:
    """The truth of `value op bound`, from what the justification shows and nothing else."""
    if one.interval is not None:
        truths = {replayed(replace(one, value=end, interval=None)) for end in one.interval}
        return truths.pop() if len(truths) == 1 else UNKNOWN
    if isinstance(one.value, tuple):  # the outcomes of another dimension
        is_one_of = TRUE if set(one.value) & set(one.bound) else FALSE
        return UNKNOWN if "conflict" in one.value else is_one_of if one.op == "in" else ~is_one_of
    if one.op == "known":
        return FALSE if one.value is MISSING else TRUE
    if one.op == "present":
        return {MISSING: UNKNOWN, NONE: FALSE}.get(one.value, TRUE)
    if MISSING in (one.value, one.bound):
        return UNKNOWN
    if NONE in (one.value, one.bound):
        return TRUE if one.op in ("!=", "not in", "not starts_with") else FALSE
    return TRUE if OPERATORS[one.op](one.value, one.bound) else FALSE


def judged(justification: Justification) -> Iterator[JudgedRule]:
    if justification.applies is not None:
        yield justification.applies
    yield from justification.rules


def drawn(model: Model, as_of: date, data: st.DataObject) -> Iterator[Justification]:
    facts = data.draw(facts_for(model, as_of))
    for name in model.dimensions:
        yield justify(model, facts, as_of, name)


@given(models(), as_ofs(), st.data())
def test_every_comparison_shows_what_its_truth_follows_from(model: Model, as_of: date, data: st.DataObject) -> None:
    for justification in drawn(model, as_of, data):
        for rule in judged(justification):
            for one in rule.comparisons:
                assert replayed(one) is one.truth
                assert (one.distance is None) == (not is_ordered(one))
                if isinstance(one.value, Fraction) and isinstance(one.bound, Fraction):
                    assert one.value == one.bound + one.distance
                elif isinstance(one.value, date) and isinstance(one.bound, date):
                    assert one.value == one.bound + timedelta(days=int(one.distance))


def is_ordered(one: JudgedComparison) -> bool:
    """Whether both sides have values with a distance between them."""
    kinds = [Fraction, date]
    return any(isinstance(one.value, kind) and isinstance(one.bound, kind) for kind in kinds)


@given(models(), as_ofs(), st.data())
def test_a_justification_tells_the_outcome(model: Model, as_of: date, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, as_of))
    for name, dimension in model.dimensions.items():
        told = justify(model, facts, as_of, name)
        answer = outcome(Case(model, facts, as_of), dimension)
        assert (told.status, told.rules_cited, told.missing) == (answer.status, answer.rules, answer.missing)
        assert tuple(one.name for one in told.labels) == answer.labels
        assert tuple(one.name for one in told.to_bring) == tuple(one.name for one in answer.missing)
        assert {one.id for one in told.deciding} == set(answer.rules) - {dimension.default_id}
        assert all(one.truth is TRUE for one in told.deciding)
        assert tuple(one.name for one in told.candidates) == answer.candidates
        assert (told.applies is None) == (dimension.applies is None)
        truths = [rule.truth for rule in told.rules]
        if dimension.reducer == "first":
            assert TRUE not in truths[:-1]
        if told.applies and told.applies.truth is FALSE:
            assert not truths
        else:
            ended = dimension.reducer == "first" and truths and truths[-1] is TRUE
            assert ended or len(truths) == len(dimension.rules)
            assert [rule.id for rule in told.rules] == [rule.id for rule in dimension.rules[: len(truths)]]


# --- decisive comparisons


def truth_of(case: Case, condition: Condition, truths: Iterator[Truth]) -> Truth | None:
    """The truth of a condition whose comparisons, in the order in which they are written, have these truths."""
    match condition:
        case AtLeast(k, parts):
            seen = [one for part in parts if (one := truth_of(case, part, truths)) is not None]
            if parts and not seen:
                return None
            asked = len(seen) if k is None else k
            fewest, most = seen.count(TRUE), len(seen) - seen.count(FALSE)
            if most < asked and set(seen) == {UNKNOWN} and semantics.may_be_absent(case, condition):
                return UNKNOWN
            return TRUE if fewest >= asked else FALSE if most < asked else UNKNOWN
        case Not(part):
            found = truth_of(case, part, truths)
            return None if found is None else {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}[found]
        case Choice(field) if case.facts[field] is not MISSING:
            row = semantics.chosen(case, condition)
            return None if row is None else truth_of(case, row, truths)
        case Choice() if semantics.truth(case, condition) is None:
            return None
    return next(truths)


Judgement = tuple[Case, Condition, JudgedRule]


def conditions_judged(model: Model, as_of: date, data: st.DataObject) -> Iterator[Judgement]:
    """Rules with their conditions, none with so many comparisons that not all ways can be tried.

    Not those that `no-match` turns to FALSE, nor absent ones: their comparisons do not carry their truth.
    """
    facts = data.draw(facts_for(model, as_of))
    case = Case(model, facts, as_of)
    for dimension in model.dimensions.values():
        told = justify(model, facts, as_of, dimension.name)
        pairs = list(zip([rule.when for rule in dimension.rules], told.rules, strict=False))
        if dimension.applies is not None and told.applies is not None:
            pairs.append((dimension.applies, told.applies))
        for condition, rule in pairs:
            if len(rule.comparisons) <= 5 and semantics.truth(case, condition) is rule.truth:
                yield case, condition, rule


@given(models(), as_ofs(), st.data())
def test_decisive_comparisons_carry_the_truth_alone(model: Model, as_of: date, data: st.DataObject) -> None:
    """Whatever the others are, a rule that is TRUE or FALSE stays so as long as its decisive comparisons stay."""
    for case, condition, rule in conditions_judged(model, as_of, data):
        assert all(one in rule.comparisons for one in rule.decisive)
        if rule.truth is UNKNOWN:
            continue
        fixed = [(one.truth,) if one in rule.decisive else tuple(Truth) for one in rule.comparisons]
        assert {truth_of(case, condition, iter(way)) for way in itertools.product(*fixed)} == {rule.truth}


@given(models(), as_ofs(), st.data())
def test_settling_the_decisive_comparisons_settles_an_open_rule(model: Model, as_of: date, data: st.DataObject) -> None:
    for case, condition, rule in conditions_judged(model, as_of, data):
        if rule.truth is not UNKNOWN:
            continue
        assert rule.decisive
        assert {one.truth for one in rule.decisive} == {UNKNOWN}
        ways = [(TRUE, FALSE) if one in rule.decisive else (one.truth,) for one in rule.comparisons]
        assert UNKNOWN not in {truth_of(case, condition, iter(way)) for way in itertools.product(*ways)}


RULES = """\
tierrules: 1
name: example
thresholds: {some: 10, many: 100, short: 1 month, long: 6 months}
dimensions:
  d:
    labels: [a, b]
    hit: first
    rules:
      - label: a
        when:
          all:
            - employees >= some
            - any: [orders_12m >= many, 'many <= interactions_90d', need_confirmed]
            - not: {any: [unstable, orders_12m < 0]}
    otherwise: b
"""


def decisive(**customer: object) -> list[str]:
    (rule,) = tr.loads(RULES).classify(customer, as_of=AS_OF)["d"].justification.rules
    return [one.text for one in rule.decisive]


def test_what_is_decisive() -> None:
    """Of a TRUE `all` every part, of a TRUE `any` the TRUE parts; of a FALSE `all` the FALSE parts; through `not`."""
    met = {"employees": 10, "orders_12m": 5, "interactions_90d": 100, "need_confirmed": False, "unstable": False}
    assert decisive(**met) == ["employees >= some", "many <= interactions_90d", "unstable", "orders_12m < 0"]
    assert decisive(**met | {"unstable": True}) == ["unstable"]
    assert decisive(**met | {"employees": 9, "unstable": True}) == ["employees >= some", "unstable"]
    assert decisive(**met | {"interactions_90d": 99}) == [
        "orders_12m >= many",
        "many <= interactions_90d",
        "need_confirmed",
    ]
    assert decisive(**met | {"employees": None}) == ["employees >= some"]
    assert decisive(**met | {"interactions_90d": None, "employees": None}) == [
        "employees >= some",
        "many <= interactions_90d",
    ]


ABSENT = """\
tierrules: 1
name: absent
thresholds: {some: 10, owned: {by: ownership, rows: {state: 1}, default: n/a}}
dimensions:
  d:
    labels: [a]
    hit: first
    rules:
      - label: a
        when: {at_least: 2, of: [employees >= some, employees >= owned, orders_12m >= owned]}
"""


def test_where_n_a_leaves_too_few_parts_those_that_are_settled_are_decisive() -> None:
    customer = {"employees": 10, "ownership": "private"}
    (rule,) = tr.loads(ABSENT).classify(customer, as_of=AS_OF)["d"].justification.rules
    assert (rule.truth, [one.text for one in rule.decisive]) == (FALSE, ["employees >= some"])


def test_a_comparison_is_told_from_the_field() -> None:
    """`many <= interactions_90d` reads: interactions, at least many."""
    customer = {"employees": 10, "orders_12m": 5, "interactions_90d": 130, "unstable": False}
    (rule,) = tr.loads(RULES).classify(customer, as_of=AS_OF)["d"].justification.rules
    one = next(one for one in rule.comparisons if one.text == "many <= interactions_90d")
    assert (one.field.name, one.op, one.value, one.bound) == ("interactions_90d", ">=", 130, 100)
    assert (one.threshold and one.threshold.name, one.distance) == ("many", Fraction(30))


@pytest.mark.parametrize(
    ("written", "told"), [("<", ">"), ("<=", ">="), ("==", "=="), ("!=", "!="), (">=", "<="), (">", "<")]
)
def test_a_comparison_is_told_from_the_field_whatever_its_operator(written: str, told: str) -> None:
    text = RULES.replace("'many <= interactions_90d'", f"'many {written} interactions_90d'")
    (rule,) = tr.loads(text).classify({"employees": 10}, as_of=AS_OF)["d"].justification.rules
    (one,) = (one for one in rule.comparisons if one.field.name == "interactions_90d")
    assert (one.op, one.bound, one.threshold and one.threshold.name) == (told, 100, "many")


# --- windows


@given(models(), as_ofs(), st.data())
def test_the_turning_day_is_the_day_on_which_the_truth_turns(model: Model, as_of: date, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, as_of))
    for dimension in model.dimensions.values():
        for rule, told in zip(dimension.rules, justify(model, facts, as_of, dimension.name).rules, strict=False):
            for atom, one in zip(atoms(Case(model, facts, as_of), rule.when), told.comparisons, strict=True):
                if not isinstance(atom, DateWindow) or isinstance(one.value, Absent):
                    assert (one.turns_on, one.days_left) == (None, None)
                    continue
                if isinstance(atom.cut_off.duration, Dated):
                    continue  # the row that is in force changes on the way
                assert one.turns_on == as_of + timedelta(days=one.days_left)
                days = [one.turns_on + timedelta(days=step) for step in (-400, -40, -2, -1, 0, 1, 2, 40, 400)]
                before, *others = [semantics.truth(Case(model, facts, day), atom) for day in days]
                assert before in (TRUE, FALSE)
                assert others == [before] * 3 + [TRUE if before is FALSE else FALSE] * 5


def test_the_turning_day_day_by_day() -> None:
    """Bought on 31 August, dormant after six months: each day of a winter, typed from the calendar."""
    rules = tr.load("size-and-dormancy")
    for step in range(90):
        as_of = date(2025, 12, 15) + timedelta(days=step)
        (one,) = rules.classify({"last_purchase_on": "2025-08-31"}, as_of=as_of)["dormancy"].justification.rules
        (window,) = one.comparisons
        assert window.turns_on == date(2026, 2, 28)
        assert window.days_left == (date(2026, 2, 28) - as_of).days
        assert (one.truth is TRUE) == (as_of >= date(2026, 2, 28))


@given(rulesets(), as_ofs(), st.data())
def test_every_comparison_of_a_text_speaks_as_its_author_wrote(text: str, as_of: date, data: st.DataObject) -> None:
    rules = tr.loads(text)
    reading = CustomerReading(data.draw(facts_for(rules, as_of)))
    classification = rules.classify_facts(reading, as_of=as_of)
    written = yaml.load(text, Loader=yaml.BaseLoader)["dimensions"]
    for name in rules.dimensions:
        for rule in judged(classification[name].justification):
            assert all(replayed(one) is one.truth for one in rule.comparisons)
            if "rules" in written[name]:
                assert all(one.text in text for one in rule.comparisons)
