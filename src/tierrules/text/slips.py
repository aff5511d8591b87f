"""Words of people and of other languages that stand in an expression where the rule language has a sign.

`AND`, `且`, `大于`, `at least`, `between` can all be names, so the scanner lets them through; only where the parser
cannot go on are they asked what they mean here. The answer shows the whole expression rewritten wherever the
rewritten one can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from tierrules.text import slip_words as said
from tierrules.text.ranges import with_ranges
from tierrules.text.render import quoted
from tierrules.text.tokens import ExpressionError, Token, foreign

_MOST_SHOWN: Final = 200
_LOGICAL: Final = frozenset({"and", "or", "not"})
_NO_OPERAND: Final = frozenset({"and", "or", "not", "in"})


class Grammar(NamedTuple):
    """What the parser says of a rewritten expression.

    `completed` is the text with what is compared said again where it must be, None if it cannot be read;
    `is_value` tells whether a text is what stands on one side of a comparison.
    """

    completed: Callable[[str], str | None]
    is_value: Callable[[str], bool]


def word_slip(text: str, tokens: Sequence[Token], at: int, grammar: Grammar) -> ExpressionError | None:
    """Return the answer to the word at which the parser stands, or to the one before it; None if it is no slip."""
    parts = _parted(tokens)
    here = next(index for index, part in enumerate(parts) if part.start == tokens[at].start)
    glued = here > 0 and parts[here - 1].start != tokens[at - 1].start
    return (
        _word(text, parts, here, grammar)
        or (_word(text, parts, here - 1, grammar) if glued else None)
        or _postfix(text, parts, here, grammar)
        or (
            _instead(text, parts, parts[here - 1 : here], "not", grammar)
            if here and _negates(parts[here - 1])
            else None
        )
    )


def called_word(text: str, tokens: Sequence[Token], at: int, grammar: Grammar) -> ExpressionError | None:
    """Return the answer to `NOT (a)` and to `AND(a, b)`, where a word is called as if it were a function."""
    if _negates(tokens[at]):
        return _instead(text, tokens, tokens[at : at + 1], "not", grammar)
    found = _phrase(tokens, at)
    if found is None or found[1] not in _LOGICAL:
        return None
    help = f"write `{found[1]}` between the conditions: `a {found[1]} b`"
    return _error("logical-sign", tokens[at : at + 1], text, help)


def round_list(text: str, tokens: Sequence[Token], opening: int, grammar: Grammar) -> ExpressionError | None:
    """Return the answer to `in ('a', 'b')`, where `opening` is the round bracket; None if no `in` stands before it."""
    if not opening or tokens[opening - 1][:2] != ("name", "in"):
        return None
    first, last = tokens[opening], tokens[_partner(tokens, opening)]
    inside = text[first.end : last.start]
    better = f"{text[: first.start]}[{inside}]{text[last.end :]}"
    message = "the list behind `in` stands in round brackets"
    shown = _shown(better, grammar, "`in ['a', 'b']`")
    return ExpressionError("wrong-operator", first.start, last.end, message, f"write {shown}")


def unglued(name: str, is_known: Callable[[str], bool]) -> str | None:
    """Return what a name says that holds a Chinese word for a sign, since nothing parts the words; else None.

    A comparison is told by one thing beside it that is known, every other word by both.

    >>> unglued("员工数大于等于1000", set().__contains__)
    '员工数 >= 1000'
    >>> unglued("稳定且活跃", {"稳定", "活跃"}.__contains__)
    '稳定 and 活跃'
    """
    for start in range(1, len(name)):
        found = said.AT_WORD.match(name, start)
        if found is None:
            continue
        left, word, right = name[:start], found["word"], found["rest"]
        told = (is_known(left), is_known(right) or right.isdecimal())
        if all(told) or (word in said.COMPARED and any(told)):
            return f"{left} {said.WORDS[word,]} {right}"
    return None


def _word(text: str, tokens: Sequence[Token], at: int, grammar: Grammar) -> ExpressionError | None:
    token = tokens[at]
    if token.kind != "name":
        return None
    found = _phrase(tokens, at)
    if found is not None:
        return _instead(text, tokens, tokens[at : at + found[0]], found[1], grammar)
    if token.text == "is":
        return foreign(token.text, token.start, token.end)
    advice = said.ADVICE.get(token.text.lower())
    return None if advice is None else _error("wrong-operator", tokens[at : at + 1], text, advice)


def _postfix(text: str, tokens: Sequence[Token], at: int, grammar: Grammar) -> ExpressionError | None:
    """The answer to `employees 1000 以上`, where the parser stands at the bound or at the word before it."""
    for place in range(at, min(at + 3, len(tokens))):
        sign = said.POSTFIXES.get(tokens[place].text) if tokens[place].kind == "name" else None
        if sign is not None:
            shown = _shown(_rewritten(text, tokens, grammar), grammar, f"`{sign}` before the bound")
            return _error("wrong-operator", tokens[place : place + 1], text, f"write {shown}")
    return None


def _parted(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with words cut off that are glued to a name or number: `大于5`, `employees大于`, `且annual_spend`.

    That two values stand side by side is wrong in any case; where they do, and there alone, words are looked for.
    """
    parts: list[Token] = []
    for at, token in enumerate(tokens):
        if token.kind != "name" or (token.text,) in said.WORDS or token.text in said.ADVICE or token.text.isascii():
            parts.append(token)
        else:
            behind, before = at > 0 and _ends_value(tokens[at - 1]), _starts_value(tokens[at + 1])
            parts += _pieces(token, _cut(token.text, behind=behind, before=before))
    return parts


