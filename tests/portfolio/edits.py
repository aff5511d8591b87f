"""Rulesets with one of their thresholds moved, and customers for both: what the tests of portfolios draw."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

import tierrules as tr
from tierrules.meaning.declared import Dated, Table
from tierrules.meaning.number_text import exact_text
from tierrules.testing import records_for, rulesets

AS_OF = date(2026, 11, 22)
DELTAS = [Fraction(one) for one in (-1000, -10, -1, 1, 3, 10, 1000)]


@st.composite
def edited(draw: st.DrawFn) -> tuple[tr.Ruleset, dict[str, str], tr.Ruleset]:
    """A ruleset, an edit of a plain number of it, and the ruleset edited; those that do not load are passed over."""
    rules = tr.loads(draw(rulesets()))
    plain = {
        name: one.value
        for name, one in rules.thresholds.items()
        if isinstance(one.value, Fraction) and not one.text.endswith("%") and not isinstance(one.value, Table | Dated)
    }
    assume(plain)
    name = draw(st.sampled_from(sorted(plain)))
    edits = {name: exact_text(plain[name] + draw(st.sampled_from(DELTAS)))}
    try:
        return rules, edits, rules.edit(edits)
    except tr.RulesetError:
        assume(False)
        raise


@st.composite
def portfolios(draw: st.DrawFn, *rulesets: tr.Ruleset) -> list[dict[str, object]]:
    """Customers near the bounds of some rulesets with the same fields."""
    several = st.one_of([records_for(one, AS_OF) for one in rulesets])
    return draw(st.lists(several, max_size=12))
