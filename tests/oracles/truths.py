"""Three truths and absence: what is absent is left out; where nothing is left, the whole is absent."""

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from tests.oracles.values import MISSING, NA, NONE, Seen, union

Ways = Callable[[list[bool]], bool]


def both_ways(truth: bool | None) -> list[bool]:
    return [True, False] if truth is None else [truth]


def joined(parts: Iterable[Seen], holds: Ways) -> Seen:
    """Unknown if some ways of settling the unknown parts hold and others do not, or if all may turn out absent.

    An unknown comparison may turn out absent where a missing key may choose `n/a`.
    """
    given = list(parts)
    present = [one for one in given if one.value is not NA]
    if given and not present:
        return Seen(NA)
    loose = bool(given) and all(one.value is NA or one.loose for one in given)
    ways = {holds(list(way)) for way in itertools.product(*(both_ways(one.value) for one in present))}
    open_ = [one for one in present if one.value is None]
    return Seen(None, union(open_), loose) if len(ways) > 1 or (loose and open_) else Seen(ways.pop())


def at_least(k: int, parts: Iterable[Seen]) -> Seen:
    return joined(parts, lambda truths: sum(truths) >= k)


def opposite(one: Seen) -> Seen:
    return one if one.value is NA or one.value is None else Seen(not one.value)


def compared(left: Seen, op: str, right: Seen, holds: Callable[[Any, Any], bool]) -> Seen:
    values = (left.value, right.value)
    if NA in values:
        return Seen(NA)
    if MISSING in values:
        return Seen(None, left.why | right.why, left.loose or right.loose)
    if NONE in values:
        return Seen(op == "!=")
    return Seen(holds(*values))
