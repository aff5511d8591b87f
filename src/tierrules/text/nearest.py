"""The right name nearest to a wrong one, for "did you mean".

The answer depends on the names alone, not on their order; the work is bounded by the number of
known names, each at most `_LONGEST` characters long.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Final

_LONGEST: Final = 64
_JOINTS: Final = re.compile(r"[\s_\-]+")


def hint(name: str, known: Iterable[str], otherwise: str | None = None) -> Callable[[], str | None]:
    """The help "did you mean", or `otherwise`; looked for only when it is shown, since `known` may be long.

    >>> hint("employes", ["employees"])()
    'did you mean `employees`?'
    """

    def look() -> str | None:
        near = nearest(name, known)
        return f"did you mean `{near}`?" if near is not None else otherwise

    return look


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be, or None.

    >>> nearest("employes", ["employees", "satisfaction"])
    'employees'
    >>> nearest("Annual-Spend", ["annual_spend"])
    'annual_spend'
    """
    wanted = _folded(name)
    if not wanted or len(wanted) > _LONGEST:
        return None
    names = {candidate: _folded(candidate) for candidate in known if len(candidate) <= _LONGEST}
    return _by_distance(wanted, names) or _by_word(name, names) or _by_stem(name, names)


def is_misspelt(name: str, word: str) -> bool:
    """Whether a name is a word with a slip in it: one edit for each five characters, two at most.

    >>> is_misspelt("head-cuont", "headcount"), is_misspelt("last order value", "last order date")
    (True, False)
    """
    wanted, known = _folded(name), _folded(word)
    limit = min(2, len(wanted) // 5)
    is_long = max(len(wanted), len(known)) > _LONGEST
    return not is_long and abs(len(wanted) - len(known)) <= limit and _distance(wanted, known, limit) <= limit


def _by_distance(wanted: str, names: dict[str, str]) -> str | None:
    best: tuple[int, int, str] | None = None
    bound = _tolerance(wanted)
    for candidate, folded in names.items():
        limit = bound if best is None else best[0]
        if abs(len(folded) - len(wanted)) > limit:
            continue
        distance = _distance(wanted, folded, limit)
        if distance <= limit:
            rank = (distance, -_shared_start(wanted, folded), candidate)
            best = rank if best is None else min(best, rank)
    return None if best is None else best[2]


def _by_word(name: str, names: dict[str, str]) -> str | None:
    """The only known name that has every word of `name` (`revenue`: `annual_revenue`)."""
    words = _words(name)
    holding = [candidate for candidate in names if words and words <= _words(candidate)]
    return holding[0] if len(holding) == 1 else None


def _by_stem(name: str, names: dict[str, str]) -> str | None:
    """The only known name that begins with most of the words of `name` (`last_purchase_date`: `last_purchase_on`).

    At least two words must be the same: `annual_spend` and `annual_revenue` are things of their own.
    """
    words = _sequence(name)
    shared = {candidate: _shared_start(words, _sequence(candidate)) for candidate in names}
    longest = max(shared.values(), default=0)
    holding = [candidate for candidate, count in shared.items() if count == longest]
    return holding[0] if longest >= 2 and len(holding) == 1 else None


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in _sequence(name) if len(word) > 2)


def _sequence(name: str) -> list[str]:
    return [word for word in _JOINTS.split(unicodedata.normalize("NFKC", name).casefold()) if word]


def _folded(name: str) -> str:
    return _JOINTS.sub("", unicodedata.normalize("NFKC", name).casefold())


def _tolerance(wanted: str) -> int:
    """How many edits still look like a slip; a Chinese character weighs more than a letter."""
    length = len(wanted)
    if not wanted.isascii():
        return min(3, (length + 1) // 3) if length > 1 else 0
    return min(3, length // 3)


def _distance(left: str, right: str, limit: int) -> int:
    """Edits between two names, a swap of neighbours counted once; exact up to `limit`."""
    if left == right:
        return 0
    older: list[int] = []
    old = list(range(len(right) + 1))
    for row, char in enumerate(left, 1):
        new = [row]
        for column, other in enumerate(right, 1):
            cost = min(old[column] + 1, new[-1] + 1, old[column - 1] + (char != other))
            if older and column > 1 and char == right[column - 2] and left[row - 2] == other:
                cost = min(cost, older[column - 2] + 1)
            new.append(cost)
        if min(new) > limit:
            return limit + 1
        older, old = old, new
    return old[-1]


def _shared_start(left: Sequence[str], right: Sequence[str]) -> int:
    for count, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return count
    return min(len(left), len(right))
