"""How many have an answer for all values of two thresholds: fields of one colour, the darker the more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tierrules.pictures.curve import Axis, axis_of
from tierrules.pictures.lettering import labels
from tierrules.pictures.look import INK, Heading, altair, chart_of, headed

_WIDTH: Final = 440
_HEIGHT: Final = 320
# From light to dark in one hue, for every eye and for paper; the darkest is kept off, so that the lines stay visible.
_COLOURS: Final = ("#f2f7fb", "#c6dbef", "#85bcdb", "#4292c6", "#1b69af")


@dataclass(frozen=True, slots=True)
class Field:
    """Values of both thresholds from `left` to `right` and from `bottom` to `top`, with how much there is."""

    left: float
    right: float
    bottom: float
    top: float
    amount: float
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plane:
    """The fields of one answer as they are drawn. `scale` is what the colours stand for, `now` the present values."""

    heading: Heading
    x: Axis
    y: Axis
    scale: Axis
    fields: Sequence[Field]
    told: tuple[str, ...]
    now: tuple[float | None, float | None]


def draw(plane: Plane) -> Any:
    """Return the chart of two thresholds."""
    alt = altair()
    x = alt.X("x:Q", **axis_of(plane.x, grid=False))
    y = alt.Y("y:Q", **axis_of(plane.y, grid=False))
    values = [value for value, _ in plane.scale.marks]
    legend = alt.Legend(
        title=plane.scale.title,
        values=values,
        labelExpr=labels(values, [text for _, text in plane.scale.marks]),
        type="gradient",
        gradientLength=180,
    )
    scale = alt.Scale(domain=[plane.scale.low, plane.scale.high], range=list(_COLOURS), nice=False)
    boxes = (
        chart_of(list(_rows(plane)))
        .mark_rect()
        .encode(
            x=x,
            x2=alt.X2Datum(plane.x.high),
            y=y,
            y2=alt.Y2Datum(plane.y.high),
            color=alt.Color("amount:Q", scale=scale, legend=legend),
            tooltip=[alt.Tooltip(f"told{at}:N", title=one) for at, one in enumerate(plane.told)],
        )
    )
    layers = alt.layer(boxes, *_present(plane, x, y)).properties(width=_WIDTH, height=_HEIGHT)
    return headed(layers, plane.heading)


def _rows(plane: Plane) -> Iterator[dict[str, Any]]:
    """Yield the fields in the order in which they are drawn.

    Each is drawn to the end of both axes, and those that follow cover what is not its own: so no seam shows.
    """
    for one in sorted(plane.fields, key=lambda one: (one.left, one.bottom)):
        told = {f"told{at}": text for at, text in enumerate(one.told)}
        yield {"x": one.left, "x2": one.right, "y": one.bottom, "y2": one.top, "amount": one.amount, **told}


def _present(plane: Plane, x: Any, y: Any) -> Iterator[Any]:
    """Yield a line for each value that the ruleset has."""
    across, up = plane.now
    for key, encoding, value in (("x", x, across), ("y", y, up)):
        if value is not None:
            yield chart_of([{key: value}]).mark_rule(color=INK, strokeDash=[4, 3]).encode(**{key: encoding})
