"""Findings in the XML of JUnit: a suite for each ruleset, a case for each check."""

from __future__ import annotations

from typing import Any

from tierrules.cli.case_report import xml_text
from tierrules.cli.check_run import Checked, CheckRun
from tierrules.proof.reports.severities import is_as_bad
from tierrules.text.diagnostics import Diagnostic, Severity

LOADS = "loads"
"""The first case of each suite. A ruleset that does not load has no other."""


def junit(run: CheckRun) -> str:
    """Return a case for each check of each ruleset: it fails if anything is found that is as bad as the bar."""
    from xml.etree import ElementTree as Tree

    root = Tree.Element("testsuites", name="tierrules")
    for one in run:
        _suite(Tree, root, one, run)
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, 0)) for suite in root)))
    Tree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Tree.tostring(root, encoding="unicode")


def _suite(tree: Any, root: Any, one: Checked, run: CheckRun) -> None:
    suite = tree.SubElement(root, "testsuite", name=xml_text(one.rules))
    loads = _case(tree, suite, LOADS, one)
    if one.loads:
        for code in dict.fromkeys((*run.codes, *(diagnostic.code for diagnostic in one.report))):
            found = [diagnostic for diagnostic in one.report if diagnostic.code == code]
            _fill(tree, _case(tree, suite, code, one), found, run.bar)
    else:
        _outcome(tree, loads, "error", list(one.report))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))


def _case(tree: Any, suite: Any, name: str, one: Checked) -> Any:
    place = xml_text(one.rules)
    return tree.SubElement(suite, "testcase", classname=place, name=name, file=place)


def _fill(tree: Any, case: Any, found: list[Diagnostic], bar: Severity) -> None:
    if not found:
        return
    case.set("line", str(found[0].line))
    if any(is_as_bad(one.severity, bar) for one in found):
        _outcome(tree, case, "failure", found)
    else:
        tree.SubElement(case, "system-out").text = _text(found)


def _outcome(tree: Any, case: Any, kind: str, found: list[Diagnostic]) -> None:
    first = found[0]
    more = f" (and {len(found) - 1:,} more)" if len(found) > 1 else ""
    outcome = tree.SubElement(case, kind, type=first.severity, message=xml_text(first.message) + more)
    outcome.text = _text(found)


def _text(found: list[Diagnostic]) -> str:
    return xml_text("\n\n".join(map(str, found)))
