"""Comparisons of `elapsed(date)` and `until(date)` with a duration."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, Literal, cast

from tierrules.language.resolve.operand import WRITTEN, Operand
from tierrules.language.resolve.operands import Operands
from tierrules.language.typed import TableTerm, Window, WindowLink
from tierrules.meaning.dates import Duration, Order
from tierrules.meaning.declared import Dated, Origin, Table, Type
from tierrules.text.expressions import Compare, Expression

MIRRORED: Final[dict[str, Order]] = {"<": ">", "<=": ">=", ">=": "<=", ">": "<"}
AS_WRITTEN: Final[dict[str, Order]] = {"<": "<", "<=": "<=", ">=": ">=", ">": ">"}


def read_window(operands: Operands, tree: Compare, sides: list[Operand]) -> Window | None:
    """Return the comparison or chain, or None after a problem."""
    links = [
        _link(operands, left, op, right, origin)
        for (left, right), op, origin in zip(pairwise(sides), tree.ops, operands.links(tree), strict=True)
    ]
    whole = tuple(link for link in links if link is not None)
    return Window(whole, operands.origin(tree)) if len(whole) == len(links) else None


def _link(operands: Operands, left: Operand, op: str, right: Operand, origin: Origin) -> WindowLink | None:
    asked, bound = (left, right) if left.call is not None else (right, left)
    if op not in AS_WRITTEN:
        _refuse(operands, left.tree, f"`{op}` hits one day only", "use `>=`, `<` or a window `0 <= until(d) <= n`")
    elif asked.call is None or bound.call is not None:
        _refuse(operands, bound.tree, "`elapsed` and `until` stand alone on one side, a duration or 0 on the other")
    else:
        duration = _duration(operands, bound)
        field = operands.argument(asked.call, Type.DATE)
        if duration is not None and field is not None:
            function: Literal["elapsed", "until"] = "elapsed" if asked.call.function == "elapsed" else "until"
            told = AS_WRITTEN[op] if asked is left else MIRRORED[op]
            known = bound.threshold
            text = known.text if known else "0"
            return WindowLink(function, field.name, told, duration, text, known.name if known else None, origin)
    return None


def _duration(operands: Operands, side: Operand) -> Duration | Dated | TableTerm | None:
    known = side.threshold
    if known is not None and known.type is Type.DURATION:
        if isinstance(known.value, Table):
            return TableTerm(known.name, known.value, known.text)
        return cast(Duration | Dated, known.value)
    if known is None and side.quantity is not None and side.quantity.value == 0:
        return Duration(0, "day")
    _refuse(operands, side.tree, f"a duration is compared, but {side.shown}", WRITTEN[Type.DURATION])
    return None


def _refuse(operands: Operands, tree: Expression, message: str, help: str | None = None) -> None:
    operands.error("type-mismatch", tree, message, help)
