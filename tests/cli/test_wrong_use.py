"""Wrong use of every command: exit code 2, one message that says what to do, and nothing done."""

from pathlib import Path

import pytest

from tests.cli.command import AS_OF, HEADER, Run, tierrules, written

SIZE = "size-and-dormancy"


def refused(run: Run) -> str:
    """The last line of the message of a command that was wrongly used."""
    assert run.code == 2
    assert run.out == ""
    return run.err.splitlines()[-1]


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    return written(tmp_path, "customers.csv", HEADER + "C-1,a,1000,,\nC-2,b,x,,\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("no-such-command",), "Error: No such command 'no-such-command'."),
        (("classify", SIZE), "Error: Missing argument 'FILE'."),
        (("classify", SIZE, "x.csv", "--lang", "fr"), "Error: Invalid value for '--lang': 'fr' is not one of"),
        (("classify", SIZE, "no-such.csv"), "tierrules: no-such.csv: No such file or directory"),
        (("classify", "no-such.yaml", "x.csv"), "tierrules: no-such.yaml: No such file or directory; rulesets that"),
        (
            ("classify", "size-and-dormacy", "x.csv"),
            "tierrules: size-and-dormacy: No such file or directory; did you mean `size-and-dormancy`?",
        ),
        (("classify", SIZE, "."), "Error: Invalid value for 'FILE': File '.' is a directory."),
        (("classify", ".", "x.csv"), "tierrules: .: Is a directory"),
        (("explain", SIZE), "Error: Missing argument"),
        (("explain", SIZE, "no-such.csv", "--row", "1"), "tierrules: no-such.csv: No such file or directory"),
        (("check",), "Error: Missing argument 'RULES…'."),
        (("check", "no-such.yaml"), "tierrules: no-such.yaml: No such file or directory; rulesets that"),
        (("show", "no-such"), "tierrules: no-such: No such file or directory; rulesets that"),
        (("list", "more"), "Error: Got unexpected extra argument (more)"),
    ],
)
def test_a_command_that_cannot_begin(arguments: tuple[str, ...], message: str) -> None:
    assert refused(tierrules(*arguments)).startswith(message)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("22.11.2026", "`22.11.2026` is not a date; write year, month and day, such as `2026-01-31`"),
        (
            "2026-02-30",
            "there is no day `2026-02-30` in the calendar; the last day of that month is `2026-02-28`",
        ),
        ("0999-01-01", "as_of lies within 1100-01-01 and 8900-12-31, not at 0999-01-01"),
        ("", "`` is not a date; write year, month and day, such as `2026-01-31`"),
    ],
)
@pytest.mark.parametrize("command", ["classify", "explain"])
def test_a_day_that_is_none(customers: Path, command: str, day: str, message: str) -> None:
    run = tierrules(command, SIZE, customers, "--as-of", day)
    assert refused(run) == f"Error: Invalid value for '--as-of': {message}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ": the first line is empty, or the whole file; it names the columns"),
        (b"\xef\xbb\xbf", ": the first line is empty, or the whole file; it names the columns"),
        (b"\n\nemployees\n5\n", ": the first line is empty, or the whole file; it names the columns"),
        (
            b"name,employees\na,1\nb\xff\xff,2\n",
            ":3: neither UTF-8 text (byte 21) nor GB18030 (line 3, byte 21); save it as UTF-8, in a spreadsheet as "
            "`CSV UTF-8`, or name its encoding",
        ),
        (
            "employees\n5\n".encode("utf-16-le"),
            ":1: a character of value 0 stands among the names of the columns; if the file is UTF-16, name the "
            "encoding `utf-16-le` or `utf-16-be`",
        ),
        (b"employees,name,employees\n1,a,2\n", ":1: the column `employees` stands twice"),
        (b"employees, employees \n1,2\n", ":1: the column `employees` stands twice"),
        (
            b"employees,,\n1,2,3\n",
            ":1: several columns have no name; the first row names the columns; take a title above it out of the file",
        ),
        (b"PK\x03\x04", ": this is an Excel file, not csv; give it a name that ends in `.xlsx`"),
    ],
)
@pytest.mark.parametrize("command", [("classify",), ("explain", "--row", "1")], ids=lambda command: command[0])
def test_a_file_that_is_no_portfolio(tmp_path: Path, command: tuple[str, ...], content: bytes, message: str) -> None:
    path = written(tmp_path, "in.csv", content)
    assert refused(tierrules(command[0], SIZE, path, *command[1:])) == f"tierrules: {path}{message}"


