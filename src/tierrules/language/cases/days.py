"""The day of a case."""

from __future__ import annotations

from datetime import date

from tierrules.meaning.dates import DateRangeError, DateTextError, check_as_of, read_date
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Scalar


def day_of(written: Scalar | None, problems: Problems) -> date | None:
    """Return a day to classify on; None if there is none, or none that can be read, which is reported."""
    if written is None:
        return None
    try:
        return check_as_of(read_date(written.value))
    except DateTextError as error:
        problems.error("bad-date", written.span, error.message, help=error.help or "for example `2026-11-22`")
    except DateRangeError as error:
        problems.error("bad-date", written.span, str(error), help="for example `2026-11-22`")
    return None
