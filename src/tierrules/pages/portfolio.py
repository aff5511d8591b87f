"""What becomes of a portfolio: its figures, its dimensions one by one, who moves, and the rows set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import PurePath

from tierrules.meaning.dates import Lang
from tierrules.meaning.number_text import share_text
from tierrules.meaning.texts import one_line
from tierrules.pages.frame import Fact, section
from tierrules.pages.markup import Markup, apart, both, element, joined
from tierrules.pages.matrix import dimension_section
from tierrules.pages.movers import movers_section, place
from tierrules.pages.titles import Titled
from tierrules.pages.words import counted, word, words
from tierrules.portfolio.migration import Matrix, Migration
from tierrules.portfolio.migration_text import days


def migration_sections(found: Migration, anchor: str = "movers") -> Iterator[Markup]:
    """Yield what is told of a portfolio; `anchor` names the place of the movers on the page."""
    titled = Titled(found)
    yield section(words("figures"), _tiles(titled), *_still(titled))
    yield from (dimension_section(titled, matrix, anchor) for matrix in titled.moving)
    if found.moved:
        yield movers_section(titled, anchor)
    if found.unread:
        yield _aside(found)


def portfolio_facts(found: Migration) -> Iterator[Fact]:
    """Yield which customers it is told of, and how they are counted."""
    yield words("as_of"), both(partial(days, found))
    yield words("portfolio"), apart(one_line(PurePath(found.source).name))
    yield words("rows"), both(partial(_rows, found))
    if found.weight is not None:
        told = [both(Titled(found).weight_title)]
        if found.unweighed:
            told.append(both(lambda lang: f" ({word('unweighed', lang).format(found.unweighed)})"))
        yield words("weight"), joined(told)


def _rows(found: Migration, lang: Lang) -> str:
    counts = {"all": found.customers + found.set_aside, "read": found.customers, "aside": found.set_aside}
    return word("rows_told", lang).format(**counts)


# --- at a glance


def _tiles(titled: Titled) -> Markup:
    found = titled.found
    aside = f"{found.set_aside:,}"
    tiles = [_tile(f"{found.customers:,}", [words("customers")], [aside, " ", words("set_aside")])]
    tiles += [_dimension_tile(titled, matrix) for matrix in titled.moving]
    return element("div", *tiles, class_="tiles")


def _dimension_tile(titled: Titled, matrix: Matrix) -> Markup:
    moved, whole = matrix.moved, matrix.whole
    told = [both(lambda lang: word("share_of_all", lang).format(share_text(moved.customers, whole.customers)))]
    if moved.weight is not None and whole.weight:
        told += [element("br"), both(partial(titled.share, moved, whole))]
    return _tile(f"{moved.customers:,}", [both(partial(_moving, titled, matrix))], told)


def _moving(titled: Titled, matrix: Matrix, lang: Lang) -> str:
    return counted("move_in", matrix.moved.customers, lang).format(titled.dimension(matrix, lang))


def _tile(figure: str, what: Iterable[str], more: Iterable[str]) -> Markup:
    parts = element("b", figure), element("span", *what), element("small", *more)
    return element("div", *parts, class_="tile")


def _still(titled: Titled) -> Iterator[Markup]:
    """Yield which dimensions stay as they are, and why."""
    found = titled.found
    still = [one for one in found.matrix.values() if not one.moved.customers]
    if not found.moved:
        yield element("p", words("nobody" if found.matrix else "apart"), class_="nobody")
    for key, told in (
        ("stays", [one for one in still if one.name in found.reached and found.moved]),
        ("untouched", [one for one in still if one.name not in found.reached]),
    ):
        if told:
            yield element("p", both(partial(_listed, titled, key, told)))


def _listed(titled: Titled, key: str, told: Iterable[Matrix], lang: Lang) -> str:
    names = word("list_comma", lang).join(titled.dimension(one, lang) for one in told)
    return word(key, lang).format(names)


# --- rows set aside


def _aside(found: Migration) -> Markup:
    head = element("tr", *(element("th", words(one), scope="col") for one in ("place", "problem")))
    told = ((place(one.who), element("bdi", one_line("; ".join(one.reasons)))) for one in found.unread)
    rows = [element("tr", element("th", where, scope="row"), element("td", why)) for where, why in told]
    more = found.set_aside - len(found.unread)
    rest = [element("p", both(lambda lang: word("more", lang).format(more)))] if more > 0 else []
    table = element("table", element("thead", head), element("tbody", *rows), class_="aside")
    return section(words("aside"), element("p", words("aside_why")), table, *rest)
