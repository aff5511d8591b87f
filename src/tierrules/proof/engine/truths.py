"""Conditions → formulas: where on the lines of a space a condition is TRUE, FALSE, or absent.

It says of all customers at once what `meaning/semantics` says of one, case by case in the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from tierrules.meaning import semantics
from tierrules.meaning.conditions import fields_in
from tierrules.meaning.model import (
    AtLeast,
    Choice,
    Comparison,
    Condition,
    Constant,
    FieldTerm,
    LabelTest,
    Membership,
    Not,
    Presence,
    ScoreTerm,
    Term,
)
from tierrules.meaning.truth import MISSING, Truth
from tierrules.meaning.values import value
from tierrules.proof.engine.formulas import FALSE, TRUE, Formula, at_least, every, no, some, within
from tierrules.proof.engine.scores import OpenComparison, Total, points_of, totals
from tierrules.proof.engine.search import UndecidedError
from tierrules.proof.engine.space import TURNED, Line, Space


class Rails(NamedTuple):
    """Where a condition is TRUE, where FALSE, where it is absent, and where a missing key may make it absent.

    Nowhere two of the first three; where none of them, it is UNKNOWN. `certain` says that this is nowhere.
    """

    true: Formula
    false: Formula
    absent: Formula = FALSE
    may_be_absent: Formula = FALSE
    certain: bool = False

    @property
    def unknown(self) -> Formula:
        """Where a condition is UNKNOWN."""
        return FALSE if self.certain else no(some((self.true, self.false, self.absent)))


_Labels = Callable[[LabelTest], Rails]


@dataclass(slots=True)
class Truths:
    """The conditions of one space as formulas, each translated once; `of_labels` answers for other dimensions."""

    space: Space
    of_labels: _Labels
    totals: dict[ScoreTerm, tuple[Total, Total]] = field(default_factory=dict)
    open: list[OpenComparison] = field(default_factory=list)
    _known: dict[int, Rails] = field(default_factory=dict)
    _kept: list[Condition] = field(default_factory=list)

    def of(self, condition: Condition) -> Rails:
        """Return where a condition is TRUE, FALSE and absent."""
        found = self._known.get(id(condition))
        if found is None:
            self._kept.append(condition)  # an id is good for as long as what it names
            found = self._known[id(condition)] = self._translated(condition)
        return found

    def _translated(self, condition: Condition) -> Rails:
        if not isinstance(condition, AtLeast | Not | Choice) and self.space.tells(condition):
            line, true, false = self.space.cells_by_truth(condition)
            return Rails(self._in(line, true), self._in(line, false), certain=true | false == line.full)
        match condition:
            case AtLeast(k, parts):
                return _at_least(k, [self.of(part) for part in parts])
            case Not(part):
                rails = self.of(part)
                return rails._replace(true=rails.false, false=rails.true)
            case Choice():
                return self._choice(condition)
            case LabelTest():
                return self.of_labels(condition)
            case Comparison(ScoreTerm() as score):
                return self._score(condition, score)
            case _ if not any(fields_in(condition)):
                return self._constant(semantics.truth(self.space.case({}), condition))
            case Comparison(left, op, right):
                return self._standing(left, op, right)
            case Membership(term, values, negated):
                found = _at_least(1, [self._standing(term, "==", one) for one in values])
                return found._replace(true=found.false, false=found.true) if negated else found
            case Presence(term, function):
                return self._presence(term, function)
            case _:
                raise TypeError(f"no formula for {type(condition).__name__}")

    def _constant(self, truth: Truth | None) -> Rails:
        return Rails(
            TRUE if truth is Truth.TRUE else FALSE,
            TRUE if truth is Truth.FALSE else FALSE,
            certain=truth in (Truth.TRUE, Truth.FALSE),
        )

    def _in(self, line: Line, cells: int) -> Formula:
        return within(line.variable, cells, line.full)

    def _standing(self, left: Term, op: str, right: Term) -> Rails:
        if isinstance(left, Constant) or _is_turned(left, right):
            left, op, right = right, TURNED[op], left
        relation, bound = self.space.relation(left, right)
        true, false = relation.where(op, bound)
        variable, full = relation.variable, relation.full
        return Rails(within(variable, true, full), within(variable, false, full))

    def _presence(self, term: Term, function: str) -> Rails:
        relation = self.space.presence(term)
        none, missing = 1 << relation.none, 1 << relation.missing
        without, false = (missing, missing) if function == "known" else (none | missing, none)
        variable, full = relation.variable, relation.full
        return Rails(within(variable, full & ~without, full), within(variable, false, full))

    def _choice(self, choice: Choice) -> Rails:
        line = self.space.lines[choice.field]
        rows: dict[int, tuple[Condition | None, int]] = {}
        missing = 0
        for at, cell in enumerate(line.cells):
            if cell.value is MISSING:
                missing |= 1 << at
                continue
            row = semantics.chosen(self.space.case({choice.field: cell.value}), choice)
            rows[id(row)] = row, rows.get(id(row), (row, 0))[1] | 1 << at
        found = [(self._in(line, cells), _ABSENT if row is None else self.of(row)) for row, cells in rows.values()]
        if missing:
            found.append((self._in(line, missing), self._of_missing_key(choice)))
        return Rails(
            some(every((where, rails.true)) for where, rails in found),
            some(every((where, rails.false)) for where, rails in found),
            some(every((where, rails.absent)) for where, rails in found),
            some(every((where, rails.may_be_absent)) for where, rails in found),
            all(rails.certain for _, rails in found),
        )

    def _of_missing_key(self, choice: Choice) -> Rails:
        given = (*(row for _, row in choice.rows), choice.default)
        may_be = some(TRUE if row is None else self.of(row).may_be_absent for row in given)
        return Rails(FALSE, FALSE, every(self.of(row).absent for row in semantics.rows_of(choice)), may_be)

    def _score(self, comparison: Comparison, score: ScoreTerm) -> Rails:
        """A score is compared at both ends: TRUE or FALSE where these agree."""
        bound = value(self.space.case({}), comparison.right) if isinstance(comparison.right, Constant) else None
        if isinstance(bound, Fraction):
            return self._score_at(score, comparison.op, bound)
        trues, falses, certain = [], [], True
        try:
            intervals = points_of(self, score)
        except UndecidedError:
            self.open.append(OpenComparison(self.space.variable(3), comparison))
            variable = self.open[-1].variable
            return Rails(within(variable, 0b001, 0b111), within(variable, 0b010, 0b111))
        for (low, high), where in intervals.items():
            ends = [self.of(replace(comparison, left=Constant(end, str(end)))) for end in {low, high}]
            certain = certain and low == high and all(one.certain for one in ends)
            trues.append(every((where, *(one.true for one in ends))))
            falses.append(every((where, *(one.false for one in ends))))
        return Rails(some(trues), some(falses), certain=certain)

    def _score_at(self, score: ScoreTerm, op: str, bound: Fraction) -> Rails:
        if score not in self.totals:
            self.totals[score] = totals(self, score)
        least, greatest = self.totals[score]
        last, first = (least, greatest) if op in (">", ">=") else (greatest, least)
        true, may_be = last.where(op, bound), first.where(op, bound)
        return Rails(
            within(last.variable, true, last.full),
            within(first.variable, first.full & ~may_be, first.full),
            certain=least is greatest,
        )


_ABSENT = Rails(FALSE, FALSE, TRUE, TRUE, certain=True)


def _is_turned(left: Term, right: Term) -> bool:
    """Whether two fields stand in another order than by name; `a < b` and `b > a` are about one relation."""
    return isinstance(left, FieldTerm) and isinstance(right, FieldTerm) and right.field < left.field


def _at_least(k: int | None, parts: list[Rails]) -> Rails:
    if not parts:
        return Rails(TRUE, FALSE, certain=True) if k is None or k <= 0 else Rails(FALSE, TRUE, certain=True)
    if k is None and all(one.absent is FALSE and one.may_be_absent is FALSE for one in parts):
        true, false = every([one.true for one in parts]), some([one.false for one in parts])
        return Rails(true, false, certain=all(one.certain for one in parts))
    absent = every(one.absent for one in parts)
    may_be_absent = every(one.may_be_absent for one in parts)
    told = no(some((absent, may_be_absent)))
    if k is None:
        true = every(some((one.true, one.absent)) for one in parts)
        false = some(one.false for one in parts)
    else:
        true = at_least(k, (one.true for one in parts))
        false = at_least(len(parts) - k + 1, (some((one.false, one.absent)) for one in parts))
    certain = all(one.certain for one in parts)
    return Rails(every((true, told)), every((false, told)), absent, may_be_absent, certain)
