"""Characters of one expression → tokens, with a message of its own for every slip that people make.

The scanner knows more signs than the language has: `=`, `≥`, `&&`, `“A”`, `5亿` and the like are recognised in
order to be answered with the line that would be right. Work is bounded by the two limits below.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

from tierrules.text.number_tails import NUMBER_TAIL, without_tail

MAX_LENGTH = 4_000
MAX_TOKENS = 800

Kind = Literal["name", "number", "quoted", "sign", "end"]


class Token(NamedTuple):
    """One token; `start` and `end` are offsets in the expression, `text` is the content of a quoted label."""

    kind: Kind
    text: str
    start: int
    end: int


class ExpressionError(Exception):
    """What is wrong with one expression: a code of the catalogue, the place inside it, and the remedy."""

    def __init__(self, code: str, start: int, end: int, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.code, self.start, self.end, self.message, self.help = code, start, end, message, help


_SCAN = re.compile(
    r"""(?P<space>[\s\u3000]+)
    | (?P<name>[^\W\d]\w*)
    | (?P<number>\d[\d_]*(?:\.\d[\d_]*)?)
    | (?P<quoted>'[^']*'|"[^"]*")
    | (?P<sign><=|>=|==|!=|[<>+\-*/()\[\],])""",
    re.VERBOSE,
)
_QUOTES = frozenset(("'", '"'))
# These begin with signs of ours, so the scan alone would let them through.
_FOREIGN_STARTS = ("**", "//", "<<", ">>", "->", "<>", "===", "!==")
_GROUPED = re.compile(r"(?<![\w.])\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?(?!\w)", re.ASCII)
_POSTFIX = re.compile("以上|以下|以内|之间")
_POSTFIXES = {
    "以上": "`x >= 1000`",
    "以下": "`x <= 1000`",
    "以内": "`x <= 1000`",
    "之间": "`low <= x <= high`",
}
_JOINT = re.compile("(?P<both>并且|而且|[且和])|或者?")

# sign → (code, what to write instead). Longest first.
_SLIPS: tuple[tuple[str, str, str], ...] = (
    ("===", "wrong-operator", "`==`"),
    ("!==", "wrong-operator", "`!=`"),
    ("!>", "wrong-operator", "`<=`"),
    ("!<", "wrong-operator", "`>=`"),
    ("=>", "wrong-operator", "`>=`"),
    ("=<", "wrong-operator", "`<=`"),
    ("<>", "wrong-operator", "`!=`"),
    ("≥", "wrong-operator", "`>=`"),
    ("≤", "wrong-operator", "`<=`"),
    ("≧", "wrong-operator", "`>=`"),
    ("≦", "wrong-operator", "`<=`"),
    ("≠", "wrong-operator", "`!=`"),
    ("＞", "wrong-operator", "`>`"),
    ("＜", "wrong-operator", "`<`"),
    ("＝", "wrong-operator", "`==`"),
    ("×", "wrong-operator", "`*`"),
    ("÷", "wrong-operator", "`/`"),
    ("−", "wrong-operator", "`-`"),
    ("，", "wrong-operator", "`,`"),
    ("、", "wrong-operator", "`,`"),
    ("（", "wrong-operator", "`(` and `)`"),
    ("）", "wrong-operator", "`(` and `)`"),
    ("&&", "logical-sign", "`and`, with a space on both sides"),
    ("||", "logical-sign", "`or`, with a space on both sides"),
    ("&", "logical-sign", "`and`, with a space on both sides"),
    ("|", "logical-sign", "`or`, with a space on both sides"),
    ("!", "logical-sign", "`not`, with a space behind it"),
    ("“", "curly-quote", "straight quotes: `'A'`"),
    ("”", "curly-quote", "straight quotes: `'A'`"),
    ("‘", "curly-quote", "straight quotes: `'A'`"),
    ("’", "curly-quote", "straight quotes: `'A'`"),
    ("「", "curly-quote", "straight quotes: `'A'`"),
    ("」", "curly-quote", "straight quotes: `'A'`"),
)
_FOREIGN_SIGNS = (
    ":=",
    "**",
    "//",
    "<<",
    ">>",
    "->",
    "{",
    "}",
    ":",
    ";",
    "@",
    "~",
    "^",
    "?",
    "%",
    "$",
    "`",
    "\\",
    ".",
    "#",
)
_FOREIGN_WORDS = frozenset(
    [
        "lambda",
        "if",
        "else",
        "for",
        "while",
        "import",
        "def",
        "class",
        "return",
        "yield",
        "await",
        "async",
        "with",
        "try",
        "except",
        "raise",
        "del",
        "global",
        "nonlocal",
        "assert",
        "pass",
        "break",
        "continue",
        "elif",
        "finally",
        "None",
        "True",
        "False",
    ]
)

# No names either, but words before a sign (`is at least`), which the parser asks about.
LATE_WORDS = frozenset({"is", "from"})


def scan(text: str) -> list[Token]:
    """Return the tokens of `text`, an `end` token last; raises `ExpressionError` at the first slip."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            "expression-too-long",
            0,
            len(text),
            f"an expression of {len(text):,} characters; at most {MAX_LENGTH:,} are read",
            "write the parts as a list under `all:` or `any:`",
        )
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        found = _SCAN.match(text, at)
        if found is None:
            raise _slip(text, at)
        kind, end = found.lastgroup, found.end()
        if kind != "space":
            tokens.append(_token(kind, found[0], text, at, end))
        at = end
    if len(tokens) > MAX_TOKENS:
        raise ExpressionError(
            "expression-too-long",
            0,
            len(text),
            f"an expression of {len(tokens)} parts; at most {MAX_TOKENS} are read",
            "write the parts as a list under `all:` or `any:`",
        )
    _check_balance(text, tokens)
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def _token(kind: str | None, piece: str, text: str, start: int, end: int) -> Token:
    if kind == "name":
        if not piece.isascii() or piece in _FOREIGN_WORDS or text[end : end + 1] in _QUOTES:
            _check_name(text, piece, start, end)
        return Token("name", piece, start, end)
    if kind == "sign":
        if text.startswith(_FOREIGN_STARTS, start):
            raise _slip(text, start)
        return Token("sign", piece, start, end)
    if kind == "number":
        _check_number(text, start, end)
        return Token("number", piece, start, end)
    return Token("quoted", piece[1:-1], start, end)


