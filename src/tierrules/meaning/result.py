"""What one dimension answers for one customer: the record that every engine returns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

Status = Literal["decided", "undetermined", "unlabelled", "conflict", "not-applicable"]

UNLABELLED: Final = "unlabelled"
CONFLICT: Final = "conflict"
NOT_APPLICABLE: Final = "not-applicable"

# Candidates are listed labels first, in the dimension's order, then these in this order.
UNLABELLED_KINDS: tuple[Status, ...] = (UNLABELLED, CONFLICT, NOT_APPLICABLE)

Reason = Literal["missing", "zero-divisor", "conflict", "undetermined"]


class Missing(NamedTuple):
    """A field or another dimension that may decide an undetermined dimension, and why it does not yet."""

    name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of one dimension.

    `status` is `decided` with a `label`, or says which other outcome it is; `candidates` are all outcomes that
    the missing values leave open (of a decided outcome its label alone); `rule` is the id of the rule that
    decided; `missing` says what may decide an `undetermined` one. Under `collect`, `labels` are those that the
    customer has for certain, `candidates` the further possible ones, `rules` those that decided.
    """

    status: Status
    label: str | None
    labels: tuple[str, ...]
    rule: str | None
    rules: tuple[str, ...]
    candidates: tuple[str, ...]
    missing: tuple[Missing, ...] = ()

    def with_missing(self, missing: Iterable[Missing]) -> Outcome:
        """Return the same answer with what may decide it, in order of name."""
        return replace(self, missing=tuple(sorted(missing)))
