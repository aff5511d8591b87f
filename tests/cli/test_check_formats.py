"""Every format of `tierrules check` says the same, in the form that its readers ask for."""

import json
import os
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.command import tierrules, written
from tests.cli.sarif_schema import SARIF
from tests.proof.planted import RULES, planted
from tierrules.cli.check import FORMS
from tierrules.cli.check_run import Checked, CheckRun
from tierrules.cli.formats import FORMATS
from tierrules.cli.formats.github import MOST
from tierrules.cli.formats.markdown import LONGEST
from tierrules.cli.formats.places import path_of
from tierrules.language.results import report_schema
from tierrules.proof.reports.codes import OF_LOADED
from tierrules.proof.reports.report import Report
from tierrules.text.catalogue import CATALOGUE
from tierrules.text.diagnostics import Diagnostic, Related, Severity

BROKEN = "tierrules: 1\nname: broken\nthresholds: {many: 5x}\n"
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a ruleset with three findings, one that does not load, and a sound one."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "规则.yaml", RULES)
    written(tmp_path, "broken.yaml", BROKEN)
    written(tmp_path, "sound.yaml", RULES.replace("name: sizes", "name: sound"))
    planted(
        monkeypatch,
        *((7, "gap"), (11, "order-dependent"), (12, "magic-number")),
        message="`毛利率` 15%, a < b | c: no label",
        witness={"annual_spend": "600,000", "as_of": "2026-11-22"},
        help="move `many`\n(or `few`)",
    )
    return tmp_path


def output(form: str, *rules: str) -> str:
    run = tierrules("check", *(rules or ("规则.yaml", "broken.yaml", "sound.yaml")), "--format", form)
    assert (run.code, run.err) == (1, "")
    return run.out


def test_every_format_is_offered() -> None:
    assert tuple(FORMATS) == FORMS


# --- text


def test_text_shows_all_and_sums_up(project: Path) -> None:
    lines = output("text").splitlines()
    assert "规则.yaml:7:1: error[gap]: `毛利率` 15%, a < b | c: no label" in lines
    assert "witness: annual_spend 600,000, as_of 2026-11-22" in lines
    assert lines[-4:] == [
        "",
        "broken.yaml: 2 problems",
        "sound.yaml: ok, sound with size, mood",
        "3 rulesets = 1 sound + 2 with findings",
    ]
    assert "规则.yaml: 1 error, 1 warning, 1 note" in lines
    assert output("text", "规则.yaml").splitlines()[-1] == "规则.yaml: 1 error, 1 warning, 1 note"


# --- json


def test_json_meets_its_schema(project: Path) -> None:
    written(project, "规则.yaml", RULES.replace("  size:", "  size:  # tierrules: ignore[gap] 已商定"))
    report = json.loads(output("json"))
    jsonschema.validate(report, report_schema(), cls=jsonschema.Draft7Validator)
    assert (report["failed"], report["fail_on"]) == (True, "warning")
    assert report["checks"] == list(OF_LOADED)
    one, broken, sound = report["rulesets"]
    assert [(finding["code"], finding["line"]) for finding in one["findings"]] == [
        ("order-dependent", 11),
        ("magic-number", 12),
    ]
    assert [(finding["code"], finding["reason"]) for finding in one["passed_over"]] == [("gap", "已商定")]
    assert (broken["loads"], broken["name"], broken["rules"], broken["counts"]["error"]) == (
        False,
        None,
        "broken.yaml",
        2,
    )
    assert (sound["loads"], sound["ok"], sound["findings"]) == (True, True, [])
    file = project / "report.json"
    file.write_text(json.dumps(report), encoding="utf-8")
    assert tierrules("schema", "report", "--validate", file).code == 0
    del report["rulesets"][0]["findings"][0]["severity"]
    file.write_text(json.dumps(report), encoding="utf-8")
    assert tierrules("schema", "report", "--validate", file).code == 1


# --- sarif


