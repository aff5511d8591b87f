"""Which fields a dimension needs: those without which it may stay open, whatever else is known."""

from __future__ import annotations

from tierrules.meaning.model import Dimension, Model
from tierrules.proof.engine.formulas import Formula, within
from tierrules.proof.engine.world import World, conditions_of
from tierrules.proof.findings.subject import Question, Subject, ask


def needs(model: Model) -> dict[str, tuple[str, ...]]:
    """Return for each dimension the fields that a customer must have for it to be decided.

    Without one of these, and with all else known, some customer stays undetermined; no other field ever decides.
    A field of which the search cannot tell counts as needed.
    """
    subject = Subject(model)
    return {name: _of(subject, dimension) for name, dimension in model.dimensions.items()}


def _of(subject: Subject, dimension: Dimension) -> tuple[str, ...]:
    worlds = subject.worlds_of(conditions_of(dimension), missing=True)
    names = dict.fromkeys(name for world in worlds for name in world.space.lines)
    return tuple(name for name in names if not ask(worlds, _open_without(dimension, name)).is_none)


def _open_without(dimension: Dimension, name: str) -> Question:
    """Ask for a customer of whom one field alone is missing, and who may therefore have several outcomes."""

    def question(world: World) -> list[Formula]:
        lines = world.space.lines.values()
        told = [
            within(line.variable, line.full & ~line.known if line.field.name == name else line.known, line.full)
            for line in lines
        ]
        return [world.answers.undetermined(dimension), *told]

    return question
