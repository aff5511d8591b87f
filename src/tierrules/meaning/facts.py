"""Data → facts: one pass over a customer, one verdict for each field.

A verdict is a value, MISSING (we do not know), NONE (we know that there is none) or a problem. A problem never
becomes a guess: the fact is MISSING, and the caller raises or sets the customer aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tierrules.errors import Problem
from tierrules.meaning.dates import DateTextError, read_date, shown
from tierrules.meaning.declared import NUMERIC, Field, Scalar, Type
from tierrules.meaning.number_text import exact_text
from tierrules.meaning.numbers import Kind, NumberTextError, read_number
from tierrules.meaning.texts import normal
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.text.nearest import nearest

_KINDS: dict[Type, tuple[Kind, ...]] = {
    Type.INTEGER: ("number",),
    Type.DECIMAL: ("number",),
    Type.MONEY: ("number", "money"),
    Type.RATIO: ("number", "percent"),
}
_BOOLEANS = {"true": True, "false": False, "yes": True, "no": False, "是": True, "否": False}


@dataclass(frozen=True, slots=True)
class CustomerReading:
    """The facts of one customer, and the problems met in reading them."""

    facts: Mapping[str, Scalar | Absent]
    problems: tuple[Problem, ...] = field(default=())


class UnreadableValueError(Exception):
    """Why one value cannot be read."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message, self.help = message, help


def read_facts(
    fields: Mapping[str, Field], record: Mapping[str, object], paths: Mapping[str, str] | None = None
) -> CustomerReading:
    """Read the fields out of `record`, which maps field names to raw values; an absent key is MISSING.

    `paths` says where the data holds a field, where that is not its own name.
    """
    facts: dict[str, Scalar | Absent] = {}
    problems: list[Problem] = []
    for name, one in fields.items():
        if name not in record:
            facts[name] = MISSING
            continue
        try:
            facts[name] = read_value(one, record[name])
        except UnreadableValueError as problem:
            facts[name] = MISSING
            path = (paths or {}).get(name, name)
            problems.append(Problem(name, path, _as_text(record[name]), problem.message, problem.help))
    return CustomerReading(facts, tuple(problems))


def read_value(one: Field, raw: object) -> Scalar | Absent:
    """Return the value, MISSING or NONE that `raw` means for the field; raises `UnreadableValueError`."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return NONE if one.empty == "none" else MISSING
    if isinstance(raw, Absent):
        return raw
    seen = _typed(one, raw)
    _check_range(one, seen)
    return seen


def _typed(one: Field, raw: object) -> Scalar:
    try:
        if one.type in NUMERIC:
            return _number(one, raw)
        if one.type is Type.DATE:
            return read_date(raw)
    except (NumberTextError, DateTextError) as error:
        raise UnreadableValueError(error.message, error.help) from None
    return _boolean(raw) if one.type is Type.BOOLEAN else _words(one, raw)


def _number(one: Field, raw: object) -> Fraction:
    number = read_number(raw, kinds=_KINDS[one.type], currency=one.currency)
    if one.type is Type.INTEGER and number.denominator != 1:
        raise UnreadableValueError(f"{shown(exact_text(number))} is not a whole number")
    return number


def _boolean(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and (word := raw.strip().lower()) in _BOOLEANS:
        return _BOOLEANS[word]
    raise UnreadableValueError(f"{shown(_as_text(raw))} is neither true nor false", "write `true` or `false`")


def _words(one: Field, raw: object) -> str:
    if not isinstance(raw, str):
        raise UnreadableValueError(f"{shown(_as_text(raw))} is not a text", "write codes and names as text")
    text = normal(raw)
    if one.values is None or text in one.values:
        return text
    near = nearest(text, one.values)
    known = ", ".join(f"`{value}`" for value in one.values[:8])
    raise UnreadableValueError(
        f"{shown(text)} is not a value of the category",
        f"did you mean `{near}`?" if near else f"the values are {known}",
    )


def _check_range(one: Field, seen: Scalar) -> None:
    for bound, beyond, word in ((one.minimum, _below, "below"), (one.maximum, _above, "above")):
        if bound is not None and beyond(seen, bound):
            raise UnreadableValueError(f"{shown(_plain(seen))} is {word} {_plain(bound)}, the field's limit")


def _below(seen: Scalar, bound: Fraction | date) -> bool:
    return seen < bound  # type: ignore[operator]  # a field's limits have the field's type


def _above(seen: Scalar, bound: Fraction | date) -> bool:
    return seen > bound  # type: ignore[operator]  # a field's limits have the field's type


def _plain(value: Scalar) -> str:
    return exact_text(value) if isinstance(value, Fraction) else str(value)


def _as_text(raw: object) -> str:
    """Data's own text for a value, of bounded length; what has none is named by its kind."""
    if isinstance(raw, str):
        return raw[:200]
    if not isinstance(raw, (int, float, Fraction, date)):
        return f"a {type(raw).__name__}"
    try:
        return str(raw)[:200]
    except ValueError:  # integers of more than 4,300 digits are not printed
        return "a number of thousands of digits"
