"""Some customers meet two rules of which only one may match: told once for all rules that hang together so."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.model import Dimension
from tierrules.proof.findings.groups import MOST_LISTED, Groups
from tierrules.proof.findings.overlaps import Overlap, Pairs
from tierrules.proof.findings.subject import Subject
from tierrules.proof.findings.told import finding, undecided_pairs
from tierrules.text.diagnostics import Diagnostic

SLUG = "overlap"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the overlaps of each dimension in which rules must not meet."""
    for dimension in subject.model.dimensions.values():
        if dimension.reducer not in ("unique", "any"):
            continue
        pairs, groups = Pairs(subject, dimension), Groups()
        for together in _hanging_together(pairs, groups):
            yield _told(subject, dimension, together, more=groups.is_full(together[0].pair[0]))
        if pairs.undecided:
            yield undecided_pairs(subject.model, SLUG, dimension, pairs.looked_at, pairs.near)


def _hanging_together(pairs: Pairs, groups: Groups) -> list[list[Overlap]]:
    """Return overlaps in groups: two belong together if they have a rule in common, or hang together by others."""
    found = []
    for one in pairs.meeting(lambda pair: groups.says_nothing_new(*pair)):
        groups.join(*one.pair)
        found.append(one)
    together: dict[int, list[Overlap]] = {}
    for one in sorted(found, key=lambda one: one.pair):
        together.setdefault(groups.of(one.pair[0]), []).append(one)
    return list(together.values())


def _told(subject: Subject, dimension: Dimension, found: list[Overlap], *, more: bool) -> Diagnostic:
    first, *others = found
    # To show a customer takes the whole dimension: of very many pairs only the first of each group is shown.
    listed = [one for one in others[: MOST_LISTED - 1] if subject.work.spend(len(dimension.rules))]
    more = more or len(listed) < len(others)
    return finding(
        subject.model,
        SLUG,
        first.later.span,
        f"{_pair(first)} both match a customer with {first.witness.text}",
        help=_help(dimension) + ("; further pairs of these rules are not listed" if more else ""),
        rules=dict.fromkeys(rule.id for one in found for rule in (one.earlier, one.later)),
        witness=first.witness,
        related=[
            (first.earlier.span, "the other rule"),
            *((one.later.span, f"{_pair(one)} both match with {one.witness.text}") for one in listed),
        ],
    )


def _pair(one: Overlap) -> str:
    return f"`{one.earlier.id}` and `{one.later.id}`"


def _help(dimension: Dimension) -> str:
    labels = "" if dimension.reducer == "unique" else " with different labels"
    return (
        f"under `hit: {dimension.hit}` no customer may meet two rules{labels}: move the bounds apart, or write "
        "`hit: first` and let the order decide"
    )
