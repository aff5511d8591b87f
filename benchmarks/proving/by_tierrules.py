"""The questions put to tierrules: each from a model, with all that has to be built for it."""

from __future__ import annotations

from tierrules.language.build import build
from tierrules.meaning.model import Dimension, Model
from tierrules.proof.engine.clauses import Part
from tierrules.proof.engine.world import World
from tierrules.proof.findings.gaps import gaps
from tierrules.proof.findings.reach import reach
from tierrules.proof.findings.subject import Subject


def loaded(text: str) -> Model:
    """Return the model of a table's ruleset."""
    return build("<table>", text)


def is_total(model: Model) -> bool:
    """Whether it is proven that every customer gets a label."""
    found = gaps(Subject(model), _dimension(model))
    return not found and not found.undecided


def asked(model: Model) -> tuple[World, Part]:
    """Return all customers, and as a question those without a label."""
    world = Subject(model).worlds(_dimension(model))[0]
    return world, world.part(world.answers.nothing_matches(_dimension(model)))


def has_gap(question: tuple[World, Part]) -> bool:
    """Whether there is such a customer; one is made."""
    world, part = question
    found = world.find(part)
    return found is not None and bool(found.facts)


def lacks_a_label(model: Model) -> bool:
    """Whether some customer meets no row, from the model."""
    return has_gap(asked(model))


def dead_rows(model: Model) -> list[int]:
    """Return the rows that never decide."""
    dimension = _dimension(model)
    found = reach(Subject(model), dimension)
    if found.undecided:
        raise ValueError("the search has spent what it may")
    ids = {rule.id for rule in (*found.dead, *found.never_true)}
    return [at for at, rule in enumerate(dimension.rules) if rule.id in ids]


def _dimension(model: Model) -> Dimension:
    return model.dimensions["answer"]
