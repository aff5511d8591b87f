"""Quantiles, top shares and cumulative shares of a portfolio as plain thresholds, with where they come from.

A line between customers depends on all of them, a rule on one alone; so the line is drawn once and written down. A
threshold is met by `>=`: the customer who crosses the line is in, and so is everybody with the same value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from pathlib import PurePath
from typing import Final, Literal

from tierrules.language.columns import ColumnMap
from tierrules.language.customers import CustomerReader
from tierrules.meaning.dates import check_as_of
from tierrules.meaning.declared import Field, Type
from tierrules.meaning.number_text import exact_text, share_text
from tierrules.meaning.numbers import MOST_DECIMALS, NumberTextError, read_quantity
from tierrules.meaning.texts import one_line
from tierrules.portfolio.customers import Customers, open_customers
from tierrules.portfolio.stretches import written
from tierrules.portfolio.weights import number_field, number_reader

Kind = Literal["top", "quantile", "cumulative"]
DIGITS_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be drawn: under the best `share` of all, at a quantile, or under those with a share of the sum."""

    kind: Kind
    field: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Values:
    """The numbers of a field in a portfolio, greatest first, and how many customers have none."""

    field: Field
    source: str
    numbers: tuple[Fraction, ...]
    without: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """A threshold that a line has become; `within` of all customers with a value reach it."""

    line: Line
    values: Values
    value: Fraction
    within: int
    as_of: date

    @property
    def name(self) -> str:
        """The name of the threshold: the field, the kind of line, and where it lies."""
        percent = exact_text(self.line.share * 100).replace(".", "_")
        return f"{self.line.field.replace('.', '_')}_{self.line.kind}_{percent}"

    @property
    def source(self) -> str:
        """Where the figure comes from: line, customers, portfolio, day, and what becomes of ties."""
        percent = f"{exact_text(self.line.share * 100)}%"
        what = {"top": f"top {percent}", "quantile": f"{percent} quantile", "cumulative": f"{percent} of the sum"}
        all_ = len(self.values.numbers)
        counts = f"{self.within:,} of {all_:,} customers ({share_text(self.within, all_)})"
        name, digits = PurePath(self.values.source).name, self.values.fingerprint[:DIGITS_SHOWN]
        origin = f"{one_line(name)}, sha256 {digits}, {self.as_of}"
        return f"{what[self.line.kind]} by {self.line.field}: {counts}; {origin}; >=, ties in"


@dataclass(frozen=True, slots=True)
class FrozenThresholds:
    """Lines that have become thresholds; iteration gives each, `str` the YAML to paste into a ruleset."""

    frozen: tuple[Frozen, ...]

    def to_yaml(self) -> str:
        """Return the thresholds as a section of a ruleset, each with its source."""
        return as_yaml(self.frozen)

    def __iter__(self) -> Iterator[Frozen]:
        return iter(self.frozen)

    def __len__(self) -> int:
        return len(self.frozen)

    def __str__(self) -> str:
        return self.to_yaml()

    def __repr__(self) -> str:
        told = ", ".join(f"{one.name} {written(one.value, one.values.field.type)}" for one in self.frozen)
        return f"<FrozenThresholds: {told}>"


Shares = Mapping[str, str | Sequence[str]]
"""Fields with one share or several: `{"annual_spend": "10%"}`, `{"annual_spend": ("80%", "95%")}`."""


def thresholds(
    customers: Customers,
    declared: Mapping[str, Field],
    columns: ColumnMap,
    as_of: date,
    *,
    top: Shares,
    quantile: Shares,
    cumulative: Shares,
) -> FrozenThresholds:
    """Return the thresholds of a portfolio for the shares that are asked for; raises ValueError."""
    asked: dict[Kind, Shares] = {"top": top, "quantile": quantile, "cumulative": cumulative}
    lines = [line for kind, shares in asked.items() for line in _lines(kind, shares)]
    if not lines:
        raise ValueError(
            "say which lines to draw: `top`, `quantile` or `cumulative`, such as top={'annual_spend': '10%'}"
        )
    return FrozenThresholds(tuple(frozen_lines(customers, declared, columns, lines, check_as_of(as_of))))


def _lines(kind: Kind, shares: object) -> Iterator[Line]:
    for field, several in shares.items() if isinstance(shares, Mapping) else [("", None)]:
        texts = [several] if isinstance(several, str) else several
        if not isinstance(texts, list | tuple) or not all(isinstance(one, str) for one in texts):
            told = "fields with shares as text, such as {'annual_spend': '10%'}"
            raise TypeError(f"`{kind}` takes {told}, not {shares!r}")
        yield from (Line(kind, field, _share(one)) for one in texts)


