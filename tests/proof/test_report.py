"""A report carries what was found, in order, and can be asked, raised, printed and written."""

import copy
import json
import pickle
from collections.abc import Collection

import pytest

import tierrules as tr
from tests.proof.planted import RULES, finding, planted
from tierrules.language import build as building
from tierrules.meaning.model import Model
from tierrules.proof.reports import checking
from tierrules.proof.reports.severities import SEVERITIES
from tierrules.text.diagnostics import Problems
from tierrules.text.source import Span


def test_findings_come_in_file_order_with_the_severity_of_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, (11, "redundant-comparison"), (5, "magic-number"), (7, "gap"))
    report = tr.loads(RULES).check()
    assert [(one.line, one.code, one.severity) for one in report] == [
        (5, "magic-number", "note"),
        (7, "gap", "error"),
        (11, "redundant-comparison", "warning"),
    ]
    assert len(report) == 3
    assert report.counts == {"error": 1, "warning": 1, "note": 1}
    assert repr(report) == "<Report of sizes: 1 error, 1 warning, 1 note>"
    assert str(report).endswith("\n\nsizes: 1 error, 1 warning, 1 note")
    assert str(report).startswith("<text>:5:1: note[magic-number]: so it is\n    5 |   few: 10\n")


@pytest.mark.parametrize(
    ("code", "ok", "raised_at"),
    [
        ("gap", False, ["error", "warning", "note"]),
        ("order-dependent", False, ["warning", "note"]),
        ("magic-number", True, ["note"]),
    ],
)
def test_what_is_ok_and_what_is_raised(
    monkeypatch: pytest.MonkeyPatch, code: str, ok: bool, raised_at: list[str]
) -> None:
    planted(monkeypatch, (7, code))
    report = tr.loads(RULES).check()
    assert report.ok is ok
    for bar in SEVERITIES:
        if bar not in raised_at:
            report.raise_for_findings(bar)
            continue
        with pytest.raises(tr.RulesetError) as raised:
            report.raise_for_findings(bar)
        assert raised.value.diagnostics == report.diagnostics


def test_a_sound_ruleset(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch)
    report = tr.loads(RULES).check()
    report.raise_for_findings("note")
    assert (report.ok, len(report), repr(report)) == (True, 0, "<Report of sizes: nothing found>")
    assert "<table" not in report._repr_html_()


def test_checks_are_selected_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, (7, "gap"), (7, "overlap"), (7, "magic-number"))
    rules = tr.loads(RULES)
    assert [one.code for one in rules.check(select=["gap", "magic-number"])] == ["gap", "magic-number"]
    assert [one.code for one in rules.check(ignore=["gap"])] == ["overlap", "magic-number"]
    assert [one.code for one in rules.check(select="gap")] == ["gap"]
    assert [one.code for one in rules.check(select=["gap"], ignore=["gap"])] == []


@pytest.mark.parametrize(
    ("chosen", "codes"),
    [
        ({}, ["gap", "undecided"]),
        ({"select": ["gap"]}, ["gap", "undecided"]),
        ({"select": ["overlap"]}, ["undecided"]),
        ({"select": ["undecided"]}, ["undecided"]),
        ({"select": ["gap"], "ignore": ["undecided"]}, ["gap"]),
        ({"select": ["unused-ignore"]}, []),
        ({"ignore": ["undecided"]}, ["gap"]),
    ],
)
def test_what_a_check_could_not_decide_is_told_with_it(
    monkeypatch: pytest.MonkeyPatch, chosen: dict[str, list[str]], codes: list[str]
) -> None:
    def findings(model: Model, asked: Collection[str] | None = None) -> tuple[tr.Diagnostic, ...]:
        gap = [finding(model, 7, "gap")] if asked is None or "gap" in asked else []
        return (*gap, finding(model, 8, "undecided"))

    monkeypatch.setattr(checking, "findings", findings)
    assert [one.code for one in tr.loads(RULES).check(**chosen)] == codes


@pytest.mark.parametrize(
    ("key", "code", "said"),
    [
        ("select", "gapp", "there is no check `gapp`; did you mean `gap`?"),
        ("ignore", "gapp", "there is no check `gapp`; did you mean `gap`?"),
        ("select", "cycle", "`cycle` keeps a ruleset from loading, and is always looked for"),
        ("ignore", "cycle", "`cycle` keeps a ruleset from loading, and is never ignored; mend the ruleset"),
    ],
)
def test_a_code_that_there_is_not(key: str, code: str, said: str) -> None:
    with pytest.raises(ValueError, match=code) as raised:
        tr.loads(RULES).check(**{key: [code]})
    assert str(raised.value) == said


def test_what_loading_warns_of_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pass warns today, so one is planted where the file is resolved."""
    resolve = building.resolve

    def warning(entry: object, problems: Problems, fields: object) -> object:
        problems.warning("mixed-units", Span(13, 17), "months beside days", help="use one unit")
        return resolve(entry, problems, fields)

    monkeypatch.setattr(building, "resolve", warning)
    rules = tr.loads(RULES)
    monkeypatch.undo()
    planted(monkeypatch, (1, "gap"), (7, "overlap"))
    assert [(one.line, one.code) for one in rules.check()] == [(1, "gap"), (2, "mixed-units"), (7, "overlap")]
    assert [one.code for one in rules.check(ignore=["mixed-units"])] == ["gap", "overlap"]
    assert [one.code for one in rules.check(select=["mixed-units"])] == ["mixed-units"]
    assert rules.fingerprint == tr.loads(RULES).fingerprint


def test_a_report_is_plain_data(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, (7, "gap"), (7, "overlap"), witness={"employees": 500, "name": "小店"})
    text = RULES.replace("  size:", "  size:  # tierrules: ignore[overlap] 两部门共管")
    report = tr.loads(text).check()
    assert pickle.loads(pickle.dumps(report)) == report == copy.deepcopy(report)
    plain = json.loads(json.dumps(report.to_dict(), ensure_ascii=False))
    assert (plain["name"], plain["ok"], plain["counts"]) == ("sizes", False, {"error": 1, "warning": 0, "note": 0})
    assert [one["code"] for one in plain["findings"]] == ["gap"]
    assert plain["findings"][0]["witness"] == {"employees": 500, "name": "小店"}
    assert [(one["code"], one["reason"]) for one in plain["passed_over"]] == [("overlap", "两部门共管")]


def test_a_notebook_shows_a_table_and_takes_nothing_as_mark_up(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, (7, "gap"), message="`a` < `b` & <script>", witness={"name": "<b>小店</b>"})
    shown = tr.loads(RULES).check()._repr_html_()
    assert "<table" in shown
    assert "小店" in shown
    assert "<script>" not in shown
    assert "<b>小店" not in shown
    assert "`a` &lt; `b` &amp; &lt;script&gt;" in shown
