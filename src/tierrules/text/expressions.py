"""Expressions: tokens → a tree in which every node knows its place.

    condition   a or b · a and b · not a
    comparison  sum (< <= == != >= > sum)… · sum [not] in list
    sum         product (+ - product)…          product   unary (* / unary)…
    primary     name · name(arguments) · number · 'label' · [list] · (condition)

The parser knows no field and no type; that is `language.resolve`. It nests at most `MAX_DEPTH` deep.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tierrules.text.diagnostics import Problems
from tierrules.text.expression_tree import (
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
)
from tierrules.text.nodes import Scalar
from tierrules.text.render import quoted
from tierrules.text.slips import Grammar, called_word, round_list, word_slip
from tierrules.text.source import Span
from tierrules.text.tokens import LATE_WORDS, ExpressionError, Token, foreign, scan, thousands

__all__ = [
    "COMPARISONS",
    "MAX_DEPTH",
    "Arithmetic",
    "Call",
    "Compare",
    "Every",
    "Expression",
    "Listing",
    "Name",
    "Negation",
    "NumberLiteral",
    "Quoted",
    "Some",
    "is_expression",
    "parse",
    "parse_text",
]

MAX_DEPTH = 60

_COMMENT = re.compile(r"[ \t]+#")

COMPARISONS = ("<", "<=", "==", "!=", ">=", ">")
_COMPARATORS = frozenset((*COMPARISONS, "in"))
_SIGNS = frozenset("+-")
_JOINTS = frozenset(("and", "or", "not"))
_MOST_SAID_AGAIN = 10


def parse(scalar: Scalar, problems: Problems) -> Expression | None:
    """Return the tree of one scalar, or None after reporting what is wrong with it."""
    try:
        return parse_text(scalar.value)
    except ExpressionError as error:
        place = scalar.locate(error.start, error.end)
        if not _is_reported(scalar, error, place):
            problems.error(error.code, place, error.message, help=_help(scalar, error))
        return None


def _help(scalar: Scalar, error: ExpressionError) -> str | None:
    """A plain scalar ends where a comment begins, be it in the middle of a label."""
    cut = scalar.style == "plain" and _COMMENT.match(scalar.source.text, scalar.span.end)
    if error.code == "torn-expression" and cut:
        return "a space and `#` begin a comment: put the whole expression in double quotes"
    return error.help


def _is_reported(scalar: Scalar, error: ExpressionError, place: Span) -> bool:
    """Whether the reader has put a stand-in for a forbidden character here, and has said so."""
    stand_in = scalar.value[error.start : error.start + 1]
    return stand_in == "\ufffd" and scalar.source.text[place.start : place.start + 1] != stand_in


def parse_text(text: str) -> Expression:
    """Return the tree of `text`; raises `ExpressionError`.

    >>> parse_text("employees >= large").ops
    ('>=',)
    """
    return _Parser(text, scan(text)).whole()


def is_expression(text: str) -> bool:
    """Whether `text` can be read at all; what its names mean is not asked.

    >>> is_expression("employees >= large"), is_expression("employees >=")
    (True, False)
    """
    try:
        _Parser(text, scan(text), advises=False).whole()
    except ExpressionError:
        return False
    return True


def _is_value(text: str) -> bool:
    try:
        parser = _Parser(text, scan(text), advises=False)
        tree = parser.sum()
    except ExpressionError:
        return False
    return parser.token.kind == "end" and isinstance(tree, Name | NumberLiteral | Call | Arithmetic)


def _completed(text: str) -> str | None:
    """The text as it can be read, where need be with what is compared said again: `a > 5 and < 9`."""
    for _ in range(_MOST_SAID_AGAIN):
        parser: _Parser | None = None
        try:
            parser = _Parser(text, scan(text), advises=False)
            parser.whole()
        except ExpressionError:
            asked = parser.asked_again() if parser is not None else None
            if parser is None or asked is None:
                return None
            text = f"{text[: parser.token.start]}{asked} {text[parser.token.start :]}"
        else:
            return text
    return None


_GRAMMAR = Grammar(_completed, _is_value)


class _Parser:
    """Where it `advises`, the answer to a slip may hold a rewritten expression, which is read once to be sure of it."""

    def __init__(self, text: str, tokens: list[Token], *, advises: bool = True) -> None:
        self.text, self.tokens, self.at, self.depth, self.advises = text, tokens, 0, 0, advises
        self.compared: tuple[Expression, int] | None = None
        # The words and signs alone: what stands between quotes is never one.
        self.words = [token.text if token.kind in ("sign", "name") else "" for token in tokens]

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def sees(self, *texts: str) -> bool:
        return self.words[self.at] in texts

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def deeper(self, token: Token) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError(
                "expression-too-long",
                token.start,
                token.end,
                f"an expression nested more than {MAX_DEPTH} deep",
                "write it as lists under `all:`, `any:` and `not:`",
            )

    def whole(self) -> Expression:
        tree = self.condition()
        if self.token.kind != "end":
            raise self.surprise()
        return tree

    def condition(self) -> Expression:
        start = self.token.start
        parts = [self.conjunction()]
        while self.words[self.at] == "or":
            self.take()
            parts.append(self.conjunction())
        return parts[0] if len(parts) == 1 else Some(tuple(parts), start, parts[-1].end)

    def conjunction(self) -> Expression:
        start = self.token.start
        parts = [self.negation()]
        while self.words[self.at] == "and":
            self.take()
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else Every(tuple(parts), start, parts[-1].end)

    def negation(self) -> Expression:
        if self.words[self.at] != "not":
            return self.comparison()
        word = self.take()
        self.deeper(word)
        part = self.negation()
        self.depth -= 1
        return Negation(part, word.start, part.end)

    def comparison(self) -> Expression:
        operands = [self.sum()]
        ops: list[str] = []
        while (op := self.comparator()) is not None:
            if ops and ("in" in op or "in" in ops[-1]):
                raise self.surprise("`in` stands alone, not in a chain")
            self.at += len(op.split())
            ops.append(op)
            operands.append(self.sum())
        if not ops:
            return operands[0]
        asked = next((one for one in operands if not isinstance(one, NumberLiteral)), operands[0])
        self.compared = asked, operands[-1].end
        return Compare(tuple(operands), tuple(ops), operands[0].start, operands[-1].end)

    def comparator(self) -> str | None:
        """The operator that stands here, not yet taken."""
        if self.words[self.at] in _COMPARATORS:
            return self.token.text
        following = self.tokens[self.at + 1 : self.at + 2]
        if self.sees("not") and following and following[0][:2] == ("name", "in"):
            return "not in"
        return None

    def sum(self) -> Expression:
        return self.left_to_right(("+", "-"), self.product)

    def product(self) -> Expression:
        return self.left_to_right(("*", "/"), self.unary)

    def left_to_right(self, signs: tuple[str, ...], operand: Callable[[], Expression]) -> Expression:
        tree = operand()
        steps = 0
        while self.words[self.at] in signs:
            op = self.take()
            self.deeper(op)
            steps += 1
            right = operand()
            tree = Arithmetic(tree, op.text, right, tree.start, right.end)
        self.depth -= steps
        return tree

    def unary(self) -> Expression:
        if self.words[self.at] not in _SIGNS:
            return self.primary()
        sign = self.take()
        self.deeper(sign)
        part = self.unary()
        self.depth -= 1
        return Arithmetic(None, sign.text, part, sign.start, part.end)

    def primary(self) -> Expression:
        token = self.token
        if token.kind == "number":
            return NumberLiteral(self.take().text, token.start, token.end)
        if token.kind == "quoted":
            return Quoted(self.take().text, token.start, token.end)
        if token.kind == "name" and token.text not in ("and", "or", "not", "in"):
            if token.text in LATE_WORDS:
                raise foreign(token.text, token.start, token.end)
            return self.name_or_call()
        if self.sees("(", "["):
            return self.bracket()
        raise self.surprise()

    def name_or_call(self) -> Expression:
        name = self.take()
        if not self.sees("("):
            if self.sees("["):
                raise self.surprise("nothing is looked up with `[…]`", code="foreign-syntax")
            return Name(name.text, name.start, name.end)
        slip = called_word(self.text, self.tokens, self.at - 1, _GRAMMAR) if self.advises else None
        if slip is not None:
            raise slip
        arguments, close = self.items(")")
        return Call(name.text, arguments, name.start, close.end)

    def bracket(self) -> Expression:
        if self.sees("["):
            start = self.token.start
            items, close = self.items("]")
            return Listing(items, start, close.end)
        start, opening = self.token.start, self.at
        self.deeper(self.take())
        tree = self.condition()
        self.depth -= 1
        if not self.sees(")"):
            listed = self.sees(",") and self.advises and round_list(self.text, self.tokens, opening, _GRAMMAR)
            raise listed or self.surprise()
        # With its brackets, so that what is around it is never cut between the two.
        return replace(tree, start=start, end=self.take().end)

    def items(self, closing: str) -> tuple[tuple[Expression, ...], Token]:
        self.deeper(self.take())
        items: list[Expression] = []
        while not self.sees(closing):
            items.append(self.condition())
            if self.sees(","):
                self.take()
            elif not self.sees(closing):
                raise self.surprise()
        self.depth -= 1
        return tuple(items), self.take()

    def surprise(self, why: str | None = None, *, code: str = "expression-syntax") -> ExpressionError:
        token = self.token
        if token.text == "," and (grouped := thousands(self.text, token.start)) is not None:
            return grouped
        slip = word_slip(self.text, self.tokens, self.at, _GRAMMAR) if self.advises else None
        if slip is not None:
            return slip
        before = self.tokens[self.at - 1].text if self.at else ""
        if token.kind == "end":
            seen = f"the expression ends behind `{before}`" if before else "the expression is empty"
        else:
            seen = f"`{self.text[token.start : token.end]}` cannot stand here"
            seen += f", behind `{before}`" if before else ""
        return ExpressionError(
            code,
            token.start,
            max(token.end, token.start + 1),
            f"{why}: {seen}" if why else seen,
            self.advice(),
        )

    def asked_again(self) -> str | None:
        """What the comparison before `and` compares, where one without its left side follows."""
        joint = self.at - 1
        while joint > 0 and self.words[joint] == "not":
            joint -= 1
        if self.compared is None or joint < 1 or self.words[joint] not in _JOINTS or not self.sees(*COMPARISONS):
            return None
        asked, end = self.compared
        return self.text[asked.start : asked.end] if self.tokens[joint - 1].end == end else None

    def advice(self) -> str:
        """What may be written here, as far as the words around the surprise say what was meant."""
        asked = self.asked_again()
        if asked is not None:
            behind = self.tokens[self.at + 1]
            right = self.text[behind.start : behind.end]
            again = f"{self.tokens[self.at - 1].text} {asked} {self.token.text} {right}".rstrip()
            return f"say again what is compared: {quoted(again, limit=200)}"
        if self.sees(",") and not self.depth:
            return "join conditions with `and` or `or` instead of the comma"
        return "a condition reads like `employees >= large_employees and region == 'north'`"
