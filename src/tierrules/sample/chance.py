"""Chance that is the same everywhere: one seed gives one portfolio, byte for byte.

Of Python's generator only `random` is promised never to change; everything else here is made from it with additions,
comparisons and whole numbers. No logarithm and no root, whose last digit may differ between machines.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

# The preferred numbers of which a decade has 24: steps of about a tenth, as round as people's estimates are.
_DECADE = (10, 11, 12, 13, 15, 16, 18, 20, 22, 24, 27, 30, 33, 36, 39, 43, 47, 51, 56, 62, 68, 75, 82, 91)
_STEPS = len(_DECADE)
_SQUARE_ROOT_OF_TWO = 1.4142135623730951


class Chance:
    """Draws from a seed."""

    def __init__(self, seed: int) -> None:
        self._draw = Random(seed).random

    def yes(self, share: float) -> bool:
        """Return True in `share` of all cases."""
        return self._draw() < share

    def between(self, least: int, most: int) -> int:
        """Return a whole number, both ends included; `least` where there is nothing between."""
        return least + int(self._draw() * max(1, most - least + 1))

    def early(self, most: int) -> int:
        """Return a whole number from 0 to `most`, small ones more often."""
        return int(self._draw() * self._draw() * (most + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of several, all alike."""
        return choices[int(self._draw() * len(choices))]

    def weighted(self, choices: Sequence[tuple[T, int]]) -> T:
        """Return one of several, each as often as its weight says."""
        left = int(self._draw() * sum(weight for _, weight in choices))
        for choice, weight in choices:
            left -= weight
            if left < 0:
                return choice
        raise AssertionError("the weights sum up to more than was drawn")

    def bell(self) -> float:
        """Return a number about 0 with a standard deviation of 1, never beyond 4.3: the sum of six draws."""
        total = -3.0
        for _ in range(6):  # not `sum`, which rounds floats in another way from Python 3.12 on
            total += self._draw()
        return total * _SQUARE_ROOT_OF_TWO

    def amount(self, typical: int, spread: int) -> int:
        """Return a whole number skewed as incomes are: half lie below `typical`.

        `spread` is the standard deviation in 24ths of a power of ten.
        """
        step = _step_of(typical) + round(self.bell() * spread)
        power, place = divmod(step, _STEPS)
        digits = 10 * _DECADE[place] + (self.between(0, 9) if self.yes(0.5) else 0)
        return max(1, digits * _power(power) // 100 if power >= 0 else 0)


def rounded(number: int) -> int:
    """Return a whole number with three digits that count, as people give large ones.

    >>> rounded(123456789), rounded(999), rounded(0)
    (123000000, 999, 0)
    """
    unit = _power(max(0, len(str(number)) - 3))
    return number // unit * unit


def _step_of(number: int) -> int:
    """The place of a number from 1 on the ladder of all decades."""
    power = len(str(number)) - 1
    digits = number * 10 // _power(power)
    return power * _STEPS + sum(step <= digits for step in _DECADE) - 1


def _power(exponent: int) -> int:
    return int("1" + "0" * exponent)
