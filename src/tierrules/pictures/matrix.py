"""Old answers against new ones as a heat map: who stays is grey, who moves has the colour of the way they go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

from tierrules.pictures.lettering import labels, shortened, wrapped
from tierrules.pictures.look import INK, KIND_COLOURS, Heading, Kind, altair, chart_of, headed

_FAINTEST: Final = 0.3
_LABEL_ROOM: Final = 30
_LINE: Final = 15


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a matrix: its title, and the text beside each answer with how many there are."""

    title: str
    texts: Sequence[str]
    amounts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Cell:
    """Customers from the answer `row` to the answer `column`: what stands in the cell, and what a pointer is told."""

    row: str
    column: str
    kind: Kind
    amount: float
    lines: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A matrix as it is drawn: `answers` of both sides in order, `told` the titles of what a pointer is told."""

    heading: Heading
    answers: Sequence[str]
    rows: Side
    columns: Side
    cells: Sequence[Cell]
    told: tuple[str, ...]
    kinds: Mapping[Kind, str]


def draw(heat: HeatMap) -> Any:
    """Return the chart of a matrix."""
    alt = altair()
    wide, high, letters, most = _room(len(heat.answers))
    scale = alt.Scale(domain=list(heat.answers))
    base = chart_of(_rows(heat, most)).encode(
        x=alt.X("column:N", scale=scale, axis=_top(heat, wide)),
        y=alt.Y("row:N", scale=scale, axis=_left(heat)),
        tooltip=[alt.Tooltip(f"told{at}:N", title=one) for at, one in enumerate(heat.told)],
    )
    kinds = [kind for kind in heat.kinds if any(one.kind == kind for one in heat.cells)]
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=kinds, range=[KIND_COLOURS[one] for one in kinds]),
        legend=alt.Legend(title=None, labelExpr=labels(kinds, [heat.kinds[one] for one in kinds]), symbolType="square"),
    )
    boxes = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=colour, opacity=alt.Opacity("strength:Q", scale=None, legend=None)
    )
    down = -(most - 1) * (letters + 3) / 2  # the lines of a text go down from its first
    texts = base.mark_text(fontSize=letters, lineHeight=letters + 3, color=INK, dy=down).encode(
        text=alt.Text("lines:N")
    )
    size = {"width": alt.Step(wide), "height": alt.Step(high)}
    return headed(alt.layer(boxes, texts).properties(**size), heat.heading)


def _room(answers: int) -> tuple[int, int, int, int]:
    """Return how wide and high a cell is, the size of its letters, and how many lines stand in it."""
    if answers <= 8:
        return 88, 46, 13, 2
    if answers <= 14:
        return 62, 38, 11, 2
    return 34, 22, 10, 1


def _rows(heat: HeatMap, most: int) -> list[dict[str, Any]]:
    heaviest = max((abs(one.amount) for one in heat.cells if one.kind != "stays"), default=0)
    return [
        {
            "row": one.row,
            "column": one.column,
            "kind": one.kind,
            "amount": one.amount,
            "strength": 1 if one.kind == "stays" else _strength(one.amount, heaviest),
            "lines": list(one.lines[:most]),
            **{f"told{at}": text for at, text in enumerate(one.told)},
        }
        for one in heat.cells
    ]


def _strength(amount: float, heaviest: float) -> float:
    return _FAINTEST + (1 - _FAINTEST) * sqrt(abs(amount) / heaviest) if heaviest > 0 else _FAINTEST


def _top(heat: HeatMap, wide: int) -> Any:
    alt, side = altair(), heat.columns
    pairs = list(zip(side.texts, side.amounts, strict=True))
    is_narrow = wide < 60
    if is_narrow:
        told = [[f"{shortened(text, _LABEL_ROOM)} ({amount})"] for text, amount in pairs]
    else:
        told = [[*wrapped(text, wide // 6), f"({amount})"] for text, amount in pairs]
    return alt.Axis(
        title=side.title,
        orient="top",
        labelExpr=labels(heat.answers, told),
        labelAngle=-60 if is_narrow else 0,
        labelPadding=6 + (max(map(len, told)) - 1) * _LINE,  # the lines of a label go down from its first
        **({"labelAlign": "left", "labelBaseline": "middle"} if is_narrow else {}),
        labelLimit=0,
        labelLineHeight=_LINE,
        labelOverlap=False,
        titlePadding=12,
        **_LINES,
    )


def _left(heat: HeatMap) -> Any:
    alt, side = altair(), heat.rows
    told = [f"{shortened(text, _LABEL_ROOM)} ({amount})" for text, amount in zip(side.texts, side.amounts, strict=True)]
    return alt.Axis(
        title=side.title,
        labelExpr=labels(heat.answers, told),
        labelLimit=0,
        labelOverlap=False,
        titlePadding=12,
        **_LINES,
    )


_LINES: Final[dict[str, Any]] = {"grid": True, "tickBand": "extent", "domain": False, "ticks": False}
