"""Where customers can lie on one day: each field cut into cells, in each of which every comparison keeps its truth.

A comparison of several fields is no matter of one field's cells. It has a variable of its own, for how its two sides
stand to each other (`relations`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from tierrules.meaning import semantics
from tierrules.meaning.cells import Marks, cells, marks
from tierrules.meaning.conditions import atoms_in, fields_in
from tierrules.meaning.declared import NUMERIC, Field, Scalar
from tierrules.meaning.model import (
    Atom,
    Choice,
    Comparison,
    Condition,
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
from tierrules.proof.ranges import ends, place
from tierrules.proof.relations import Relation, Standing

_TURNED = {"<": ">", "<=": ">=", "==": "==", "!=": "!=", ">=": "<=", ">": "<"}


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of a field, those of values first and in rising order, and the variable that lies in one of them."""

    variable: int
    field: Field
    cells: tuple[Cell, ...]

    @property
    def full(self) -> int:
        """All cells, as a set."""
        return (1 << len(self.cells)) - 1

    @property
    def valued(self) -> int:
        """The cells in which the field has a value, as a set."""
        return sum(1 << at for at, one in enumerate(self.cells) if not isinstance(one.value, Absent))

    def holds(self, at: int, seen: Scalar | Absent) -> bool:
        """Whether a cell holds a value; a word is looked for among those that stand for the cells."""
        cell = self.cells[at]
        if isinstance(seen, Absent | bool | str) or isinstance(cell.value, Absent | bool | str):
            return cell.value == seen
        low, high = ends(self.field, cell)
        there = place(seen)
        above = low.at is None or there > low.at or (low.included and there == low.at)
        return above and (high.at is None or there < high.at or (high.included and there == high.at))

    def is_point(self, at: int, seen: Scalar) -> bool:
        """Whether a value is the only one of a cell of numbers or dates."""
        low, high = ends(self.field, self.cells[at])
        return low.at == high.at == place(seen)


@dataclass(slots=True, eq=False)
class Space:
    """The lines of all fields that some conditions read, on one day; `absent` are facts without any value."""

    model: Model
    as_of: date
    lines: dict[str, Line]
    variable: Callable[[int], int]
    cut: frozenset[int] = frozenset()
    """The comparisons whose truth the cells of one field tell, by identity."""
    relations: dict[tuple[Term, Term], Relation] = field(default_factory=dict)
    _known: dict[object, tuple[int, int]] = field(default_factory=dict)
    _kept: list[Atom] = field(default_factory=list)

    def case(self, facts: dict[str, Scalar | Absent]) -> Case:
        """Return a customer of whom nothing but the facts is there."""
        return Case(self.model, dict.fromkeys(self.model.fields, NONE) | facts, self.as_of)

    def twin(self, name: str) -> Space:
        """Return the same space with another value of one field; all other fields are shared."""
        line = self.lines[name]
        other = replace(line, variable=self.variable(len(line.cells)))
        return Space(self.model, self.as_of, {**self.lines, name: other}, self.variable, self.cut)

    def tells(self, atom: Atom) -> bool:
        """Whether the cells of one field tell the truth of a comparison."""
        return id(atom) in self.cut

    def relation(self, left: Term, right: Term) -> Relation:
        """Return how two terms stand to each other, the same whoever asks."""
        found = self.relations.get((left, right))
        if found is None:
            found = self.relations[left, right] = Relation(self.variable(len(Standing)), left, right)
        return found

    def cells_by_truth(self, atom: Atom) -> tuple[Line, int, int]:
        """Return the line of a comparison of one field, the cells in which it is TRUE, and those in which FALSE."""
        line = self.lines[next(fields_in(atom))]
        plain = _plain(atom, self)
        key = (line.field.name, *plain) if plain else id(atom)
        found = self._known.get(key)
        if found is None:
            self._kept.append(atom)  # an id is good for as long as what it names
            found = self._known[key] = self._ordered(line, *plain) if plain else self._each(line, atom)
        return line, *found

    def _each(self, line: Line, atom: Atom) -> tuple[int, int]:
        name = line.field.name
        return _sets(semantics.truth(self.case({name: one.value}), atom) for one in line.cells)

    def _ordered(self, line: Line, op: str, bound: Scalar) -> tuple[int, int]:
        """The same for a number or date against a bound, where the truth changes once along the line."""
        if op in ("==", "!="):
            (up_to, _), (from_, _) = self._ordered(line, "<=", bound), self._ordered(line, ">=", bound)
            same, rest = up_to & from_, line.full & ~(up_to & from_)
            unknown = sum(1 << at for at, one in enumerate(line.cells) if one.value is MISSING)
            return (same, rest & ~unknown) if op == "==" else (rest & ~unknown, same)
        low, high = 0, line.valued.bit_count()
        ends = semantics.compare(line.cells[0].value, op, bound) if high else FALSE
        while low < high:
            middle = (low + high) // 2
            same_side = semantics.compare(line.cells[middle].value, op, bound) is ends
            low, high = (middle + 1, high) if same_side else (low, middle)
        first, valued = (1 << low) - 1, line.valued
        none = sum(1 << at for at, one in enumerate(line.cells) if one.value is NONE)
        true = first if ends is TRUE else valued & ~first
        return true, (valued & ~true) | none


