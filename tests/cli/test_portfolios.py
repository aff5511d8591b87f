"""Real portfolios, where they lie beside the checkout: counts typed here, and counted once more by other means."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.cli.command import rows_of, tierrules, written

DATA = Path(__file__).parents[3] / "shared" / "data"
RESELLER_RULES = """\
tierrules: 1
name: reseller-size
currency: USD
thresholds:
  large_employees: 100
  large_revenue: 3 million
  medium_employees: 10
  medium_revenue: 1 million USD
dimensions:
  size:
    labels: [large, medium, small]
    hit: first
    rules:
      - {label: large, when: employees >= large_employees or annual_revenue >= large_revenue}
      - {label: medium, when: employees >= medium_employees or annual_revenue >= medium_revenue}
    otherwise: small
"""


def portfolio(name: str) -> Path:
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"the public sample {name} is not beside this checkout; it is no part of it")
    return path


def test_dormancy_of_the_northwind_customers(tmp_path: Path) -> None:
    """As of 1998-05-06, the day of the last order; six months before it is 1997-11-06."""
    source, out = portfolio("northwind_customers.csv"), tmp_path / "out.csv"
    columns = written(tmp_path, "columns.yaml", "last_purchase_on: last_purchase_date\n")
    day = ("--as-of", "1998-05-06")
    run = tierrules("classify", "size-and-dormancy", source, *day, "--columns", columns, "--out", out)
    assert run.code == 0
    assert run.out.splitlines()[1:] == [
        "dormancy: awake 84 (92.3%), dormant 5 (5.5%), not applicable 2 (2.2%)",
        "91 rows = 91 classified + 0 set aside, as of 1998-05-06",
    ]
    answers = [row["dormancy"] or row["dormancy_status"] for row in rows_of(out)]
    assert Counter(answers) == {"awake": 84, "dormant": 5, "not-applicable": 2}
    assert answers == [northwind_dormancy(row["last_purchase_date"]) for row in rows_of(source)]


def northwind_dormancy(last: str) -> str:
    if not last:
        return "not-applicable"
    bought = date.fromisoformat(last)
    months = bought.year * 12 + bought.month - 1 + 6
    # No purchase lies on a day that the sixth month after it lacks and that could matter here.
    year, month = months // 12, months % 12 + 1
    asleep_from = (year, month, bought.day)
    return "dormant" if asleep_from <= (1998, 5, 6) else "awake"


def test_size_of_the_adventure_works_resellers(tmp_path: Path) -> None:
    """19 resellers lie exactly on the lower count of employees, 6 on the upper, 204 on the upper revenue."""
    source, out = portfolio("adventureworks_resellers.csv"), tmp_path / "out.csv"
    rules = written(tmp_path, "rules.yaml", RESELLER_RULES)
    run = tierrules("classify", rules, source, "--as-of", "2026-11-22", "--out", out)
    assert run.code == 0
    assert run.err.startswith(f"{source}: no rule reads `industry`, `region`, `state`")
    assert run.out.splitlines() == [
        "size: large 204 (29.1%), medium 410 (58.5%), small 87 (12.4%)",
        "701 rows = 701 classified + 0 set aside, as of 2026-11-22",
    ]
    labels = [row["size"] for row in rows_of(out)]
    assert Counter(labels) == {"large": 204, "medium": 410, "small": 87}
    assert labels == [reseller_size(row) for row in rows_of(source)]


def reseller_size(row: dict[str, str]) -> str:
    employees, revenue = int(row["employees"]), int(row["annual_revenue"])
    if employees >= 100 or revenue >= 3_000_000:
        return "large"
    return "medium" if employees >= 10 or revenue >= 1_000_000 else "small"
