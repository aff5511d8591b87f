"""Which rules ever decide, and which labels anybody ever gets."""

from __future__ import annotations

from dataclasses import dataclass

from tierrules.meaning.model import Dimension, Rule
from tierrules.proof.engine.clauses import Part
from tierrules.proof.engine.formulas import Formula
from tierrules.proof.engine.search import UndecidedError
from tierrules.proof.engine.world import World
from tierrules.proof.findings.overlaps import rules_of
from tierrules.proof.findings.subject import Answer, Subject, ask

_RULES_TRIED = 5
_BOXES_TRIED = 2_000


@dataclass(frozen=True, slots=True)
class Reach:
    """Of the rules of a dimension: those that nobody meets, those that never decide, and those of which it is open."""

    never_true: tuple[Rule, ...]
    dead: tuple[Rule, ...]
    undecided: tuple[Rule, ...]
    perhaps_never_true: tuple[Rule, ...]


def reach(subject: Subject, dimension: Dimension) -> Reach:
    """Return which rules of a dimension never decide."""
    return subject.once(("reach", dimension.name), lambda: _reach(subject, dimension))


def _reach(subject: Subject, dimension: Dimension) -> Reach:
    never, dead, undecided, perhaps_never = [], [], [], []
    for at, rule in enumerate(dimension.rules):
        # Who decides is met, and few rules never decide: asked in this order, most rules cost one question.
        decides = _any_day(subject, dimension, at, by_itself=dimension.reducer != "first")
        if decides is True:
            continue
        met = _any_day(subject, dimension, at, by_itself=True)
        if met is None:
            perhaps_never.append(rule)
        if met is False:
            never.append(rule)
        elif met and decides is False:
            dead.append(rule)
        else:
            undecided.append(rule)
    return Reach(tuple(never), tuple(dead), tuple(undecided), tuple(perhaps_never))


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
    plain = _by_one_rule(subject, dimension, label)
    if plain is not None:
        return plain

    def question(world: World) -> list[Part | Formula]:
        return [has_label(world, dimension, label)]

    return ask(subject.worlds(dimension), question)


def _by_one_rule(subject: Subject, dimension: Dimension, label: str) -> Answer | None:
    """Return customers who get a label by one of its first rules alone: a plain question, and mostly there are some."""
    given = [at for at, rule in enumerate(dimension.rules) if rule.label == label]
    if dimension.reducer == "collect":
        return None
    for rules in rules_of(subject, dimension):
        for at in given[:_RULES_TRIED]:
            others = [rules.above[at]] if dimension.reducer == "first" else rules.misses[:at] + rules.misses[at + 1 :]
            try:
                found = rules.world.find(rules.applies, rules.matches[at], *others, most=_BOXES_TRIED)
            except UndecidedError:
                continue
            if found is not None:
                return Answer(rules.world, found)
    return None


def has_label(world: World, dimension: Dimension, label: str) -> Formula:
    """Return where a customer has a label for certain."""
    if dimension.reducer == "collect":
        return world.answers.has(dimension, frozenset([label])).true
    return world.answers.surely(dimension, [label])