def frozen_lines(
    customers: Customers, declared: Mapping[str, Field], columns: ColumnMap, lines: Iterable[Line], as_of: date
) -> Iterator[Frozen]:
    """Yield the threshold of each line; raises ValueError where one cannot be drawn."""
    # Each field is a walk of its own through the customers.
    everybody = list(customers) if isinstance(customers, Iterator) else customers
    known: dict[str, Values] = {}
    for line in dict.fromkeys(lines):
        if line.field not in known:
            field = number_field(declared, line.field)
            known[line.field] = values_of(everybody, number_reader(field, columns), field)
        yield freeze(line, known[line.field], as_of)


def read_lines(kind: Kind, text: str) -> list[Line]:
    """Return the lines that `annual_spend=80%,95%` asks for; raises ValueError."""
    field, sign, shares = text.partition("=")
    if not sign or not field.strip():
        raise ValueError(f"`{text}` is no field with shares, such as `annual_spend=10%`")
    return [Line(kind, field.strip(), _share(one)) for one in shares.split(",")]


def _share(text: str) -> Fraction:
    try:
        quantity = read_quantity(text)
    except NumberTextError as error:
        raise ValueError(str(error)) from None
    if quantity.kind != "percent" or not 0 < quantity.number < 1:
        raise ValueError(f"`{text.strip()}` is no share between 0% and 100%")
    return quantity.number


def values_of(customers: Customers, reader: CustomerReader, field: Field) -> Values:
    """Return the numbers that customers have in a field; a value that cannot be read is none.

    The fingerprint is of each customer's number and value, in whatever order and format they come.
    """
    portfolio = open_customers(customers)
    read = portfolio.read_by(reader, lenient=True)
    numbers: list[Fraction] = []
    lines: list[str] = []
    without = 0
    for item in portfolio.items(reader):
        seen = read(item).facts.get(field.name)
        told = exact_text(seen) if isinstance(seen, Fraction) else ""
        lines.append(f"{item.who.customer_id or ''}\t{told}\n")
        if isinstance(seen, Fraction):
            numbers.append(seen)
        else:
            without += 1
    digest = sha256("".join(sorted(lines)).encode()).hexdigest()
    return Values(field, portfolio.name, tuple(sorted(numbers, reverse=True)), without, digest)


def freeze(line: Line, values: Values, as_of: date) -> Frozen:
    """Return the threshold of a line; raises ValueError where nobody has a value, or the sum is not above 0."""
    if not values.numbers:
        raise ValueError(f"nobody in {values.source} has a number for `{line.field}`")
    if line.kind == "cumulative":
        crossing = _crossing(values.numbers, line)
    else:
        best = line.share if line.kind == "top" else 1 - line.share
        crossing = values.numbers[_ceiling(best * len(values.numbers)) - 1]
    value = _rounded(crossing, MOST_DECIMALS - 2 if values.field.type is Type.RATIO else MOST_DECIMALS)
    return Frozen(line, values, value, sum(one >= value for one in values.numbers), as_of)


def _crossing(numbers: Sequence[Fraction], line: Line) -> Fraction:
    """Return the value of the customer with whom the sum from the greatest down reaches the share."""
    wanted = line.share * sum(numbers)
    if wanted <= 0:
        raise ValueError(f"the sum of `{line.field}` is not above 0, so that it has no shares")
    reached = Fraction(0)
    for one in numbers:
        reached += one
        if reached >= wanted:
            return one
    raise AssertionError("the whole sum reaches every share of it")


def _rounded(value: Fraction, decimals: int) -> Fraction:
    """Return a value that a ruleset can hold, rounded down so that whoever crosses the line stays in."""
    scale = 10**decimals
    return Fraction(value.numerator * scale // value.denominator, scale)


def _ceiling(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def as_yaml(frozen: Iterable[Frozen]) -> str:
    """Return thresholds as a section of a ruleset."""
    return "\n".join(["thresholds:", *(line for one in frozen for line in _yaml(one))]) + "\n"


def _yaml(one: Frozen) -> Iterator[str]:
    source = one.source.replace("\\", "\\\\").replace('"', '\\"')
    yield f"  {one.name}:"
    yield f"    value: {written(one.value, one.values.field.type)}"
    yield f'    source: "{source}"'
