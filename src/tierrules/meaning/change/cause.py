"""The cause of a change: the least of data, rules, time and person that bring the new answer, the rest being old.

A classification keeps what its own ruleset has read, and perhaps no ruleset at all. Whatever an answer hangs on
that is not at hand makes the cause untold; nothing is put in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Final, Literal, TypeAlias

from tierrules.errors import NotInForce
from tierrules.meaning import semantics
from tierrules.meaning.change.parts import COMPONENTS, Component, Lack
from tierrules.meaning.conditions import atoms_in, fields_in
from tierrules.meaning.declared import NUMERIC, Field, Scalar, Type
from tierrules.meaning.justification import Named
from tierrules.meaning.model import Atom, Choice, Condition, Dimension, LabelTest, Model, Presence
from tierrules.meaning.result import Outcome, Status
from tierrules.meaning.truth import MISSING, Absent
from tierrules.meaning.values import Case, Facts, check_in_force

Answer: TypeAlias = tuple[Status, tuple[str, ...]] | Literal["no figures"] | None
"""Status and labels; `no figures` on a day on which the ruleset is not in force; None if it lacks the dimension."""

NO_FIGURES: Final = "no figures"


class CannotTellError(Exception):
    """An answer hangs on what is not at hand; `possible` are the outcomes it may be, None if that is not known."""

    def __init__(self, lack: Lack, possible: tuple[str, ...] | None = None) -> None:
        super().__init__(lack)
        self.lack, self.possible = lack, possible


@dataclass(frozen=True, slots=True)
class Side:
    """What one classification was made from. `model` is None if it is not at hand; `facts` are those that it read.

    `manual` holds the labels that a person has set, by dimension: they stand in place of the ruleset's answer.
    """

    model: Model | None
    fingerprint: str
    facts: Facts
    as_of: date
    manual: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class World:
    """One mixture of two sides, in which a customer can be asked. Values under `strange` were read as another type."""

    model: Model
    facts: Facts
    as_of: date
    manual: Mapping[str, str]
    strange: frozenset[str] = frozenset()


def causes(
    differing: Iterable[Component], reaches: Callable[[frozenset[Component]], bool]
) -> tuple[tuple[Component, ...], ...]:
    """Return all minimal sets of what differs that reach the new answer, the rest being old; least first.

    All of what differs reaches it for certain and is not asked for.

    >>> causes(("data", "time"), lambda new: "data" in new)
    (('data',),)
    """
    everything = sorted(differing)
    found: list[tuple[Component, ...]] = []
    for size in range(1, len(everything) + 1):
        for one in combinations(everything, size):
            is_minimal = not any(set(less) <= set(one) for less in found)
            if is_minimal and (size == len(everything) or reaches(frozenset(one))):
                found.append(one)
    return tuple(found)


def differing(before: Side, after: Side) -> tuple[Component, ...]:
    """Return what differs between two sides. A value that only one of them has read may differ."""
    differs = {
        "data": before.facts != after.facts,
        "rules": before.fingerprint != after.fingerprint,
        "time": before.as_of != after.as_of,
        "person": before.manual != after.manual,
    }
    return tuple(one for one in COMPONENTS if differs[one])


def world_of(before: Side, after: Side, new: frozenset[Component]) -> World:
    """Return the mixture in which `new` is new and the rest old; raises `CannotTellError` without its ruleset."""
    model, other = (after.model, before.model) if "rules" in new else (before.model, after.model)
    if model is None:
        raise CannotTellError(Lack("rules"))
    facts = after.facts if "data" in new else before.facts
    is_own = ("rules" in new) == ("data" in new)
    return World(
        model=model,
        facts=facts,
        as_of=after.as_of if "time" in new else before.as_of,
        manual=after.manual if "person" in new else before.manual,
        strange=frozenset() if is_own else strangers(facts, model, other),
    )


def strangers(facts: Facts, model: Model, other: Model | None) -> frozenset[str]:
    """Return the fields whose values a ruleset cannot take over: it declares them as something else."""
    named = {name: model.fields[name] for name in facts if name in model.fields}
    theirs = {} if other is None else other.fields
    return frozenset(
        name for name, one in named.items() if not (_fits(facts[name], one) and is_like(one, theirs.get(name)))
    )


def is_like(one: Field, other: Field | None) -> bool:
    """Whether two rulesets read a field as the same kind of value."""
    return other is None or (_kind(one), one.currency) == (_kind(other), other.currency)


def _kind(one: Field) -> Type:
    return Type.DECIMAL if one.type is Type.INTEGER else one.type


def _fits(value: Scalar | Absent, one: Field) -> bool:
    match value:
        case Absent():
            return True
        case bool():
            return one.type is Type.BOOLEAN
        case Fraction():
            return one.type in NUMERIC
        case date():
            return one.type is Type.DATE
        case str():
            return one.type in (Type.CATEGORY, Type.TEXT)


def answer(world: World, dimension: str) -> Answer:
    """Return the answer of a dimension in a mixture; raises `CannotTellError` where it hangs on what was not read."""
    if dimension in world.manual:
        return "decided", (world.manual[dimension],)
    if dimension not in world.model.dimensions:
        return None
    try:
        check_in_force(world.model, world.as_of)
    except NotInForce:
        return NO_FIGURES
    lacking = _lacking(world, dimension)
    known = {name: value for name, value in world.facts.items() if name not in world.strange}
    facts = {**dict.fromkeys(world.model.fields, MISSING), **known}
    found = semantics.asked(Case(world.model, facts, world.as_of), dimension)
    if lacking and (found.status == "undetermined" or _asks_what_is_known(world.model, dimension)):
        raise CannotTellError(_lack(world, lacking), _possible(world.model, dimension, found))
    return found.status, found.labels


def reaches(world: World, dimension: str, wanted: Answer) -> bool:
    """Return whether a mixture gives an answer; raises `CannotTellError` only where it may and may not."""
    try:
        return answer(world, dimension) == wanted
    except CannotTellError as error:
        if not isinstance(wanted, tuple):
            return False  # what hangs on a value is an answer: the ruleset is in force and has the dimension
        if error.possible is None or wanted[0] == "undetermined":
            raise
        if (wanted[1] or wanted)[0] in error.possible:
            raise
        return False


def _lacking(world: World, dimension: str) -> list[Named]:
    unread = {name for name in world.model.inputs if not _is_read(world, name)}
    behind = [name for name in fields_behind(world.model, dimension) if name in unread] if unread else []
    return [Named(name, world.model.fields[name].title) for name in behind]


def _lack(world: World, lacking: list[Named]) -> Lack:
    """Say of what was never read that it was not; of what both have read, that they read it as different things."""
    unread = tuple(one for one in lacking if one.name not in world.strange)
    return Lack("inputs", unread) if unread else Lack("types", tuple(lacking))


def _is_read(world: World, name: str) -> bool:
    return name in world.facts and name not in world.strange


def _possible(model: Model, dimension: str, found: Outcome) -> tuple[str, ...] | None:
    """Return all outcomes that missing values may bring: those of a collected dimension are sets and not listed."""
    is_collected = model.dimensions[dimension].reducer == "collect"
    return None if is_collected or _asks_what_is_known(model, dimension) else found.candidates


def _asks_what_is_known(model: Model, dimension: str) -> bool:
    """Whether a rule asks if a value is known: then an answer that is alone may still change when values arrive."""
    reached = dimensions_behind(model, dimension)
    return any(one.no_match or any(isinstance(atom, Presence) for atom in atoms_of(one)) for one in reached)


def dimensions_behind(model: Model, dimension: str) -> tuple[Dimension, ...]:
    """Return a dimension and all those that its rules ask about, itself first."""
    found: dict[str, Dimension] = {}
    waiting = [dimension]
    while waiting:
        one = model.dimensions[waiting.pop(0)]
        if one.name not in found:
            found[one.name] = one
            waiting.extend(atom.dimension for atom in atoms_of(one) if isinstance(atom, LabelTest))
    return tuple(found.values())


def fields_behind(model: Model, dimension: str) -> tuple[str, ...]:
    """Return the fields on which the answer of a dimension may hang, in the order in which the ruleset reads them."""
    reached = dimensions_behind(model, dimension)
    named = {name for one in reached for condition in conditions_of(one) for name in fields_in(condition)}
    return tuple(name for name in model.inputs if name in named)


def conditions_of(one: Dimension) -> Iterator[Condition]:
    """Yield the guard and the conditions of the rules."""
    if one.applies is not None:
        yield one.applies
    yield from (rule.when for rule in one.rules)


def atoms_of(one: Dimension) -> Iterator[Atom | Choice]:
    """Yield every comparison of a dimension."""
    return (atom for condition in conditions_of(one) for atom in atoms_in(condition))
