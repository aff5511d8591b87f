"""One pass over a portfolio for two rulesets, or two days; what means the same for both is evaluated once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Protocol, Self

from tierrules.files.report import MOST_TOLD
from tierrules.language.customers import CustomerReader, Unknown
from tierrules.language.edit import Edits, find_place
from tierrules.meaning import semantics
from tierrules.meaning.dates import Lang, check_as_of
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.justification import Named
from tierrules.meaning.values import Case, check_in_force
from tierrules.portfolio import migration
from tierrules.portfolio.answers import AND, answer_of, direction, reached
from tierrules.portfolio.customers import Customers, Item, Read, Unread, open_customers, unread
from tierrules.portfolio.days import AS_OF, day_edited, hangs_on_days
from tierrules.portfolio.migration import Matrix, Migration, Move, Share
from tierrules.portfolio.weights import Weigh, called, weigh_by

Renamed = Mapping[str, Mapping[str, str]]
"""Labels that just the same customers get under another name: for each dimension the new name by the old one."""

_NOTHING: Final[Renamed] = MappingProxyType({})


class Rules(migration.Rules, Protocol):
    """A loaded ruleset, as far as customers are read by it."""

    @property
    def language(self) -> Lang:
        """The language of sentences where none is asked for."""

    @property
    def reader(self) -> CustomerReader:
        """What reads customers for the ruleset."""


class Editable(Rules, Protocol):
    """A loaded ruleset whose thresholds can be edited."""

    def edit(self, edits: Edits | None = None, /, **more: object) -> Self:
        """Return the ruleset with other thresholds."""


def what_if(
    rules: Editable,
    customers: Customers,
    edits: Edits,
    *,
    as_of: date,
    weight: str | None = None,
    unknown: Unknown = "near-miss",
) -> Migration:
    """Return what an edit moves in a portfolio: of thresholds, of the day, or of both at once."""
    day = check_as_of(as_of)
    then = day_edited(rules.definition, edits, day)
    numbers = edits if then is None else {name: value for name, value in edits.items() if name != AS_OF}
    after = rules.edit(numbers)
    found = migrate(rules, after, customers, as_of=day, as_of_after=then, weight=weight, unknown=unknown)
    told = _texts(rules, after, numbers)
    if then is not None:
        told[AS_OF] = day.isoformat(), then.isoformat()
    return replace(found, edits=told)


def migrate(
    before: Rules,
    after: Rules,
    customers: Customers,
    *,
    as_of: date,
    as_of_after: date | None = None,
    weight: str | None = None,
    unknown: Unknown = "near-miss",
    renamed: Renamed = _NOTHING,
) -> Migration:
    """Return who moves in a portfolio from one ruleset to another, and from where to where.

    `as_of_after` is the day of the new answers, if it is another one. Who has a label under its new name has not moved.
    """
    days = check_as_of(as_of), check_as_of(as_of if as_of_after is None else as_of_after)
    for one, day in zip((before, after), days, strict=True):
        check_in_force(one.definition, day)
    portfolio = open_customers(customers, unknown)
    weigh = weigh_by(portfolio, after.definition, after.reader, weight)
    pass_ = _Pass(before, after, days, weigh, renamed)
    read_new = portfolio.read_by(after.reader)
    alike = before.reader.fields == after.reader.fields and before.reader.columns == after.reader.columns
    read_old = None if alike else portfolio.read_by(before.reader)
    for item in portfolio.items(after.reader):
        pass_.add(item, read_new, read_old)
    return pass_.migration(portfolio.name, weight)


def _texts(before: Rules, after: Rules, edits: Edits) -> dict[str, tuple[str, str]]:
    """Return the old and the new text of each threshold that is edited."""
    places = {name: (find_place(before.definition, name), find_place(after.definition, name)) for name in edits}
    return {name: (old.value, new.value) for name, (old, new) in places.items()}


@dataclass(slots=True)
class _Pass:
    before: Rules
    after: Rules
    days: tuple[date, date]
    weigh: Weigh | None
    renamed: Renamed
    reached: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    customers: int = 0
    set_aside: int = 0
    unweighed: int = 0
    unread: list[Unread] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    cells: dict[str, dict[tuple[str, str], list[Fraction]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        old, new = self.before.definition, self.after.definition
        timely = hangs_on_days(new, *self.days)
        moved = reached(old, new)
        self.reached = tuple(name for name in new.dimensions if name in moved or name in timely & old.dimensions.keys())
        self.shared = tuple(name for name in new.dimensions if name in old.dimensions)
        self.cells = {name: {} for name in self.shared}

    def add(self, item: Item, read_new: Read, read_old: Read | None) -> None:
        """Read and classify one customer, or set them aside."""
        new = read_new(item)
        old = new if read_old is None else read_old(item)
        problems = new.problems or old.problems
        if problems:
            self.set_aside += 1
            if len(self.unread) < MOST_TOLD:
                self.unread.append(unread(item, problems))
            return
        self.customers += 1
        weight = None if self.weigh is None else self.weigh(item, new.facts)
        self.unweighed += self.weigh is not None and weight is None
        self._count(item, old, new, weight)

    def _count(self, item: Item, old: CustomerReading, new: CustomerReading, weight: Fraction | None) -> None:
        then = Case(self.before.definition, old.facts, self.days[0])
        found = {name: semantics.asked(then, name) for name in self.shared}
        # What a dimension that is evaluated again asks of the others, they have answered.
        same = {name: one for name, one in found.items() if name not in self.reached}
        now = Case(self.after.definition, new.facts, self.days[1], same)
        for name in self.shared:
            was = self._old_answer(name, answer_of(found[name]))
            is_now = answer_of(semantics.asked(now, name)) if name in self.reached else was
            # How many, and what they weigh: two running sums.
            cell = self.cells[name].setdefault((was, is_now), [Fraction(0), Fraction(0)])
            cell[0] += 1
            cell[1] += weight or 0
            if was != is_now:
                self.moved.append(self._move(item, name, was, is_now, weight, old, new))

    def _old_answer(self, name: str, answer: str) -> str:
        """Return an old answer with its labels as they are called now."""
        names = self.renamed.get(name)
        return answer if not names else AND.join(names.get(part, part) for part in answer.split(AND))

    def _move(
        self,
        item: Item,
        name: str,
        was: str,
        is_now: str,
        weight: Fraction | None,
        old: CustomerReading,
        new: CustomerReading,
    ) -> Move:
        before, after = self.before.definition.dimensions[name], self.after.definition.dimensions[name]
        grounds = (self.before, self.after, old, new, self.days)
        told = Named(name, after.title)
        return Move(item.who, told, was, is_now, direction(before, after, was, is_now), weight, grounds)

    def migration(self, source: str, weight: str | None) -> Migration:
        """Return what was found."""
        model = self.after.definition
        title, currency = called(model, weight)
        return Migration(
            ruleset=self.after.name,
            fingerprints=(self.before.fingerprint, self.after.fingerprint),
            as_of=self.days[0],
            as_of_after=None if self.days[0] == self.days[1] else self.days[1],
            source=source,
            language=self.after.language,
            customers=self.customers,
            set_aside=self.set_aside,
            unread=tuple(self.unread),
            reached=self.reached,
            matrix=dict(self._matrices(weight is not None)),
            moved=tuple(self.moved),
            weight=weight,
            unweighed=self.unweighed,
            weight_title=title,
            weight_currency=currency,
        )

    def _matrices(self, weighed: bool) -> Iterator[tuple[str, Matrix]]:
        for name, cells in self.cells.items():
            shares = {key: Share(int(count), weight if weighed else None) for key, (count, weight) in cells.items()}
            both = self.before.definition.dimensions[name], self.after.definition.dimensions[name]
            yield name, Matrix(name, shares, both, weighed)
