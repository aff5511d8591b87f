"""A change record made here, and drivers to put into it."""

from datetime import date
from fractions import Fraction
from typing import Any

from tierrules.meaning.change.parts import Component, Crossing, Driver, DriverKind, State
from tierrules.meaning.change.record import ChangeRecord
from tierrules.meaning.declared import Title, Type
from tierrules.meaning.justification import Named

DAY, THEN = date(2026, 11, 2), date(2026, 10, 1)
SIZE = Named("size", Title("企业规模", "Company size"))
MEDIUM, LARGE = Named("medium", Title("中型企业", "Medium company")), Named("large", Title("大型企业", "Large company"))
STAFF, BAR = (
    Named("employees", Title("员工数", "Employees")),
    Named("bar", Title("大型企业人数", "Staff of a large company")),
)
SEEN = Named("last_purchase_on", Title("最近购买日期", "Last purchase"))
RECORD = ChangeRecord(
    dimension=SIZE,
    before=State("decided", (MEDIUM,)),
    after=State("decided", (LARGE,)),
    direction="up",
    cause=(("data",),),
    drivers=(),
    undetermined_because=None,
    triggers=(),
    actor=None,
    at=date(2026, 11, 3),
    as_of_before=THEN,
    as_of_after=DAY,
    fingerprint_before="f",
    fingerprint_after="f",
    language="zh",
)


def driver(kind: DriverKind, component: Component = "data", titled: Named = STAFF, **said: Any) -> Driver:
    return Driver(component, kind, "n", (component,), titled, **said)


def field(before: Any, after: Any, *crossed: Crossing, type: Type = Type.INTEGER) -> Driver:
    return driver("field", type=type, before=before, after=after, crossed=crossed)


def n(value: int) -> Fraction:
    return Fraction(value)


def threshold(before: Any, after: Any, type: Type | None = Type.INTEGER, **said: Any) -> Driver:
    return driver("threshold", "rules", BAR, type=type, before=before, after=after, **said)
