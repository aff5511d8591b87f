"""`tierrules test`: one line for each file, failures with their grounds, and the exit code."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.command import tierrules, written

GOOD = """\
tierrules-cases: 1
rules: size-and-dormancy
as_of: 2026-11-22
cases:
  - name: exactly on the bound
    customer: {employees: 1000}
    labels: {size: large}
  - name: never bought
    customer: {last_purchase_on: none}
    status: {dormancy: not-applicable}
"""
FAILING = GOOD.replace("employees: 1000", "employees: 999, annual_revenue: 1亿")
UNREAD = GOOD.replace("customer: {employees", "custmer: {employees")


def test_a_file_whose_cases_pass_is_one_line(tmp_path: Path) -> None:
    path = written(tmp_path, "good.cases.yaml", GOOD)
    run = tierrules("test", path)
    assert run.code == 0
    assert run.out == f"{path}: 2 passed\n2 cases = 2 passed + 0 failed\n"
    assert run.err == ""


def test_a_failure_shows_expected_seen_the_grounds_and_the_line(tmp_path: Path) -> None:
    path = written(tmp_path, "failing.cases.yaml", FAILING)
    run = tierrules("test", path, "--lang", "zh")
    assert run.code == 1
    assert run.out.splitlines() == [
        "failed: exactly on the bound, as of 2026-11-22",
        f"{path}:7:20: error[case-failed]: `size` is `medium`, expected `large`",
        "    7 |     labels: {size: large}",
        "      |                    ^^^^^",
        "  size：中型企业（size.medium）",
        "    ✗ 大型企业",
        "        员工数 999 < 1,000（large_employees），低于界限1",
        "        年营收 1亿元 < 5亿元（large_revenue），低于界限4亿元",
        "    ✓ 中型企业",
        "        员工数 999 ≥ 100（medium_employees），高于界限899",
        "        年营收 1亿元 ≥ 5000万元（medium_revenue），高于界限5000万元",
        "",
        f"{path}: 1 passed, 1 failed",
        "2 cases = 1 passed + 1 failed",
    ]
    assert "Employees 999 < 1,000" in tierrules("test", path).out


def test_a_file_that_cannot_be_run_counts_as_a_failure(tmp_path: Path) -> None:
    bad, good = written(tmp_path, "a.cases.yaml", UNREAD), written(tmp_path, "b.cases.yaml", GOOD)
    run = tierrules("test", tmp_path)
    assert run.code == 1
    assert run.out.startswith(f"{bad}:6:5: error[unknown-key]: the case `exactly on the bound` has no key `custmer`\n")
    assert run.out.endswith(
        f"{bad}: not run, 1 problem\n{good}: 2 passed\n2 cases = 2 passed + 0 failed; 1 file not run\n"
    )


def test_without_arguments_the_current_folder_is_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    written(tmp_path / "rules", "good.cases.yaml", GOOD)
    monkeypatch.chdir(tmp_path)
    run = tierrules("test")
    assert run.code == 0
    assert run.out == f"{Path('rules/good.cases.yaml')}: 2 passed\n2 cases = 2 passed + 0 failed\n"


def test_a_file_named_twice_is_run_once(tmp_path: Path) -> None:
    path = written(tmp_path, "good.cases.yaml", GOOD)
    assert tierrules("test", path, tmp_path, path).out.endswith("2 cases = 2 passed + 0 failed\n")


def test_cases_are_chosen_by_a_part_of_their_name(tmp_path: Path) -> None:
    failing, good = written(tmp_path, "failing.cases.yaml", FAILING), written(tmp_path, "good.cases.yaml", GOOD)
    run = tierrules("test", tmp_path, "-k", "Never")
    assert (run.code, run.out) == (0, f"{failing}: 1 passed\n{good}: 1 passed\n2 cases = 2 passed + 0 failed\n")
    run = tierrules("test", tmp_path, "--case", "bound", "-k", "bought")
    assert run.out.endswith("4 cases = 3 passed + 1 failed\n")
    run = tierrules("test", good, "-k", "exactly on bound")
    assert run.code == 2
    assert run.err == ("tierrules: no case has `exactly on bound` in its name; did you mean `exactly on the bound`?\n")


def test_the_same_as_data(tmp_path: Path) -> None:
    path = written(tmp_path, "failing.cases.yaml", FAILING)
    run = tierrules("test", path, "--format", "json")
    assert run.code == 1
    report = json.loads(run.out)
    assert {key: report[key] for key in ("cases", "passed", "failed", "files_not_run")} == {
        "cases": 2,
        "passed": 1,
        "failed": 1,
        "files_not_run": 0,
    }
    (file,) = report["files"]
    assert (file["file"], file["rules"], file["problems"]) == (str(path), "size-and-dormancy", [])
    failed, passed = file["cases"]
    assert passed == {"name": "never bought", "line": 8, "as_of": "2026-11-22", "passed": True, "failures": []}
    assert (failed["name"], failed["line"], failed["passed"]) == ("exactly on the bound", 5, False)
    (failure,) = failed["failures"]
    assert failure["dimension"] == "size"
    assert [(one["code"], one["line"], one["column"]) for one in failure["problems"]] == [("case-failed", 7, 20)]
    assert [rule["id"] for rule in failure["justification"]["rules"]] == ["size.large", "size.medium"]


def test_the_same_for_servers_that_read_junit(tmp_path: Path) -> None:
    named = FAILING.replace("name: never bought", 'name: "a < b & \\u200b"')
    failing, bad = written(tmp_path, "a.cases.yaml", named), written(tmp_path, "b.cases.yaml", UNREAD)
    run = tierrules("test", tmp_path, "--format", "junit")
    assert run.code == 1
    root = ElementTree.fromstring(run.out)
    suites = [{key: suite.get(key) for key in ("name", "tests", "failures", "errors")} for suite in root]
    assert suites == [
        {"name": str(failing), "tests": "2", "failures": "1", "errors": "0"},
        {"name": str(bad), "tests": "1", "failures": "0", "errors": "1"},
    ]
    cases = [(case.get("name"), case.get("line"), [one.tag for one in case]) for suite in root for case in suite]
    assert cases == [
        ("exactly on the bound", "5", ["failure"]),
        ("a < b & \\u200b", "8", []),
        ("the file", None, ["error"]),
    ]
    failure = root.find("./testsuite/testcase/failure")
    assert failure is not None
    assert "Employees 999 < 1,000" in (failure.text or "")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere"], "tierrules: nowhere: No such file or directory\n"),
        (["."], "tierrules: .: no file `*.cases.yaml` in this folder or below it\n"),
        ([], "tierrules: .: no file `*.cases.yaml` in this folder or below it\n"),
    ],
)
def test_nothing_to_test_is_wrong_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    run = tierrules("test", *words)
    assert (run.code, run.out, run.err) == (2, "", told)


def test_init_writes_cases_that_pass(tmp_path: Path) -> None:
    assert tierrules("init", tmp_path).code == 0
    run = tierrules("test", tmp_path)
    assert (run.code, run.out.splitlines()[0]) == (0, f"{tmp_path / 'rules.cases.yaml'}: 9 passed")
    rules = tmp_path / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("large_employees: 1000", "large_employees: 1001"))
    assert tierrules("test", tmp_path).code == 1


def test_the_schema_of_case_files_is_published(tmp_path: Path) -> None:
    path = written(tmp_path, "good.cases.yaml", GOOD)
    assert tierrules("schema", "cases", "--validate", path).code == 0
    assert tierrules("schema", "cases", "--validate", written(tmp_path, "bad.cases.yaml", UNREAD)).code == 1
