"""Case files as tests of pytest: every `*.cases.yaml` that is collected, each case an item.

pytest finds the plugin by its entry point `tierrules`; `-p no:tierrules` switches it off. Until it meets a case file it
imports nothing of the package.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tierrules.cli.case_files import CaseFile
    from tierrules.meaning.expectations import Case
    from tierrules.ruleset import Ruleset

_ENDING = ".cases.yaml"  # as in `case_files`, which is imported only for such a file


class CaseFailedError(Exception):
    """A case that failed; `str` shows what is seen instead, and why."""


class CaseFileCollector(pytest.File):
    """A case file. One that does not load is an error of collection, shown as its diagnostics."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the cases in order."""
        from tierrules.cli.case_files import read_case_file

        file = read_case_file(_shown(self.path, self.config.invocation_params.dir))
        if file.rules is None or file.diagnostics:
            raise self.CollectError("\n\n".join(map(str, file.diagnostics)))
        for case in file.cases:
            yield CaseItem.from_parent(self, name=case.name, file=file, rules=file.rules, case=case)


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, file: CaseFile, rules: Ruleset, case: Case, **rest: Any) -> None:
        super().__init__(**rest)
        self.file, self.rules, self.case = file, rules, case

    def runtest(self) -> None:
        """Put the case to its ruleset; raises `CaseFailedError`."""
        from tierrules.cli.case_report import failure_text
        from tierrules.cli.case_runs import run_case

        run = run_case(self.file, self.rules, self.case)
        if not run.passed:
            raise CaseFailedError(failure_text(run))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what failed, without the stack of Python."""
        if isinstance(excinfo.value, CaseFailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the file, the line counted from 0, and the case."""
        return self.path, self.file.source.position(self.case.span.start).line - 1, self.name


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFileCollector | None:
    """Collect case files."""
    return CaseFileCollector.from_parent(parent, path=file_path) if file_path.name.endswith(_ENDING) else None


def _shown(path: Path, here: Path) -> Path:
    """The path as messages show it: from the folder in which pytest was started, where it lies below it."""
    return path.relative_to(here) if path.is_relative_to(here) else path
