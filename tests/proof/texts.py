"""Rulesets written in a test, with only what the test is about."""

from __future__ import annotations

from textwrap import dedent

from tierrules.language.build import build
from tierrules.meaning.model import Model
from tierrules.proof.reports.checking import findings
from tierrules.text.diagnostics import Diagnostic
from tierrules.text.source import Span

HEAD = "tierrules: 1\nname: test\ncurrency: CNY\n"


def model_of(sections: str) -> Model:
    """The model of a ruleset, of which the sections are given."""
    return build("rules.yaml", HEAD + dedent(sections).lstrip("\n"))


def shown(model: Model, span: Span) -> str:
    """The characters of a file at a place."""
    return model.source.text[span.start : span.end]


def found_in(sections: str, *codes: str) -> tuple[Diagnostic, ...]:
    """What some checks find in a ruleset, of which the sections are given."""
    return findings(model_of(sections), codes)
