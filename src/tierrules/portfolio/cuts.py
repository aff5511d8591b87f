"""Where the answers of one customer may change while a threshold moves: exact places on the line of its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple, cast

from tierrules.meaning import semantics
from tierrules.meaning.cells import atoms_asked
from tierrules.meaning.conditions import fields_in_term
from tierrules.meaning.dates import Duration
from tierrules.meaning.model import Atom, Choice, Comparison, FieldTerm, Membership, Presence, ScoreTerm, Term
from tierrules.meaning.quotients import Roots, poles, roots
from tierrules.meaning.truth import Absent
from tierrules.meaning.values import Case, value
from tierrules.portfolio.swept import SweepError, Swept


class Cut(NamedTuple):
    """A place at which something changes: with `beyond` 0 at the place itself, with 1 directly behind it."""

    place: Fraction
    beyond: int


_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
# `x >= t` holds up to t = x, so that it changes behind x; `x > t` no longer holds at x itself.
_BEYOND: Final = {">=": (1,), "<": (1,), ">": (0,), "<=": (0,), "==": (0, 1), "!=": (0, 1)}


@dataclass(frozen=True, slots=True)
class _Direct:
    """A value of the customer against the threshold alone."""

    other: Term
    beyond: tuple[int, ...]

    def cuts(self, case: Case) -> Iterator[Cut]:
        ends = semantics.interval(case, self.other) if isinstance(self.other, ScoreTerm) else (value(case, self.other),)
        for one in ends:
            if not isinstance(one, Absent):
                place = Fraction(one.toordinal()) if isinstance(one, date) else cast(Fraction, one)
                yield from (Cut(place, beyond) for beyond in self.beyond)


@dataclass(frozen=True, slots=True)
class _Solved:
    """Two terms in which the threshold is reckoned with; or one, of which a divisor may be 0."""

    left: Term
    right: Term | None
    threshold: str

    def cuts(self, case: Case) -> Iterator[Cut]:
        name = self.threshold
        found: Roots = poles(case, self.left, name) if self.right is None else roots(case, self.left, self.right, name)
        if not found.exact:
            raise SweepError(
                "a comparison is no straight line in the threshold, so that its steps cannot be worked out"
            )
        yield from (Cut(place, beyond) for place in found.at for beyond in (0, 1))


@dataclass(frozen=True, slots=True)
class _Window:
    """A date against the cut-off that follows from an open duration; `bounds` has its date for each duration."""

    field: str
    op: str
    first: int
    bounds: tuple[date, ...]

    def cuts(self, case: Case) -> Iterator[Cut]:
        seen = case.facts[self.field]
        if isinstance(seen, Absent):
            return
        # Cut-offs rise or fall all along, so that the truth changes once.
        start = semantics.compare(seen, self.op, self.bounds[0])
        low, high = 0, len(self.bounds)
        while low + 1 < high:
            middle = (low + high) // 2
            low, high = (
                (middle, high) if semantics.compare(seen, self.op, self.bounds[middle]) is start else (low, middle)
            )
        if high < len(self.bounds):
            yield Cut(Fraction(self.first + high), 0)


_Cutter = _Direct | _Solved | _Window


class Cutter:
    """Finds the cuts of customers for an open threshold."""

    def __init__(self, swept: Swept) -> None:
        self.swept = swept
        self.low, self.high = swept.place(swept.low), swept.place(swept.high)
        atoms = [atom for name in swept.dimensions for atom in atoms_asked(swept.model, name)]
        self.cutters = tuple(dict.fromkeys(cutter for atom in atoms for cutter in self._of(atom)))

    def cuts(self, case: Case) -> list[Cut]:
        """Return the cuts between the lowest and the highest value, in order; `case` is at the lowest."""
        found = {self._whole(one) for cutter in self.cutters for one in cutter.cuts(case)}
        return sorted(one for one in found if (self.low, 0) < one < (self.high, 1))

    def places(self, cuts: list[Cut]) -> Iterator[Fraction]:
        """Yield a place of each stretch that begins with a cut."""
        for at, one in enumerate(cuts):
            if one.beyond == 0:
                yield one.place
            elif at + 1 == len(cuts):
                yield self.high
            else:
                following = cuts[at + 1]
                yield following.place if following.beyond else (one.place + following.place) / 2

    def _whole(self, one: Cut) -> Cut:
        """Where only whole steps are values, everything changes at the first step that is behind it."""
        if not self.swept.whole:
            return one
        floor = one.place.numerator // one.place.denominator
        return Cut(Fraction(floor if one.place == floor and not one.beyond else floor + 1), 0)

    def _of(self, atom: Atom | Choice) -> Iterable[_Cutter]:
        match atom:
            case Comparison(FieldTerm(field), op, FieldTerm(name)) if name in self.swept.windows:
                return [self._window(field, op, name)]
            case Comparison(left, op, right):
                return self._pair(left, op, right)
            case Membership(term, members):
                return [cutter for one in members for cutter in self._pair(term, "==", one)]
            case Presence(term) if self._stands_in(term):
                return [_Solved(term, None, self.swept.name)]
        return []

    def _pair(self, left: Term, op: str, right: Term) -> list[_Cutter]:
        if left == FieldTerm(self.swept.name) and not self._stands_in(right):
            return [_Direct(right, _BEYOND[_TURNED[op]])]
        if right == FieldTerm(self.swept.name) and not self._stands_in(left):
            return [_Direct(left, _BEYOND[op])]
        if self._stands_in(left) or self._stands_in(right):
            if isinstance(left, ScoreTerm):
                raise SweepError("a score is held against a number that is reckoned with the threshold")
            return [_Solved(left, right, self.swept.name)]
        return []

    def _window(self, field: str, op: str, name: str) -> _Window:
        cut_off, first, last = self.swept.windows[name], int(self.low), int(self.high)
        unit = cast(Duration, self.swept.low).unit
        windows = (replace(cut_off, duration=Duration(count, unit)) for count in range(first, last + 1))
        return _Window(field, op, first, tuple(semantics.window(one, self.swept.as_of)[1] for one in windows))

    def _stands_in(self, term: Term) -> bool:
        return not isinstance(term, ScoreTerm) and self.swept.name in fields_in_term(term)
