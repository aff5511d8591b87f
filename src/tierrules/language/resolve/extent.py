"""How deep and how large a ruleset is with all that it names written out; both are held under counted limits.

A name is short, and what it stands for may stand on further names, or have a row for each of a thousand categories.
Whoever walks a model meets all of it, so its depth and its size are bounded here, before anything is written out.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import prod
from typing import NamedTuple

from tierrules.language.resolve.scope import Scope
from tierrules.language.typed import (
    Chain,
    ComputedTerm,
    HasLabel,
    In,
    Known,
    NamedTerm,
    Parts,
    TableTerm,
    TypedBands,
    TypedCells,
    TypedCondition,
    TypedDimension,
    TypedInvariant,
    TypedRules,
    TypedScore,
    TypedTerm,
    Window,
    table_bounds,
)
from tierrules.text.catalogue.code import MAX_LEVELS, MAX_PARTS, MAX_VALUE_PARTS
from tierrules.text.source import Span

# A step to another dimension or score passes through several functions of every engine.
_STEP_TO_DIMENSION = 4
_STEP_TO_SCORE = 2
# Rows lie in one another where a table is by two fields.
_MOST_FIELDS = 2


class Extent(NamedTuple):
    """Levels of nesting, parts in all, the tables whose rows multiply them, and how many names stand on one another."""

    levels: int
    parts: int
    tables: frozenset[str] = frozenset()
    names: int = 0


_ONE = Extent(1, 1)


class Extents:
    """Measures the values, scores and dimensions of one ruleset; each must stand behind those that it uses."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.known: dict[str, Extent] = {}
        self.rows: dict[str, int] = {}
        self.parts = 0
        self.too_deep = False

    def derived(self, name: str, term: TypedTerm) -> None:
        """Measure a derived value, and report one of too many parts."""
        extent = self._term(term)
        if extent.parts > MAX_VALUE_PARTS:
            self.scope.problems.error(
                "too-many-parts",
                self.scope.span_of(name),
                f"the derived value `{name}` has {_at_most(extent.parts)} parts, {MAX_VALUE_PARTS} are allowed",
                help="count again what its own derived values stand for; compare some of them by themselves",
            )
            extent = _ONE
        self._keep(name, extent)

    def score(self, score: TypedScore) -> None:
        """Measure a score; points of another score count as often as they are named."""
        entries = [self._condition(one.when) for one in score.add]
        entries += [self._term(one.points) for one in score.add if isinstance(one.points, NamedTerm)]
        self._keep(score.name, _together(entries, _STEP_TO_SCORE))

    def dimension(self, dimension: TypedDimension) -> None:
        """Measure a dimension, and report one with which the ruleset has too many parts."""
        whole = _together([self._condition(one) for one in _conditions(dimension)], _STEP_TO_DIMENSION)
        self._keep(dimension.name, whole)
        self._count(whole.parts, dimension.span, f"with the dimension `{dimension.name}` the ruleset")

    def claims(self, assume: Iterable[TypedCondition], invariants: Iterable[TypedInvariant]) -> None:
        """Measure what is said of the whole."""
        for condition in (*assume, *(one.condition for one in invariants)):
            self._count(self._condition(condition).parts, _place(condition), "with this claim the ruleset")

    def _keep(self, name: str, extent: Extent) -> None:
        if extent.levels > MAX_LEVELS and not self.too_deep:
            # What stands on the first one that is too deep is too deep as well, and need not be told.
            self.too_deep = True
            self.scope.problems.error(
                "stacked-too-deep",
                self.scope.span_of(name),
                f"`{name}` stands on {extent.names} other names, one on top of the other, which is too deep",
                help="let it read fields instead of some of them",
            )
        self.known[name] = _ONE if self.too_deep else extent._replace(names=extent.names + 1)

    def _count(self, parts: int, place: Span, what: str) -> None:
        before, self.parts = self.parts, self.parts + parts
        if before <= MAX_PARTS < self.parts:
            self.scope.problems.error(
                "too-many-parts",
                place,
                f"{what} has {_at_most(self.parts)} parts, {MAX_PARTS:,} are allowed",
                help="the rows of each table count once for each comparison; compare fewer tables at once",
            )

    def _term(self, term: TypedTerm) -> Extent:
        match term:
            case ComputedTerm(_, parts):
                return _together([self._term(part) for part in parts])
            case NamedTerm(name):
                known = self.known[name]
                return known._replace(levels=known.levels + 1)
            case TableTerm(name):
                self.rows.setdefault(name, 2 + len(table_bounds(term.table)))
                return Extent(1, 1, frozenset((name,)))
            case _:
                return _ONE

    def _condition(self, condition: TypedCondition) -> Extent:
        match condition:
            case Chain(terms):
                sides = [self._term(term) for term in terms]
                return _together([self._written_out([left, right]) for left, right in pairwise(sides)], step=0)
            case Parts(_, parts):
                return _together([self._condition(part) for part in parts])
            case In(term, values):
                return self._written_out([self._term(term), Extent(1, len(values))])
            case Known(term):
                return self._written_out([self._term(term)])
            case HasLabel(name):
                return Extent(self.known[name].levels, 1, names=self.known[name].names)
            case Window(links):
                durations = [link.duration for link in links]
                return self._written_out([self._term(one) for one in durations if isinstance(one, TableTerm)] or [_ONE])
            case _:
                return _ONE

    def _written_out(self, terms: list[Extent]) -> Extent:
        """A comparison: once for each combination of the rows of its tables."""
        whole = _together(terms)
        rows = prod(self.rows[name] for name in whole.tables)
        return Extent(whole.levels + _MOST_FIELDS * len(whole.tables), whole.parts * rows, names=whole.names)


def _together(parts: list[Extent], step: int = 1) -> Extent:
    levels, total, names = 0, 0, 0
    tables: frozenset[str] = frozenset()
    for part in parts:
        levels = max(levels, part.levels)
        total += part.parts
        names = max(names, part.names)
        tables = tables | part.tables if part.tables else tables
    return Extent(levels + step, total, tables, names)


def _conditions(dimension: TypedDimension) -> Iterable[TypedCondition]:
    if dimension.applies is not None:
        yield dimension.applies
    match dimension.form:
        case TypedRules(_, rules):
            yield from (rule.when for rule in rules)
        case TypedBands(bands=bands):
            yield from (band.when for band in bands)
        case TypedCells(rows):
            yield from (chain for _, cells, _ in rows for cell in cells for chain in cell)


def _place(condition: TypedCondition) -> Span:
    return (condition.origins[0] if isinstance(condition, Chain) else condition.origin).span


def _at_most(count: int) -> str:
    """A count for a message: doubled often enough, it has more digits than anybody reads."""
    return f"{count:,}" if count < 10**9 else "more than a billion"
