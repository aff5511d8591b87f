"""What the size standards say, in a few lines each, as different from the rulesets as could be.

Nothing here knows tierrules. An answer is the set of classes that are still possible: where a figure is missing
(None), every value that it could have is tried, or rather one on each side of every bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import TypeAlias

Number: TypeAlias = int | Fraction
Figure: TypeAlias = Number | None
Complete: TypeAlias = Mapping[str, Number]

BANDS = ("large", "medium", "small", "micro")
"""Every standard here has these four classes; best first."""


def lowest_bands(floors: Mapping[str, Sequence[Number]], figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """Return the classes possible where each indicator has its own band and the lowest of them counts.

    `floors` holds the floors of large, medium and small for each indicator that counts. A figure's band is the
    number of floors that it misses: 0 is large, 3 is micro.
    """
    options = []
    for indicator, bounds in floors.items():
        figure = figures.get(indicator)
        options.append(range(4) if figure is None else [sum(figure < bound for bound in bounds)])
    lowest = {max(bands) for bands in product(*options)}
    return tuple(BANDS[band] for band in sorted(lowest))


def completed(
    figures: Mapping[str, Figure], bounds: Mapping[str, Iterable[Number]], answer: Callable[[Complete], str]
) -> tuple[str, ...]:
    """Return the classes that the figures can have once the missing ones are known."""
    options = [
        [figure] if figure is not None else [side for bound in bounds[name] for side in (bound, bound + 1)] + [0]
        for name, figure in figures.items()
    ]
    found = {answer(dict(zip(figures, values, strict=True))) for values in product(*options)}
    return tuple(band for band in BANDS if band in found)


def headcount_and_money(ceilings: Mapping[str, tuple[int, int, int]], figures: Complete) -> str:
    """Return the smallest class: fewer persons, and not more turnover or not more on the balance sheet."""
    for band in ("micro", "small", "medium"):
        persons, turnover, balance = ceilings[band]
        if figures["employees"] < persons and (
            figures["annual_revenue"] <= turnover or figures["total_assets"] <= balance
        ):
            return band
    return "large"


def two_of_three(ceilings: Mapping[str, tuple[int, int, int]], figures: Complete) -> str:
    """Return the smallest class of which at most one of the three limits is exceeded."""
    names = ("total_assets", "annual_revenue", "employees")
    for band in ("micro", "small", "medium"):
        exceeded = [name for name, limit in zip(names, ceilings[band], strict=True) if figures[name] > limit]
        if len(exceeded) <= 1:
            return band
    return "large"
