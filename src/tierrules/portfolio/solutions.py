"""The way back: which values of a threshold give so many customers an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any, Final, Literal

from tierrules.meaning.dates import Lang
from tierrules.meaning.number_text import exact_text, people_text
from tierrules.meaning.numbers import NumberTextError, read_number, read_quantity
from tierrules.portfolio.migration import Share
from tierrules.portfolio.stretches import Stretch

Relation = Literal["at most", "at least", "exactly"]
Of = Literal["customers", "weight"]
Amount = int | Decimal | float | Fraction | str
"""A number, or a share of the whole as text: `10%`."""

_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "en": {
        "at most": "at most {amount} `{answer}`",
        "at least": "at least {amount} `{answer}`",
        "exactly": "exactly {amount} `{answer}`",
        "customers": "{} customers",
        "customer": "{} customer",
        "weight": "{} of the weight",
        "found": "`{threshold}` {values}: {wanted}",
        "none": "no value of `{threshold}` gives {wanted}: next come {near}",
        "at": "{amount} at {values}",
        "or": ", or ",
        "and": " and ",
        "ties": "; whoever is between the two moves at one value",
    },
    "zh": {
        "at most": "`{answer}` 至多{amount}",
        "at least": "`{answer}` 至少{amount}",
        "exactly": "`{answer}` 恰好{amount}",
        "customers": " {} 个客户",
        "customer": " {} 个客户",
        "weight": "合计 {}",
        "found": "`{threshold}` {values}：{wanted}",
        "none": "`{threshold}` 取任何值都不能使 {wanted}：最接近的是{near}",
        "at": " {amount}（{values}）",
        "or": "，或",
        "and": "和",
        "ties": "；两者之间的客户在同一个值上一起变动",
    },
}


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
        return self.say("en")

    def say(self, lang: Lang) -> str:
        """Return the solution as a sentence, in `en` or `zh`."""
        words = _WORDS[lang]
        counted = "customer" if self.of == "customers" and self.wanted == 1 else self.of
        amount = words[counted].format(people_text(self.wanted, lang))
        wanted = words[self.relation].format(amount=amount, answer=self.answer)
        if self.stretches:
            values = words["or"].join(one.say(lang) for one in self.stretches)
            return words["found"].format(threshold=self.threshold, values=values, wanted=wanted)
        near = words["and"].join(
            words["at"].format(amount=people_text(amount, lang), values=stretch.say(lang))
            for amount, stretch in filter(None, (self.below, self.above))
        )
        told = words["none"].format(threshold=self.threshold, wanted=wanted, near=near)
        is_tie = self.below is not None and self.above is not None and _adjoin(self.below[1], self.above[1])
        return f"{told}{words['ties']}" if is_tie else told

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
