"""What differs between the two sides of a change, piece by piece, and how each piece is put back as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tierrules.meaning import semantics
from tierrules.meaning.change.cause import (
    CannotTellError,
    Side,
    World,
    atoms_of,
    dimensions_behind,
    fields_behind,
)
from tierrules.meaning.change.parts import Component, Driver, Lack
from tierrules.meaning.change.rewrite import Rewriting, with_thresholds
from tierrules.meaning.change.rule_pieces import rule_pieces, use_of
from tierrules.meaning.dates import turning_day
from tierrules.meaning.declared import Bound, Dated, Threshold, Type
from tierrules.meaning.justification import Named
from tierrules.meaning.model import Comparison, Condition, Constant, CutOff, DateWindow, FieldTerm, Model
from tierrules.meaning.values import duration_in_force, in_force


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that differs; `put_back` makes it as it was before and leaves the rest of a mixture as it is.

    It raises `CannotTellError` where it is not known how the thing was, and `NotInForce` where there was none.
    """

    driver: Driver
    put_back: Callable[[World], World]


def pieces(before: Side, after: Side, world: World, dimension: str, within: tuple[Component, ...]) -> Iterator[Piece]:
    """Yield what differs within a cause and may bear on a dimension: data, rules, time, person; each in file order."""
    if "data" in within:
        yield from _fields(before, after, world, dimension, within)
    if "rules" in within:
        if before.model is None or after.model is None:
            raise CannotTellError(Lack("rules"))
        for driver, put_back in rule_pieces(before.model, after.model, dimension, within, world.as_of):
            yield Piece(driver, _of_model(put_back))
    if "time" in within and dimension in world.model.dimensions:
        yield from _rows(before, world, dimension, within)
        yield from _windows(before, world, dimension, within)
    if "person" in within and before.manual.get(dimension) != after.manual.get(dimension):
        yield _person(before, after, world, dimension, within)


def _of_model(put_back: Callable[[Model], Model]) -> Callable[[World], World]:
    return lambda world: replace(world, model=put_back(world.model))


def _titled(model: Model, name: str) -> Named:
    return Named(name, model.fields[name].title)


# --- data


def _fields(before: Side, after: Side, world: World, dimension: str, within: tuple[Component, ...]) -> Iterator[Piece]:
    sides = [world.model, *((before.model,) if before.model is not None else ())]
    behind = [name for model in sides if dimension in model.dimensions for name in fields_behind(model, dimension)]
    for name in dict.fromkeys(behind):
        then, now = before.facts.get(name), after.facts.get(name)
        if then != now:
            one = world.model.fields[name]
            titled = Named(name, one.title)
            titles = tuple(Named(*word) for word in one.titles_of(then, now))
            driver = Driver("data", "field", name, within, titled, one.type, one.currency, then, now, titles=titles)
            yield Piece(driver, _field_put_back(before, name))


def _field_put_back(before: Side, name: str) -> Callable[[World], World]:
    def put_back(world: World) -> World:
        if name not in before.facts:
            raise CannotTellError(Lack("inputs", (_titled(world.model, name),)))
        return replace(world, facts={**world.facts, name: before.facts[name]})

    return put_back


# --- time


def _rows(before: Side, world: World, dimension: str, within: tuple[Component, ...]) -> Iterator[Piece]:
    """Yield the dated thresholds of which another row is in force."""
    behind = dimensions_behind(world.model, dimension)
    for one in world.model.thresholds.values():
        if isinstance(one.value, Dated) and (now := _row(one.value, world.as_of)) is not None:
            then = _row(one.value, before.as_of)
            if then != now:
                type, currency = use_of(one.name, behind, world.model, one)
                sides = (None if then is None else then[1], now[1])
                driver = Driver(
                    "time", "threshold", one.name, within, Named(one.name, one.title), type, currency, *sides, on=now[0]
                )
                yield Piece(driver, _row_put_back(one, one.value, before.as_of))


def _row(dated: Dated, as_of: date) -> tuple[date, Bound] | None:
    rows = [row for row in dated.rows if row[0] <= as_of]
    return rows[-1] if rows else None


