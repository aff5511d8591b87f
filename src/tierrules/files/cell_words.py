"""The words that people write into cells: for nothing, for not knowing, for yes and no, around counts and bounds."""

from __future__ import annotations

from typing import Final

EMPTY: Final = frozenset({"-", "--", "–", "—", "——", "/", "\\", "n/a", "null", "无", "没有"})
"""An empty cell: nothing is known, or there is nothing, as the field says."""

UNKNOWN: Final = frozenset(
    {"未知", "不详", "待定", "unknown", "?", "#n/a", "#value!", "#ref!", "#div/0!", "#name?", "#num!", "#null!"}
)
"""Not known, even where an empty cell says that there is nothing: question marks and the errors of spreadsheets."""

TRUE: Final = frozenset({"true", "yes", "y", "1", "是", "有", "√", "✓", "✔"})
FALSE: Final = frozenset({"false", "no", "n", "0", "否", "无", "没有", "×", "✗", "✘"})

COUNTERS: Final = ("人", "名", "位", "次", "单", "家", "个", "户", "笔", "件")
"""May stand behind a whole number. 年, 月, 天 and 分 are none: they are units, and a number in a unit is no count."""

RANGE_SIGNS: Final = ("-", "–", "—", "~", "～", "〜", "至", "到")
BOUND_SIGNS: Final = (">=", "<=", ">", "<", "≥", "≤", "大于", "小于", "超过", "不足", "不到", "至少", "至多")
BOUND_ENDINGS: Final = ("+", "以上", "以下", "以内", "及以上", "及以下")


def says_nothing(text: str) -> bool:
    """Whether a text is empty, or a word for what is not there or not known."""
    word = text.strip().casefold()
    return not word or word in EMPTY or word in UNKNOWN
