"""`tierrules classify`: what is printed, and what is written."""

from datetime import date
from pathlib import Path

import pytest

from tests.cli.command import AS_OF, HEADER, rows_of, tierrules, written

CUSTOMERS = (
    HEADER + "C-1,on the bound,1000,1,2026-11-01\n"
    "C-2,one below,999,499999999,2026-05-23\n"
    "C-3,six months today,99,,2026-05-22\n"
    "C-4,never bought,0,5000万,\n"
    "C-5,unreadable,50人左右,1,someday\n"
)
FIRST_LINE_OF_REASONS = "C-1 on the bound"


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    return written(tmp_path, "customers.csv", CUSTOMERS)


def test_the_table_shows_labels_and_what_is_remarkable(customers: Path) -> None:
    run = tierrules("classify", "size-and-dormancy", customers, *AS_OF)
    assert run.code == 0
    assert run.out == (
        "customer_id  name              size          dormancy        note\n"
        "C-1          on the bound      large         awake           Employees exactly on large_employees\n"
        "C-2          one below         medium        awake           dormant_after reached in 1 day\n"
        "C-3          six months today  undetermined  dormant         bring annual_revenue; "
        "dormant_after reached today\n"
        "C-4          never bought      medium        not applicable  Annual revenue exactly on medium_revenue\n"
        "5 rows = 4 classified + 1 set aside, as of 2026-11-22\n"
    )


def test_a_row_set_aside_is_told_with_line_column_and_reason(customers: Path) -> None:
    run = tierrules("classify", "size-and-dormancy", customers, *AS_OF)
    first, second = run.err.splitlines()
    assert first.startswith(f"{customers}:6: set aside: employees: ")
    assert "`人左右`" in first
    assert second.startswith(f"{customers}:6: set aside: last_purchase_on: `someday` is not a date")


def test_chinese_names_the_labels_by_their_titles(customers: Path) -> None:
    lines = tierrules("classify", "size-and-dormancy", customers, *AS_OF, "--lang", "zh").out.splitlines()
    assert [line.split()[-1] for line in lines[:1]] == ["备注"]
    assert lines[1].split()[-3:-1] == ["大型企业", "活跃客户"]
    assert lines[4].split()[-3:-1] == ["中型企业", "不适用"]
    assert lines[3].count("；") == 1
    assert ";" not in lines[3]


def test_reasons_are_given_for_every_customer(customers: Path) -> None:
    run = tierrules("classify", "size-and-dormancy", customers, *AS_OF, "--reasons")
    assert run.out.splitlines()[:4] == [
        FIRST_LINE_OF_REASONS,
        "  size: large (size.large)",
        "    ✓ large",
        "        Employees 1,000 >= 1,000 (large_employees), exactly on the bound",
    ]
    assert [line[:3] for line in run.out.splitlines() if line.startswith("C-")] == ["C-1", "C-2", "C-3", "C-4"]


def test_without_a_day_it_is_today_and_the_output_says_so(customers: Path) -> None:
    before = date.today()
    run = tierrules("classify", "size-and-dormancy", customers)
    told = run.out.splitlines()[-1].rpartition("as of ")[2]
    assert before <= date.fromisoformat(told) <= date.today()


def test_results_and_rejects_are_written_as_the_rows_came(customers: Path, tmp_path: Path) -> None:
    out, rejects = tmp_path / "out.csv", tmp_path / "rejects.csv"
    run = tierrules("classify", "size-and-dormancy", customers, *AS_OF, "--out", out, "--rejects", rejects)
    assert (run.code, run.out.splitlines()) == (
        0,
        [
            "size: large 1 (25%), medium 2 (50%), undetermined 1 (25%)",
            "dormancy: awake 2 (50%), dormant 1 (25%), not applicable 1 (25%)",
            "5 rows = 4 classified + 1 set aside, as of 2026-11-22",
        ],
    )
    assert out.read_text(encoding="utf-8").splitlines() == [
        "customer_id,name,employees,annual_revenue,last_purchase_on,"
        "size,size_status,size_rule,dormancy,dormancy_status,dormancy_rule",
        "C-1,on the bound,1000,1,2026-11-01,large,decided,size.large,awake,decided,dormancy.otherwise",
        "C-2,one below,999,499999999,2026-05-23,medium,decided,size.medium,awake,decided,dormancy.otherwise",
        "C-3,six months today,99,,2026-05-22,,undetermined,,dormant,decided,dormancy.dormant",
        "C-4,never bought,0,5000万,,medium,decided,size.medium,,not-applicable,",
    ]
    (row,) = rows_of(rejects)
    assert row["customer_id"] == "C-5"
    assert row["employees"] == "50人左右"
    assert row["rejected_line"] == "6"
    assert row["rejected_column"] == "employees | last_purchase_on"
    assert row["rejected_value"] == "50人左右 | someday"
    assert [one.partition(":")[0] for one in row["rejected_because"].split(" | ")] == ["employees", "last_purchase_on"]


