"""A migration with the titles of what it names, and its changes in the order in which people expect them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from typing import Final

from tierrules.meaning.change.parts import Direction
from tierrules.meaning.dates import Lang
from tierrules.meaning.declared import Type
from tierrules.meaning.number_text import exact_text, share_text
from tierrules.meaning.texts import one_line
from tierrules.meaning.value_text import value_text
from tierrules.pages.markup import Markup, both, element
from tierrules.pages.words import word, words
from tierrules.portfolio import counts_text
from tierrules.portfolio.answers import direction, title_of
from tierrules.portfolio.migration import Matrix, Migration, Share

SIGNS: Final[Mapping[Direction, str]] = {"up": "▲", "down": "▼", "across": "◆", "none": "◆"}
DIGITS: Final = 4


def mark(way: Direction) -> Markup:
    """Return the sign of a direction, and for those who listen its name."""
    sign, heard = element("span", SIGNS[way], aria_hidden="true"), element("span", words(way), " ", class_="heard")
    return element("span", sign, heard, class_=f"key {way}")


def rounded(number: Fraction) -> Fraction:
    """Return a number with its first four digits.

    >>> rounded(Fraction(124_574_002)), rounded(Fraction(-9_999_500)), rounded(Fraction(2, 3))
    (Fraction(124600000, 1), Fraction(-10000000, 1), Fraction(6667, 10000))
    """
    places = DIGITS
    size = abs(number)
    while size >= 10**DIGITS:
        size, places = size / 10, places - 1
    while 0 < size < 10 ** (DIGITS - 1):
        size, places = size * 10, places + 1
    return Fraction(round(number * Fraction(10) ** (places - DIGITS))) / Fraction(10) ** (places - DIGITS)


@dataclass(frozen=True, slots=True)
class Change:
    """Everybody who goes from one answer to another in a dimension; `rank` is their place among all changes."""

    rank: int
    dimension: str
    before: str
    after: str
    share: Share
    direction: Direction
    told: Markup


@dataclass(frozen=True)
class Titled:
    """A migration, with what its answers and its weight are called."""

    found: Migration

    @cached_property
    def moving(self) -> tuple[Matrix, ...]:
        """The dimensions in which somebody moves."""
        return tuple(one for one in self.found.matrix.values() if one.moved.customers)

    @cached_property
    def changes(self) -> Mapping[tuple[str, str, str], Change]:
        """All changes that occur, by dimension, old and new answer."""
        return {(one.dimension, one.before, one.after): one for one in self._changes()}

    def _changes(self) -> Iterator[Change]:
        occurring = (
            (matrix, old, new)
            for matrix in self.moving
            for old in matrix.rows
            for new in matrix.columns
            if old != new and (old, new) in matrix.cells
        )
        for rank, (matrix, old, new) in enumerate(occurring):
            way = direction(*matrix.dimensions, old, new)
            told = both(partial(self.pair, matrix, old, new))
            yield Change(rank, matrix.name, old, new, matrix.cells[old, new], way, told)

    def dimension(self, matrix: Matrix, lang: Lang) -> str:
        """Return what a dimension is called."""
        return one_line(matrix.dimensions[1].title.say(lang, matrix.name))

    def answer(self, matrix: Matrix, answer: str, lang: Lang) -> str:
        """Return what an answer is called."""
        return one_line(title_of(matrix.dimensions, answer, lang))

    def pair(self, matrix: Matrix, before: str, after: str, lang: Lang) -> str:
        """Return a change from one answer to another."""
        return f"{self.answer(matrix, before, lang)} → {self.answer(matrix, after, lang)}"

    def share(self, part: Share, whole: Share, lang: Lang) -> str:
        """Return what the weight of a part is of that of a whole."""
        share = share_text(part.weight or 0, whole.weight or 0)
        return word("share_of_weight", lang).format(share, self.weight_title(lang))

    def weight_title(self, lang: Lang) -> str:
        """Return what the weight is called."""
        return counts_text.weight_name(self.found, lang)

    def sum_of(self, weight: Fraction | None) -> Markup:
        """Return a sum of weights, rounded for people; the exact amount stands beside it for programs."""
        if weight is None:
            return Markup()
        near = rounded(weight)
        return element("data", both(lambda lang: self.amount(near, lang)), value=exact_text(weight))

    def amount(self, weight: Fraction, lang: Lang) -> str:
        """Return a weight as people write it."""
        currency = self.found.weight_currency
        return value_text(weight, Type.MONEY if currency else Type.DECIMAL, currency, lang)

    def amount_of(self, weight: Fraction | None) -> Markup:
        """Return a weight in both languages, nothing where there is none."""
        return Markup() if weight is None else both(lambda lang: self.amount(weight, lang))
