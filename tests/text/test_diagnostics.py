"""Problems as data, and the text that people see."""

import json
import pickle
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierrules.text.catalogue import CATALOGUE
from tierrules.text.catalogue.code import MAX_PROBLEMS
from tierrules.text.catalogue.reading import READING
from tierrules.text.diagnostics import Diagnostic, Problems, Related
from tierrules.text.mends import Edit, Mends, blank
from tierrules.text.render import cells, excerpt, quoted
from tierrules.text.source import Source, Span

RULES = "rules:\n  - label: large\n    when: employes >= 1000\n"


def problems(text: str = RULES) -> Problems:
    return Problems(Source("rulesets/standard.yaml", text))


def test_a_problem_reads_as_place_message_line_caret_help() -> None:
    found = problems()
    place = Span(RULES.index("employes"), RULES.index(" >="))
    message = "rule `size.large` uses the unknown field `employes`"
    found.error("anchor", place, message, help="did you mean `employees`?")
    assert str(found.in_order()[0]) == (
        "rulesets/standard.yaml:3:11: error[anchor]: rule `size.large` uses the unknown field "
        "`employes`\n"
        "    3 |     when: employes >= 1000\n"
        "      |           ^^^^^^^^\n"
        "help: did you mean `employees`?"
    )


def test_witness_and_related_places_stand_between_line_and_help() -> None:
    source = Source("r.yaml", "a: 1\nb: 2\n")
    shown = Diagnostic.at(
        source,
        Span(0, 1),
        "anchor",
        "both hold",
        severity="warning",
        help="mend it",
        witness={"employees": 50, "as_of": date(2026, 1, 1)},
        related=(Related.at(source, Span(5, 6), "the other"),),
    )
    assert str(shown).splitlines() == [
        "r.yaml:1:1: warning[anchor]: both hold",
        "    1 | a: 1",
        "      | ^",
        "witness: employees 50, as_of 2026-01-01",
        "see: r.yaml:2:1: the other",
        "help: mend it",
    ]


def test_a_span_over_lines_is_marked_to_the_end_of_the_first() -> None:
    found = problems("a: [1,\n  2]\n")
    found.error("anchor", Span(3, 11), "torn")
    problem = found.in_order()[0]
    assert (problem.end_line, problem.end_column) == (2, 5)
    assert str(problem).splitlines()[2] == "      |    ^^^"


@pytest.mark.parametrize(
    ("line", "start", "end", "shown"),
    [
        ("等级: 甲 == x", 4, 5, ["    1 | 等级: 甲 == x", "      |       ^^"]),
        ("\tkey: x", 1, 4, ["    1 |  key: x", "      |  ^^^"]),
        ("e\u0301 x", 3, 4, ["    1 | e\u0301 x", "      |   ^"]),
        ("a\u202eb c", 4, 5, ["    1 | a\\u202eb c", "      |          ^"]),
        ("a", 1, 1, ["    1 | a", "      |  ^"]),
        ("a\u3000b", 2, 3, ["    1 | a\u3000b", "      |    ^"]),
        ("a\U000e0041b", 1, 2, ["    1 | a\\U000e0041b", "      |  ^^^^^^^^^^"]),
    ],
)
def test_carets_count_terminal_cells(line: str, start: int, end: int, shown: list[str]) -> None:
    assert excerpt(line, 1, start, end).splitlines() == shown


def test_a_long_line_is_cut_around_the_mark() -> None:
    line = "x" * 300 + "MARK" + "y" * 300
    text, carets = excerpt(line, 7, 300, 304).splitlines()
    assert text == "    7 | …" + "x" * 48 + "MARK" + "y" * 48 + "…"
    assert carets == "      | " + " " * 49 + "^^^^"


