"""What is told of a portfolio as frames, in long form: a row for each number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from tierrules.language.frames import Backend, Kind, cell, frame, kind_of, of_bound
from tierrules.meaning.dates import Lang
from tierrules.meaning.model import Dimension
from tierrules.portfolio.answers import in_order, title_of

if TYPE_CHECKING:
    from tierrules.portfolio.grid import Grid
    from tierrules.portfolio.migration import Migration, Share
    from tierrules.portfolio.sweep import Sweep

Row = tuple[object, ...]

_COUNTED: dict[str, Kind] = {"customers": "count", "weight": "number"}


def migration(
    one: Migration, of: Literal["matrix", "moved"], backend: Backend | None, lang: Lang | None, reasons: bool
) -> Any:
    """Return the cells of all matrices, or everybody who moves."""
    if of == "matrix":
        columns: dict[str, Kind] = {"dimension": "text", "before": "text", "after": "text", **_COUNTED}
        return frame(columns, _cells(one, lang), backend)
    if of != "moved":
        raise ValueError(f"a frame is of the `matrix` or of those who `moved`, not of `{of}`")
    names = ("customer_id", "name", "place", "dimension", "before", "after", "direction")
    columns = {**dict.fromkeys(names, "text"), "weight": "number", **({"reason": "text"} if reasons else {})}
    return frame(columns, _movers(one, lang, reasons), backend)


def _cells(one: Migration, lang: Lang | None) -> Iterator[Row]:
    for name, matrix in one.matrix.items():
        title = _dimension(matrix.dimensions[1], name, lang)
        for old in matrix.rows:
            for new in matrix.columns:
                if (share := matrix.cells.get((old, new))) is not None:
                    answers = (_answer(matrix.dimensions, answer, lang) for answer in (old, new))
                    yield (title, *answers, *_counted(share))


def _movers(one: Migration, lang: Lang | None, reasons: bool) -> Iterator[Row]:
    for move in one.moved:
        both = one.matrix[move.dimension.name].dimensions
        title = _dimension(both[1], move.dimension.name, lang)
        answers = (_answer(both, answer, lang) for answer in (move.before, move.after))
        why = (move.reason(lang),) if reasons else ()
        who = (move.customer_id, move.name, move.who.place)
        yield (*who, title, *answers, move.direction, cell(move.weight), *why)


def sweep(one: Sweep, dimension: str | None, backend: Backend | None, lang: Lang | None) -> Any:
    """Return the steps of a dimension, or of all; an answer that nobody has in a step is there with 0."""
    ends: dict[str, Kind] = dict.fromkeys(("low", "high"), kind_of(one.low))
    sides: dict[str, Kind] = {"from_low": "flag", "to_high": "flag"}
    columns: dict[str, Kind] = {"dimension": "text", **ends, **sides, "answer": "text", **_COUNTED}
    return frame(columns, (row for name in _asked(one, dimension) for row in _steps(one, name, lang)), backend)


def _steps(one: Sweep, name: str, lang: Lang | None) -> Iterator[Row]:
    steps, asked = list(one.steps(name)), one.dimensions[name]
    title = _dimension(asked, name, lang)
    for answer in in_order([asked], (answer for step in steps for answer in step.shares)):
        told = _answer([asked], answer, lang)
        for step in steps:
            ends = step.stretch
            where = (of_bound(ends.low), of_bound(ends.high), ends.from_low, ends.to_high)
            yield (title, *where, told, *_counted(step.shares.get(answer), one.weight is not None))


def grid(one: Grid, dimension: str | None, backend: Backend | None, lang: Lang | None) -> Any:
    """Return the cells of a dimension that are shown, or of all; an answer that nobody has in one is there with 0."""
    values: dict[str, Kind] = {}
    for axis in one.axes:
        names = (axis.threshold, f"{axis.threshold}_low", f"{axis.threshold}_high")
        values |= dict.fromkeys(names, kind_of(axis.low))
    columns: dict[str, Kind] = {"dimension": "text", **values, "answer": "text", **_COUNTED}
    return frame(columns, (row for name in _asked(one, dimension) for row in _grid_cells(one, name, lang)), backend)


def _grid_cells(one: Grid, name: str, lang: Lang | None) -> Iterator[Row]:
    cells, asked = list(one.cells(name)), one.dimensions[name]
    title = _dimension(asked, name, lang)
    for answer in in_order([asked], (answer for each in cells for answer in each.shares)):
        told = _answer([asked], answer, lang)
        for each in cells:
            pairs = zip(each.at, each.stretches, strict=True)
            where = (of_bound(bound) for at, ends in pairs for bound in (at, ends.low, ends.high))
            yield (title, *where, told, *_counted(each.shares.get(answer), one.weight is not None))


def _asked(one: Sweep | Grid, dimension: str | None) -> list[str]:
    """Return the dimensions that are asked for; raises KeyError for one that is not reached."""
    return list(one.dimensions) if dimension is None else [one.dimensions[dimension].name]


def _counted(share: Share | None, is_weighed: bool = True) -> Row:
    if share is None:
        return 0, 0.0 if is_weighed else None
    return share.customers, cell(share.weight)


def _dimension(one: Dimension, name: str, lang: Lang | None) -> str:
    return name if lang is None else one.title.say(lang, name)


def _answer(dimensions: list[Dimension] | tuple[Dimension, ...], answer: str, lang: Lang | None) -> str:
    return answer if lang is None else title_of(dimensions, answer, lang)
