"""What an edit moves in a portfolio, as a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tierrules.meaning.change.rule_pieces import use_of
from tierrules.meaning.dates import Lang, duration_text
from tierrules.meaning.declared import Type
from tierrules.meaning.model import Model
from tierrules.meaning.numbers import NumberTextError, read_quantity
from tierrules.meaning.texts import one_line
from tierrules.meaning.value_text import value_text
from tierrules.pages.frame import Fact, page, section
from tierrules.pages.markup import Markup, both, element, in_both, joined, named
from tierrules.pages.portfolio import migration_sections, portfolio_facts
from tierrules.pages.words import saying, word, words
from tierrules.portfolio.migration import Migration


def what_if_page(found: Migration, definition: Model, lang: Lang) -> str:
    """Return the page of a migration that opens in `lang`; `definition` is the ruleset before the edit."""
    title = partial(_title, definition)
    moves = element("div", *migration_sections(found), class_="migration")
    sections = [*_edits(found, definition), moves]
    return page(title, list(_facts(found, definition)), sections, found.fingerprints, lang)


def _title(definition: Model, lang: Lang) -> str:
    return word("what_if", lang).format(one_line(definition.title.say(lang, definition.name)))


def _facts(found: Migration, definition: Model) -> Iterator[Fact]:
    version = f" {definition.version}" if definition.version else ""
    yield words("rules"), joined([element("code", found.ruleset), one_line(version)])
    yield from portfolio_facts(found)


# --- what was changed


def _edits(found: Migration, definition: Model) -> Iterator[Markup]:
    if not found.edits:
        return
    head = element("tr", *(element("th", words(one), scope="col") for one in ("threshold", "was", "is_now")))
    rows = []
    for name, texts in found.edits.items():
        called = named(partial(_threshold, definition, name), name)
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
