"""`tierrules diff`: two files, a revision, every format, and what is said where a revision cannot be had."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

from tests.cli.command import tierrules, written
from tierrules.cli.diff import FORMS
from tierrules.cli.diff_formats import FORMATS, MARK
from tierrules.language.results import comparison_schema

RULES = """\
tierrules: 1
name: sizes
fields: {employees: {type: integer, title: {zh: 员工数}}}
thresholds: {many: 1000}
dimensions:
  size:
    labels: {large: {zh: 大型企业}, small: {zh: 小微企业}}
    hit: first
    rules: [{label: large, when: employees >= many}]
    otherwise: small
"""
EDITED = RULES.replace("many: 1000", "many: 800")
SENTENCE = "customers with employees at least 800 and at most 999: small → large"


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one ruleset that is committed."""
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    git("init", "--quiet")
    git("config", "user.name", "Rule owner")
    git("config", "user.email", "owner@example.org")
    written(folder, "rules.yaml", RULES)
    git("add", ".")
    git("commit", "--quiet", "--message", "first")
    return folder


def test_two_files(tmp_path: Path) -> None:
    old, new = written(tmp_path, "old.yaml", RULES), written(tmp_path, "new.yaml", EDITED)
    run = tierrules("diff", old, new)
    assert run.code == 1
    assert SENTENCE in run.out
    assert "the standard lowered many from 1,000 to 800" in run.out
    same = tierrules("diff", old, old)
    assert (same.code, "mean the same" in same.out) == (0, True)


def test_the_language_is_the_one_that_is_asked_for(tmp_path: Path) -> None:
    old, new = written(tmp_path, "old.yaml", RULES), written(tmp_path, "new.yaml", EDITED)
    assert (
        "员工数达到800且不超过999的客户：小微企业 → 大型企业（升）" in tierrules("diff", old, new, "--lang", "zh").out
    )


def test_every_form_has_a_format() -> None:
    assert tuple(FORMATS) == FORMS


def test_json_meets_its_schema(repository: Path) -> None:
    written(repository, "rules.yaml", EDITED)
    written(repository, "more.yaml", RULES.replace("sizes", "more"))
    written(repository, "broken.yaml", "tierrules: 1\nname: broken\n")
    run = tierrules("diff", "HEAD", "--format", "json")
    data = json.loads(run.out)
    jsonschema.validate(data, comparison_schema(), cls=jsonschema.Draft7Validator)
    assert {one["new"]: one["state"] for one in data["rulesets"]} == {
        "rules.yaml": "changed",
        "more.yaml": "new",
        "broken.yaml": "new",
    }
    assert not data["same"]


def test_markdown_is_a_comment_on_a_pull_request(repository: Path) -> None:
    written(repository, "rules.yaml", EDITED)
    lines = tierrules("diff", "HEAD", "--format", "markdown").out.splitlines()
    assert lines[0] == MARK
    assert any(line.startswith(f"| ▲ {SENTENCE} | ") for line in lines)


def test_github_puts_a_notice_beside_the_dimension(repository: Path) -> None:
    written(repository, "rules.yaml", EDITED)
    first = tierrules("diff", "HEAD", "--format", "github").out.splitlines()[0]
    assert first.startswith(f"::notice file=rules.yaml,line=6,title=tierrules%3A size::{SENTENCE}%0A")


def test_what_did_not_change_is_the_same(repository: Path) -> None:
    run = tierrules("diff", "HEAD")
    assert (run.code, run.out.splitlines()) == (
        0,
        ["rules.yaml: the old sizes and the new one mean the same, also where values are missing"],
    )


def test_everything_is_read_at_the_revision(repository: Path) -> None:
    written(repository, "rules.yaml", EDITED)
    git("commit", "--quiet", "--all", "--message", "second")
    assert tierrules("diff", "HEAD").code == 0
    assert SENTENCE in tierrules("diff", "HEAD~1", "rules.yaml").out


def test_a_ruleset_that_was_moved_is_found_by_its_name(repository: Path) -> None:
    (repository / "rules.yaml").unlink()
    (repository / "standard").mkdir()
    written(repository / "standard", "sizes.yaml", EDITED)
    run = tierrules("diff", "HEAD")
    assert SENTENCE in run.out
    assert "gone" not in run.out


def test_a_ruleset_that_is_gone_is_told(repository: Path) -> None:
    (repository / "rules.yaml").unlink()
    written(repository, "other.yaml", RULES.replace("sizes", "others"))
    run = tierrules("diff", "HEAD")
    assert run.out.splitlines() == ["other.yaml: new", "", "HEAD:rules.yaml: gone"]
    assert run.code == 1


def test_a_version_that_does_not_load_is_a_finding(repository: Path) -> None:
    written(repository, "rules.yaml", RULES.replace("hit: first", "hit: last"))
    run = tierrules("diff", "HEAD")
    assert run.code == 1
    assert "rules.yaml:8:" in run.out
    assert "rules.yaml: 1 problem, rules.yaml does not load" in run.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere"], "`nowhere` is neither a ruleset nor a revision of this repository"),
        (["HEAD..HEAD"], "names two revisions"),
        (["rules.yaml"], "name the one that it is compared with"),
        (["--output"], "No such option"),
    ],
)
def test_wrong_use(repository: Path, words: list[str], told: str) -> None:
    run = tierrules("diff", *words)
    assert run.code == 2
    assert told in run.err


def test_a_revision_that_looks_like_an_option_is_none(repository: Path) -> None:
    run = tierrules("diff", "--", "--all")
    assert (run.code, "neither a ruleset nor a revision" in run.err) == (2, True)


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    run = tierrules("diff", "HEAD")
    assert run.code == 2
    assert "in no git repository" in run.err


def test_a_shallow_clone_is_named(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(repository, "rules.yaml", EDITED)
    git("commit", "--quiet", "--all", "--message", "second")
    git("clone", "--quiet", "--depth", "1", repository.as_uri(), str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    run = tierrules("diff", "HEAD~1")
    assert run.code == 2
    assert "this clone is shallow and does not hold the revision `HEAD~1`" in run.err
    assert "fetch-depth: 0" in run.err
