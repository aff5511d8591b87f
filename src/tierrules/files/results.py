"""Results as rows: the cells as they came with what was found beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tierrules.files.rejects import own_columns
from tierrules.files.rows import Classified, SetAside
from tierrules.files.table import Look, Table
from tierrules.meaning.dates import Lang
from tierrules.meaning.model import Dimension
from tierrules.meaning.sentences import reason
from tierrules.meaning.truth import MISSING

SEVERAL = "; "
"""Stands between the labels, and the rules, of a `collect` dimension."""
BETWEEN_REASONS = " | "


def added_columns(dimensions: Iterable[str], *, with_reasons: bool) -> list[str]:
    """Return the columns that stand behind the customer's own: label, status, rule and perhaps reason of each."""
    endings = ["", "_status", "_rule", *(["_reason"] if with_reasons else [])]
    return [name + ending for name in dimensions for ending in endings]


def result_cells(row: Classified, columns: Sequence[str], reasons: Lang | None) -> list[object]:
    """Return the row as it came, then label, status and rule of each dimension, and its reason in a language."""
    found = [row.row.cells.get(name, MISSING) for name in columns]
    for name in row.result:
        tag = row.result[name]
        found += [SEVERAL.join(tag.labels), tag.status, SEVERAL.join(tag.rules)]
        if reasons:
            found.append(reason(tag.brief, reasons))
    return found


def reject_cells(row: SetAside, columns: Sequence[str]) -> list[object]:
    """Return the row as it came, then its line, and column, value and reason of each problem."""
    found = [row.row.cells.get(name, MISSING) for name in columns]
    told = [(one.path, one.value) for one in row.problems]
    joined = (BETWEEN_REASONS.join(texts) for texts in zip(*told, strict=True))
    return [*found, str(row.row.line), *joined, BETWEEN_REASONS.join(row.reasons)]


def result_look(table: Table, dimensions: Mapping[str, Dimension]) -> Look:
    """Return the colours of labels, and what results keep of the file."""
    ranks = {name: tuple(label.name for label in one.labels) for name, one in dimensions.items() if one.ordered}
    return replace(reject_look(table), ranks=ranks)


def reject_look(table: Table) -> Look:
    """Return what rows that were set aside keep of the file."""
    own = own_columns(table.columns)
    types = {name: kind for name, kind in table.traits.types.items() if name in own}
    return Look(types=types, byte_order_mark=table.traits.byte_order_mark)
