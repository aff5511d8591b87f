"""What a comment passes over: the lines of which it speaks, the codes that it names, nothing without a reason."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tests.proof.planted import RULES, planted
from tierrules.proof.reports.comments import comments, tree_of
from tierrules.text.source import Source

REASON = "agreed on 2026-03-01"
LINES = RULES.splitlines()


def with_comment(number: int, comment: str, *, above: bool) -> str:
    """The rules with a comment behind a line, or alone above it."""
    lines = LINES.copy()
    if above:
        lines.insert(number - 1, f"    {comment}")
    else:
        lines[number - 1] += f"  {comment}"
    return "\n".join(lines) + "\n"


def told(report: tr.Report) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in report]


# The first line of an entry, and the lines that it speaks for; typed from `RULES`.
SPOKEN_FOR = {number: range(number, number + 1) for number in range(1, len(LINES) + 1)} | {
    7: range(7, 15),  # size
    11: range(11, 13),  # its first rule
    13: range(13, 15),  # its second
    15: range(15, 20),  # mood
}


@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize("number", SPOKEN_FOR)
def test_a_comment_speaks_of_its_line_or_its_entry(monkeypatch: pytest.MonkeyPatch, number: int, above: bool) -> None:
    text = with_comment(number, f"# tierrules: ignore[gap] {REASON}", above=above)
    shift = int(above)
    for line in range(1, len(LINES) + 1):
        at = line + (shift if line >= number else 0)
        planted(monkeypatch, (at, "gap"))
        report = tr.loads(text).check()
        if line in SPOKEN_FOR[number]:
            assert (told(report), len(report.passed_over)) == ([], 1), line
            assert report.passed_over[0].reason == REASON
            assert report.passed_over[0].diagnostic.line == at
        else:
            assert sorted(told(report)) == sorted([(at, "gap"), (number, "unused-ignore")]), line
            assert report.passed_over == ()


def test_only_the_codes_that_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, (7, "gap"), (7, "overlap"), (7, "never-true"))
    text = with_comment(7, f"# tierrules: ignore[gap, never-true] {REASON}", above=False)
    report = tr.loads(text).check()
    assert told(report) == [(7, "overlap")]
    assert [one.diagnostic.code for one in report.passed_over] == ["gap", "never-true"]


def test_several_comments_above_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    comment = "# tierrules: ignore[gap] one\n\n  # a word between\n  # tierrules: ignore[overlap] two\n"
    planted(monkeypatch, (12, "gap"), (13, "overlap"))
    report = tr.loads(with_comment(7, comment, above=True)).check()
    assert told(report) == []
    assert [one.reason for one in report.passed_over] == ["one", "two"]


def test_the_nearest_comment_passes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    text = RULES.replace("  size:", "  size:  # tierrules: ignore[gap] of the dimension")
    text = text.replace("- label: large", "- label: large  # tierrules: ignore[gap] of the rule")
    planted(monkeypatch, (12, "gap"))
    report = tr.loads(text).check()
    assert [one.reason for one in report.passed_over] == ["of the rule"]
    assert told(report) == [(7, "unused-ignore")]
    planted(monkeypatch, (12, "gap"), (13, "gap"))
    report = tr.loads(text).check()
    assert ([one.reason for one in report.passed_over], told(report)) == (["of the rule", "of the dimension"], [])


@pytest.mark.parametrize(
    "comment", ["# tierrules: ignore[gap]", "# tierrules: ignore[gap] --", "#tierrules:ignore[gap]"]
)
def test_without_a_reason_nothing_is_passed_over(monkeypatch: pytest.MonkeyPatch, comment: str) -> None:
    planted(monkeypatch, (7, "gap"))
    report = tr.loads(with_comment(7, comment, above=False)).check()
    assert told(report) == [(7, "gap"), (7, "ignore-without-reason")]


@pytest.mark.parametrize(
    "comment",
    [
        f"#tierrules:ignore[gap]{REASON}",
        f"##  tierrules:  ignore [ gap ]  {REASON}",
        f"# tierrules: ignore[gap]: {REASON}",
        f"# tierrules: ignore[gap] — {REASON}",
    ],
)
def test_blanks_and_dashes_play_no_part(monkeypatch: pytest.MonkeyPatch, comment: str) -> None:
    planted(monkeypatch, (7, "gap"))
    report = tr.loads(with_comment(7, comment, above=False)).check()
    assert (told(report), [one.reason for one in report.passed_over]) == ([], [REASON])


def test_a_finding_that_is_not_looked_for_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, (7, "overlap"))
    rules = tr.loads(with_comment(7, f"# tierrules: ignore[gap] {REASON}", above=False))
    assert told(rules.check()) == [(7, "overlap"), (7, "unused-ignore")]
    assert told(rules.check(select=["overlap", "unused-ignore"])) == [(7, "overlap")]
    assert told(rules.check(ignore=["gap"])) == [(7, "overlap")]
    assert told(rules.check(ignore=["unused-ignore"])) == [(7, "overlap")]


def test_where_something_is_undecided_no_comment_is_unused(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = tr.loads(with_comment(7, f"# tierrules: ignore[gap] {REASON}", above=False))
    planted(monkeypatch, (15, "undecided"))
    assert told(rules.check()) == [(15, "undecided")]
    assert told(rules.check(ignore=["undecided"])) == []


def test_an_error_of_loading_is_never_passed_over() -> None:
    text = RULES.replace("employees >= many", f"employes >= many  # tierrules: ignore[unknown-name] {REASON}")
    with pytest.raises(tr.RulesetError) as raised:
        tr.loads(text)
    assert [one.code for one in raised.value.diagnostics] == ["unknown-name"]


def test_a_sign_inside_a_text_is_no_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    mark = f"# tierrules: ignore[gap] {REASON}"
    planted(monkeypatch, (7, "gap"))
    for text in (
        RULES.replace("大型企业", f'"{mark}"'),
        RULES.replace("大型企业", f"'it''s {mark}'"),
        RULES.replace("name: sizes", f"name: sizes\ntitle: x{mark.replace(' ', '')}"),
        RULES.replace("  few: 10\n", f"  few:\n    value: 10\n    source: |\n      {mark}\n      more\n"),
        RULES.replace("  few: 10\n", f"  few:\n    value: 10\n    source: >-\n      two\n\n      {mark}\n"),
    ):
        report = tr.loads(text).check()
        assert [one.code for one in report] == ["gap"], text


def test_a_comment_behind_the_head_of_a_long_text_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, (7, "gap"))
    text = RULES.replace(
        "  few: 10\n", f"  few:\n    value: 10\n    source: |  # tierrules: ignore[gap] {REASON}\n      a text\n"
    )
    assert told(tr.loads(text).check()) == []


def test_the_old_head_of_a_file_is_no_slip(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch)
    for comment in ("# tierrules: 1", "# tierrules reads this", "# tierrules: see the standard", "# ignore[gap] x"):
        assert told(tr.loads(f"{comment}\n{RULES}").check()) == [], comment


@given(st.lists(st.sampled_from(["plain", "double", "single", "literal", "flow"]), min_size=1, max_size=8), st.data())
def test_comments_are_what_was_written_as_comments(kinds: list[str], data: st.DataObject) -> None:
    """A file is put together of values with `#` in them, each line with or without a comment."""
    lines, written = [], []
    for number, kind in enumerate(kinds):
        comment = data.draw(st.sampled_from(["", "# one", "#two # three", "# \"q' [x]"]))
        value = {"plain": "a#b", "double": '"a # \\"b"', "single": "'a # ''b'", "flow": "[a, 'x # y']"}.get(kind, "|")
        lines.append(f"k{number}: {value} {comment}".rstrip())
        if kind == "literal":
            lines.append("  # text")
        if comment:
            written.append(comment)
        alone = data.draw(st.sampled_from(["", "# alone", "   # further"]))
        if alone and kind != "literal":
            lines.append(alone)
            written.append(alone.strip())
    source = Source("<text>", "\n".join(lines) + "\n")
    found = [source.text[span.start : span.end] for span in comments(source, tree_of(source))]
    assert found == written


def test_the_work_grows_with_the_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each comment of a long stack speaks of the same line far below."""
    planted(monkeypatch, (len(LINES) + 2_000, "never-true"))
    asked = Counter[str]()
    line = Source.line

    def counted(source: Source, number: int) -> str:
        asked["lines"] += 1
        return line(source, number)

    text = RULES + f"# tierrules: ignore[gap] {REASON}\n" * 2_000 + "# the end\n"
    rules = tr.loads(text)
    monkeypatch.setattr(Source, "line", counted)
    assert Counter(told(rules.check())).total() == 2_001
    assert asked["lines"] < 4 * (len(LINES) + 2_000)


@pytest.mark.parametrize("name", ["s0-standards-table", "s4-follow-up-plan", "rfm-eleven-ranges"])
def test_every_finding_of_a_faulty_ruleset_can_be_passed_over_where_it_stands(name: str) -> None:
    rules = tr.load(f"examples/{name}")
    found = rules.check()
    codes: dict[int, list[str]] = {}
    for one in found:
        codes.setdefault(one.line, []).append(one.code)
    lines = rules.source.split("\n")
    for line, of_line in codes.items():
        lines[line - 1] += f"  # tierrules: ignore[{', '.join(dict.fromkeys(of_line))}] {REASON}"
    report = tr.loads("\n".join(lines)).check()
    assert len(found) > 0
    assert told(report) == []
    assert [(one.diagnostic.line, one.diagnostic.code) for one in report.passed_over] == told(found)
