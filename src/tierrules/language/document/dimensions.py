"""One dimension: whom it speaks of, its labels with their criteria, and what happens at the edges."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.language.document.blocks import Block, Clause, Items, Paragraph, Section, Table
from tierrules.language.document.clauses import Clauses
from tierrules.language.document.forms import BandTable, cell_table
from tierrules.language.document.grids import grids
from tierrules.language.document.uses import conditions_of, thresholds_in
from tierrules.language.typed import (
    Known,
    Parts,
    TypedBands,
    TypedCells,
    TypedCondition,
    TypedDimension,
    TypedRule,
    TypedRules,
)
from tierrules.meaning.declared import Origin


def dimension_section(dimension: TypedDimension, clauses: Clauses) -> Section:
    """Return the section of a dimension."""
    title = clauses.dimension(dimension.name)
    return Section(
        title, None if title == dimension.name else dimension.name, tuple(_Dimension(dimension, clauses).blocks())
    )


class _Dimension:
    def __init__(self, dimension: TypedDimension, clauses: Clauses) -> None:
        self.dimension, self.clauses, self.words = dimension, clauses, clauses.words

    def blocks(self) -> Iterator[Block]:
        yield from self.audience()
        yield from self.table()
        if notes := list(self.notes()):
            yield Paragraph(self.clauses.sentences(notes))
        yield from grids(thresholds_in(conditions_of(self.dimension), self.clauses.derived), self.clauses)

    def audience(self) -> Iterator[Block]:
        guard = _guard(self.dimension)
        if guard is None:
            yield Paragraph(self.words.everybody)
            return
        clause = self.clauses.clause(guard)
        if clause.parts:
            yield Paragraph(self.words.speaks_of_list)
            yield Items((clause,))
        else:
            yield Paragraph(self.clauses.fill(self.words.speaks_of, clause.text))

    def table(self) -> Iterator[Block]:
        match self.dimension.form:
            case TypedBands() as bands:
                yield BandTable(self.dimension, bands, self.clauses).table()
            case TypedCells() as cells:
                yield from cell_table(self.dimension, cells, self.clauses)
            case TypedRules() as rules:
                yield self.rules(rules)

    def rules(self, form: TypedRules) -> Table:
        """Return the table of rules: under `first` in the order in which they are read, else best label first."""
        rows = [
            (self.label(rule.label), self.clauses.clause(rule.when), self.source(rule)) for rule in self.in_order(form)
        ]
        rows += [(self.label(name), Clause(self.words.no_row), Clause("")) for name in self.rowless(form)]
        rows += [(self.label(form.otherwise), Clause(self.words.otherwise), Clause(""))]
        columns = [self.words.columns[one] for one in ("label", "criterion", "source")]
        shown = 3 if any(source.text for _, _, source in rows) else 2
        return Table(tuple(columns[:shown]), tuple(row[:shown] for row in rows))

    def in_order(self, form: TypedRules) -> tuple[TypedRule, ...]:
        if form.hit == "first":
            return form.rules
        ranks = {name: rank for rank, (name, _) in enumerate(self.dimension.labels)}
        return tuple(sorted(form.rules, key=lambda rule: ranks[rule.label]))

    def rowless(self, form: TypedRules) -> list[str]:
        given = {rule.label for rule in form.rules} | {form.otherwise}
        return [name for name, _ in self.dimension.labels if name not in given]

    def label(self, name: str | None) -> Clause:
        return Clause(self.clauses.label(self.dimension.name, name))

    def source(self, rule: TypedRule) -> Clause:
        names = thresholds_in((rule.when,), self.clauses.derived)
        told = dict.fromkeys(source for name in names if (source := self.clauses.thresholds[name].source))
        return Clause(self.words.semicolon.join(told))

    def notes(self) -> Iterator[str]:
        """Yield what happens where several rows fit, what the order of labels is, what missing data does."""
        form = self.dimension.form
        # Two rows can fit only where there are two.
        if isinstance(form, TypedRules) and len(form.rules) > 1:
            yield self.words.hits[form.hit]
        if not self.dimension.ordered:
            yield self.words.no_rank
        elif not self.is_best_first():
            titles = (self.clauses.label(self.dimension.name, name) for name, _ in self.dimension.labels)
            yield self.words.best_first.format(self.clauses.listed(titles))
        if self.dimension.no_match:
            yield self.words.no_match

    def is_best_first(self) -> bool:
        """Whether the table shows the labels in the order of their rank."""
        form = self.dimension.form
        if not isinstance(form, TypedRules):
            return True
        given = [rule.label for rule in self.in_order(form)]
        shown = dict.fromkeys((*given, *self.rowless(form), *((form.otherwise,) if form.otherwise else ())))
        return list(shown) == [name for name, _ in self.dimension.labels]


def _guard(dimension: TypedDimension) -> TypedCondition | None:
    """Return whom a dimension speaks of; bands speak only of customers who have the value."""
    form = dimension.form
    if not isinstance(form, TypedBands) or not form.may_be_none:
        return dimension.applies
    there = Known(form.of, "present", Origin("", form.span))
    return there if dimension.applies is None else Parts("all", (dimension.applies, there), 0, there.origin)
