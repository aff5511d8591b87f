"""What checks say of a ruleset: findings in file order, and those that the file passes over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

from tierrules.errors import RulesetError
from tierrules.language.frames import Backend, Kind, frame
from tierrules.meaning.model import Model
from tierrules.proof.findings.needs import needs
from tierrules.proof.reports import checking
from tierrules.proof.reports.codes import OF_CHECKS, UNDECIDED, chosen
from tierrules.proof.reports.ignores import PassedOver, passed_over
from tierrules.proof.reports.severities import counted, counts_of, is_as_bad
from tierrules.text.diagnostics import Diagnostic, Severity, shown_value

_LEFT: Final = 'style="text-align: left"'  # notebooks put text to the right, as numbers


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a ruleset that loads; iteration gives each `Diagnostic` in file order.

    `passed_over` are the findings that comments in the file pass over, each with its reason. `str` is what people
    read, `to_dict` plain data for JSON.

    >>> import tierrules as tr
    >>> tr.load("net-promoter").check()
    <Report of net-promoter: nothing found>
    """

    name: str
    diagnostics: tuple[Diagnostic, ...]
    passed_over: tuple[PassedOver, ...] = ()
    _model: Model | None = field(default=None, repr=False, compare=False)

    @property
    def needs(self) -> Mapping[str, tuple[str, ...]]:
        """For each dimension the fields that a customer must have for it to be decided; worked out when asked for.

        >>> import tierrules as tr
        >>> tr.load("size-and-dormancy").check().needs["size"]
        ('employees', 'annual_revenue')
        """
        return {} if self._model is None else needs(self._model)

    @property
    def ok(self) -> bool:
        """Whether there is neither an error nor a warning; a note is advice."""
        return not self.at_least("warning")

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity."""
        return counts_of(self.diagnostics)

    def at_least(self, severity: Severity) -> tuple[Diagnostic, ...]:
        """Return the findings that are as bad as `severity`, or worse."""
        return tuple(one for one in self.diagnostics if is_as_bad(one.severity, severity))

    def raise_for_findings(self, severity: Severity = "warning") -> None:
        """Raise `RulesetError` with the findings that are as bad as `severity`, or worse, if there are any."""
        found = self.at_least(severity)
        if found:
            raise RulesetError(found)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data: what `json.dumps` takes."""
        return {
            "name": self.name,
            "ok": self.ok,
            "counts": dict(self.counts),
            "findings": [one.to_dict() for one in self.diagnostics],
            "passed_over": [{**one.diagnostic.to_dict(), "reason": one.reason} for one in self.passed_over],
        }

    def to_frame(self, *, backend: Backend | None = None) -> Any:
        """Return a frame with a row for each finding.

        It is one of polars, pandas or pyarrow: `backend`, else the first that is installed.
        """
        columns: dict[str, Kind] = {"file": "text", "line": "count", "column": "count"}
        columns |= dict.fromkeys(("severity", "code", "message", "help", "rules", "witness"), "text")
        return frame(columns, map(_row, self.diagnostics), backend)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def __repr__(self) -> str:
        return f"<Report of {self.name}: {self._sum()}>"

    def __str__(self) -> str:
        return "\n\n".join((*map(str, self.diagnostics), f"{self.name}: {self._sum()}"))

    def _repr_html_(self) -> str:
        return "\n".join(_html(self))

    def _sum(self) -> str:
        over = len(self.passed_over)
        return counted(self.counts) + (f", {over:,} passed over" if over else "")


def check_model(model: Model, select: Iterable[str] | None = None, ignore: Iterable[str] = ()) -> Report:
    """Return what is wrong with a model: what loading has warned of, and what the checks find.

    Without `select` everything is looked for, else only those codes; `ignore` are codes that are not looked for.
    Raises ValueError for a code that there is not, or that keeps a ruleset from loading.
    """
    codes = chosen(select, ignore)
    found = (*model.warnings, *_checked(model, codes))
    told = [one for one in found if one.code in codes]
    standing, over = passed_over(model.source, told, codes, proven=all(one.code != UNDECIDED for one in found))
    return Report(model.name, tuple(sorted(standing, key=_file_order)), over, model)


def _checked(model: Model, codes: frozenset[str]) -> tuple[Diagnostic, ...]:
    """The findings of those checks that can find one of the codes."""
    asked = codes.intersection(OF_CHECKS)
    if not asked:
        return ()
    alone = asked - {UNDECIDED}
    return checking.findings(model, alone if alone and not codes.issuperset(OF_CHECKS) else None)


def _file_order(one: Diagnostic) -> tuple[int, int]:
    return one.line, one.column


def _row(one: Diagnostic) -> tuple[object, ...]:
    witness = ", ".join(f"{name} {shown_value(value)}" for name, value in (one.witness or {}).items())
    place = one.file, one.line, one.column
    return (*place, one.severity, one.code, one.message, one.help, ", ".join(one.rules), witness or None)


def _html(report: Report) -> Iterator[str]:
    yield f"<p><b>{escape(report.name)}</b>: {escape(report._sum())}</p>"
    if not report.diagnostics:
        return
    heads = ("line", "severity", "check", "what is wrong", "witness", "help")
    yield f"<table><thead><tr>{''.join(f'<th {_LEFT}>{head}</th>' for head in heads)}</tr></thead><tbody>"
    for one in report.diagnostics:
        witness = "<br>".join(
            f"{escape(name)} {escape(shown_value(value))}" for name, value in (one.witness or {}).items()
        )
        told = (str(one.line), one.severity, one.code, one.message)
        cells = (*map(escape, told), witness, escape(one.help or ""))
        yield f"<tr>{''.join(f'<td {_LEFT}>{cell}</td>' for cell in cells)}</tr>"
    yield "</tbody></table>"