def test_sarif_meets_the_published_schema(project: Path) -> None:
    log = json.loads(output("sarif"))
    jsonschema.validate(log, SARIF, cls=jsonschema.Draft7Validator)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules[: len(OF_LOADED)]] == list(OF_LOADED)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    first = next(result for result in run["results"] if result["ruleId"] == "gap")
    place = first["locations"][0]["physicalLocation"]
    assert unquote(place["artifactLocation"]["uri"]) == "规则.yaml"
    assert place["artifactLocation"]["uri"].isascii()
    assert place["region"] == {"startLine": 7, "startColumn": 1, "endLine": 7, "endColumn": 8}
    assert run["columnKind"] == "unicodeCodePoints"
    assert first["level"] == "error"
    assert first["message"]["text"].startswith("`毛利率` 15%, a < b | c: no label\nwitness: annual_spend 600,000")
    assert first["properties"]["witness"] == {"annual_spend": "600,000", "as_of": "2026-11-22"}


PUBLISHED = os.environ.get("TIERRULES_SARIF_SCHEMA")


@pytest.mark.skipif(PUBLISHED is None, reason="TIERRULES_SARIF_SCHEMA names no copy of the published schema of SARIF")
@pytest.mark.parametrize(
    "name", ["规则.yaml", "examples/s0-standards-table", "examples/s4-follow-up-plan", "net-promoter"]
)
def test_sarif_meets_the_schema_as_it_is_published(project: Path, name: str) -> None:
    schema = json.loads(Path(str(PUBLISHED)).read_text(encoding="utf-8-sig"))
    log = json.loads(tierrules("check", name, "--format", "sarif").out)
    jsonschema.validators.validator_for(schema)(schema).validate(log)
    log["runs"][0]["columnKind"] = "bytes"
    assert not jsonschema.validators.validator_for(schema)(schema).is_valid(log)


@pytest.mark.parametrize(
    "spoil",
    [
        {"severity": "error"},
        {"level": "fatal"},
        {"message": "text"},
        {"locations": [{"physicalLocation": {"region": {"startLine": 1}}}]},
        {"locations": [{"physicalLocation": {"artifactLocation": {"uri": "a"}, "region": {"startLine": 0}}}]},
    ],
)
def test_the_schema_of_sarif_refuses_what_is_wrong(project: Path, spoil: dict[str, object]) -> None:
    log = json.loads(output("sarif"))
    log["runs"][0]["results"][0].update(spoil)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, SARIF, cls=jsonschema.Draft7Validator)


def fingerprints(project: Path, text: str) -> list[str]:
    written(project, "规则.yaml", text)
    results = json.loads(output("sarif", "规则.yaml"))["runs"][0]["results"]
    return [result["partialFingerprints"]["tierrulesFinding/v1"] for result in results]


