"""Quantiles, top shares and cumulative shares of a portfolio as plain thresholds, with where they come from.

A line between customers depends on all of them, a rule on one alone; so the line is drawn once and written down. A
threshold is met by `>=`: the customer who crosses the line is in, and so is everybody with the same value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from pathlib import PurePath
from typing import Final, Literal

from tierrules.language.customers import CustomerReader
from tierrules.meaning.declared import Field, Type
from tierrules.meaning.number_text import exact_text, share_text
from tierrules.meaning.numbers import MOST_DECIMALS, NumberTextError, read_quantity
from tierrules.meaning.texts import one_line
from tierrules.portfolio.customers import Customers, open_customers
from tierrules.portfolio.stretches import written

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
