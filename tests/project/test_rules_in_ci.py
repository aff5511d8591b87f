"""What is shown for servers works in a fresh repository: the workflow, the hooks, and the page that tells of them."""

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.command import Run, tierrules

ROOT = Path(__file__).parents[2]
WORKFLOW = (ROOT / "examples" / "ci" / "rules.yml").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "rules-in-ci.md").read_text(encoding="utf-8")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "--quiet", "."], check=True)
    assert tierrules("init").code == 0
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    (tmp_path / ".github" / "workflows" / "rules.yml").write_text(WORKFLOW, encoding="utf-8")
    return tmp_path


def break_a_rule(repository: Path) -> None:
    file = repository / "rules.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("employees >= large", "employes >= large"), encoding="utf-8")


def steps() -> list[dict[str, Any]]:
    return list(yaml.safe_load(WORKFLOW)["jobs"]["rules"]["steps"])


def commands() -> list[list[str]]:
    """Every call of `tierrules` in the workflow and in the steps that the page adds."""
    runs = "\n".join(step.get("run", "") for step in steps())
    added = re.findall(r"^- run: (tierrules .*)$", PAGE, re.MULTILINE)
    found = [*re.findall(r"^tierrules .*$", runs, re.MULTILINE), *added]
    return [shlex.split(line.removesuffix("|| true"))[1:] for line in found]


def test_the_page_shows_the_workflow() -> None:
    assert f"```yaml\n{WORKFLOW}```" in PAGE


def test_the_workflow_calls_what_it_says() -> None:
    assert [words[0] for words in commands()] == ["check", "test", "check", "check"]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_each_command_tells_a_sound_repository_from_a_broken_one(repository: Path, words: list[str]) -> None:
    assert tierrules(*words).code == 0
    break_a_rule(repository)
    run = tierrules(*words)
    assert run.code == 1
    written = [words[at + 1] for at, word in enumerate(words) if word == "--output"]
    told = "".join((repository / name).read_text(encoding="utf-8") for name in written) or run.out
    assert "employes" in told


def of_hook(hook: dict[str, Any]) -> Run:
    words = [*shlex.split(hook["entry"]), *hook.get("args", [])]
    assert words[0] == "tierrules"
    return tierrules(*words[1:])


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_before_a_commit(repository: Path, hook: dict[str, Any]) -> None:
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False
    assert f"- id: {hook['id']}\n" in PAGE
    assert of_hook(hook).code == 0
    break_a_rule(repository)
    assert of_hook(hook).code == 1


def test_the_hooks_are_asked_for_files_that_matter() -> None:
    check, test = (re.compile(hook["files"]) for hook in HOOKS)
    for name in ("rules.yaml", "a/rules.yml", "a/b.cases.yaml"):
        assert check.search(name)
        assert test.search(name)
    assert check.search("tierrules.toml")
    assert check.search("a/tierrules.toml")
    for name in ("rules.yaml.md", "my-tierrules.toml", "readme.md"):
        assert not check.search(name)


def test_the_table_of_severities_is_what_the_formats_do() -> None:
    """`tests/cli/test_check_formats.py` holds each format; this holds that the page lists every severity."""
    rows = re.findall(r"^\| `(\w+)` \| ([01]) \| (\w+) \| (\w+) \| ([\w ]+) \|$", PAGE, re.MULTILINE)
    assert rows == [
        ("error", "1", "error", "error", "failure"),
        ("warning", "1", "warning", "warning", "failure"),
        ("note", "0", "notice", "note", "output of a case that passes"),
    ]
