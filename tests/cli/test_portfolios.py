"""Real portfolios, where they lie beside the checkout: counts typed here, and counted once more by other means."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.cli.command import rows_of, tierrules, written

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
PAGE = (ROOT / "docs" / "files.md").read_text(encoding="utf-8").partition("\n## Two public portfolios\n")[2]
PAGE = PAGE.partition("\n## ")[0]


def shown(name: str) -> str:
    """A file as the page writes it with `cat`."""
    found = re.search(rf"^\$ cat > {re.escape(name)} <<'END'\n(.*?)^> END$", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return "".join(line.removeprefix("> ") for line in found[1].splitlines(keepends=True))


def told(portfolio: str, dimension: str) -> dict[str, int]:
    """The answers that the table of the page gives."""
    found = re.search(rf"^\| {portfolio} \| {dimension} \| (.*?) \|$", PAGE, re.MULTILINE)
    assert found is not None
    return {name: int(count) for name, count in (one.rsplit(" ", 1) for one in found[1].split(", "))}


def portfolio(name: str) -> Path:
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"the public sample {name} is not beside this checkout; it is no part of it")
    return path


def test_dormancy_of_the_northwind_customers(tmp_path: Path) -> None:
    """As of 1998-05-06, the day of the last order; six months before it is 1997-11-06."""
    source, out = portfolio("northwind_customers.csv"), tmp_path / "out.csv"
    columns = written(tmp_path, "columns.yaml", shown("samples.yaml"))
    day = ("--as-of", "1998-05-06")
    run = tierrules("classify", "size-and-dormancy", source, *day, "--columns", columns, "--out", out)
    assert run.code == 0
    assert run.out.splitlines() == [
        "size: undetermined 91 (100%)",
        "dormancy: awake 84 (92.3%), dormant 5 (5.5%), not applicable 2 (2.2%)",
        "91 rows = 91 classified + 0 set aside, as of 1998-05-06",
    ]
    answers = [row["dormancy"] or row["dormancy_status"] for row in rows_of(out)]
    assert Counter(answers) == {"awake": 84, "dormant": 5, "not-applicable": 2}
    assert answers == [northwind_dormancy(row["last_purchase_date"]) for row in rows_of(source)]
    counted = Counter(one.replace("-", " ") for one in answers)
    assert counted == told("Northwind", "dormancy")
    unknown = [row for row in rows_of(source) if not row["employees"] and not row["annual_revenue"]]
    assert {"undetermined": len(unknown)} == told("Northwind", "size")


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
    rules = written(tmp_path, "rules.yaml", shown("resellers.yaml"))
    columns = written(tmp_path, "columns.yaml", shown("samples.yaml"))
    run = tierrules("classify", rules, source, "--as-of", "2026-11-22", "--columns", columns, "--out", out)
    assert run.code == 0
    assert run.err.startswith(f"{source}: no rule reads `industry`, `region`, `state`")
    assert run.out.splitlines() == [
        "size: large 204 (29.1%), medium 410 (58.5%), small 87 (12.4%)",
        "701 rows = 701 classified + 0 set aside, as of 2026-11-22",
    ]
    labels = [row["size"] for row in rows_of(out)]
    assert Counter(labels) == {"large": 204, "medium": 410, "small": 87}
    assert labels == [reseller_size(row) for row in rows_of(source)]
    assert Counter(labels) == told("AdventureWorks", "size")
    exact = [("employees", "10", 19), ("employees", "100", 6), ("annual_revenue", "3000000", 204)]
    assert all(sum(row[name] == value for row in rows_of(source)) == count for name, value, count in exact)
    assert (
        "19 of them have exactly 10\nemployees, 6 exactly 100, and the revenue of 204 is exactly three million" in PAGE
    )


def test_the_page_accounts_for_every_customer() -> None:
    """Held where the samples are not there, too."""
    assert "Northwind (91 customers) and the resellers of AdventureWorks (701)" in PAGE
    assert sum(told("Northwind", "dormancy").values()) == sum(told("Northwind", "size").values()) == 91
    assert sum(told("AdventureWorks", "size").values()) == 701


def test_the_page_classifies_customers_on_every_bound(tmp_path: Path) -> None:
    """What the page's rules and its map give for customers that are typed here."""
    rules, columns = (
        written(tmp_path, "rules.yaml", shown("resellers.yaml")),
        written(tmp_path, "columns.yaml", shown("samples.yaml")),
    )
    rows = [(100, 300_000, "large"), (99, 2_999_999, "medium"), (2, 3_000_000, "large"), (10, 300_000, "medium")]
    rows += [(9, 999_999, "small"), (9, 1_000_000, "medium")]
    text = "employees,annual_revenue\n" + "".join(f"{staff},{revenue}\n" for staff, revenue, _ in rows)
    out = tmp_path / "out.csv"
    source = written(tmp_path, "in.csv", text)
    run = tierrules("classify", rules, source, "--as-of", "2026-11-22", "--columns", columns, "--out", out)
    assert (run.code, [row["size"] for row in rows_of(out)]) == (0, [label for _, _, label in rows])


def reseller_size(row: dict[str, str]) -> str:
    employees, revenue = int(row["employees"]), int(row["annual_revenue"])
    if employees >= 100 or revenue >= 3_000_000:
        return "large"
    return "medium" if employees >= 10 or revenue >= 1_000_000 else "small"
