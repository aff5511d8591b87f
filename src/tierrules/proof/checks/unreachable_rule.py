"""A rule whose customers are all taken by the rules above it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tierrules.meaning import semantics
from tierrules.meaning.model import Dimension, Rule
from tierrules.meaning.truth import TRUE
from tierrules.proof.engine.search import UndecidedError
from tierrules.proof.findings.overlaps import Rules, rules_of
from tierrules.proof.findings.reach import reach
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import finding, listed, undecided_rules
from tierrules.text.diagnostics import Diagnostic

SLUG = "unreachable-rule"
_MOST_NAMED = 6


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the rules that somebody meets and that never decide."""
    for dimension in subject.model.dimensions.values():
        found = reach(subject, dimension)
        for rule in found.dead:
            yield _told(subject, dimension, rule)
        yield from undecided_rules(subject.model, SLUG, dimension, found.undecided, "ever decides", "ever decide")


def _told(subject: Subject, dimension: Dimension, rule: Rule) -> Diagnostic:
    takers = _takers(subject, dimension, rule)
    named = listed([one.id for one in takers.named]) if takers.named else "the rules above"
    said = "takes" if len(takers.named) == 1 and not takers.more else "together take"
    return finding(
        subject.model,
        SLUG,
        rule.span,
        f"`{rule.id}` never decides: {named}{takers.more} above it {said} every customer who meets it",
        help="delete the rule, move it up, or mend the bound that swallows it",
        rules=(rule.id, *(one.id for one in takers.named)),
        related=[(one.span, "a rule that takes some of them") for one in takers.named],
    )


class _Takers(NamedTuple):
    named: list[Rule]
    more: str


def _takers(subject: Subject, dimension: Dimension, rule: Rule) -> _Takers:
    """Return rules above that together take every customer who meets the rule: on each day one after the other."""
    at = dimension.rules.index(rule)
    found: dict[str, Rule] = {}
    is_open = False
    for rules in rules_of(subject, dimension):
        try:
            is_open |= not _takers_of_day(rules, at, found)
        except UndecidedError:
            is_open = True
    named = list(found.values())
    further = len(named) - _MOST_NAMED
    more = f" and {further:,} more" if further > 0 else " and others" if is_open and named else ""
    return _Takers(sorted(named, key=dimension.rules.index)[:_MOST_NAMED], more)


def _takers_of_day(rules: Rules, at: int, found: dict[str, Rule]) -> bool:
    """Add the rules that take the customers of one day until nobody is left; False if somebody is left open."""
    asked = rules.applies & rules.matches[at]
    for one in found.values():
        asked &= rules.unmet(one)
    while (seen := rules.world.find(asked)) is not None:
        case = rules.world.space.case(seen.facts)
        above = (one for one in rules.replay.left(case).rules if one.id != rules.dimension.rules[at].id)
        taker = next((one for one in above if semantics.truth(case, one.when) is TRUE), None)
        if taker is None:
            return False
        found[taker.id] = taker
        asked &= rules.unmet(taker)
    return True
