"""Words of people and of other languages that stand in an expression where the rule language has a sign.

`AND`, `且`, `大于`, `at least`, `between` can all be names, so the scanner lets them through; only where the parser
cannot go on are they asked what they mean here. The answer shows the whole expression rewritten wherever the
rewritten one can be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from tierrules.text.render import quoted
from tierrules.text.tokens import ExpressionError, Token

_JOINTS: Final = {
    "and": ("and", "且", "并且", "而且", "同时", "和", "与", "及", "以及"),
    "or": ("or", "或", "或者", "或是"),
}
_COMPARISONS: Final = {
    ">": ("大于", "超过", "高于", "多于", "more than", "greater than", "larger than", "above", "over", "gt"),
    "<": ("小于", "低于", "少于", "不足", "less than", "fewer than", "smaller than", "below", "under", "lt"),
    ">=": (
        *("大于等于", "大于或等于", "不小于", "不少于", "不低于", "至少", "at least", "no less than", "not less than"),
        *("greater than or equal to", "more than or equal to", "gte", "ge"),
    ),
    "<=": (
        *("小于等于", "小于或等于", "不大于", "不多于", "不高于", "不超过", "至多", "最多", "at most", "up to"),
        *("no more than", "not more than", "less than or equal to", "lte", "le"),
    ),
    "==": ("等于", "是", "为", "equals", "equal", "equal to", "eq"),
    "!=": ("不等于", "不是", "不为", "not equal to", "not equals", "unequal to", "ne", "neq"),
}
_WORDS: Final = {
    # A word of the language in other letters (`AND`, `Or`) is none of its words.
    tuple(phrase.split()): sign
    for table in (_JOINTS, _COMPARISONS, {"in": ("in", "属于"), "not in": ("not in", "不属于")})
    for sign, phrases in table.items()
    for phrase in phrases
}
_LONGEST: Final = max(map(len, _WORDS))
_NEGATIONS: Final = frozenset({"not", "非", "不", "不是", "并非"})
_BETWEEN: Final = frozenset({"between", "介于"})
_BESIDE_BETWEEN: Final = frozenset({"and", "to", "和", "与", "到", "至"})
_BEGINNINGS: Final = (
    "how a code begins asks `starts_with(industry_code, 'I65')`; whether a value is one of several asks "
    "`region in ['a', 'b']`"
)
_ADVICE: Final = {
    **dict.fromkeys(("contains", "like", "startswith", "starts", "matches", "begins", "包含"), _BEGINNINGS),
    **dict.fromkeys(("then", "则", "那么"), "`when` holds the condition alone; the label stands behind `label:`"),
    "is": "write `==` or `!=`; whether there is a value asks `present(field)` or `known(field)`",
}
_MOST_SHOWN: Final = 200
_LOGICAL: Final = frozenset({"and", "or", "not"})

# Chinese words stand side by side; the longest comparison counts, and the short ones are parts of other words.
_UNPARTED: Final = sorted(
    (word for words in _COMPARISONS.values() for word in words if not word.isascii() and len(word) > 1),
    key=len,
    reverse=True,
)
_GLUED: Final = re.compile(f"(?P<left>.+?)(?P<word>{'|'.join(_UNPARTED)})(?P<right>.+)")


def word_slip(text: str, tokens: Sequence[Token], at: int, reads: Callable[[str], bool]) -> ExpressionError | None:
    """Return the answer to the word at which the parser stands, or to the one before it; None if it is no known slip.

    `reads` says whether a rewritten expression can be read.
    """
    if tokens[at].kind != "name":
        return None
    if tokens[at].text.lower() in _BETWEEN:
        return _between(text, tokens, at, reads)
    if (advice := _ADVICE.get(tokens[at].text.lower())) is not None:
        return _error("wrong-operator", tokens[at : at + 1], text, advice)
    if (found := _phrase(tokens, at)) is not None:
        return _instead(text, tokens, tokens[at : at + found[0]], found[1], reads)
    if at and _negates(tokens[at - 1]):
        return _instead(text, tokens, tokens[at - 1 : at], "not", reads)
    return None


def called_word(text: str, tokens: Sequence[Token], at: int, reads: Callable[[str], bool]) -> ExpressionError | None:
    """Return the answer to `NOT (a)` and to `AND(a, b)`, where a word is called as if it were a function."""
    if _negates(tokens[at]):
        return _instead(text, tokens, tokens[at : at + 1], "not", reads)
    found = _phrase(tokens, at)
    if found is None or found[1] not in _LOGICAL:
        return None
    help = f"write `{found[1]}` between the conditions: `a {found[1]} b`"
    return _error("logical-sign", tokens[at : at + 1], text, help)


def round_list(
    text: str, tokens: Sequence[Token], opening: int, reads: Callable[[str], bool]
) -> ExpressionError | None:
    """Return the answer to `in ('a', 'b')`, where `opening` is the round bracket; None if no `in` stands before it."""
    if not opening or tokens[opening - 1][:2] != ("name", "in"):
        return None
    first, last = tokens[opening], tokens[_partner(tokens, opening)]
    inside = text[first.end : last.start]
    better = f"{text[: first.start]}[{inside}]{text[last.end :]}"
    message = "the list behind `in` stands in round brackets"
    shown = _shown(better, reads, "`in ['a', 'b']`")
    return ExpressionError("wrong-operator", first.start, last.end, message, f"write {shown}")


def unglued(name: str) -> str | None:
    """Return what a name says that holds a Chinese comparison, since nothing parts the words; else None.

    >>> unglued("员工数大于等于1000")
    '员工数 >= 1000'
    """
    found = _GLUED.fullmatch(name)
    return None if found is None else f"{found['left']} {_WORDS[found['word'],]} {found['right']}"


def _phrase(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """The longest run of words from `at` on that stands for a sign: how many, and the sign."""
    words = tuple(token.text.lower() if token.kind == "name" else "" for token in tokens[at : at + _LONGEST])
    for count in range(len(words), 0, -1):
        sign = _WORDS.get(words[:count])
        if sign is not None and sign != " ".join(token.text for token in tokens[at : at + count]):
            return count, sign
    return None


def _instead(
    text: str, tokens: Sequence[Token], place: Sequence[Token], sign: str, reads: Callable[[str], bool]
) -> ExpressionError:
    code = "logical-sign" if sign in _LOGICAL else "wrong-operator"
    return _error(code, place, text, f"write {_shown(_rewritten(text, tokens), reads, f'`{sign}`')}")


def _rewritten(text: str, tokens: Sequence[Token]) -> str:
    """The expression with every word replaced that may stand for a sign; whether it reads then is another question."""
    pieces: list[str] = []
    at = end = 0
    while at < len(tokens):
        token = tokens[at]
        count, sign = _phrase(tokens, at) or (1, None)
        if sign is None and _negates(token):
            sign = "not"
        if sign is not None:
            pieces += (text[end : token.start], sign)
            end = tokens[at + count - 1].end
        at += count
    return "".join((*pieces, text[end:]))


def _negates(token: Token) -> bool:
    return token.kind == "name" and token.text != "not" and token.text.lower() in _NEGATIONS


def _shown(better: str, reads: Callable[[str], bool], otherwise: str) -> str:
    """A rewritten expression that can be read and shown whole, else what stands for the slip alone."""
    return quoted(better, limit=_MOST_SHOWN) if len(better) <= _MOST_SHOWN and reads(better) else otherwise


def _between(text: str, tokens: Sequence[Token], at: int, reads: Callable[[str], bool]) -> ExpressionError:
    better = ""
    if at and len(tokens) > at + 3 and tokens[at + 2].text.lower() in _BESIDE_BETWEEN:
        asked, low, high = (text[tokens[one].start : tokens[one].end] for one in (at - 1, at + 1, at + 3))
        better = f"{text[: tokens[at - 1].start]}{low} <= {asked} <= {high}{text[tokens[at + 3].end :]}"
    shown = _shown(better, reads, "`low <= x <= high`")
    help = f"write {shown}, with `<` where the bound itself is left out"
    return _error("wrong-operator", tokens[at : at + 1], text, help)


def _partner(tokens: Sequence[Token], opening: int) -> int:
    depth = 0
    for at in range(opening, len(tokens)):
        if tokens[at].kind == "sign" and tokens[at].text in "()":
            depth += 1 if tokens[at].text == "(" else -1
            if depth == 0:
                return at
    raise AssertionError("the scanner has counted the brackets")


def _error(code: str, place: Sequence[Token], text: str, help: str) -> ExpressionError:
    start, end = place[0].start, place[-1].end
    return ExpressionError(code, start, end, f"`{text[start:end]}` is not an operator of the rule language", help)
