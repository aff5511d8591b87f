"""Which comparisons of a condition were asked, and which of them carry its truth."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning import semantics
from tierrules.meaning.model import AtLeast, Atom, Choice, Condition, Not
from tierrules.meaning.truth import MISSING, Truth
from tierrules.meaning.values import Case


def atoms(case: Case, condition: Condition) -> Iterator[Atom | Choice]:
    """Yield every comparison of a condition in written order; of a table, the one of the row that is chosen."""
    match condition:
        case AtLeast(_, parts):
            for part in parts:
                yield from atoms(case, part)
        case Not(part):
            yield from atoms(case, part)
        case Choice(field):
            if case.facts[field] is MISSING:
                if semantics.truth(case, condition) is not None:
                    yield condition
            elif (row := semantics.chosen(case, condition)) is not None:
                yield from atoms(case, row)
        case _:
            yield condition


def decisive(case: Case, condition: Condition, truth: Truth | None) -> Iterator[Atom | Choice]:
    """Yield the comparisons that carry the truth of a condition: the parts that share it, down to the atoms."""
    if truth is None:
        return
    match condition:
        case AtLeast(_, parts):
            seen = [(part, semantics.truth(case, part)) for part in parts]
            # Where `n/a` has left too few parts to count, those that are settled show it.
            for part, one in [pair for pair in seen if pair[1] is truth] or seen:
                yield from decisive(case, part, one)
        case Not(part):
            yield from decisive(case, part, ~truth)
        case Choice(field):
            if case.facts[field] is MISSING:
                yield condition
            elif (row := semantics.chosen(case, condition)) is not None:
                yield from decisive(case, row, truth)
        case _:
            yield condition
