"""What an edit moves in a portfolio, as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import PurePath

from tierrules.meaning.change.rule_pieces import use_of
from tierrules.meaning.dates import Lang, date_text, duration_text
from tierrules.meaning.declared import Type
from tierrules.meaning.model import Model
from tierrules.meaning.number_text import share_text
from tierrules.meaning.numbers import NumberTextError, read_quantity
from tierrules.meaning.texts import one_line
from tierrules.meaning.value_text import value_text
from tierrules.pages.frame import Fact, page, section
from tierrules.pages.markup import Markup, apart, both, element, in_both, joined
from tierrules.pages.matrix import dimension_section
from tierrules.pages.movers import movers_section, place
from tierrules.pages.titles import Titled
from tierrules.pages.words import counted, saying, word, words
from tierrules.portfolio.migration import Matrix, Migration


def what_if_page(found: Migration, definition: Model, lang: Lang) -> str:
    """Return the page of a migration that opens in `lang`; `definition` is the ruleset before the edit."""
    title = partial(_title, definition)
    moves = element("div", *migration_sections(found, definition), class_="migration")
    sections = [*_edits(found, definition), moves]
    return page(title, list(_facts(found, definition)), sections, found.fingerprints, lang)


def migration_sections(found: Migration, definition: Model | None, anchor: str = "movers") -> Iterator[Markup]:
    """Yield what is told of a portfolio; `anchor` names the place of the movers on the page.

    `definition` says what fields are called that are no standard fields.
    """
    titled = Titled(found, definition)
    yield section(words("figures"), _tiles(titled), *_still(titled))
    yield from (dimension_section(titled, matrix, anchor) for matrix in titled.moving)
    if found.moved:
        yield movers_section(titled, anchor)
    if found.unread:
        yield _aside(found)


def _title(definition: Model, lang: Lang) -> str:
    return word("what_if", lang).format(one_line(definition.title.say(lang, definition.name)))


def _facts(found: Migration, definition: Model) -> Iterator[Fact]:
    version = f" {definition.version}" if definition.version else ""
    yield words("rules"), joined([element("code", found.ruleset), one_line(version)])
    yield words("as_of"), both(partial(date_text, found.as_of))
    yield words("portfolio"), apart(one_line(PurePath(found.source).name))
    yield words("rows"), both(partial(_rows, found))
    if found.weight is not None:
        told = [both(Titled(found, definition).weight_title)]
        if found.unweighed:
            told.append(both(lambda lang: f" ({word('unweighed', lang).format(found.unweighed)})"))
        yield words("weight"), joined(told)


def _rows(found: Migration, lang: Lang) -> str:
    counts = {"all": found.customers + found.set_aside, "read": found.customers, "aside": found.set_aside}
    return word("rows_told", lang).format(**counts)


# --- what was changed


def _edits(found: Migration, definition: Model) -> Iterator[Markup]:
    if not found.edits:
        return
    head = element("tr", *(element("th", words(one), scope="col") for one in ("threshold", "was", "is_now")))
    rows = []
    for name, texts in found.edits.items():
        called = joined([both(partial(_threshold, definition, name)), " ", element("code", name)])
        told = zip(("was", "is_now"), texts, strict=True)
        values = (
            element("td", both(partial(_value, definition, name, text)), **in_both(saying(key))) for key, text in told
        )
        rows.append(element("tr", element("th", called, scope="row"), *values))
    table = element("table", element("thead", head), element("tbody", *rows))
    yield section(words("edits"), table, class_="edits cards")


def _threshold(definition: Model, name: str, lang: Lang) -> str:
    """Return what an edited figure is called; of a table the row stands behind, in its name."""
    head = name.partition("[")[0].strip()
    known = definition.thresholds.get(head)
    return word("day", lang) if known is None else one_line(known.title.say(lang, head))


def _value(definition: Model, name: str, text: str, lang: Lang) -> str:
    """Return a value as people write it, else as the file has it."""
    try:
        quantity = read_quantity(text)
    except NumberTextError:
        return one_line(text)
    known = definition.thresholds.get(name.partition("[")[0].strip())
    if quantity.unit is not None:
        return duration_text(quantity.duration, lang)
    if known is None:  # the day
        return value_text(quantity.value, Type.DATE, None, lang)
    kind, currency = use_of(known.name, definition.dimensions.values(), definition, known)
    return value_text(quantity.value, kind, quantity.currency or currency, lang)


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
    if moved.weight is not None:
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
        yield element("p", words("nobody"), class_="nobody")
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
    told = ((place(one.who), apart(one_line("; ".join(one.reasons)))) for one in found.unread)
    rows = [element("tr", element("th", where, scope="row"), element("td", why)) for where, why in told]
    more = found.set_aside - len(found.unread)
    rest = [element("p", both(lambda lang: word("more", lang).format(more)))] if more > 0 else []
    table = element("table", element("thead", head), element("tbody", *rows), class_="aside")
    return section(words("aside"), element("p", words("aside_why")), table, *rest)
