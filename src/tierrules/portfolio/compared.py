"""Two rulesets, and what becomes of a portfolio between them: which regions of a comparison hold how many of ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from tierrules.language.customers import Unknown
from tierrules.meaning.change.parts import State
from tierrules.meaning.dates import check_as_of
from tierrules.meaning.model import Model
from tierrules.portfolio.answers import AND, STATUSES
from tierrules.portfolio.customers import Customers
from tierrules.portfolio.in_regions import Inside, inside
from tierrules.portfolio.migration import Migration, Move
from tierrules.portfolio.what_if import Rules, migrate
from tierrules.proof.compare.compare import compare_models
from tierrules.proof.compare.comparison import Comparison, Difference


def compare(
    before: Rules,
    after: Rules,
    customers: Customers | None,
    *,
    as_of: date | None,
    weight: str | None = None,
    unknown: Unknown = "near-miss",
) -> Comparison:
    """Return what changes between two rulesets, and what becomes of a portfolio if there is one."""
    if isinstance(after, str | PurePath):
        raise TypeError(f"a ruleset is compared with a loaded one: `tierrules.load({str(after)!r})`")
    if customers is None:
        if as_of is not None or weight is not None:
            raise TypeError("`as_of` and `weight` are of a portfolio, and none is given")
        return compare_models(before.definition, after.definition)
    if as_of is None:
        raise TypeError("a portfolio is classified as of a day: give `as_of`, such as date(2026, 11, 22)")
    found = compare_models(before.definition, after.definition)
    return with_portfolio(found, before, after, customers, as_of=as_of, weight=weight, unknown=unknown)


def with_portfolio(
    found: Comparison,
    before: Rules,
    after: Rules,
    customers: Customers,
    *,
    as_of: date,
    weight: str | None = None,
    unknown: Unknown = "near-miss",
) -> Comparison:
    """Return a comparison that tells of a portfolio too."""
    renamed, day = _renamed(found), check_as_of(as_of)
    # Where one follows the other, no day has figures of both: each answers on the day that is nearest.
    then, now = (_nearest(one.definition, day) if found.follow else day for one in (before, after))
    migration = migrate(
        before, after, customers, as_of=then, as_of_after=now, weight=weight, unknown=unknown, renamed=renamed
    )
    return replace(
        found,
        differences=tuple(_counted(found.differences, migration, renamed, after.definition, now)),
        migration=migration,
    )


def _nearest(model: Model, day: date) -> date:
    since, until = model.effective.since, model.effective.until
    if since is not None and day < since:
        return since
    return until if until is not None and day > until else day


def _renamed(found: Comparison) -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for one in found.labels:
        if one.kind == "renamed" and one.before is not None and one.after is not None:
            names[one.dimension.name][one.before.name] = one.after.name
    return dict(names)


def _counted(
    differences: Iterable[Difference],
    migration: Migration,
    renamed: Mapping[str, Mapping[str, str]],
    model: Model,
    as_of: date,
) -> Iterator[Difference]:
    """Yield differences with how many customers move so and lie in the region; they may lie in several."""
    movers: dict[str, list[Move]] = defaultdict(list)
    for one in migration.moved:
        movers[one.dimension.name].append(one)
    for each in differences:
        name = each.dimension.name
        is_in = _inside(each, model, as_of)
        alike = [one for one in movers[name] if _moves_so(one, each, renamed.get(name, {}))]
        yield replace(each, customers=None if is_in is None else _count(alike, is_in))


def _inside(one: Difference, model: Model, as_of: date) -> Inside | None:
    """Return what tells if a customer lies in the region of a difference, and not where it leaves some out."""
    asked, *others = (inside(each, model, as_of) for each in (one.region, *one.but))
    left_out = [each for each in others if each is not None]
    if asked is None or len(left_out) < len(others):
        return None
    return lambda facts: asked(facts) and not any(each(facts) for each in left_out)


def _moves_so(move: Move, one: Difference, renamed: Mapping[str, str]) -> bool:
    """Whether a customer changes as a difference says; of labels that are collected, which come and which go."""
    if not one.gained and not one.lost:
        return (move.before, move.after) == (_answer(one.before, renamed), _answer(one.after, {}))
    then, now = set(move.before.split(AND)), set(move.after.split(AND))
    gained, lost = {each.name for each in one.gained}, {renamed.get(each.name, each.name) for each in one.lost}
    return now - then - {*STATUSES} == gained and then - now - {*STATUSES} == lost


def _count(movers: list[Move], is_in: Inside) -> int:
    # A field that only one of the rulesets reads is in its reading alone.
    return sum(is_in({**one.grounds[2].facts, **one.grounds[3].facts}) for one in movers)


def _answer(state: State, names: Mapping[str, str]) -> str:
    labels = [names.get(one.name, one.name) for one in state.labels]
    return AND.join(labels if state.status == "decided" else [*labels, state.status])