def test_a_finding_keeps_its_fingerprint_when_lines_move(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprints(project, RULES)
    planted(
        monkeypatch,
        *((9, "gap"), (13, "order-dependent"), (14, "magic-number")),
        message="`毛利率` 15%, a < b | c: no label",
    )
    assert fingerprints(project, f"# one line\n# and one more\n{RULES}") == before
    assert len(set(before)) == 3


def test_a_sound_run_is_an_empty_list_of_results(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch)
    run = tierrules("check", "sound.yaml", "--format", "sarif")
    log = json.loads(run.out)
    jsonschema.validate(log, SARIF, cls=jsonschema.Draft7Validator)
    assert (run.code, log["runs"][0]["results"]) == (0, [])


# --- github


ESCAPES = {"%0A": "\n", "%0D": "\r", "%3A": ":", "%2C": ",", "%25": "%"}


def unescaped(text: str) -> str:
    return re.sub("%(?:0A|0D|3A|2C|25)", lambda found: ESCAPES[found[0]], text)


COMMAND = re.compile(r"::(error|warning|notice) (?P<place>[^:]*)::(?P<data>[^\n]*)", re.DOTALL)


def test_github_reads_each_command(project: Path) -> None:
    lines = output("github", "规则.yaml").splitlines()
    assert lines[-1] == "规则.yaml: 1 error, 1 warning, 1 note"
    found = [COMMAND.fullmatch(line) for line in lines[:-1]]
    assert [one[1] for one in found if one] == ["error", "warning", "notice"]
    assert found[0] is not None
    assert dict(pair.split("=") for pair in found[0]["place"].split(",")) == {
        "file": "规则.yaml",
        "line": "7",
        "endLine": "7",
        "col": "1",
        "endColumn": "8",
        "title": "tierrules%3A gap",
    }
    assert unescaped(found[0]["data"]) == (
        "`毛利率` 15%, a < b | c: no label\n"
        "witness: annual_spend 600,000, as_of 2026-11-22\n"
        "help: move `many`\n(or `few`)"
    )


def test_github_shows_the_worst_and_counts_the_others(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, *((9, "magic-number") for _ in range(MOST)), *((9, "gap") for _ in range(4)))
    lines = output("github", "规则.yaml").splitlines()
    assert [line.split()[0] for line in lines[: MOST + 1]] == ["::error"] * 4 + ["::notice"] * (MOST - 3)
    assert lines[MOST].endswith("::4 further findings are not shown here; `tierrules check` shows all")


# --- junit


def test_junit_has_a_case_for_each_check_and_ruleset(project: Path) -> None:
    root = ElementTree.fromstring(output("junit").encode())
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["规则.yaml", "broken.yaml", "sound.yaml"]
    one, broken, sound = suites
    assert [case.get("name") for case in one.findall("testcase")] == ["loads", *OF_LOADED]
    assert [case.get("name") for case in one.findall("testcase") if case.find("failure") is not None] == [
        "gap",
        "order-dependent",
    ]
    note = next(case for case in one.findall("testcase") if case.get("name") == "magic-number")
    assert "note[magic-number]" in (note.findtext("system-out") or "")
    assert [case.get("name") for case in broken.findall("testcase")] == ["loads"]
    assert broken.find("testcase/error") is not None
    assert sound.findall("testcase/*") == []
    counts = {key: root.get(key) for key in ("tests", "failures", "errors")}
    assert counts == {"tests": str(2 * (len(OF_LOADED) + 1) + 1), "failures": "2", "errors": "1"}
    messages = [failure.get("message") for failure in one.findall("testcase/failure")]
    assert messages[0] == "`毛利率` 15%, a < b | c: no label"


# --- markdown


def cells(row: str) -> list[str]:
    """The cells of a row: a bar behind a backslash ends none, unless that backslash is itself escaped."""
    masked = re.sub(r"\\.", "..", row)
    bars = [at for at, char in enumerate(masked) if char == "|"]
    return [row[start + 1 : end].strip() for start, end in pairwise(bars)]


def test_markdown_is_a_table(project: Path) -> None:
    lines = output("markdown").splitlines()
    assert lines[:2] == ["<!-- tierrules check -->", "### tierrules: 3 errors, 1 warning, 1 note"]
    table = [line for line in lines if line.startswith("|")]
    assert {len(cells(row)) for row in table} == {6}
    assert [cells(row)[0] for row in table[2:]] == ["error", "error", "error", "warning", "note"]
    row = next(cells(row) for row in table if "gap" in row)
    assert row == [
        "error",
        "gap",
        "规则.yaml:7:1",
        "`毛利率` 15%, a \\< b \\| c: no label",
        "annual\\_spend 600,000<br>as\\_of 2026-11-22",
        "move `many` (or `few`)",
    ]


def test_markdown_fits_into_a_comment(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, *((9, "gap") for _ in range(900)), message="企业" * 60)
    text = output("markdown", "规则.yaml")
    assert LONGEST - 500 < len(text) <= LONGEST
    shown = sum(line.startswith("| error") for line in text.splitlines())
    assert text.splitlines()[-1] == f"{900 - shown:,} further findings are not shown here; `tierrules check` shows all."


# --- all of them

# Texts that are mark-up, a command or an escape of one of the formats.
TRICKY = [
    "%0A::error::x",
    "100%25",
    "a|b",
    "`a|b`",
    "`a\\|b`",
    "\\|",
    "<b>&amp;",
    "::notice::",
    "a\r\nb",
    "]]>",
    "\x1b[0m",
    "{0}",
]
anything = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40) | st.sampled_from(TRICKY)
places = st.tuples(st.integers(1, 99), st.integers(1, 99), st.integers(0, 9), st.integers(0, 9))


