"""A line that a message proposes is right: in the place of the faulty one, it is not answered alike."""

from __future__ import annotations

import re

import pytest

import tierrules as tr
from tests.language.corpus import Case, cases
from tierrules import Diagnostic

_LINE = re.compile(r"(?:write|quote the whole value:) `(.*)`(?: with the plain colon)?")


def answers(text: str) -> tuple[Diagnostic, ...]:
    try:
        tr.loads(text)
    except tr.RulesetError as error:
        return error.diagnostics
    return ()


@pytest.mark.parametrize(
    "case",
    [case for code in ("yaml-syntax", "torn-expression") for case in cases("bad", loading=False) if case.code == code],
    ids=lambda case: case.name,
)
def test_the_line_that_is_proposed_is_read(case: Case) -> None:
    text = case.data.decode("utf-8")
    for one in answers(text):
        found = _LINE.fullmatch(one.help or "")
        if one.code not in ("yaml-syntax", "torn-expression") or found is None:
            continue
        lines = text.splitlines()
        written = lines[one.line - 1]
        # A proposal that starts with a bracket stands for the bracket alone.
        start = one.column - 1 if found[1].startswith(("{", "[")) else len(written) - len(written.lstrip())
        behind = written[one.end_column - 1 :] if found[1].startswith(("{", "[")) else ""
        lines[one.line - 1] = written[:start] + found[1] + behind
        again = answers("\n".join(lines) + "\n")
        assert [
            (new.line, new.code, new.message) for new in again if (new.line, new.code) == (one.line, one.code)
        ] == []
