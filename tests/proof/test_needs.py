"""Which fields a customer must have for a dimension to be decided: these, and no others."""

from __future__ import annotations

from datetime import date

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.cli.program import program
from tierrules.meaning.model import Model
from tierrules.meaning.outcomes import outcomes
from tierrules.meaning.truth import MISSING
from tierrules.proof.findings.needs import needs
from tierrules.testing import facts_for
from tierrules.testing.models import models

DAY = date(2026, 1, 1)


@given(models(most_rules=3), st.data())
def test_a_field_that_is_not_needed_never_leaves_a_dimension_open(model: Model, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, DAY, complete=True))
    before = outcomes(model, facts, DAY)
    needed = needs(model)
    for name in model.fields:
        after = outcomes(model, {**facts, name: MISSING}, DAY)
        for dimension in model.dimensions:
            if name not in needed[dimension] and before[dimension].status != "undetermined":
                assert after[dimension].status != "undetermined"


def test_needs_are_those_that_people_would_name() -> None:
    assert tr.load("size-and-dormancy").check().needs == {
        "size": ("employees", "annual_revenue"),
        "dormancy": ("last_purchase_on",),
    }
    # Whose kind is not known is taken for a company, so that nobody has to say it.
    assert "kind" not in tr.load("customer-standard").check().needs["size"]


def test_the_command_says_them_on_the_standard_error() -> None:
    done = CliRunner().invoke(program, ["check", "dormancy", "--needs"])
    assert done.exit_code == 0
    assert done.stdout == "dormancy: ok, dormancy with dormancy, reactivation\n"
    assert done.stderr.splitlines() == [
        "dormancy: dormancy needs last_purchase_on",
        "dormancy: reactivation needs last_purchase_on",
    ]
