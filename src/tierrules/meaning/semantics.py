"""The meaning of a ruleset: what one customer is, on one day. Short, slow and obvious.

Every faster path is held equal to this page. Truth is three-valued: a comparison with a MISSING side is UNKNOWN,
with a NONE side FALSE (`!=` and `not in`: TRUE); a comparison with an `n/a` bound is absent, here None. A rule that
is UNKNOWN may match or not, so a dimension answers with every outcome that is still possible; if only one is, it is
decided.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import cast

from tierrules.meaning.dates import elapsed_bound, until_bound
from tierrules.meaning.declared import Scalar
from tierrules.meaning.hit_policies import answer
from tierrules.meaning.model import (
    AtLeast,
    Choice,
    Comparison,
    Condition,
    Constant,
    CutOff,
    DateWindow,
    Dimension,
    LabelTest,
    Membership,
    Not,
    Presence,
    ScoreTerm,
)
from tierrules.meaning.result import CONFLICT, Outcome
from tierrules.meaning.truth import FALSE, MISSING, NONE, TRUE, UNKNOWN, Absent, Truth, at_least
from tierrules.meaning.values import Case, duration_in_force, value

_HOLDS: dict[str, Callable[[Scalar, Scalar], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}


def asked(case: Case, name: str) -> Outcome:
    """Return the outcome of a dimension by name, which the customer is asked once."""
    if name not in case.outcomes:
        case.outcomes[name] = outcome(case, case.model.dimensions[name])
    return case.outcomes[name]


def outcome(case: Case, dimension: Dimension) -> Outcome:
    """Return the outcome of one dimension: decided if only one is possible, else all that are."""
    applies = TRUE if dimension.applies is None else matches(case, dimension, dimension.applies)
    return answer(dimension, applies, [(rule, matches(case, dimension, rule.when)) for rule in dimension.rules])


def matches(case: Case, dimension: Dimension, condition: Condition) -> Truth:
    """Return whether a rule matches: an absent condition never does, nor an UNKNOWN one under `no-match`."""
    found = truth(case, condition)
    return FALSE if found is None or (found is UNKNOWN and dimension.no_match) else found


def truth(case: Case, condition: Condition) -> Truth | None:
    """Return the truth of a condition, None if it is absent."""
    match condition:
        case AtLeast(k, parts):
            present = [found for part in parts if (found := truth(case, part)) is not None]
            if parts and not present:
                return None
            # Where every part may turn out to be absent, so may the whole: it is not yet FALSE.
            if may_be_absent(case, condition):
                return UNKNOWN
            return at_least(len(present) if k is None else k, present)
        case Not(part):
            found = truth(case, part)
            return None if found is None else ~found
        case Choice(field):
            if case.facts[field] is MISSING:
                return None if all(truth(case, row) is None for row in rows_of(condition)) else UNKNOWN
            row = chosen(case, condition)
            return None if row is None else truth(case, row)
        case Comparison(ScoreTerm() as score, op, right):
            return compare_score(interval(case, score), op, value(case, right))
        case Comparison(left, op, right):
            return compare(value(case, left), op, value(case, right))
        case DateWindow(field, cut_off):
            op, bound = window(cut_off, case.as_of)
            return compare(case.facts[field], op, bound)
        case Membership(term, members, negated, prefix):
            found = at_least(1, [among(value(case, term), value(case, one), prefix) for one in members])
            return ~found if negated else found
        case Presence(term, "known"):
            return FALSE if value(case, term) is MISSING else TRUE
        case Presence(term):
            seen = value(case, term)
            return UNKNOWN if seen is MISSING else FALSE if seen is NONE else TRUE
        case LabelTest(name, labels, negated):
            found = has_label(case.model.dimensions[name], asked(case, name), labels)
            return ~found if negated else found


def compare(left: Scalar | Absent, op: str, right: Scalar | Absent) -> Truth:
    """Return the truth of one comparison of two values of one type."""
    if left is MISSING or right is MISSING:
        return UNKNOWN
    if isinstance(left, Absent) or isinstance(right, Absent):  # the other is NONE
        return TRUE if op == "!=" else FALSE
    return TRUE if _HOLDS[op](left, right) else FALSE


def among(seen: Scalar | Absent, one: Scalar | Absent, prefix: bool) -> Truth:
    """Return whether a value is `one`, or a code that begins with it."""
    if prefix and isinstance(seen, str):
        return TRUE if seen.startswith(cast(str, one)) else FALSE
    return compare(seen, "==", one)


def interval(case: Case, score: ScoreTerm) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest score: sure points, with the possible negative or positive ones."""
    low = high = Fraction(0)
    for points in score.add:
        least, most = points_of(case, points.points)
        found = truth(case, points.when)
        if found is TRUE:
            low, high = low + least, high + most
        elif found is UNKNOWN:
            low, high = low + min(least, Fraction(0)), high + max(most, Fraction(0))
    return clamped(case, score, low), clamped(case, score, high)


