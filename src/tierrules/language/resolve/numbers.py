"""Numbers outside of conditions: points, limits, counts and bounds, written out or as the name of a threshold."""

from __future__ import annotations

from fractions import Fraction

from tierrules.language.resolve import quantities
from tierrules.language.resolve.scope import KnownThreshold, Scope
from tierrules.meaning.declared import Dated, Table, Type
from tierrules.meaning.model import Constant
from tierrules.text.diagnostics import Help
from tierrules.text.nearest import hint
from tierrules.text.nodes import Scalar

_ONE_NUMBER = "write the number itself, or the name of a threshold that is one plain number"


def plain_number(scalar: Scalar, scope: Scope, what: str) -> Constant | None:
    """Return the constant of a plain count, written out or named; or None after a problem about `what`."""
    known = scope.thresholds.get(scalar.value)
    if known is not None:
        scope.use(known.name, scalar.span)
        if known.quantities and known.quantities[0].kind == "number" and isinstance(known.value, (Fraction, Dated)):
            known.type = known.type or Type.DECIMAL
            return Constant(known.value, known.text, known.name)
        message = f"{what}: a plain number is wanted, and the threshold `{known.name}` is {_shown(known)}"
        scope.problems.error("wrong-unit", scalar.span, message, help=_ONE_NUMBER)
        return None
    if scalar.value in scope.broken:
        return None
    if scalar.value.isidentifier():
        _report_name(scalar, scope, what)
        return None
    quantity = quantities.read(scalar, scope.problems, what)
    if quantity is not None and quantity.kind != "number":
        scope.problems.error(
            "wrong-unit",
            scalar.span,
            f"{what}: `{quantity.text}` is not a plain number",
            help="write it without a unit: `60`",
        )
        return None
    return None if quantity is None else Constant(quantity.number, quantity.text)


def whole_number(scalar: Scalar, scope: Scope, what: str, least: int, most: int) -> int | None:
    """Return a whole number from `least` to `most`, or None after a problem about `what`."""
    constant = plain_number(scalar, scope, what)
    if constant is None:
        return None
    number = constant.value
    if isinstance(number, Fraction) and number.denominator == 1 and least <= number <= most:
        return int(number)
    known = scope.thresholds.get(scalar.value)
    is_not = f"is {_shown(known)}, and not" if known is not None else "is not"
    message = f"{what}: `{scalar.value}` {is_not} a whole number from {least} to {most}"
    help = f"write a number from {least} to {most}" if most > least else f"write `{least}`"
    scope.problems.error("number-out-of-range", scalar.span, message, help=help)
    return None


def _report_name(scalar: Scalar, scope: Scope, what: str) -> None:
    """A name that is no threshold: of a field, derived value or dimension, that it is one."""
    name, kind = scalar.value, _kind(scalar.value, scope)
    message = f"{what}: there is no threshold `{name}`"
    help: Help = hint(name, scope.thresholds, "declare it under `thresholds:`")
    if kind is not None:
        message, help = f"{what}: a number or a threshold is wanted, and `{name}` is {kind}", _ONE_NUMBER
    scope.problems.error("unknown-name", scalar.span, message, help=help, absent=(name,))


def _kind(name: str, scope: Scope) -> str | None:
    if name in scope.fields:
        return "a field"
    if name in scope.values:
        return "a score" if scope.values[name].kind == "score" else "a derived value"
    return "a dimension" if name in scope.dimensions else None


def _shown(known: KnownThreshold) -> str:
    """What a threshold is, in words: `6 months`, a table, one with a number for each date."""
    match known.value:
        case Table(by):
            return f"a table by {' and '.join(f'`{field}`' for field in by)}"
        case Dated():
            return "dated, with a number from each date on"
        case _:
            return known.text


def whole_points(scalar: Scalar, scope: Scope, what: str) -> Constant | None:
    """Return a constant of whole points, or None after a problem about `what`."""
    constant = plain_number(scalar, scope, what)
    if constant is None:
        return None
    numbers = [bound for _, bound in constant.value.rows] if isinstance(constant.value, Dated) else [constant.value]
    if all(isinstance(number, Fraction) and number.denominator == 1 for number in numbers):
        return constant
    message = f"{what}: `{scalar.value}` is not a whole number"
    scope.problems.error("number-out-of-range", scalar.span, message, help="round it, or multiply all points by 10")
    return None
