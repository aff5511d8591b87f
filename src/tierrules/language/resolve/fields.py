"""The section `fields`: typed fields beyond the standard ones."""

from __future__ import annotations

import unicodedata
from datetime import date
from fractions import Fraction
from typing import Literal

from tierrules.language.fields import value_titles
from tierrules.language.resolve import quantities
from tierrules.language.resolve.scope import Scope
from tierrules.language.syntax import FieldEntry
from tierrules.meaning.declared import NUMERIC, Field, Type
from tierrules.meaning.numbers import CURRENCIES, Quantity
from tierrules.meaning.texts import normal
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Scalar


def resolve_fields(entries: tuple[FieldEntry, ...], scope: Scope) -> None:
    """Add the fields of the file to the scope; a standard field declared again takes the file's declaration."""
    for entry in entries:
        if scope.declare(entry.name, "field"):
            made = _field(entry, scope)
            if made is None:
                scope.broken.add(entry.name.value)
            else:
                scope.fields[made.name] = made
    _check_aliases(entries, scope)


def _check_aliases(entries: tuple[FieldEntry, ...], scope: Scope) -> None:
    """Report aliases by which a column of the data would be two fields."""
    owners = {_as_column(name): name for name in scope.fields}
    for entry in entries:
        titles = [_as_column(title) for title in entry.title if title]
        owners |= {title: entry.name.value for title in titles if title not in owners}
    for entry in entries:
        for alias in entry.aliases:
            owner = owners.setdefault(_as_column(alias.value), entry.name.value)
            if owner != entry.name.value:
                scope.problems.error(
                    "name-taken",
                    alias.span,
                    f"the alias `{alias.value}` of the field `{entry.name.value}` also means the field `{owner}`",
                    help="one column of the data would be both: give it to one of them",
                )


def _as_column(text: str) -> str:
    """A name as the columns of data are matched with it: in one form, whatever its case."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def currency_code(scalar: Scalar | None, problems: Problems) -> str | None:
    """Return the currency that a scalar names, as its three-letter code."""
    if scalar is None:
        return None
    code = CURRENCIES.get(scalar.value)
    if code is None:
        problems.error(
            "unknown-currency",
            scalar.span,
            f"`{scalar.value}` is not a currency that is known here",
            help=f"the currencies are {', '.join(sorted(set(CURRENCIES.values())))}",
        )
    return code


def _field(entry: FieldEntry, scope: Scope) -> Field | None:
    if entry.type is None:
        return None
    type = Type(entry.type.value)
    problems = len(scope.problems)
    _check_keys(entry, type, scope.problems)
    low, high = (_limit(one, type, scope) for one in (entry.minimum, entry.maximum))
    if entry.minimum and low is not None and high is not None and low > high:  # type: ignore[operator]  # of one type
        scope.problems.error(
            "empty-range", entry.minimum.span, f"the field `{entry.name.value}` has its `min` above its `max`"
        )
    values = _values(entry, type, scope.problems)
    currency = currency_code(entry.currency, scope.problems) or (scope.currency if type is Type.MONEY else None)
    if len(scope.problems) > problems:
        return None
    empty: Literal["unknown", "none"] = "none" if entry.empty == "none" else "unknown"
    aliases = tuple(alias.value for alias in entry.aliases)
    titles = value_titles(entry.name.value, values)
    return Field(entry.name.value, type, entry.title, empty, low, high, values, currency, aliases, titles)


def _check_keys(entry: FieldEntry, type: Type, problems: Problems) -> None:
    limits = [key for key in (entry.minimum, entry.maximum) if key is not None]
    misplaced = [
        *((key, "`min` and `max`", "numbers and dates") for key in limits if type not in NUMERIC | {Type.DATE}),
        *((key, "`currency`", "money") for key in (entry.currency,) if key is not None and type is not Type.MONEY),
        *((key, "`values`", "a category") for key in (entry.values or ())[:1] if type is not Type.CATEGORY),
    ]
    for key, word, owner in misplaced:
        problems.error(
            "misplaced-key",
            key.span,
            f"{word} of the field `{entry.name.value}`, which is of type {type}",
            help=f"it belongs to {owner}",
        )


def _values(entry: FieldEntry, type: Type, problems: Problems) -> tuple[str, ...] | None:
    if type is not Type.CATEGORY:
        return None
    if not entry.values:
        problems.error(
            "category-without-values",
            entry.name.span,
            f"the category `{entry.name.value}` does not say what its values are",
            help="list them: `values: [a, b]`, or make it `type: text`",
        )
        return None
    seen: dict[str, Scalar] = {}
    for value in entry.values:
        text = normal(value.value)
        if text in seen:
            problems.error("duplicate-value", value.span, f"the value `{value.value}` stands twice")
        seen.setdefault(text, value)
    return tuple(seen)


def _limit(scalar: Scalar | None, type: Type, scope: Scope) -> Fraction | date | None:
    if scalar is None or type not in NUMERIC | {Type.DATE}:
        return None
    quantity = quantities.read(scalar, scope.problems, "the limit of a field")
    if quantity is None or _is_of(quantity, type):
        return quantity.value if quantity else None
    scope.problems.error(
        "wrong-unit",
        scalar.span,
        f"`{quantity.text}` is not a limit for values of type {type}",
        help=_written(quantity, type),
    )
    return None


def _written(quantity: Quantity, type: Type) -> str:
    match type:
        case Type.DATE:
            return "write a date: `2030-12-31`"
        case Type.RATIO if quantity.kind == "number":
            return f"write `{quantity.text}%` (or `{quantity.text}.0` if that many times is meant)"
        case Type.RATIO:
            return "write a percentage: `50%`"
        case Type.MONEY:
            return "write an amount: `50万`"
        case _:
            return "write a plain number: `100`"


def _is_of(quantity: Quantity, type: Type) -> bool:
    match type:
        case Type.DATE:
            return quantity.kind == "date"
        case Type.RATIO:
            return quantity.kind == "percent" or (
                quantity.kind == "number" and (quantity.has_point or quantity.value in (0, 1, -1))
            )
        case Type.MONEY:
            return quantity.kind in ("number", "money")
        case _:
            return quantity.kind == "number"
