"""Bands of a value that a table gives: who is known to have no key has no value, and is in no band."""

from datetime import date

import pytest

import tierrules as tr

TEXT = """\
tierrules: 1
name: keys
fields:
  industry: {type: category, values: [making, trade], empty: none}
  sales: {type: decimal}
thresholds:
  usual: {by: industry, rows: {making: 1, trade: 2}}
derived:
  share: sales / usual
dimensions:
  level:
    labels: [high, low]
    bands: {of: share, from: {high: 5}, below: low}
"""


@pytest.mark.parametrize(
    ("industry", "status", "candidates"),
    [
        ("making", "decided", ("high",)),
        ("trade", "decided", ("high",)),
        (None, "not-applicable", ("not-applicable",)),
    ],
)
def test_no_key_is_in_no_band(industry: str | None, status: str, candidates: tuple[str, ...]) -> None:
    found = tr.loads(TEXT).classify({"sales": 10, "industry": industry}, as_of=date(2026, 11, 22))["level"]
    assert (found.status, found.candidates) == (status, candidates)


def test_a_missing_key_leaves_it_open() -> None:
    found = tr.loads(TEXT).classify({"sales": 10}, as_of=date(2026, 11, 22))["level"]
    assert found.candidates == ("high", "low", "not-applicable")
