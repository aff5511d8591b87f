"""A grid as pictures: for each answer how many have it, over the values of both thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from tierrules.meaning.dates import Lang
from tierrules.meaning.number_text import people_text, share_text
from tierrules.pictures import look, plane
from tierrules.pictures.curve import Axis
from tierrules.pictures.look import Heading
from tierrules.pictures.ticks import number_ticks
from tierrules.portfolio import counts_text, grid, grid_text
from tierrules.portfolio.answers import in_order, title_of
from tierrules.portfolio.migration import Share
from tierrules.portfolio.picture_text import Measure, colon, measure
from tierrules.portfolio.solutions import Of
from tierrules.portfolio.stretches import Stretch
from tierrules.portfolio.threshold_axis import threshold_title, value_axis

if TYPE_CHECKING:
    from tierrules.pictures.look import Picture
    from tierrules.portfolio.grid import Cell, Grid

MOST_PICTURES: Final = 7
MOST_FIELDS: Final = (32, 32)
"""Across and upwards, where several pictures are drawn; one alone has all that the grid shows."""

_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "en": {
        "now": "dashed: now {values}",
        "some": "{rows:,} × {columns:,} steps, drawn as {shown_rows:,} × {shown_columns:,} fields, each in the colour"
        " of one pair of its values",
        "of_all": "of all",
        "nobody": "no customers",
        "nothing": "nothing hangs on them",
        "comma": ", ",
    },
    "zh": {
        "now": "虚线：现为 {values}",
        "some": "共 {rows:,} × {columns:,} 步，画成 {shown_rows:,} × {shown_columns:,} 格，"
        "每格的颜色取自格内的一对取值",
        "of_all": "占全部的比例",
        "nobody": "没有客户",
        "nothing": "没有结果取决于它们",
        "comma": "，",
    },
}


def plot(one: Grid, dimension: str | None, answer: str | None, of: Of, lang: Lang | None) -> Picture:
    """Return the picture of one answer, or one for each answer whose numbers change."""
    counted = measure(of, one.weight, one.weight_title, one.weight_currency, grid_text.language(one, lang))
    names = [_dimension(one, dimension)] if dimension is not None or answer is not None else list(one.dimensions)
    charts = [chart for name in names for chart in _charts(one, name, answer, counted)]
    if not charts:
        told = _WORDS[counted.lang]["nobody" if one.dimensions else "nothing"]
        title = " × ".join(threshold_title(axis, counted.lang) for axis in one.axes)
        charts = [look.headed(look.said_nothing(told), Heading(title, tuple(_head(one, counted.lang))))]
    return look.finished(charts)


def _dimension(one: Grid, dimension: str | None) -> str:
    known = ", ".join(one.dimensions) or "none"
    if dimension is None and len(one.dimensions) == 1:
        return next(iter(one.dimensions))
    if dimension is None:
        raise ValueError(f"name the dimension whose answer is drawn: {known}")
    if dimension not in one.dimensions:
        raise ValueError(f"the thresholds do not reach `{dimension}`; the dimensions that they reach are {known}")
    return dimension


def _charts(one: Grid, name: str, answer: str | None, counted: Measure) -> Iterator[Any]:
    most = MOST_FIELDS if answer is None else None
    cells = list(one.cells(name, most))
    shown = _changing(one, name, cells, counted) if answer is None else [_asked(one, name, cells, answer)]
    yield from (_plane(one, name, each, cells, most, counted) for each in shown)


def _asked(one: Grid, name: str, cells: Sequence[Cell], answer: str) -> str:
    labels = (label.name for label in one.dimensions[name].labels)
    known = in_order([one.dimensions[name]], (*labels, *(each for cell in cells for each in cell.shares)))
    if answer not in known:
        raise ValueError(f"nobody is ever `{answer}` by `{name}`; the answers are {', '.join(known)}")
    return answer


def _changing(one: Grid, name: str, cells: Sequence[Cell], counted: Measure) -> list[str]:
    """Return the answers whose numbers change, in order; of very many those that change most."""
    known = in_order([one.dimensions[name]], (answer for cell in cells for answer in cell.shares))
    amounts = {answer: [_amount(cell, answer, counted) for cell in cells] for answer in known}
    swings = {answer: max(each) - min(each) for answer, each in amounts.items()}
    most = sorted(known, key=lambda answer: -swings[answer])[:MOST_PICTURES]
    return [answer for answer in known if answer in most and swings[answer]] or list(known[:1])


def _amount(cell: Cell, answer: str, counted: Measure) -> Fraction:
    return counted.amount(cell.shares.get(answer, Share(0, Fraction(0))))


def _plane(
    one: Grid, name: str, answer: str, cells: Sequence[Cell], most: tuple[int, int] | None, counted: Measure
) -> Any:
    lang, dimension, words = counted.lang, one.dimensions[name], _WORDS[counted.lang]
    title = f"{dimension.title.say(lang, name)}{colon(lang)}{title_of([dimension], answer, lang)}"
    lines = list(_head(one, lang))
    (rows, columns), shown = one.count(name), [len(steps) for steps in one.steps(name, most)]
    if [rows, columns] != shown:
        lines.append(words["some"].format(rows=rows, columns=columns, shown_rows=shown[0], shown_columns=shown[1]))
    x, y = (_wide(axis, value_axis(axis, lang)) for axis in one.axes)
    fields = [_field(one, cell, answer, counted) for cell in cells]
    told = [threshold_title(axis, lang) for axis in one.axes]
    told += [counted.customers, *([] if counted.name is None else [counted.weight]), words["of_all"]]
    heading, scale = Heading(title, tuple(lines)), _scale([field.amount for field in fields], counted)
    return plane.draw(plane.Plane(heading, x, y, scale, fields, tuple(told), _now(one)))


def _field(one: Grid, cell: Cell, answer: str, counted: Measure) -> plane.Field:
    share = cell.shares.get(answer, Share(0, None if counted.name is None else Fraction(0)))
    (left, right), (bottom, top) = (
        _ends(axis, stretch) for axis, stretch in zip(one.axes, cell.stretches, strict=True)
    )
    whole = Fraction(one.customers) if counted.of == "customers" else one.whole_weight or Fraction(0)
    told = [stretch.say(counted.lang) for stretch in cell.stretches]
    told += [f"{share.customers:,}", *([] if counted.name is None else [counted.exact(share)])]
    told.append(share_text(counted.amount(share), whole))
    return plane.Field(left, right, bottom, top, float(counted.amount(share)), tuple(told))


def _ends(axis: grid.Axis, stretch: Stretch) -> tuple[float, float]:
    """Return where a stretch is drawn; a whole step, such as a day, lies around its place."""
    low, high = (float(axis.swept.place(bound)) for bound in (stretch.low, stretch.high))
    return (low - 0.5, high + 0.5) if axis.swept.whole else (low, high)


def _wide(axis: grid.Axis, drawn: Axis) -> Axis:
    return replace(drawn, low=drawn.low - 0.5, high=drawn.high + 0.5) if axis.swept.whole else drawn


def _scale(amounts: Sequence[float], counted: Measure) -> Axis:
    low, high = Fraction(min(amounts)), Fraction(max(amounts))
    marks = number_ticks(low, high, 4, whole=counted.of == "customers")
    top = high if high > low else low + 1  # a scale without an extent has no colours
    texts = [(float(one), people_text(one, counted.lang)) for one in marks]
    return Axis(counted.unit, float(low), float(top), texts)


def _now(one: Grid) -> tuple[float | None, float | None]:
    first, second = (None if axis.now is None else float(axis.swept.place(axis.now)) for axis in one.axes)
    return first, second


def _head(one: Grid, lang: Lang) -> Iterator[str]:
    words = _WORDS[lang]
    yield f"{one.ruleset}{colon(lang)}{counts_text.rows(one, lang)}"
    yield from counts_text.unweighed(one, lang)
    values = [f"{axis.threshold} {axis.say(axis.now, lang)}" for axis in one.axes if axis.now is not None]
    if values:
        yield words["now"].format(values=words["comma"].join(values))
