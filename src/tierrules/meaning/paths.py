"""What a customer lacks for a label: a search over the fields that can move, each step through the definition.

Candidates are the cells of each field, so that what is found is exact; sets of one, two and three fields are tried in
this order, and a set none of whose values can reach the label is passed over: what `semantics` answers with them
MISSING says so. The work is counted and never timed, so that the same customer has the same answer everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, permutations, product
from typing import cast

from tierrules.meaning import semantics
from tierrules.meaning.assumptions import contradictions
from tierrules.meaning.cells import atoms_asked, atoms_assumed, marks
from tierrules.meaning.conditions import fields_in
from tierrules.meaning.dates import AS_OF_MAX, Duration, turning_day
from tierrules.meaning.declared import Dated, Scalar
from tierrules.meaning.justification import Named
from tierrules.meaning.model import Atom, Choice, DateWindow, LabelTest, Model, Presence
from tierrules.meaning.movable import can_move, fields_named, reachable
from tierrules.meaning.regions import Cell, End, Region, region, runs
from tierrules.meaning.result import Outcome
from tierrules.meaning.truth import MISSING, Absent
from tierrules.meaning.values import Case, Facts
from tierrules.meaning.ways import Way, Ways

MOST_WAYS = 3
MOST_FIELDS = 3
BUDGET = 5_000
"""How many customers a search tries."""

Values = dict[str, Scalar | Absent]


class _ExhaustedError(Exception):
    """The budget is spent."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A field with its cells, those that may be chosen, and the one that is."""

    name: str
    cells: Sequence[Cell]
    allowed: Collection[int]
    at: int


def path_to(
    model: Model,
    facts: Facts,
    as_of: date,
    dimension: str,
    label: str,
    *,
    movable: Collection[str] | None = None,
    budget: int = BUDGET,
) -> Ways:
    """Return the ways that lead one customer to a label; raises KeyError for a dimension or label that there is not.

    `movable` names the fields that may move, to any value; without it the past and the customer's identity stay.
    """
    one = model.dimensions[dimension]
    if label not in {known.name for known in one.labels}:
        raise KeyError(label)
    search = _Search(model, facts, as_of, dimension, label, movable, budget)
    ways, reached, impossible = search.run()
    return Ways(
        dimension=Named(one.name, one.title),
        label=Named(label, one.title_of(label)),
        as_of=as_of,
        reached=reached,
        ways=tuple(ways),
        impossible=impossible,
        exhausted=search.exhausted,
        movable=tuple(search.fields),
        tried=search.tried,
        language=model.language,
    )


