"""`hit: first` where no two rules meet, so that `hit: unique` would say the same and hold it."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import Dimension
from tierrules.proof.engine.search import UndecidedError, bits
from tierrules.proof.findings.overlaps import rules_of
from tierrules.proof.findings.reach import reach
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import finding
from tierrules.text.diagnostics import Diagnostic

SLUG = "weaker-hit-policy"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the dimensions under `first` of which no two rules meet."""
    for dimension in subject.model.dimensions.values():
        if dimension.hit != "first":
            continue
        found = reach(subject, dimension)
        met = len(dimension.rules) - len(found.never_true) - len(found.perhaps_never_true)
        if met > 1 and _never_meet(subject, dimension):
            declared = subject.model.written.declared.get(dimension.name)
            yield finding(
                subject.model,
                SLUG,
                dimension.span if declared is None else declared.keys.get("hit", dimension.span),
                f"no customer meets two rules of `{dimension.name}`, so their order decides nothing",
                help="write `hit: unique`: the labels stay, and the first rule that overlaps another one is told",
                rules=tuple(rule.id for rule in dimension.rules),
            )


def _never_meet(subject: Subject, dimension: Dimension) -> bool:
    """Whether it is proven that no customer could meet two rules.

    Could, since under `unique` a rule that stays UNKNOWN, as with a divisor of 0, holds the answer of another back.
    """
    try:
        return all(
            rules.world.find(rules.applies, rules.may_match[one], rules.may_match[other]) is None
            for rules in rules_of(subject, dimension)
            for one, near in enumerate(rules.perhaps_near)
            for other in bits(near)
        )
    except UndecidedError:
        return False  # it would be advice, and none is given where it could be wrong
