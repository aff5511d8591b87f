"""The pytest plugin in a repository of its own: pytest runs in a fresh folder, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.test_test_command import FAILING, GOOD, UNREAD

ROOT = Path(__file__).parents[2]
ENTRY_POINTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
# Modules that only case files need.
COSTLY = ("tierrules.cli.case_files", "tierrules.text", "tierrules.language", "tierrules.ruleset", "yaml", "click")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty folder beside what an installer writes for the plugin, the checkout's own."""
    metadata = tmp_path / "installed" / "tierrules-0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: tierrules\nVersion: 0\n", encoding="utf-8")
    lines = [f"{name} = {value}" for name, value in ENTRY_POINTS["pytest11"].items()]
    (metadata / "entry_points.txt").write_text("\n".join(["[pytest11]", *lines, ""]), encoding="utf-8")
    made = tmp_path / "repository"
    made.mkdir()
    return made


def run_pytest(repository: Path, *words: str) -> subprocess.CompletedProcess[str]:
    path = [str(repository.parent / "installed"), str(ROOT / "src"), *sys.path]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path), "PYTHONUTF8": "1", "NO_COLOR": "1"}
    environment.pop("PYTEST_ADDOPTS", None)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-o", "addopts=", *words]
    return subprocess.run(command, cwd=repository, env=environment, capture_output=True, encoding="utf-8")


def test_each_case_is_an_item_and_failures_show_the_grounds(repository: Path) -> None:
    (repository / "rules").mkdir()
    (repository / "rules" / "good.cases.yaml").write_text(GOOD, encoding="utf-8")
    (repository / "rules" / "failing.cases.yaml").write_text(FAILING, encoding="utf-8")
    (repository / "test_own.py").write_text("def test_own():\n    pass\n", encoding="utf-8")
    run = run_pytest(repository, "-v")
    assert run.returncode == 1, run.stdout + run.stderr
    assert "rules/failing.cases.yaml::exactly on the bound FAILED" in run.stdout
    assert "rules/failing.cases.yaml::never bought PASSED" in run.stdout
    assert "rules/good.cases.yaml::exactly on the bound PASSED" in run.stdout
    assert "1 failed, 4 passed" in run.stdout
    assert f"{Path('rules/failing.cases.yaml')}:7:20: error[case-failed]: `size` is `medium`" in run.stdout
    assert "Employees 999 < 1,000" in run.stdout
    assert "Traceback" not in run.stdout
    assert "runtest" not in run.stdout


def test_a_file_that_does_not_load_is_an_error_of_collection(repository: Path) -> None:
    (repository / "unread.cases.yaml").write_text(UNREAD, encoding="utf-8")
    run = run_pytest(repository)
    assert run.returncode == 2
    assert "unread.cases.yaml:6:5: error[unknown-key]: the case `exactly on the bound`" in run.stdout
    assert "help: did you mean `customer`?" in run.stdout
    assert "1 error" in run.stdout
    assert "Traceback" not in run.stdout


def test_the_plugin_is_switched_off_by_name(repository: Path) -> None:
    (repository / "failing.cases.yaml").write_text(FAILING, encoding="utf-8")
    run = run_pytest(repository, "-p", "no:tierrules")
    assert run.returncode == 5  # nothing was collected
    assert "no tests ran" in run.stdout


def test_cases_are_chosen_as_tests_are(repository: Path) -> None:
    (repository / "failing.cases.yaml").write_text(FAILING, encoding="utf-8")
    assert "1 passed, 1 deselected" in run_pytest(repository, "-k", "never").stdout
    assert "1 failed" in run_pytest(repository, "failing.cases.yaml::exactly on the bound").stdout


def test_a_case_lies_on_its_line(repository: Path) -> None:
    """Lines as pytest counts them, from 0; editors jump there."""
    (repository / "good.cases.yaml").write_text(GOOD, encoding="utf-8")
    run_pytest(repository, "--junitxml=report.xml", "-o", "junit_family=xunit1")
    report = ElementTree.parse(repository / "report.xml")
    assert [(one.get("file"), one.get("line")) for one in report.iter("testcase")] == [
        ("good.cases.yaml", "4"),
        ("good.cases.yaml", "7"),
    ]


def test_a_repository_without_case_files_pays_nothing(repository: Path) -> None:
    report = f"import sys\ndef test_loaded():\n    assert [name for name in {COSTLY} if name in sys.modules] == []\n"
    (repository / "test_loaded.py").write_text(report, encoding="utf-8")
    run = run_pytest(repository)
    assert run.returncode == 0, run.stdout
    (repository / "good.cases.yaml").write_text(GOOD, encoding="utf-8")
    run = run_pytest(repository)
    assert run.returncode == 1
    assert "tierrules.cli.case_files" in run.stdout
