"""What is written → where it is written: the declarations of a ruleset, and the uses of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tierrules.language.syntax import DimensionEntry, RowEntry, RulesetEntry, TableEntry, ThresholdEntry
from tierrules.meaning.written import Declaration, Use, Written, WrittenNumber
from tierrules.text.nodes import Scalar

_NOT_APPLICABLE = "n/a"


def written(entry: RulesetEntry, uses: Iterable[Use]) -> Written:
    """Return where a ruleset declares its names and where it uses them."""
    return Written({one.name: one for one in _declarations(entry)}, tuple(uses))


def _declarations(entry: RulesetEntry) -> Iterator[Declaration]:
    for field in entry.fields:
        yield Declaration(field.name.value, "field", field.name.span)
    for threshold in entry.thresholds:
        yield Declaration(threshold.name.value, "threshold", threshold.name.span, tuple(_numbers(threshold)))
    for derived in entry.derived:
        yield Declaration(derived.name.value, "derived value", derived.name.span)
    for score in entry.scores:
        yield Declaration(score.name.value, "score", score.name.span)
    for dimension in entry.dimensions:
        yield _dimension(dimension)


def _dimension(entry: DimensionEntry) -> Declaration:
    keys = {"hit": entry.hit, "otherwise": entry.otherwise}
    return Declaration(
        entry.name.value,
        "dimension",
        entry.name.span,
        labels={label.value: label.span for label, _ in entry.labels},
        keys={key: value.span for key, value in keys.items() if value is not None},
    )


def _numbers(entry: ThresholdEntry) -> Iterator[WrittenNumber]:
    match entry.value:
        case Scalar() as scalar:
            yield WrittenNumber(scalar.value, scalar.span)
        case TableEntry(rows=rows, default=default):
            yield from _of_rows(rows, ())
            if default is not None and default.value != _NOT_APPLICABLE:
                yield WrittenNumber(default.value, default.span, ("default",))
        case rows:
            yield from _of_rows(rows, ())


def _of_rows(rows: tuple[RowEntry, ...], outer: tuple[str, ...]) -> Iterator[WrittenNumber]:
    for row in rows:
        keys = (*outer, row.key.value)
        if isinstance(row.bound, tuple):
            yield from _of_rows(row.bound, keys)
        elif row.bound.value != _NOT_APPLICABLE:
            yield WrittenNumber(row.bound.value, row.bound.span, keys)
