"""Characters to a tree with spans: the tree is the text, and bad text ends in problems.

The oracle of a tree is the data that was written out; that of a place is the source itself.
"""

import re
from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.text.reading import GOOD, LOADERS, found_in, places, plain, scalars, tree_of
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence
from tierrules.text.source import Source, Span
from tierrules.text.yaml_reader import read_bytes, read_text

# Folded at a blank, a text would go on with a line that starts like a list item, which is refused.
_ITEM_WHEN_FOLDED = re.compile(r"\s[-*?]")
words = st.text(st.sampled_from("ab 客😀'\"\\:#,-[]{}&*!|>%@`~\n\t?=<\xa0"), max_size=12).filter(
    lambda text: not _ITEM_WHEN_FOLDED.search(text)
)
data = st.dictionaries(
    words,
    st.recursive(
        words,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


@st.composite
def written(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    """Data, and one of the many ways to write it as YAML."""
    value = draw(data)
    text = yaml.safe_dump(
        value,
        default_style=draw(st.sampled_from([None, None, "'", '"', "|", ">"])),
        default_flow_style=draw(st.sampled_from([True, False, None])),
        allow_unicode=draw(st.booleans()),
        width=draw(st.sampled_from([4, 20, 80])),
        indent=draw(st.sampled_from([2, 4])),
        line_break=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        sort_keys=False,
    )
    return value, text


@given(written(), st.sampled_from(LOADERS))
def test_the_tree_is_the_data_that_was_written(pair: tuple[dict[str, Any], str], loader: Any) -> None:
    value, text = pair
    assume("!!" not in text)  # the dumper tags what it cannot write in the style asked for
    assume(yaml.load(text, yaml.BaseLoader) == value)  # and folds some escapes wrongly
    assert found_in(text, loader) == ()
    assert plain(tree_of(text, loader)) == value


@given(written())
def test_both_scanners_give_one_tree(pair: tuple[dict[str, Any], str]) -> None:
    first, *others = [places(tree_of(pair[1], loader)) for loader in LOADERS]
    assert all(other == first for other in others)


def test_both_scanners_give_one_tree_of_a_ruleset() -> None:
    first, *others = [places(tree_of(GOOD, loader)) for loader in LOADERS]
    assert first is not None
    assert all(other == first for other in others)


def is_written(text: str, scalar: Scalar, char: str) -> bool:
    """Whether `text` is how a scalar writes `char`."""
    if scalar.style == "single" and char == "'":
        return text == "''"
    if scalar.style == "double" and text.startswith("\\"):
        return bool(yaml.safe_load(f'"{text}"') == char)
    return text == char


@given(written())
def test_every_character_is_found_where_it_is_written(pair: tuple[dict[str, Any], str]) -> None:
    text = Source("<text>", pair[1]).text
    for scalar in scalars(tree_of(text)):
        before = scalar.span.start
        for offset, char in enumerate(scalar.value):
            start, end = scalar.locate(offset, offset + 1)
            assert before <= start <= end <= scalar.span.end or char in " \n\t"
            if char not in " \n\t":
                assert is_written(text[start:end], scalar, char)
                before = end
        assert scalar.locate(0, 0).start in range(scalar.span.start, scalar.span.end + 1)


@given(written())
def test_nodes_lie_inside_their_parents_in_order(pair: tuple[dict[str, Any], str]) -> None:
    def check(node: Node, outer: Span) -> None:
        assert outer.start <= node.span.start <= node.span.end <= outer.end
        inner: list[Node] = []
        if isinstance(node, Sequence):
            inner = list(node.items)
        elif isinstance(node, Mapping):
            inner = [part for pair in node.pairs for part in pair]
        for left, right in pairwise(inner):
            assert left.span.end <= right.span.start
        for part in inner:
            check(part, node.span)

    tree = tree_of(pair[1])
    if tree is not None:
        check(tree, Span(0, len(pair[1])))


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("a: x >= 5\n", "5", ["5"]),
        ("a: 'it''s x'\n", "x", ["x"]),
        ("a: 'it''s x'\n", "'", ["''"]),
        ('a: "\\u5ba2 x"\n', "客", ["\\u5ba2"]),
        ('a: "one \\\n   two"\n', "two", ["two"]),
        ("a: one\n  two\n", "two", ["two"]),
        ("a: |  # note x\n  one\n  x\n", "x", ["x"]),
        ("a: >-\n  one\n\n  two\n", "two", ["two"]),
        ("a: x >= 5 and\r\n   y\r\n", "y", ["y"]),
    ],
)
def test_a_part_of_a_value_is_located(text: str, part: str, expected: list[str]) -> None:
    tree = tree_of(text)
    assert tree is not None
    value = tree.get("a")
    assert isinstance(value, Scalar)
    at = value.value.index(part)
    start, end = value.locate(at, at + len(part))
    assert [text[start:end]] == expected


def test_the_place_decides_the_type() -> None:
    text = "a: no\nb: 045\nc: 6e5\nd: null\ne: 2026-01-01\nf: ''\n~: x\n'<<': y\n"
    assert found_in(text) == ()
    assert plain(tree_of(text)) == {
        "a": "no",
        "b": "045",
        "c": "6e5",
        "d": "null",
        "e": "2026-01-01",
        "f": "",
        "~": "x",
        "<<": "y",
    }


def test_get_finds_a_key_or_nothing() -> None:
    tree = tree_of("a: 1\nb: 2\n")
    assert tree is not None
    assert plain(tree.get("b")) == "2"
    assert tree.get("c") is None


def test_flow_and_styles_are_told() -> None:
    tree = tree_of("a: [x]\nb:\n  - y\nc: {d: 'e'}\n")
    assert isinstance(tree, Mapping)
    assert not tree.flow
    flags = [value.flow for _, value in tree.pairs if not isinstance(value, Scalar)]
    assert flags == [True, False, True]
    assert [scalar.style for scalar in scalars(tree)][-1] == "single"


# What is refused: text, and the code, line, column and help of each problem in order.
REFUSED = [
    ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1, "the first is on line 1")]),
    ("a: {x: 1, 'x': 2}\n", [("duplicate-key", 1, 11, "the first is on line 1")]),
    ("a:\n", [("empty-value", 1, 1, "write the value, or delete the line")]),
    ("a: ~\n", [("empty-value", 1, 4, "write the value, or delete the line")]),
    ("a:\n  - x\n  -\n", [("empty-value", 3, 3, "write the value, or delete the line")]),
    ("a: [x, ~]\n", [("empty-value", 1, 8, "write the value, or delete the line")]),
    (
        "a: {label: x, when: f(y, z)}\n",
        [("torn-expression", 1, 4, 'write `{label: x, when: "f(y, z)"}`')],
    ),
    (
        "a: {label: x, f(y, z)}\n",
        [("torn-expression", 1, 4, "put quotes around the whole expression")],
    ),
    (
        "a: &x 1\nb: *x\n",
        [
            ("anchor", 1, 4, "write the value out, or quote a text that starts with `&` or `*`"),
            ("anchor", 2, 4, "write the value out, or quote a text that starts with `&` or `*`"),
        ],
    ),
    ("a: !!str 1\n", [("tag", 1, 4, "delete the tag, or quote a text that starts with `!`")]),
    ("a: !x\n", [("tag", 1, 4, "delete the tag, or quote a text that starts with `!`")]),
    ("a: {x: 1}\n<<: {y: 2}\n", [("merge-key", 2, 1, "write the keys out")]),
    (
        "[a]: b\n",
        [("complex-key", 1, 1, "an expression inside `[…]` or `{…}` must be quoted as a whole")],
    ),
    ("? \n: b\n", [("complex-key", 1, 2, None)]),
    ("", [("empty-file", 1, 1, None)]),
    ("# only a comment\n", [("empty-file", 1, 1, None)]),
    ("---\n", [("empty-file", 1, 1, None)]),
    ("- a\n", [("not-a-mapping", 1, 1, "start each line at the margin with `key:`")]),
    ("abc\n", [("not-a-mapping", 1, 1, "start each line at the margin with `key:`")]),
    (
        "a: 1\n---\nb: 2\n",
        [("several-documents", 2, 1, "put it into a file of its own, or delete this line")],
    ),
    ("a: x\x07\n", [("control-character", 1, 5, "delete it, or type the line again")]),
    ("a: x\ufeff\n", [("control-character", 1, 5, "delete it, or type the line again")]),
    ("a: \ud800\n", [("control-character", 1, 4, "delete it, or type the line again")]),
    ('a: "\\0"\n', [("control-character", 1, 4, "delete its escape")]),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_what_is_refused(text: str, expected: list[tuple[str, int, int, str | None]], loader: Any) -> None:
    found = [(d.code, d.line, d.column, d.help) for d in found_in(text, loader)]
    assert found == expected


