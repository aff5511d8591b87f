"""Findings that are planted into the checks: tests of what stands around a finding need no engine."""

from collections.abc import Callable, Collection

import pytest

from tierrules.meaning.model import Model
from tierrules.proof.reports import checking
from tierrules.text.diagnostics import Diagnostic, Severity
from tierrules.text.source import Span

NAME = "sizes"
RULES = """\
tierrules: 1
name: sizes
thresholds:
  many: 1000
  few: 10
dimensions:
  size:
    labels: {large: 大型企业, small: 小微企业}
    hit: first
    rules:
      - label: large
        when: employees >= many
      - label: small
        when: employees < few
  mood:
    labels: [good, poor]
    hit: first
    rules: [{label: good, when: satisfaction >= few}]
    otherwise: poor
"""

Plant = Callable[..., None]


def finding(
    model: Model,
    line: int,
    code: str,
    message: str = "so it is",
    *,
    column: int = 1,
    severity: Severity | None = None,
    witness: dict[str, object] | None = None,
    rules: tuple[str, ...] = (),
    help: str | None = None,
) -> Diagnostic:
    """A finding on a line of a model's file."""
    span = model.source.line_span(line)
    place = Span(span.start + column - 1, span.end)
    return Diagnostic.at(model.source, place, code, message, severity=severity, witness=witness, rules=rules, help=help)


def planted(monkeypatch: pytest.MonkeyPatch, *found: tuple[int, str], **more: object) -> None:
    """Let the checks of `RULES`, by its name, find what stands here by line and code; of other rulesets nothing."""

    def findings(model: Model, codes: Collection[str] | None = None) -> tuple[Diagnostic, ...]:
        return tuple(
            finding(model, line, code, **more)  # type: ignore[arg-type]
            for line, code in found
            if model.name == NAME
            and (codes is None or code in {*codes, "undecided"})
            and line <= model.source.line_count
        )

    monkeypatch.setattr(checking, "findings", findings)
