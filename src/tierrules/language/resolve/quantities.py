"""Numbers, durations and dates of a ruleset's text, read with a diagnostic for what cannot be read."""

from __future__ import annotations

from datetime import date

from tierrules.meaning.dates import DateTextError, read_date
from tierrules.meaning.numbers import NumberTextError, Quantity, read_quantity
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Scalar


def read(scalar: Scalar, problems: Problems, what: str) -> Quantity | None:
    """Return the quantity that a scalar holds, or None after a problem about `what`."""
    try:
        return read_quantity(scalar.value)
    except NumberTextError as error:
        _report(scalar, error, problems, what)
        return None


def read_day(scalar: Scalar, problems: Problems, what: str) -> date | None:
    """Return the date that a scalar holds, or None after a problem about `what`."""
    try:
        return read_date(scalar.value)
    except DateTextError as error:
        _report(scalar, error, problems, what)
        return None


def _report(scalar: Scalar, error: NumberTextError | DateTextError, problems: Problems, what: str) -> None:
    place = scalar.locate(error.start, max(error.end, error.start + 1)) if scalar.value else scalar.span
    code = "bad-number" if isinstance(error, NumberTextError) else "bad-date"
    problems.error(code, place, f"{what}: {error.message}", help=error.help or None)
