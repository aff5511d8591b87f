"""Cells: labels by exact combinations of values."""

from __future__ import annotations

from tierrules.language.resolve.bounds import against
from tierrules.language.resolve.labels import Labels
from tierrules.language.resolve.operand import Operand
from tierrules.language.resolve.operands import Operands
from tierrules.language.resolve.scope import Scope
from tierrules.language.syntax import Cell, CellsEntry, DimensionEntry
from tierrules.language.typed import Chain, TypedCells
from tierrules.meaning.model import Constant
from tierrules.text.nodes import Scalar
from tierrules.text.source import Span


def resolve_cells(entry: DimensionEntry, cells: CellsEntry, labels: Labels, scope: Scope) -> TypedCells | None:
    """Return the cells of a dimension, or None after reporting all that is wrong with them."""
    return _Cells(entry, cells, labels, scope).resolve()


CellRow = tuple[str, tuple[tuple[Chain, ...], ...], Span]


class _Cells:
    def __init__(self, entry: DimensionEntry, cells: CellsEntry, labels: Labels, scope: Scope) -> None:
        self.entry, self.cells, self.labels, self.scope = entry, cells, labels, scope
        self.what = f"the cells of `{entry.name.value}`"
        self.seen: dict[tuple[object, ...], tuple[str, Cell]] = {}

    def resolve(self) -> TypedCells | None:
        of = [Operands(self.scope, one.scalar, self.what, ()).read(one.tree) for one in self.cells.of]
        values = [one for one in of if one is not None]
        rows = [self.row(label, cells, values) for label, cells in self.cells.rows] if len(values) == len(of) else []
        whole = tuple(row for row in rows if row is not None)
        otherwise = self.labels.otherwise(self.entry.otherwise)
        return TypedCells(whole, otherwise) if whole and len(whole) == len(self.cells.rows) else None

    def row(self, label: Scalar, cells: tuple[Cell, ...], of: list[Operand]) -> CellRow | None:
        known = self.labels.has(label, f"a cell of `{self.entry.name.value}`")
        made = [self.cell(label.value, cell, of) for cell in cells]
        whole = tuple(cell for cell in made if cell is not None)
        return (label.value, whole, label.span) if known and len(whole) == len(made) else None

    def cell(self, label: str, cell: Cell, of: list[Operand]) -> tuple[Chain, ...] | None:
        if len(cell.values) != len(of):
            self.scope.problems.error(
                "cell-size",
                cell.span,
                f"a cell of `{label}` has {_count(len(cell.values))}, `of` names {len(of)}",
                help="write one value for each of `of`",
            )
            return None
        made = [
            against(operand, written.scalar.value, "==", value, self.scope, self.what)
            for operand, written, value in zip(of, self.cells.of, cell.values, strict=True)
        ]
        whole = tuple(one for one in made if one is not None)
        return whole if len(whole) == len(made) and self.is_new(label, cell, whole) else None

    def is_new(self, label: str, cell: Cell, values: tuple[Chain, ...]) -> bool:
        key = tuple(one.terms[1].value if isinstance(one.terms[1], Constant) else one.terms[1] for one in values)
        if key not in self.seen:
            self.seen[key] = (label, cell)
            return True
        other, first = self.seen[key]
        told = ", ".join(value.value for value in cell.values)
        where = f"under `{other}` and under `{label}`" if other != label else f"twice under `{label}`"
        self.scope.problems.error(
            "duplicate-cell",
            cell.span,
            f"the cell [{told}] stands {where}",
            help="give each combination one label",
            related=((first.span, "the first one"),),
        )
        return False


def _count(values: int) -> str:
    return "1 value" if values == 1 else f"{values} values"
