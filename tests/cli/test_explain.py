"""`tierrules explain`: one customer, from a file or by values."""

import json
from pathlib import Path

import pytest

from tests.cli.command import AS_OF, HEADER, tierrules, written

SIZE = "size-and-dormancy"


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    rows = 'C-1,"a\nb",1000,,\nC-2,c,5,,2026-05-22\nC-1,d,5,1,\nC-3,e\nC-4,f,few,,\n'
    return written(tmp_path, "customers.csv", HEADER + rows)


def test_a_customer_is_found_by_number(customers: Path) -> None:
    run = tierrules("explain", SIZE, customers, "--customer", "C-2", *AS_OF)
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        "size-and-dormancy, as of 2026-11-22\n"
        "size: undetermined\n"
        "  bring annual_revenue; possible: large, medium or small\n"
        "      Annual revenue below CNY 50 million: small\n"
        "      Annual revenue at least CNY 50 million and below CNY 500 million: medium\n"
        "      Annual revenue at least CNY 500 million: large\n"
        "  ? large\n"
        "      Annual revenue is missing\n"
        "  ? medium\n"
        "      Annual revenue is missing\n"
        "dormancy: dormant (dormancy.dormant)\n"
        "  ✓ dormant\n"
        "      Last purchase 2026-05-22, dormant_after (6 months) reached on 2026-11-22, today\n"
    )


def test_values_in_chinese(tmp_path: Path) -> None:
    run = tierrules("explain", SIZE, "员工数=50", "annual_revenue=6亿", "last_purchase_on=", *AS_OF, "--lang", "zh")
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        "size-and-dormancy, as of 2026-11-22\n"
        "size：大型企业（size.large）\n"
        "  ✓ 大型企业\n"
        "      年营收 6亿元 ≥ 5亿元（large_revenue），高于界限1亿元\n"
        "dormancy：不适用\n"
        "  ✗ 不适用\n"
        "      没有最近购买日期\n"
    )


def test_json_is_the_same_as_data(customers: Path) -> None:
    run = tierrules("explain", SIZE, customers, "--row", "3", *AS_OF, "--format", "json")
    told = json.loads(run.out)
    assert told["as_of"] == "2026-11-22"
    assert told["inputs"] == {"employees": "5", "annual_revenue": "1", "last_purchase_on": None}
    assert {name: (tag["label"], tag["status"], tag["rule"]) for name, tag in told["tags"].items()} == {
        "size": ("small", "decided", "size.otherwise"),
        "dormancy": (None, "not-applicable", None),
    }


def test_pages(customers: Path) -> None:
    markdown = tierrules("explain", SIZE, customers, "--customer", "C-2", *AS_OF, "--format", "markdown").out
    assert markdown.startswith(
        "# size-and-dormancy, as of 2026-11-22\n\n| Question | Answer | Grounds |\n|---|---|---|\n"
    )
    assert "\n    - Annual revenue at least CNY 500 million: large\n" in markdown
    html = tierrules("explain", SIZE, customers, "--customer", "C-2", *AS_OF, "--format", "html", "--lang", "zh").out
    assert html.startswith('<!doctype html>\n<html lang="zh-CN">')
    assert "<li>年营收达到5亿元：大型企业</li>" in html
    assert html.endswith("</html>\n")


def test_ways_to_a_label() -> None:
    given = ("employees=60", "annual_revenue=3000万", "last_purchase_on=2026-07-01")
    run = tierrules("explain", SIZE, *given, *AS_OF, "--to", "size=medium", "--to", "dormancy=dormant")
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines()[-5:] == [
        "size becomes medium with",
        "  - Employees at least 100 and at most 999",
        "  - Annual revenue at least CNY 50 million and below CNY 500 million",
        "dormancy becomes dormant with",
        "  - from 2027-01-01, if nothing is bought",
    ]
    data = json.loads(tierrules("explain", SIZE, *given, *AS_OF, "--to", "size=small", "--format", "json").out)
    assert [(one["reached"], one["ways"]) for one in data["path_to"]] == [(True, [])]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("size", "`size` is not DIMENSION=LABEL, such as tier=A"),
        ("sise=large", "no dimension `sise`; did you mean `size`?"),
        ("tier=large", "no dimension `tier`; the dimensions are `size`, `dormancy`"),
        ("size=larg", "`larg` is no label of `size`; did you mean `large`?"),
        ("size=A", "`A` is no label of `size`; its labels are `large`, `medium`, `small`"),
    ],
)
def test_a_label_that_there_is_not_is_wrong_use(wanted: str, message: str) -> None:
    run = tierrules("explain", SIZE, "employees=60", *AS_OF, "--to", wanted)
    assert (run.code, run.out, run.err) == (2, "", f"tierrules: {message}\n")


