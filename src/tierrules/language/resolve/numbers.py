"""Numbers outside of conditions: points, limits, counts and bounds, written out or as the name of a threshold."""

from __future__ import annotations

from fractions import Fraction

from tierrules.language.resolve import quantities
from tierrules.language.resolve.scope import Scope
from tierrules.meaning.declared import Dated, Type
from tierrules.meaning.model import Constant
from tierrules.text.nearest import hint
from tierrules.text.nodes import Scalar


def plain_number(scalar: Scalar, scope: Scope, what: str) -> Constant | None:
    """Return the constant of a plain count, written out or named; or None after a problem about `what`."""
    known = scope.thresholds.get(scalar.value)
    if known is not None:
        if known.quantities and known.quantities[0].kind == "number" and isinstance(known.value, (Fraction, Dated)):
            known.type = known.type or Type.DECIMAL
            return Constant(known.value, known.text, known.name)
        scope.problems.error(
            "wrong-unit", scalar.span, f"{what}: the threshold `{known.name}` ({known.text}) is not a plain number"
        )
        return None
    if scalar.value in scope.broken:
        return None
    if scalar.value.isidentifier():
        scope.problems.error(
            "unknown-name",
            scalar.span,
            f"{what}: there is no threshold `{scalar.value}`",
            help=hint(scalar.value, scope.thresholds, "declare it under `thresholds:`"),
        )
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
    scope.problems.error(
        "number-out-of-range",
        scalar.span,
        f"{what}: `{scalar.value}` is not a whole number from {least} to {most}",
    )
    return None


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
