"""Each comparison of a dimension by itself: whether it parts anybody from anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tierrules.meaning.model import Condition, Dimension, LabelTest, Presence
from tierrules.proof.engine.formulas import no
from tierrules.proof.findings.parts import leaves
from tierrules.proof.findings.subject import Subject, ask


@dataclass(frozen=True, slots=True)
class Single:
    """A comparison, and what is proven of it for complete data; `rule_id` is the rule or guard in which it stands.

    What it may be could not be told.
    """

    dimension: Dimension
    condition: Condition
    rule_id: str
    is_always_true: bool
    is_never_true: bool
    may_be_always_true: bool
    may_be_never_true: bool


def singles(subject: Subject) -> list[Single]:
    """Return every comparison of every dimension that stands in a condition of several, or alone."""
    return subject.once("singles", lambda: list(_singles(subject)))


def open_singles(subject: Subject, may_be: Callable[[Single], bool]) -> Iterator[tuple[Dimension, list[Condition]]]:
    """Yield for each dimension the comparisons of which something could not be told."""
    for dimension in subject.model.dimensions.values():
        found = [one.condition for one in singles(subject) if one.dimension is dimension and may_be(one)]
        if found:
            yield dimension, found


def _singles(subject: Subject) -> Iterator[Single]:
    for dimension in subject.model.dimensions.values():
        if dimension.hit is None:
            continue  # bands and cells are no comparisons that somebody wrote
        for name, condition in _conditions(dimension):
            for place in leaves(condition):
                if not _is_of_knowledge(place.condition):
                    yield _single(subject, dimension, name, place.condition)


def _is_of_knowledge(condition: Condition) -> bool:
    """Whether a comparison is about what is known, or of another dimension: complete data say nothing of it."""
    return isinstance(condition, LabelTest) or (isinstance(condition, Presence) and condition.function == "known")


def _conditions(dimension: Dimension) -> Iterator[tuple[str, Condition]]:
    if dimension.applies is not None:
        yield dimension.applies_id, dimension.applies
    yield from ((rule.id, rule.when) for rule in dimension.rules)


def _single(subject: Subject, dimension: Dimension, name: str, condition: Condition) -> Single:
    worlds = subject.worlds(dimension)
    met = ask(worlds, lambda world: [world.answers.truths.of(condition).true])
    missed = ask(worlds, lambda world: [no(world.answers.truths.of(condition).true)])
    return Single(
        dimension,
        condition,
        name,
        is_always_true=missed.is_none and not met.is_none,
        is_never_true=met.is_none and not missed.is_none,
        may_be_always_true=missed.undecided is not None and not met.is_none,
        may_be_never_true=met.undecided is not None and not missed.is_none,
    )
