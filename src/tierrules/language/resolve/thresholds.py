"""The section `thresholds`: every number has a name; plain, dated, or one for each category."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tierrules.language.resolve import quantities
from tierrules.language.resolve.scope import KnownThreshold, Scope, quantity_bound
from tierrules.language.resolve.tables import check_table
from tierrules.language.syntax import RowEntry, TableEntry, ThresholdEntry
from tierrules.meaning.declared import Bound, Dated, Row, Table, Threshold, Type
from tierrules.meaning.numbers import Kind, Quantity
from tierrules.meaning.texts import normal
from tierrules.text.nodes import Scalar

NOT_APPLICABLE = "n/a"
_NOT_APPLICABLE_ELSEWHERE = ("n/a", "na", "n.a.")

_TYPES: dict[Kind, Type | None] = {
    "number": None,
    "percent": Type.RATIO,
    "money": Type.MONEY,
    "duration": Type.DURATION,
    "date": Type.DATE,
}


def resolve_thresholds(entries: tuple[ThresholdEntry, ...], scope: Scope) -> None:
    """Add the thresholds of the file to the scope, each with the type that its text alone gives it."""
    for entry in entries:
        if not scope.declare(entry.name, "threshold"):
            continue
        scope.user = entry.name.value
        found = _Threshold(entry, scope).known()
        if found is None:
            scope.broken.add(entry.name.value)
        else:
            scope.thresholds[found.name] = found
    scope.user = ""


def settled(known: KnownThreshold) -> Threshold:
    """Return the threshold once every use has been seen; a plain number that nothing uses is a decimal."""
    entry = known.entry
    return Threshold(known.name, known.value, known.type or Type.DECIMAL, known.text, entry.title, entry.source)


class _Threshold:
    def __init__(self, entry: ThresholdEntry, scope: Scope) -> None:
        self.entry, self.scope = entry, scope
        self.what = f"the threshold `{entry.name.value}`"
        self.quantities: list[Quantity] = []
        self.whole = True

    def known(self) -> KnownThreshold | None:
        value = self.value()
        if value is None or not self.whole or not self.is_of_one_kind():
            return None
        kind = self.quantities[0].kind if self.quantities else "number"
        return KnownThreshold(self.entry, value, tuple(self.quantities), _TYPES[kind], self.may_be_none(value))

    def may_be_none(self, value: Bound | Dated | Table) -> bool:
        if not isinstance(value, Table) or value.has_default:
            return False
        return any(self.scope.fields[field].empty == "none" for field in value.by)

    def value(self) -> Bound | Dated | Table | None:
        match self.entry.value:
            case Scalar() as scalar:
                return self.bound(scalar)
            case TableEntry() as table:
                return self.table(table)
            case rows:
                return self.dated(rows)

    def row_bound(self, scalar: Scalar) -> Bound | None:
        """Return the bound of a row, None for `n/a`."""
        if scalar.value == NOT_APPLICABLE:
            return None
        if scalar.value.lower() not in _NOT_APPLICABLE_ELSEWHERE:
            return self.bound(scalar)
        message = f"{self.what}: `{scalar.value}` is not a number"
        self.scope.problems.error("bad-number", scalar.span, message, help=f"write `{NOT_APPLICABLE}`")
        self.whole = False
        return None

    def bound(self, scalar: Scalar) -> Bound | None:
        quantity = quantities.read(scalar, self.scope.problems, self.what)
        if quantity is None:
            self.whole = False
            return None
        self.quantities.append(quantity)
        return quantity_bound(quantity)

    def is_of_one_kind(self) -> bool:
        """All rows of one threshold count the same thing."""
        kinds = {(one.kind, one.currency, one.unit and "duration") for one in self.quantities}
        if len(kinds) <= 1:
            return True
        first, other = (
            next(one for one in self.quantities if (one.kind, one.currency, one.unit and "duration") == kind)
            for kind in sorted(kinds, key=str)[:2]
        )
        self.scope.problems.error(
            "mixed-rows",
            self.entry.name.span,
            f"{self.what} has rows of different kinds: `{first.text}` and `{other.text}`",
            help="write all of them in one unit",
        )
        return False

    def dated(self, rows: tuple[RowEntry, ...]) -> Dated | None:
        days: dict[date, Bound] = {}
        for row in rows:
            since = quantities.read_day(row.key, self.scope.problems, f"a row of {self.what}")
            bound = self.bound(row.bound) if isinstance(row.bound, Scalar) else None
            if since is None or bound is None:
                self.whole = False
            elif since in days:
                self.scope.problems.error("duplicate-value", row.key.span, f"{self.what} has two rows from {since}")
                self.whole = False
            else:
                days[since] = bound
        return Dated(tuple(sorted(days.items(), key=lambda row: row[0]))) if days else None

    def table(self, entry: TableEntry) -> Table | None:
        rows = tuple(self.rows(entry.rows, len(entry.by)))
        default = entry.default
        bound = None if default is None else self.row_bound(default)
        table = Table(tuple(one.value for one in entry.by), rows, bound, default is not None, entry.prefix)
        return table if check_table(entry, table, self.what, self.scope) else None

    def rows(self, entries: tuple[RowEntry, ...], depth: int) -> Iterator[Row]:
        for row in entries:
            if isinstance(row.bound, tuple):
                if depth < 2:
                    self.too_deep(row)
                yield Row(normal(row.key.value), tuple(self.rows(row.bound, depth - 1)))
            else:
                yield Row(normal(row.key.value), self.row_bound(row.bound))

    def too_deep(self, row: RowEntry) -> None:
        self.whole = False
        self.scope.problems.error(
            "table-form",
            row.key.span,
            f"the row `{row.key.value}` of {self.what} has rows of its own, one more level than `by` has fields",
            help="name a second field: `by: [industry, region]`",
        )