def _check_number(text: str, start: int, end: int) -> None:
    tail = NUMBER_TAIL.match(text, end)
    if tail is None:
        if not text[start:end].isascii():
            raise ExpressionError(
                "expression-syntax",
                start,
                end,
                f"the number `{text[start:end]}` is not written in the digits 0 to 9",
                f"write `{unicodedata.normalize('NFKC', text[start:end])}`",
            )
        return
    if (joint := _JOINT.match(text, end)) is not None:
        help = f"write `{'and' if joint['both'] else 'or'}`, with a space on both sides"
        message = f"`{joint[0]}` is not an operator of the rule language"
        raise ExpressionError("logical-sign", *joint.span(), message, help)
    if (postfix := _POSTFIX.match(text, end)) is not None:
        help = f"a range reads {_POSTFIXES[postfix[0]]}"
        message = f"`{postfix[0]}` is not an operator of the rule language"
        raise ExpressionError("wrong-operator", *postfix.span(), message, help)
    written = text[start : tail.end()].strip()
    raise ExpressionError(
        "unit-in-expression",
        start,
        start + len(written),
        f"`{written}` stands in an expression, where only plain numbers are read",
        without_tail(text[start:end], written),
    )


def thousands(text: str, comma: int) -> ExpressionError | None:
    """The slip of a number whose thousands are set apart, if the comma at `comma` stands in one."""
    for found in _GROUPED.finditer(text):
        if found.start() < comma < found.end():
            return ExpressionError("bad-number", *found.span(), *thousands_said(found[0]))
    return None


def thousands_said(number: str) -> tuple[str, str]:
    """Message and help for a number with commas between its thousands."""
    plain = number.replace(",", "").replace("，", "")
    return f"the number `{number}` is written with thousands separators", f"write `{plain}`"


def _in_brackets(text: str, at: int) -> bool:
    return any(text.count(left, 0, at) > text.count(right, 0, at) for left, right in ("()", "[]"))


