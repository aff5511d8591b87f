"""The conditions that decide something, each with what it decides, and the comparisons in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tierrules.meaning.model import AtLeast, Atom, Choice, Condition, Dimension, Model, Not


@dataclass(frozen=True, slots=True)
class Deciding:
    """A condition, and whose it is: a rule's, a dimension's guard, or that of the points of a score.

    `owner` is the label, dimension or score that it decides about, and `rule` the id that results cite.
    """

    condition: Condition
    owner: str
    dimension: Dimension | None = None
    rule: str | None = None

    @property
    def rules(self) -> tuple[str, ...]:
        """What a finding names as its rules."""
        return () if self.rule is None else (self.rule,)


@dataclass(frozen=True, slots=True)
class Placed:
    """A comparison that must hold as it stands, and the conditions that hold wherever it counts."""

    atom: Atom
    beside: tuple[Condition, ...]


def deciding(model: Model) -> Iterator[Deciding]:
    """Yield every condition of the dimensions and scores of a ruleset; claims decide nothing."""
    for dimension in model.dimensions.values():
        if dimension.applies is not None:
            yield Deciding(dimension.applies, dimension.name, dimension)
        for rule in dimension.rules:
            yield Deciding(rule.when, rule.label, dimension, rule.id)
    for name, score in model.scores.items():
        for points in score.add:
            yield Deciding(points.when, name)


def placed(condition: Condition, beside: tuple[Condition, ...] = ()) -> Iterator[Placed]:
    """Yield the comparisons of a condition that stand under no `not`, the rows of tables too."""
    match condition:
        case AtLeast(k, parts):
            all_hold = k is None or k == len(parts)
            for at, part in enumerate(parts):
                others = (*parts[:at], *parts[at + 1 :]) if all_hold else ()
                yield from placed(part, (*beside, *others))
        case Choice(_, rows, default, none):
            for row in (*(one for _, one in rows), default, none):
                if row is not None:
                    yield from placed(row, beside)
        case Not():
            return
        case atom:
            yield Placed(atom, beside)
