"""All customers on one day, as far as some conditions tell them apart; and the search among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial, reduce
from operator import and_, or_

from tierrules.meaning.conditions import atoms_in, fields_in
from tierrules.meaning.model import Atom, Choice, Condition, Dimension, LabelTest, Model
from tierrules.proof.engine.answers import Answers
from tierrules.proof.engine.clauses import Clauses, Part
from tierrules.proof.engine.formulas import Formula, every, no, some, within
from tierrules.proof.engine.points import Facts, Tries, Views, all_points, points, related_points
from tierrules.proof.engine.scores import OpenComparison, Total
from tierrules.proof.engine.search import Box, Search, SpentError, UndecidedError
from tierrules.proof.engine.space import Line, space
from tierrules.proof.engine.work import Work

MOST_NARROWED = 20_000
"""What one question may cost where fields are compared, in boxes looked at."""

MOST_PIECES = 300
"""A box in which fields are compared is cut into so many pieces to find a customer."""


@dataclass(frozen=True)
class Found:
    """Customers who meet a claim: a box of them, and `customers` makes one, perhaps with what else that one may be."""

    box: Box
    customers: Callable[[], tuple[Facts, ...]]

    @property
    def facts(self) -> Facts:
        """One of the customers."""
        return self._made[0]

    @property
    def twin(self) -> Facts | None:
        """What else this one may be."""
        return self._made[1] if len(self._made) > 1 else None

    @property
    def all(self) -> tuple[Facts, ...]:
        """The customer, and what else this one may be."""
        return self._made

    @cached_property
    def _made(self) -> tuple[Facts, ...]:
        # Most questions are whether there is somebody, and round values take longer than the search.
        return self.customers()


class World:
    """The customers whom a ruleset can meet on the day `as_of`, as far as `conditions` tell them apart.

    With `missing` values may be lacking. With `twin` each customer has a value of that field, and a second one in a
    higher cell; the attribute `twin` answers for the customer with the second. `work` is what all questions together
    may cost, by default anything.
    """

    def __init__(
        self,
        model: Model,
        as_of: date,
        conditions: Iterable[Condition],
        *,
        missing: bool = False,
        twin: str | None = None,
        work: Work | None = None,
    ) -> None:
        self.model = model
        self.as_of = as_of
        self.work = Work() if work is None else work
        self.search = Search()
        self.atoms = atoms = atoms_asked(model, conditions)
        self.space = space(model, as_of, atoms, self.search.variable, missing=missing)
        self.answers = Answers(model, self.space)
        self.twin = None if twin is None else Answers(model, self.space.twin(twin))
        self._clauses = Clauses(self.search)
        # Where a table has a row for each value of a field, one value at a time leaves one row of it.
        keys = dict.fromkeys(atom.field for atom in atoms if isinstance(atom, Choice))
        self._keys = [self.space.lines[name].variable for name in keys]
        self._seen = [self.answers] if self.twin is None else [self.answers, self.twin]
        self._assumed = self.part(every(assumed(one, condition) for one in self._seen for condition in model.assume))
        self._views = _views(self.answers, self.twin, twin)

    def part(self, formula: Formula) -> Part:
        """Return a formula as a part of questions, translated once."""
        return self._clauses.part(formula)

    def spend(self, steps: int) -> None:
        """Take some steps of the work that all questions share; raises SpentError if they are not there."""
        if not self.work.spend(steps):
            raise SpentError([])

    def find(self, *parts: Part | Formula, most: int | None = None) -> Found | None:
        """Return customers of whom all parts hold, None if there are none.

        Raises UndecidedError if the search cannot tell within its budget.
        """
        return next(self.each(*parts, most=most), None)

    def each(self, *parts: Part | Formula, most: int | None = None) -> Iterator[Found]:
        """Yield customers of whom all parts hold, box by box; raises as `find`, once nothing else is found."""
        asked = reduce(and_, (one if isinstance(one, Part) else self.part(one) for one in parts), self._assumed)
        asked = self._with_totals(asked)
        self.spend(1)
        if not asked.is_possible:
            return
        narrow = self._views.narrow if self._views.narrows else None
        # A box costs far more where fields are compared, so that fewer are looked at.
        most = MOST_NARROWED if most is None and narrow is not None else most
        boxes = self.search.boxes(asked.cells, asked.clauses, narrow, most, self._keys, self.work)
        doubtful: Box | None = None
        tries = Tries(self.work)
        for box in boxes:
            found = self._found(box, tries)
            if isinstance(found, Found) and self._stands(found):
                yield found
            elif isinstance(found, Found):
                doubtful = found.box
            elif found is not None:
                doubtful = found
        if doubtful is not None:
            raise UndecidedError(doubtful)

    @property
    def totals(self) -> list[Total]:
        """The lines of scores."""
        return _lines_of(self.answers)

    @property
    def has_open_scores(self) -> bool:
        """Whether of some score it is not told which customers come to what."""
        return any(True for seen in self._seen for _ in _open_of(seen))

    def _stands(self, found: Found) -> bool:
        """Whether a customer has the scores of the box, of those with too many sums to be asked with the question."""
        return not self.has_open_scores or all(
            found.box[one.variable] >> one.cell_of(seen.space.case(facts)) & 1
            for seen, facts in zip(self._seen, found.all, strict=True)
            for one in _open_of(seen)
        )

    def _with_totals(self, asked: Part) -> Part:
        """Ask with a question how the scores on which it hangs come about."""
        waiting = [one for seen in self._seen for one in _lines_of(seen)]
        while asked.is_possible:
            met = [one for one in waiting if self._is_about(asked, one)]
            if not met:
                break
            for one in met:
                waiting.remove(one)
                asked &= self.part(one.stands)
        return asked

    def _is_about(self, asked: Part, one: Total) -> bool:
        cells = asked.cells.get(one.variable, one.full)
        return cells != one.full or bool(self.search.naming(one.variable) & asked.clauses)

    def along(self, line: Line, facts: Facts, part: Part) -> int:
        """Return the cells of a line in which a part holds of a customer, all else being as it is.

        Only where no fields are compared with each other, which have no cells of their own, and where no score is open.
        """
        others = (one for one in self.space.lines.values() if one is not line)
        cells = {one.variable: one.set_of(facts[one.field.name]) for one in others}
        asked = self._with_totals(part & Part(cells, 0))
        boxes = self.search.boxes(asked.cells, asked.clauses, work=self.work) if asked.is_possible else ()
        return reduce(or_, (box[line.variable] for box in boxes), 0)

    def _found(self, box: Box, tries: Tries) -> Found | Box | None:
        """Return a customer of a box, None if it proves to be empty, a piece of it if neither can be told."""
        waiting, doubtful, seen = [box], None, 0
        while waiting and seen < MOST_PIECES:
            piece, seen = waiting.pop(), seen + 1
            if not self._views.narrow(piece):
                continue
            if not self._views.asked(piece):
                self._views.far_apart(piece)
                return Found(piece, partial(points, self._views, piece))
            mixed = self._views.mixed(piece)
            if mixed is not None:
                waiting += _cut(piece, mixed)
                continue
            facts = related_points(self._views, piece, tries)
            if facts is not None:
                return _made(piece, facts)
            tried = all_points(self._views, piece, tries)
            if not isinstance(tried, bool):
                return _made(piece, tried)
            if not tried:
                continue
            halves = self._halves(piece)
            waiting += halves
            doubtful = doubtful if halves else piece
        return doubtful or (waiting[-1] if waiting else None)

    def _halves(self, box: Box) -> list[Box]:
        """Cut a box in two at the field with the most cells that is compared with others; none if all have one."""
        names = {(space.lines[name].variable) for space, relation in self._views.asked(box) for name in relation.fields}
        variable = max(sorted(names), key=lambda one: box[one].bit_count(), default=None)
        return [] if variable is None or box[variable].bit_count() < 2 else _cut(box, variable)


def _cut(box: Box, variable: int) -> list[Box]:
    """Return the halves of a box, cut in the middle of the cells of a variable."""
    cells, half = box[variable], 0
    while half.bit_count() * 2 < cells.bit_count():
        half |= (cells & ~half) & -(cells & ~half)
    return [[*box[:variable], one, *box[variable + 1 :]] for one in (half, cells & ~half)]


def _lines_of(answers: Answers) -> list[Total]:
    return list(dict.fromkeys(one for ends in answers.truths.totals.values() for one in ends))


def _open_of(answers: Answers) -> Iterator[Total | OpenComparison]:
    yield from (one for one in _lines_of(answers) if one.is_open)
    yield from answers.truths.open


def _made(box: Box, facts: tuple[Facts, ...]) -> Found:
    return Found(box, lambda: facts)


def _views(answers: Answers, twin: Answers | None, name: str | None) -> Views:
    if twin is None or name is None:
        return Views([answers.space])
    return Views([answers.space, twin.space], answers.space.lines[name], twin.space.lines[name])


def assumed(answers: Answers, assumption: Condition) -> Formula:
    """Return that a customer does not contradict an assumption, which speaks only of fields that have values."""
    lines = [answers.space.lines[name] for name in dict.fromkeys(fields_in(assumption))]
    absent = [within(line.variable, line.full & ~line.valued, line.full) for line in lines]
    return some((*absent, no(answers.truths.of(assumption).false)))


def atoms_asked(model: Model, conditions: Iterable[Condition]) -> list[Atom | Choice]:
    """Return every comparison of what the ruleset assumes, of the conditions, and of the dimensions they hang on."""
    waiting = [*model.assume, *conditions]
    found: list[Atom | Choice] = []
    asked: set[str] = set()
    for condition in waiting:  # grows as dimensions are met
        for atom in atoms_in(condition):
            found.append(atom)
            if isinstance(atom, LabelTest) and atom.dimension not in asked:
                asked.add(atom.dimension)
                waiting += conditions_of(model.dimensions[atom.dimension])
    return found


def conditions_of(dimension: Dimension) -> list[Condition]:
    """Return the guard and the rules of a dimension."""
    guard = [] if dimension.applies is None else [dimension.applies]
    return guard + [rule.when for rule in dimension.rules]
