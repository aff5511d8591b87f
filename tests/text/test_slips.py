"""Words of people in an expression: what is proposed instead can be read, and means what was meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierrules.text.expression_text import expression_text
from tierrules.text.expressions import MAX_DEPTH, is_expression, parse_text
from tierrules.text.slips import unglued
from tierrules.text.tokens import ExpressionError

# sign → what people write for it; typed here once more
SAID = {
    "and": ["AND", "And", "且", "并且", "而且"],
    "or": ["OR", "Or", "或", "或者"],
    "not": ["NOT", "Not", "非", "不", "并非"],
    ">": ["大于", "超过", "高于", "greater than", "MORE THAN", "above"],
    "<": ["小于", "低于", "少于", "less than", "fewer than", "under"],
    ">=": ["大于等于", "不小于", "不低于", "至少", "at least", "no less than"],
    "<=": ["小于等于", "不大于", "不超过", "至多", "at most", "No more than"],
    "==": ["等于", "是", "equals", "equal to"],
    "!=": ["不等于", "不是", "not equal to"],
    "in": ["IN", "In", "属于"],
    "not in": ["NOT IN", "Not in", "不属于"],
}
PROPOSED = re.compile("write `([^`]*)`")

comparisons = st.tuples(
    st.sampled_from(["employees", "annual_spend / orders_12m", "员工数"]),
    st.sampled_from([*(sign for sign in SAID if sign[0] in "<>=!"), "in", "not in"]),
    st.sampled_from(["5", "large", "'A or b'"]),
).map(lambda drawn: (drawn[0], drawn[1], f"[{drawn[2]}]" if drawn[1].endswith("in") else drawn[2]))


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A condition as a list of its words, the signs apart."""
    words: list[str] = []
    for joint in ["", *draw(st.lists(st.sampled_from(["and", "or"]), max_size=3))]:
        words += [joint] if joint else []
        words += ["not"] if draw(st.booleans()) else []
        words += draw(st.sampled_from([("unstable",), ("(", "vip", ")")]) | comparisons)
    return words


