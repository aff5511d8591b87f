"""Some customers get no label: told once for all rules that come near and share fields."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.conditions import fields_in
from tierrules.meaning.model import Comparison, Constant, DateWindow, Dimension
from tierrules.proof.findings.gaps import Gap, gaps, has_gaps_to_find
from tierrules.proof.findings.groups import MOST_LISTED
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import finding, listed, undecided, written
from tierrules.text.diagnostics import Diagnostic

SLUG = "gap"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the gaps of each dimension."""
    for dimension in subject.model.dimensions.values():
        if not has_gaps_to_find(dimension):
            continue
        found = gaps(subject, dimension)
        for together in _hanging_together(found):
            yield _told(subject, dimension, together)
        if found.undecided:
            yield undecided(subject.model, SLUG, dimension.span, f"every customer gets a label in `{dimension.name}`")
        elif found.are_more:
            yield undecided(subject.model, SLUG, dimension.span, f"`{dimension.name}` has gaps near other rules too")


def _hanging_together(found: list[Gap]) -> list[list[Gap]]:
    """Return gaps in groups: the rules that come near share fields, so that mending one rule concerns the others."""
    groups: list[tuple[set[str], list[Gap]]] = []
    for gap in found:
        fields = set() if gap.rule is None else set(fields_in(gap.rule.when))
        joined = [one for one in groups if one[0] & fields]
        merged = (fields.union(*(one[0] for one in joined)), [*(gap for one in joined for gap in one[1]), gap])
        groups = [one for one in groups if one not in joined] + [merged]
    return [sorted(together, key=_importance) for _, together in groups]


def _importance(gap: Gap) -> tuple[bool, bool, int]:
    """What one bound alone keeps out comes first, and bounds that have a name come before yes and no."""
    first = gap.missed[0] if gap.missed else None
    named = isinstance(first, Comparison | DateWindow) and _has_name(first)
    return len(gap.missed) > 1, not named, 0 if first is None else first.origin.span.start


def _has_name(one: Comparison | DateWindow) -> bool:
    if isinstance(one, DateWindow):
        return one.cut_off.name is not None
    return any(isinstance(side, Constant) and side.name is not None for side in (one.left, one.right))


def _told(subject: Subject, dimension: Dimension, found: list[Gap]) -> Diagnostic:
    first, *more = found
    cut = len(more) >= MOST_LISTED
    message = f"a customer with {first.witness.text} gets no label in `{dimension.name}`"
    if first.rule is not None:
        message += f"; the nearest rule is `{first.rule.id}`, which misses by {_missed(first)}"
    others = [
        (gap.missed[0].origin.span, f"`{gap.rule.id}` misses {gap.witness.text} by {_missed(gap)}")
        for gap in more[: MOST_LISTED - 1]
        if gap.rule is not None and gap.missed
    ]
    return finding(
        subject.model,
        SLUG,
        first.missed[0].origin.span if first.missed else dimension.span,
        message,
        help=_help(dimension) + ("; further gaps near these rules are not listed" if cut else ""),
        rules=dict.fromkeys(gap.rule.id for gap in found if gap.rule is not None),
        witness=first.witness,
        related=others,
    )


def _missed(gap: Gap) -> str:
    return listed([written(one) for one in gap.missed])


def _help(dimension: Dimension) -> str:
    last = dimension.labels[-1].name
    return (
        "move the bound, add a rule, or say what they are: "
        f"`otherwise: {last}`, or `otherwise: none` if they are meant to have no label"
    )
