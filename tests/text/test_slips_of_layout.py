"""Slips that YAML takes for something else, or answers on another line: each is told where it stands, once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.text.reading import LOADERS, found_in, places, plain, tree_of

# The text, the one problem (line, column, message, help), and the data that is read after its mend.
SLIPS = [
    (
        "a:\n  - b >= c\n    - d >= e\n",
        (3, 5, "this list item is indented deeper than the one above, and goes on with its text",
         "indent it by 2 spaces, like line 2"),
        {"a": ["b >= c", "d >= e"]},
    ),
    (
        "a:\n  - b\n    - c: 1\n      d: 2\n",
        (3, 5, "this list item is indented deeper than the one above, and goes on with its text",
         "indent it by 2 spaces, like line 2"),
        {"a": ["b", {"c": "1", "d": "2"}]},
    ),
    (
        "a:\n  - b\n   -c\n",
        (
            3,
            4,
            "this list item is indented deeper than the one above, and goes on with its text",
            "indent it by 2 spaces, like line 2, with a space after the dash",
        ),
        {"a": ["b", "c"]},
    ),
    (
        "a:\n  b >= c\n  - d >= e\n",
        (2, 3, "no dash stands before this item, as it does on line 3", "write `- b >= c`"),
        {"a": ["b >= c", "d >= e"]},
    ),
    (
        "a:\n  b;\n    - c\n    - d\n",
        (2, 3, "`b;` is no key with a colon", "write `b:`"),
        {"a": {"b": ["c", "d"]}},
    ),
    (
        "a:\n  - b: c\n    - d: e\n",
        (3, 5, "the indentation of this line fits none above", "indent it by 2 spaces, like line 2"),
        {"a": [{"b": "c"}, {"d": "e"}]},
    ),
    (
        "a: b >= c\n  - d >= e\nf: 1\n",
        (2, 3, "a line that starts with `-` goes on with the text of line 1",
         "put `-` at the end of line 1 if it is a calculation; a list stands alone under its key"),
        {"a": "", "f": "1"},
    ),
    (
        "a:\n  - b >= c\n    + d >= e\n",
        (3, 5, "a line that starts with `+` goes on with the text of line 2",
         "put `+` at the end of line 2 if it is a calculation; a list stands alone under its key"),
        {"a": [""]},
    ),
    (
        "a: [b\n  - c]\n",
        (2, 3, "a line that starts with `-` goes on with the text of line 1",
         "put a comma at the end of line 1 if this is an item, or `-` if it is a calculation"),
        {"a": ["b", "c"]},
    ),
    (
        "a:\n  - {b: c\n  - {b: d}\n",
        (2, 5, "the bracket `{` is not closed", "close it with `}`"),
        {"a": [{"b": "c"}, {"b": "d"}]},
    ),
    (
        'a: {b: "c}\nd: "e"\n',
        (1, 8, 'the quote `"` is not closed', 'write `a: {b: "c"}`'),
        {"a": {"b": "c"}, "d": "e"},
    ),
    (
        'a: "b\nc: "d"\n',
        (1, 4, 'the quote `"` is not closed', 'put `"` at the end of the text too'),
        {"a": "b", "c": "d"},
    ),
    (
        "a:\n  - b: 1\n  b: 2\n    c: 3\n",
        (3, 3, "no dash stands before this item, as it does on line 2", "write `- b: 2`"),
        {"a": [{"b": "1"}, {"b": "2", "c": "3"}]},
    ),
    (
        "a:\n  b: 1\n  c: 2\n  - b: 3\n    c: 4\n",
        (2, 3, "no dash stands before this item, as it does on line 4", "write `- b: 1`"),
        {"a": [{"b": "1", "c": "2"}, {"b": "3", "c": "4"}]},
    ),
    (
        "a:\n  {b: 1}\n  - {b: 2}\n",
        (2, 3, "no dash stands before this item, as it does on line 3", "write `- {b: 1}`"),
        {"a": [{"b": "1"}, {"b": "2"}]},
    ),
    (
        "a:\n  - {b: 1}\n  {b: 2}\nc: 3\n",
        (3, 3, "no dash stands before this item, as it does on line 2", "write `- {b: 2}`"),
        {"a": [{"b": "1"}, {"b": "2"}], "c": "3"},
    ),
    (
        "a:\n  - b: 1\n    c: 2\nd:\n  b: 3\n    c: 4\n",
        (5, 3, "no dash stands before this item, as it does on line 2", "write `- b: 3`"),
        {"a": [{"b": "1", "c": "2"}], "d": [{"b": "3", "c": "4"}]},
    ),
    ("a:\n  - b: 1\n  -{b: 2}\n", (3, 3, "no space stands after the dash", "write `- {b: 2}`"),
     {"a": [{"b": "1"}, {"b": "2"}]}),
    ("a:\n  - b: 1\n  • b: 2\n    c: 3\n", (3, 3, "`•` starts no list item", "write `- b: 2`"),
     {"a": [{"b": "1"}, {"b": "2", "c": "3"}]}),
    ("a:\n  - b: 1\n  2. b: 2\n     c: 3\n", (3, 3, "`2.` starts no list item", "write `- b: 2`"),
     {"a": [{"b": "1"}, {"b": "2", "c": "3"}]}),
    ("a:\n  b = 1\n  c: 2\n", (2, 3, "`b = 1` is no key with a colon", "write `b: 1`"), {"a": {"b": "1", "c": "2"}}),
    (
        "a = {b: {c: 1}}\nd: 2\n",
        (1, 1, "`a` is no key with a colon", "write `a: {b: {c: 1}}`"),
        {"a": {"b": {"c": "1"}}, "d": "2"},
    ),
    ("a =\n  b: 1\n", (1, 1, "`a =` is no key with a colon", "write `a:`"), {"a": {"b": "1"}}),
    ("a:\n  // b\n  c: 1\n", (2, 3, "`//` starts no comment", "write `# b`"), {"a": {"c": "1"}}),
    (
        "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n",
        (2, 1, "two versions of this file were merged, and here they differ",
         "keep the lines of one version, and delete the lines of signs around them"),
        {"a": "1", "b": "2"},
    ),
    (
        "a:\n\u00a0 b: 1\n\u3000c: 2\n  d: 3\n",
        (2, 1, "a no-break space (U+00A0) stands where only plain spaces can",
         "type it again as a plain space, here and on 1 further line"),
        {"a": {"b": "1", "c": "2", "d": "3"}},
    ),
    (
        "a: 1\nb:\u30002\nc: 3\n",
        (2, 3, "a full-width space (U+3000) stands where only plain spaces can", "type it again as a plain space"),
        {"a": "1", "b": "2", "c": "3"},
    ),
    (
        "a: [大，小]\n",
        (1, 6, "`，` is not the comma that YAML reads",
         "write `a: [大, 小]`, or put a text that holds `，` in quotes"),
        {"a": ["大", "小"]},
    ),
    (
        "- {a：大，b：'x，y'}\n",
        (1, 5, "`：` is not the colon that YAML reads",
         "write `- {a: 大, b: 'x，y'}`, or put a text that holds `：` in quotes"),
        [{"a": "大", "b": "x，y"}],
    ),
    (
        "a：{b：大，c：小}\nd: 1\n",
        (1, 1, "`a：{b：大，c：小}` has a full-width colon, which YAML does not read",
         "write `a: {b: 大, c: 小}` with plain commas and colons"),
        {"a": {"b": "大", "c": "小"}, "d": "1"},
    ),
    (
        "a: {b: 'it's', c: d}\n",
        (1, 4, "an expression inside `{…}` must be quoted as a whole", "write `a: {b: \"it's\", c: d}`"),
        {"a": ""},
    ),
]  # fmt: skip


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "problem", "data"), SLIPS)
def test_a_slip_is_told_at_its_line_and_mended(text: str, problem: Any, data: Any, loader: Any) -> None:
    found = [one for one in found_in(text, loader) if one.code != "not-a-mapping"]
    assert [(one.line, one.column, one.message, one.help) for one in found] == [problem]
    assert found[0].code == "yaml-syntax"
    if isinstance(data, dict):
        assert plain(tree_of(text, loader)) == data


@pytest.mark.parametrize("text", [text for text, *_ in SLIPS])
def test_both_scanners_mend_a_slip_alike(text: str) -> None:
    first, *others = [(found_in(text, loader), places(tree_of(text, loader))) for loader in LOADERS]
    assert all(other == first for other in others)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 'b\n  - c'\n", "b - c"),
        ("a: b\n  >= c -\n  d\n", "b >= c - d"),
        ("a: b >= c\n  and d\n", "b >= c and d"),
        ("a: |\n  - b\n  // c\n", "- b\n// c\n"),
        ('a: "b\n  c: d"\n', "b c: d"),
        ("a: [b、c, '大，小']\n", ["b、c", "大，小"]),
        ("a: {b: 大，小}\n", {"b": "大，小"}),
        ("a: -5\n", "-5"),
    ],
)
def test_what_is_meant_so_stays(text: str, data: Any) -> None:
    assert found_in(text) == ()
    assert plain(tree_of(text)) == {"a": data}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a:\n  b 1\n  c 2\n  d: 3\n", [2, 3]),
        ("a:\n  b = 1\n  c = 2\n  d: 3\n", [2, 3]),
        ("a:\n  b: {c: 1\n  d: {e: 1\n  f: {g: 1\n", [2, 3, 4]),
        ('a:\n  b: "1\n  c: "2\n  d: "3\n', [2, 3, 4]),
        ("a:\n  // b\n  // c\n  // d\n  e: 1\n", [2, 3, 4]),
        ("a:\n  - b\n    - c\n  - d\n    - e\n", [3, 5]),
    ],
)
def test_slips_on_neighbouring_lines_are_all_told(text: str, lines: list[int]) -> None:
    assert [one.line for one in found_in(text)] == lines


def test_where_reading_stops_is_said() -> None:
    found = found_in("a: @\n" * 150)
    assert found[-1].code == "too-many-problems"
    assert found[-1].line == 100
    assert "reading stopped at line 100" in found[-1].message
    assert found_in("a: @\n")[-1].code == "yaml-syntax"


def test_a_slip_in_a_large_file_is_mended() -> None:
    text = (
        "# a comment as long as a line is wide in most of the files that people write\n" * 20_000 + "a: 1\nb 2\nc: 3\n"
    )
    assert len(text) > 1_500_000
    assert plain(tree_of(text)) == {"a": "1", "b": "2", "c": "3"}


def test_a_text_with_a_number_in_brackets_is_said_to_need_quotes() -> None:
    found = found_in("a: [员工数 50 < 1,000, b]\n")
    assert [(one.code, one.help) for one in found] == [("bad-number", "put quotes around the whole text")]
