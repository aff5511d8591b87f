"""`--columns FILE`: other names, other units, and every way to get the map wrong."""

from pathlib import Path

import pytest

from tests.cli.command import AS_OF, rows_of, tierrules, written

SIZE = "size-and-dormancy"
CUSTOMERS = "no,staff,revenue,last\nC-1,999,50000,2026-05-22\nC-2,99,499万,\n"


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    return written(tmp_path, "in.csv", CUSTOMERS)


def test_names_and_units_are_applied(customers: Path, tmp_path: Path) -> None:
    text = "employees: staff\nannual_revenue: {column: revenue, unit: 万}\nlast_purchase_on: last\n"
    columns = written(tmp_path, "columns.yaml", text)
    out = tmp_path / "out.csv"
    run = tierrules("classify", SIZE, customers, *AS_OF, "--columns", columns, "--out", out)
    assert (run.code, run.err.splitlines()) == (
        0,
        [
            f"{customers}: `staff` is employees, `revenue` is annual_revenue, `last` is last_purchase_on",
            f"{customers}: no rule reads `no`",
        ],
    )
    assert [line.split(",")[4:] for line in out.read_text(encoding="utf-8").splitlines()[1:]] == [
        ["large", "decided", "size.large", "dormant", "decided", "dormancy.dormant"],
        ["small", "decided", "size.otherwise", "", "not-applicable", ""],
    ]


def test_units_go_with_the_ways_to_write_a_cell(tmp_path: Path) -> None:
    """Plain numbers count in the unit, grouped or with a currency; what names a scale keeps it."""
    rows = '"49,999"\n"50,000"\n"50,000元"\n5亿\n4.9亿\n"1-50,000"\n'
    path = written(tmp_path, "in.csv", "revenue\n" + rows)
    columns = written(tmp_path, "columns.yaml", "annual_revenue: {column: revenue, unit: 万}\n")
    out = tmp_path / "out.csv"
    run = tierrules("classify", SIZE, path, *AS_OF, "--columns", columns, "--out", out)
    sizes = [row["size"] for row in rows_of(out)]
    assert sizes == ["", "large", "large", "large", "", ""]
    assert f"{path}:7: revenue: `1-50,000` is no single number; it counts as unknown" in run.err


def test_a_problem_names_field_and_column(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", "staff\nfew\n")
    columns = written(tmp_path, "columns.yaml", "employees: staff\n")
    run = tierrules("classify", SIZE, path, *AS_OF, "--columns", columns)
    assert f"{path}:2: set aside: employees (in `staff`): `few` is not a number" in run.err


def test_fields_of_other_rulesets_may_stand_in_the_map(customers: Path, tmp_path: Path) -> None:
    own = "employees: staff\nannual_revenue: revenue\nlast_purchase_on: last\n"
    columns = written(tmp_path, "columns.yaml", own + "satisfaction: mood\n预算: other\n")
    run = tierrules("classify", SIZE, customers, *AS_OF, "--columns", columns)
    assert run.code == 0
    assert run.out.splitlines()[1].split()[:2] == ["2", "medium"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "employees: stafff\n",
            "the column map gives `employees` the column `stafff`, which is not there; did you mean `staff`?",
        ),
        (
            "employees: 人数\n",
            "the column map gives `employees` the column `人数`, which is not there; "
            "the columns are `no`, `staff`, `revenue`, `last`",
        ),
    ],
)
@pytest.mark.parametrize("command", [("classify",), ("explain", "--row", "1")], ids=lambda command: command[0])
def test_a_slip_in_the_map_is_found(
    customers: Path, tmp_path: Path, command: tuple[str, ...], text: str, message: str
) -> None:
    columns = written(tmp_path, "columns.yaml", text)
    run = tierrules(command[0], SIZE, customers, *command[1:], "--columns", columns)
    assert (run.code, run.out, run.err) == (2, "", f"tierrules: {customers}: {message}\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("employees: {column: staff, unit: 头}\n", "`头` is not a unit for `employees`"),
        ("last_purchase_on: {column: last, unit: 万}\n", "`last_purchase_on` is of type date and has no unit"),
        ("employees: [staff]\n", "`employees` maps to neither a column name"),
        ("employees: staff\nannual_revenue: staff\n", "the column `staff` is given to both"),
        ("employes: staff\n", "the column map names a field `employes` that no rule reads; did you mean `employees`?"),
        ("colour: staff\n", "the column map names a field `colour` that no rule reads; the rules read `employees`, `a"),
        ("员工数: staff\nemployees: no\n", "`员工数` and `employees` are two keys for the field `employees`"),
        (
            "annual_revenue: {column: revenue, unit: 万元}\n",
            "`万元` is not a unit for `annual_revenue`; did you mean `万`?",
        ),
        ("employees:\n", "error[empty-value]"),
        ("employees: ''\n", "`employees` maps to neither a column name"),
        ("employees: staff\nemployees: no\n", "error[duplicate-key]"),
        ("- staff\n", "error[not-a-mapping]"),
        ("", "error[empty-file]"),
        ("employees: &a staff\n", "error[anchor]"),
    ],
)
def test_a_map_that_cannot_be_read(customers: Path, tmp_path: Path, text: str, message: str) -> None:
    columns = written(tmp_path, "columns.yaml", text)
    run = tierrules("classify", SIZE, customers, "--columns", columns)
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert str(columns) in run.err


