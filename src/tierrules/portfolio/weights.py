"""What a customer weighs: a number that is added up beside counting heads, such as what they spend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Protocol

from tierrules.language.columns import Column, ColumnMap
from tierrules.language.customers import CustomerReader
from tierrules.language.fields import STANDARD_FIELDS, standard_fields
from tierrules.meaning.dates import shown
from tierrules.meaning.declared import NUMERIC, Field, Title, Type
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.model import Model
from tierrules.meaning.values import Facts
from tierrules.portfolio.customers import Item, Portfolio
from tierrules.text.nearest import nearest

Weigh = Callable[[Item, Facts], Fraction | None]
"""The weight of a customer whose facts are read, None where it is not known or cannot be read."""


def weigh_by(portfolio: Portfolio, model: Model, reader: CustomerReader, name: str | None) -> Weigh | None:
    """Return what weighs a customer; None without a weight. Raises ValueError for a field that is no number."""
    if name is None:
        return None
    field = _field(model, name)
    read = portfolio.read_by(number_reader(field, reader.columns), lenient=True)
    is_read = name in reader.fields

    def weigh(item: Item, facts: Facts) -> Fraction | None:
        seen = facts[name] if is_read else read(item).facts.get(name)
        return seen if isinstance(seen, Fraction) else None

    return weigh


class Reads(Protocol):
    """A loaded ruleset, as far as customers are read and weighed by it."""

    @property
    def definition(self) -> Model:
        """What the ruleset means, in its core forms."""

    @property
    def reader(self) -> CustomerReader:
        """What reads customers for the ruleset."""


def weighed(
    rules: Reads, portfolio: Portfolio, weight: str | None
) -> Iterator[tuple[Item, CustomerReading, Fraction | None]]:
    """Yield every customer as read for a ruleset, and what they weigh; nothing where they cannot be read."""
    weigh = weigh_by(portfolio, rules.definition, rules.reader, weight)
    read = portfolio.read_by(rules.reader)
    for item in portfolio.items(rules.reader):
        reading = read(item)
        yield item, reading, None if weigh is None or reading.problems else weigh(item, reading.facts)


def called(model: Model, name: str | None) -> tuple[Title, str | None]:
    """Return the title and the currency of a weight; neither without one."""
    if name is None:
        return Title(), None
    field = _field(model, name)
    return field.title, field.currency


def _field(model: Model, name: str) -> Field:
    # Money of a standard field is in the currency of the ruleset.
    return number_field({**standard_fields(model.currency), **model.spare, **model.fields}, name)


def number_field(declared: Mapping[str, Field], name: str) -> Field:
    """Return the field of a number that is asked of customers beside the rules; any other name is that of a column.

    Raises ValueError for a field that is no number.
    """
    known = {**STANDARD_FIELDS, **declared}
    field = known.get(name, Field(name, Type.DECIMAL))
    if field.type not in NUMERIC:
        near = nearest(name, [one for one, other in known.items() if other.type in NUMERIC])
        hint = f"; did you mean `{near}`?" if near is not None else ""
        raise ValueError(f"{shown(name)} is no number but a {field.type}, so nothing can be added up{hint}")
    return field


def number_reader(field: Field, columns: ColumnMap) -> CustomerReader:
    """Return what reads one number of a customer by a column map."""
    own = {field.name: _told(columns[field.name])} if field.name in columns else None
    return CustomerReader({field.name: field}, own)


def _told(column: Column | None) -> Mapping[str, str] | None:
    if column is None:
        return None
    return {"column": column.name} | ({"unit": column.unit} if column.unit else {})
