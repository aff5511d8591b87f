"""Which end of time a condition leaves to a date: whether it shuts out all days long past, or all days far ahead."""

from __future__ import annotations

from typing import Literal

from tierrules.meaning.declared import Type
from tierrules.meaning.model import AtLeast, Choice, Comparison, Condition, Constant, DateWindow, FieldTerm, Not, Term
from tierrules.meaning.truth import Absent

End = Literal["past", "future"]

_NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_SWAPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}
_SHUTS = {"past": (">", ">=", "=="), "future": ("<", "<=", "==")}


def is_closed(facts: tuple[Condition, ...], field: str, end: End, asked: frozenset[str] = frozenset()) -> bool:
    """Whether conditions that hold together shut out the days of a date field at one end, as far as can be read.

    `asked` are the fields whose own bounds are being looked for.
    """
    return any(_Closing(facts, field, end, asked).closes(one) for one in facts)


def is_taken(condition: Condition, field: str, end: End) -> bool:
    """Whether a condition holds for all days of a date field at one end."""
    match condition:
        case AtLeast(k, parts):
            needed = len(parts) if k is None else k
            return bool(parts) and sum(is_taken(part, field, end) for part in parts) >= needed
        case Choice(_, rows, default, none):
            found = [*(row for _, row in rows), default, none]
            return all(row is not None and is_taken(row, field, end) for row in found)
        case DateWindow(of):
            return of == field and not _shuts(condition, end, negated=False)
        case _:
            return False


def _shuts(window: DateWindow, end: End, *, negated: bool) -> bool:
    op = _NEGATED[window.cut_off.op] if negated else window.cut_off.op
    bounds_below = (op in (">", ">=")) == (window.cut_off.function == "until")
    return bounds_below == (end == "past")


class _Closing:
    def __init__(self, facts: tuple[Condition, ...], field: str, end: End, asked: frozenset[str]) -> None:
        self.facts, self.field, self.end, self.asked = facts, field, end, asked | {field}

    def closes(self, one: Condition, *, negated: bool = False) -> bool:
        match one:
            case Not(part):
                return self.closes(part, negated=not negated)
            case AtLeast(k, parts):
                found = [self.closes(part, negated=negated) for part in parts]
                all_hold = len(parts) == 1 or (k == 1 if negated else k is None or k == len(parts))
                return any(found) if all_hold else bool(found) and all(found)
            case Choice(_, rows, default, none):
                chosen = [*(row for _, row in rows), default, none]
                return all(row is not None and self.closes(row, negated=negated) for row in chosen)
            case DateWindow(of):
                return of == self.field and _shuts(one, self.end, negated=negated)
            case Comparison(right=Constant(value=Absent())):
                return not negated  # a table without a row for NONE: nobody meets it
            case Comparison(left, op, right, Type.DATE):
                told = _NEGATED.get(op, "") if negated else op
                return self.compares(left, told, right) or self.compares(right, _SWAPPED.get(told, ""), left)
            case _:
                return False

    def compares(self, side: Term, op: str, other: Term) -> bool:
        """Whether `side op other` bounds the field at the end, by a fixed day or by a date that is bounded itself."""
        if not isinstance(side, FieldTerm) or side.field != self.field or op not in _SHUTS[self.end]:
            return False
        match other:
            case FieldTerm(field):
                return field not in self.asked and is_closed(self.facts, field, self.end, self.asked)
            case Constant():
                return True
            case _:
                return False
