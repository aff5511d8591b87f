"""The three truth values, and the two ways of having no value."""

from __future__ import annotations

import enum
from typing import Final


class Truth(enum.IntEnum):
    """FALSE < UNKNOWN < TRUE: `and` is the least of its parts, `or` the greatest, `not` swaps the ends."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __invert__(self) -> Truth:
        """`not`: TRUE and FALSE change places, UNKNOWN stays."""
        return Truth(2 - self)


FALSE, UNKNOWN, TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


class Absent(enum.Enum):
    """Why a fact holds no value: MISSING, we do not know; NONE, we know that there is none."""

    MISSING = "missing"
    NONE = "none"

    def __repr__(self) -> str:
        return self.name


MISSING: Final = Absent.MISSING
NONE: Final = Absent.NONE


def at_least(k: int, truths: list[Truth]) -> Truth:
    """TRUE if k parts are TRUE, FALSE if too few still can be, else UNKNOWN. `all` is k = n, `any` is k = 1.

    >>> at_least(2, [TRUE, UNKNOWN, FALSE])
    <Truth.UNKNOWN: 1>
    """
    sure = truths.count(TRUE)
    if sure >= k:
        return TRUE
    return FALSE if sure + truths.count(UNKNOWN) < k else UNKNOWN
