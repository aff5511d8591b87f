"""Tokens of one expression: every character is accounted for, and every slip has a code and a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierrules.text.catalogue.expressions import EXPRESSIONS
from tierrules.text.tokens import MAX_LENGTH, MAX_TOKENS, ExpressionError, scan

CODES = {code.slug for code in EXPRESSIONS} | {"bad-number"}

# Pieces of the language, of languages nearby, and of what word processors make of them.
PIECES = [
    *("<", "<=", "==", "!=", ">=", ">", "=", "=>", "<>", "≥", "≤", "≠", "＞", "&&", "||", "!", "&", "|"),
    *("(", ")", "[", "]", "{", "}", ",", "，", "、", "（", "）", ".", ";", ":", ":=", "->", "**", "//", "@"),
    *("+", "-", "*", "/", "%", "#", "~", "^", "?", "$", "`", "\\", "'", '"', "“", "”", "‘", "’", "「"),
    *("and", "or", "not", "in", "true", "True", "None", "if", "lambda", "for", "is", "always"),
    *("employees", "elapsed", "员工数", "x_1", "_", "ｅ", "ﬁ", "e", "E5"),
    *("1", "0.5", "1_000", "5亿", "20%", "6 months", "6个月", "1e5", "2026-01-31", "１２", "1.", "007"),
    *("'A'", '"B"', "'it"),
    *(" ", "  ", "\t", "\n", "\u3000", "\xa0", "\u200b", "\u202e", "\ufeff", "\x00", "\ud800", "😀"),
]
expressions = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=14).map("".join) | st.text(max_size=30)


def slip_of(text: str) -> ExpressionError | None:
    try:
        scan(text)
    except ExpressionError as error:
        return error
    return None


@given(expressions)
def test_tokens_lie_in_order_with_only_blanks_between(text: str) -> None:
    if slip_of(text) is not None:
        return
    *tokens, end = scan(text)
    assert end == ("end", "", len(text), len(text))
    at = 0
    for token in tokens:
        assert text[at : token.start].strip() == ""
        assert token.start < token.end
        written = text[token.start : token.end]
        assert token.text == (written[1:-1] if token.kind == "quoted" else written)
        at = token.end
    assert text[at:].strip() == ""


@given(expressions)
def test_any_text_gives_tokens_or_an_error_with_a_place(text: str) -> None:
    error = slip_of(text)
    if error is not None:
        assert error.code in CODES
        assert 0 <= error.start < error.end <= len(text)
        assert error.message.strip() == error.message != ""
        assert error.help is None or error.help.strip() == error.help != ""


# text → (kind, text) of each token but the last
SCANNED = [
    ("", []),
    ("a>=b", [("name", "a"), ("sign", ">="), ("name", "b")]),
    ("a<-1", [("name", "a"), ("sign", "<"), ("sign", "-"), ("number", "1")]),
    ("1_000.50", [("number", "1_000.50")]),
    ("员工数\u3000!= '大 or 小'", [("name", "员工数"), ("sign", "!="), ("quoted", "大 or 小")]),
    ('"it\'s"', [("quoted", "it's")]),
    ("''", [("quoted", "")]),
    ("not in", [("name", "not"), ("name", "in")]),
    ("notin", [("name", "notin")]),
    ("['a','b']", [("sign", "["), ("quoted", "a"), ("sign", ","), ("quoted", "b"), ("sign", "]")]),
    ("5 - 3", [("number", "5"), ("sign", "-"), ("number", "3")]),
    ("x1 / x_2", [("name", "x1"), ("sign", "/"), ("name", "x_2")]),
    ("a\n  and b", [("name", "a"), ("name", "and"), ("name", "b")]),
]


@pytest.mark.parametrize(("text", "expected"), SCANNED)
def test_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(token.kind, token.text) for token in scan(text)[:-1]] == expected


# text, code, the piece that is marked, words of the help
SLIPS = [
    ("a = b", "single-equals", "=", "`==`"),
    ("a => b", "wrong-operator", "=>", "`>=`"),
    ("a =< b", "wrong-operator", "=<", "`<=`"),
    ("a <> b", "wrong-operator", "<>", "`!=`"),
    ("a ≥ b", "wrong-operator", "≥", "`>=`"),
    ("a ≠ b", "wrong-operator", "≠", "`!=`"),
    ("a × b", "wrong-operator", "×", "`*`"),
    ("a − b", "wrong-operator", "−", "`-`"),
    ("present（a）", "wrong-operator", "（", "`(`"),
    ("a && b", "logical-sign", "&&", "`and`"),
    ("a || b", "logical-sign", "||", "`or`"),
    ("!a", "logical-sign", "!", "`not`"),
    ("a == “A”", "curly-quote", "“", "`'A'`"),
    ("a == 'A’", "torn-expression", "'A’", "close it"),
    ("a >= 5亿", "unit-in-expression", "5亿", "my_bound: 5亿"),
    ("a >= 5 亿元", "unit-in-expression", "5 亿元", "my_bound: 5 亿元"),
    ("a >= 20%", "unit-in-expression", "20%", "my_bound: 20%"),
    ("a >= 6 months and b", "unit-in-expression", "6 months", "my_bound: 6 months"),
    ("a >= 6个月", "unit-in-expression", "6个月", "my_bound: 6个月"),
    ("a >= 2026-01-31", "unit-in-expression", "2026-01-31", "my_bound: 2026-01-31"),
    ("a >= 5e8", "unit-in-expression", "5e8", "write the number out"),
    ("a >= 0x10", "unit-in-expression", "0x10", "write the number in the digits 0 to 9"),
    ("a >= 12，000", "bad-number", "12，000", "write `12000`"),
    ("a in [12，000]", "wrong-operator", "，", "write `,`"),
    ("a >= 1.5E3", "unit-in-expression", "1.5E3", "write the number out"),
    ("a >= １２", "expression-syntax", "１２", "`12`"),
    ("a.b", "foreign-syntax", ".", "names have no dots"),
    ("a >= .5", "foreign-syntax", ".", "both sides of its point"),
    ("a ** b", "foreign-syntax", "**", None),
    ("a // b", "foreign-syntax", "//", None),
    ("a := b", "foreign-syntax", ":=", None),
    ("a == f'b'", "foreign-syntax", "f'", "plain quotes"),
    ('a == u"b"', "foreign-syntax", 'u"', "plain quotes"),
    ("lambda", "foreign-syntax", "lambda", None),
    ("a == True", "foreign-syntax", "True", "`true`"),
    ("a == None", "foreign-syntax", "None", "present(field)"),
    ("a `b`", "foreign-syntax", "`", None),
    ("ｅmployees", "look-alike-name", "ｅmployees", "`employees`"),
    ("ﬁrst", "look-alike-name", "ﬁrst", "`first`"),
    ("a == 'b", "torn-expression", "'b", "close it"),
    ("f(a", "torn-expression", "(", "double quotes"),
    ("a)", "torn-expression", ")", "double quotes"),
    ("(a]", "torn-expression", "]", "double quotes"),
    ("a \u200b b", "expression-syntax", "\u200b", "delete it"),
    ("a \u202e b", "expression-syntax", "\u202e", "delete it"),
    ("a \x00 b", "expression-syntax", "\x00", "delete it"),
    ("a 😀", "expression-syntax", "😀", "delete it"),
]


@pytest.mark.parametrize(("text", "code", "marked", "says"), SLIPS)
def test_every_slip_is_answered(text: str, code: str, marked: str, says: str | None) -> None:
    with pytest.raises(ExpressionError) as raised:
        scan(text)
    error = raised.value
    assert (error.code, text[error.start : error.end]) == (code, marked)
    assert says is None or says in (error.help or "")


def test_an_invisible_character_is_named_by_its_code_point() -> None:
    with pytest.raises(ExpressionError, match=r"the character U\+200B has no meaning"):
        scan("a\u200b")


@pytest.mark.parametrize("text", ["lambda_", "ifs", "classes", "None_", "forint", "true", "false"])
def test_names_that_only_begin_like_foreign_words(text: str) -> None:
    assert scan(text)[0][:2] == ("name", text)


def test_the_limits_on_length_and_parts() -> None:
    assert len(scan("x" * MAX_LENGTH)) == 2
    assert len(scan("+" * MAX_TOKENS)) == MAX_TOKENS + 1
    for text in ("x" * (MAX_LENGTH + 1), "+" * (MAX_TOKENS + 1)):
        with pytest.raises(ExpressionError) as raised:
            scan(text)
        assert raised.value.code == "expression-too-long"
