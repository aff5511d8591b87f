"""Why a text is no number, and what its writer may have meant.

Nothing here decides whether a text is a number: `numbers` does, and asks here only afterwards, so
that a better explanation can never change what is accepted.
"""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import NamedTuple

from tierrules.meaning.dates import shown
from tierrules.meaning.number_text import exact_text

_COMMAS = re.compile(r"[0-9][0-9_]*(?:,[0-9]+)+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:,[0-9]{4})+(?:\.[0-9]+)?")
_EXPONENT = re.compile(r"[eE](?P<power>[+-]?[0-9]+)")
_LONGEST_POWER = 28
_LONGEST_ADVICE = 40
_WRITE_OUT = "write the number out"
_WHAT_FOLLOWS = "one scale (such as 万 or million), then `%`, a currency or a unit of time may follow"


class Fault(NamedTuple):
    """A fault in the order in which an error takes it; offsets are into the trimmed text."""

    reason: str
    message: str
    help: str
    start: int
    end: int


def explain(
    body: str, plain: str, head: re.Match[str] | None, words: Collection[str], scales: Mapping[str, int]
) -> Fault:
    """The fault of a text that fits no form of number.

    `plain` is `body` with half-width characters, `head` the number that it begins with, if any, and
    `words` are the scales and units that might have followed, `scales` the factors of the former.
    """
    if not plain:
        return Fault("empty", "a number is missing here", "", 0, 0)
    if commas := _COMMAS.search(plain):
        return _commas(body, plain, commas)
    if head is None:
        return _no_number(body, plain)
    rest = plain[head.end() :]
    if not rest:
        return Fault("not-a-number", f"{shown(body)} has two signs", "keep one", 0, len(body))
    if exponent := _EXPONENT.fullmatch(rest):
        message = f"the number {shown(body)} is written with an exponent"
        return Fault("exponent", message, _written_out(head, exponent), 0, len(body))
    span = head.end(), len(body)
    if rest[0] in "._":
        message = f"{shown(body)} is not a number: `{rest[0]}` stands only between digits"
        closed = re.sub("_+", "_", plain).rstrip("._")
        return Fault("not-a-number", message, _write(closed) if head.re.fullmatch(closed) else "", *span)
    if re.match(r" +[0-9]", rest):
        message = f"there is a space between the digits of {shown(body)}"
        grouped = re.fullmatch("[0-9]{1,3}(?: [0-9]{3})+", plain) is not None
        advice = _write(plain.replace(" ", "")) if grouped else "keep one number"
        return Fault("space-in-number", message, advice, *span)
    if "  " in rest:
        message = f"there is more than one space in {shown(body)}"
        return Fault("too-many-spaces", message, _write(re.sub(" +", " ", plain)), *span)
    return _two_scales(body, head, rest, scales) or _unknown_unit(body[head.end() :].strip(" "), words, *span)


def _no_number(body: str, plain: str) -> Fault:
    if re.match(r"[+-]?\.[0-9]", plain):
        message = f"{shown(body)} has no digit before the point"
        advice = _write(plain.replace(".", "0.")) if plain.count(".") == 1 else ""
        return Fault("not-a-number", message, advice, 0, len(body))
    advice = "write `-`, the plain minus sign" if plain[0] in "−–—" else "write it in digits"
    return Fault("not-a-number", f"{shown(body)} is not a number", advice, 0, len(body))


def _commas(body: str, plain: str, commas: re.Match[str]) -> Fault:
    if _GROUPED.fullmatch(commas[0]):
        message = f"the number {shown(body)} is written with thousands separators"
        return Fault("thousands-separator", message, _write(plain.replace(",", "")), *commas.span())
    message = f"there is a comma in the number {shown(body)}"
    one_comma = plain.count(",") == 1 and "." not in plain
    advice = _write(plain.replace(",", ".")) if one_comma else "write it without commas"
    return Fault("comma", message, advice, *commas.span())


def _write(text: str) -> str:
    return f"write {shown(text)}" if len(text) <= _LONGEST_ADVICE else ""


def _written_out(head: re.Match[str], exponent: re.Match[str]) -> str:
    power = int(exponent["power"])
    if head["currency"] or abs(power) > _LONGEST_POWER:
        return _WRITE_OUT
    return _write(exact_text(Fraction(head[0]) * Fraction(10) ** power)) or _WRITE_OUT


def _two_scales(body: str, head: re.Match[str], rest: str, scales: Mapping[str, int]) -> Fault | None:
    """A number with a scale behind a scale, as in 5千亿."""
    either = "|".join(scales)  # of two that begin alike the table has the longer one first
    found = re.match(rf" ?(?>({either})) ?({either})(?![A-Za-z])", rest)
    if found is None:
        return None
    message = f"two scales stand in {shown(body)}, where one is read"
    advice = ""
    if not head["currency"]:
        scaled = exact_text(Fraction(head[0]) * scales[found[1]])
        advice = _write(scaled + rest[: found.start(1)] + rest[found.start(2) :])
    return Fault("two-scales", message, advice or _WRITE_OUT, head.end(), head.end() + found.end())


def _unknown_unit(word: str, words: Collection[str], start: int, end: int) -> Fault:
    known = max((one for one in words if _begins_with(word, one)), key=len, default="")
    if known:
        rest = word[len(known) :].strip(" ")
        word, start = rest, end - len(rest)
    message = f"{shown(word)} is not a scale or unit"
    if word == "月":
        return Fault("unknown-unit", message, "write `个月` for months", start, end)
    # Words in Chinese are so short that the nearest one is another magnitude (百亿, 亿).
    near = _nearest_unit(word, [known for known in words if known.isascii()])
    advice = f"did you mean `{near}`?" if near else _WHAT_FOLLOWS
    return Fault("unknown-unit", message, advice, start, end)


def _begins_with(text: str, word: str) -> bool:
    """Whether a known word stands before something that is none; a word in Latin letters ends at a space."""
    gap = " +" if word.isascii() else " *"
    return re.match(rf"{re.escape(word)}{gap}[^ \d]", text) is not None


def _nearest_unit(word: str, latin: list[str]) -> str | None:
    """The nearest word in Latin letters; a code in capitals, whose letters were exchanged, before all others."""
    swapped = [known for known in latin if sorted(known) == sorted(word.upper())]
    return next(iter(swapped or get_close_matches(word.lower(), latin)), None)
