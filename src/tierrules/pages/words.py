"""The words of pages, one table for each language: a further language is a further table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from tierrules.meaning.dates import Lang
from tierrules.pages.markup import Markup, Say, both

PAGE_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "en": {
        "language": "Language",
        "made": "Made by tierrules. The page holds everything it shows and asks nothing of the network.",
        "fingerprint": "Fingerprint of the rules",
        # what if
        "what_if": "{}: who moves",
        "as_of": "As of",
        "portfolio": "Customers from",
        "rules": "Rules",
        "rows": "Rows",
        "rows_told": "{all:,} = {read:,} classified + {aside:,} set aside",
        "weight": "Weighed by",
        "unweighed": "{:,} without a value count as 0",
        "edits": "What was changed",
        "threshold": "Figure",
        "was": "Before",
        "is_now": "After",
        "day": "The day",
        "figures": "At a glance",
        "customers": "customers",
        "move_in": "move in {}",
        "move_in_one": "moves in {}",
        "share_of_all": "{} of all customers",
        "share_of_weight": "{} of {}",
        "set_aside": "set aside",
        "nobody": "Nobody moves.",
        "apart": "No dimension is in both rulesets.",
        "stays": "Nobody moves in: {}.",
        "untouched": "Cannot move, since nothing that was changed plays a part there: {}.",
        "list_comma": ", ",
        # one dimension
        "of_which": "{moved:,} of {all:,} customers move ({share})",
        "of_which_one": "{moved:,} of {all:,} customers moves ({share})",
        "open": "Undetermined, because something is not known: {} before, {} after.",
        "answers": "How many there are of each",
        "answer": "Answer",
        "difference": "Difference",
        "weight_after": "{} after",
        "weight_difference": "{}: difference",
        "from_to": "From where to where",
        "how_to_read": "A row is an answer before the change, a column an answer after it. Framed: who stays. Per cent "
        "are of the row, and under “All” of all customers.",
        "rounded": "Sums are rounded to four digits.",
        "corner": "Before ↓ / after →",
        "all": "All",
        "up": "up",
        "down": "down",
        "across": "other",
        "none": "other",
        "shades": "The darker, the more of the row: up to 1%, 5%, 10%, 25%, above.",
        "changes": "Changes",
        "change": "Change",
        "further_changes": "Further kinds of changes: {:,}.",
        # movers
        "movers": "Who moves",
        "mover": "Customer",
        "dimension": "Dimension",
        "why": "Why",
        "line": "line {}",
        "position": "position {}",
        "search": "Search",
        "every_change": "All changes",
        "shown": "{shown} of {all} shown",
        "capped": "The page names {shown:,} of {all:,}. `--format json` writes all of them.",
        "capped_by_weight": "The page names {shown:,} of {all:,}, those with the greatest {name}. "
        "`--format json` writes all of them.",
        "aside": "Rows set aside",
        "aside_why": "These rows could not be read. They count nowhere above.",
        "place": "Where",
        "problem": "What is wrong",
        "more": "And {:,} more.",
        # comparing
        "comparison": "What changes in the rules",
        "who": "Which customers",
        "everybody": "all customers",
        "example": "For example",
        "because": "Because",
        "ours": "In the portfolio",
        "overlap": "A customer may belong to several of these rows.",
        "when_missing": "Only where values are missing",
        "when_missing_why": "On complete data nothing changes there; one example for each.",
        "days": "on some days, such as {}",
        "new": "This ruleset is new.",
        "gone": "This ruleset is gone.",
        "broken": "One of the two versions does not load.",
        "same_mark": "The same",
        "changed_mark": "Changed",
        "new_mark": "New",
        "gone_mark": "Gone",
        "broken_mark": "Does not load",
    },
    "zh": {
        "language": "语言",
        "made": "由 tierrules 生成。本页自成一体，不访问网络。",
        "fingerprint": "规则指纹",
        "what_if": "{}：谁会变动",
        "as_of": "截至",
        "portfolio": "客户数据",
        "rules": "规则",
        "rows": "行数",
        "rows_told": "{all:,} = {read:,} 已分类 + {aside:,} 搁置",
        "weight": "加总",
        "unweighed": "{:,} 个没有数值，按 0 计",
        "edits": "改了什么",
        "threshold": "指标",
        "was": "之前",
        "is_now": "之后",
        "day": "日期",
        "figures": "概览",
        "customers": "个客户",
        "move_in": "{}变动",
        "move_in_one": "{}变动",
        "share_of_all": "占全部客户的 {}",
        "share_of_weight": "占{1}的 {0}",
        "set_aside": "搁置",
        "nobody": "无客户变动。",
        "apart": "两套规则没有共同的维度。",
        "stays": "无客户变动：{}。",
        "untouched": "不受修改影响：{}。",
        "list_comma": "、",
        "of_which": "{all:,} 个客户中有 {moved:,} 个变动（{share}）",
        "of_which_one": "{all:,} 个客户中有 {moved:,} 个变动（{share}）",
        "open": "因资料不全而待定：之前 {}，之后 {}。",
        "answers": "各类客户数",
        "answer": "结果",
        "difference": "增减",
        "weight_after": "{}（之后）",
        "weight_difference": "{}增减",
        "from_to": "从哪里到哪里",
        "how_to_read": "行是修改之前的结果，列是之后的结果。加框的是不变的客户。"
        "百分比是占该行的比例，“合计”中是占全部客户的比例。",
        "rounded": "金额合计按四位数字四舍五入。",
        "corner": "之前 ↓ / 之后 →",
        "all": "合计",
        "up": "升",
        "down": "降",
        "across": "其他",
        "none": "其他",
        "shades": "颜色越深，占该行的比例越高：至 1%、5%、10%、25%、以上。",
        "changes": "变动",
        "change": "变动",
        "further_changes": "另有 {:,} 种变动。",
        "movers": "变动的客户",
        "mover": "客户",
        "dimension": "维度",
        "why": "原因",
        "line": "第 {} 行",
        "position": "第 {} 个",
        "search": "搜索",
        "every_change": "全部变动",
        "shown": "显示 {shown} / {all}",
        "capped": "本页列出 {all:,} 个中的 {shown:,} 个；`--format json` 可列出全部。",
        "capped_by_weight": "本页列出 {all:,} 个中{name}最高的 {shown:,} 个；`--format json` 可列出全部。",
        "aside": "搁置的行",
        "aside_why": "这些行无法读取，未计入以上数字。",
        "place": "位置",
        "problem": "问题",
        "more": "另有 {:,} 个。",
        "comparison": "规则的变化",
        "who": "哪些客户",
        "everybody": "所有客户",
        "example": "例如",
        "because": "原因",
        "ours": "客户名单中",
        "overlap": "一个客户可能属于其中多行。",
        "when_missing": "仅在数据缺失时",
        "when_missing_why": "数据完整时没有变化；各举一例。",
        "days": "仅部分日期，如{}",
        "new": "新增的规则。",
        "gone": "规则已删除。",
        "broken": "其中一个版本无法读取。",
        "same_mark": "相同",
        "changed_mark": "有变化",
        "new_mark": "新增",
        "gone_mark": "已删除",
        "broken_mark": "无法读取",
    },
}


def word(key: str, lang: Lang) -> str:
    """Return the words of a language."""
    return PAGE_WORDS[lang][key]


def counted(key: str, count: int, lang: Lang) -> str:
    """Return the words for a number of customers: where it is one, those for one."""
    return word(f"{key}_one" if count == 1 else key, lang)


def words(key: str) -> Markup:
    """Return words in both languages."""
    return both(saying(key))


def saying(key: str) -> Say:
    """Return what says words in a language."""
    return partial(word, key)


def opened(sentence: str) -> str:
    """Return what stands by itself with a capital; a name at its front stays as it is.

    >>> opened("the standard raised a figure"), opened("dormancy is new")
    ('The standard raised a figure', 'dormancy is new')
    """
    return f"T{sentence[1:]}" if sentence.startswith("the ") else sentence
