"""Customers who meet two rules: for each pair of rules that meet, one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from tierrules.meaning import semantics
from tierrules.meaning.model import Dimension, Rule
from tierrules.meaning.result import CONFLICT
from tierrules.meaning.truth import TRUE
from tierrules.meaning.values import Case
from tierrules.proof.engine.clauses import Part
from tierrules.proof.engine.formulas import no
from tierrules.proof.engine.search import Boxes, UndecidedError, bits
from tierrules.proof.engine.witness import Witness, witness
from tierrules.proof.engine.world import World
from tierrules.proof.findings.slips import Slip, slips_in_overlaps
from tierrules.proof.findings.subject import Subject


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules, in the order of the file, and a customer who meets both."""

    earlier: Rule
    later: Rule
    witness: Witness


class Overlaps(list[Overlap]):
    """The overlaps of a dimension; `undecided` if the search could not tell of some pair."""

    undecided = False


def rules_of(subject: Subject, dimension: Dimension) -> list[Rules]:
    """Return the rules of a dimension, day by day."""
    return subject.once(
        ("rules", dimension.name), lambda: [Rules(world, dimension) for world in subject.worlds(dimension)]
    )


def overlaps(subject: Subject, dimension: Dimension) -> Overlaps:
    """Return the pairs of rules that meet and must not, or under `first` give different labels.

    A pair that meets only on a bound that both claim is no such pair. Under `first` a customer counts whom no rule
    above the pair takes.
    """
    return subject.once(("overlaps", dimension.name), lambda: _overlaps(subject, dimension))


def _overlaps(subject: Subject, dimension: Dimension) -> Overlaps:
    found = Overlaps()
    told: dict[tuple[int, int], Overlap] = {}
    for parts in rules_of(subject, dimension):
        for pair in parts.pairs():
            if pair in told:
                continue
            try:
                seen = parts.meeting(pair)
            except UndecidedError:
                found.undecided = True
                continue
            if seen is not None:
                told[pair] = seen
    found += [told[pair] for pair in sorted(told)]
    return found


class Rules:
    """The rules of a dimension as parts of questions, on one day."""

    def __init__(self, world: World, dimension: Dimension) -> None:
        self.world = world
        self.dimension = dimension
        answers = world.answers
        self.applies = world.part(answers.applies(dimension))
        self.matches = [world.part(answers.matches(dimension, rule)) for rule in dimension.rules]
        self.misses = [world.part(answers.misses(dimension, rule)) for rule in dimension.rules]
        self.above = _accumulated(self.misses)
        """For each rule, that none above it matches."""

    @cached_property
    def slips(self) -> dict[frozenset[str], list[Slip]]:
        """The bounds that two rules claim, by the names of the two."""
        found: dict[frozenset[str], list[Slip]] = {}
        for slip in slips_in_overlaps(self.world, self.dimension):
            found.setdefault(frozenset((slip.lower.rule.id, slip.upper.rule.id)), []).append(slip)
        return found

    def near(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of rules that could meet by the cells of each field alone."""
        boxes = Boxes([one.cells for one in self.matches], self.world.search.sizes)
        for at, part in enumerate(self.matches):
            yield from ((at, at + 1 + other) for other in bits(boxes.meeting(part.cells) >> at + 1))

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of rules that could meet, and are not meant to."""
        rules = self.dimension.rules
        for one, other in self.near():
            if self.dimension.reducer == "unique" or rules[one].label != rules[other].label:
                yield one, other

    def meeting(self, pair: tuple[int, int]) -> Overlap | None:
        """Return a customer who meets both rules, and not only where both claim a bound."""
        earlier, later = (self.dimension.rules[at] for at in pair)
        asked = self.applies & self.matches[pair[0]] & self.matches[pair[1]]
        if self.dimension.reducer == "first":
            asked &= self.above[pair[0]]
        for slip in self.slips.get(frozenset((earlier.id, later.id)), ()):
            asked &= self.world.part(no(slip.where))
        found = self.world.find(asked)
        if found is None:
            return None
        shows = partial(_shows, self.dimension, earlier, later)
        return Overlap(earlier, later, witness(self.world.model, found.facts, self.world.as_of, shows))


def _shows(dimension: Dimension, earlier: Rule, later: Rule, case: Case) -> bool:
    """Whether a customer meets two rules, and therefore is what the earlier one says, or in conflict."""
    if not both_match(case, earlier, later):
        return False  # the whole dimension is asked only of whom it can be true
    found = semantics.asked(case, dimension.name)
    return found.label == earlier.label if dimension.reducer == "first" else found.status == CONFLICT


def both_match(case: Case, one: Rule, other: Rule) -> bool:
    """Whether a customer meets two rules for certain."""
    return all(semantics.truth(case, rule.when) is TRUE for rule in (one, other))


def _accumulated(parts: list[Part]) -> list[Part]:
    found, above = [], Part({}, 0)
    for part in parts:
        found.append(above)
        above &= part
    return found
