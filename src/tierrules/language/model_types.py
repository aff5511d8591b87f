"""What the annotation of a model's member can hold, in the types of the rule language."""

from __future__ import annotations

import builtins
import enum
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Final, Literal, NewType, Union, get_args, get_origin

from tierrules.language.fields import value_titles
from tierrules.meaning.declared import NUMERIC, WORDS, Field, Type
from tierrules.meaning.numbers import CURRENCIES


@dataclass(frozen=True, slots=True)
class Money:
    """Marks a number of a model as money: `Annotated[Decimal, Money]`, or in one currency `Money("EUR")`.

    Raises ValueError for a currency that the rule language does not know.
    """

    currency: str | None = None

    def __post_init__(self) -> None:
        if self.currency is not None and self.currency not in CURRENCIES.values():
            known = ", ".join(sorted(set(CURRENCIES.values())))
            raise ValueError(f"`{self.currency}` is not a currency that is known here; the currencies are {known}")


@dataclass(frozen=True, slots=True)
class Ratio:
    """Marks a number of a model as a ratio, of which 0.2 is 20%: `Annotated[Decimal, Ratio]`."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a member can hold: the types of fields that fit it, and which of these it stands for by itself.

    `values` are those of a Literal or an Enum, `currency` that of `Money`. `shown` is the annotation for messages.
    """

    types: frozenset[Type]
    declares: Type | None
    shown: str
    values: tuple[str, ...] | None = None
    currency: str | None = None

    def field(self, name: str) -> Field | None:
        """Return the field that the member declares under a name, None where it says too little for one."""
        if self.declares is None:
            return None
        values = self.values if self.declares is Type.CATEGORY else None
        titles = value_titles(name, values)
        return Field(name, self.declares, values=values, currency=self.currency, value_titles=titles)


_QUALIFIERS: Final = tuple(
    getattr(typing, name)
    for name in ("Required", "NotRequired", "ReadOnly", "Final", "ClassVar")
    if hasattr(typing, name)
)
_EVERYTHING: Final = frozenset(Type)
# A whole number holds no ratio but 0 and 1: 20 for 20% would be read as 2,000%.
_PLAIN: Final[tuple[tuple[type, frozenset[Type], Type | None], ...]] = (
    (bool, frozenset({Type.BOOLEAN}), Type.BOOLEAN),
    (int, NUMERIC - {Type.RATIO}, Type.INTEGER),
    (Decimal, NUMERIC, Type.DECIMAL),
    (float, NUMERIC, Type.DECIMAL),
    (Fraction, NUMERIC, Type.DECIMAL),
    (str, WORDS, Type.TEXT),
    (datetime, frozenset(), None),
    (date, frozenset({Type.DATE}), Type.DATE),
)
_MARKS: Final[Mapping[type, Type]] = {Money: Type.MONEY, Ratio: Type.RATIO}


def held(annotation: object) -> Held:
    """Return what a member so annotated can hold; its None says nothing about its type.

    >>> held(int | None).declares, held(Annotated[Decimal, Money("EUR")]).currency
    (<Type.INTEGER: 'integer'>, 'EUR')
    >>> sorted(held(list[str]).types)
    []
    """
    return _held(annotation, shown_type(annotation))


def unwrapped(annotation: object) -> tuple[object, tuple[object, ...]]:
    """Return the type inside of an annotation, and the marks of every Annotated around it."""
    marks: tuple[object, ...] = ()
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *found = get_args(annotation)
            marks += tuple(found)
        elif get_origin(annotation) in _QUALIFIERS:
            annotation = get_args(annotation)[0]
        elif isinstance(annotation, NewType):
            annotation = annotation.__supertype__
        elif hasattr(annotation, "__value__"):  # `type Staff = int`
            annotation = annotation.__value__
        else:
            return annotation, marks


def alternatives(annotation: object) -> tuple[object, ...]:
    """Return the members of a union but None, or the annotation alone.

    >>> alternatives(int | None)
    (<class 'int'>,)
    """
    inner, _ = unwrapped(annotation)
    if get_origin(inner) in (Union, types.UnionType):
        return tuple(one for one in get_args(inner) if one is not type(None))
    return (inner,)


def shown_type(annotation: object) -> str:
    """Return an annotation as its author would write it, without modules.

    >>> shown_type(Annotated[Decimal, Money] | None)
    'Annotated[Decimal, Money] | None'
    """
    if isinstance(annotation, str):
        return annotation
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return " | ".join(map(shown_type, args))
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, args))}]"
    if origin is not None and args:
        return f"{getattr(origin, '__name__', str(origin))}[{', '.join(map(shown_type, args))}]"
    if annotation is type(None):
        return "None"
    return annotation.__name__ if isinstance(annotation, type | NewType) else repr(annotation).replace("typing.", "")


def _held(annotation: object, shown: str) -> Held:
    inner, marks = unwrapped(annotation)
    parts = alternatives(inner)
    plain = _plain(inner, shown) if parts == (inner,) else _common([_held(one, shown) for one in parts], shown)
    for mark in marks:
        type = _MARKS.get(mark if isinstance(mark, builtins.type) else builtins.type(mark))
        if type is not None and plain.types & NUMERIC:
            currency = mark.currency if isinstance(mark, Money) else None
            return Held(frozenset({type}), type, shown, None, currency)
    return plain


def _common(parts: list[Held], shown: str) -> Held:
    """What every alternative can hold; a type of its own only where they agree in it."""
    if not parts:
        return Held(frozenset(), None, shown)
    types_ = frozenset.intersection(*(part.types for part in parts))
    first = parts[0]
    agree = all((part.declares, part.currency) == (first.declares, first.currency) for part in parts)
    listed = [part.values for part in parts]
    values = tuple(dict.fromkeys(one for part in listed for one in part or ())) if None not in listed else None
    return Held(types_, first.declares if agree else None, shown, values, first.currency if agree else None)


def _plain(one: object, shown: str) -> Held:
    if get_origin(one) is Literal:
        return _of_values(get_args(one), shown)
    if isinstance(one, type) and issubclass(one, enum.Enum):
        return _of_values([member.value for member in one], shown)
    if one is Any or one is object:
        return Held(_EVERYTHING, None, shown)
    if isinstance(one, type):
        for kind, types_, declares in _PLAIN:
            if issubclass(one, kind):
                return Held(types_, declares, shown)
    return Held(frozenset(), None, shown)


def _of_values(values: Iterable[object], shown: str) -> Held:
    told = [one for one in values if one is not None]
    if told and all(isinstance(one, str) for one in told):
        return Held(WORDS, Type.CATEGORY, shown, tuple(str(one) for one in told))
    return _common([_plain(type(one), shown) for one in told], shown)
