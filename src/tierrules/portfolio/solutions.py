"""The way back: which values of a threshold give so many customers an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any, Literal

from tierrules.meaning.number_text import exact_text, people_text
from tierrules.meaning.numbers import NumberTextError, read_number, read_quantity
from tierrules.portfolio.migration import Share
from tierrules.portfolio.stretches import Stretch

Relation = Literal["at most", "at least", "exactly"]
Of = Literal["customers", "weight"]
Amount = int | Decimal | float | Fraction | str
"""A number, or a share of the whole as text: `10%`."""


@dataclass(frozen=True, slots=True)
class Solution:
    """Where an answer is given to so many; empty where no value of the threshold does it.

    `stretches` are all values that do, exactly. `below` and `above` are the amounts that come next to the wanted one
    on either side, each with its first stretch: between them customers stand at the same value and move together.
    """

    threshold: str
    answer: str
    relation: Relation
    wanted: Fraction
    of: Of
    stretches: tuple[Stretch, ...]
    below: tuple[Fraction, Stretch] | None
    above: tuple[Fraction, Stretch] | None

    def __bool__(self) -> bool:
        return bool(self.stretches)

    def __contains__(self, value: object) -> bool:
        return any(value in one for one in self.stretches)

    def __str__(self) -> str:
        wanted = f"{self.relation} {_said(self.wanted)} {'customers' if self.of == 'customers' else 'of the weight'}"
        if self.stretches:
            return f"`{self.threshold}` {', or '.join(map(str, self.stretches))}: {wanted} `{self.answer}`"
        near = [f"{_said(amount)} at {stretch}" for amount, stretch in filter(None, (self.below, self.above))]
        ties = ""
        if self.below is not None and self.above is not None and _adjoin(self.below[1], self.above[1]):
            ties = "; whoever is between the two moves at one value"
        return f"no value of `{self.threshold}` gives {wanted} `{self.answer}`: next come {' and '.join(near)}{ties}"

    def to_dict(self) -> dict[str, Any]:
        """Return the solution for JSON."""
        near = {name: getattr(self, name) for name in ("below", "above")}
        return {
            "threshold": self.threshold,
            "answer": self.answer,
            "relation": self.relation,
            "wanted": exact_text(self.wanted),
            "of": self.of,
            "stretches": [one.to_dict() for one in self.stretches],
            **{name: one and {"amount": exact_text(one[0]), **one[1].to_dict()} for name, one in near.items()},
        }


def solve(
    threshold: str,
    answer: str,
    relation: Relation,
    amount: Amount,
    of: Of,
    whole: Fraction,
    steps: Iterable[tuple[Stretch, Share]],
) -> Solution:
    """Return where an answer is given to an amount of the whole."""
    wanted = read_amount(amount, whole)
    found: list[Stretch] = []
    below: tuple[Fraction, Stretch] | None = None
    above: tuple[Fraction, Stretch] | None = None
    touching = False
    for stretch, seen in _runs(steps, of):
        fits = seen <= wanted if relation == "at most" else seen >= wanted if relation == "at least" else seen == wanted
        if fits and touching:
            found[-1] = replace(found[-1], high=stretch.high, to_high=stretch.to_high)
        elif fits:
            found.append(stretch)
        touching = fits
        if seen < wanted and (below is None or seen > below[0]):
            below = seen, stretch
        if seen > wanted and (above is None or seen < above[0]):
            above = seen, stretch
    return Solution(threshold, answer, relation, wanted, of, tuple(found), below, above)


def _runs(steps: Iterable[tuple[Stretch, Share]], of: Of) -> Iterator[tuple[Stretch, Fraction]]:
    """Yield the longest stretches over which an amount stays, whoever changes places in them."""
    amounts = (
        (stretch, Fraction(share.customers) if of == "customers" else share.weight or Fraction(0))
        for stretch, share in steps
    )
    for amount, run in groupby(amounts, lambda one: one[1]):
        stretches = [stretch for stretch, _ in run]
        yield replace(stretches[0], high=stretches[-1].high, to_high=stretches[-1].to_high), amount


def read_amount(amount: Amount, whole: Fraction) -> Fraction:
    """Return an amount as a number; a text with a per cent sign is a share of the whole. Raises ValueError."""
    try:
        if isinstance(amount, str):
            quantity = read_quantity(amount)
            if quantity.kind not in ("number", "percent", "money"):
                raise ValueError(f"`{amount}` is neither a number nor a share")
            return quantity.number * whole if quantity.kind == "percent" else quantity.number
        return read_number(amount)
    except NumberTextError as error:
        raise ValueError(str(error)) from None


def _adjoin(one: Stretch, other: Stretch) -> bool:
    return one.high == other.low or other.high == one.low


def _said(amount: Fraction) -> str:
    return people_text(amount, "en")
