"""A migration as pictures: the matrix of each dimension as a heat map, or its customers as bands that flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, Literal

from tierrules.meaning.dates import Lang
from tierrules.meaning.number_text import share_text
from tierrules.pictures import flow, look, matrix
from tierrules.pictures.look import Heading, Kind
from tierrules.portfolio import migration_text
from tierrules.portfolio.answers import direction, in_order, title_of
from tierrules.portfolio.picture_text import Measure, measure
from tierrules.portfolio.solutions import Of

if TYPE_CHECKING:
    from tierrules.pictures.look import Picture
    from tierrules.portfolio.migration import Matrix, Migration, Share

Shape = Literal["matrix", "flow"]

_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "en": {
        "before": "before",
        "after": "after",
        "side": "{side}, {unit} in brackets",
        "of_before": "of all with the old answer",
        "of_all": "of all",
        "nobody": "no customers",
        "post": "{answer} ({amount})",
    },
    "zh": {
        "before": "之前",
        "after": "之后",
        "side": "{side}，括号内为{unit}",
        "of_before": "占原答案的比例",
        "of_all": "占全部的比例",
        "nobody": "没有客户",
        "post": "{answer}（{amount}）",
    },
}
_KINDS: Final[Mapping[Lang, Mapping[Kind, str]]] = {
    "en": {
        "stays": "same answer",
        "up": "better answer",
        "down": "worse answer",
        "across": "another answer",
        "open": "no label before or after",
    },
    "zh": {
        "stays": "答案不变",
        "up": "答案变好",
        "down": "答案变差",
        "across": "答案不同",
        "open": "之前或之后没有标签",
    },
}


def plot(one: Migration, dimension: str | None, kind: Shape, of: Of, lang: Lang | None) -> Picture:
    """Return the picture of one dimension, or of all in which somebody moves."""
    if kind not in ("matrix", "flow"):
        raise ValueError(f"the kind of a picture is `matrix` or `flow`, not `{kind}`")
    spoken = migration_text.language(one, lang)
    counted = measure(of, one.weight, one.weight_title, one.weight_currency, spoken)
    if not one.matrix:
        title = Heading(migration_text.nobody(one, spoken), tuple(migration_text.opening(one, spoken)))
        return look.finished([look.headed(look.said_nothing(_WORDS[spoken]["nobody"]), title)])
    draw = _grid if kind == "matrix" else _flow
    return look.finished([draw(one, each, counted) for each in _shown(one, dimension)])


def _shown(one: Migration, dimension: str | None) -> list[Matrix]:
    if dimension is not None:
        if dimension not in one.matrix:
            raise ValueError(f"`{dimension}` is not compared; the dimensions are {', '.join(one.matrix)}")
        return [one.matrix[dimension]]
    moving = [each for each in one.matrix.values() if each.moved.customers]
    return moving or [one.matrix[name] for name in one.reached] or list(one.matrix.values())


def _heading(one: Migration, each: Matrix, counted: Measure) -> Heading:
    return Heading(migration_text.summary(one, each, counted.lang), tuple(migration_text.opening(one, counted.lang)))


def _grid(one: Migration, each: Matrix, counted: Measure) -> object:
    heading, lang = _heading(one, each, counted), counted.lang
    if not each.cells:
        return look.headed(look.said_nothing(_WORDS[lang]["nobody"]), heading)
    answers = in_order(each.dimensions, (*each.rows, *each.columns))
    titles = [title_of(each.dimensions, answer, lang) for answer in answers]
    sides = (("before", each.row), ("after", each.column))
    rows, columns = (
        matrix.Side(_side(side, counted), titles, [counted.short(sum_of(answer)) for answer in answers])
        for side, sum_of in sides
    )
    cells = [
        matrix.Cell(
            old,
            new,
            kind_of(each, old, new),
            float(counted.amount(share)),
            (counted.short(share), share_text(counted.amount(share), counted.amount(each.row(old)))),
            tuple(_told(each, old, new, share, counted)),
        )
        for (old, new), share in each.cells.items()
    ]
    told = tuple(_told_titles(counted))
    return matrix.draw(matrix.HeatMap(heading, answers, rows, columns, cells, told, _KINDS[lang]))


def _flow(one: Migration, each: Matrix, counted: Measure) -> object:
    heading, lang = _heading(one, each, counted), counted.lang
    _check_widths(each, counted)
    bands = [
        flow.Band(
            old,
            new,
            kind_of(each, old, new),
            float(counted.amount(share)),
            tuple(_told(each, old, new, share, counted)),
        )
        for (old, new), share in each.cells.items()
    ]
    if not any(band.amount for band in bands):
        return look.headed(look.said_nothing(_WORDS[lang]["nobody"]), heading)
    before, after = (
        {
            answer: _WORDS[lang]["post"].format(
                answer=title_of(each.dimensions, answer, lang), amount=counted.short(sum_of(answer))
            )
            for answer in answers
        }
        for answers, sum_of in ((each.rows, each.row), (each.columns, each.column))
    )
    sides = _side("before", counted), _side("after", counted)
    return flow.draw(flow.Flow(heading, before, after, sides, bands, tuple(_told_titles(counted)), _KINDS[lang]))


def _check_widths(each: Matrix, counted: Measure) -> None:
    for (old, new), share in each.cells.items():
        if counted.amount(share) < 0:
            told = f"from `{old}` to `{new}` they weigh {counted.exact(share)} together"
            raise ValueError(f"a band has no width below nothing: {told}; `matrix` can show that")


def kind_of(each: Matrix, old: str, new: str) -> Kind:
    """Return what becomes of customers between two answers."""
    if old == new:
        return "stays"
    seen = direction(*each.dimensions, old, new)
    return "open" if seen == "none" else seen


def _side(side: str, counted: Measure) -> str:
    words = _WORDS[counted.lang]
    return words["side"].format(side=words[side], unit=counted.unit)


def _told_titles(counted: Measure) -> Iterator[str]:
    words = _WORDS[counted.lang]
    yield from (words["before"], words["after"], counted.customers)
    if counted.name is not None:
        yield counted.weight
    yield from (words["of_before"], words["of_all"])


def _told(each: Matrix, old: str, new: str, share: Share, counted: Measure) -> Iterator[str]:
    """Yield what a pointer is told of a cell, in the order of the titles."""
    yield from (title_of(each.dimensions, answer, counted.lang) for answer in (old, new))
    yield f"{share.customers:,}"
    if counted.name is not None:
        yield counted.exact(share)
    part = counted.amount(share)
    yield from (share_text(part, counted.amount(whole)) for whole in (each.row(old), each.whole))