def test_what_is_missing_stands_as_a_reported_scalar() -> None:
    tree = tree_of("a:\nb: ~\nc: *x\nd: ''\ne: x\n")
    assert [scalar.value for scalar in scalars(tree) if scalar.reported] == ["", "", ""]


HOSTILE = [
    ("[" * 50_000, "too-deep"),
    ("{a: " * 50_000, "too-deep"),
    ("- " * 50_000, "too-deep"),
    ("? " * 50_000, "too-deep"),
    ("a: [x 'y' " + "[" * 5000 + "]" * 5001, "yaml-syntax"),
    ("a: " + "x" * 10_000_000, "too-large"),
    ("a: " + "x" * 20_001, "scalar-too-long"),
    ("a: [" + "b," * 400_000 + "]", "too-many-nodes"),
    ("a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n", "anchor"),
    ("k: @\n" * 20_000, "yaml-syntax"),
    ("\x01a" * 50_000, "control-character"),
]


@pytest.mark.parametrize(("text", "code"), HOSTILE, ids=[code for _, code in HOSTILE])
def test_hostile_text_ends_in_a_problem(text: str, code: str) -> None:
    problems = found_in(text)
    assert problems[0].code == code
    assert len(problems) <= 101


def test_the_limits_themselves_are_allowed() -> None:
    deep = "".join("  " * level + "a:\n" for level in range(63)) + "  " * 63 + "a: b\n"
    assert found_in(deep) == ()
    assert [problem.code for problem in found_in("a:\n  " + deep.replace("\n", "\n  "))] == ["too-deep"]
    assert found_in("a: " + "x" * 20_000) == ()


