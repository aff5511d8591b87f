"""Customers who meet two rules: for each pair of rules that meet, one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial

from tierrules.meaning import semantics
from tierrules.meaning.model import Dimension, Rule
from tierrules.meaning.result import CONFLICT, Outcome
from tierrules.meaning.truth import TRUE
from tierrules.meaning.values import Case
from tierrules.proof.engine.clauses import Part
from tierrules.proof.engine.formulas import no
from tierrules.proof.engine.search import Boxes, SpentError, UndecidedError, bits
from tierrules.proof.engine.witness import Witness, witness
from tierrules.proof.engine.world import Found, World
from tierrules.proof.findings.replay import Replay
from tierrules.proof.findings.slips import Slips
from tierrules.proof.findings.subject import Subject

Pair = tuple[int, int]
"""Two rules by their places in the file, the earlier one first."""


@dataclass(frozen=True)
class Overlap:
    """Two rules, in the order of the file, and customers who meet both."""

    rules: Rules
    pair: Pair
    found: Found

    @property
    def earlier(self) -> Rule:
        """The rule that stands first."""
        return self.rules.dimension.rules[self.pair[0]]

    @property
    def later(self) -> Rule:
        """The other one."""
        return self.rules.dimension.rules[self.pair[1]]

    @cached_property
    def witness(self) -> Witness:
        """A customer who meets both; made when it is told, which takes longer than to find that there is one."""
        world, dimension = self.rules.world, self.rules.dimension
        shows = partial(_shows, self, lambda case: semantics.asked(case, dimension.name))
        nearly = partial(_shows, self, self.rules.replay.outcome)
        return witness(world.model, self.found.facts, world.as_of, shows, nearly)


def rules_of(subject: Subject, dimension: Dimension) -> list[Rules]:
    """Return the rules of a dimension, day by day."""
    return subject.once(
        ("rules", dimension.name), lambda: [Rules(world, dimension) for world in subject.worlds(dimension)]
    )


def replay_of(subject: Subject, dimension: Dimension, world: World) -> Replay:
    """Return a dimension on one of its days, for customers who are put to it one after the other."""
    return next(one.replay for one in rules_of(subject, dimension) if one.world is world)


@dataclass(slots=True)
class Pairs:
    """The pairs of rules of a dimension that meet and must not, or under `first` give different labels.

    A pair that meets only on a bound that both claim is no such pair. Under `first` a customer counts whom no rule
    above the pair takes. `near` pairs could meet by the cells of each field alone, counted day by day; of `looked_at`
    of these it was asked. `undecided` says that of some it could not be told.
    """

    subject: Subject
    dimension: Dimension
    looked_at: int = 0
    undecided: bool = False
    _met: set[Pair] = field(default_factory=set)

    @property
    def near(self) -> int:
        """How many pairs could meet."""
        return sum(one.bit_count() for rules in rules_of(self.subject, self.dimension) for one in rules.rivals)

    def meeting(self, is_told: Callable[[Pair], bool] = lambda pair: False) -> Iterator[Overlap]:
        """Yield each pair that meets once; of pairs of which `is_told` holds nothing is asked."""
        for rules in rules_of(self.subject, self.dimension):
            for pair in rules.pairs():
                self.looked_at += 1
                if pair in self._met or is_told(pair):
                    continue
                try:
                    found = rules.meeting(pair)
                except SpentError:
                    self.looked_at -= 1
                    self.undecided = True
                    return
                except UndecidedError:
                    self.undecided = True
                    continue
                if found is not None:
                    self._met.add(pair)
                    yield found


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
    def near(self) -> list[int]:
        """For each rule those behind it that it could meet by the cells of each field alone, as bits."""
        return _near(self._boxes(self.matches), self.matches)

    @cached_property
    def may_match(self) -> list[Part]:
        """For each rule that it is not missed for certain: it matches, or stays UNKNOWN."""
        answers, dimension = self.world.answers, self.dimension
        return [self.world.part(no(answers.misses(dimension, rule))) for rule in dimension.rules]

    @cached_property
    def perhaps_near(self) -> list[int]:
        """For each rule those behind it that could be met or open beside it, by the cells of each field alone."""
        return _near(self._boxes(self.may_match), self.may_match)

    @cached_property
    def rivals(self) -> list[int]:
        """For each rule those behind it that it could meet and is not meant to, as bits."""
        if self.dimension.reducer == "unique":
            return self.near
        rules = self.dimension.rules
        alike: dict[str, int] = {}
        for at, rule in enumerate(rules):
            alike[rule.label] = alike.get(rule.label, 0) | 1 << at
        return [near & ~alike[rule.label] for rule, near in zip(rules, self.near, strict=True)]

    @cached_property
    def replay(self) -> Replay:
        """The dimension for one customer after the other, without the rules that matter to none of them."""
        return Replay(self.world, self.dimension, self._boxes(self.may_match))

    def _boxes(self, parts: list[Part]) -> Boxes:
        return Boxes([part.cells for part in parts], self.world.search.sizes)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {rule.id: at for at, rule in enumerate(self.dimension.rules)}

    @cached_property
    def _slips(self) -> Slips:
        return Slips(self.world, self.dimension, included=True)

    def unmet(self, rule: Rule) -> Part:
        """Return that a rule does not match for certain."""
        return self.world.part(no(self.world.answers.matches(self.dimension, rule)))

    def could_meet(self, one: Rule, other: Rule) -> bool:
        """Whether two rules could meet by the cells of each field alone."""
        first, last = sorted((self._places[one.id], self._places[other.id]))
        return bool(self.near[first] >> last & 1)

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs of rules that could meet, and are not meant to."""
        yield from ((at, other) for at, rivals in enumerate(self.rivals) for other in bits(rivals))

    def meeting(self, pair: Pair) -> Overlap | None:
        """Return customers who meet both rules, and not only where both claim a bound."""
        earlier, later = (self.dimension.rules[at] for at in pair)
        asked = self.applies & self.matches[pair[0]] & self.matches[pair[1]]
        if self.dimension.reducer == "first":
            asked &= self.above[pair[0]]
        for slip in self._slips.between(earlier, later):
            asked &= self.world.part(no(slip.where))
        found = self.world.find(asked)
        return None if found is None else Overlap(self, pair, found)


def _shows(one: Overlap, answer: Callable[[Case], Outcome], case: Case) -> bool:
    """Whether a customer meets two rules, and therefore is what the earlier one says, or in conflict."""
    if not both_match(case, one.earlier, one.later):
        return False  # the whole dimension is asked only of whom it can be true
    found = answer(case)
    first = one.rules.dimension.reducer == "first"
    return found.label == one.earlier.label if first else found.status == CONFLICT


def both_match(case: Case, one: Rule, other: Rule) -> bool:
    """Whether a customer meets two rules for certain."""
    return all(semantics.truth(case, rule.when) is TRUE for rule in (one, other))


def _near(boxes: Boxes, parts: list[Part]) -> list[int]:
    return [boxes.meeting(part.cells) >> at + 1 << at + 1 for at, part in enumerate(parts)]


def _accumulated(parts: list[Part]) -> list[Part]:
    found, above = [], Part({}, 0)
    for part in parts:
        found.append(above)
        above &= part
    return found
