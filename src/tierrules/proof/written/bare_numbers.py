"""Numbers that decide and have no name: where they stand, and what to write instead."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tierrules.meaning.conditions import atoms_in, fields_in_term
from tierrules.meaning.declared import NUMERIC, Origin, Threshold, Type
from tierrules.meaning.model import Comparison, Computed, Constant, DerivedTerm, FieldTerm, Model, ScoreTerm, Term
from tierrules.meaning.number_text import exact_text
from tierrules.proof.written.deciding import Deciding, deciding
from tierrules.proof.written.held import MIRRORED
from tierrules.text.source import Span

_ENDINGS = {"<": "_below", "<=": "_up_to", ">": "_above", ">=": ""}


@dataclass(frozen=True, slots=True)
class BareNumber:
    """A number written out in a comparison; `op` is read with the number on the right.

    It `stands_alone` if it is a side of its own, and no part of arithmetic.
    """

    number: Constant
    asked: Term
    op: str
    on_the_left: bool
    stands_alone: bool
    type: Type
    origin: Origin
    deciding: Deciding

    @property
    def subject(self) -> str:
        """The name of what the number is held against; of arithmetic its first field."""
        match self.asked:
            case DerivedTerm(name) | ScoreTerm(name) | FieldTerm(name):
                return name
            case term:
                return next(fields_in_term(term))

    @property
    def as_threshold(self) -> str:
        """How the number is written under `thresholds:`."""
        if self.type is Type.RATIO and self.stands_alone and isinstance(self.number.value, Fraction):
            return self.number.text if "%" in self.number.text else f"{exact_text(self.number.value * 100)}%"
        return self.number.text

    def place(self, model: Model) -> Span:
        """Return where the number stands; in a text that YAML folds, where its comparison does."""
        whole, at = self.origin.span, self._at
        if at is None or model.source.text[whole.start : whole.end] != self.origin.text:
            return whole
        return Span(whole.start + at[0], whole.start + at[1])

    def with_name(self, model: Model, name: str) -> str:
        """Return what stands there in the file, with a name in the place of the number."""
        place, at = self.origin.span, self._at
        is_band = model.source.text[place.start : place.end] == self.number.text
        return name if at is None or is_band else f"{self.origin.text[: at[0]]}{name}{self.origin.text[at[1] :]}"

    @property
    def _at(self) -> tuple[int, int] | None:
        """Where the number stands in the text of its comparison."""
        found = list(re.finditer(rf"(?<![\w.]){re.escape(self.number.text)}(?![\w.])", self.origin.text))
        return found[0 if self.on_the_left else -1].span() if found else None

    def new_name(self, taken: Collection[str]) -> str:
        """Return a name for the number that is not taken: `large_employees`, `small_employees_below`."""
        name = _as_name(f"{self.deciding.owner}_{self.subject}{_ENDINGS[self.op]}")
        count = 1
        while (made := name if count == 1 else f"{name}_{count}") in taken:
            count += 1
        return made


class Candidates:
    """The thresholds of a ruleset by their numbers, to name a number that stands somewhere without a name."""

    def __init__(self, model: Model) -> None:
        self._used = {use.name for use in model.written.uses}
        self._by_value: dict[object, list[Threshold]] = defaultdict(list)
        for one in model.thresholds.values():
            if isinstance(one.value, (Fraction, date)):
                self._by_value[one.value].append(one)

    def name_of(self, number: BareNumber) -> str | None:
        """Return the threshold that is this very number and made for its place, or used nowhere yet."""
        fitting = [one.name for one in self._by_value[number.number.value] if self._fits(one, number)]
        return fitting[0] if len(fitting) == 1 else None

    def _fits(self, one: Threshold, number: BareNumber) -> bool:
        same_type = _counts(one.type) is _counts(number.type)
        if one.name in self._used:
            return same_type and one.name.startswith(f"{number.deciding.owner}_")
        # Nothing says yet what a plain number counts; of a ratio the number itself must say so.
        return same_type or (one.type is Type.DECIMAL and number.type is not Type.RATIO)


def bare_numbers(model: Model) -> Iterator[BareNumber]:
    """Yield the numbers other than 0 that values are held against without a name, in the order of the conditions.

    A number beside a field is no bound of it: `annual_spend / 12` asks by the month.
    """
    seen: set[Origin] = set()
    for one in deciding(model):
        for atom in atoms_in(one.condition):
            if isinstance(atom, Comparison) and atom.origin not in seen and _is_of_numbers(atom):
                seen.add(atom.origin)
                yield from _in_comparison(atom, one)


def _is_of_numbers(atom: Comparison) -> bool:
    return atom.op in MIRRORED and atom.type in NUMERIC | {Type.DATE}


def _in_comparison(atom: Comparison, owner: Deciding) -> Iterator[BareNumber]:
    sides = ((atom.left, atom.right, atom.op, False), (atom.right, atom.left, MIRRORED[atom.op], True))
    for asked, bound, op, mirrored in sides:
        if not _names_a_field(asked) or _names_a_field(bound):
            continue
        for number in _numbers(bound):
            # In the core a score stands on the left, on whichever side it was written.
            left = mirrored if not isinstance(asked, ScoreTerm) else atom.origin.text.startswith(number.text)
            alone = isinstance(bound, Constant)
            yield BareNumber(number, asked, op, left, alone, atom.type, atom.origin, owner)


def _names_a_field(term: Term) -> bool:
    return next(fields_in_term(term), None) is not None


def _numbers(term: Term) -> Iterator[Constant]:
    match term:
        case Constant(value, name=None) if isinstance(value, (Fraction, date)) and value != 0:
            yield term
        case Computed(_, parts):
            for part in parts:
                yield from _numbers(part)


def _as_name(text: str) -> str:
    name = re.sub(r"\W+", "_", text).strip("_")
    return name if name.isidentifier() else f"from_{name}"


def _counts(type: Type) -> Type:
    return Type.DECIMAL if type is Type.INTEGER else type
