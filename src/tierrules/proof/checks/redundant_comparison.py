"""A part of a condition without which the rule matches the very same customers."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.conditions import atoms_in
from tierrules.meaning.model import Condition, Dimension, Presence, Rule
from tierrules.proof.engine.formulas import Formula, no
from tierrules.proof.engine.world import World
from tierrules.proof.findings.parts import Place, droppable
from tierrules.proof.findings.single import singles
from tierrules.proof.findings.subject import Answer, Subject, ask
from tierrules.proof.findings.told import finding, undecided_comparisons, written
from tierrules.text.diagnostics import Diagnostic

SLUG = "redundant-comparison"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the parts of rules that could be deleted, but for those that are always or never true."""
    idle = {id(one.condition) for one in singles(subject) if one.is_always_true or one.is_never_true}
    perhaps = {id(one.condition) for one in singles(subject) if one.may_be_always_true or one.may_be_never_true}
    for dimension in subject.model.dimensions.values():
        open_: list[Condition] = []
        for rule in dimension.rules if dimension.hit is not None else ():
            for place, rest in droppable(rule.when):
                if id(place.condition) in idle or asks_what_is_known(place.condition):
                    continue
                known = id(place.condition) not in perhaps
                changes_nothing = _changes_nothing(subject, dimension, rule, place, rest) if known else None
                if changes_nothing is None:
                    open_.append(place.condition)
                elif changes_nothing:
                    yield _told(subject, rule, place)
                    break  # of two that say the same, either can go
        said = "changes an answer", "change an answer"
        yield from undecided_comparisons(subject.model, SLUG, dimension, open_, *said)


def asks_what_is_known(condition: Condition) -> bool:
    """Whether a condition is about what is known, which only a customer of whom something is missing could show."""
    return any(isinstance(one, Presence) and one.function == "known" for one in atoms_in(condition))


def _changes_nothing(subject: Subject, dimension: Dimension, rule: Rule, place: Place, rest: Condition) -> bool | None:
    """Whether a rule matches the same customers without a part; None if it cannot be told."""
    without = place.put(rule.when, rest)

    def answers(world: World) -> Iterator[tuple[Formula, Formula]]:
        rails, other = world.answers.truths.of(rule.when), world.answers.truths.of(without)
        yield rails.true, other.true
        if not (rails.certain and other.certain):
            yield world.answers.fails(dimension, rule.when), world.answers.fails(dimension, without)

    worlds = subject.worlds(dimension)
    met = ask(worlds, lambda one: [one.answers.applies(dimension), one.answers.matches(dimension, rule)])
    if met.found is None:
        return None if met.undecided is not None else False
    # Without a part most rules match somebody more: that is asked first.
    found: bool | None = True
    for world in worlds:
        for one, other in answers(world):
            for within, whole in ((other, one), (one, other)):
                left = _beyond(world, dimension, within, whole)
                if left.found is not None:
                    return False
                found = found if left.is_none else None
    return found


def _beyond(world: World, dimension: Dimension, one: Formula, other: Formula) -> Answer:
    """Return customers of whom one holds and the other does not."""
    return ask([world], lambda world: [world.answers.applies(dimension), one, no(other)])


def _told(subject: Subject, rule: Rule, place: Place) -> Diagnostic:
    return finding(
        subject.model,
        SLUG,
        place.condition.origin.span,
        f"`{written(place.condition)}` changes nothing: without it `{rule.id}` matches the same customers",
        help="delete it, or look whether another bound was meant; with data missing it may still hold an answer back",
        rules=(rule.id,),
    )
