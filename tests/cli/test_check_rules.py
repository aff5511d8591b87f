"""What `tierrules check` is asked for: rulesets, folders, which checks, and where the report goes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import tierrules, written
from tests.proof.planted import RULES, planted

CASES = "tierrules-cases: 1\nas_of: 2026-11-22\ncases: {}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rulesets among other files of YAML, as repositories have them."""
    monkeypatch.chdir(tmp_path)
    for folder in ("rules/deep", ".github", "node_modules/x"):
        (tmp_path / folder).mkdir(parents=True)
    written(tmp_path, "rules/b.yaml", RULES)
    written(tmp_path, "rules/a.yml", "# a comment\n---\n" + RULES)
    written(
        tmp_path,
        "rules/deep/flow.YAML",
        "{tierrules: 1, name: x, dimensions: {d: {labels: [a], hit: first, rules: [{label: a, when: always}]}}}",
    )
    written(tmp_path, "rules/b.cases.yaml", CASES)
    written(tmp_path, "rules/other.yaml", "on: push\njobs:\n  tierrules: 1\n")
    written(tmp_path, "rules/text.md", RULES)
    written(tmp_path, ".github/hidden.yaml", RULES)
    written(tmp_path, "node_modules/x/foreign.yaml", RULES)
    planted(monkeypatch)
    return tmp_path


def checked(*arguments: object) -> list[str]:
    run = tierrules("check", *arguments, "--format", "json")
    assert run.code in (0, 1), run.err
    return [Path(one["rules"]).as_posix() for one in json.loads(run.out)["rulesets"]]


def test_a_folder_is_searched_for_rulesets(project: Path) -> None:
    every = ["rules/a.yml", "rules/b.yaml", "rules/deep/flow.YAML"]
    assert checked("rules") == every
    assert checked(".") == every
    assert checked("rules/b.yaml", "rules", "net-promoter") == [
        "rules/b.yaml",
        "rules/a.yml",
        "rules/deep/flow.YAML",
        "net-promoter",
    ]


@pytest.mark.parametrize(
    "data",
    [
        RULES.encode("utf-16"),
        RULES.encode("gbk"),
        b"\xef\xbb\xbf" + RULES.encode(),
        RULES.replace("tierrules:", '"tierrules" :').encode(),
        RULES.replace("  size:", "\tsize:").encode(),
        RULES.replace("\n", "\r\n").encode(),
    ],
)
def test_a_ruleset_is_found_however_it_is_saved(project: Path, data: bytes) -> None:
    """One that does not load as well: a check that passes over it would hide it."""
    written(project, "rules/b.yaml", data)
    assert "rules/b.yaml" in checked("rules")


def test_a_case_file_beside_rulesets_is_passed_over(project: Path) -> None:
    run = tierrules("check", "rules/b.yaml", "rules/b.cases.yaml")
    assert (run.code, run.out) == (0, "rules/b.yaml: ok, sizes with size, mood\n")
    assert run.err == "rules/b.cases.yaml: a case file, passed over; `tierrules test` runs it\n"
    alone = tierrules("check", "rules/b.cases.yaml")
    assert (alone.code, alone.out) == (2, "")
    assert alone.err == "tierrules: rules/b.cases.yaml is a case file and no ruleset; `tierrules test` runs it\n"


def test_a_folder_without_rulesets_is_wrong_use(project: Path) -> None:
    run = tierrules("check", ".github")
    assert checked(".github") == [".github/hidden.yaml"]  # asked for by name, it is looked into
    (project / "empty").mkdir()
    run = tierrules("check", "empty")
    assert (run.code, run.out) == (2, "")
    assert run.err == "tierrules: empty: no ruleset in this folder or below it; one has the key `tierrules:`\n"


def test_the_settings_may_name_a_folder(project: Path) -> None:
    written(project, "tierrules.toml", 'rules = "rules"\n')
    assert len(checked()) == 3


# --- which checks