def test_mended_rejects_can_be_fed_back(customers: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    tierrules("classify", "size-and-dormancy", customers, *AS_OF, "--rejects", rejects)
    mended = rejects.read_text(encoding="utf-8").replace("50人左右", "50").replace(",someday,", ",2026-11-02,")
    rejects.write_text(mended, encoding="utf-8")
    run = tierrules("classify", "size-and-dormancy", rejects, *AS_OF)
    assert run.out.splitlines()[1:] == [
        "C-5          unreadable  small  awake",
        "1 row = 1 classified + 0 set aside, as of 2026-11-22",
    ]


def test_reasons_are_written_beside_the_labels(customers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    tierrules("classify", "size-and-dormancy", customers, *AS_OF, "--reasons", "--out", out)
    rows = rows_of(out)
    assert rows[0]["size_reason"] == "Employees 1,000 >= 1,000 (large_employees), exactly on the bound"
    assert rows[3]["dormancy_reason"] == "does not apply: no Last purchase"


def test_only_the_first_rejects_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    many = written(tmp_path, "many.csv", HEADER + "x,y,many,,\n" * 13)
    run = tierrules("classify", "size-and-dormancy", many, *AS_OF)
    assert len(run.err.splitlines()) == 12
    assert (
        run.err.splitlines()[0]
        == f"{many}: customer_id: `x` stands in 13 rows (lines {', '.join(map(str, range(2, 15)))})"
    )
    assert run.err.splitlines()[-1] == f"{many}: 3 further rows set aside; write them to a file with --rejects"
    assert run.out.splitlines()[-1] == "13 rows = 0 classified + 13 set aside, as of 2026-11-22"


def test_fields_without_a_column_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, "few.csv", "客户编号,员工数\n8001,1000\n")
    run = tierrules("classify", "size-and-dormancy", path, *AS_OF)
    assert run.code == 0
    assert run.err == (
        f"{path}: `客户编号` is customer_id, `员工数` is employees\n"
        f"{path}: no column for `annual_revenue`, `last_purchase_on`; unknown for every customer\n"
    )
    assert run.out.splitlines()[1].split()[:3] == ["8001", "large", "undetermined"]


def test_a_file_without_ids_shows_the_line(tmp_path: Path) -> None:
    path = written(tmp_path, "anonymous.csv", "employees\n1000\n\n99\n")
    lines = tierrules("classify", "size-and-dormancy", path, *AS_OF).out.splitlines()
    assert [line.split()[:2] for line in lines[:3]] == [["line", "size"], ["2", "large"], ["4", "undetermined"]]


def test_a_cell_cannot_break_the_table_or_steer_the_terminal(tmp_path: Path) -> None:
    path = written(tmp_path, "odd.csv", HEADER + 'C-1,"two\nlines \x1b[2Jcleared",5,5,\n')
    lines = tierrules("classify", "size-and-dormancy", path, *AS_OF).out.splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("C-1          two lines \\u001b[2Jcleared  small")


def test_a_header_alone_is_a_portfolio_of_nobody(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    run = tierrules("classify", "size-and-dormancy", written(tmp_path, "h.csv", HEADER), *AS_OF, "--out", out)
    assert (run.code, run.out.splitlines()[-1]) == (0, "0 rows = 0 classified + 0 set aside, as of 2026-11-22")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1
