"""A part of a condition without which the rule matches the very same customers."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.conditions import atoms_in
from tierrules.meaning.model import Condition, Dimension, Presence, Rule
from tierrules.proof.engine.formulas import Formula, no
from tierrules.proof.engine.world import World
from tierrules.proof.findings.parts import Place, droppable
from tierrules.proof.findings.single import singles
from tierrules.proof.findings.subject import Subject, ask
from tierrules.proof.findings.told import finding, undecided, written
from tierrules.text.diagnostics import Diagnostic

SLUG = "redundant-comparison"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the parts of rules that could be deleted, but for those that are always or never true."""
    idle = {id(one.condition) for one in singles(subject) if one.is_always_true or one.is_never_true}
    for dimension in subject.model.dimensions.values():
        if dimension.hit is None:
            continue
        for rule in dimension.rules:
            for place, rest in droppable(rule.when):
                if id(place.condition) in idle or asks_what_is_known(place.condition):
                    continue
                if _changes_nothing(subject, dimension, rule, place, rest):
                    yield _told(subject, rule, place)
                    break  # of two that say the same, either can go
            if subject.work.is_spent:
                question = f"each comparison of `{rule.id}` and of the rules below it changes an answer"
                yield undecided(subject.model, SLUG, rule.span, question)
                return


def asks_what_is_known(condition: Condition) -> bool:
    """Whether a condition is about what is known, which only a customer of whom something is missing could show."""
    return any(isinstance(one, Presence) and one.function == "known" for one in atoms_in(condition))


def _changes_nothing(subject: Subject, dimension: Dimension, rule: Rule, place: Place, rest: Condition) -> bool:
    without = place.put(rule.when, rest)

    def answers(world: World) -> Iterator[tuple[Formula, Formula]]:
        rails, other = world.answers.truths.of(rule.when), world.answers.truths.of(without)
        yield rails.true, other.true
        if not (rails.certain and other.certain):
            yield world.answers.fails(dimension, rule.when), world.answers.fails(dimension, without)

    worlds = subject.worlds(dimension)
    if ask(worlds, lambda one: [one.answers.applies(dimension), one.answers.matches(dimension, rule)]).found is None:
        return False
    # Without a part most rules match somebody more: that is asked first.
    return all(
        _lies_within(world, dimension, other, one) and _lies_within(world, dimension, one, other)
        for world in worlds
        for one, other in answers(world)
    )


def _lies_within(world: World, dimension: Dimension, one: Formula, other: Formula) -> bool:
    """Whether it is proven that one holds of no customer of whom the other does not."""
    return ask([world], lambda world: [world.answers.applies(dimension), one, no(other)]).is_none


def _told(subject: Subject, rule: Rule, place: Place) -> Diagnostic:
    return finding(
        subject.model,
        SLUG,
        place.condition.origin.span,
        f"`{written(place.condition)}` changes nothing: without it `{rule.id}` matches the same customers",
        help="delete it, or look whether another bound was meant; with data missing it may still hold an answer back",
        rules=(rule.id,),
    )
