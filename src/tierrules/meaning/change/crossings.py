"""Which bounds a field crossed on its way to the new value: those that carry the new answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tierrules.meaning import semantics
from tierrules.meaning.change.cause import World, dimensions_behind
from tierrules.meaning.change.parts import Crossing, Driver
from tierrules.meaning.justification import JudgedComparison, JudgedRule
from tierrules.meaning.justify import justify
from tierrules.meaning.truth import MISSING, TRUE

_OPPOSITES = {"<": ">=", "<=": ">", ">=": "<", ">": "<="}


def crossings(world: World, driver: Driver, dimension: str) -> Driver:
    """Return a driver with the bound that its field crossed, if a rule that tells says one."""
    if driver.kind != "field" or not _is_ordered(driver) or dimension not in world.model.dimensions:
        return driver
    model = world.model
    facts = {**dict.fromkeys(model.fields, MISSING), **world.facts}
    for one in dimensions_behind(model, dimension):
        told = justify(model, facts, world.as_of, one.name)
        deciding = (*told.deciding, *((told.applies,) if told.applies else ()))
        for rules in (deciding, told.rules):
            found = list(_crossed(rules, driver))
            if found:
                return replace(driver, crossed=(_nearest(found, driver),))
    return driver


def _is_ordered(driver: Driver) -> bool:
    return any(isinstance(driver.before, kind) and isinstance(driver.after, kind) for kind in (Fraction, date))


def _crossed(rules: tuple[JudgedRule, ...], driver: Driver) -> Iterator[Crossing]:
    for rule in rules:
        for one in rule.decisive:
            crossing = _crossing(one, driver)
            if crossing is not None:
                yield crossing


def _crossing(one: JudgedComparison, driver: Driver) -> Crossing | None:
    bound, is_plain = one.bound, one.function is None and one.other_field is None
    if (
        one.field.name != driver.name
        or one.op not in _OPPOSITES
        or not is_plain
        or not isinstance(bound, Fraction | date)
    ):
        return None
    then = semantics.compare(driver.before, one.op, bound)  # type: ignore[arg-type]  # `_is_ordered` has seen to it
    if then is one.truth:
        return None
    return Crossing(one.op if one.truth is TRUE else _OPPOSITES[one.op], bound, one.threshold)


def _nearest(found: list[Crossing], driver: Driver) -> Crossing:
    """Of several bounds the last one on the way."""
    falls = driver.after < driver.before  # type: ignore[operator]  # `_is_ordered` has seen to it
    return (min if falls else max)(found, key=lambda one: one.bound)
