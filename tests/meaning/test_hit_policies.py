"""Hit policies: the closed forms equal the trying of all ways in which the unknown rules may turn out."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracles.hit_policies import matter, reached, told
from tierrules.meaning.declared import Field, Origin, Title, Type
from tierrules.meaning.hit_policies import answer, undecided
from tierrules.meaning.model import (
    AtLeast,
    Comparison,
    Condition,
    Constant,
    Dimension,
    FieldTerm,
    HitPolicy,
    Label,
    Reducer,
    Rule,
)
from tierrules.meaning.outcomes import outcome
from tierrules.meaning.result import Missing
from tierrules.meaning.truth import FALSE, MISSING, TRUE, UNKNOWN, Truth
from tierrules.meaning.values import Case
from tierrules.testing.models import model_of
from tierrules.text.source import Span

ORIGIN = Origin("", Span(0, 0))
LABELS = ("a", "b", "c")
HITS: tuple[HitPolicy, ...] = ("first", "unique", "any", "priority", "collect")
SETTLED: dict[Truth, bool | None] = {TRUE: True, FALSE: False, UNKNOWN: None}
Rules = list[tuple[str, Truth]]

truths = st.sampled_from([TRUE, FALSE, UNKNOWN, UNKNOWN])
default_or_none = st.none() | st.sampled_from(LABELS)
rules_of_any_length = st.lists(st.tuples(st.sampled_from(LABELS), truths), max_size=10)


def unknown(field: str) -> Condition:
    """A comparison of a field that nobody has brought."""
    return Comparison(FieldTerm(field), ">=", Constant(Fraction(1), "1"), Type.INTEGER, ORIGIN)


def with_truth(one: Truth, field: str) -> Condition:
    return {TRUE: AtLeast(None, (), ORIGIN), FALSE: AtLeast(1, (), ORIGIN)}.get(one) or unknown(field)


def dimension_of(hit: HitPolicy, rules: Rules, otherwise: str | None, applies: Truth) -> Dimension:
    """A dimension whose rules have these truths; rule `d.r3` is open by the field `x3`, the guard by `guard`."""
    made = [Rule(f"d.r{at}", label, with_truth(one, f"x{at}"), Span(0, 0)) for at, (label, one) in enumerate(rules)]
    if hit == "priority":
        made.sort(key=lambda rule: LABELS.index(rule.label))
    reducer: Reducer = "first" if hit == "priority" else hit
    return Dimension(
        name="d",
        title=Title(),
        labels=tuple(Label(label) for label in LABELS),
        hit=hit,
        reducer=reducer,
        rules=tuple(made),
        otherwise=otherwise,
        default_id="d.otherwise",
        applies=None if applies is TRUE else with_truth(applies, "guard"),
        no_match=False,
        ordered=True,
        span=Span(0, 0),
        silent=False,
    )


def case_of(dimension: Dimension, count: int) -> Case:
    fields = [Field(name, Type.INTEGER) for name in (*(f"x{at}" for at in range(count)), "guard")]
    model = model_of([dimension], {one.name: one for one in fields})
    return Case(model, dict.fromkeys(model.fields, MISSING), date(2026, 11, 1))


def cited(hit: HitPolicy, rules: Rules, labels: Sequence[str]) -> tuple[str, ...]:
    """The rules that gave the labels: of `collect` all, of others the first in file order."""
    found = tuple(f"d.r{at}" for at, (label, one) in enumerate(rules) if one is TRUE and label in labels)
    return (found or ("d.otherwise",)) if hit == "collect" else (found or ("d.otherwise",))[:1]


@given(st.sampled_from(HITS), rules_of_any_length, default_or_none, truths)
def test_an_outcome_is_what_all_ways_of_settling_the_unknown_rules_reach(
    hit: HitPolicy, rules: Rules, otherwise: str | None, applies: Truth
) -> None:
    dimension = dimension_of(hit, rules, otherwise, applies)
    seen = outcome(case_of(dimension, len(rules)), dimension)
    settled = [(label, SETTLED[one]) for label, one in rules]
    ways = reached(hit, LABELS, settled, otherwise or "unlabelled", SETTLED[applies])
    status, labels, candidates = told(ways, LABELS)
    assert (seen.status, seen.labels) == (status, labels)
    assert seen.candidates == (labels if status == "decided" and hit != "collect" else candidates)
    assert seen.label == (labels[0] if status == "decided" and hit != "collect" else None)
    if status == "decided":
        assert seen.rules == cited(hit, rules, labels)
        assert seen.rule == (None if hit == "collect" else seen.rules[0])
    else:
        assert (seen.rule, seen.rules) == (None, ())


@given(st.sampled_from(HITS), rules_of_any_length, default_or_none, truths)
def test_what_is_missing_are_the_rules_on_which_the_outcome_may_hang(
    hit: HitPolicy, rules: Rules, otherwise: str | None, applies: Truth
) -> None:
    dimension = dimension_of(hit, rules, otherwise, applies)
    seen = outcome(case_of(dimension, len(rules)), dimension)
    settled = [(label, SETTLED[one]) for label, one in rules]
    hanging = matter(reached(hit, LABELS, settled, otherwise or "unlabelled", SETTLED[applies]))
    names = ["guard" if at == 0 else f"x{at - 1}" for at in hanging]
    assert seen.missing == tuple(Missing(name, "missing") for name in sorted(names))


def test_what_a_case_remembers_is_no_part_of_it() -> None:
    dimension = dimension_of("first", [("a", UNKNOWN)], None, TRUE)
    asked = case_of(dimension, 1)
    fresh = Case(asked.model, asked.facts, asked.as_of)
    outcome(asked, dimension)
    assert (len(asked.outcomes), len(fresh.outcomes)) == (1, 0)
    assert asked == fresh
    assert repr(asked) == repr(fresh)


T, F, U = TRUE, FALSE, UNKNOWN
TYPED = [
    # hit, the truths of rules that give a, b, c, a; outcome, candidates, rule
    ("first", (U, T, T, F), "undetermined", "a b", None),
    ("first", (F, T, U, U), "decided", "b", "d.r1"),
    ("first", (U, F, F, T), "decided", "a", "d.r3"),
    ("priority", (F, U, T, T), "decided", "a", "d.r3"),
    ("priority", (U, U, T, F), "undetermined", "a b c", None),
    ("priority", (F, T, U, F), "decided", "b", "d.r1"),
    ("unique", (F, T, F, F), "decided", "b", "d.r1"),
    ("unique", (T, F, F, T), "conflict", "conflict", None),
    ("unique", (F, T, U, F), "undetermined", "b conflict", None),
    ("unique", (U, F, F, U), "undetermined", "a c conflict", None),
    ("unique", (F, F, F, F), "decided", "c", "d.otherwise"),
    ("unique", (F, F, U, F), "decided", "c", "d.otherwise"),
    ("unique", (F, F, U, U), "undetermined", "a c conflict", None),
    ("any", (T, F, F, T), "decided", "a", "d.r0"),
    ("any", (T, F, F, U), "decided", "a", "d.r0"),
    ("any", (T, U, F, F), "undetermined", "a conflict", None),
    ("any", (U, U, F, F), "undetermined", "a b c conflict", None),
    ("any", (F, F, U, F), "decided", "c", "d.otherwise"),
    ("any", (T, T, F, F), "conflict", "conflict", None),
    ("any", (F, F, F, F), "decided", "c", "d.otherwise"),
]


@pytest.mark.parametrize(("hit", "given", "status", "candidates", "rule"), TYPED)
def test_typed_by_hand(
    hit: HitPolicy, given: tuple[Truth, ...], status: str, candidates: str, rule: str | None
) -> None:
    dimension = dimension_of(hit, list(zip("abca", given, strict=True)), "c", TRUE)
    pairs = [(one, given[int(one.id[-1])]) for one in dimension.rules]
    seen = answer(dimension, TRUE, pairs)
    assert (seen.status, " ".join(seen.candidates), seen.rule) == (status, candidates, rule)
    assert bool(undecided(dimension, pairs)) == (status == "undetermined")


def test_below_an_open_rule_of_the_label_that_is_certain_nothing_matters() -> None:
    dimension = dimension_of("first", [("a", U), ("a", T), ("b", T)], None, TRUE)
    assert undecided(dimension, list(zip(dimension.rules, (U, T, T), strict=True))) == []


@pytest.mark.parametrize(
    ("given", "status", "labels", "candidates", "rules"),
    [
        ((T, F, T, T), "decided", "a c", "", "d.r0 d.r2 d.r3"),
        ((T, U, F, U), "undetermined", "a", "b", ""),
        ((T, F, U, F), "undetermined", "a", "c", ""),
        ((U, F, F, F), "undetermined", "", "a c", ""),
        ((F, F, U, F), "decided", "c", "", "d.otherwise"),
        ((F, F, F, F), "decided", "c", "", "d.otherwise"),
    ],
)
def test_collect_typed_by_hand(given: tuple[Truth, ...], status: str, labels: str, candidates: str, rules: str) -> None:
    dimension = dimension_of("collect", list(zip("abca", given, strict=True)), "c", TRUE)
    seen = answer(dimension, TRUE, list(zip(dimension.rules, given, strict=True)))
    assert (seen.status, " ".join(seen.labels), " ".join(seen.candidates)) == (status, labels, candidates)
    assert " ".join(seen.rules) == rules


def test_collect_of_nothing_is_unlabelled() -> None:
    dimension = dimension_of("collect", [("a", F), ("b", F)], None, TRUE)
    seen = answer(dimension, TRUE, [(rule, F) for rule in dimension.rules])
    assert (seen.status, seen.labels, seen.candidates, seen.rules) == ("unlabelled", (), ("unlabelled",), ())
