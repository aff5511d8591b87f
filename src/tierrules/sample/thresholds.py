"""Values on a threshold, one step below and one step above: the places where two standards part.

The bounds are those of common standards tables: 1,000 and 100 employees, a revenue of 5亿 and 5000万, a yearly spend
of 50万 and 10万, a margin of 20 %, a repurchase rate of 50 %, one year together, six months without a purchase, three
months after the end, a month until a deal.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from tierrules.meaning.dates import Duration, add, cut
from tierrules.sample.record import Cell, share

Stage = Literal["prospect", "active", "ended"]

_WAN = 10_000
_NUMBERS: tuple[tuple[str, int], ...] = (
    *(("employees", 1000), ("employees", 300), ("employees", 100)),
    *(("annual_revenue", 50_000 * _WAN), ("annual_revenue", 5_000 * _WAN)),
    *(("annual_spend", 100 * _WAN), ("annual_spend", 50 * _WAN), ("annual_spend", 10 * _WAN)),
)
_PER_MILLE = (("profit_margin", 200), ("profit_margin", 100), ("repurchase_rate", 600), ("repurchase_rate", 500))
_MONTHS_AGO: tuple[tuple[Stage, str, int], ...] = (
    ("active", "first_deal_on", 12),
    ("active", "last_purchase_on", 6),
    ("ended", "terminated_on", 3),
)
_MONTHS_AHEAD = (("need_due_on", 1), ("expected_close_on", 1))


class Pin(NamedTuple):
    """One value that a customer is made around, and the stage in which it can be had."""

    stage: Stage
    field: str
    value: Cell


def pins(as_of: date) -> tuple[Pin, ...]:
    """Return every threshold three times: on it, one below and one above."""
    return tuple(pin for steps in (0, -1, 1) for pin in _pins(as_of, steps))


def _pins(as_of: date, steps: int) -> list[Pin]:
    days = timedelta(steps)
    return [
        *(Pin("active", field, bound + steps) for field, bound in _NUMBERS),
        *(Pin("active", field, share(bound + steps)) for field, bound in _PER_MILLE),
        *(Pin(stage, field, cut(as_of, Duration(n, "month")) + days) for stage, field, n in _MONTHS_AGO),
        *(Pin("prospect", field, add(as_of, Duration(n, "month")) + days) for field, n in _MONTHS_AHEAD),
    ]
