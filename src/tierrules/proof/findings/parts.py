"""The comparisons of a rule, and what the rule would be without one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tierrules.meaning.declared import Origin
from tierrules.meaning.model import AtLeast, Condition, Not
from tierrules.text.source import Span

_NOWHERE = Origin("", Span(0, 0))
ALWAYS = AtLeast(None, (), _NOWHERE)
NEVER = AtLeast(1, (), _NOWHERE)


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a condition, and the way to it from the top: at each node which part is next."""

    condition: Condition
    way: tuple[int, ...] = ()

    def put(self, whole: Condition, other: Condition) -> Condition:
        """Return the whole with another condition in this place; all else stays the very same."""
        return _put(whole, self.way, other)


def conjuncts(condition: Condition) -> list[Condition]:
    """Return what must all hold for a condition to hold; of one that is no `all`, the condition itself."""
    if (
        isinstance(condition, AtLeast)
        and condition.parts
        and (condition.k is None or condition.k == len(condition.parts))
    ):
        return [one for part in condition.parts for one in conjuncts(part)]
    return [condition]


def droppable(condition: Condition, way: tuple[int, ...] = ()) -> Iterator[tuple[Place, Condition]]:
    """Yield each part that could be deleted, and what its place holds then: of `all` something true, of `any` false.

    A part of `at_least` with a count is not among them: without it the count would mean another thing.
    """
    match condition:
        case Not(part):
            yield from droppable(part, (*way, 0))
        case AtLeast(k, parts) if len(parts) > 1:
            for at, part in enumerate(parts):
                if k is None or k == 1:
                    inner = _under_not(part)
                    if not isinstance(inner, AtLeast) or inner.k not in (None, 1):
                        yield Place(part, (*way, at)), ALWAYS if k is None else NEVER
                yield from droppable(part, (*way, at))


def leaves(condition: Condition, way: tuple[int, ...] = ()) -> Iterator[Place]:
    """Yield every comparison with its place; a table is one."""
    match condition:
        case Not(part):
            yield from leaves(part, (*way, 0))
        case AtLeast(_, parts):
            for at, part in enumerate(parts):
                yield from leaves(part, (*way, at))
        case _:
            yield Place(condition, way)


def _under_not(condition: Condition) -> Condition:
    return _under_not(condition.part) if isinstance(condition, Not) else condition


def _put(whole: Condition, way: tuple[int, ...], other: Condition) -> Condition:
    if not way:
        return other
    match whole:
        case Not(part):
            return replace(whole, part=_put(part, way[1:], other))
        case AtLeast(_, parts):
            at = way[0]
            return replace(whole, parts=(*parts[:at], _put(parts[at], way[1:], other), *parts[at + 1 :]))
        case _:
            raise IndexError("the way leads beyond a comparison")
