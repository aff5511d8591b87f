"""Trees of expressions: precedence, places, and an answer to any text.

A tree is shown as nested tuples, so that an expected shape can be typed by hand; the property tests print a
generated tree and read it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.test_tokens import CODES, expressions
from tierrules.text.diagnostics import Problems
from tierrules.text.expressions import (
    MAX_DEPTH,
    Arithmetic,
    Call,
    Compare,
    Every,
    Expression,
    Listing,
    Name,
    Negation,
    NumberLiteral,
    Quoted,
    Some,
    parse,
    parse_text,
)
from tierrules.text.nodes import Scalar
from tierrules.text.source import Span
from tierrules.text.tokens import ExpressionError
from tierrules.text.yaml_reader import read_text

Shape = Any
"""A name or number is its text, a label its text in quotes, all else a tuple with the operator first."""


def shape(tree: Expression | None) -> Shape:
    """The tree without its places."""
    match tree:
        case Name(text) | NumberLiteral(text):
            return text
        case Quoted(text):
            return f"'{text}'"
        case Listing(items):
            return ("list", *map(shape, items))
        case Call(function, arguments):
            return ("call", function, *map(shape, arguments))
        case Arithmetic(None, op, right):
            return (op, shape(right))
        case Arithmetic(left, op, right):
            return (op, shape(left), shape(right))
        case Compare(operands, ops):
            return ("compare", *ops, *map(shape, operands))
        case Every(parts):
            return ("and", *map(shape, parts))
        case Some(parts):
            return ("or", *map(shape, parts))
        case Negation(part):
            return ("not", shape(part))
    raise AssertionError(tree)


def nodes(tree: Expression) -> Iterator[Expression]:
    """The tree and all trees in it."""
    yield tree
    match tree:
        case Listing(parts) | Call(_, parts) | Compare(parts) | Every(parts) | Some(parts):
            inner = list(parts)
        case Arithmetic(left, _, right):
            inner = [right] if left is None else [left, right]
        case Negation(part):
            inner = [part]
        case _:
            inner = []
    for one in inner:
        yield from nodes(one)


SHAPES: list[tuple[str, Shape]] = [
    ("a", "a"),
    ("a or b and c", ("or", "a", ("and", "b", "c"))),
    ("a and b or c", ("or", ("and", "a", "b"), "c")),
    ("(a or b) and c", ("and", ("or", "a", "b"), "c")),
    ("a and (b and c)", ("and", "a", ("and", "b", "c"))),
    ("a or b or c", ("or", "a", "b", "c")),
    ("not a and b", ("and", ("not", "a"), "b")),
    ("not (a and b)", ("not", ("and", "a", "b"))),
    ("not not a", ("not", ("not", "a"))),
    ("not a == b", ("not", ("compare", "==", "a", "b"))),
    ("a < b and b < c", ("and", ("compare", "<", "a", "b"), ("compare", "<", "b", "c"))),
    ("a <= x < b", ("compare", "<=", "<", "a", "x", "b")),
    ("a < b < c < d", ("compare", "<", "<", "<", "a", "b", "c", "d")),
    ("(a < b) == c", ("compare", "==", ("compare", "<", "a", "b"), "c")),
    ("a + b * c", ("+", "a", ("*", "b", "c"))),
    ("(a + b) * c", ("*", ("+", "a", "b"), "c")),
    ("a - b - c", ("-", ("-", "a", "b"), "c")),
    ("a / b * c", ("*", ("/", "a", "b"), "c")),
    ("a - (b - c)", ("-", "a", ("-", "b", "c"))),
    ("a + b >= c - d", ("compare", ">=", ("+", "a", "b"), ("-", "c", "d"))),
    ("-a + b", ("+", ("-", "a"), "b")),
    ("-a * b", ("*", ("-", "a"), "b")),
    ("a - -1", ("-", "a", ("-", "1"))),
    ("+a", ("+", "a")),
    ("x >= -0.5", ("compare", ">=", "x", ("-", "0.5"))),
    ("x in ['a', 'b']", ("compare", "in", "x", ("list", "'a'", "'b'"))),
    ("x not in ['a']", ("compare", "not in", "x", ("list", "'a'"))),
    ("not x in ['a']", ("not", ("compare", "in", "x", ("list", "'a'")))),
    ("not x not in table", ("not", ("compare", "not in", "x", "table"))),
    ("x in []", ("compare", "in", "x", ("list",))),
    ("x in ['a',]", ("compare", "in", "x", ("list", "'a'"))),
    ("f()", ("call", "f")),
    ("f(a, 'b')", ("call", "f", "a", "'b'")),
    ("f(g(a)) >= f(a + 1)", ("compare", ">=", ("call", "f", ("call", "g", "a")), ("call", "f", ("+", "a", "1")))),
    ("0 <= until(d) <= n", ("compare", "<=", "<=", "0", ("call", "until", "d"), "n")),
    ("'A' == tier", ("compare", "==", "'A'", "tier")),
    ('tier == "it\'s"', ("compare", "==", "tier", "'it's'")),
    ("true", "true"),
    ("always", "always"),
    ("((a))", "a"),
]


@pytest.mark.parametrize(("text", "expected"), SHAPES)
def test_precedence_and_shape(text: str, expected: Shape) -> None:
    assert shape(parse_text(text)) == expected


# text, code, the marked piece
REFUSED = [
    ("", "expression-syntax", ""),
    ("a b", "expression-syntax", "b"),
    ("a >=", "expression-syntax", ""),
    ("and a", "expression-syntax", "and"),
    ("a and", "expression-syntax", ""),
    ("a and or b", "expression-syntax", "or"),
    ("not", "expression-syntax", ""),
    ("a not b", "expression-syntax", "not"),
    ("a not 'in' b", "expression-syntax", "not"),
    ("()", "expression-syntax", ")"),
    ("(a b)", "expression-syntax", "b"),
    ("a, b", "expression-syntax", ","),
    ("f(,)", "expression-syntax", ","),
    ("f(a b)", "expression-syntax", "b"),
    ("[a b]", "expression-syntax", "b"),
    ("a == not b", "expression-syntax", "not"),
    ("a in b in c", "expression-syntax", "in"),
    ("a < b in c", "expression-syntax", "in"),
    ("a in b < c", "expression-syntax", "<"),
    ("a not in b not in c", "expression-syntax", "not"),
    ("a * / b", "expression-syntax", "/"),
    ("'a' 'b'", "expression-syntax", "'b'"),
    ("1 2", "expression-syntax", "2"),
    ("a[0]", "foreign-syntax", "["),
    ("a 'b'", "expression-syntax", "'b'"),
    ("1(a)", "expression-syntax", "("),
    ("'f'(a)", "expression-syntax", "("),
    ("(f)(a)", "expression-syntax", "("),
]


@pytest.mark.parametrize(("text", "code", "marked"), REFUSED)
def test_what_does_not_fit_is_marked(text: str, code: str, marked: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        parse_text(text)
    error = raised.value
    assert (error.code, text[error.start : error.end]) == (code, marked)
    assert error.start >= len(text) if marked == "" else error.start < len(text)


@pytest.mark.parametrize(
    "text",
    ["{}", "not {}", "({})", "f({})", "[{}]", "-{}", "a + {}", "a * {}"],
    ids=["plain", "not", "brackets", "call", "list", "minus", "plus", "times"],
)
def test_nesting_is_bounded(text: str) -> None:
    before, after = text.split("{}")
    deep = MAX_DEPTH + 1

    def nest(times: int) -> str:
        return before * times + "a" + after * times

    assert parse_text(nest(MAX_DEPTH)).start == 0
    if text != "{}":
        with pytest.raises(ExpressionError) as raised:
            parse_text(nest(deep))
        assert raised.value.code == "expression-too-long"


def test_width_is_not_depth() -> None:
    assert len(shape(parse_text(" and ".join(["a"] * 300)))) == 301
    assert len(shape(parse_text(f"x in [{', '.join(['1'] * 300)}]"))[3]) == 301
    for part in ("a + b - c", "a * b", "(a)", "not a", "-a", "f(a)", "x in [a]"):
        assert len(shape(parse_text(" and ".join([part] * 70)))) == 71


# --- trees printed and read back


@st.composite
def _blank(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(["", " ", " ", "  ", "\n  "]))


def join(draw: st.DrawFn, *pieces: str) -> str:
    """Put pieces beside each other, with a blank where two words would run together."""
    text = pieces[0]
    for piece in pieces[1:]:
        needed = (text[-1].isalnum() or text[-1] in "_'\"") and (piece[0].isalnum() or piece[0] in "_'\"")
        text += (" " if needed else draw(_blank())) + piece
    return text


def bracketed(draw: st.DrawFn, inner: tuple[str, Shape, int], at_least: int) -> str:
    """Text of an operand, in brackets where it binds less than it must, and sometimes without need."""
    text, _, binds = inner
    if binds < at_least or draw(st.integers(0, 5)) == 0:
        return join(draw, "(", text, ")")
    return text


OR, AND, NOT, COMPARE, SUM, PRODUCT, UNARY, PRIMARY = range(8)


@st.composite
def primaries(draw: st.DrawFn) -> tuple[str, Shape, int]:
    name = st.sampled_from(["a", "employees", "员工数", "true", "x_1", "ina", "nota", "order"])
    number = st.sampled_from(["0", "1", "1_000", "0.5"])
    label = st.sampled_from(["", "A", "a, b", "x == 1", "(", "大"])
    kind = draw(st.integers(0, 2))
    if kind == 2:
        text = draw(label)
        return draw(st.sampled_from([f"'{text}'", f'"{text}"'])), f"'{text}'", PRIMARY
    text = draw(name if kind == 0 else number)
    return text, text, PRIMARY


@st.composite
def _joined(draw: st.DrawFn, inner: st.SearchStrategy[tuple[str, Shape, int]]) -> tuple[str, Shape, int]:
    """One step up: a node over generated parts, as text and as the shape that it must have."""
    level = draw(st.sampled_from([OR, AND, NOT, COMPARE, SUM, PRODUCT, UNARY, PRIMARY]))
    parts = draw(st.lists(inner, min_size=2, max_size=3))
    shapes = [part[1] for part in parts]
    match level:
        case 0 | 1:
            word = "or" if level == OR else "and"
            texts = [bracketed(draw, part, level + 1) for part in parts]
            pieces = [piece for text in texts for piece in (word, text)][1:]
            return join(draw, *pieces), (word, *shapes), level
        case 2:
            return join(draw, "not", bracketed(draw, parts[0], NOT)), ("not", shapes[0]), NOT
        case 3:
            ops = draw(st.lists(st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]), min_size=len(parts) - 1))
            ops = ops[: len(parts) - 1]
            if draw(st.booleans()):
                parts, shapes = parts[:2], shapes[:2]
                ops = [draw(st.sampled_from(["in", "not in"]))]
            texts = [bracketed(draw, part, SUM) for part in parts]
            pieces = [texts[0], *(piece for op, text in zip(ops, texts[1:], strict=True) for piece in (op, text))]
            return join(draw, *pieces), ("compare", *ops, *shapes), COMPARE
        case 4 | 5:
            op = draw(st.sampled_from("+-" if level == SUM else "*/"))
            left, right = bracketed(draw, parts[0], level), bracketed(draw, parts[1], level + 1)
            return f"{left} {op} {right}", (op, *shapes[:2]), level
        case 6:
            return join(draw, "-", bracketed(draw, parts[0], UNARY)), ("-", shapes[0]), UNARY
        case _:
            texts = [bracketed(draw, part, OR) for part in parts]
            inside = [piece for text in texts for piece in (",", text)][1:]
            if draw(st.booleans()):
                return join(draw, "f", "(", *inside, ")"), ("call", "f", *shapes), PRIMARY
            return join(draw, "[", *inside, "]"), ("list", *shapes), PRIMARY


trees = st.recursive(primaries(), _joined, max_leaves=8)


@given(trees)
def test_a_printed_tree_is_read_back(printed: tuple[str, Shape, int]) -> None:
    text, expected, _ = printed
    assert shape(parse_text(text)) == expected


@given(trees)
def test_the_text_of_every_node_reads_as_that_node(printed: tuple[str, Shape, int]) -> None:
    """A place never cuts through a bracket, a quote or a word."""
    text = printed[0]
    for node in nodes(parse_text(text)):
        written = text[node.start : node.end]
        assert written == written.strip() != ""
        assert shape(parse_text(written)) == shape(node)


@given(trees)
def test_parts_lie_in_order_inside_the_whole(printed: tuple[str, Shape, int]) -> None:
    tree = parse_text(printed[0])
    assert (tree.start, tree.end) == (0, len(printed[0])) or printed[0] != printed[0].strip()
    for node in nodes(tree):
        inner = [one for one in nodes(node) if one is not node]
        assert all(node.start <= one.start < one.end <= node.end for one in inner)


def read_or_refused(text: str) -> Expression | ExpressionError:
    try:
        return parse_text(text)
    except ExpressionError as error:
        return error


@given(expressions | st.text(st.sampled_from("ab ()[],'1<=>!+-*/"), max_size=24))
def test_any_text_gives_a_tree_or_an_error_with_a_place(text: str) -> None:
    found = read_or_refused(text)
    if isinstance(found, ExpressionError):
        assert found.code in CODES
        assert 0 <= found.start < found.end <= len(text) + 1
    else:
        assert all(0 <= node.start < node.end <= len(text) for node in nodes(found))


# --- in a file


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("when: employees = x\n", "="),
        ("when: 'region == ''north'' = x'\n", "="),
        ('when: "region \\u003d x"\n', "\\u003d"),
        ("when: |\n  unstable and\n  region = x\n", "="),
        ("when: >-\n  unstable\n  and employees ≥ x\n", "≥"),
    ],
)
def test_errors_are_placed_in_the_file(text: str, marked: str) -> None:
    reading = read_text("r.yaml", text)
    assert reading.tree is not None
    scalar = reading.tree.get("when")
    assert isinstance(scalar, Scalar)
    assert parse(scalar, reading.problems) is None
    (only,) = reading.problems.in_order()
    assert only.source_line[only.column - 1 : only.end_column - 1] == marked


def test_a_stand_in_for_a_forbidden_character_is_not_reported_again() -> None:
    reading = read_text("r.yaml", "when: a \x07= b\n")
    assert reading.tree is not None
    scalar = reading.tree.get("when")
    assert isinstance(scalar, Scalar)
    assert parse(scalar, reading.problems) is None
    assert [one.code for one in reading.problems.in_order()] == ["control-character"]


def test_a_replacement_character_of_the_author_is_reported() -> None:
    source = read_text("r.yaml", "when: a \ufffd b\n").source
    problems = Problems(source)
    assert parse(Scalar("a \ufffd b", "plain", Span(6, 11), source), problems) is None
    assert [one.code for one in problems.in_order()] == ["expression-syntax"]
