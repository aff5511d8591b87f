"""One pass over a portfolio for two rulesets; a dimension that means the same in both is evaluated once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Protocol, Self

from tierrules.files.report import MOST_TOLD
from tierrules.language.customers import CustomerReader, Unknown
from tierrules.language.edit import Edits, find_place
from tierrules.meaning import semantics
from tierrules.meaning.dates import Lang, check_as_of
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.justification import Named
from tierrules.meaning.values import Case, check_in_force
from tierrules.portfolio import migration
from tierrules.portfolio.answers import answer_of, direction, reached
from tierrules.portfolio.customers import Customers, Item, Read, Unread, open_customers, unread
from tierrules.portfolio.migration import Matrix, Migration, Move, Share
from tierrules.portfolio.weights import Weigh, weigh_by


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
    """Return what an edit moves in a portfolio."""
    after = rules.edit(edits)
    found = migrate(rules, after, customers, as_of=as_of, weight=weight, unknown=unknown)
    return replace(found, edits=_texts(rules, after, edits))


def migrate(
    before: Rules,
    after: Rules,
    customers: Customers,
    *,
    as_of: date,
    weight: str | None = None,
    unknown: Unknown = "near-miss",
) -> Migration:
    """Return who moves in a portfolio from one ruleset to another, and from where to where."""
    day = check_as_of(as_of)
    for one in (before, after):
        check_in_force(one.definition, day)
    portfolio = open_customers(customers, unknown)
    weigh = weigh_by(portfolio, after.definition, after.reader, weight)
    pass_ = _Pass(before, after, day, weigh)
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
    as_of: date
    weigh: Weigh | None
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
        self.reached = reached(old, new)
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
        then = Case(self.before.definition, old.facts, self.as_of)
        found = {name: semantics.asked(then, name) for name in self.shared}
        # What a dimension that is evaluated again asks of the others, they have answered.
        same = {name: one for name, one in found.items() if name not in self.reached}
        now = Case(self.after.definition, new.facts, self.as_of, same)
        for name in self.shared:
            was = answer_of(found[name])
            is_now = answer_of(semantics.asked(now, name)) if name in self.reached else was
            # How many, and what they weigh: two running sums.
            cell = self.cells[name].setdefault((was, is_now), [Fraction(0), Fraction(0)])
            cell[0] += 1
            cell[1] += weight or 0
            if was != is_now:
                self.moved.append(self._move(item, name, was, is_now, weight, old, new))

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
        grounds = (self.before, self.after, old, new, self.as_of)
        told = Named(name, after.title)
        return Move(item.who, told, was, is_now, direction(before, after, was, is_now), weight, grounds)

    def migration(self, source: str, weight: str | None) -> Migration:
        """Return what was found."""
        model = self.after.definition
        known = {**model.spare, **model.fields}
        currency = known[weight].currency if weight in known else None
        return Migration(
            ruleset=self.after.name,
            fingerprints=(self.before.fingerprint, self.after.fingerprint),
            as_of=self.as_of,
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
            currency=currency,
        )

    def _matrices(self, weighed: bool) -> Iterator[tuple[str, Matrix]]:
        for name, cells in self.cells.items():
            shares = {key: Share(int(count), weight if weighed else None) for key, (count, weight) in cells.items()}
            both = self.before.definition.dimensions[name], self.after.definition.dimensions[name]
            yield name, Matrix(name, shares, both)