def slip_of(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as raised:
        parse_text(text)
    return raised.value


@given(lines(), st.data())
def test_the_line_that_is_proposed_is_the_one_that_was_meant(words: list[str], data: st.DataObject) -> None:
    """However many of its signs are said in words, all are put right at once."""
    said = [data.draw(st.sampled_from([word, *SAID.get(word, [])])) for word in words]
    if said == words:
        assert is_expression(" ".join(said))
        return
    error = slip_of(" ".join(said))
    assert error.code in ("logical-sign", "wrong-operator")
    assert error.help is not None
    assert (proposed := PROPOSED.fullmatch(error.help)) is not None
    assert expression_text(parse_text(proposed[1])) == expression_text(parse_text(" ".join(words)))


@given(lines(), st.data())
def test_the_caret_stands_under_a_word_that_is_said(words: list[str], data: st.DataObject) -> None:
    signs = [at for at, word in enumerate(words) if word in SAID]
    if not signs:
        return
    at = data.draw(st.sampled_from(signs))
    said = data.draw(st.sampled_from(SAID[words[at]]))
    text = " ".join([*words[:at], said, *words[at + 1 :]])
    error = slip_of(text)
    assert text[error.start : error.end] == said
    assert error.message == f"`{said}` is not an operator of the rule language"


WORDS = [word for said in SAID.values() for one in said for word in one.split()]
PIECES = [
    *WORDS,
    *SAID,
    "between",
    "介于",
    "与",
    "then",
    "is",
    "IS",
    "like",
    "(",
    ")",
    "[",
    "]",
    ",",
    "x",
    "5",
    "'A'",
    "不是",
]


@given(st.lists(st.sampled_from(PIECES) | st.sampled_from(["x", "5", "'A'"]), max_size=9).map(" ".join))
def test_words_in_any_order_are_a_condition_or_a_slip_with_a_place(text: str) -> None:
    if is_expression(text):
        return
    error = slip_of(text)
    assert 0 <= error.start < error.end <= len(text) + 1
    proposed = PROPOSED.fullmatch(error.help or "")
    # A line is proposed whole, or what stands for the slip alone.
    assert proposed is None or proposed[1] in (*SAID, "in ['a', 'b']", ",") or is_expression(proposed[1])


# text, code, the piece that is marked, the whole help
SLIPS = [
    (
        "x between 3 and 5",
        "wrong-operator",
        "between",
        "write `3 <= x <= 5`, with `<` where the bound itself is left out",
    ),
    ("x 介于 3 和 5", "wrong-operator", "介于", "write `3 <= x <= 5`, with `<` where the bound itself is left out"),
    (
        "(a + b) between 3 and 5",
        "wrong-operator",
        "between",
        "write `low <= x <= high`, with `<` where the bound itself is left out",
    ),
    ("x between", "wrong-operator", "between", "write `low <= x <= high`, with `<` where the bound itself is left out"),
    ("x in ('a', 'b')", "wrong-operator", "('a', 'b')", "write `x in ['a', 'b']`"),
    ("x in (max(a, b), 'b') or y", "wrong-operator", "(max(a, b), 'b')", "write `x in [max(a, b), 'b'] or y`"),
    ("x in ('a', b >)", "wrong-operator", "('a', b >)", "write `in ['a', 'b']`"),
    ("f(x) in ('a', 'b') AND y", "wrong-operator", "('a', 'b')", "write `in ['a', 'b']`"),
    ("x > 3 or > 5", "expression-syntax", ">", "say again what is compared: `or x > 5`"),
    ("3 < x < 5 and not >= y", "expression-syntax", ">=", "say again what is compared: `not x >= y`"),
    ("x > 3 or >", "expression-syntax", ">", "say again what is compared: `or x >`"),
    ("x, y", "expression-syntax", ",", "join conditions with `and` or `or` instead of the comma"),
    ("x > 5且y", "logical-sign", "且", "write `and`, with a space on both sides"),
    ("x > 5或者 y", "logical-sign", "或者", "write `or`, with a space on both sides"),
    ("x > 30 percent", "unit-in-expression", "30 percent", None),
    ("AND(x > 5, y)", "logical-sign", "AND", "write `and` between the conditions: `a and b`"),
    ("x and 或(y, z)", "logical-sign", "或", "write `or` between the conditions: `a or b`"),
    ("x and NOT(y OR z)", "logical-sign", "NOT", "write `x and not(y or z)`"),
    ("x 或者", "logical-sign", "或者", "write `or`"),
    ("x !> 5", "wrong-operator", "!>", "write `<=`"),
    ("x === 5", "wrong-operator", "===", "write `==`"),
]


@pytest.mark.parametrize(("text", "code", "marked", "help"), SLIPS)
def test_every_slip_is_answered(text: str, code: str, marked: str, help: str | None) -> None:
    error = slip_of(text)
    assert (error.code, text[error.start : error.end]) == (code, marked)
    assert help is None or error.help == help


@pytest.mark.parametrize(
    "text", ["not or x", "or x", "x in y in z", "x not in y in z", "x (", "x 5", "x 'NOT' y", "'非' x"]
)
def test_what_is_no_word_for_a_sign_is_answered_as_before(text: str) -> None:
    error = slip_of(text)
    assert "is not an operator" not in error.message


@pytest.mark.parametrize(
    "text", ["AND > 3", "between > 3", "是 == 5", "below and over", "over(x) > is_in", "not 非", "IN in [5]"]
)
def test_where_a_name_can_stand_such_a_word_is_one(text: str) -> None:
    assert is_expression(text)


def test_a_long_line_is_not_shown_cut_off() -> None:
    text = " AND ".join(["employees"] * 40)
    assert slip_of(text).help == "write `and`"


@pytest.mark.parametrize("text", [" AND ".join("x" * 390), "x " * 390, "NOT " * 390 + "x", "(" * MAX_DEPTH + "x AND y"])
def test_many_slips_are_one_answer(text: str) -> None:
    assert slip_of(text).code in ("logical-sign", "expression-syntax", "expression-too-long", "torn-expression")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("员工数大于1000", "员工数 > 1000"),
        ("员工数大于等于large", "员工数 >= large"),
        ("年消费额不超过high", "年消费额 <= high"),
        ("员工数", None),
        ("大于1000", None),
        ("员工数大于", None),
        ("employees", None),
    ],
)
def test_words_that_nothing_parts(name: str, expected: str | None) -> None:
    assert unglued(name) == expected
