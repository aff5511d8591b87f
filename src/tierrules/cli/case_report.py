"""What became of case files, for people, for programs, and for servers that show test results."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tierrules.cli.case_runs import CaseRun, Failure, FileRun
from tierrules.meaning import plain
from tierrules.meaning.dates import Lang
from tierrules.meaning.sentences import explain
from tierrules.text.render import visible


def failure_text(run: CaseRun, lang: Lang | None = None) -> str:
    """Return what is seen of a case instead of what it expects, and why; in its own language if `lang` is None."""
    head = f"failed: {run.case.name}, as of {run.case.as_of}"
    told = (line for one in run.failures for line in _failure_lines(one, lang or run.case.language))
    return "\n".join((head, *told))


def text_report(files: list[FileRun], lang: Lang | None) -> str:
    """Return the failures and one line for each file, then the sum."""
    parts = [part for one in files for part in _file_parts(one, lang)]
    return "\n".join((*parts, _sum(files)))


def json_report(files: list[FileRun]) -> str:
    """Return everything as JSON."""
    report = {
        **counts(files),
        "files": [
            {
                "file": str(one.file.path),
                "rules": one.file.rules.name if one.file.rules else None,
                "problems": [problem.to_dict() for problem in one.file.diagnostics],
                "cases": [_plain_run(run) for run in one.runs],
            }
            for one in files
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def junit_report(files: list[FileRun], lang: Lang | None) -> str:
    """Return the results in the XML of JUnit: a suite for each file, a file that cannot be run as one error."""
    from xml.etree import ElementTree as Tree

    root = Tree.Element("testsuites", name="tierrules")
    for one in files:
        broken = bool(one.file.diagnostics)
        head = {"name": str(one.file.path), "tests": str(len(one.runs) or int(broken))}
        suite = Tree.SubElement(root, "testsuite", head, failures=str(len(one.failed)), errors=str(int(broken)))
        if broken:
            case = Tree.SubElement(suite, "testcase", classname=str(one.file.path), name="the file")
            error = Tree.SubElement(case, "error", message=xml_text(one.file.diagnostics[0].message))
            error.text = xml_text("\n\n".join(map(str, one.file.diagnostics)))
        for run in one.runs:
            place = {"classname": str(one.file.path), "file": str(one.file.path), "line": str(run.line)}
            case = Tree.SubElement(suite, "testcase", place, name=xml_text(run.case.name))
            if not run.passed:
                failure = Tree.SubElement(case, "failure", message=xml_text(run.failures[0].diagnostics[0].message))
                failure.text = xml_text(failure_text(run, lang))
    Tree.indent(root)
    return Tree.tostring(root, encoding="unicode")


def counts(files: Iterable[FileRun]) -> dict[str, int]:
    """Return how many cases were run, passed and failed, and how many files could not be run."""
    listed = list(files)
    run = sum(len(one.runs) for one in listed)
    failed = sum(len(one.failed) for one in listed)
    not_run = sum(bool(one.file.diagnostics) for one in listed)
    return {"cases": run, "passed": run - failed, "failed": failed, "files_not_run": not_run}


def _file_parts(one: FileRun, lang: Lang | None) -> Iterator[str]:
    if one.file.diagnostics:
        yield from (f"{problem}\n" for problem in one.file.diagnostics)
        count = len(one.file.diagnostics)
        yield f"{one.file.path}: not run, {count} {'problem' if count == 1 else 'problems'}"
        return
    for run in one.failed:
        yield f"{failure_text(run, lang)}\n"
    told = f"{len(one.runs) - len(one.failed)} passed" + (f", {len(one.failed)} failed" if one.failed else "")
    yield f"{one.file.path}: {told}"


def _failure_lines(failure: Failure, lang: Lang) -> Iterator[str]:
    yield from map(str, failure.diagnostics)
    if failure.change is not None:
        yield f"  {failure.change.line(lang)}"
    if failure.justification is not None:
        yield from (f"  {line}" for line in explain(failure.justification, lang).splitlines())


def _sum(files: list[FileRun]) -> str:
    found = counts(files)
    cases = f"{found['cases']:,} {'case' if found['cases'] == 1 else 'cases'}"
    not_run = found["files_not_run"]
    lacking = f"; {not_run:,} {'file' if not_run == 1 else 'files'} not run" if not_run else ""
    return f"{cases} = {found['passed']:,} passed + {found['failed']:,} failed{lacking}"


def _plain_run(run: CaseRun) -> dict[str, Any]:
    return {
        "name": run.case.name,
        "line": run.line,
        "as_of": run.case.as_of.isoformat(),
        "passed": run.passed,
        "failures": [_plain_failure(one) for one in run.failures],
    }


def _plain_failure(one: Failure) -> dict[str, Any]:
    grounds = one.justification
    return {
        "dimension": grounds.dimension.name if grounds else one.change.dimension.name if one.change else None,
        "problems": [problem.to_dict() for problem in one.diagnostics],
        "change": one.change.to_dict() if one.change else None,
        "justification": plain.justification(grounds) if grounds else None,
    }


def xml_text(text: str) -> str:
    """A text without the characters that no XML can hold: they are shown by their escapes."""
    return "\n".join("".join(map(visible, line)) for line in text.split("\n"))
