"""What changes between rulesets, as a page: a part for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from tierrules.meaning.dates import Lang, date_text
from tierrules.meaning.justification import Named
from tierrules.meaning.texts import one_line
from tierrules.pages.frame import fact_list, page, section
from tierrules.pages.markup import LANGUAGES, Markup, apart, both, element, in_both, joined, named
from tierrules.pages.portfolio import migration_sections, portfolio_facts
from tierrules.pages.titles import mark
from tierrules.pages.words import opened, saying, word, words
from tierrules.portfolio.migration import Migration
from tierrules.proof.compare.comparison import Comparison, Difference
from tierrules.proof.compare.comparison_text import (
    by_dimension,
    example,
    in_force,
    left_out,
    moves,
    notes,
    reason,
    summary,
)

MOST_DIFFERENCES = 1_000
"""Of one dimension; the page says how many it leaves out."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One ruleset of a page: where it lies, what became of it, and what keeps one of its versions from loading."""

    place: str
    state: Literal["same", "changed", "new", "gone", "broken"]
    comparison: Comparison | None = None
    problems: Sequence[str] = ()


def comparison_page(compared: Sequence[Compared], lang: Lang) -> str:
    """Return the page of some comparisons that opens in `lang`."""
    parts = [part for at, one in enumerate(compared, 1) for part in _parts(one, f"movers-{at}")]
    facts = [(apart(one_line(one.place)), words(f"{one.state}_mark")) for one in compared]
    return page(saying("comparison"), facts, parts, (), lang)


def _parts(one: Compared, anchor: str) -> Iterator[Markup]:
    told = [element("h2", element("code", one_line(one.place)), class_="ruleset")]
    if one.comparison is None:
        yield element("section", *told, *_without(one))
        return
    told.append(element("p", both(partial(_summary, one.comparison)), class_="summary"))
    yield element("section", *told, *_notes(one.comparison))
    for dimension, found in by_dimension(one.comparison):
        yield _dimension(dimension, found, counted=one.comparison.migration is not None)
    if one.comparison.when_missing:
        yield _when_missing(one.comparison)
    ours = one.comparison.migration
    if isinstance(ours, Migration):
        yield element("div", *_portfolio(ours, anchor), class_="migration")


def _portfolio(found: Migration, anchor: str) -> Iterator[Markup]:
    """Yield what becomes of the customers of a portfolio."""
    yield section(words("ours"), fact_list(portfolio_facts(found)))
    yield from migration_sections(found, anchor)


def _without(one: Compared) -> Iterator[Markup]:
    if one.state in ("new", "gone"):
        yield element("p", words(one.state), class_="summary")
        return
    yield element("p", words("broken"), class_="summary")
    yield element("ul", *(element("li", element("bdi", one_line(problem))) for problem in one.problems))


def _notes(one: Comparison) -> Iterator[Markup]:
    """Yield what differs beside answers; both languages have as many lines."""
    told = [
        dict(zip(LANGUAGES, pair, strict=True)) for pair in zip(*(notes(one, each) for each in LANGUAGES), strict=True)
    ]
    if told:
        yield element("ul", *(element("li", both(line.__getitem__)) for line in told))


def _summary(one: Comparison, lang: Lang) -> str:
    return opened(summary(one, lang))


def _reason(one: Difference, lang: Lang) -> str:
    return opened(reason(one, lang))


def _dimension(dimension: Named, found: Sequence[Difference], *, counted: bool) -> Markup:
    keys = ("change", "who", "example", "because", *(["ours"] if counted else []))
    head = element("tr", *(element("th", words(one), scope="col") for one in keys))
    rows = [_row(one, counted=counted) for one in found[:MOST_DIFFERENCES]]
    table = element("table", element("thead", head), element("tbody", *rows))
    more = len(found) - MOST_DIFFERENCES
    rest = [element("p", both(lambda lang: word("further_changes", lang).format(more)))] if more > 0 else []
    if counted and len(found) > 1:
        rest.append(element("p", words("overlap")))
    return section(named(partial(_title, dimension), dimension.name), table, *rest, class_="changes cards")


def _when_missing(one: Comparison) -> Markup:
    keys = ("dimension", "change", "who", "example")
    head = element("tr", *(element("th", words(key), scope="col") for key in keys))
    rows = []
    for each in one.when_missing:
        name = element("th", both(partial(_title, each.dimension)), scope="row")
        change = element("td", _change(each), **in_both(saying("change")))
        rows.append(element("tr", name, change, *_customers(each)))
    table = element("table", element("thead", head), element("tbody", *rows))
    return section(words("when_missing"), element("p", words("when_missing_why")), table, class_="changes cards")


def _row(one: Difference, *, counted: bool) -> Markup:
    why = element("td", both(partial(_reason, one)), class_="why", **in_both(saying("because")))
    count = "?" if one.customers is None else f"{one.customers:,}"
    ours = [element("td", count, class_="number", **in_both(saying("ours")))] if counted else []
    return element("tr", element("th", _change(one), scope="row"), *_customers(one), why, *ours)


def _change(one: Difference) -> Markup:
    return joined([mark(one.direction), both(partial(_moves, one))])


def _customers(one: Difference) -> Iterator[Markup]:
    asked = [element("li", both(each.text)) for each in one.region] or [element("li", words("everybody"))]
    asked += [element("li", both(partial(left_out, part))) for part in one.but]
    if one.only_on is not None:
        asked.append(element("li", both(partial(_days, one))))
    yield element("td", element("ul", *asked), **in_both(saying("who")))
    yield element("td", both(partial(example, one)), class_="example", **in_both(saying("example")))


def _moves(one: Difference, lang: Lang) -> str:
    return one_line(moves(one, lang))


def _days(one: Difference, lang: Lang) -> str:
    if one.since is not None or one.until is not None:
        return one_line(in_force(one, lang))
    told = word("list_comma", lang).join(date_text(day, lang) for day in (one.only_on or ())[:3])
    return word("days", lang).format(told)


def _title(one: Named, lang: Lang) -> str:
    return one_line(one.title.say(lang, one.name))
