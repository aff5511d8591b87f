"""What drives a change: of all that differs within a cause, what cannot be put back without undoing the change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tierrules.errors import NotInForce
from tierrules.meaning.change.cause import (
    Answer,
    CannotTellError,
    Side,
    World,
    atoms_of,
    fields_behind,
    is_like,
    reaches,
    world_of,
)
from tierrules.meaning.change.crossings import crossings
from tierrules.meaning.change.parts import Component, Driver, Lack
from tierrules.meaning.change.pieces import Piece, pieces
from tierrules.meaning.change.rule_pieces import mixed
from tierrules.meaning.justification import Named
from tierrules.meaning.model import LabelTest, Model


def drivers(
    before: Side, after: Side, dimension: str, within: tuple[Component, ...], new: Answer
) -> tuple[Driver, ...]:
    """Return the drivers of one cause: each piece is put back, in order, if the answer stays; the rest drive it.

    Those that are left are tried again until none can be put back: then the removal of each undoes the change. Raises
    `CannotTellError` where an answer hangs on what is not at hand.
    """
    world = world_of(before, after, frozenset(within))
    other = before.model if world.model is after.model else after.model
    _check_types(world.model, other, dimension)
    ground = replace(world, model=mixed(world.model, other, dimension))
    there = list(pieces(before, after, ground, dimension, within))
    left = _left(ground, there, dimension, new)
    return tuple(crossings(ground, one.driver, dimension) for one in left)


def _check_types(model: Model, other: Model | None, dimension: str) -> None:
    """Raise `CannotTellError` for a field that the two rulesets read as different things: neither fits the other."""
    if other is None or dimension not in model.dimensions:
        return
    known = {name: other.fields[name] for name in fields_behind(model, dimension) if name in other.fields}
    strange = [model.fields[name] for name, one in known.items() if not is_like(model.fields[name], one)]
    if strange:
        raise CannotTellError(Lack("types", tuple(Named(one.name, one.title) for one in strange)))


def _left(ground: World, there: list[Piece], dimension: str, new: Answer) -> list[Piece]:
    world, left = ground, list[Piece]()
    for piece in there:
        tried = _put_back(world, [piece], dimension)
        if tried is not None and reaches(tried, dimension, new):
            world = tried
        else:
            left.append(piece)
    while True:
        again = next((one for one in left if _stays(ground, there, left, one, dimension, new)), None)
        if again is None:
            return left
        left.remove(again)


def _stays(ground: World, there: list[Piece], left: list[Piece], one: Piece, dimension: str, new: Answer) -> bool:
    # A piece may undo another, so they are put back in their order, from the ground.
    tried = _put_back(ground, [piece for piece in there if piece is one or piece not in left], dimension)
    return tried is not None and reaches(tried, dimension, new)


def _put_back(world: World, there: Iterable[Piece], dimension: str) -> World | None:
    """Return the mixture with the pieces as they were; None where one of them had no figures, or nothing can answer.

    Of two dimensions each may have asked about the other, at different times: a mixture of both goes in a circle.
    """
    try:
        for piece in there:
            world = piece.put_back(world)
    except NotInForce:
        return None
    return None if _is_circular(world.model, dimension, set(), set()) else world


def _is_circular(model: Model, name: str, above: set[str], seen: set[str]) -> bool:
    if name in above:
        return True
    if name in seen or name not in model.dimensions:
        return False
    seen.add(name)
    asked = {atom.dimension for atom in atoms_of(model.dimensions[name]) if isinstance(atom, LabelTest)}
    return any(_is_circular(model, one, above | {name}, seen) for one in asked)
