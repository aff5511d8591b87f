"""Where the customers of one dimension come from and go to, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from tierrules.meaning.change.parts import Direction
from tierrules.meaning.dates import Lang
from tierrules.meaning.number_text import share_text
from tierrules.pages.markup import Markup, both, element, named
from tierrules.pages.titles import SIGNS, Change, Titled, mark
from tierrules.pages.words import counted, word, words
from tierrules.portfolio.answers import in_order
from tierrules.portfolio.migration import Matrix, Share

MOST_ANSWERS = 12
"""A matrix of more rows and columns would not fit on paper: its changes are listed."""

MOST_UPRIGHT = 6
"""A matrix of more rows and columns is printed on a sheet that lies on its side."""


MOST_CHANGES = 300
_WAYS: tuple[Direction, ...] = ("up", "down", "none")
SHADES = (Fraction(1, 100), Fraction(5, 100), Fraction(10, 100), Fraction(25, 100))
"""Up to which share of its row a cell has the first shade, the second one, and so on."""


def dimension_section(titled: Titled, matrix: Matrix, anchor: str) -> Markup:
    """Return all that is told of a dimension in which somebody moves; `anchor` is where the movers are named."""
    answers = in_order(matrix.dimensions, (*matrix.rows, *matrix.columns))
    tell = _matrix if len(answers) <= MOST_ANSWERS else _list
    return element(
        "section",
        element("h2", named(partial(titled.dimension, matrix), matrix.name)),
        element("p", both(partial(_summary, matrix))),
        *_undetermined(matrix),
        _balance(titled, matrix, answers, anchor),
        *tell(titled, matrix, answers, anchor),
    )


def _summary(matrix: Matrix, lang: Lang) -> str:
    moved, whole = matrix.moved.customers, matrix.whole.customers
    return counted("of_which", moved, lang).format(moved=moved, all=whole, share=share_text(moved, whole))


def _undetermined(matrix: Matrix) -> Iterator[Markup]:
    shares = [share_text(one.customers, matrix.whole.customers) for one in matrix.undetermined]
    if any(one.customers for one in matrix.undetermined):
        yield element("p", both(lambda lang: word("open", lang).format(*shares)), class_="open")


# --- how many there are of each


def _box(kind: str, matrix: Matrix, caption: Markup, anchor: str, *parts: Markup) -> Markup:
    """Return a table that scrolls within its box where the screen is narrow, by the keyboard too."""
    called = f"{anchor}-{matrix.name}-{kind.split(maxsplit=1)[0]}"
    table = element("table", element("caption", caption, id=called), *parts)
    return element("div", table, class_=f"box {kind}", tabindex=0, role="region", aria_labelledby=called)


def _balance(titled: Titled, matrix: Matrix, answers: Sequence[str], anchor: str) -> Markup:
    heads = [words(key) for key in ("answer", "was", "is_now", "difference")]
    if titled.found.weight is not None:
        heads += [both(partial(_weight_head, titled, key)) for key in ("weight_after", "weight_difference")]
    rows = [_balance_row(titled, matrix, one) for one in answers]
    head = element("tr", *(element("th", one, scope="col") for one in heads))
    return _box("balance", matrix, words("answers"), anchor, element("thead", head), element("tbody", *rows))


def _balance_row(titled: Titled, matrix: Matrix, answer: str) -> Markup:
    before, after = matrix.row(answer), matrix.column(answer)
    cells = [f"{before.customers:,}", f"{after.customers:,}", _signed(after.customers - before.customers)]
    told = [element("td", one) for one in cells]
    if titled.found.weight is not None:
        now, then = after.weight or Fraction(0), before.weight or Fraction(0)
        told.append(element("td", titled.sum_of(now)))
        told.append(element("td", _sign(now - then), titled.sum_of(abs(now - then)) if now != then else "0"))
    return element("tr", element("th", both(partial(titled.answer, matrix, answer)), scope="row"), *told)


def _weight_head(titled: Titled, key: str, lang: Lang) -> str:
    return word(key, lang).format(titled.weight_title(lang))


def _signed(count: int) -> str:
    return f"{_sign(count)}{abs(count):,}"


def _sign(number: int | Fraction) -> str:
    return "+" if number > 0 else "−" if number < 0 else "±"


# --- the matrix


def _matrix(titled: Titled, matrix: Matrix, answers: Sequence[str], anchor: str) -> Iterator[Markup]:
    heads = [element("th", both(partial(titled.answer, matrix, one)), scope="col") for one in answers]
    head = element("tr", element("th", words("corner"), scope="col"), *heads, element("th", words("all"), scope="col"))
    rows = [_row(titled, matrix, one, answers, anchor) for one in answers]
    totals = [_total(titled, matrix.column(one), matrix.whole) for one in answers]
    last = element("tr", element("th", words("all"), scope="row"), *totals, _total(titled, matrix.whole, matrix.whole))
    parts = element("thead", head), element("tbody", *rows), element("tfoot", last)
    kind = "matrix" if len(answers) <= MOST_UPRIGHT else "matrix wide"
    yield _box(kind, matrix, words("from_to"), anchor, *parts)
    keys = ["how_to_read", *(["rounded"] if titled.found.weight is not None else []), "shades"]
    told = (part for one in keys for part in (words(one), " "))
    signs = (element("span", f"{SIGNS[one]} ", words(one), class_=f"key {one}") for one in _WAYS)
    yield element("p", *told, element("br"), *signs, class_="legend")


def _row(titled: Titled, matrix: Matrix, old: str, answers: Sequence[str], anchor: str) -> Markup:
    whole = matrix.row(old)
    cells = [_cell(titled, matrix, old, new, whole, anchor) for new in answers]
    title = element("th", both(partial(titled.answer, matrix, old)), scope="row")
    return element("tr", title, *cells, _total(titled, whole, matrix.whole))


def _cell(titled: Titled, matrix: Matrix, old: str, new: str, whole: Share, anchor: str) -> Markup:
    share = matrix.cells.get((old, new))
    if share is None:
        return element("td", "–", class_="empty stay" if old == new else "empty")
    count, told = f"{share.customers:,}", _small(titled, share, whole)
    if old == new:
        return element("td", element("b", count), *told, class_="stay")
    change = titled.changes[matrix.name, old, new]
    shade = sum(share.customers > bound * whole.customers for bound in SHADES)
    return element("td", _link(change, count, anchor), *told, class_=f"{change.direction} shade-{shade}")


def _link(change: Change, count: str, anchor: str) -> Markup:
    """Return a number of movers that leads to them."""
    return element("a", mark(change.direction), element("b", count), href=f"#{anchor}", data_change=change.rank)


def _total(titled: Titled, share: Share, whole: Share) -> Markup:
    return element("td", element("b", f"{share.customers:,}"), *_small(titled, share, whole), class_="total")


def _small(titled: Titled, share: Share, whole: Share) -> list[Markup]:
    told = [element("small", share_text(share.customers, whole.customers))]
    if share.weight is not None:
        told.append(element("small", titled.sum_of(share.weight)))
    return told


# --- a list, where a matrix is too large to be read


def _list(titled: Titled, matrix: Matrix, _: Sequence[str], anchor: str) -> Iterator[Markup]:
    changes = [one for one in titled.changes.values() if one.dimension == matrix.name]
    changes.sort(key=lambda one: -one.share.customers)
    heads = [words("change"), words("mover")] + ([both(titled.weight_title)] if titled.found.weight else [])
    head = element("tr", *(element("th", one, scope="col") for one in heads))
    rows = [_list_row(titled, one, anchor) for one in changes[:MOST_CHANGES]]
    yield _box("listed", matrix, words("changes"), anchor, element("thead", head), element("tbody", *rows))
    if (more := len(changes) - MOST_CHANGES) > 0:
        yield element("p", both(lambda lang: word("further_changes", lang).format(more)))


def _list_row(titled: Titled, change: Change, anchor: str) -> Markup:
    weight = [] if change.share.weight is None else [element("td", titled.sum_of(change.share.weight))]
    count = element("td", _link(change, f"{change.share.customers:,}", anchor))
    return element("tr", element("th", change.told, scope="row"), count, *weight)
