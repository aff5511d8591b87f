"""Where customers can lie on one day: each field cut into cells, in each of which every comparison keeps its truth.

A comparison of several fields is no matter of one field's cells. It has a variable of its own, for how its two sides
stand to each other (`relations`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property, reduce
from operator import or_
from typing import cast

from tierrules.meaning import semantics
from tierrules.meaning.cells import Marks, cells, marks
from tierrules.meaning.conditions import fields_in
from tierrules.meaning.declared import NUMERIC, Field, Scalar
from tierrules.meaning.model import (
    Atom,
    Choice,
    Comparison,
    Constant,
    DateWindow,
    FieldTerm,
    LabelTest,
    Membership,
    Model,
    Presence,
    ScoreTerm,
    Term,
)
from tierrules.meaning.quotients import poles
from tierrules.meaning.regions import Cell
from tierrules.meaning.truth import FALSE, MISSING, NONE, TRUE, Absent, Truth
from tierrules.meaning.values import Case, value
from tierrules.proof.engine.ranges import End, ends, place
from tierrules.proof.engine.relations import Relation
from tierrules.proof.engine.rulers import Ruler

TURNED = {"<": ">", "<=": ">=", "==": "==", "!=": "!=", ">=": "<=", ">": "<"}


@dataclass(frozen=True)
class Line:
    """The cells of a field, those of values first and in rising order, and the variable that lies in one of them."""

    variable: int
    field: Field
    cells: tuple[Cell, ...]

    @cached_property
    def full(self) -> int:
        """All cells, as a set."""
        return (1 << len(self.cells)) - 1

    @cached_property
    def none(self) -> int:
        """The cell of customers who have no such thing, as a set; empty if the field has none."""
        return self._absent(NONE)

    @cached_property
    def known(self) -> int:
        """The cells of customers of whom something is known of the field, be it that there is none, as a set."""
        return self.full & ~self._absent(MISSING)

    @cached_property
    def valued(self) -> int:
        """The cells in which the field has a value, as a set."""
        return self.known & ~self.none

    def _absent(self, seen: Absent) -> int:
        return sum(1 << at for at, one in enumerate(self.cells) if one.value is seen)

    @cached_property
    def ruler(self) -> Ruler:
        """Where bounds lie along the cells of numbers or dates."""
        return Ruler([cast(Fraction | date, one.value) for one in self.cells if not isinstance(one.value, Absent)])

    @cached_property
    def words(self) -> dict[str, int]:
        """The cells of words that are named, as sets."""
        return {
            one.value: 1 << at
            for at, one in enumerate(self.cells)
            if isinstance(one.value, str) and one.prefix is None and not one.other
        }

    def holds(self, at: int, seen: Scalar | Absent) -> bool:
        """Whether a cell holds a value; a word is looked for among those that stand for the cells."""
        cell = self.cells[at]
        if isinstance(seen, Absent | bool | str) or isinstance(cell.value, Absent | bool | str):
            return cell.value == seen
        low, high = ends(self.field, cell)
        there = place(seen)
        above = low.at is None or there > low.at or (low.included and there == low.at)
        return above and (high.at is None or there < high.at or (high.included and there == high.at))

    def cell_of(self, seen: Scalar | Absent) -> int | None:
        """Return the cell that holds a value, None if none does."""
        among: Iterable[int] = range(len(self.cells))
        if not isinstance(seen, Absent | bool | str):
            there, ordered = place(seen), range(self.valued.bit_count())
            found = bisect_left(
                ordered, True, key=lambda at: not _lies_above(there, ends(self.field, self.cells[at])[1])
            )
            among = ordered[found : found + 1]
        return next((at for at in among if self.holds(at, seen)), None)

    def set_of(self, seen: Scalar | Absent) -> int:
        """Return the cell that holds a value, as a set."""
        found = self.cell_of(seen)
        return 0 if found is None else 1 << found

    def is_point(self, at: int, seen: Scalar) -> bool:
        """Whether a value is the only one of a cell of numbers or dates."""
        low, high = ends(self.field, self.cells[at])
        return low.at == high.at == place(seen)


def _lies_above(there: Fraction, high: End) -> bool:
    return high.at is not None and (there > high.at or (there == high.at and not high.included))


@dataclass(slots=True, eq=False)
class Space:
    """The lines of all fields that some conditions read, on one day; `absent` are facts without any value."""

    model: Model
    as_of: date
    lines: dict[str, Line]
    variable: Callable[[int], int]
    cut: frozenset[int] = frozenset()
    """The comparisons whose truth the cells of one field tell, by identity."""
    held: Mapping[Term, frozenset[Fraction]] = field(default_factory=dict)
    """The constants that a term of several fields, or a score, is held against."""
    relations: dict[tuple[Term, Term | None], Relation] = field(default_factory=dict)
    _known: dict[int, tuple[int, int]] = field(default_factory=dict)
    _kept: list[Atom] = field(default_factory=list)

    def case(self, facts: dict[str, Scalar | Absent]) -> Case:
        """Return a customer of whom nothing but the facts is there."""
        return Case(self.model, dict.fromkeys(self.model.fields, NONE) | facts, self.as_of)

    def twin(self, name: str) -> Space:
        """Return the same space with another value of one field; all other fields are shared."""
        line = self.lines[name]
        other = replace(line, variable=self.variable(len(line.cells)))
        return Space(self.model, self.as_of, {**self.lines, name: other}, self.variable, self.cut, self.held)

    def tells(self, atom: Atom) -> bool:
        """Whether the cells of one field tell the truth of a comparison."""
        return id(atom) in self.cut

    def relation(self, left: Term, right: Term) -> tuple[Relation, Fraction]:
        """Return where the difference of two terms lies, and what it is held against.

        All constants that a term is held against lie on one line; everything else has a line of its own.
        """
        bound = value(self.case({}), right) if isinstance(right, Constant) else None
        if isinstance(bound, Fraction) and bound in self.held.get(left, ()):
            return self._relation(left, None, tuple(sorted(self.held[left]))), bound
        return self._relation(left, right, (Fraction(0),)), Fraction(0)

    def presence(self, term: Term) -> Relation:
        """Return where a term has a value."""
        return self._relation(term, None, tuple(sorted(self.held.get(term, ()))))

    def _relation(self, left: Term, right: Term | None, points: tuple[Fraction, ...]) -> Relation:
        found = self.relations.get((left, right))
        if found is None:
            variable = self.variable(2 * len(points) + 3)
            found = self.relations[left, right] = Relation(variable, left, right, points)
        return found

    def cells_by_truth(self, atom: Atom) -> tuple[Line, int, int]:
        """Return the line of a comparison of one field, the cells in which it is TRUE, and those in which FALSE."""
        plain = _plain(atom, self)
        if plain is not None:
            name, op, bound = plain
            line = self.lines[name]
            true = line.ruler.cells(op, bound) | (line.none if op == "!=" else 0)
            return line, true, line.known & ~true
        asked = _words(atom)
        if asked is not None:
            name, words, negated = asked
            line = self.lines[name]
            true = reduce(or_, (line.words.get(word, 0) for word in words), 0)
            return (line, line.known & ~true, true) if negated else (line, true, line.known & ~true)
        line = self.lines[next(fields_in(atom))]
        found = self._known.get(id(atom))
        if found is None:
            self._kept.append(atom)  # an id is good for as long as what it names
            found = self._known[id(atom)] = self._each(line, atom)
        return line, *found

    def _each(self, line: Line, atom: Atom) -> tuple[int, int]:
        name = line.field.name
        return _sets(semantics.truth(self.case({name: one.value}), atom) for one in line.cells)


def _sets(truths: Iterable[Truth | None]) -> tuple[int, int]:
    true = false = 0
    for at, one in enumerate(truths):
        true |= (one is TRUE) << at
        false |= (one is FALSE) << at
    return true, false


def _words(atom: Atom) -> tuple[str, list[str], bool] | None:
    """Return the field that is held against words, these, and whether it must be none of them; None of all else."""
    match atom:
        case Membership(FieldTerm(name), values, negated, False):
            words = [one.value for one in values if isinstance(one.value, str)]
            return (name, words, negated) if len(words) == len(values) else None
        case Comparison(FieldTerm(name), op, Constant(str() as word)):
            return name, [word], op == "!="
        case _:
            return None


def _plain(atom: Atom, space: Space) -> tuple[str, str, Fraction | date] | None:
    """Return field, operator and bound of a number or date that stands alone against one, None of anything else."""
    match atom:
        case Comparison(FieldTerm(name), op, Constant(Fraction() as bound)):
            return name, op, bound
        case Comparison(Constant(Fraction() as bound), op, FieldTerm(name)):
            return name, TURNED[op], bound
        case DateWindow(name, cut_off):
            return name, *semantics.window(cut_off, space.as_of)
        case Comparison(FieldTerm(name), op, Constant() as one) | Comparison(Constant() as one, op, FieldTerm(name)):
            seen = value(space.case({}), one)
            if isinstance(seen, Fraction | date):
                return name, (op if one is atom.right else TURNED[op]), seen
    return None


def _is_of_one_field(atom: Atom) -> bool:
    """Whether the truth of a comparison hangs on one field, so that cells of that field tell it."""
    if isinstance(atom, LabelTest):
        return False
    if isinstance(atom, Comparison) and (isinstance(atom.left, ScoreTerm) or isinstance(atom.right, ScoreTerm)):
        return False
    return len(set(fields_in(atom))) == 1


# --- from conditions to lines


def space(
    model: Model,
    as_of: date,
    atoms: Sequence[Atom | Choice],
    variable: Callable[[int], int],
    *,
    missing: bool = False,
) -> Space:
    """Return where customers lie who are told apart by comparisons; with `missing` a value may be lacking.

    `variable` makes a variable of so many cells.
    """
    found: defaultdict[str, Marks] = defaultdict(Marks)
    bare = Case(model, dict.fromkeys(model.fields, NONE), as_of)
    cut = frozenset(id(atom) for atom in atoms if _mark_bounds(atom, found) or _mark(bare, atom, found))
    _share(atoms, found)
    lines = {}
    for name, marked in found.items():
        pieces = [*cells(model.fields[name], marked), *([Cell(MISSING)] if missing else [])]
        lines[name] = Line(variable(len(pieces)), model.fields[name], tuple(pieces))
    return Space(model, as_of, lines, variable, cut, _held(bare, atoms, cut))


def _mark_bounds(atom: Atom | Choice, found: dict[str, Marks]) -> bool:
    """Note where a field is cut that stands alone against a number or words; return False for all other atoms."""
    match atom:
        case Comparison(FieldTerm(name), _, Constant(Fraction() as bound)):
            found[name].points.add(bound)
            return True
        case Comparison(Constant(Fraction() as bound), _, FieldTerm(name)):
            found[name].points.add(bound)
            return True
    asked = None if isinstance(atom, Choice) else _words(atom)
    if asked is not None:
        found[asked[0]].words.update(asked[1])
    return asked is not None


def _mark(bare: Case, atom: Atom | Choice, found: dict[str, Marks]) -> bool:
    """Note where an atom cuts the fields that it reads; return whether the cells of one field tell its truth."""
    exact = True
    names = [atom.field] if isinstance(atom, Choice) else list(dict.fromkeys(_fields_compared(atom)))
    for name in names:
        marked = found[name]
        match atom:
            case _ if len(names) == 1:
                one = marks(bare, [atom], name)
                marked.points |= one.points
                marked.words |= one.words
                marked.prefixes |= one.prefixes
                exact = one.exact
            case Comparison(left, _, right) if bare.model.fields[name].type in NUMERIC:
                # Signs are what the rules of calculation ask for, and a divisor that is 0 leaves no value.
                marked.points |= {Fraction(0)} if not _are_fields(left, right) else set()
                marked.points |= poles(bare, left, name).at | poles(bare, right, name).at
            case Membership(term) | Presence(term) if bare.model.fields[name].type in NUMERIC:
                marked.points |= {Fraction(0)} | poles(bare, term, name).at
    return exact and not isinstance(atom, Choice) and _is_of_one_field(atom)


def _fields_compared(atom: Atom) -> Iterator[str]:
    """Yield the fields of the two sides; what a score hangs on stands among the comparisons itself."""
    match atom:
        case Comparison(left, _, right, type):
            sides = [one for one in (left, right) if not isinstance(one, ScoreTerm)]
            for one in sides:
                yield from fields_in(Comparison(one, "==", one, type, atom.origin))
        case _:
            yield from fields_in(atom)


def _held(bare: Case, atoms: Iterable[Atom | Choice], cut: frozenset[int]) -> dict[Term, frozenset[Fraction]]:
    """Return the numbers that each term is held against, of terms whose truth no cells of one field tell."""
    found: defaultdict[Term, set[Fraction]] = defaultdict(set)
    for atom in atoms:
        if id(atom) in cut:
            continue
        match atom:
            case Comparison(left, _, Constant() as one):
                _hold(bare, found[left], [one])
            case Comparison(Constant() as one, _, right):
                _hold(bare, found[right], [one])
            case Membership(term, values):
                _hold(bare, found[term], values)
            case _:
                pass
    return {term: frozenset(bounds) for term, bounds in found.items()}


def _hold(bare: Case, held: set[Fraction], constants: Iterable[Constant]) -> None:
    held.update(bound for one in constants if isinstance(bound := value(bare, one), Fraction))


def _are_fields(left: Term, right: Term) -> bool:
    return isinstance(left, FieldTerm) and isinstance(right, FieldTerm)


def _share(atoms: Iterable[Atom | Choice], found: dict[str, Marks]) -> None:
    """Cut fields that are compared with each other at the same places, so that different cells tell their order."""
    for atom in atoms:
        match atom:
            case Comparison(FieldTerm(left), _, FieldTerm(right)) if found[left] is not found[right]:
                one, other = found[left], found[right]
                one.points |= other.points
                one.words |= other.words
                one.prefixes |= other.prefixes
                found.update({name: one for name, marked in found.items() if marked is other})