def _row_put_back(one: Threshold, dated: Dated, as_of: date) -> Callable[[World], World]:
    def put_back(world: World) -> World:
        thresholds = {**world.model.thresholds, one.name: replace(one, value=in_force(dated, as_of))}
        rewriting = with_thresholds(thresholds, [one.name])
        return replace(world, model=_rewritten(replace(world.model, thresholds=thresholds), rewriting))

    return put_back


def _rewritten(model: Model, rewriting: Rewriting) -> Model:
    return replace(model, dimensions={name: rewriting.dimension(one) for name, one in model.dimensions.items()})


def _windows(before: Side, world: World, dimension: str, within: tuple[Component, ...]) -> Iterator[Piece]:
    """Yield the windows of time that a date of the customer may have entered or left."""
    found: dict[object, list[DateWindow]] = {}
    for one in dimensions_behind(world.model, dimension):
        for atom in atoms_of(one):
            if isinstance(atom, DateWindow):
                found.setdefault(_key(atom), []).append(atom)
    for atoms in found.values():
        told = next((atom for atom in atoms if _turns(atom, world, before.as_of)), atoms[0])
        yield Piece(_window_driver(told, world, within), _window_put_back(told, before.as_of))


def _key(atom: DateWindow) -> object:
    """What makes two windows one: a named length is the same window, whatever the length is."""
    cut_off = atom.cut_off
    return atom.field, cut_off.function, cut_off.op, cut_off.name or cut_off.duration


def _turns(atom: DateWindow, world: World, then: date) -> bool:
    seen = world.facts.get(atom.field)
    if not isinstance(seen, date):
        return False
    held = [
        semantics.compare(seen, *semantics.window(_lasting(atom.cut_off, world.as_of), day))
        for day in (then, world.as_of)
    ]
    return held[0] is not held[1]


def _lasting(cut_off: CutOff, as_of: date) -> CutOff:
    """A dated duration is put back by its row; a window asks for the one that is in force today."""
    return replace(cut_off, duration=duration_in_force(cut_off.duration, as_of))


def _window_driver(atom: DateWindow, world: World, within: tuple[Component, ...]) -> Driver:
    cut_off, seen = atom.cut_off, world.facts.get(atom.field)
    duration = duration_in_force(cut_off.duration, world.as_of)
    known = world.model.thresholds
    turned = turning_day(cut_off.function, cut_off.op, seen, duration) if isinstance(seen, date) else None
    return Driver(
        "time",
        "window",
        atom.field,
        within,
        _titled(world.model, atom.field),
        Type.DATE,
        before=seen,
        after=seen,
        threshold=None if cut_off.name is None else Named(cut_off.name, known[cut_off.name].title),
        function=cut_off.function,
        duration=duration,
        on=turned,
    )


def _window_put_back(atom: DateWindow, then: date) -> Callable[[World], World]:
    def put_back(world: World) -> World:
        def window(one: DateWindow) -> Condition:
            if _key(one) != _key(atom):
                return one
            op, bound = semantics.window(_lasting(one.cut_off, world.as_of), then)
            return Comparison(FieldTerm(one.field), op, Constant(bound, bound.isoformat()), Type.DATE, one.origin)

        return replace(world, model=_rewritten(world.model, Rewriting(window=window)))

    return put_back


# --- person


def _person(before: Side, after: Side, world: World, dimension: str, within: tuple[Component, ...]) -> Piece:
    title = world.model.dimensions[dimension].title if dimension in world.model.dimensions else None
    titled = Named(dimension) if title is None else Named(dimension, title)
    sides = before.manual.get(dimension), after.manual.get(dimension)
    driver = Driver("person", "person", dimension, within, titled, before=sides[0], after=sides[1])
    manual = {name: label for name, label in before.manual.items() if name == dimension}

    def put_back(world: World) -> World:
        rest = {name: label for name, label in world.manual.items() if name != dimension}
        return replace(world, manual={**rest, **manual})

    return Piece(driver, put_back)
