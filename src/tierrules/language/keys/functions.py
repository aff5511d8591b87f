"""The functions of expressions."""

from __future__ import annotations

from typing import NamedTuple


class Function(NamedTuple):
    """One function of expressions: how it is called, and what it answers."""

    name: str
    call: str
    explain: str
    example: str


FUNCTIONS = (
    Function(
        "elapsed",
        "elapsed(date)",
        "How long ago a date is, against a duration.",
        "elapsed(last_purchase_on) >= dormant_after",
    ),
    Function(
        "until",
        "until(date)",
        "How far ahead a date is, against a duration.",
        "0 <= until(expected_close_on) <= closing_window",
    ),
    Function("known", "known(x)", "Whether there is data: false only where a value is missing.", "known(employees)"),
    Function(
        "present",
        "present(x)",
        "Whether there is a value: false where it is known that there is none.",
        "present(terminated_on)",
    ),
    Function("has", "has(dimension, 'label')", "Whether a `collect` dimension gives a label.", "has(flags, 'vip')"),
    Function(
        "starts_with",
        "starts_with(code, 'text')",
        "Whether a code begins with a text.",
        "starts_with(industry_code, 'I65')",
    ),
    Function("min", "min(x, y, ..)", "The least of several numbers.", "min(annual_spend, budget) >= high_spend"),
    Function("max", "max(x, y, ..)", "The greatest of several numbers.", "max(annual_spend, budget) >= high_spend"),
    Function("abs", "abs(x)", "A number without its sign.", "abs(profit_margin) >= wide_margin"),
)
"""The functions of expressions, in the order of the reference."""