def test_a_column_that_looks_like_a_slip_stops_the_run(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", "customer_id,employes,annual_revenue,last_purchase_on\nC-1,1000,,\n")
    for command in (("classify",), ("explain", "--row", "1")):
        run = tierrules(command[0], SIZE, path, *command[1:])
        assert "--unknown ignore" in refused(run)
        assert run.err.startswith(f"tierrules: {path}: the columns do not fit the ruleset\nemployees (in `employes`): ")


def test_a_column_that_looks_like_a_slip_can_be_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", "customer_id,employes,annual_revenue,last_purchase_on\nC-1,1000,1,\n")
    run = tierrules("classify", SIZE, path, *AS_OF, "--unknown", "ignore")
    assert run.code == 0
    assert run.out.splitlines()[1].split()[:2] == ["C-1", "undetermined"]


def test_two_columns_for_one_field_are_answered_with_what_helps(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", "customer_id,employees,员工数\nC-1,1000,5\n")
    for unknown in ("near-miss", "ignore"):
        told = refused(tierrules("classify", SIZE, path, *AS_OF, "--unknown", unknown))
        assert told == "help: say with --columns which of them holds the field, or take the other out of the file"
    columns = written(tmp_path, "columns.yaml", "employees: 员工数\n")
    assert tierrules("classify", SIZE, path, *AS_OF, "--columns", columns).code == 0


def test_strangers_are_refused_where_that_is_asked(customers: Path) -> None:
    assert tierrules("classify", SIZE, customers, *AS_OF).code == 0
    run = tierrules("classify", SIZE, customers, *AS_OF, "--unknown", "error")
    refused(run)
    assert "customer_id: no rule reads `customer_id`\nname: no rule reads `name`\n" in run.err


@pytest.mark.parametrize("option", ["--out", "--rejects"])
class TestTargets:
    """A result that cannot be written is refused before anything is done."""

    def test_in_a_folder_that_is_not_there(self, customers: Path, tmp_path: Path, option: str) -> None:
        target = tmp_path / "missing" / "out.csv"
        run = tierrules("classify", SIZE, customers, option, target)
        assert refused(run) == f"tierrules: {target}: there is no folder `{target.parent}`"

    def test_that_is_a_folder(self, customers: Path, tmp_path: Path, option: str) -> None:
        run = tierrules("classify", SIZE, customers, option, tmp_path)
        assert refused(run) == f"Error: Invalid value for '{option}': File '{tmp_path}' is a directory."

    def test_that_is_the_file_itself(self, customers: Path, option: str) -> None:
        before = customers.read_bytes()
        same = customers.parent / ".." / customers.parent.name / customers.name
        assert "would write over" in refused(tierrules("classify", SIZE, customers, option, same))
        assert customers.read_bytes() == before

    def test_that_is_the_ruleset_or_the_column_map(self, customers: Path, tmp_path: Path, option: str) -> None:
        rules = written(tmp_path, "rules.yaml", tierrules("show", SIZE).out)
        columns = written(tmp_path, "columns.yaml", "employees: employees\n")
        for path in (rules, columns):
            before = path.read_bytes()
            run = tierrules("classify", rules, customers, "--columns", columns, option, path)
            assert refused(run) == f"tierrules: {path}: would write over `{path}`; give the result a file of its own"
            assert path.read_bytes() == before

    def test_with_an_ending_that_is_not_known(self, customers: Path, tmp_path: Path, option: str) -> None:
        run = tierrules("classify", SIZE, customers, option, tmp_path / "new.doc")
        told = "`.doc` is not an ending of a file that can be written; the endings are `.csv`, `.jsonl`, `.ndjson`, "
        assert refused(run) == f"tierrules: {tmp_path / 'new.doc'}: {told}`.xlsx`, `.parquet`"
        assert list(tmp_path.iterdir()) == [customers]


def test_a_result_with_a_column_that_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path, "in.csv", "employees,size_rule\n5,a\n")
    run = tierrules("classify", SIZE, path, "--out", tmp_path / "new.csv")
    told = "the customers already have a column `size_rule`; rename it before classifying"
    assert refused(run) == f"tierrules: {tmp_path / 'new.csv'}: {told}"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("in.doc", (), "`.doc` is not an ending of a file of customers; the endings are `.csv`, `.tsv`, `.txt`, "),
        ("in.jsonl", ("--delimiter", ";"), "`delimiter` is for a csv file"),
        ("in.csv", ("--sheet", "a"), "`sheet` is for an xlsx file"),
        ("in.csv", ("--encoding", "klingon"), "`klingon` is not an encoding; such as `gb18030`"),
        ("in.csv", ("--encoding", "base64"), "`base64` is not an encoding of text; such as `gb18030`"),
        ("in.csv", ("--encoding", "ascii"), "not ascii text (byte 11); save it as UTF-8"),
        ("in.csv", ("--delimiter", "ab"), "`ab` is not a delimiter; it is one character"),
    ],
)
def test_a_layout_that_does_not_fit(tmp_path: Path, name: str, options: tuple[str, ...], message: str) -> None:
    path = written(tmp_path, name, "employees\n五\n")
    assert message in refused(tierrules("classify", SIZE, path, *options))


def test_both_results_in_one_file(customers: Path, tmp_path: Path) -> None:
    target = tmp_path / "both.csv"
    run = tierrules("classify", SIZE, customers, "--out", target, "--rejects", target)
    assert "would write over" in refused(run)
    assert not target.exists()
