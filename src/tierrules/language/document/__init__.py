"""A ruleset as the standards table that a person would print: Markdown or HTML, Chinese or English.

All of it is said by the file; nothing is added but the words of the language that it is written in. The document
keeps the author's forms (bands, cells, tables), which the model no longer has, so it is made of what `resolve` gives.
"""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.errors import RulesetError
from tierrules.language.document.blocks import Cell, Clause, Document, Name, Section
from tierrules.language.document.clauses import Clauses
from tierrules.language.document.dimensions import dimension_section
from tierrules.language.document.sections import (
    claim_sections,
    derived_section,
    score_section,
    threshold_section,
    trigger_section,
)
from tierrules.language.document.uses import conditions_of, thresholds_in
from tierrules.language.read import read_ruleset
from tierrules.language.resolve import Resolved, resolve
from tierrules.language.resolve.scope import ModelFields
from tierrules.meaning.dates import Lang, date_text
from tierrules.meaning.model import Effective
from tierrules.text.diagnostics import Problems
from tierrules.text.source import Source
from tierrules.text.yaml_reader import read


def document_of(text: str, lang: Lang, name: str = "<text>", fields: ModelFields | None = None) -> Document:
    """Return the document of a ruleset's text; raises `RulesetError` if the text does not load.

    `fields` are those of the caller's own class of customers, as `build` takes them.
    """
    source = Source(name, text)
    problems = Problems(source)
    tree = read(source, problems)
    if tree is not None:
        resolved = resolve(read_ruleset(tree, problems), problems, fields)
        if not problems.errors:
            return write_document(resolved, lang)
    raise RulesetError(problems.in_order())


def write_document(resolved: Resolved, lang: Lang) -> Document:
    """Return the document of a ruleset without problems."""
    clauses = Clauses(resolved, lang)
    title = clauses.said(resolved.title, resolved.name)
    return Document(title, lang, tuple(_facts(clauses)), (clauses.words.undetermined,), tuple(_sections(clauses)))


def _facts(clauses: Clauses) -> Iterator[tuple[str, Cell]]:
    resolved, words = clauses.resolved, clauses.words
    yield words.facts["name"], Name(resolved.name)
    if resolved.version:
        yield words.facts["version"], Clause(resolved.version)
    if told := _effective(resolved.effective, clauses):
        yield words.facts["effective"], Clause(told)
    if resolved.currency:
        yield words.facts["currency"], Clause(resolved.currency)


def _effective(effective: Effective, clauses: Clauses) -> str:
    since, until = (date_text(day, clauses.lang) if day else "" for day in (effective.since, effective.until))
    words = clauses.words
    if since and until:
        return words.range_.format(since, until)
    return words.from_.format(since) if since else words.until.format(until) if until else ""


def _sections(clauses: Clauses) -> Iterator[Section]:
    resolved = clauses.resolved
    yield from (dimension_section(one, clauses) for one in resolved.dimensions)
    yield from (score_section(one, clauses) for one in resolved.scores)
    yield from derived_section(clauses)
    yield from threshold_section(clauses, _where_shown(clauses))
    yield from claim_sections(clauses)
    yield from trigger_section(clauses)


def _where_shown(clauses: Clauses) -> dict[str, str]:
    """Return for each threshold that a section shows the title of the first one that does."""
    shown: dict[str, str] = {}
    for dimension in clauses.resolved.dimensions:
        names = thresholds_in(conditions_of(dimension), clauses.derived)
        shown = {**dict.fromkeys(names, clauses.dimension(dimension.name)), **shown}
    for score in clauses.resolved.scores:
        names = thresholds_in((one.when for one in score.add), clauses.derived)
        shown = {**dict.fromkeys(names, clauses.score(score.name)), **shown}
    return shown