def test_a_map_that_is_not_there(customers: Path) -> None:
    run = tierrules("classify", SIZE, customers, "--columns", "no-such.yaml")
    assert (run.code, run.err) == (2, "tierrules: no-such.yaml: No such file or directory\n")


def test_a_standard_field_is_no_slip_for_another(tmp_path: Path) -> None:
    """`last_contact_on` is three letters away from `first_contact_on`, and a field of its own."""
    text = (
        "tierrules: 1\nname: met\ndimensions:\n  met:\n    labels: [yes, no]\n    hit: first\n"
        "    rules: [{label: yes, when: present(first_contact_on)}]\n    otherwise: no\n"
    )
    rules = written(tmp_path, "rules.yaml", text)
    path = written(tmp_path, "in.csv", "first_contact_on,l\n2026-01-01,\n")
    columns = written(tmp_path, "columns.yaml", "last_contact_on: l\n")
    run = tierrules("classify", rules, path, *AS_OF, "--columns", columns)
    assert (run.code, run.out.splitlines()[1].split()) == (0, ["2", "yes"])


def test_the_fields_of_a_map_may_be_called_by_their_titles(customers: Path, tmp_path: Path) -> None:
    text = "员工数: staff\n营业收入: {column: revenue, unit: 万}\nLast purchase: last\n"
    run = tierrules("classify", SIZE, customers, *AS_OF, "--columns", written(tmp_path, "columns.yaml", text))
    assert run.code == 0
    assert "`staff` is employees, `revenue` is annual_revenue, `last` is last_purchase_on" in run.err


SLIPS = "客户编号,员工数目,最近购买日,年营收（万元）,电话\nC-1,5,2026-10-01,60000,1\n"


def test_a_heading_that_is_nearly_a_title_ends_the_run_with_the_line_that_is_right(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", SLIPS)
    run = tierrules("classify", SIZE, path, *AS_OF)
    assert (run.code, run.out) == (2, "")
    lines = [
        "employees: 员工数目",
        "last_purchase_on: 最近购买日",
        "annual_revenue: {column: 年营收（万元）, unit: 万}",
    ]
    assert all(f"then the column map says `{line}`" in run.err for line in lines)
    columns = written(tmp_path, "columns.yaml", "\n".join(lines) + "\n")
    mended = tierrules("classify", SIZE, path, *AS_OF, "--columns", columns)
    assert (mended.code, mended.out.splitlines()[1].split()[:3]) == (0, ["C-1", "large", "awake"])


def test_null_says_that_no_column_holds_a_field(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", SLIPS)
    columns = written(tmp_path, "columns.yaml", "employees: null\n最近购买日期: null\nannual_revenue: null\n")
    run = tierrules("classify", SIZE, path, *AS_OF, "--columns", columns)
    assert (run.code, run.out.splitlines()[1].split()[:3]) == (0, ["C-1", "undetermined", "undetermined"])
    assert "no column for `employees`, `annual_revenue`, `last_purchase_on`" in run.err


def test_a_column_may_be_called_null(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", "null\n1200\n")
    columns = written(tmp_path, "columns.yaml", 'employees: "null"\n')
    run = tierrules("classify", SIZE, path, *AS_OF, "--columns", columns)
    assert (run.code, run.out.splitlines()[1].split()[:2]) == (0, ["2", "large"])


def test_no_column_says_who_a_customer_is_where_the_map_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", "customer_id,employees\nC-1,1200\n")
    columns = written(tmp_path, "columns.yaml", "customer_id: null\n")
    run = tierrules("classify", SIZE, path, *AS_OF, "--columns", columns)
    assert (run.code, run.out.splitlines()[1].split()[:2]) == (0, ["2", "large"])
