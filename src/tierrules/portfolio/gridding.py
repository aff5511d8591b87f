"""One pass over a portfolio with two thresholds open: where the answers of each customer change, in two directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Final

from tierrules.files.report import MOST_TOLD
from tierrules.language.customers import Unknown
from tierrules.meaning import semantics
from tierrules.meaning.cells import atoms_asked
from tierrules.meaning.conditions import fields_in_term
from tierrules.meaning.dates import check_as_of
from tierrules.meaning.model import Comparison, Membership, Model, Presence, ScoreTerm, Term
from tierrules.meaning.result import Outcome
from tierrules.meaning.values import Case, Facts, check_in_force
from tierrules.portfolio.answers import answer_of
from tierrules.portfolio.customers import Customers, Unread, open_customers, unread
from tierrules.portfolio.cuts import Cutter
from tierrules.portfolio.days import is_day
from tierrules.portfolio.grid import Axis, Corner, Grid
from tierrules.portfolio.sweeping import bound_of, bounds_of, type_of
from tierrules.portfolio.swept import OPEN, SECOND, SweepError, Swept, sweep_of
from tierrules.portfolio.weights import called, weighed
from tierrules.portfolio.what_if import Editable

MOST_CELLS: Final = 2_500
"""So many cells a heat map shows if nothing else is asked: more than people tell apart."""


def grid(
    rules: Editable,
    customers: Customers,
    thresholds: Mapping[str, tuple[object, object]],
    *,
    as_of: date,
    weight: str | None = None,
    unknown: Unknown = "near-miss",
    most_cells: int = MOST_CELLS,
) -> Grid:
    """Return the answers of a portfolio for all values of two thresholds, each from its lowest to its highest."""
    day = check_as_of(as_of)
    check_in_force(rules.definition, day)
    if most_cells < 1:
        raise ValueError(f"a grid has at least one cell, not {most_cells}")
    names = _two(rules.definition, thresholds)
    pass_ = _Pass(*_opened(rules, {one: thresholds[one] for one in names}, day))
    portfolio = open_customers(customers, unknown)
    for item, reading, heavy in weighed(rules, portfolio, weight):
        if reading.problems:
            pass_.set_aside(unread(item, reading.problems))
        else:
            pass_.add(reading.facts, heavy)
    return pass_.grid(rules, names, portfolio.name, weight, most_cells)


def _two(model: Model, thresholds: Mapping[str, object]) -> tuple[str, str]:
    if len(thresholds) != 2:
        told = ", ".join(f"`{one}`" for one in thresholds) or "none"
        raise ValueError(f"a grid is of two thresholds, each with its ends, and not of {len(thresholds)}: {told}")
    for name, ends in thresholds.items():
        if not isinstance(ends, tuple | list) or len(ends) != 2:
            raise ValueError(f"`{name}` needs a lowest and a highest value, such as ('40万', '80万'), not {ends!r}")
        if is_day(model, name):
            raise ValueError("the day is no threshold of a grid; `sweep` moves it alone")
    first, second = thresholds
    return first, second


def _opened(rules: Editable, ends: Mapping[str, tuple[object, object]], day: date) -> tuple[Swept, Swept]:
    """Return the ruleset with both thresholds open, once as seen by each."""
    (one, (low, high)), (other, (lowest, highest)) = ends.items()
    corners = {
        (at, to): rules.edit({one: (low, high)[at], other: (lowest, highest)[to]}) for at in (0, 1) for to in (0, 1)
    }
    bounds = bounds_of((corners[0, 0], corners[1, 0]), one)
    first, again = (sweep_of(corners[0, to].definition, corners[1, to].definition, bounds, day) for to in (0, 1))
    second_bounds = bounds_of((corners[0, 0], corners[0, 1]), other)
    second = sweep_of(first.model, again.model, second_bounds, day, SECOND)
    moved = {*first.dimensions, *second.dimensions}
    dimensions = tuple(name for name in rules.definition.dimensions if name in moved)
    _check_apart(second.model, dimensions)
    both = [replace(each, model=second.model, dimensions=dimensions) for each in (first, second)]
    return both[0], both[1]


def _check_apart(model: Model, dimensions: tuple[str, ...]) -> None:
    """Raise `SweepError` where one comparison hangs on both thresholds: its steps would slant."""
    for atom in (atom for name in dimensions for atom in atoms_asked(model, name)):
        match atom:
            case Comparison(left, _, right):
                terms = [left, right]
            case Membership(term, values):
                terms = [term, *values]
            case Presence(term):
                terms = [term]
            case _:
                continue
        own = {open_ for term in terms if not isinstance(term, ScoreTerm) for open_ in _open_in(term)}
        scored = {open_ for term in terms if isinstance(term, ScoreTerm) for open_ in _open_in(term)}
        if own and len(own | scored) == 2:
            raise SweepError(f"`{atom.origin.text}` holds both thresholds against each other; sweep one at a time")


def _open_in(term: Term) -> Iterator[str]:
    for name in fields_in_term(term):
        yield from (one for one in (OPEN, SECOND) if name.startswith(one))


@dataclass(slots=True)
class _Pass:
    first: Swept
    second: Swept
    cutters: tuple[Cutter, Cutter] = field(init=False)
    customers: int = 0
    aside: int = 0
    unweighed: int = 0
    whole_weight: Fraction = Fraction(0)
    unread: list[Unread] = field(default_factory=list)
    changes: dict[str, dict[str, dict[Corner, list[Fraction]]]] = field(init=False)

    def __post_init__(self) -> None:
        self.cutters = Cutter(self.first), Cutter(self.second)
        self.changes = {name: defaultdict(lambda: defaultdict(_nothing)) for name in self.first.dimensions}

    def set_aside(self, one: Unread) -> None:
        """Count a customer who cannot be read."""
        self.aside += 1
        if len(self.unread) < MOST_TOLD:
            self.unread.append(one)

    def add(self, facts: Facts, weight: Fraction | None) -> None:
        """Find the answers of a customer for all values of both thresholds."""
        self.customers += 1
        self.unweighed += weight is None
        self.whole_weight += weight or 0
        lowest = self._case(facts, *(one.low for one in self.cutters))
        cuts = [one.cuts(lowest) for one in self.cutters]
        rows, columns = ([one.low, *one.places(found)] for one, found in zip(self.cutters, cuts, strict=True))
        # What neither threshold reaches is answered once.
        known = self._answers(lowest)
        fixed = {name: one for name, one in lowest.outcomes.items() if name not in self.changes}
        told = [
            [known if (at, to) == (0, 0) else self._at(facts, row, column, fixed) for to, column in enumerate(columns)]
            for at, row in enumerate(rows)
        ]
        for at, first in enumerate([None, *cuts[0]]):
            for to, second in enumerate([None, *cuts[1]]):
                self._corner((first, second), told, at, to, weight or Fraction(0))

    def _at(self, facts: Facts, row: Fraction, column: Fraction, fixed: Mapping[str, Outcome]) -> dict[str, str]:
        case = self._case(facts, row, column)
        case.outcomes.update(fixed)
        return self._answers(case)

    def _case(self, facts: Facts, row: Fraction, column: Fraction) -> Case:
        return Case(self.first.model, {**facts, **self.first.at(row), **self.second.at(column)}, self.first.as_of)

    def _answers(self, case: Case) -> dict[str, str]:
        return {name: answer_of(semantics.asked(case, name)) for name in self.changes}

    def _corner(self, corner: Corner, told: list[list[dict[str, str]]], at: int, to: int, weight: Fraction) -> None:
        """Count what a customer's answer does in a corner, beside what it did to the left and below."""
        for name, changes in self.changes.items():
            signs: dict[str, int] = defaultdict(int)
            for row, column, sign in ((at, to, 1), (at - 1, to, -1), (at, to - 1, -1), (at - 1, to - 1, 1)):
                if row >= 0 and column >= 0:
                    signs[told[row][column][name]] += sign
            for answer, sign in signs.items():
                if sign:
                    part = changes[answer][corner]
                    part[0] += sign
                    part[1] += sign * weight

    def grid(self, rules: Editable, names: tuple[str, str], source: str, weight: str | None, most_cells: int) -> Grid:
        """Return what was found."""
        model = rules.definition
        title, currency = called(model, weight)
        first, second = (_axis(rules, name, one) for name, one in zip(names, (self.first, self.second), strict=True))
        return Grid(
            ruleset=rules.name,
            fingerprint=rules.fingerprint,
            axes=(first, second),
            as_of=self.first.as_of,
            source=source,
            language=rules.language,
            customers=self.customers,
            set_aside=self.aside,
            unread=tuple(self.unread),
            weight=weight,
            weight_title=title,
            weight_currency=currency,
            unweighed=0 if weight is None else self.unweighed,
            whole_weight=None if weight is None else self.whole_weight,
            most_cells=most_cells,
            dimensions={name: model.dimensions[name] for name in self.changes},
            changes={name: dict(_told(found)) for name, found in self.changes.items()},
        )


def _axis(rules: Editable, name: str, swept: Swept) -> Axis:
    currency = rules.definition.currency
    return Axis(name, type_of(rules, name), currency, swept.low, swept.high, bound_of(rules, name), swept)


def _told(
    found: Mapping[str, Mapping[Corner, list[Fraction]]],
) -> Iterator[tuple[str, dict[Corner, tuple[int, Fraction]]]]:
    """Yield what each answer does in the corners, those at which nothing is left aside."""
    for answer, corners in found.items():
        yield answer, {corner: (int(count), heavy) for corner, (count, heavy) in corners.items() if count or heavy}


def _nothing() -> list[Fraction]:
    return [Fraction(0), Fraction(0)]
