"""Which rules ever decide, and which labels anybody ever gets."""

from __future__ import annotations

from dataclasses import dataclass

from tierrules.meaning.model import Dimension, Rule
from tierrules.proof.clauses import Part
from tierrules.proof.formulas import Formula
from tierrules.proof.overlaps import rules_of
from tierrules.proof.search import UndecidedError
from tierrules.proof.subject import Answer, Subject, ask
from tierrules.proof.world import World


@dataclass(frozen=True, slots=True)
class Reach:
    """Of the rules of a dimension: those that nobody meets, those that never decide, and those of which it is open."""

    never_true: tuple[Rule, ...]
    dead: tuple[Rule, ...]
    undecided: tuple[Rule, ...]


def reach(subject: Subject, dimension: Dimension) -> Reach:
    """Return which rules of a dimension never decide."""
    return subject.once(("reach", dimension.name), lambda: _reach(subject, dimension))


def _reach(subject: Subject, dimension: Dimension) -> Reach:
    never, dead, undecided = [], [], []
    for at, rule in enumerate(dimension.rules):
        # Who decides is met, and few rules never decide: asked in this order, most rules cost one question.
        decides = _any_day(subject, dimension, at, by_itself=dimension.reducer != "first")
        if decides is True:
            continue
        if _any_day(subject, dimension, at, by_itself=True) is False:
            never.append(rule)
        elif decides is False:
            dead.append(rule)
        else:
            undecided.append(rule)
    return Reach(tuple(never), tuple(dead), tuple(undecided))


def _any_day(subject: Subject, dimension: Dimension, at: int, *, by_itself: bool) -> bool | None:
    """Whether a customer meets the rule at a place, of those whom no rule above takes; None if it cannot be told."""
    found: bool | None = False
    for rules in rules_of(subject, dimension):
        asked = [rules.applies, rules.matches[at], *([] if by_itself else [rules.above[at]])]
        try:
            if rules.world.find(*asked) is not None:
                return True
        except UndecidedError:
            found = None
    return found


def gets(subject: Subject, dimension: Dimension, label: str) -> Answer:
    """Return customers who get a label, alone or among others."""

    def question(world: World) -> list[Part | Formula]:
        return [has_label(world, dimension, label)]

    return ask(subject.worlds(dimension), question)


def has_label(world: World, dimension: Dimension, label: str) -> Formula:
    """Return where a customer has a label for certain."""
    if dimension.reducer == "collect":
        return world.answers.has(dimension, frozenset([label])).true
    return world.answers.surely(dimension, [label])
