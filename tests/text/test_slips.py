"""Words of people in an expression: what is proposed instead can be read, and means what was meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tierrules.text.expression_text import expression_text
from tierrules.text.expressions import MAX_DEPTH, is_expression, parse_text
from tierrules.text.slips import unglued
from tierrules.text.tokens import ExpressionError

# sign → what people write for it; typed here once more
SAID = {
    "and": ["AND", "And", "且", "并且", "而且", "但", "but"],
    "or": ["OR", "Or", "或", "或者"],
    "not": ["NOT", "Not", "非", "不", "并非"],
    ">": ["大于", "超过", "高于", "greater than", "MORE THAN", "above", "is greater than", "bigger than"],
    "<": ["小于", "低于", "少于", "less than", "fewer than", "under", "不到", "不满", "is below"],
    ">=": [
        "大于等于",
        "不小于",
        "不低于",
        "至少",
        "at least",
        "no less than",
        "is at least",
        "greater or equal",
        "equal or greater than",
    ],
    "<=": ["小于等于", "不大于", "不超过", "至多", "at most", "No more than", "not above", "is less than or equal to"],
    "==": ["等于", "是", "equals", "equal to", "is equal to"],
    "!=": ["不等于", "不是", "not equal to"],
    "in": ["IN", "In", "属于", "one of", "is one of", "IS IN"],
    "not in": ["NOT IN", "Not in", "不属于", "is not one of"],
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


OPERANDS = st.sampled_from(
    ["employees", "annual_revenue - annual_spend", "-employees", "employees * 2", "(a + b)", "max(a, b)", "员工数 / 2"]
)
BOUNDS = st.sampled_from(["5", "large", "-1", "2 * c1", "c1 + c2", "(1 - c2)"])
# what stands between the words of a range
RANGES = [
    ("between", "and", ""),
    ("BETWEEN", "to", ""),
    ("is between", "AND", ""),
    ("from", "to", ""),
    ("介于", "和", ""),
    ("介于", "到", "之间"),
    ("在", "与", "之间"),
]
NOT_RANGES = [("not between", "and", ""), ("is not between", "to", ""), ("不在", "和", "之间")]
POSTFIXES = {"以上": ">=", "以下": "<=", "以内": "<="}


@st.composite
def ranges(draw: st.DrawFn) -> tuple[str, str]:
    """A range in words, and as it is meant."""
    asked, low, high = draw(OPERANDS), draw(BOUNDS), draw(BOUNDS)
    negated = draw(st.booleans())
    word, beside, end = draw(st.sampled_from(NOT_RANGES if negated else RANGES))
    return f"{asked} {word} {low} {beside} {high} {end}", f"{'not ' * negated}{low} <= {asked} <= {high}"


@st.composite
def postfixed(draw: st.DrawFn) -> tuple[str, str]:
    asked, bound = draw(OPERANDS), draw(st.sampled_from(["5", "large", "下限"]))
    word = draw(st.sampled_from(sorted(POSTFIXES)))
    return f"{asked} {draw(st.sampled_from(['', '在 ', '为 ']))}{bound} {word}", f"{asked} {POSTFIXES[word]} {bound}"


@st.composite
def glued(draw: st.DrawFn) -> tuple[str, str]:
    """A comparison whose Chinese word nothing parts from what stands on one side of it."""
    left, right = draw(st.sampled_from(["employees", "员工数", "客户x"])), draw(st.sampled_from(["5", "large", "下限"]))
    sign = draw(st.sampled_from([">", "<", ">=", "<=", "!="]))
    word = draw(st.sampled_from([one for one in SAID[sign] if not one.isascii()]))
    return draw(st.sampled_from([f"{left} {word}{right}", f"{left}{word} {right}"])), f"{left} {sign} {right}"


@st.composite
def said_again(draw: st.DrawFn) -> tuple[str, str]:
    """Two comparisons, of which the second does not say what is compared."""
    asked, low, high = draw(OPERANDS), draw(BOUNDS), draw(BOUNDS)
    joint = draw(st.sampled_from(["and", "or", "and not"]))
    signs = [draw(st.sampled_from([">", "<", ">=", "<="])) for _ in range(2)]
    first, second = (draw(st.sampled_from(SAID[sign])) for sign in signs)
    # `not greater than` is one phrase.
    assume(second.isascii() is False or joint != "and not")
    meant = f"{asked} {signs[0]} {low} {joint} {asked} {signs[1]} {high}"
    return f"{asked} {first} {low} {joint} {second} {high}", meant


@given(
    st.lists(
        st.tuples(st.sampled_from(["and", "or"]), ranges() | postfixed() | glued() | said_again()),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(["{}", "x > 5 and {}", "{} or vip", "not ({})", "x == 3 or (y and {})"]),
)
def test_what_is_proposed_for_a_range_means_what_its_words_say(
    parts: list[tuple[str, tuple[str, str]]], around: str
) -> None:
    """Whatever stands on each side of it; where nothing is sure, nothing is proposed."""
    said, meant = (
        around.format(" ".join((f"{joint} " if at else "") + pair[side] for at, (joint, pair) in enumerate(parts)))
        for side in range(2)
    )
    error = slip_of(said)
    shown = PROPOSED.match(error.help or "")
    assert shown is not None, error.help
    if len(said) <= 150:
        assert expression_text(parse_text(shown[1])) == expression_text(parse_text(meant))


@pytest.mark.parametrize(
    "text",
    [
        "a > b between 1 and 5",
        "x in ['a'] between 1 and 5",
        "x between 1 and",
        "x between 1 or 5",
        "x between 'a' and 'b'",
        "and between 1 and 5",
        "x < y 5 以上",
        "x > 1000 以上",
        "a > 5 and vip AND > 3",
        "(a > 5 or b > 3) AND < 9",
    ],
)
def test_where_the_words_do_not_say_what_is_compared_nothing_is_proposed(text: str) -> None:
    found = PROPOSED.match(slip_of(text).help or "")
    assert found is None or not is_expression(found[1]) or found[1] in (*SAID, "low <= x <= high")


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
        "write `3 <= (a + b) <= 5`, with `<` where the bound itself is left out",
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
    ("x > 5, y", "expression-syntax", ",", "join conditions with `and` or `or` instead of the comma"),
    ("x > 5 ， y", "wrong-operator", "，", "join conditions with `and` or `or` instead of the comma"),
    ("f(x， y)", "wrong-operator", "，", "write `,`"),
    ("x 大于5 且y < 3", "wrong-operator", "大于", "write `x > 5 and y < 3`"),
    ("x > 5 且y", "logical-sign", "且", "write `x > 5 and y`"),
    ("x 在1和5之间", "wrong-operator", "在", "write `1 <= x <= 5`, with `<` where the bound itself is left out"),
    ("x 1000以上", "wrong-operator", "以上", "a range reads `x >= 1000`"),
    ("x 为空", "wrong-operator", "为空", "whether there is a value asks `present(field)` or `known(field)`"),
    (
        "x is null",
        "foreign-syntax",
        "is",
        "write `==` or `!=`; whether there is a value asks `present(field)` or `known(field)`",
    ),
    ("is > 5", "foreign-syntax", "is", None),
    ("a is b", "foreign-syntax", "is", None),
    ("x > 1000人", "unit-in-expression", "1000人", "write `1000`: what is counted is known from the field"),
    ("x > 5kg", "unit-in-expression", "5kg", "write the number out, digit by digit, without a word behind it"),
    (
        "x in 1..5",
        "unit-in-expression",
        "1.",
        "a number has one point and a digit behind it; a range reads `low <= x <= high`",
    ),
    (
        "x > 2026-1-3",
        "unit-in-expression",
        "2026-1-3",
        "give it a name under `thresholds:` (`my_bound: 2026-01-03`) and compare with the name",
    ),
    (
        "True",
        "foreign-syntax",
        "True",
        "a rule without a condition says `when: always`; beside `==` write `true`",
    ),
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
        ("large且unstable", "large and unstable"),
        ("稳定或unstable", "稳定 or unstable"),
        ("large为5", "large == 5"),
        ("稳定或许", None),
        ("目标达到率", None),
        ("员工数", None),
        ("大于1000", None),
        ("员工数大于", None),
        ("employees", None),
    ],
)
def test_words_that_nothing_parts(name: str, expected: str | None) -> None:
    assert unglued(name, {"large", "high", "unstable", "稳定"}.__contains__) == expected