@pytest.mark.parametrize(
    ("options", "settings", "codes"),
    [
        ([], "", ["gap", "overlap", "magic-number"]),
        (["--select", "gap"], "", ["gap"]),
        (["--select", "gap,magic-number"], "", ["gap", "magic-number"]),
        (["--select", "gap", "--select", "overlap"], "", ["gap", "overlap"]),
        (["--ignore", "gap, overlap"], "", ["magic-number"]),
        (["--select", "gap,overlap", "--ignore", "gap"], "", ["overlap"]),
        ([], 'select = ["gap", "overlap"]\nignore = ["gap"]', ["overlap"]),
        (["--select", "gap", "--ignore", "magic-number"], 'select = ["overlap"]\nignore = ["gap"]', ["gap"]),
    ],
)
def test_checks_are_chosen(
    project: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], settings: str, codes: list[str]
) -> None:
    planted(monkeypatch, (7, "gap"), (8, "overlap"), (9, "magic-number"))
    written(project, "tierrules.toml", settings)
    run = tierrules("check", "rules/b.yaml", "--format", "json", *options)
    assert [one["code"] for one in json.loads(run.out)["rulesets"][0]["findings"]] == codes
    assert run.code == (1 if {"gap", "overlap"} & set(codes) else 0)


def test_errors_of_loading_are_shown_whatever_is_selected(project: Path) -> None:
    broken = written(project, "broken.yaml", "tierrules: 1\nname: broken\n")
    run = tierrules("check", broken, "--select", "gap")
    assert run.code == 1
    assert "error[missing-key]" in run.out
    for key, told in (("select", "is always looked for"), ("ignore", "is never ignored; mend the ruleset")):
        run = tierrules("check", broken, f"--{key}", "missing-key")
        assert (run.code, run.err) == (
            2,
            f"tierrules: --{key}: `missing-key` keeps a ruleset from loading, and {told}\n",
        )


def test_verbose_says_what_is_selected(project: Path) -> None:
    written(project, "tierrules.toml", 'select = ["gap"]\n')
    assert "select: gap (tierrules.toml)" in tierrules("--verbose", "check", "rules/b.yaml").err
    run = tierrules("--verbose", "check", "rules/b.yaml", "--select", "overlap,gap")
    assert "select: overlap, gap (--select)" in run.err


@pytest.mark.parametrize(
    ("code", "failing"),
    [("gap", {"error", "warning", "note"}), ("order-dependent", {"warning", "note"}), ("magic-number", {"note"})],
)
def test_the_bar_decides_the_exit_code_in_every_format(
    project: Path, monkeypatch: pytest.MonkeyPatch, code: str, failing: set[str]
) -> None:
    planted(monkeypatch, (7, code))
    for bar in ("error", "warning", "note"):
        for form in ("text", "json", "sarif", "github", "junit", "markdown"):
            run = tierrules("check", "rules/b.yaml", "--fail-on", bar, "--format", form)
            assert run.code == (1 if bar in failing else 0), (bar, form)


# --- where the report goes


def test_a_report_is_written_to_a_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, (7, "gap"), message="毛利率不足")
    on_screen = tierrules("check", "rules/b.yaml", "--format", "sarif")
    run = tierrules("check", "rules/b.yaml", "--format", "sarif", "--output", "out.sarif")
    assert (run.code, run.out, run.err) == (1, "rules/b.yaml: 1 error\nwrote out.sarif\n", "")
    data = (project / "out.sarif").read_bytes()
    assert data.decode("utf-8") == on_screen.out
    assert not data.startswith(b"\xef\xbb\xbf")
    assert "毛利率不足".encode() in data


@pytest.mark.parametrize("target", ["rules/b.yaml", "./rules/b.yaml", "no/folder.json"])
def test_a_report_that_cannot_be_written(project: Path, target: str) -> None:
    run = tierrules("check", "rules", "--format", "json", "--output", target)
    assert run.code == 2
    assert run.err.startswith(
        f"tierrules: {target}" if target.startswith("no") else "tierrules: rules/b.yaml is a ruleset"
    )
    assert (project / "rules/b.yaml").read_text(encoding="utf-8") == RULES


def test_what_comments_pass_over_is_counted(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, (7, "gap"))
    written(project, "rules/b.yaml", RULES.replace("  size:", "  size:  # tierrules: ignore[gap] 已商定"))
    run = tierrules("check", "rules/b.yaml")
    assert (run.code, run.out) == (0, "rules/b.yaml: ok, sizes with size, mood; 1 passed over\n")


@pytest.mark.parametrize("form", ["json", "sarif", "github", "junit", "markdown"])
def test_a_report_is_utf_8_whatever_the_terminal_is_set_to(tmp_path: Path, form: str) -> None:
    file = written(tmp_path, "规则.yaml", "tierrules: 1\nname: 客户\ndimensions: {规模: 5}\n")
    told = subprocess.run(
        [sys.executable, "-c", "import tierrules.cli as cli; cli.main()", "check", file, "--format", form],
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk", "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
    )
    assert told.returncode == 1
    assert "规模" in told.stdout.decode("utf-8")