def test_ways_go_with_text_and_json() -> None:
    run = tierrules("explain", SIZE, "employees=60", *AS_OF, "--to", "size=large", "--format", "html")
    assert (run.code, run.err) == (2, "tierrules: --to goes with --format text and json, not with html\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("FILE", "--customer", "C-1"), "FILE: `C-1` stands in 2 rows (lines 2, 5); choose one with --row N"),
        (("FILE", "--customer", "C-9"), "FILE: no customer `C-9` in the column `customer_id`"),
        (("FILE", "--row", "6"), "FILE: there is no row 6; the file has 5"),
        (("FILE",), "say which customer: --customer ID, or --row N"),
        (
            ("FILE", "--customer", "C-2", "--row", "2"),
            "--customer and --row both choose a row; give one of them",
        ),
        (("FILE", "employees=5"), "`FILE` is not NAME=VALUE, and a FILE stands alone"),
        (("employees=5", "--row", "1"), "--customer and --row choose a row of a FILE; here are values"),
        (("employees=5", "--customer", "C-2"), "--customer and --row choose a row of a FILE; here are values"),
        (("employees=5", "employees=6"), "`employees` is given twice"),
        (("employees=5", "urgent"), "`urgent` is not NAME=VALUE, and a FILE stands alone"),
    ],
)
def test_a_customer_who_is_not_chosen_well(customers: Path, arguments: tuple[str, ...], message: str) -> None:
    given = [str(customers) if one == "FILE" else one for one in arguments]
    run = tierrules("explain", SIZE, *given)
    told = message.replace("FILE:", f"{customers}:").replace("`FILE`", f"`{customers}`")
    assert (run.code, run.out, run.err) == (2, "", f"tierrules: {told}\n")


def test_a_file_without_numbers_is_asked_by_row(tmp_path: Path) -> None:
    path = written(tmp_path, "anonymous.csv", "employees\n1000\n")
    run = tierrules("explain", SIZE, path, "--customer", "C-1")
    assert (run.code, run.err) == (2, f"tierrules: {path}: no column `customer_id`; choose a row with --row N\n")
    assert "size: large (size.large)" in tierrules("explain", SIZE, path, "--row", "1").out


@pytest.mark.parametrize(
    ("row", "message"),
    [("4", ":6: the row has 2 cells, the header 5"), ("5", ":7: employees: `few` is not a number")],
)
def test_a_row_that_cannot_be_read_is_a_finding(customers: Path, row: str, message: str) -> None:
    run = tierrules("explain", SIZE, customers, "--row", row, *AS_OF)
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(f"{customers}{message}")


def test_a_value_that_cannot_be_read_is_a_finding() -> None:
    run = tierrules("explain", SIZE, "employees=few", *AS_OF)
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("employees: `few` is not a number")


@pytest.mark.parametrize("name", ["employes", "colour"])
def test_a_name_that_no_rule_reads_is_wrong_use(name: str) -> None:
    run = tierrules("explain", SIZE, f"{name}=5", *AS_OF)
    assert (run.code, run.out) == (2, "")
    assert f"no rule reads `{name}`" in run.err
    assert tierrules("explain", SIZE, f"{name}=5", *AS_OF, "--unknown", "ignore").code == 0


@pytest.mark.parametrize("assignment", ["=5", " =5"])
def test_a_value_without_a_name_is_wrong_use(assignment: str) -> None:
    run = tierrules("explain", SIZE, assignment, *AS_OF, "--unknown", "ignore")
    assert (run.code, run.out) == (2, "")
    assert run.err == f"tierrules: `{assignment}` is not NAME=VALUE: the NAME is missing\n"
