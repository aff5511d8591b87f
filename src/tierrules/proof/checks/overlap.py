"""Some customers meet two rules of which only one may match: told once for all rules that hang together so."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import Dimension
from tierrules.proof.findings.overlaps import Overlap, overlaps
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import finding, undecided
from tierrules.text.diagnostics import Diagnostic

SLUG = "overlap"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the overlaps of each dimension in which rules must not meet."""
    for dimension in subject.model.dimensions.values():
        if dimension.reducer not in ("unique", "any"):
            continue
        found = overlaps(subject, dimension)
        for together in _hanging_together(found):
            yield _told(subject, dimension, together)
        if found.undecided:
            yield undecided(subject.model, SLUG, dimension.span, f"two rules of `{dimension.name}` meet")


def _hanging_together(found: list[Overlap]) -> list[list[Overlap]]:
    """Return overlaps in groups: two belong together if they have a rule in common, or hang together by others."""
    group: dict[str, str] = {}

    def first_of(rule: str) -> str:
        while group.setdefault(rule, rule) != rule:
            rule = group[rule]
        return rule

    for one in found:
        group[first_of(one.later.id)] = first_of(one.earlier.id)
    together: dict[str, list[Overlap]] = {}
    for one in found:
        together.setdefault(first_of(one.earlier.id), []).append(one)
    return list(together.values())


def _told(subject: Subject, dimension: Dimension, found: list[Overlap]) -> Diagnostic:
    first, *more = found
    pair = f"`{first.earlier.id}` and `{first.later.id}`"
    others = [
        (one.later.span, f"`{one.earlier.id}` and `{one.later.id}` both match with {one.witness.text}") for one in more
    ]
    return finding(
        subject.model,
        SLUG,
        first.later.span,
        f"{pair} both match a customer with {first.witness.text}",
        help=_help(dimension),
        rules=dict.fromkeys(rule.id for one in found for rule in (one.earlier, one.later)),
        witness=first.witness,
        related=[(first.earlier.span, "the other rule"), *others],
    )


def _help(dimension: Dimension) -> str:
    labels = "" if dimension.reducer == "unique" else " with different labels"
    return (
        f"under `hit: {dimension.hit}` no customer may meet two rules{labels}: move the bounds apart, or write "
        "`hit: first` and let the order decide"
    )
