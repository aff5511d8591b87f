"""Strategies for customers of a given ruleset: as facts, and as the raw data that would bring these facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from tierrules.meaning.declared import Field, Scalar, Type
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.testing.bounds import Rules, boundary_values, fields_read
from tierrules.testing.ways import LeftOut, ways

Facts = dict[str, Scalar | Absent]

_AWKWARD_DAYS = (
    *(date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31)),
    *(date(2026, 4, 30), date(2026, 8, 31), date(2026, 12, 31), date(2027, 1, 1)),
)


def as_ofs() -> st.SearchStrategy[date]:
    """Days to classify on: ends of months more often than chance would have it."""
    return st.sampled_from(_AWKWARD_DAYS) | st.dates(date(2020, 1, 1), date(2029, 12, 31))


def facts_for(rules: Rules, as_of: date, *, complete: bool = False) -> st.SearchStrategy[Facts]:
    """Facts of customers: on, below and above each bound of the rules on the day `as_of`, between, and absent.

    Any field may be MISSING, and a field for which emptiness means so may be NONE. With `complete` none is MISSING.

        facts_for(tr.load("size-and-dormancy"), date(2026, 11, 1)).example()
        {'employees': Fraction(1000, 1), 'annual_revenue': MISSING, 'last_purchase_on': NONE}
    """
    return _facts(fields_read(rules), boundary_values(rules, as_of), complete=complete)


def records_for(rules: Rules, as_of: date) -> st.SearchStrategy[dict[str, object]]:
    """Customers as data brings them: numbers as int, float, Decimal and text, dates, empty cells, keys left out.

    Every record can be read; see `records_of` for what stands in it.

        records_for(tr.load("size-and-dormancy"), date(2026, 11, 1)).example()
        {'employees': '1_000', 'annual_revenue': Decimal('500000000'), 'last_purchase_on': ''}
    """
    fields = fields_read(rules)
    return facts_for(rules, as_of).flatmap(lambda facts: records_of(fields, facts))


def records_of(
    fields: Mapping[str, Field], facts: Mapping[str, Scalar | Absent]
) -> st.SearchStrategy[dict[str, object]]:
    """All the records that mean exactly these facts."""
    written = st.fixed_dictionaries({name: st.sampled_from(ways(fields[name], fact)) for name, fact in facts.items()})
    return written.map(lambda record: {name: raw for name, raw in record.items() if raw is not LeftOut.KEY})


# Which kind of fact comes first: on or beside a bound more often than anywhere, absent often enough to matter.
_kinds = st.sampled_from(("bound", "bound", "anywhere", "absent"))


@st.composite
def _facts(
    draw: st.DrawFn, fields: Mapping[str, Field], values: Mapping[str, tuple[Scalar, ...]], *, complete: bool
) -> Facts:
    return {name: draw(_fact(field, values[name], draw(_kinds), complete=complete)) for name, field in fields.items()}


def _fact(field: Field, values: tuple[Scalar, ...], kind: str, *, complete: bool) -> st.SearchStrategy[Scalar | Absent]:
    absent = (*(() if complete else (MISSING,)), *((NONE,) if field.empty == "none" or not values else ()))
    if not values or (kind == "absent" and absent):
        return st.sampled_from(absent)
    return _anywhere(field, values) if kind == "anywhere" else st.sampled_from(values)


def _anywhere(field: Field, values: tuple[Scalar, ...]) -> st.SearchStrategy[Scalar]:
    """Any value between the least and the greatest of the boundary values, to a hundredth."""
    low, high = values[0], values[-1]
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        grain = 1 if field.type is Type.INTEGER else 100
        least, most = -(-low * grain // 1), high * grain // 1
        if least <= most:
            return st.integers(least, most).map(lambda count: Fraction(count, grain))
    if isinstance(low, date) and isinstance(high, date):
        return st.dates(low, high)
    return st.sampled_from(values)