def _check_name(text: str, name: str, start: int, end: int) -> None:
    if end < len(text) and text[end] in "'\"":
        raise ExpressionError(
            "foreign-syntax",
            start,
            end + 1,
            f"`{name}{text[end]}` is not part of the rule language",
            "a label is written between plain quotes, nothing before them: `'A'`",
        )
    if name in _FOREIGN_WORDS:
        raise foreign(name, start, end)
    if not name.isascii() and unicodedata.normalize("NFKC", name) != name:
        raise ExpressionError(
            "look-alike-name",
            start,
            end,
            f"the name `{name}` holds characters that only look like others",
            f"write `{unicodedata.normalize('NFKC', name)}`",
        )


def foreign(word: str, start: int, end: int) -> ExpressionError:
    """The answer to a word or sign that other languages have and the rule language has not."""
    remedy = {
        "if": "the condition stands behind `when:` as it is, without `if`",
        "is": "write `==` or `!=`; whether there is a value asks `present(field)` or `known(field)`",
        "True": "a rule without a condition says `when: always`; beside `==` write `true`",
        "False": "a rule that never holds is left out; beside `==` write `false`",
        "None": "ask `present(field)` or `known(field)`",
        "`": "a label stands between straight quotes: `'A'`",
        ".": "names have no dots; a number is written with a digit on both sides of its point",
        "%": "a percentage is a threshold: `my_bound: 20%`",
        "#": "quote the expression, or give the comment a line of its own",
        ":": "quote the whole expression if the colon belongs to a label",
    }.get(
        word,
        "comparisons, `and`, `or`, `not`, `in [..]`, `+ - * /` and the functions of the reference are all there is",
    )
    shown = "a backtick" if word == "`" else f"`{word}`"
    return ExpressionError("foreign-syntax", start, end, f"{shown} is not part of the rule language", remedy)


def _slip(text: str, at: int) -> ExpressionError:
    if text[at] in "'\"":
        return ExpressionError(
            "torn-expression",
            at,
            len(text),
            f"the quote {text[at]} is never closed",
            "close it; inside `{…}` or `[…]` quote the whole expression as well",
        )
    if text[at] == "，" and not _in_brackets(text, at) and (grouped := thousands(text, at)) is not None:
        return grouped
    if text[at] in "，、" and not _in_brackets(text, at):
        message = f"`{text[at]}` is not an operator of the rule language"
        help = "join conditions with `and` or `or` instead of the comma"
        raise ExpressionError("wrong-operator", at, at + 1, message, help)
    for sign, code, right in _SLIPS:
        if text.startswith(sign, at):
            return ExpressionError(
                code,
                at,
                at + len(sign),
                f"`{sign}` is not an operator of the rule language"
                if code != "curly-quote"
                else f"the quote {sign} is not one that the rule language reads",
                f"write {right}",
            )
    if text[at] == "=":
        return ExpressionError(
            "single-equals", at, at + 1, "`=` compares nothing here", "write `==` (or `>=`, `<=`, `!=`)"
        )
    for sign in _FOREIGN_SIGNS:
        if text.startswith(sign, at):
            return foreign(sign, at, at + len(sign))
    return ExpressionError(
        "expression-syntax",
        at,
        at + 1,
        f"the character {_visible(text[at])} has no meaning in an expression",
        "delete it",
    )


def _visible(char: str) -> str:
    """An invisible character is named by its code point, so that the reader can look for it."""
    return f"`{char}`" if char.isprintable() else f"U+{ord(char):04X}"


def _check_balance(text: str, tokens: list[Token]) -> None:
    closing = {"(": ")", "[": "]"}
    open_: list[Token] = []
    for token in tokens:
        if token.kind != "sign":
            continue
        if token.text in closing:
            open_.append(token)
        elif token.text in (")", "]") and not (open_ and closing[open_.pop().text] == token.text):
            raise _torn(text, token)
    if open_:
        raise _torn(text, open_[-1])


def _torn(text: str, token: Token) -> ExpressionError:
    return ExpressionError(
        "torn-expression",
        token.start,
        token.end,
        f"the bracket `{token.text}` has no partner in `{text}`",
        "inside `{…}` or `[…]` YAML cuts at commas: put the whole expression in double quotes, or on a line of its own",
    )
