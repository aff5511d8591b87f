"""`tierrules diff`: two files, a revision, every format, and what is said where a revision cannot be had."""

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

from tests.cli.command import AS_OF, tierrules, written
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


# --- over a portfolio

PEOPLE = "customer_id,name,staff\nC-1,甲,900\nC-2,乙,1200\nC-3,丙,many\nC-4,丁,\nC-5,::error::x | y,850\n"


@pytest.fixture
def people(tmp_path: Path) -> tuple[object, ...]:
    columns = written(tmp_path, "columns.yaml", "employees: staff\n")
    return ("--portfolio", written(tmp_path, "people.csv", PEOPLE), "--columns", columns, *AS_OF)


def test_a_portfolio_is_counted_in_every_format(repository: Path, people: tuple[object, ...]) -> None:
    written(repository, "rules.yaml", EDITED)
    text = tierrules("diff", "HEAD", *people, "--weight", "employees", "--lang", "en").out
    assert "    in the portfolio: 2\n" in text
    assert "people.csv: 5 rows = 4 classified + 1 set aside, as of 2026-11-22\n" in text
    assert "size: 2 of 4 customers move (50%), 59.3% of employees\n" in text
    assert "C-1 甲: size small → large, the standard lowered many from 1,000 to 800\n" in text
    data = json.loads(tierrules("diff", "HEAD", *people, "--format", "json").out)
    jsonschema.validate(data, comparison_schema(), cls=jsonschema.Draft7Validator)
    comparison = data["rulesets"][0]["comparison"]
    assert comparison["differences"][0]["customers"] == 2
    assert [one["customer_id"] for one in comparison["portfolio"]["moved"]] == ["C-1", "C-5"]
    lines = tierrules("diff", "HEAD", *people, "--format", "markdown", "--lang", "en").out.splitlines()
    assert "| who changes | for example | because | customers in the portfolio |" in lines
    assert any(line.startswith(f"| ▲ {SENTENCE} | ") and line.endswith(" | 2 |") for line in lines)
    assert "| small | 2 |  |" in lines
    notices = tierrules("diff", "HEAD", *people, "--format", "github", "--lang", "en").out.splitlines()
    assert notices[0].endswith("%0Ain the portfolio: 2")
    assert notices[1] == (
        "::notice file=rules.yaml,line=6,title=tierrules%3A size::size: 2 of 4 customers move (50%25)"
    )
    assert not any("::error" in line for line in notices)


def test_who_of_the_portfolio_is_set_aside_is_told_apart(repository: Path, people: tuple[object, ...]) -> None:
    written(repository, "rules.yaml", EDITED)
    run = tierrules("diff", "HEAD", *people, "--format", "json")
    (line,) = run.err.splitlines()
    assert line.endswith(
        "people.csv: set aside: line 4: employees (in `staff`): `many` is not a number; write it in digits"
    )
    assert json.loads(run.out)["rulesets"][0]["comparison"]["portfolio"]["set_aside"] == 1


def test_the_side_that_is_not_in_force_is_named(tmp_path: Path, people: tuple[object, ...]) -> None:
    name, late = "name: sizes\n", "name: sizes\neffective: {from: 2026-12-01}\n"
    assert name in RULES
    old = written(tmp_path, "late.yaml", RULES.replace(name, late))
    run = tierrules("diff", old, written(tmp_path, "rules.yaml", EDITED), *people)
    assert run.code == 2
    assert "late.yaml: the ruleset `sizes` is in force from 2026-12-01, not on 2026-11-22; --as-of gives" in run.err


def test_two_rulesets_without_a_dimension_in_common(tmp_path: Path, people: tuple[object, ...]) -> None:
    old = written(tmp_path, "old.yaml", RULES)
    new = written(tmp_path, "new.yaml", EDITED.replace("  size:", "  extent:"))
    run = tierrules("diff", old, new, *people, "--lang", "en")
    assert run.code == 1
    assert run.out.splitlines()[0].endswith("differ: no change of answers that both give")
    assert run.out.splitlines()[-1] == "no dimension is in both rulesets"
    markdown = tierrules("diff", old, new, *people, "--lang", "zh", "--format", "markdown").out
    assert "两套规则没有共同的维度" in markdown
    assert "无客户变动" not in markdown


def test_two_files_over_a_portfolio(tmp_path: Path, people: tuple[object, ...]) -> None:
    old, new = written(tmp_path, "old.yaml", RULES), written(tmp_path, "new.yaml", EDITED)
    run = tierrules("diff", old, new, *people, "--lang", "zh")
    assert run.code == 1
    assert "    客户名单中：2个\n" in run.out
    same = tierrules("diff", old, old, *people)
    assert same.code == 0
    assert "无客户变动" in same.out or "nobody moves" in same.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--as-of", "2026-11-22"), "--weight and --as-of are of a portfolio; name its file with --portfolio"),
        (("--weight", "employees"), "--weight and --as-of are of a portfolio"),
        (("--portfolio", "nowhere.csv"), "nowhere.csv"),
        (("--portfolio", "people.csv"), "people.csv, by old.yaml: "),
        (("--portfolio", "people.csv", "--columns", "columns.yaml", "--weight", "region"), "`region` is no number"),
        (
            ("--portfolio", "people.csv", "--columns", "columns.yaml", "--as-of", "2019-12-31"),
            "late.yaml: the ruleset `sizes` is in force from 2020-01-01, not on 2019-12-31",
        ),
    ],
)
def test_a_portfolio_that_cannot_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, people: object, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "old.yaml", RULES)
    written(tmp_path, "late.yaml", RULES.replace("fields:", "effective: {from: 2020-01-01}\nfields:"))
    run = tierrules("diff", "old.yaml", "late.yaml", *words)
    assert (run.code, run.out) == (2, "")
    assert told in run.err


def test_a_ruleset_that_did_not_change_is_not_put_to_the_portfolio(
    repository: Path, people: tuple[object, ...]
) -> None:
    other = RULES.replace("sizes", "other").replace("employees: {", "heads: {").replace("employees >=", "heads >=")
    written(repository, "other.yaml", other)
    git("add", ".")
    git("commit", "--quiet", "--message", "another one, of which the customers have no column")
    written(repository, "rules.yaml", EDITED)
    run = tierrules("diff", "HEAD", *people[:2], *AS_OF, "--lang", "en", "--unknown", "ignore")
    assert run.code == 2  # without the column map nothing of the file fits
    written(repository, "people.csv", PEOPLE.replace("staff", "employees"))
    run = tierrules("diff", "HEAD", "--portfolio", "people.csv", *AS_OF, "--lang", "en")
    assert run.code == 1
    assert "size: 2 of 4 customers move (50%)" in run.out
    assert "other.yaml: the old other and the new one mean the same" in run.out
    written(repository, "other.yaml", other.replace("many: 1000", "many: 800"))
    both = tierrules("diff", "HEAD", "--portfolio", "people.csv", *AS_OF)
    assert both.code == 2
    assert "people.csv, by HEAD:other.yaml: " in both.err
