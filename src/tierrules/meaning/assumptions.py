"""`assume`: what every real customer meets. Who does not is reported as a problem of the data, and classified."""

from __future__ import annotations

from tierrules.errors import Problem
from tierrules.meaning.conditions import fields_in
from tierrules.meaning.model import Condition
from tierrules.meaning.semantics import truth
from tierrules.meaning.truth import FALSE, Absent
from tierrules.meaning.values import Case


def contradictions(case: Case) -> tuple[Problem, ...]:
    """Return a problem for each assumption that the customer contradicts.

    An assumption speaks only of customers in whom every field that it names has a value.
    """
    return tuple(_problem(case, one) for one in case.model.assume if _is_contradicted(case, one))


def _is_contradicted(case: Case, assumption: Condition) -> bool:
    known = not any(isinstance(case.facts[field], Absent) for field in fields_in(assumption))
    return known and truth(case, assumption) is FALSE


def _problem(case: Case, assumption: Condition) -> Problem:
    first = next(fields_in(assumption), "")
    told = f"the customer contradicts the assumption `{assumption.origin.text}`"
    return Problem(first, first, "", told, "check the data, or the assumption")
