"""Causes equal trying all subsets; what drives a change cannot be taken away; what is not at hand is not guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain, combinations
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

from tierrules.errors import NotInForce
from tierrules.language.fingerprint import fingerprint
from tierrules.meaning.change.cause import Side, answer, world_of
from tierrules.meaning.change.changes import Changes
from tierrules.meaning.change.drivers import _left, _put_back, mixed
from tierrules.meaning.change.pieces import pieces
from tierrules.meaning.change.record import ChangeRecord
from tierrules.meaning.change.rewrite import with_thresholds
from tierrules.meaning.conditions import atoms_in
from tierrules.meaning.declared import Scalar
from tierrules.meaning.model import Condition, Dimension, LabelTest, Model
from tierrules.meaning.outcomes import outcomes
from tierrules.meaning.truth import Absent
from tierrules.testing import as_ofs, facts_for, models

PARTS = ("data", "rules", "time", "person")
Facts = Mapping[str, Scalar | Absent]


@dataclass(frozen=True)
class Drawn:
    """One side as it is drawn."""

    model: Model
    facts: Facts
    as_of: date
    manual: Mapping[str, str]


# --- pairs


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Drawn, Drawn]:
    """Two sides of one customer, near to each other more often than not."""
    model, as_of = draw(models(most_rules=3)), draw(as_ofs())
    facts = draw(facts_for(model, as_of))
    before = Drawn(model, facts, as_of, draw(manuals(model)))
    other = draw(edited(model))
    later = draw(st.just(as_of) | as_ofs())
    changed = draw(facts_for(model, later))
    taken = draw(st.sets(st.sampled_from(list(facts))))
    after_facts = {name: changed[name] if name in taken else fact for name, fact in facts.items()}
    return before, Drawn(other, after_facts, later, draw(st.just(before.manual) | manuals(other)))


def manuals(model: Model) -> st.SearchStrategy[dict[str, str]]:
    """No label set by a person, or one."""
    labels = [{name: label.name} for name, one in model.dimensions.items() for label in one.labels]
    return st.sampled_from([{}, {}, {}, *labels])


@st.composite
def edited(draw: st.DrawFn, model: Model) -> Model:
    """The same ruleset, or one with other thresholds, with other rules, in another order, or another one."""
    how = draw(st.sampled_from(("same", "thresholds", "rules", "order", "other", "both")))
    if how == "same":
        return model
    if how == "other":
        return draw(models(most_rules=3))
    if how in ("thresholds", "both"):
        model = draw(_moved(model))
    if how in ("rules", "both"):
        donor = draw(models(most_rules=3))
        shared = {name: one for name, one in donor.dimensions.items() if name in model.dimensions}
        model = replace(
            model,
            dimensions={**model.dimensions, **{n: draw(_mixed(model.dimensions[n], o)) for n, o in shared.items()}},
        )
    if how == "order":
        turned = {name: replace(one, rules=one.rules[::-1]) for name, one in model.dimensions.items()}
        model = replace(model, dimensions=turned)
    return model


@st.composite
def _moved(draw: st.DrawFn, model: Model) -> Model:
    thresholds = dict(model.thresholds)
    for name in ("some_staff", "mid_spend", "high_margin"):
        if draw(st.booleans()):
            thresholds[name] = replace(thresholds[name], value=thresholds[name].value * Fraction(2))  # type: ignore[operator]
    rewriting = with_thresholds(thresholds, thresholds)
    dimensions = {name: rewriting.dimension(one) for name, one in model.dimensions.items()}
    return replace(model, thresholds=thresholds, dimensions=dimensions)


@st.composite
def _mixed(draw: st.DrawFn, one: Dimension, donor: Dimension) -> Dimension:
    """One dimension with rules of another one: some taken over under the same id, some left out, some added."""
    known = {label.name for label in one.labels}
    given = {rule.id: rule for rule in donor.rules if rule.label in known and not _asks(rule.when)}
    rules = [given.get(rule.id, rule) for rule in one.rules if draw(st.integers(0, 3))]
    rules += [rule for id, rule in given.items() if id not in {rule.id for rule in one.rules}]
    fits = (donor.otherwise is None or donor.otherwise in known) and not (donor.applies and _asks(donor.applies))
    head = donor if draw(st.booleans()) and fits else one
    return replace(one, rules=tuple(rules), applies=head.applies, otherwise=head.otherwise, no_match=head.no_match)


def _asks(condition: Condition) -> bool:
    """Whether a condition asks about another dimension, which another ruleset need not have."""
    return any(isinstance(atom, LabelTest) for atom in atoms_in(condition))


def side(one: Drawn) -> Side:
    """What the package is told of a side."""
    return Side(one.model, fingerprint(one.model), one.facts, one.as_of, one.manual)


def answers(one: Drawn) -> dict[str, Any]:
    """The answers of a side, those of a person first."""
    found = outcomes(one.model, one.facts, one.as_of)
    told = {name: (each.status, each.labels) for name, each in found.items()}
    return told | {name: ("decided", (label,)) for name, label in one.manual.items()}


def records(before: Drawn, after: Drawn) -> list[ChangeRecord]:
    """The records of the package."""
    compared = Changes(side(before), side(after), after.model, None, after.as_of, "en")
    return list(compared.records(answers(before), answers(after)))


# --- the oracle: all sixteen subsets


def brute_force(before: Drawn, after: Drawn, dimension: str) -> set[frozenset[str]]:
    """All minimal sets of what differs that bring the new answer, by trying every subset."""

    def of(new: frozenset[str]) -> Any:
        picked = [(after if part in new else before) for part in PARTS]
        data, rules, time, person = picked
        try:
            return answers(Drawn(rules.model, data.facts, time.as_of, person.manual)).get(dimension)
        except NotInForce:
            return "no figures"

    differs = {
        *(("data",) if before.facts != after.facts else ()),
        *(("rules",) if fingerprint(before.model) != fingerprint(after.model) else ()),
        *(("time",) if before.as_of != after.as_of else ()),
        *(("person",) if before.manual != after.manual else ()),
    }
    subsets = chain.from_iterable(combinations(sorted(differs), size) for size in range(len(differs) + 1))
    wanted = of(frozenset(differs))
    reaching = [frozenset(one) for one in subsets if of(frozenset(one)) == wanted]
    return {one for one in reaching if not any(other < one for other in reaching)}


@given(pairs())
def test_causes_equal_trying_all_subsets(pair: tuple[Drawn, Drawn]) -> None:
    before, after = pair
    found = records(before, after)
    then, now = answers(before), answers(after)
    assert [one.dimension.name for one in found] == [
        n for n in dict.fromkeys((*now, *then)) if then.get(n) != now.get(n)
    ]
    for one in found:
        assert one.undetermined_because is None or one.cause
        assert {frozenset(within) for within in one.cause} == brute_force(before, after, one.dimension.name)
        assert all(list(within) == sorted(within) for within in one.cause)
        event(str(one.cause))


@given(pairs())
def test_equal_sides_give_no_record(pair: tuple[Drawn, Drawn]) -> None:
    assert records(pair[0], pair[0]) == []


@given(pairs())
def test_each_cause_has_drivers_and_without_any_one_of_them_the_change_is_undone(pair: tuple[Drawn, Drawn]) -> None:
    before, after = pair
    now = answers(after)
    for record in records(before, after):
        name = record.dimension.name
        assert record.undetermined_because is None
        for within in record.cause:
            drivers = [one for one in record.drivers if one.within == within]
            # With a part of the rules as it was, time may matter no more: not every part of a cause has a driver.
            assert drivers
            assert {one.component for one in drivers} <= set(within)
            world = world_of(side(before), side(after), frozenset(within))
            other = before.model if world.model is after.model else after.model
            ground = replace(world, model=mixed(world.model, other, name))
            there = list(pieces(side(before), side(after), ground, name, within))
            left = _left(ground, there, name, now.get(name))
            for driver in left:
                without = _put_back(ground, [one for one in there if one is driver or one not in left], name)
                assert without is None or answer(without, name) != now.get(name)
            rest = _put_back(ground, [one for one in there if one not in left], name)
            assert rest is not None
            assert answer(rest, name) == now.get(name)
            nothing = _put_back(ground, there, name)
            assert nothing is None or answer(nothing, name) == answers(before).get(name)
            event(", ".join(sorted({one.kind for one in drivers})))


@given(pairs())
def test_fields_that_drive_cannot_be_left_as_they_were(pair: tuple[Drawn, Drawn]) -> None:
    """The same once more, by classifying anew and nothing else."""
    before, after = pair
    after = replace(after, model=before.model, as_of=before.as_of, manual=before.manual)
    for record in records(before, after):
        assert record.cause == (("data",),)
        named = {one.name for one in record.drivers}
        name, now = record.dimension.name, answers(after)[record.dimension.name]

        def asked(new: set[str], name: str = name) -> Any:
            facts = {key: after.facts[key] if key in new else fact for key, fact in before.facts.items()}
            return answers(replace(after, facts=facts))[name]

        assert named
        assert asked(named) == now
        assert all(asked(named - {one}) != now for one in named)
