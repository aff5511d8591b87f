"""What people write for a sign of the rule language: `AND`, `且`, `大于`, `is at least`, `not between`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

JOINTS: Final = {
    "and": ("and", "but", "且", "并且", "而且", "同时", "和", "与", "及", "以及", "但", "但是"),
    "or": ("or", "或", "或者", "或是"),
}
COMPARISONS: Final = {
    ">": (
        "大于",
        "超过",
        "高于",
        "多于",
        "more than",
        "greater than",
        "larger than",
        "bigger than",
        "above",
        "over",
        "gt",
    ),
    "<": (
        *("小于", "低于", "少于", "不足", "不到", "不满", "未满", "未达到", "lt"),
        *("less than", "fewer than", "smaller than", "lower than", "below", "under"),
    ),
    ">=": (
        *(
            "大于等于",
            "大于或等于",
            "大于或者等于",
            "高于或等于",
            "不小于",
            "不少于",
            "不低于",
            "至少",
            "最少",
            "达到",
            "gte",
            "ge",
        ),
        *(
            "at least",
            "no less than",
            "not less than",
            "no fewer than",
            "not fewer than",
            "not smaller than",
            "not below",
        ),
        *("greater than or equal to", "greater than or equal", "greater or equal to", "greater or equal"),
        *("equal or greater than", "equal to or greater than", "more than or equal to", "not under"),
    ),
    "<=": (
        *(
            "小于等于",
            "小于或等于",
            "小于或者等于",
            "低于或等于",
            "不大于",
            "不多于",
            "不高于",
            "不超过",
            "至多",
            "最多",
            "lte",
            "le",
        ),
        *(
            "at most",
            "up to",
            "no more than",
            "not more than",
            "no greater than",
            "not greater than",
            "not above",
            "not over",
        ),
        *("less than or equal to", "less than or equal", "less or equal to", "less or equal"),
        *("equal or less than", "equal to or less than", "smaller than or equal to"),
    ),
    "==": ("等于", "是", "为", "equals", "equal", "equal to", "eq"),
    "!=": ("不等于", "不是", "不为", "not equal to", "not equals", "unequal to", "ne", "neq"),
}
_MEMBERSHIPS: Final = {"in": ("in", "one of", "属于"), "not in": ("not in", "not one of", "none of", "不属于")}
_RANGES: Final = {"between": ("between", "from", "介于", "在"), "not between": ("not between", "不介于", "不在")}
# Behind `is`, these say no other thing.
_IS: Final = tuple(
    (sign, f"is {phrase}")
    for table in (COMPARISONS, _MEMBERSHIPS, _RANGES)
    for sign, phrases in table.items()
    for phrase in phrases
    if phrase.isascii() and phrase not in ("equals", "not equals", "from")
)
WORDS: Final = {
    # A word of the language in other letters (`AND`, `Or`) is none of its words.
    tuple(phrase.split()): sign
    for table in (JOINTS, COMPARISONS, _MEMBERSHIPS, _RANGES)
    for sign, phrases in table.items()
    for phrase in phrases
} | {tuple(phrase.split()): sign for sign, phrase in _IS}
RANGES: Final = frozenset(_RANGES)
LONGEST: Final = max(map(len, WORDS))
NEGATIONS: Final = frozenset({"not", "非", "不", "不是", "并非"})
BESIDE_BETWEEN: Final = frozenset({"and", "to", "到", "至"})
BETWEEN_ENDS: Final = "之间"
# A range only where it is closed by that word.
SURROUND: Final = frozenset({"在", "不在"})
# Behind the bound, which they include.
POSTFIXES: Final = {"以上": ">=", "以下": "<=", "以内": "<="}
_BEGINNINGS: Final = (
    "how a code begins asks `starts_with(industry_code, 'I65')`; whether a value is one of several asks "
    "`region in ['a', 'b']`"
)
_WHETHER: Final = "whether there is a value asks `present(field)` or `known(field)`"
ADVICE: Final = {
    **dict.fromkeys(("contains", "like", "startswith", "starts", "matches", "begins", "包含"), _BEGINNINGS),
    **dict.fromkeys(("then", "则", "那么"), "`when` holds the condition alone; the label stands behind `label:`"),
    **dict.fromkeys(("为空", "不为空", "是空", "非空"), _WHETHER),
    "is": f"write `==` or `!=`; {_WHETHER}",
}


# Chinese words stand side by side; the longest counts, and the short ones are parts of other words.
def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_CHINESE: Final = frozenset(words[0] for words in WORDS if len(words) == 1 and not words[0].isascii()) - SURROUND
COMPARED: Final = frozenset(one for said in COMPARISONS.values() for one in said if len(one) > 1)
_LONG: Final = _any_of(word for word in _CHINESE if len(word) > 1)
_SHORT: Final = _any_of(word for word in _CHINESE if len(word) == 1)
AT_WORD: Final = re.compile(f"(?P<word>{_LONG}|{_SHORT})(?P<rest>.+)", re.DOTALL)
# One character is a word only beside another script: `且annual_spend`, never `且慢`.
AT_START: Final = re.compile(f"(?P<word>{_LONG}|(?:{_SHORT})(?=[0-9A-Za-z_]))(?P<rest>.+)")
AT_END: Final = re.compile(f"(?P<rest>.+?)(?P<word>{_LONG}|(?<=[0-9A-Za-z_])(?:{_SHORT}))")
RANGE: Final = re.compile(r"(不?在|介于)(\w+?)([和与到至])(\w+?)(之间)?")
