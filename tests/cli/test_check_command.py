"""`tierrules check`: which findings count. An error always does."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.command import tierrules, written
from tierrules.cli.check import fails, kept
from tierrules.text.diagnostics import Diagnostic, Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
BROKEN = "tierrules: 1\nname: broken\nthresholds: {many: 5x}\n"


def diagnostic(severity: Severity, code: str) -> Diagnostic:
    place = {"line": 1, "column": 1, "end_line": 1, "end_column": 1}
    return Diagnostic(code=code, severity=severity, message="so it is", file="rules.yaml", **place)


codes = st.sampled_from(["unused", "gap", "unknown-name"])
found = st.lists(st.builds(diagnostic, st.sampled_from(SEVERITIES), codes))


@given(found, st.sets(codes))
def test_errors_are_never_passed_over(diagnostics: list[Diagnostic], ignore: set[str]) -> None:
    shown = kept(diagnostics, ignore)
    assert [one for one in shown if one.severity == "error"] == [one for one in diagnostics if one.severity == "error"]
    others = [one for one in diagnostics if one.severity != "error" and one.code not in ignore]
    assert [one for one in shown if one.severity != "error"] == others


@given(found)
def test_each_bar_lets_through_what_is_below_it(diagnostics: list[Diagnostic]) -> None:
    there = {one.severity for one in diagnostics}
    assert fails(diagnostics, "error") == ("error" in there)
    assert fails(diagnostics, "warning") == bool(there & {"error", "warning"})
    assert fails(diagnostics, "note") == bool(there)


@pytest.mark.parametrize("bar", SEVERITIES)
def test_a_ruleset_that_does_not_load_fails_at_every_bar(tmp_path: Path, bar: str) -> None:
    assert tierrules("check", written(tmp_path, "broken.yaml", BROKEN), "--fail-on", bar).code == 1
    assert tierrules("check", "net-promoter", "--fail-on", bar).code == 0


def test_the_settings_say_what_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "tierrules.toml", 'fail-on = "note"\nignore = ["too-many-problems"]\n')
    monkeypatch.chdir(tmp_path)
    run = tierrules("--verbose", "check", "net-promoter")
    assert run.err.splitlines()[1:] == ["ignore: too-many-problems (tierrules.toml)", "fail-on: note (tierrules.toml)"]


def test_a_note_is_passed_over_and_its_errors_are_not(tmp_path: Path) -> None:
    lines = "".join(f"  t{number}: 5x\n" for number in range(150))
    broken = written(tmp_path, "broken.yaml", f"tierrules: 1\nname: broken\nthresholds:\n{lines}")
    everything = tierrules("check", broken)
    fewer = tierrules("check", broken, "--ignore", "too-many-problems")
    assert (everything.code, fewer.code) == (1, 1)
    assert "note[too-many-problems]" in everything.out
    assert "note[too-many-problems]" not in fewer.out
    assert everything.out.count(": error[") == fewer.out.count(": error[") == 100
    assert fewer.out.endswith(f"{broken}: 100 problems\n")


def test_a_code_that_cannot_be_ignored() -> None:
    run = tierrules("check", "net-promoter", "--ignore", "cycle", "--ignore", "too-many-problem")
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "tierrules: --ignore: `cycle` keeps a ruleset from loading, and is never ignored; mend the ruleset; "
        "--ignore: there is no check `too-many-problem`; did you mean `too-many-problems`?\n"
    )
