"""What a customer of the sample is: values by the names of the standard fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tierrules.language.fields import STANDARD_FIELDS

Cell = str | int | Decimal | bool | date | None
Record = dict[str, Cell]
Given = Mapping[str, Cell]
"""Values that a customer is made around, such as one that lies on a threshold."""

COLUMNS: tuple[str, ...] = tuple(STANDARD_FIELDS)


def cell_text(cell: Cell) -> str:
    """Return a value as a text cell.

    >>> cell_text(True), cell_text(Decimal("0.2")), cell_text(date(2026, 3, 1)), cell_text(None)
    ('yes', '0.2', '2026-03-01', '')
    """
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case _:
            return str(cell)


def share(per_mille: int) -> Decimal:
    """Return a share of so many thousandths, written as briefly as people do.

    >>> share(200), share(-35)
    (Decimal('0.2'), Decimal('-0.035'))
    """
    whole, rest = divmod(abs(per_mille), 1000)
    written = f"{whole}.{rest:03}".rstrip("0").rstrip(".")
    return Decimal(f"-{written}" if per_mille < 0 else written)
