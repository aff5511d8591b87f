"""Values and how arithmetic treats those that are not there."""

import operator
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

MISSING, NONE, NA = "(missing)", "(none)", "(n/a)"
Why = frozenset[tuple[str, str]]
NOTHING: Why = frozenset()


class Seen(NamedTuple):
    """A value or a truth, what it lacks (names with reasons), and whether it may yet turn out to be absent."""

    value: Any
    why: Why = NOTHING
    loose: bool = False


ARITHMETIC: dict[str, Callable[..., Any]] = {
    **{"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv},
    **{"neg": operator.neg, "abs": abs, "min": min, "max": max},
}


def union(seen: Iterable[Seen]) -> Why:
    return NOTHING.union(*(one.why for one in seen))


def computed(op: str, parts: list[Seen], fields_of_divisor: Iterable[str]) -> Seen:
    """`n/a` before missing before none; a divisor of nought is missing."""
    values, why = [one.value for one in parts], union(parts)
    if NA in values:
        return Seen(NA)
    if op == "/" and values[1] == 0:
        lacks = why | {(field, "zero-divisor") for field in fields_of_divisor}
        return Seen(MISSING, lacks, any(one.loose for one in parts))
    for absent in (MISSING, NONE):
        if absent in values:
            return Seen(absent, why, any(one.loose for one in parts))
    return Seen(ARITHMETIC[op](*values))