def _sets(truths: Iterable[Truth | None]) -> tuple[int, int]:
    true = false = 0
    for at, one in enumerate(truths):
        true |= (one is TRUE) << at
        false |= (one is FALSE) << at
    return true, false


def _plain(atom: Atom, space: Space) -> tuple[str, Scalar] | None:
    """Return operator and bound of a number or date that stands alone against one, None of anything else."""
    match atom:
        case DateWindow(_, cut_off):
            return semantics.window(cut_off, space.as_of)
        case Comparison(FieldTerm(), op, Constant() as one) | Comparison(Constant() as one, op, FieldTerm()):
            bound = value(space.case({}), one) if not isinstance(one.value, Fraction) else one.value
            if isinstance(bound, Absent | str | bool):
                return None
            return (op if one is atom.right else _TURNED[op]), bound
        case _:
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
    conditions: Iterable[Condition],
    variable: Callable[[int], int],
    *,
    missing: bool = False,
) -> Space:
    """Return where customers lie who are told apart by the conditions; with `missing` a value may be lacking.

    `variable` makes a variable of so many cells.
    """
    found: dict[str, Marks] = {}
    atoms = [atom for condition in conditions for atom in atoms_in(condition)]
    bare = Case(model, dict.fromkeys(model.fields, NONE), as_of)
    exact = [_mark(bare, atom, found) for atom in atoms]
    cut = frozenset(
        id(atom)
        for atom, is_exact in zip(atoms, exact, strict=True)
        if is_exact and not isinstance(atom, Choice) and _is_of_one_field(atom)
    )
    _share(atoms, found)
    lines = {}
    for name, marked in found.items():
        pieces = [*cells(model.fields[name], marked), *([Cell(MISSING)] if missing else [])]
        lines[name] = Line(variable(len(pieces)), model.fields[name], tuple(pieces))
    return Space(model, as_of, lines, variable, cut)


def _mark(bare: Case, atom: Atom | Choice, found: dict[str, Marks]) -> bool:
    """Note where a comparison cuts the fields that it reads; return whether these cuts are all there are."""
    exact = True
    names = [atom.field] if isinstance(atom, Choice) else list(dict.fromkeys(_fields_compared(atom)))
    for name in names:
        marked = found.setdefault(name, Marks())
        match atom:
            case Comparison(FieldTerm(), _, Constant(Fraction() as bound)):
                marked.points.add(bound)
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
    return exact


def _fields_compared(atom: Atom) -> Iterator[str]:
    """Yield the fields of the two sides; what a score hangs on stands among the comparisons itself."""
    match atom:
        case Comparison(left, _, right, type):
            sides = [one for one in (left, right) if not isinstance(one, ScoreTerm)]
            for one in sides:
                yield from fields_in(Comparison(one, "==", one, type, atom.origin))
        case _:
            yield from fields_in(atom)


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
