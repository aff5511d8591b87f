"""How many have each answer for every value of a threshold: lines that step where somebody's answer changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from tierrules.pictures.lettering import labels, shortened
from tierrules.pictures.look import FAINT, INK, LINE_COLOURS, LINE_DASHES, PALE, Heading, altair, chart_of, headed

MOST_LINES: Final = len(LINE_COLOURS)
_WIDTH: Final = 560
_HEIGHT: Final = 280
_MOST_STEPS: Final = 1_000
_LABEL_ROOM: Final = 30


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: its title, its ends, and what stands at its marks."""

    title: str
    low: float
    high: float
    marks: Sequence[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of the threshold from `low` to `high`, with the height of each line, and what a pointer is told."""

    low: float
    high: float
    heights: Sequence[float]
    told: Sequence[str]


@dataclass(frozen=True, slots=True)
class Curve:
    """Lines over the values of a threshold as they are drawn.

    `lines` are names with their titles. `now` is the present value with its text, `near` the stretch around it in
    which customers stand on the edge.
    """

    heading: Heading
    x: Axis
    y: Axis
    lines: Sequence[tuple[str, str]]
    stages: Sequence[Stage]
    told: Sequence[str]
    now: tuple[float, str] | None
    near: tuple[float, float] | None


def draw(curve: Curve) -> Any:
    """Return the chart of lines that step."""
    alt = altair()
    x = alt.X("x:Q", **axis_of(curve.x, grid=False))
    y = alt.Y("y:Q", **axis_of(curve.y, grid=True))
    names = [name for name, _ in curve.lines]
    said = labels(names, [shortened(title, _LABEL_ROOM) for _, title in curve.lines])
    colours = alt.Scale(domain=names, range=list(LINE_COLOURS[: len(names)]))
    dashes = alt.Scale(domain=names, range=list(LINE_DASHES[: len(names)]))
    legend = alt.Legend(title=None, labelExpr=said, symbolType="stroke", symbolSize=600, symbolStrokeWidth=2.5)
    lines = (
        chart_of(list(_corners(curve)))
        .mark_line(interpolate="step-after", strokeWidth=2.5)
        .encode(
            x=x,
            y=y,
            color=alt.Color("answer:N", scale=colours, legend=legend),
            strokeDash=alt.StrokeDash("answer:N", scale=dashes, legend=legend),
        )
    )
    return headed(
        alt.layer(*_behind(curve, x), lines, *_present(curve, x), _pointed(curve, x)).properties(
            width=_WIDTH, height=_HEIGHT
        ),
        curve.heading,
    )


def seen(lows: Sequence[float], heights: Sequence[Sequence[float]], ends: tuple[float, float]) -> list[int]:
    """Return which stages a picture can show, by their beginnings and the heights of their lines.

    Of thousands of stages many share a column of dots. Of each column the first, the last and those in which a line is
    highest or lowest stay, so that the picture is the same.
    """
    if len(lows) <= _MOST_STEPS:
        return list(range(len(lows)))
    low, high = ends
    kept: list[int] = []
    for _, group in groupby(range(len(lows)), lambda at: int((lows[at] - low) / (high - low) * _WIDTH)):
        column = list(group)
        wanted = {column[0], column[-1]}
        for line in range(len(heights[0])):
            wanted |= {end(column, key=lambda at: heights[at][line]) for end in (min, max)}  # used at once
        kept += sorted(wanted)
    return kept


def axis_of(axis: Axis, *, grid: bool) -> dict[str, Any]:
    """Return an axis for the encoding of a place."""
    alt = altair()
    values = [value for value, _ in axis.marks]
    told = alt.Axis(
        title=axis.title,
        values=values,
        labelExpr=labels(values, [text for _, text in axis.marks]),
        labelOverlap=True,
        labelFlush=False,
        grid=grid,
        titlePadding=10,
    )
    return {"axis": told, "scale": alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False)}


def _corners(curve: Curve) -> Iterator[dict[str, Any]]:
    """Yield where each line begins a step, and the end of the last."""
    for at, (name, _) in enumerate(curve.lines):
        for stage in curve.stages:
            yield {"answer": name, "x": stage.low, "y": stage.heights[at]}
        yield {"answer": name, "x": curve.x.high, "y": curve.stages[-1].heights[at]}


def _behind(curve: Curve, x: Any) -> Iterator[Any]:
    """Yield the strip around the present value."""
    if curve.near is not None:
        low, high = curve.near
        yield chart_of([{"x": low, "x2": high}]).mark_rect(color=PALE, opacity=0.8).encode(x=x, x2="x2:Q")


def _present(curve: Curve, x: Any) -> Iterator[Any]:
    """Yield the line of the present value and its text."""
    if curve.now is None:
        return
    value, told = curve.now
    base = chart_of([{"x": value, "told": told}])
    yield base.mark_rule(color=INK, strokeDash=[4, 3]).encode(x=x)
    is_right = value - curve.x.low > (curve.x.high - curve.x.low) * 0.75
    align, shift = ("right", -6) if is_right else ("left", 6)
    yield base.mark_text(align=align, dx=shift, dy=-8, y=0, fontSize=12, color=FAINT).encode(x=x, text="told:N")


def _pointed(curve: Curve, x: Any) -> Any:
    """Return what is not seen but tells of the stage under the pointer."""
    alt = altair()
    ends = [*(one.low for one in curve.stages[1:]), curve.x.high]
    rows = [
        {"x": one.low, "x2": end, **{f"told{at}": text for at, text in enumerate(one.told)}}
        for one, end in zip(curve.stages, ends, strict=True)
    ]
    hover = alt.selection_point(on="pointerover", clear="pointerout", empty=False, fields=["x"])
    return (
        chart_of(rows)
        .mark_rect(color=INK)
        .encode(
            x=x,
            x2="x2:Q",
            opacity=alt.condition(hover, alt.value(0.08), alt.value(0)),
            tooltip=[alt.Tooltip(f"told{at}:N", title=one) for at, one in enumerate(curve.told)],
        )
        .add_params(hover)
    )
