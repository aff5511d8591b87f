"""What a better label lacks: the rule that is nearest to matching, and how far it is from that."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from tierrules.meaning import semantics
from tierrules.meaning.decisive import decisive
from tierrules.meaning.judge import Judge
from tierrules.meaning.justification import Better, JudgedComparison, named_label
from tierrules.meaning.model import AtLeast, Atom, Choice, Condition, Dimension, Not, Rule
from tierrules.meaning.result import Outcome
from tierrules.meaning.truth import MISSING, TRUE, Truth
from tierrules.meaning.values import Case

Cost = tuple[int, Fraction | int]
"""How many comparisons are lacking, and their distances as shares of the bounds."""


def better(case: Case, dimension: Dimension, answer: Outcome) -> Iterator[Better]:
    """Yield for every label better than the answer what it lacks, the best first.

    Only an order makes a label better, and only an answer that is settled has better ones.
    """
    if not dimension.ordered or dimension.reducer == "collect" or answer.status not in ("decided", "unlabelled"):
        return
    known = len(dimension.labels) if answer.label is None else dimension.rank(answer.label)
    for label in dimension.labels[:known]:
        yield _lacking_for(case, dimension, label.name, answer)


def _lacking_for(case: Case, dimension: Dimension, label: str, answer: Outcome) -> Better:
    judge = Judge(case)
    rules = [rule for rule in dimension.rules if rule.label == label]
    possible = [(rule, _judged(judge, way)) for rule in rules if (way := short_of(case, rule.when, TRUE)) is not None]
    # Of rules that cannot hold at all, the first is named.
    rule, lacking = min(possible, key=lambda one: _cost(one[1]), default=(next(iter(rules), None), ()))
    blocking = _before(dimension, rule, answer)
    return Better(
        label=named_label(dimension, label),
        rule=rule.id if rule else None,
        lacking=lacking,
        behind=blocking.id if blocking else None,
        holding=_holding(judge, blocking) if blocking else (),
    )


def _holding(judge: Judge, rule: Rule) -> tuple[JudgedComparison, ...]:
    return tuple(judge.comparison(atom) for atom in decisive(judge.case, rule.when, TRUE))


def _before(dimension: Dimension, rule: Rule | None, answer: Outcome) -> Rule | None:
    """Return the deciding rule if it keeps `rule` from giving the answer."""
    deciding = next((one for one in dimension.rules if one.id == answer.rule), None)
    if deciding is None or rule is None or dimension.reducer != "first":
        return deciding
    return deciding if dimension.rules.index(deciding) < dimension.rules.index(rule) else None


def _judged(judge: Judge, lacking: list[Atom | Choice]) -> tuple[JudgedComparison, ...]:
    return tuple(dict.fromkeys(map(judge.comparison, lacking)))  # what is written twice is lacking once


def _cost(lacking: tuple[JudgedComparison, ...]) -> Cost:
    return len(lacking), sum(map(_share, lacking))


def _share(one: JudgedComparison) -> Fraction:
    if one.distance is None:
        return Fraction(1)
    if isinstance(one.bound, Fraction) and one.bound:
        return abs(one.distance / one.bound)
    return abs(one.distance) / 365  # days as a share of a year; a bound of 0 has no shares


def short_of(case: Case, condition: Condition, wanted: Truth) -> list[Atom | Choice] | None:
    """Return the fewest comparisons that must change for a condition to become `wanted`; None if none can do it."""
    found = semantics.truth(case, condition)
    if found is None:
        return None
    if found is wanted:
        return []
    match condition:
        case AtLeast(k, parts):
            return _short_of_parts(case, parts, k, wanted)
        case Not(part):
            return short_of(case, part, ~wanted)
        case Choice(field) if case.facts[field] is not MISSING:
            # A row that is `n/a` has left the table without a truth.
            return short_of(case, cast(Condition, semantics.chosen(case, condition)), wanted)
        case _:
            return [condition]


def _short_of_parts(
    case: Case, parts: tuple[Condition, ...], k: int | None, wanted: Truth
) -> list[Atom | Choice] | None:
    seen = [(part, one) for part in parts if (one := semantics.truth(case, part)) is not None]
    asked = len(seen) if k is None else k
    enough = asked if wanted is TRUE else len(seen) - asked + 1
    ways = [short_of(case, part, wanted) for part, one in seen if one is not wanted]
    options = sorted((way for way in ways if way is not None), key=lambda way: _cost(_judged(Judge(case), way)))
    need = max(enough - sum(one is wanted for _, one in seen), 1)
    return None if len(options) < need else [atom for way in options[:need] for atom in way]
