"""Test data made from a ruleset: strategies for Hypothesis, and the boundary values behind them.

    from hypothesis import given
    import tierrules as tr
    from tierrules.testing import records_for

    rules = tr.load("rules.yaml")

    @given(records_for(rules, as_of=AS_OF))
    def test_everybody_has_a_size(record):
        assert rules.classify(record, as_of=AS_OF)["size"].status != "conflict"

Customers lie on, just below and just above each bound of the rules, with values missing as in real data. Importing
this package without Hypothesis raises `MissingExtraError`.
"""

from tierrules.errors import MissingExtraError

try:
    import hypothesis as hypothesis
except ModuleNotFoundError as error:
    if error.name != "hypothesis":
        raise
    raise MissingExtraError("tierrules.testing", "testing") from error

from tierrules.testing.bounds import boundary_values
from tierrules.testing.core_conditions import conditions
from tierrules.testing.customers import as_ofs, facts_for, records_for, records_of
from tierrules.testing.handing import handed_over
from tierrules.testing.models import models
from tierrules.testing.texts import rulesets
from tierrules.testing.ways import LeftOut, ways

__all__ = [
    "LeftOut",
    "as_ofs",
    "boundary_values",
    "conditions",
    "facts_for",
    "handed_over",
    "models",
    "records_for",
    "records_of",
    "rulesets",
    "ways",
]
