"""Customers as bands that flow from their old answer to their new one, as wide as there are many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tierrules.pictures.lettering import labels, shortened
from tierrules.pictures.look import FAINT, INK, KIND_COLOURS, Heading, Kind, altair, chart_of, headed

_HEIGHT: Final = 320
_WIDTH: Final = 420
_GAP: Final = 10
_LINE: Final = 17
_POINTS: Final = 16
_LABEL_ROOM: Final = 30


@dataclass(frozen=True, slots=True)
class Band:
    """Customers who go from one answer to another."""

    before: str
    after: str
    kind: Kind
    amount: float
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow as it is drawn; `before` and `after` are the answers of each side in order with the text beside them."""

    heading: Heading
    before: Mapping[str, str]
    after: Mapping[str, str]
    sides: tuple[str, str]
    bands: Sequence[Band]
    told: tuple[str, ...]
    kinds: Mapping[Kind, str]


@dataclass(frozen=True, slots=True)
class _Post:
    """An answer of one side: where it stands, from the top, in pixels."""

    answer: str
    text: str
    top: float
    bottom: float


def draw(flow: Flow) -> Any:
    """Return the chart of a flow."""
    alt = altair()
    posts = [_posts(flow, side) for side in (0, 1)]
    texts = [_texts(side, at) for at, side in enumerate(posts)]
    height = max(side[-1].bottom for side in posts)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False, zero=False), axis=None)
    kinds = [kind for kind in flow.kinds if any(one.kind == kind for one in flow.bands)]
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=kinds, range=[KIND_COLOURS[one] for one in kinds]),
        legend=alt.Legend(
            title=None,
            labelExpr=labels(kinds, [flow.kinds[one] for one in kinds]),
            orient="bottom",
            symbolType="square",
        ),
    )
    bands = chart_of(list(_band_rows(flow, posts))).mark_area(opacity=0.85, line={"strokeWidth": 0.8})
    shown = bands.encode(
        x=x,
        y=y,
        y2="y2:Q",
        color=colour,
        detail=alt.Detail("band:N"),
        tooltip=[alt.Tooltip(f"told{at}:N", title=one) for at, one in enumerate(flow.told)],
    )
    bars = [_bar(alt, side, at).encode(x=x, y=y, y2="y2:Q") for at, side in enumerate(posts)]
    words = [
        chart_of(rows)
        .mark_text(align=align, dx=shift, baseline="middle", fontSize=12, color=INK)
        .encode(x=x, y=y, text="told:N")
        for rows, align, shift in zip(texts, ("right", "left"), (-10, 10), strict=True)
    ]
    heads = [
        chart_of([{"x": at, "y": 0, "told": told}])
        .mark_text(align=align, dy=-16, fontSize=12, color=FAINT)
        .encode(x=x, y=y, text="told:N")
        for at, told, align in zip((0, 1), flow.sides, ("right", "left"), strict=True)
    ]
    chart = alt.layer(shown, *bars, *words, *heads).properties(width=_WIDTH, height=height)
    return headed(chart, flow.heading)


def _bar(alt: Any, side: Sequence[_Post], at: int) -> Any:
    rows = [{"x": at, "y": one.top, "y2": one.bottom} for one in side]
    return chart_of(rows).mark_rule(strokeWidth=8, color=INK, strokeCap="butt")


def _posts(flow: Flow, side: int) -> list[_Post]:
    """Return the answers of a side, each in a slot that is high enough for its text."""
    answers = (flow.before, flow.after)[side]
    scale = _HEIGHT / (sum(one.amount for one in flow.bands) or 1)
    posts, top = [], 0.0
    for answer, text in answers.items():
        height = scale * sum(one.amount for one in flow.bands if (one.before, one.after)[side] == answer)
        slot = max(height + _GAP, _LINE)
        posts.append(_Post(answer, text, top + (slot - height) / 2, top + (slot + height) / 2))
        top += slot
    return posts


def _band_rows(flow: Flow, posts: Sequence[Sequence[_Post]]) -> Iterator[dict[str, Any]]:
    """Yield the edges of each band, those of customers who stay first, so that the others lie above them."""
    laid = _laid(flow, posts)
    for at, (one, ends) in enumerate(sorted(laid, key=lambda pair: pair[0].kind != "stays")):
        told = {f"told{number}": text for number, text in enumerate(one.told)}
        for point in range(_POINTS + 1):
            x = point / _POINTS
            turn = x * x * (3 - 2 * x)
            y, y2 = (before + (after - before) * turn for before, after in zip(*ends, strict=True))
            yield {"band": at, "amount": one.amount, "kind": one.kind, "x": x, "y": y, "y2": y2, **told}


def _laid(flow: Flow, posts: Sequence[Sequence[_Post]]) -> Iterator[tuple[Band, list[tuple[float, float]]]]:
    """Yield bands with their upper and lower end at each side, in the order of the answers, so that few cross."""
    whole = sum(one.amount for one in flow.bands) or 1
    tops = [{one.answer: one.top for one in side} for side in posts]
    ranks = [{one.answer: at for at, one in enumerate(side)} for side in posts]
    for one in sorted(flow.bands, key=lambda one: (ranks[0][one.before], ranks[1][one.after])):
        ends, height = [], one.amount / whole * _HEIGHT
        for side, answer in enumerate((one.before, one.after)):
            ends.append((tops[side][answer], tops[side][answer] + height))
            tops[side][answer] += height
        yield one, ends


def _texts(side: Sequence[_Post], x: int) -> list[dict[str, Any]]:
    """Return what stands beside the answers of a side."""
    return [{"x": x, "y": (one.top + one.bottom) / 2, "told": shortened(one.text, _LABEL_ROOM)} for one in side]