def points_of(case: Case, points: Constant | ScoreTerm) -> tuple[Fraction, Fraction]:
    """Return what one entry of a score adds where it applies: its points, or the interval of another score."""
    if isinstance(points, ScoreTerm):
        return interval(case, points)
    number = cast(Fraction, value(case, points))
    return number, number


def clamped(case: Case, score: ScoreTerm, points: Fraction) -> Fraction:
    """Return points within the score's limits."""
    low = points if score.low is None else max(points, cast(Fraction, value(case, score.low)))
    return low if score.high is None else min(low, cast(Fraction, value(case, score.high)))


def compare_score(ends: tuple[Fraction, Fraction], op: str, right: Scalar | Absent) -> Truth:
    """Return the truth of a comparison of a score: decided if the whole interval agrees."""
    low, high = (compare(end, op, right) for end in ends)
    return low if low is high else UNKNOWN


def window(cut_off: CutOff, as_of: date) -> tuple[str, date]:
    """Return the operator and the date that a date field is held against on the day `as_of`."""
    bound = elapsed_bound if cut_off.function == "elapsed" else until_bound
    return bound(cut_off.op, as_of, duration_in_force(cut_off.duration, as_of))


def rows_of(choice: Choice) -> list[Condition]:
    """Return the conditions that a table may choose, `n/a` left aside."""
    rows = (*(row for _, row in choice.rows), choice.default, choice.none)
    return [row for row in rows if row is not None]


def may_be_absent(case: Case, condition: Condition) -> bool:
    """Whether a condition is absent in some completion of the data: a missing key may choose `n/a`."""
    match condition:
        case AtLeast(_, parts):
            return bool(parts) and all(may_be_absent(case, part) for part in parts)
        case Not(part):
            return may_be_absent(case, part)
        case Choice(field) if case.facts[field] is MISSING:
            rows = (*(row for _, row in condition.rows), condition.default)
            return any(row is None or may_be_absent(case, row) for row in rows)
        case Choice():
            row = chosen(case, condition)
            return row is None or may_be_absent(case, row)
        case _:
            return False


def chosen(case: Case, choice: Choice) -> Condition | None:
    """Return the condition of the row that the field's value chooses; None is an absent one."""
    key = case.facts[choice.field]
    if key is NONE:
        return choice.none
    fitting = [row for row in choice.rows if row[0] == key or (choice.prefix and str(key).startswith(row[0]))]
    return max(fitting, key=lambda row: len(row[0]))[1] if fitting else choice.default


def has_label(dimension: Dimension, found: Outcome, labels: tuple[str, ...]) -> Truth:
    """Put a test for labels to every outcome that a dimension may have; a conflict answers UNKNOWN."""
    if dimension.reducer == "collect":
        sure, open_ = set(labels) & set(found.labels), set(labels) & set(found.candidates)
        return TRUE if sure else UNKNOWN if open_ else FALSE
    asked = {UNKNOWN if one == CONFLICT else TRUE if one in labels else FALSE for one in found.candidates}
    return asked.pop() if len(asked) == 1 else UNKNOWN
