"""The sections about the whole ruleset: scores, thresholds, computed values, claims and triggers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tierrules.language.document.blocks import Block, Cell, Clause, Items, Name, Paragraph, Section, Table
from tierrules.language.document.clauses import Clauses
from tierrules.language.document.grids import grids
from tierrules.language.document.uses import thresholds_in
from tierrules.language.typed import NamedTerm, TypedInvariant, TypedPoints, TypedScore
from tierrules.meaning import declared
from tierrules.meaning.declared import Threshold, Type
from tierrules.meaning.model import RisesWith, Trigger


def score_section(score: TypedScore, clauses: Clauses) -> Section:
    """Return the points table of a score."""
    called = clauses.score(score.name)
    title = clauses.words.sections["scores"].format(called)
    return Section(title, None if called == score.name else score.name, tuple(_score_blocks(score, clauses)))


def _score_blocks(score: TypedScore, clauses: Clauses) -> Iterator[Block]:
    columns = clauses.words.columns
    rows = tuple((_points(one, clauses), clauses.clause(one.when)) for one in score.add)
    yield Table((columns["points"], columns["when"]), rows)
    if score.low is not None and score.high is not None:
        ends = (clauses.term(one, Type.INTEGER, None) for one in (score.low, score.high))
        yield Paragraph(clauses.words.limits.format(*ends))
    yield from grids(thresholds_in((one.when for one in score.add), clauses.derived), clauses)


def _points(entry: TypedPoints, clauses: Clauses) -> Clause:
    if isinstance(entry.points, NamedTerm):
        return Clause(clauses.fill(clauses.words.points_of, clauses.score(entry.points.name)))
    told = clauses.term(entry.points, Type.INTEGER, None)
    return Clause(told.replace("-", "−") if told.startswith("-") else f"+{told}")


def derived_section(clauses: Clauses) -> Iterator[Section]:
    """Yield the computed values, if there are any."""
    columns = clauses.words.columns
    rows = tuple(
        (Name(name), Clause(clauses.term(term, Type.DECIMAL, None))) for name, term in clauses.resolved.derived
    )
    if rows:
        blocks = (Table((columns["name"], columns["formula"]), rows),)
        yield Section(clauses.words.sections["derived"], None, blocks)


def threshold_section(clauses: Clauses, shown: Mapping[str, str]) -> Iterator[Section]:
    """Yield the list of all thresholds; `shown` says in which section a table by category stands."""
    thresholds = clauses.resolved.thresholds
    if not thresholds:
        return
    rows = [_threshold_row(one, clauses, shown) for one in thresholds]
    # A column with nothing in it is left out.
    kept = [at for at in range(4) if any(row[at].text for row in rows)]
    columns = [clauses.words.columns[one] for one in ("name", "title", "value", "source")]
    table = Table(tuple(columns[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows))
    rest = grids((one.name for one in thresholds if one.name not in shown), clauses)
    yield Section(clauses.words.sections["thresholds"], None, (table, *rest))


def _threshold_row(one: Threshold, clauses: Clauses, shown: Mapping[str, str]) -> tuple[Cell, ...]:
    title = clauses.said(one.title, "")
    return Name(one.name), Clause(title), Clause(_threshold_value(one, clauses, shown)), Clause(one.source or "")


def _threshold_value(one: Threshold, clauses: Clauses, shown: Mapping[str, str]) -> str:
    if not isinstance(one.value, declared.Table):
        return clauses.value(one.value, one.type, clauses.currency_of(one))
    by = clauses.listed(map(clauses.field, one.value.by))
    if one.name in shown:
        return clauses.fill(clauses.words.by_table_in, by, shown[one.name])
    return clauses.fill(clauses.words.by_table, by)


def claim_sections(clauses: Clauses) -> Iterator[Section]:
    """Yield the assumptions and the invariants, where there are any."""
    resolved, words = clauses.resolved, clauses.words
    if resolved.assume:
        blocks = (Paragraph(words.assumed), Items(tuple(map(clauses.clause, resolved.assume))))
        yield Section(words.sections["assume"], None, blocks)
    if resolved.invariants:
        claims = tuple(_claim(one, clauses) for one in resolved.invariants)
        yield Section(words.sections["invariants"], None, (Items(claims),))


def _claim(one: TypedInvariant | RisesWith, clauses: Clauses) -> Clause:
    words = clauses.words
    if isinstance(one, RisesWith):
        later = clauses.fields[one.field].type is Type.DATE
        told = clauses.field(one.field), clauses.dimension(one.dimension)
        return Clause(clauses.fill(words.rises_later if later else words.rises, *told))
    clause = clauses.clause(one.condition)
    return Clause((words.never if one.kind == "never" else words.holds).format(clause.text), clause.parts)


def trigger_section(clauses: Clauses) -> Iterator[Section]:
    """Yield the triggers, if there are any."""
    words = clauses.words
    rows = tuple(
        (Name(one.name), Clause(_change(one, clauses)), _action(one, clauses)) for one in clauses.resolved.triggers
    )
    if rows:
        columns = tuple(words.columns[one] for one in ("name", "change", "do"))
        yield Section(words.sections["triggers"], None, (Table(columns, rows),))


def _change(one: Trigger, clauses: Clauses) -> str:
    words = clauses.words
    form = {
        (False, False): words.changes,
        (False, True): words.becomes,
        (True, False): words.leaves,
        (True, True): words.turns,
    }[one.before is not None, one.after is not None]
    before, after = (clauses.label(one.dimension, name) for name in (one.before, one.after))
    return clauses.fill(form, clauses.dimension(one.dimension), before, after)


def _action(one: Trigger, clauses: Clauses) -> Clause:
    told = (clauses.words.entry.format(key, value) for key, value in one.do)
    return Clause(clauses.words.semicolon.join(told))