@given(st.text(st.sampled_from("ab客\u0301\t\u202e 😀"), max_size=300), st.data())
def test_the_carets_stand_under_the_marked_text(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    rows = excerpt(line, 1, start, end).splitlines()
    assert len(rows) == 2
    assert cells(rows[0]) <= 8 + 102
    assert 1 <= rows[1].count("^") <= 100
    whole = excerpt(line, 1, 0, 0).splitlines()[0]
    if cells(whole) <= 100 and "…" not in whole:
        before = "".join("\\u202e" if c == "\u202e" else " " if c == "\t" else c for c in line)
        assert rows[0] == ("    1 | " + before).rstrip() or not before.strip()


@given(st.text())
def test_quoted_input_is_one_visible_line(text: str) -> None:
    shown = quoted(text)
    assert shown.splitlines() == [shown]
    assert "\u202e" not in shown
    assert shown.startswith("`")
    assert shown.endswith("`")


def test_quoted_input_is_cut() -> None:
    assert quoted("abcdefgh", limit=5) == "`abcd…`"
    assert quoted("abcde", limit=5) == "`abcde`"


def test_problems_come_in_file_order() -> None:
    found = problems("abcdef")
    found.error("anchor", Span(4, 5), "third")
    found.warning("anchor", Span(0, 1), "first")
    found.error("anchor", Span(2, 3), "second")
    assert [problem.message for problem in found.in_order()] == ["first", "second", "third"]
    assert [problem.severity for problem in found.in_order()] == ["warning", "error", "error"]


def test_only_errors_make_errors() -> None:
    found = problems()
    found.warning("anchor", Span(0, 1), "a warning")
    assert not found.errors
    found.error("anchor", Span(0, 1), "an error")
    assert found.errors


def test_a_code_outside_the_catalogue_cannot_be_reported() -> None:
    with pytest.raises(AssertionError, match="no-such-code"):
        problems().error("no-such-code", Span(0, 1), "x")


@given(st.lists(st.tuples(st.integers(0, 500), st.booleans()), max_size=400))
def test_the_first_hundred_are_shown_errors_before_warnings(found: list[tuple[int, bool]]) -> None:
    collected = problems("x" * 600)
    for start, is_error in found:
        report = collected.error if is_error else collected.warning
        report("anchor", Span(start, start + 1), "m")
    errors = sorted(start for start, is_error in found if is_error)
    warnings = sorted(start for start, is_error in found if not is_error)
    expected = sorted((errors + warnings)[:MAX_PROBLEMS])
    shown = list(collected.in_order())
    if len(found) > MAX_PROBLEMS:
        rest = shown.pop()
        assert rest.code == "too-many-problems"
        assert rest.message == f"{len(found) - MAX_PROBLEMS} further problems are not shown"
    assert [problem.column - 1 for problem in shown] == expected
    assert collected.errors == bool(errors)


def test_a_costly_help_is_asked_for_only_if_shown() -> None:
    asked = []

    def help_text() -> str:
        asked.append(1)
        return "did you mean `x`?"

    found = problems("x" * 600)
    for start in range(500):
        found.error("anchor", Span(start, start), "m", help=help_text)
    assert found.in_order()[0].help == "did you mean `x`?"
    assert len(asked) == MAX_PROBLEMS


def test_a_diagnostic_survives_pickle_and_json() -> None:
    problem = Diagnostic.at(
        Source("r.yaml", "a: 1\n"),
        Span(0, 1),
        "anchor",
        "m",
        rules=("size.large",),
        witness={"annual_spend": Decimal("1.50"), "flags": ["vip"], "region": None},
    )
    assert pickle.loads(pickle.dumps(problem)) == problem
    assert json.loads(json.dumps(problem.to_dict())) == {
        "code": "anchor",
        "severity": "error",
        "message": "m",
        "file": "r.yaml",
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 2,
        "rules": ["size.large"],
        "witness": {"annual_spend": "1.50", "flags": ["vip"], "region": None},
    }


def test_every_code_of_the_catalogue_is_listed_once_and_explained() -> None:
    assert len({code.slug for code in READING}) == len(READING)
    for slug, code in CATALOGUE.items():
        assert slug == code.slug
        assert code.title[0].islower() or code.title.startswith(("YAML", "`"))
        assert not code.title.endswith(".")
        assert code.explain.endswith(".")


def test_places_of_a_mended_text_are_shown_where_they_are_written() -> None:
    found = problems("a:1\nb: x\n")
    mends = Mends(found.source)
    mends.make((Edit(2, 2, "   "),))
    found.read_mended(mends)
    assert found.text == "a:   1\nb: x\n"
    found.error("unknown-name", Span(10, 11), "x", related=((Span(5, 6), "here"),))
    (one,) = found.in_order()
    assert (one.line, one.column, one.source_line) == (2, 4, "b: x")
    assert (one.related[0].line, one.related[0].column) == (1, 3)


def test_what_is_missing_because_it_was_lost_is_not_told() -> None:
    found = problems("lost: words\nkept: x\nodd: [unread]\n")
    mends = Mends(found.source)
    mends.make((blank(found.source.text, Span(0, 11)),))
    found.read_mended(mends)
    found.unread(Span(20, 33))
    for name in ("lost", "words", "lost-words", "unread", "lost unread"):
        found.error("unknown-name", Span(12, 13), name, absent=(name,))
    assert [one.message for one in found.in_order()] == ["lost unread"]
    assert found.errors
    found.error("missing-key", Span(12, 13), "one is lost", absent=("kept", "lost"))
    found.error("missing-key", Span(12, 13), "none is lost", absent=("kept", ""))
    assert [one.message for one in found.in_order()] == ["lost unread", "none is lost"]


def test_nothing_is_told_of_what_was_guessed_at() -> None:
    found = problems("a b\nc: d\n")
    mends = Mends(found.source)
    mends.doubt(Span(0, 3))
    mends.make((Edit(1, 1, ":"),))
    found.read_mended(mends)
    found.error("unknown-key", Span(3, 4), "guessed")
    found.error("unknown-key", Span(5, 6), "written")
    assert [one.message for one in found.in_order()] == ["written"]