noise = st.text(st.sampled_from("ab:-?[]{}'\"|>&*!%@`#,~=<\\ \n\t\r\x85\u2028客\x00\ufeff1.("))


@given(st.text() | noise)
def test_any_text_is_a_tree_or_problems(text: str) -> None:
    for loader in LOADERS:
        for problem in found_in(text, loader):
            assert str(problem)


@given(st.binary())
def test_any_bytes_are_a_tree_or_problems(data: bytes) -> None:
    reading = read_bytes("r.yaml", data)
    assert reading.tree is not None or reading.problems.errors


LINES = GOOD.splitlines(keepends=True)
offsets = st.integers(0, len(GOOD))


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A good ruleset with one slip: cut off, a line lost or doubled, a character too many.

    Not a tab, which one scanner takes between words and the other does not.
    """
    at = draw(offsets)
    line = draw(st.integers(0, len(LINES) - 1))
    return draw(
        st.sampled_from(
            [
                GOOD[:at],
                GOOD[at:],
                "".join(LINES[:line] + LINES[line + 1 :]),
                "".join(LINES[:line] + LINES[line : line + 1] + LINES[line:]),
                GOOD[:at] + draw(st.sampled_from(":'\"[]{} \n-#&*!|>@")) + GOOD[at:],
                GOOD[:at] + GOOD[at + 1 :],
            ]
        )
    )


@given(spoilt())
def test_both_scanners_take_or_refuse_a_spoilt_ruleset(text: str) -> None:
    first, *others = [(found_in(text, loader), tree_of(text, loader)) for loader in LOADERS]
    for problems, tree in others:
        assert bool(problems) == bool(first[0])
        if not problems:
            assert places(tree) == places(first[1])


@given(offsets)
def test_a_file_cut_at_any_byte_is_a_tree_or_problems(at: int) -> None:
    reading = read_bytes("r.yaml", GOOD.encode()[:at])
    assert reading.tree is not None or reading.problems.errors


def test_bytes_that_are_no_text_are_one_problem() -> None:
    reading = read_bytes("r.yaml", "title: 客户".encode("gbk"))
    assert reading.tree is None
    assert [str(problem) for problem in reading.problems.in_order()] == [
        "r.yaml:1:1: error[encoding]: the file is not UTF-8 text: byte 8 cannot be read\n"
        "help: the file looks like GBK; save it as UTF-8"
    ]


def test_a_text_is_read_under_its_name() -> None:
    reading = read_text("<text>", "a: 1")
    assert plain(reading.tree) == {"a": "1"}
    assert reading.source.name == "<text>"


THOUSANDS = [
    ("a: {b: 1,000}", "1,000", "1000"),
    ("a: {b: 12,345,678.5 CNY, c: d}", "12,345,678.5", "12345678.5"),
    ("a: {b: x >= 1,000 and y}", "1,000", "1000"),
    ("a: [x >= 1,000, y]", "1,000", "1000"),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(("text", "marked", "better"), THOUSANDS)
def test_a_number_cut_at_its_thousands_is_said_to_be_one(text: str, marked: str, better: str, loader: Any) -> None:
    found = [(p.code, p.column, p.message, p.help) for p in found_in(text, loader)]
    message = f"the number `{marked}` is written with thousands separators"
    assert found == [("bad-number", text.index(marked) + 1, message, f"write `{better}`")]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("text", ["a: [1,000]", "a: [x >= 1, 000]", "a: {b: 1, 000: 2}", "a: [x > 1,00]"])
def test_two_numbers_are_no_number_with_thousands(text: str, loader: Any) -> None:
    assert "bad-number" not in [problem.code for problem in found_in(text, loader)]
