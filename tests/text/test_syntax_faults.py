"""Faults of syntax in our words, and the tree that is read on after each of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.text.reading import LOADERS, found_in, places, plain, tree_of

# Faults of syntax: text, line, column, message and help.
FAULTS = [
    (
        "when: 'A' == tier\n",
        (1, 11, "a text goes on after its closing quote", "write `when: tier == 'A'`"),
    ),
    (
        "a:\n  - 'A' != tier\n",
        (2, 9, "a text goes on after its closing quote", "write `- tier != 'A'`"),
    ),
    (
        "a: 'b' 'c'\n",
        (
            1,
            8,
            "a text goes on after its closing quote",
            "quote the whole value: `a: \"'b' 'c'\"`",
        ),
    ),
    (
        "a: 'x\nb: 'y'\n",
        (
            1,
            4,
            "the quote `'` is not closed",
            "put `'` at the end of the text too",
        ),
    ),
    (
        "a: b: c\n",
        (
            1,
            5,
            "a value that holds a colon and a space must be quoted",
            'quote the whole value: `a: "b: c"`',
        ),
    ),
    (
        "a: @x\n",
        (1, 4, "a value cannot start with `@`", 'quote the whole value: `a: "@x"`'),
    ),
    (
        "a: `x`  # why\n",
        (1, 4, "a value cannot start with a backtick", 'quote the whole value: `a: "`x`"`'),
    ),
    (
        "- %x\n",
        (1, 3, "a value cannot start with `%`", 'quote the whole value: `- "%x"`'),
    ),
    (
        "a: >= 5\n",
        (
            1,
            4,
            "`>` at the start of a value has a meaning of its own",
            "a comparison starts with a name, as in `employees >= 5`",
        ),
    ),
    (
        "a: * 5\n",
        (
            1,
            4,
            "`*` at the start of a value has a meaning of its own",
            'quote the whole value: `a: "* 5"`',
        ),
    ),
    (
        "a:\n\tb: 1\n",
        (2, 1, "a tab stands where only spaces can", "replace the tab by spaces"),
    ),
    (
        "a:\n  b: 1\n\tc: 2\n",
        (3, 1, "a tab stands where only spaces can", "replace the tab by spaces"),
    ),
    (
        "a:\n  b: 1\n c: 2\n",
        (
            3,
            2,
            "the indentation of this line fits none above",
            "indent it by 2 spaces, like line 2",
        ),
    ),
    (
        "a:\n  - b: 1\n   c: 2\n",
        (
            3,
            4,
            "the indentation of this line fits none above",
            "indent it by 4 spaces, like line 2",
        ),
    ),
    (
        "a: 1 # one\n  b: 2\n",
        (
            2,
            3,
            "the indentation of this line fits none above",
            "move it to the margin, like line 1",
        ),
    ),
    (
        "a: b\n  c: d\n",
        (
            2,
            3,
            "a key stands below `a`, which has a value already",
            "indent it like line 1, or delete the value there",
        ),
    ),
    (
        "a:b\nc: d\n",
        (1, 1, "`a:b` has no space after its colon", "write `a: b`"),
    ),
    ("a: {: b}\n", (1, 5, "a key is missing before the colon", "write `key: value`")),
    (": b\n", (1, 1, "a key is missing before the colon", "write `key: value`")),
    ("a\nb: c\n", (1, 1, "`a` is no key with a colon", "write `key: value`")),
    (
        "a: 1\nb\nc: 2\n",
        (
            2,
            1,
            "`b` is no key with a colon",
            "write `key: value`, or indent it to go on with the value above",
        ),
    ),
    ("a: 1\n- b\n", (2, 1, "a list item stands among keys", "give it a key")),
    (
        "a:\n- b\nc: 1\n- d\n",
        (4, 1, "a list item stands among keys", "give it a key"),
    ),
    (
        "- a\nb: c\n",
        (2, 1, "a key stands among list items", "put a dash before it, or indent it"),
    ),
    (
        "a: - b\n",
        (
            1,
            4,
            "a list cannot start on the line of its key",
            "write the items on the lines below, each after a dash",
        ),
    ),
    ("a: [b, c\nd: 1\n", (1, 4, "the bracket `[` is not closed", "close it with `]`")),
    ("a: {b: c", (1, 4, "the bracket `{` is not closed", "close it with `}`")),
    ("a: [b]]\n", (1, 7, "the bracket `]` closes nothing", "delete it, or quote the whole value")),
    (
        "a: [b] and c\n",
        (
            1,
            8,
            "a text goes on after the closing `]`",
            'quote the whole value: `a: "[b] and c"`',
        ),
    ),
    (
        'a: "b\nc: d\n',
        (1, 4, 'the quote `"` is not closed', 'put `"` at the end of the text too'),
    ),
    (
        "a: 'b\nc: d\n",
        (1, 4, "the quote `'` is not closed", "put `'` at the end of the text too"),
    ),
    (
        'a: "\\q"\n',
        (
            1,
            5,
            "the sequence `\\q` means nothing in a double-quoted text",
            "write `\\\\` for a backslash, or put the text in single quotes",
        ),
    ),
    (
        'a: "\\U00110000"\n',
        (1, 5, "the sequence `\\U00110000` names no character", "write the character itself"),
    ),
    (
        "a: [starts_with(code, 'I65')]\n",
        (
            1,
            4,
            "an expression inside `[…]` must be quoted as a whole",
            "write `a: [\"starts_with(code, 'I65')\"]`",
        ),
    ),
    (
        "a: {when: x in ['a', 'b'] and y, label: z}\n",
        (
            1,
            4,
            "an expression inside `{…}` must be quoted as a whole",
            "write `a: {when: \"x in ['a', 'b'] and y\", label: z}`",
        ),
    ),
    (
        "a: [\n  x,\n  starts_with(a, 'b'),\n]\n",
        (
            3,
            3,
            "an expression inside `[…]` must be quoted as a whole",
            "write `\"starts_with(a, 'b')\",`",
        ),
    ),
    (
        "%FOO\na: b\n",
        (
            1,
            1,
            "a line that starts with `%` is an instruction to YAML, and not a known one",
            "delete the line",
        ),
    ),
    (
        "a: b\n...\nc\n",
        (
            3,
            1,
            "this place cannot be read as YAML",
            "look here or just above for a quote, bracket or colon that is missing or too many",
        ),
    ),
    ("a: 'x' == f(y) or z\n", (1, 8, "a text goes on after its closing quote", "write `a: f(y) == 'x' or z`")),
    (
        "a: \"k == 'x' or y\" and z > 1\n",
        (1, 20, "a text goes on after its closing quote", "write `a: (k == 'x' or y) and z > 1`"),
    ),
    (
        "a: 'x' and k == 'p or q'\n",
        (1, 8, "a text goes on after its closing quote", "quote the whole value: `a: \"'x' and k == 'p or q'\"`"),
    ),
    (
        "a: {x: [y > 1 # note]}\n",
        (1, 8, "a comment stands before the closing `]`", "write `a: {x: [y > 1]}`"),
    ),
    (
        "a: {x: y， z: w}\n",
        (1, 9, "`，` is not the comma that YAML reads", "write `a: {x: y, z: w}`"),
    ),
    (
        "a: 1\nb：\n  c: 1\n",
        (2, 1, "`b：` has a full-width colon, which YAML does not read", "write `b:` with the plain colon"),
    ),
    (
        "a:\n  b： 1\n  c: 2\n",
        (2, 3, "`b： 1` has a full-width colon, which YAML does not read", "write `b: 1` with the plain colon"),
    ),
    (
        "a: at_least: 2 of: [b]\n",
        (
            1,
            12,
            "a value that holds a colon and a space must be quoted",
            "give `at_least:` and `of:` a line each, or put them in braces: `{at_least: 2, of: [..]}`",
        ),
    ),
    (
        "a: all: [b]\n",
        (
            1,
            7,
            "a value that holds a colon and a space must be quoted",
            "put `all:` on the line below, indented, or in braces",
        ),
    ),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_faults_of_syntax_are_told_in_our_words(text: str, expected: tuple[int, int, str, str], loader: Any) -> None:
    problems = [problem for problem in found_in(text, loader) if problem.code != "not-a-mapping"]
    found = [(p.line, p.column, p.message, p.help) for p in problems]
    assert found == [expected]
    assert problems[0].code == "yaml-syntax"


@pytest.mark.parametrize("loader", LOADERS)
def test_reading_goes_on_after_a_fault(loader: Any) -> None:
    text = (
        "rules:\n"
        "  - label: x\n"
        "    when: 'A' == tier\n"
        "    label: again\n"
        "  - label: y\n"
        "    when: @z\n"
        "    id: a: b\n"
        "other: ~\n"
    )
    found = [(problem.code, problem.line) for problem in found_in(text, loader)]
    assert found == [
        ("yaml-syntax", 3),
        ("duplicate-key", 4),
        ("yaml-syntax", 6),
        ("yaml-syntax", 7),
        ("empty-value", 8),
    ]
    assert plain(tree_of(text, loader)) == {
        "rules": [{"label": "x", "when": ""}, {"label": "y", "when": "", "id": ""}],
        "other": "",
    }


# What the reader takes a text for after its one fault of layout: the text, and the data.
MENDED = [
    ("a:\n\tb: 1\n\tc:\n\t\td: 2\ne: 3\n", {"a": {"b": "1", "c": {"d": "2"}}, "e": "3"}),
    ("a:\n  b: 1\n\tc: 2\n", {"a": {"b": "1", "c": "2"}}),
    ("a:\n    b:\n\t- 1\n    c: 2\n", {"a": {"b": ["1"], "c": "2"}}),
    ("a\n  b: 1\nc: 2\n", {"a": {"b": "1"}, "c": "2"}),
    ("a\n  # note\n  b: 1\n", {"a": {"b": "1"}}),
    ("a: 1\nb\n- c: 2\n", {"a": "1", "b": [{"c": "2"}]}),
    ("a\n  - {b: 1}\n", {"a": [{"b": "1"}]}),
    ("a: 1\nb two words\nc: 2\n", {"a": "1", "b": "two words", "c": "2"}),
    ("a:\n  - b x\n    c: 2\n", {"a": [{"b": "x", "c": "2"}]}),
    ("a: 1\nb\nc: 2\n", {"a": "1", "c": "2"}),
    ("a:\n  b |\n    x: y\n  c: 1\n", {"a": {"b": "x: y\n", "c": "1"}}),
    ("a {b: 1, c: 2}\nd: 3\n", {"a": {"b": "1", "c": "2"}, "d": "3"}),
    ("a: 1\nb:2\nc:3\nd: 4\n", {"a": "1", "b": "2", "c": "3", "d": "4"}),
    ("a: 1\nb：2\nc：\n  d: 4\n", {"a": "1", "b": "2", "c": {"d": "4"}}),
    ("a：{b: 1, c: 2}\nd: 3\n", {"a": {"b": "1", "c": "2"}, "d": "3"}),
    ("a:\n  b: 1\n   c: 2\n  d: 3\n", {"a": {"b": "1", "c": "2", "d": "3"}}),
    ("a:\n  - b: 1\n   c: 2\n  - b: 3\n", {"a": [{"b": "1", "c": "2"}, {"b": "3"}]}),
    ("a:\n  - b: 1\n - b: 2\n  - b: 3\n", {"a": [{"b": "1"}, {"b": "2"}, {"b": "3"}]}),
    ("a:\n    b:\n      c: 1\n   d:\n      e: 2\n    f: 3\n", {"a": {"b": {"c": "1"}, "d": {"e": "2"}, "f": "3"}}),
    ("a:\n   b: 1\n  c: 2\n  d:\n    e: 3\n", {"a": {"b": "1", "c": "2", "d": {"e": "3"}}}),
    ("a:\n  b: 1\n c: 2\n", {"a": {"b": "1"}}),
    ("a: 1\n- b: 2\nc: 3\n", {"a": "1", "c": "3"}),
    ("a:\n  - b: 1\n  c: 2\nd: 3\n", {"a": [{"b": "1"}], "d": "3"}),
    ("a: [b, {c: d}\ne: f\n", {"a": ["b", {"c": "d"}], "e": "f"}),
    ("a: {b: [c\ne: f\n", {"a": {"b": ["c"]}, "e": "f"}),
    ("a: 'b\nc: d\n", {"a": "b", "c": "d"}),
    ("a: - b\n   - c\nd: e\n", {"a": "", "d": "e"}),
    ("a: 'b' == c\n  and d\ne: f\n", {"a": "", "e": "f"}),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "data"), MENDED)
def test_reading_goes_on_with_what_was_meant(text: str, data: Any, loader: Any) -> None:
    assert {problem.code for problem in found_in(text, loader)} == {"yaml-syntax"}
    assert plain(tree_of(text, loader)) == data


@pytest.mark.parametrize("text", [text for text, _ in MENDED])
def test_both_scanners_mend_alike(text: str) -> None:
    first, *others = [(found_in(text, loader), places(tree_of(text, loader))) for loader in LOADERS]
    assert all(other == first for other in others)


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("a:\n\tb: 1\n", "replace the tab by spaces"),
        ("a:\n\tb: 1\n\tc: 2\n", "replace the tab by spaces, here and on 1 further line"),
        ("a:\n\tb: 1\n" + "\tc: 2\n" * 2 + "d: 3\n", "replace the tab by spaces, here and on 2 further lines"),
        ("a:\n  b: 1\n  c x\n", "write `c: x`, or indent it to go on with the value above"),
        ("a\n  b: 1\n", "write `a:`"),
        ("a [b]\nc: 1\n", "write `a: [b]`"),
        ("a:\n   b: 1\n  c: 2\n  d:\n    e: 3\n", "indent it by 2 spaces"),
    ],
)
def test_the_help_of_a_fault_of_layout_is_its_mend(text: str, help: str) -> None:
    assert [problem.help for problem in found_in(text) if problem.code == "yaml-syntax"] == [help]


def test_no_tree_is_left_where_too_much_is_broken() -> None:
    assert tree_of("k: @\n" * 120) is None
    assert tree_of("a: @\n---\nb: 1\n") is None


def test_a_key_joined_to_its_value_in_brackets_is_told_and_parted() -> None:
    text = "a: {b:c, d：e, f: g}\n"
    assert [(problem.code, problem.help) for problem in found_in(text)] == [
        ("empty-value", "write `b: c`"),
        ("yaml-syntax", "write `a: {b:c, d: e, f: g}`, or put a text that holds `：` in quotes"),
    ]
    assert plain(tree_of(text)) == {"a": {"b": "c", "d": "e", "f": "g"}}
