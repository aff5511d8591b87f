"""The words of comparisons, one table for each language: a further language is a further table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tierrules.meaning.dates import Lang


@dataclass(frozen=True, slots=True)
class ComparisonWords:
    """The words of one language; `{}` stand for what is filled in."""

    windows: dict[tuple[str, str], tuple[str, str]]
    """The beginning, which names the field, and the rest, which can follow another rest."""
    today: dict[tuple[str, str], str]
    exactly: dict[str, str]
    both: str
    stated: tuple[str, str]
    """How a statement of what a field is begins where it stands alone, and behind `with`."""
    unknown: str
    given: str
    customers: str
    all_customers: str
    customers_but: str
    all_customers_but: str
    and_those: str
    left_out: str
    gained: str
    lost: str
    scores: dict[str, str]
    ends: dict[str, str]
    list_comma: str
    moves: str
    direction: dict[str, str]
    some_days: str
    since: str
    until: str
    between: str
    example: str
    nothing_known: str
    because: str
    ours: str
    semicolon: str
    # the sum
    old: str
    new: str
    same: str
    same_complete: str
    open_complete: str
    open_all: str
    differs: str
    no_difference: str
    one_difference: str
    differences: str
    when_missing: str
    # what else differs
    dimension_added: str
    dimension_removed: str
    label_added: str
    label_removed: str
    label_renamed: str
    labels_reordered: str
    field: str
    field_keys: dict[str, str]
    nothing: str
    only_before: str
    only_after: str
    follow: str
    assumptions: str
    undecided: str
    strange: str
    too_much: str


EN = ComparisonWords(
    windows={
        ("elapsed", ">="): ("{} ", "at least {} ago"),
        ("elapsed", ">"): ("{} ", "more than {} ago"),
        ("elapsed", "<="): ("{} ", "at most {} ago"),
        ("elapsed", "<"): ("{} ", "less than {} ago"),
        ("until", ">="): ("{} ", "at least {} ahead"),
        ("until", ">"): ("{} ", "more than {} ahead"),
        ("until", "<="): ("{} ", "at most {} ahead"),
        ("until", "<"): ("{} ", "less than {} ahead"),
    },
    today={
        ("earlier", "with"): "{} today or earlier",
        ("earlier", "without"): "{} before today",
        ("later", "with"): "{} today or later",
        ("later", "without"): "{} after today",
    },
    exactly={"elapsed": "{} exactly {} ago", "until": "{} exactly {} ahead", "today": "{} today"},
    both=" and ",
    stated=("{} is ", "{} "),
    unknown="{} unknown",
    given="{} and {} given",
    customers="customers with {0}: {1}",
    all_customers="all customers: {}",
    customers_but="customers with {0}, except those with {2}: {1}",
    all_customers_but="all customers except those with {1}: {0}",
    and_those=", and those with ",
    left_out="except those with {}",
    gained="now {}",
    lost="no longer {}",
    scores={"before": "old {}", "after": "new {}"},
    ends={"least": "lowest possible {}", "greatest": "highest possible {}"},
    list_comma=", ",
    moves="{} → {}",
    direction={"up": "up", "down": "down", "across": "across", "none": ""},
    some_days="{} (on some days, such as {})",
    since="from {}",
    until="up to {}",
    between="from {} to {}",
    example="for example: {}",
    nothing_known="nothing known",
    because="because: {}",
    ours="in the portfolio: {:,}",
    semicolon="; ",
    old="the old {}",
    new="the new one",
    same="{} and {} mean the same, also where values are missing",
    same_complete="{} and {} mean the same on complete data, but not where values are missing",
    open_complete="{} and {}: no difference found, but it could not be decided whether there is none",
    open_all="{} and {} mean the same on complete data; where values are missing it could not be decided",
    differs="{} and {} differ: {}",
    no_difference="no change of answers that both give",
    one_difference="1 change of answers",
    differences="{:,} changes of answers",
    when_missing="only where values are missing: {}",
    dimension_added="{} is new",
    dimension_removed="{} is asked no longer",
    label_added="{0}: the label {1} is new",
    label_removed="{0}: the label {1} is gone",
    label_renamed="{0}: the label {1} is now called {2}",
    labels_reordered="{}: the labels are in another order",
    field="the field {0}: {1} was {2}, now {3}",
    field_keys={
        "type": "its type",
        "currency": "its currency",
        "empty": "what an empty value means",
        "minimum": "its lower limit",
        "maximum": "its upper limit",
        "values": "its values",
    },
    nothing="none",
    only_before="from {} to {} only the old ruleset is in force",
    only_after="from {} to {} only the new ruleset is in force",
    follow="there is no day on which both are in force: they are compared as if both were",
    assumptions="the assumptions differ: only customers whom both allow are compared",
    undecided="{}: it could not be decided whether there are further differences; {}",
    strange="the two read {} as different things",
    too_much="the search has spent what it may",
)
ZH = ComparisonWords(
    windows={
        ("elapsed", ">="): ("距{}", "已满{}"),
        ("elapsed", ">"): ("距{}", "已超过{}"),
        ("elapsed", "<="): ("距{}", "不超过{}"),
        ("elapsed", "<"): ("距{}", "不满{}"),
        ("until", ">="): ("离{}", "还有至少{}"),
        ("until", ">"): ("离{}", "还有{}以上"),
        ("until", "<="): ("离{}", "不超过{}"),
        ("until", "<"): ("离{}", "不到{}"),
    },
    today={
        ("earlier", "with"): "{}不晚于当日",
        ("earlier", "without"): "{}早于当日",
        ("later", "with"): "{}不早于当日",
        ("later", "without"): "{}晚于当日",
    },
    exactly={"elapsed": "距{}恰好{}", "until": "离{}恰好{}", "today": "{}为当日"},
    both="且",
    stated=("{}", "{}"),
    unknown="{}未知",
    given="{}和{}均有值",
    customers="{0}的客户：{1}",
    all_customers="所有客户：{}",
    customers_but="{0}的客户（{2}的除外）：{1}",
    all_customers_but="所有客户（{1}的除外）：{0}",
    and_those="的，以及",
    left_out="{}的除外",
    gained="新列为{}",
    lost="不再列为{}",
    scores={"before": "旧版{}", "after": "新版{}"},
    ends={"least": "最低可能的{}", "greatest": "最高可能的{}"},
    list_comma="，",
    moves="{} → {}",
    direction={"up": "升", "down": "降", "across": "平移", "none": ""},
    some_days="{}（仅部分日期，如{}）",
    since="{}起",
    until="至{}止",
    between="{}至{}",
    example="例如：{}",
    nothing_known="没有任何数据",
    because="原因：{}",
    ours="客户名单中：{:,}个",
    semicolon="；",
    old="旧版{}",
    new="新版",
    same="{}与{}含义相同，数据缺失时也相同",
    same_complete="{}与{}在数据完整时含义相同，数据缺失时不同",
    open_complete="{}与{}：未发现差异，但无法判定是否确无差异",
    open_all="{}与{}在数据完整时含义相同；数据缺失时无法判定",
    differs="{}与{}不同：{}",
    no_difference="两者都评定的结果没有变化",
    one_difference="1处结果变化",
    differences="{:,}处结果变化",
    when_missing="仅在数据缺失时：{}",
    dimension_added="新增{}",
    dimension_removed="不再评定{}",
    label_added="{0}：新增标签{1}",
    label_removed="{0}：取消标签{1}",
    label_renamed="{0}：标签{1}改名为{2}",
    labels_reordered="{}：标签次序已调整",
    field="字段{0}：{1}由{2}改为{3}",
    field_keys={
        "type": "类型",
        "currency": "币种",
        "empty": "空值的含义",
        "minimum": "下限",
        "maximum": "上限",
        "values": "取值",
    },
    nothing="无",
    only_before="{}至{}仅旧标准有效",
    only_after="{}至{}仅新标准有效",
    follow="没有两者同时有效的日期，按两者均有效进行比较",
    assumptions="两者的前提假设不同，仅比较同时符合两者的客户",
    undecided="{}：无法判定是否还有其他差异；{}",
    strange="两者对{}的定义不同",
    too_much="搜索已达上限",
)
LANGS: Final[tuple[Lang, Lang]] = ("zh", "en")
COMPARISON_WORDS: dict[Lang, ComparisonWords] = {"en": EN, "zh": ZH}