@dataclass
class _Search:
    model: Model
    facts: Facts
    as_of: date
    dimension: str
    label: str
    movable: Collection[str] | None
    budget: int
    tried: int = 0
    exhausted: bool = False
    exact: bool = True
    fields: list[str] = field(default_factory=list)
    atoms: list[Atom | Choice] = field(default_factory=list)

    def __post_init__(self) -> None:
        asked = atoms_asked(self.model, self.dimension)
        self.atoms = asked + atoms_assumed(self.model)
        self.fields = [name for name in fields_named(self.model, asked) if self._may_move(name)]
        self.allowed_faults = set(contradictions(Case(self.model, self.facts, self.as_of)))
        self.is_monotone = not self._asks_what_is_known(asked)

    def run(self) -> tuple[list[Way], bool, bool]:
        """Return the ways, whether the label is there already, and whether it is proven to be out of reach."""
        ways: list[Way] = []
        try:
            if self.arrives(self.facts):
                return [], True, False
            ways += self.by_time()
            if self.is_monotone and not self.is_possible(self.facts, self.fields):
                return ways, False, True
            for way in self.by_fields():
                ways.append(way)
                if len(ways) == MOST_WAYS:
                    return ways, False, False
        except _ExhaustedError:
            self.exhausted = True
            return ways, False, False
        moved = any(way.regions for way in ways)
        return ways, False, not moved and self.exact and len(self.fields) <= MOST_FIELDS

    # --- one customer

    def outcome(self, facts: Facts, as_of: date) -> tuple[Case, Outcome]:
        if self.tried >= self.budget:
            raise _ExhaustedError
        self.tried += 1
        case = Case(self.model, facts, as_of)
        return case, semantics.asked(case, self.dimension)

    def arrives(self, facts: Facts, as_of: date | None = None) -> bool:
        """Whether a customer has the label, and contradicts no assumption that this one meets."""
        case, found = self.outcome(facts, as_of or self.as_of)
        return self.label in found.labels and set(contradictions(case)) <= self.allowed_faults

    def is_possible(self, facts: Facts, unknown: Sequence[str]) -> bool:
        """Whether the definition leaves the label open while some fields are not known."""
        _, found = self.outcome({**facts, **dict.fromkeys(unknown, MISSING)}, self.as_of)
        return self.label in found.labels or self.label in found.candidates

    # --- which fields

    def _may_move(self, name: str) -> bool:
        if self.movable is not None:
            return name in self.movable
        return can_move(self.model.fields[name], self.facts[name], self.as_of)

    def _asks_what_is_known(self, atoms: Sequence[Atom | Choice]) -> bool:
        """Whether knowing a field may turn a comparison that was settled without it."""
        tested = {self.dimension, *(atom.dimension for atom in atoms if isinstance(atom, LabelTest))}
        known = [atom for atom in atoms if isinstance(atom, Presence) and atom.function == "known"]
        return any(self.model.dimensions[name].no_match for name in tested) or any(
            name in self.fields for atom in known for name in fields_in(atom)
        )

    def _hang_together(self, names: Sequence[str]) -> bool:
        """Whether one comparison names two of the fields, so that the bounds of one follow from the other."""
        return any(len(set(names) & set(fields_in(atom))) > 1 for atom in self.atoms if not isinstance(atom, Choice))

    # --- ways by fields

    def by_fields(self) -> Iterator[Way]:
        """Yield a way for each least set of fields that reaches the label, fewest fields first."""
        found: list[set[str]] = []
        for size in range(1, MOST_FIELDS + 1):
            for names in combinations(self.fields, size):
                if any(known <= set(names) for known in found):
                    continue
                if self.is_monotone and not self.is_possible(self.facts, names):
                    continue
                chosen = self._chosen(names)
                if chosen is not None:
                    found.append(set(names))
                    yield Way(self._regions(chosen))

    def _chosen(self, names: Sequence[str]) -> list[_Choice] | None:
        if not self._hang_together(names):
            return self._try(list(names), self.facts, [])
        self.exact = False
        # The bounds of a field follow from those chosen before it, so that the order matters.
        orders = (self._try(list(order), self.facts, []) for order in permutations(names))
        return next((chosen for chosen in orders if chosen is not None), None)

    def _try(self, names: list[str], facts: Facts, chosen: list[_Choice]) -> list[_Choice] | None:
        if not names:
            return chosen if self.arrives(facts) else None
        name, *rest = names
        for choice in self._choices(name, facts):
            moved = {**facts, name: choice.cells[choice.at].value}
            if rest and self.is_monotone and not self.is_possible(moved, rest):
                continue
            if (found := self._try(rest, moved, [*chosen, choice])) is not None:
                return found
        return None

    def _choices(self, name: str, facts: Facts) -> Iterator[_Choice]:
        """Yield the cells that a field may move to, the nearest first."""
        one, seen = self.model.fields[name], self.facts[name]
        found = marks(Case(self.model, facts, self.as_of), self.atoms, name)
        self.exact &= found.exact
        parts, allowed = reachable(one, seen, self.as_of, found, freely=self.movable is not None)
        here = next((at for at, cell in enumerate(parts) if _holds(cell, seen)), 0)
        for at in sorted(allowed, key=lambda at: (abs(at - here), at)):
            if not _holds(parts[at], seen):
                yield _Choice(name, parts, allowed, at)

    # --- from cells to regions

    def _regions(self, chosen: list[_Choice]) -> tuple[Region, ...]:
        values = {one.name: one.cells[one.at].value for one in chosen}
        if self._hang_together([one.name for one in chosen]):
            *fixed, last = chosen
            return (*map(self._point, fixed), self._grown(last, [values]))
        boxes = [[value] for value in values.values()]
        regions = []
        for at, one in enumerate(chosen):
            others = [dict(zip(values, way, strict=True)) for way in product(*boxes)]
            run = self._run(one, others)
            boxes[at] = [one.cells[place].value for place in run]
            regions.append(region(self.model.fields[one.name], one.cells, run))
        return tuple(regions)

    def _grown(self, one: _Choice, others: list[Values]) -> Region:
        return region(self.model.fields[one.name], one.cells, self._run(one, others))

    def _run(self, one: _Choice, others: list[Values]) -> list[int]:
        """Return the cells around the chosen one that give the label with every one of the other values."""
        try:
            holds = [
                all(self.arrives({**self.facts, **other, one.name: cell.value}) for other in others)
                for cell in one.cells
            ]
        except _ExhaustedError:
            self.exhausted = True
            return [one.at]
        return next(run for run in runs(self.model.fields[one.name], one.cells, holds) if one.at in run)

    def _point(self, one: _Choice) -> Region:
        found = self.model.fields[one.name]
        value = one.cells[one.at].value
        end = cast(End, value)  # of words and booleans nobody asks for ends
        return region(found, [Cell(value, end, end)], [0])

    # --- time alone

    def by_time(self) -> list[Way]:
        """Return the first span of days on which the label comes by itself, if there is one."""
        days = self._turning_days()
        holds = [self.arrives(self.facts, day) for day in days]
        first = next((at for at, one in enumerate(holds) if one), None)
        if first is None:
            return []
        after = next((day for day, one in zip(days[first:], holds[first:], strict=True) if not one), None)
        until = after - timedelta(days=1) if after is not None else self.model.effective.until
        return [Way((), days[first], until, tuple(self._turned(days[first])))]

    def _turning_days(self) -> list[date]:
        last = min(self.model.effective.until or AS_OF_MAX, AS_OF_MAX)
        dated = [one.value for one in self.model.thresholds.values() if isinstance(one.value, Dated)]
        days = {since for one in dated for since, _ in one.rows}
        for atom in self.atoms:
            if isinstance(atom, DateWindow):
                days |= set(self._turns(atom))
        return sorted(day for day in days if self.as_of < day <= last)

    def _turns(self, atom: DateWindow) -> Iterator[date]:
        seen, cut_off = self.facts[atom.field], atom.cut_off
        length = cut_off.duration
        lengths = [one for _, one in length.rows] if isinstance(length, Dated) else [length]
        for one in lengths:
            if isinstance(seen, date) and isinstance(one, Duration):
                turns = turning_day(cut_off.function, cut_off.op, seen, one)
                if turns is not None:
                    yield turns

    def _turned(self, day: date) -> Iterator[Named]:
        """Yield the dates whose windows turn until the day: they must stay as they are."""
        now, then = (Case(self.model, self.facts, at) for at in (self.as_of, day))
        windows = [atom for atom in self.atoms if isinstance(atom, DateWindow)]
        for name in dict.fromkeys(
            atom.field for atom in windows if semantics.truth(now, atom) is not semantics.truth(then, atom)
        ):
            yield Named(name, self.model.fields[name].title)


def _holds(cell: Cell, seen: Scalar | Absent) -> bool:
    """Whether a value lies in a cell."""
    if isinstance(seen, Absent | bool) or isinstance(cell.value, Absent):
        return cell.value is seen
    if isinstance(seen, str):
        return cell.value == seen  # a word in a prefix's cell or in that of all others is tried once more, in vain
    low, high = cell.low, cell.high
    return _after(seen, low, included=cell.low_included) and _after(high, seen, included=cell.high_included)


def _after(one: Scalar | None, other: Scalar | None, *, included: bool) -> bool:
    """Whether `one` lies behind `other`; an open end lies beyond all."""
    if one is None or other is None:
        return True
    return one > other or (included and one == other)  # type: ignore[operator]  # both have the field's type
