"""What formulas say of all customers at once is what the definition says of each."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.proof.evaluation import cells_of, holds
from tierrules.meaning import semantics
from tierrules.meaning.model import Model
from tierrules.meaning.outcomes import outcomes
from tierrules.meaning.truth import FALSE, TRUE, UNKNOWN
from tierrules.meaning.values import Case
from tierrules.proof.engine.answers import outcomes_of
from tierrules.proof.engine.world import World, conditions_of
from tierrules.testing import as_ofs, facts_for
from tierrules.testing.models import models


def world(model: Model, as_of: date) -> World:
    conditions = [one for dimension in model.dimensions.values() for one in conditions_of(dimension)]
    return World(model, as_of, conditions, missing=True)


@given(models(), as_ofs(), st.data())
def test_a_condition_is_true_false_and_absent_where_the_definition_says_so(
    model: Model, as_of: date, data: st.DataObject
) -> None:
    facts = data.draw(facts_for(model, as_of))
    made = world(model, as_of)
    conditions = [one for dimension in model.dimensions.values() for one in conditions_of(dimension)]
    rails = [made.answers.truths.of(one) for one in conditions]
    cells = cells_of(made.space, facts, made.totals)
    case = Case(model, facts, as_of)
    for condition, rail in zip(conditions, rails, strict=True):
        truth = semantics.truth(case, condition)
        assert holds(rail.true, cells) == (truth is TRUE)
        assert holds(rail.false, cells) == (truth is FALSE)
        assert holds(rail.absent, cells) == (truth is None)
        assert holds(rail.unknown, cells) == (truth is UNKNOWN)
        assert holds(rail.may_be_absent, cells) == semantics.may_be_absent(case, condition)


@given(models(), as_ofs(), st.data())
def test_an_outcome_is_certain_where_the_definition_says_so(model: Model, as_of: date, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, as_of))
    made = world(model, as_of)
    answers = made.answers
    said = outcomes(model, facts, as_of)
    for name, dimension in model.dimensions.items():
        found = said[name]
        undetermined = answers.undetermined(dimension)
        nothing = answers.nothing_matches(dimension)
        single = dimension.reducer != "collect"
        surely = {one: answers.surely(dimension, [one]) for one in outcomes_of(dimension)} if single else {}
        cells = cells_of(made.space, facts, made.totals)
        assert holds(undetermined, cells) == (found.status == "undetermined")
        assert holds(nothing, cells) == _nothing_matches(model, facts, as_of, name)
        for one, where in surely.items():
            assert holds(where, cells) == (found.candidates == (one,))


def _nothing_matches(model: Model, facts: dict, as_of: date, name: str) -> bool:  # type: ignore[type-arg]  # facts
    case, dimension = Case(model, facts, as_of), model.dimensions[name]
    applies = dimension.applies is None or semantics.matches(case, dimension, dimension.applies) is TRUE
    return applies and all(semantics.matches(case, dimension, rule.when) is FALSE for rule in dimension.rules)
