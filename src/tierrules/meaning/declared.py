"""What a ruleset declares: types, titles, fields and thresholds. Plain frozen data, no behaviour."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from tierrules.meaning.dates import Duration
from tierrules.text.source import Span


class Type(enum.StrEnum):
    """What a value is. Months and days are both durations and never convert."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    RATIO = "ratio"
    BOOLEAN = "boolean"
    DATE = "date"
    DURATION = "duration"
    CATEGORY = "category"
    TEXT = "text"


NUMERIC = frozenset({Type.INTEGER, Type.DECIMAL, Type.MONEY, Type.RATIO})
WORDS = frozenset({Type.CATEGORY, Type.TEXT})

Scalar = Fraction | date | bool | str
"""A value that a customer can have or a rule can name: numbers are exact fractions in base units."""


class Title(NamedTuple):
    """What people call a thing, by language; each half may be missing."""

    zh: str | None = None
    en: str | None = None

    def say(self, lang: str, name: str) -> str:
        """Return the title in `lang`, else `name`: a reader is not given a language that was not asked for."""
        return (self.zh if lang == "zh" else self.en) or name


class Origin(NamedTuple):
    """Where a form was written, and how."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Field:
    """One typed field of a customer; `empty` says what an empty cell means, `value_titles` what values are called."""

    name: str
    type: Type
    title: Title = Title()
    empty: Literal["unknown", "none"] = "unknown"
    minimum: Fraction | date | None = None
    maximum: Fraction | date | None = None
    values: tuple[str, ...] | None = None
    currency: str | None = None
    aliases: tuple[str, ...] = ()
    value_titles: tuple[tuple[str, Title], ...] = ()

    def titles_of(self, *values: object) -> tuple[tuple[str, Title], ...]:
        """Return the titles of those of some values that have one."""
        return tuple(one for one in self.value_titles if one[0] in values)


Bound = Fraction | date | Duration
"""What a threshold can hold."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One value for each span of time: a row holds from its date to the day before the next."""

    rows: tuple[tuple[date, Bound], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: a bound, None for `n/a`, or further rows by the next field."""

    key: str
    bound: Bound | tuple[Row, ...] | None


@dataclass(frozen=True, slots=True)
class Table:
    """One bound for each value of one or two fields.

    With `prefix` a row matches every code that begins with its key, the longest key first. `default` is for all
    other values; without `has_default` there is none, with None it is `n/a`.
    """

    by: tuple[str, ...]
    rows: tuple[Row, ...]
    default: Bound | None
    has_default: bool
    prefix: bool


@dataclass(frozen=True, slots=True)
class Threshold:
    """A named number, date or duration, plain, dated or by category; `text` is how the file writes it."""

    name: str
    value: Bound | Dated | Table
    type: Type
    text: str
    title: Title = Title()
    source: str | None = None
