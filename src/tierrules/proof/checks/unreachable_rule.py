"""A rule whose customers are all taken by the rules above it."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import Dimension, Rule
from tierrules.proof.findings.overlaps import rules_of
from tierrules.proof.findings.reach import reach
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import finding, listed, undecided
from tierrules.text.diagnostics import Diagnostic

SLUG = "unreachable-rule"
_MOST_NAMED = 6


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the rules that somebody meets and that never decide."""
    for dimension in subject.model.dimensions.values():
        found = reach(subject, dimension)
        for rule in found.dead:
            yield _told(subject, dimension, rule)
        for rule in found.undecided:
            yield undecided(subject.model, SLUG, rule.span, f"`{rule.id}` ever decides")


def _told(subject: Subject, dimension: Dimension, rule: Rule) -> Diagnostic:
    takers = _takers(subject, dimension, rule)
    named = listed([one.id for one in takers[:_MOST_NAMED]]) if takers else "the rules above"
    more = f" and {len(takers) - _MOST_NAMED} more" if len(takers) > _MOST_NAMED else ""
    said = "takes" if len(takers) == 1 else "together take"
    return finding(
        subject.model,
        SLUG,
        rule.span,
        f"`{rule.id}` never decides: {named}{more} above it {said} every customer who meets it",
        help="delete the rule, move it up, or mend the bound that swallows it",
        rules=(rule.id, *(one.id for one in takers[:_MOST_NAMED])),
        related=[(one.span, "a rule that takes some of them") for one in takers[:_MOST_NAMED]],
    )


def _takers(subject: Subject, dimension: Dimension, rule: Rule) -> list[Rule]:
    """Return the rules above that take a customer who meets the rule; one alone if it takes them all."""
    at = dimension.rules.index(rule)
    found: dict[str, Rule] = {}
    for rules in rules_of(subject, dimension):
        for before in range(at):
            above = dimension.rules[before]
            if rules.world.find(rules.applies, rules.matches[at], rules.matches[before], rules.above[before]) is None:
                continue
            found[above.id] = above
    return list(found.values())
