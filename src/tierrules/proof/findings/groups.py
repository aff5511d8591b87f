"""Rules that hang together by the pairs of them that are told."""

from __future__ import annotations

MOST_LISTED = 50
"""Where so many pairs hang together, a further one among the same rules says nothing new."""


class Groups:
    """The rules by place, in groups: two are in one if they are told as a pair, or hang together by others."""

    def __init__(self) -> None:
        self._leads: dict[int, int] = {}
        self._pairs: dict[int, int] = {}

    def of(self, rule: int) -> int:
        """Return what stands for the group of a rule."""
        while self._leads.setdefault(rule, rule) != rule:
            rule = self._leads[rule] = self._leads[self._leads[rule]]
        return rule

    def join(self, one: int, other: int) -> None:
        """Put two rules that are told as a pair into one group."""
        first, second = self.of(one), self.of(other)
        count = self._pairs.pop(second, 0) if first != second else 0
        self._leads[second] = first
        self._pairs[first] = self._pairs.get(first, 0) + count + 1

    def is_full(self, rule: int) -> bool:
        """Whether so many pairs of a rule's group are told that further ones are left out."""
        return self._pairs.get(self.of(rule), 0) >= MOST_LISTED

    def says_nothing_new(self, one: int, other: int) -> bool:
        """Whether two rules are in one group of which enough is told."""
        return self.of(one) == self.of(other) and self.is_full(one)
