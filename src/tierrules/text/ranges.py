"""`x between 1 and 5`, `x not between …`, `x 1000 以上`: rewritten where what is compared can be told for sure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tierrules.text.slip_words import BESIDE_BETWEEN, BETWEEN_ENDS, POSTFIXES
from tierrules.text.tokens import ExpressionError, Token, scan

_LONGEST: Final = 400
_ENDS_OPERAND: Final = frozenset({"and", "or", "not", ",", BETWEEN_ENDS})
_BEFORE_POSTFIXED: Final = frozenset({"在", "=="})

IsValue = Callable[[str], bool]


def with_ranges(text: str, is_value: IsValue) -> str:
    """Return the expression with each range as a chain of comparisons; one that cannot be told stays as it is.

    >>> with_ranges("a + b between 1 and 5 or c", lambda text: True)
    '1 <= a + b <= 5 or c'
    """
    if len(text) > _LONGEST:
        return text
    # From the right, so that what is rewritten already is no part of what is looked at next.
    at = _LONGEST
    while (tokens := _tokens(text)) is not None:
        at = min(at, len(tokens)) - 1
        if at < 1:
            break
        text = _one(text, tokens, at, is_value) or text
    return text


def _tokens(text: str) -> list[Token] | None:
    try:
        return scan(text)
    except ExpressionError:
        return None


def _one(text: str, tokens: Sequence[Token], at: int, is_value: IsValue) -> str | None:
    if tokens[at].kind != "name":
        return None
    if tokens[at].text == "between":
        return _between(text, tokens, at, is_value)
    return _postfixed(text, tokens, at, is_value) if tokens[at].text in POSTFIXES else None


def _between(text: str, tokens: Sequence[Token], at: int, is_value: IsValue) -> str | None:
    negated = tokens[at - 1][:2] == ("name", "not")
    first, behind = _begin(tokens, at - negated), at - negated
    beside = _end(tokens, at + 1, BESIDE_BETWEEN)
    if tokens[beside].kind != "name" or tokens[beside].text not in BESIDE_BETWEEN:
        return None
    last = _end(tokens, beside + 1, _ENDS_OPERAND)
    asked, low, high = (
        _cut(text, tokens, *between) for between in ((first, behind), (at + 1, beside), (beside + 1, last))
    )
    if not all(map(is_value, (asked, low, high))):
        return None
    end = tokens[last].end if tokens[last].text == BETWEEN_ENDS else tokens[last - 1].end
    return f"{text[: tokens[first].start]}{'not ' * negated}{low} <= {asked} <= {high}{text[end:]}"


def _postfixed(text: str, tokens: Sequence[Token], at: int, is_value: IsValue) -> str | None:
    bound = at - 1
    behind = bound - (tokens[bound - 1].text in _BEFORE_POSTFIXED) if bound else 0
    first = _begin(tokens, behind)
    asked, most = _cut(text, tokens, first, behind), _cut(text, tokens, bound, at)
    if not (is_value(asked) and is_value(most) and at + 1 == _end(tokens, at + 1, _ENDS_OPERAND)):
        return None
    return f"{text[: tokens[first].start]}{asked} {POSTFIXES[tokens[at].text]} {most}{text[tokens[at].end :]}"


def _cut(text: str, tokens: Sequence[Token], first: int, behind: int) -> str:
    return text[tokens[first].start : tokens[behind - 1].end] if first < behind else ""


def _begin(tokens: Sequence[Token], behind: int) -> int:
    """Where the side of a comparison begins that ends before `behind`."""
    depth = 0
    for at in range(behind - 1, -1, -1):
        token = tokens[at]
        depth += _step(token, ")]") - _step(token, "([")
        if depth < 0 or (depth == 0 and _is_one(token, _ENDS_OPERAND)):
            return at + 1
    return 0


def _end(tokens: Sequence[Token], first: int, ends: frozenset[str]) -> int:
    """The token at which the side of a comparison ends that starts at `first`."""
    depth = 0
    for at in range(min(first, len(tokens) - 1), len(tokens) - 1):
        token = tokens[at]
        depth += _step(token, "([") - _step(token, ")]")
        if depth < 0 or (depth == 0 and _is_one(token, ends)):
            return at
    return len(tokens) - 1


def _step(token: Token, brackets: str) -> bool:
    return token.kind == "sign" and token.text in brackets


def _is_one(token: Token, words: frozenset[str]) -> bool:
    return token.kind in ("name", "sign") and token.text in words
