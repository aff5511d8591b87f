"""Whether a customer lies in a region of a comparison, as it is told: what is asked of each field holds of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from tierrules.meaning import semantics
from tierrules.meaning.conditions import atoms_of_score
from tierrules.meaning.declared import Scalar
from tierrules.meaning.model import CutOff, LabelTest, Model, ScoreTerm
from tierrules.meaning.regions import Region
from tierrules.meaning.truth import MISSING, NONE, TRUE, Absent
from tierrules.meaning.values import Case, Facts, value
from tierrules.proof.compare.customers_told import ANY, Range
from tierrules.proof.compare.date_edges import Window

Inside = Callable[[Facts], bool]
"""Whether a customer lies in a region."""

_SIGNS: Final = {"<": "<", "≤": "<=", "=": "==", "≠": "!=", ">": ">", "≥": ">="}


def inside(region: Iterable[Range], model: Model, as_of: date) -> Inside | None:
    """Return what tells if a customer lies in a region on a day; None where it hangs on the labels of a dimension."""
    asked = tuple(region)
    if any(isinstance(atom, LabelTest) for one in asked for term in one.terms for atom in atoms_of_score(term)):
        return None
    return lambda facts: all(_holds(one, Case(model, facts, as_of)) for one in asked)


def _holds(one: Range, case: Case) -> bool:
    first, second = _values(one, case)
    if first is MISSING or second is MISSING:
        return one.missing
    if one.other is not None:
        if first is NONE or second is NONE:
            return any(each.none for each in one.among)
        sign = _SIGNS.get(one.standing or "")
        return one.standing == ANY or (sign is not None and semantics.compare(first, sign, second) is TRUE)
    if not one.windows:
        return any(_is_in(first, each) for each in one.among)
    timely, *others = one.among
    is_timely = _is_in(first, timely) and all(_is_within(first, each, case.as_of) for each in one.windows)
    return is_timely or any(_is_in(first, each) for each in others)


def _values(one: Range, case: Case) -> tuple[Scalar | Absent, Scalar | Absent]:
    """Return what a customer has where a range asks, and what it is held against: the same if it is nothing."""
    match one.terms:
        case (ScoreTerm() as score,):
            found: Scalar | Absent = semantics.interval(case, score)[one.end == "greatest"]
            return found, found
        case (left, right):
            return value(case, left), value(case, right)
        case (term,):
            found = value(case, term)
            return found, found
    found = case.facts.get(one.field.name, MISSING)
    return found, found


def _is_within(seen: Scalar | Absent, one: Window, as_of: date) -> bool:
    op, bound = semantics.window(CutOff(one.function, one.op, one.duration, ""), as_of)
    return semantics.compare(seen, op, bound) is TRUE


def _is_in(seen: Scalar | Absent, one: Region) -> bool:
    if one.none or isinstance(seen, Absent):
        return one.none and seen is NONE
    if one.is_any:
        return True
    return _is_listed(seen, one) if isinstance(seen, str | bool) else _is_between(seen, one)


def _is_between(seen: Scalar, one: Region) -> bool:
    above = one.low is None or semantics.compare(seen, ">=" if one.low_included else ">", one.low) is TRUE
    return above and (one.high is None or semantics.compare(seen, "<=" if one.high_included else "<", one.high) is TRUE)


def _is_listed(seen: str | bool, one: Region) -> bool:
    if isinstance(seen, bool) or seen in one.values or seen in one.but:
        return seen in one.values
    # Of the beginnings that fit the longest counts.
    fits = [(len(each), True) for each in one.prefixes] + [(len(each), False) for each in one.but_prefixes]
    begins = zip(fits, (*one.prefixes, *one.but_prefixes), strict=True)
    return max((fit for fit, each in begins if seen.startswith(each)), default=(0, one.others))[1]