@st.composite
def diagnostics(draw: st.DrawFn) -> Diagnostic:
    line, column, lines, columns = draw(places)
    place = {"line": line, "column": column, "end_line": line + lines, "end_column": column + columns}
    files = st.sampled_from(["rules.yaml", "客户/a b,c:d.yaml", "../x%.yaml", "/elsewhere/r.yaml"])
    return Diagnostic(
        code=draw(st.sampled_from(sorted(CATALOGUE))),
        severity=draw(st.sampled_from(SEVERITIES)),
        message=draw(anything),
        help=draw(st.none() | anything),
        file=draw(files),
        rules=tuple(draw(st.lists(anything, max_size=2))),
        witness=draw(st.none() | st.dictionaries(anything, anything | st.integers(), max_size=3)),
        related=tuple(
            draw(
                st.lists(st.builds(lambda told: Related(message=told, file=draw(files), **place), anything), max_size=2)
            )
        ),
        **place,
    )


runs = st.builds(
    CheckRun,
    st.lists(
        st.builds(
            lambda name, found, loads: Checked(
                name, Report("sizes", tuple(found)), ("size",) if loads or not found else None
            ),
            anything,
            st.lists(diagnostics(), max_size=4),
            st.booleans(),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    st.just(OF_LOADED),
    st.sampled_from(SEVERITIES),
)


@given(runs)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_findings_make_a_text_that_can_be_read_back(run: CheckRun) -> None:
    """Whatever a ruleset holds stands in messages, and no format may be broken by it."""
    assert FORMATS["text"](run).endswith(run.summary if len(run.checked) > 1 else run.checked[0].summary)
    report = json.loads(FORMATS["json"](run))
    jsonschema.validate(report, report_schema(), cls=jsonschema.Draft7Validator)
    assert [one["message"] for ruleset in report["rulesets"] for one in ruleset["findings"]] == [
        one.message for one in run.found
    ]
    log = json.loads(FORMATS["sarif"](run))
    jsonschema.validate(log, SARIF, cls=jsonschema.Draft7Validator)
    results = log["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == [one.code for one in run.found]
    prints = [result["partialFingerprints"]["tierrulesFinding/v1"] for result in results]
    assert len(set(prints)) == len(prints)
    root = ElementTree.fromstring(FORMATS["junit"](run).encode())
    failing = [one for one in run.found if SEVERITIES.index(one.severity) <= SEVERITIES.index(run.bar)]
    assert bool(root.findall("testsuite/testcase/failure") + root.findall("testsuite/testcase/error")) == bool(
        failing or any(not one.loads for one in run)
    )
    commands = [line for line in FORMATS["github"](run).split("\n") if line.startswith("::")]
    read = [found for line in commands if (found := COMMAND.fullmatch(line))]
    assert sorted(unescaped(one["data"]) for one in read) == sorted(
        "\n".join((one.message, *one.notes)) for one in run.found
    )
    places = [dict(pair.split("=", 1) for pair in one["place"].split(",")) for one in read]
    assert sorted((unescaped(one["file"]), int(one["line"])) for one in places) == sorted(
        (path_of(one.file), one.line) for one in run.found
    )
    table = [line for line in FORMATS["markdown"](run).split("\n") if line.startswith("|")]
    assert len(table) == (len(run.found) + 2 if run.found else 0)
    assert all(len(cells(row)) == 6 for row in table)
