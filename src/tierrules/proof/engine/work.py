"""What several questions together may cost: counted work and no clock, so that a file finds the same end everywhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

MOST_WORK: Final = 400_000
"""What a check may cost in all of a ruleset, in steps: a question is one, and a box of few clauses."""

DEAR: Final = 10
"""The steps of a box in which fields are compared, and of a customer who is tried in it."""

_CLAUSES: Final = 200
_VARIABLES: Final = 20
"""So many clauses more, or variables, take a step more to look at."""


def price_of(clauses: int, variables: int, *, narrowed: bool) -> int:
    """Return the steps of a box of a question with so many clauses and variables."""
    return (1 + clauses // _CLAUSES + variables // _VARIABLES) * (DEAR if narrowed else 1)


@dataclass(slots=True)
class Work:
    """The steps that are left; `most` is what a piece of work that is measured by itself may take."""

    most: int = sys.maxsize
    left: int = sys.maxsize

    @property
    def is_spent(self) -> bool:
        """Whether more was asked for than was left."""
        return self.left < 0

    def spend(self, steps: int) -> bool:
        """Take some steps; return whether they were still there."""
        self.left -= min(steps, self.left + 1)
        return self.left >= 0

    @contextmanager
    def anew(self) -> Iterator[None]:
        """Measure what follows by itself; what is around it goes on with what it had."""
        before, self.left = self.left, self.most
        try:
            yield
        finally:
            self.left = before
