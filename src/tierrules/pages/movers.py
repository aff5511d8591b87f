"""Everybody who moves, by name, as a table to search, filter and sort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial

from tierrules.meaning.dates import Lang
from tierrules.meaning.texts import one_line
from tierrules.pages.markup import Markup, Say, apart, both, element, in_both, joined
from tierrules.pages.titles import Change, Titled, mark
from tierrules.pages.words import opened, saying, word, words
from tierrules.portfolio.customers import Who
from tierrules.portfolio.migration import Matrix, Move

MOST_MOVERS = 2_000
"""More rows make a page slow on a phone; the page says how many it leaves out."""


def movers_section(titled: Titled, anchor: str) -> Markup:
    """Return everybody who moves, or the first of very many."""
    found = titled.found
    named = _named(found.moved, weighs=found.weight is not None)
    weights = _ranks(named)
    table = element(
        "table",
        element("thead", _head(titled)),
        element("tbody", *(_row(titled, one, weights) for one in named)),
    )
    parts = [element("h2", words("movers"))]
    if len(named) < len(found.moved):
        parts.append(element("p", both(partial(_capped, titled, len(named))), class_="capped"))
    status = element("p", role="status", **in_both(saying("shown"), "data_form"))
    return element("section", *parts, _tools(titled), status, table, id=anchor, class_="movers cards")


def _named(moved: Sequence[Move], *, weighs: bool) -> Sequence[Move]:
    if len(moved) <= MOST_MOVERS:
        return moved
    ranked = list(range(len(moved)))
    if weighs:  # those who count most, told in the order of the portfolio
        ranked = sorted(sorted(ranked, key=lambda at: -(moved[at].weight or 0))[:MOST_MOVERS])
    return [moved[at] for at in ranked[:MOST_MOVERS]]


def _capped(titled: Titled, shown: int, lang: Lang) -> str:
    form = word("capped_by_weight" if titled.found.weight else "capped", lang)
    return form.format(shown=shown, all=len(titled.found.moved), name=titled.weight_title(lang))


def _tools(titled: Titled) -> Markup:
    """Return what the script makes use of; without a script it stays hidden."""
    options = [element("option", value="", **in_both(saying("every_change")))]
    for matrix in titled.moving:
        own = [one for one in titled.changes.values() if one.dimension == matrix.name]
        told = [element("option", value=one.rank, **in_both(partial(_option, titled, matrix, one))) for one in own]
        options.append(element("optgroup", *told, **in_both(partial(titled.dimension, matrix))))
    search = element("label", words("search"), " ", element("input", type="search", autocomplete="off"))
    change = element("label", words("change"), " ", element("select", *options, autocomplete="off"))
    return element("form", search, change, class_="tools", hidden=True)


def _option(titled: Titled, matrix: Matrix, one: Change, lang: Lang) -> str:
    return f"{titled.pair(matrix, one.before, one.after, lang)} ({one.share.customers:,})"


def _has_several(titled: Titled) -> bool:
    return len(titled.moving) > 1


def _head(titled: Titled) -> Markup:
    heads = [element("th", words("mover"), scope="col")]
    if _has_several(titled):
        heads.append(element("th", words("dimension"), scope="col"))
    heads.append(element("th", words("change"), scope="col"))
    if titled.found.weight is not None:
        heads.append(element("th", both(titled.weight_title), scope="col", class_="number", data_first="descending"))
    heads.append(element("th", words("why"), scope="col"))
    return element("tr", *heads)


def _row(titled: Titled, move: Move, weights: Mapping[Fraction | None, int]) -> Markup:
    matrix, change = titled.found.matrix[move.dimension.name], titled.changes[_key(move)]
    cells = [element("th", who(move.who), scope="row")]
    if _has_several(titled):
        cells.append(_cell(both(partial(titled.dimension, matrix)), "dimension", saying("dimension")))
    told = joined([mark(change.direction), change.told])
    cells.append(_cell(told, "change", saying("change"), change.rank))
    if titled.found.weight is not None:
        weight = titled.amount_of(move.weight) or "–"
        cells.append(_cell(weight, "number", titled.weight_title, weights[move.weight]))
    cells.append(_cell(both(lambda lang: opened(one_line(move.reason(lang)))), "why", saying("why")))
    return element("tr", *cells, data_change=change.rank)


def _key(move: Move) -> tuple[str, str, str]:
    return move.dimension.name, move.before, move.after


def _cell(told: str, kind: str, title: Say, rank: int | None = None) -> Markup:
    """Return a cell that knows its heading, for narrow screens, and its rank, where it is not sorted by its text."""
    return element("td", told, class_=kind, data_key=rank, **in_both(title))


def _ranks(moves: Sequence[Move]) -> dict[Fraction | None, int]:
    """Return the place of each weight among all: what the script sorts by is exact, and nothing comes lowest."""
    known = sorted({one.weight for one in moves if one.weight is not None})
    return {None: -1, **{weight: at for at, weight in enumerate(known)}}


def who(one: Who) -> Markup:
    """Return who a customer is: name and number, else where they stand in the data."""
    named = [apart(one_line(text)) for text in (one.name, one.customer_id) if text]
    if not named:
        return place(one)
    first, *rest = named
    return joined([first, *(element("small", text) for text in rest)])


def place(one: Who) -> Markup:
    """Return where a customer stands in the data."""
    kind, _, number = one.place.partition(" ")
    return both(lambda lang: word(kind, lang).format(number))