def _cut(word: str, *, behind: bool, before: bool) -> tuple[str, ...]:
    if behind and (whole := said.RANGE.fullmatch(word)) is not None:
        return tuple(piece for piece in whole.groups() if piece)
    if behind and (start := said.AT_START.fullmatch(word)) is not None:
        return start["word"], start["rest"]
    if before and (end := said.AT_END.fullmatch(word)) is not None:
        return end["rest"], end["word"]
    return (word,)


def _pieces(token: Token, words: Sequence[str]) -> list[Token]:
    pieces: list[Token] = []
    start = token.start
    for word in words:
        pieces.append(Token("number" if word[0].isdecimal() else "name", word, start, start + len(word)))
        start += len(word)
    return pieces


def _ends_value(token: Token) -> bool:
    return token.text in (")", "]") if token.kind == "sign" else token.text not in _NO_OPERAND or token.kind == "quoted"


def _starts_value(token: Token) -> bool:
    if token.kind == "name":
        return token.text not in _NO_OPERAND
    return token.kind in ("number", "quoted") or token.text in ("(", "[")


def _phrase(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """The longest run of words from `at` on that stands for a sign: how many, and the sign."""
    words = tuple(token.text.lower() if token.kind == "name" else "" for token in tokens[at : at + said.LONGEST])
    for count in range(len(words), 0, -1):
        sign = said.WORDS.get(words[:count])
        own = sign == " ".join(token.text for token in tokens[at : at + count]) and sign not in said.RANGES
        if sign is not None and not own and (words[count - 1] not in said.SURROUND or _is_closed(tokens, at)):
            return count, sign
    return None


def _is_closed(tokens: Sequence[Token], at: int) -> bool:
    """Whether `在` has its `之间`, and no `以上`."""
    ends = (token.text for token in tokens[at:] if token.text in said.POSTFIXES or token.text == said.BETWEEN_ENDS)
    return next(ends, None) == said.BETWEEN_ENDS


def _instead(
    text: str, tokens: Sequence[Token], place: Sequence[Token], sign: str, grammar: Grammar
) -> ExpressionError:
    code = "logical-sign" if sign in _LOGICAL else "wrong-operator"
    better = _rewritten(text, tokens, grammar)
    if sign not in said.RANGES:
        return _error(code, place, text, f"write {_shown(better, grammar, f'`{sign}`')}")
    shown = _shown(better, grammar, f"`{'not ' * (sign != 'between')}low <= x <= high`")
    return _error(code, place, text, f"write {shown}, with `<` where the bound itself is left out")


def _rewritten(text: str, tokens: Sequence[Token], grammar: Grammar) -> str:
    """The expression with every word replaced that may stand for a sign; whether it reads then is another question."""
    pieces: list[str] = []
    at = end = 0
    while at < len(tokens):
        count, sign = _phrase(tokens, at) or (1, None)
        if sign is None and _negates(tokens[at]):
            sign = "not"
        start, behind = tokens[at].start, tokens[at + count - 1].end
        glued = start == end and 0 < start < len(text) and text[start - 1 : start + 1].isalnum()
        pieces += (" " if glued else text[end:start], sign or text[start:behind])
        end = behind
        at += count
    return with_ranges("".join(pieces), grammar.is_value)


def _negates(token: Token) -> bool:
    return token.kind == "name" and token.text != "not" and token.text.lower() in said.NEGATIONS


def _shown(better: str, grammar: Grammar, otherwise: str) -> str:
    """A rewritten expression that can be read and shown whole, else what stands for the slip alone."""
    whole = grammar.completed(better) if len(better) <= _MOST_SHOWN else None
    return otherwise if whole is None else quoted(whole, limit=2 * _MOST_SHOWN)


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
