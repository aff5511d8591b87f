"""`tierrules whatif` and `tierrules freeze`: what they print, and how they end."""

import json
from pathlib import Path

import pytest

import tierrules as tr
from tests.cli.command import AS_OF, HEADER, tierrules, written

CUSTOMERS = (
    HEADER + "C-1,on the bound,1000,1,2026-11-01\n"
    "C-2,one below,999,1,2026-05-23\n"
    "C-3,open,,1,2026-05-22\n"
    "C-4,unreadable,many,1,\n"
)
NO_REVENUE = CUSTOMERS.replace(",1,", ",,")


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    return written(tmp_path, "customers.csv", CUSTOMERS)


def test_who_moves(customers: Path) -> None:
    run = tierrules("whatif", "size-and-dormancy", customers, "--set", "large_employees=1001", *AS_OF)
    assert run.code == 0
    assert run.out == (
        "size-and-dormancy: large_employees 1000 → 1001\n"
        "4 rows = 3 classified + 1 set aside, as of 2026-11-22\n"
        "size: 1 of 3 customers moves (33.3%)\n"
        "  large → medium: 1\n"
        "  undetermined: 33.3% before, 33.3% after\n"
        "C-1 on the bound: size large → medium, the standard raised large_employees from 1,000 to 1,001\n"
    )
    assert run.err.startswith(f"{customers}: set aside: line 5: employees: ")


def test_rows_weights_and_other_formats(customers: Path) -> None:
    edit = ("--set", "large_employees=1001", "--set", " medium_employees = 1000 ", "--weight", "employees")
    data = json.loads(tierrules("whatif", "size-and-dormancy", customers, *edit, "--format", "json", *AS_OF).out)
    assert data["edits"]["medium_employees"] == {"before": "100", "after": "1000"}
    assert [(one["customer_id"], one["before"], one["after"]) for one in data["moved"]] == [
        ("C-1", "large", "medium"),
        ("C-2", "medium", "small"),
    ]
    assert data["matrix"][0]["moved"] == {"customers": 2, "weight": "1999"}
    page = tierrules(
        "whatif", "size-and-dormancy", customers, *edit, "--format", "markdown", "--lang", "zh", *AS_OF
    ).out
    assert "| 之前 / 之后 |" in page
    assert page.endswith("|\n")


@pytest.mark.parametrize(
    ("edit", "code", "told"),
    [
        (("--set", "large_employes=1"), 2, "did you mean `large_employees`?"),
        (("--set", "large_employees"), 2, "write NAME=VALUE, such as high_spend=60万"),
        (("--set", "large_employees=1", "--set", "large_employees=2"), 2, "--set names `large_employees` twice"),
        (("--set", "large_employees=1 month"), 1, "error[type-mismatch]"),
        (("--set", "large_employees=1", "--weight", "region"), 2, "`region` is no number but a"),
        (
            ("--set", "large_employees=1", "--weight", "employes"),
            2,
            "no column is `employes`; did you mean `employees`?",
        ),
        ((), 2, "Missing option '--set'"),
    ],
)
def test_a_wrong_edit_ends_the_command(customers: Path, edit: tuple[str, ...], code: int, told: str) -> None:
    run = tierrules("whatif", "size-and-dormancy", customers, *edit, *AS_OF)
    assert run.code == code
    assert told in run.err


def test_a_file_that_is_not_there() -> None:
    run = tierrules("whatif", "size-and-dormancy", "nowhere.csv", "--set", "large_employees=1", *AS_OF)
    assert run.code == 2
    assert "nowhere.csv" in run.err


def test_lines_become_thresholds(customers: Path) -> None:
    run = tierrules("freeze", customers, "--top", "employees=50%", "--cumulative", "employees=90%,40%", *AS_OF)
    assert run.code == 0
    assert run.err == f"{customers}: 2 customers have no employees; they count for nothing\n"
    dimension = "a: {labels: [x], hit: first, rules: [{label: x, when: always}]}"
    text = f"tierrules: 1\nname: t\n{run.out}dimensions:\n  {dimension}\n"
    found = tr.loads(text).thresholds
    assert {name: one.text for name, one in found.items()} == {
        "employees_top_50": "1000",
        "employees_cumulative_90": "999",
        "employees_cumulative_40": "1000",
    }
    assert "customers.csv, sha256 " in run.out
    assert str(customers.parent) not in run.out


def test_rules_say_what_a_field_is(customers: Path, tmp_path: Path) -> None:
    rules = written(
        tmp_path,
        "rules.yaml",
        "tierrules: 1\nname: t\nfields: {staff: {type: integer, aliases: [heads]}}\nthresholds: {few: 3}\n"
        "dimensions:\n  a: {labels: [x, y], hit: first, rules: [{label: x, when: staff > few}], otherwise: y}\n",
    )
    people = written(tmp_path, "people.csv", CUSTOMERS.replace("employees", "heads"))
    run = tierrules("freeze", rules, people, "--quantile", "staff=50%", *AS_OF)
    assert run.code == 0
    assert "  staff_quantile_50:\n    value: 1000\n" in run.out
    again = tierrules("freeze", "size-and-dormancy", customers, "--top", "employees=50%", *AS_OF)
    assert "value: 1000" in again.out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ((), "--top annual_spend=10%"),
        (("--top", "employees=10"), "`10` is no share between 0% and 100%"),
        (("--top", "region=10%"), "`region` is no number"),
        (("--top", "satisfaction=10%"), "no column is `satisfaction`"),
        (("--top", "annual_revenue=10%"), "nobody in "),
    ],
)
def test_lines_that_cannot_be_drawn(customers: Path, asked: tuple[str, ...], told: str) -> None:
    customers.write_text(NO_REVENUE, encoding="utf-8")
    run = tierrules("freeze", customers, *asked, *AS_OF)
    assert run.code == 2
    assert told in run.err


def test_too_many_files(customers: Path) -> None:
    run = tierrules("freeze", "a", "b", customers, "--top", "employees=10%")
    assert run.code == 2
    assert "one file too many" in run.err


def test_time_passes(customers: Path) -> None:
    # C-3 bought on 22 May: six months have passed on 22 November, for C-2 one day later.
    run = tierrules("whatif", "size-and-dormancy", customers, "--set", "as_of=+1 day", *AS_OF, "--lang", "en")
    assert run.code == 0
    assert run.out.splitlines()[0] == "size-and-dormancy: as_of 2026-11-22 → 2026-11-23"
    assert run.out.splitlines()[-1] == (
        "C-2 one below: dormancy awake → dormant, Last purchase (2026-05-23) was 6 months ago on 2026-11-23"
        " (dormant_after)"
    )
    day = ("--set", "as_of=2026-12-22", "--set", "large_employees=1001", "--format", "json")
    data = json.loads(tierrules("whatif", "size-and-dormancy", customers, *day, *AS_OF).out)
    assert data["edits"]["as_of"] == {"before": "2026-11-22", "after": "2026-12-22"}
    assert (data["as_of"], data["as_of_after"]) == ("2026-11-22", "2026-12-22")
    wrong = tierrules("whatif", "size-and-dormancy", customers, "--set", "as_of=soon", *AS_OF)
    assert (wrong.code, "`soon` is no day; write it as 2026-12-22, or as +1 month" in wrong.err) == (2, True)
    late = tierrules("whatif", "size-and-dormancy", customers, "--set", "as_of=9999-01-01", *AS_OF)
    assert (late.code, "as_of lies within" in late.err) == (2, True)
