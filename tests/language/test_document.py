"""The document of a ruleset: what it says, in which words, and that Markdown and HTML say the same."""

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import tierrules as tr
from tierrules.language.document import document_of
from tierrules.language.document.html import html
from tierrules.language.document.markdown import markdown
from tierrules.meaning.dates import Lang

LANGUAGES: tuple[Lang, ...] = ("zh", "en")

STANDARD = """\
tierrules: 1
name: standard
version: "2026.1"
language: zh
currency: CNY
title: {zh: 客户分类标准, en: Customer standard}
effective: {from: 2026-01-01, until: 2026-12-31}
fields:
  sector: {type: category, values: [trade, build, farm], title: {zh: 行业, en: Sector}}
assume:
  - first_deal_on <= last_purchase_on
thresholds:
  large_employees: {by: sector, rows: {trade: 200, build: n/a}, default: 1000, title: {zh: 大型人数, en: Large staff}}
  large_revenue: {value: 5亿, source: 标准第3条}
  good: 4
  fair: 3
  high_spend: {dated: {2024-01-01: 40万, 2026-01-01: 50万}}
  high_margin: 20%
  dormant_after: 6 months
  unused: 2
derived:
  per_head: annual_spend / employees
scores:
  care:
    title: {zh: 关怀分, en: Care score}
    within: [0, 100]
    add:
      - {points: 60, when: interactions_90d >= good}
      - {points: -10, when: unstable}
dimensions:
  size:
    title: {zh: 企业规模, en: Company size}
    labels: {large: {zh: 大型, en: Large}, small: {zh: 小型, en: Small}}
    hit: first
    rules:
      - label: large
        when: {any: [employees >= large_employees, annual_revenue >= large_revenue]}
    otherwise: small
  value:
    labels: [high, mid]
    hit: unique
    missing: no-match
    rules:
      - {label: mid, when: care >= fair}
      - label: high
        when:
          all:
            - annual_spend >= high_spend
            - profit_margin >= high_margin
            - not: {any: [elapsed(last_purchase_on) >= dormant_after, known(terminated_on)]}
  mood:
    title: {zh: 心情, en: Mood}
    labels: {glad: {zh: 满意, en: Glad}, even: {zh: 一般, en: Even}, sad: {zh: 不满, en: Sad}}
    bands: {of: satisfaction, from: {glad: good, even: fair}, below: sad}
triggers:
  calls: {dimension: mood, from: glad, to: sad, do: {assign: 客服}}
invariants:
  - {rises_with: annual_revenue, dimension: size}
  - never: size == 'large' and mood == 'sad'
"""

ZH = """\
# 客户分类标准

- **名称** `standard`
- **版本** 2026.1
- **有效期** 2026年1月1日至2026年12月31日（含首尾两日）
- **币种** CNY

缺少数据而可能有多种结果时，标签为“待定”；另有说明的除外。

## 企业规模 (`size`)

适用于所有客户。

| 标签 | 判断标准 | 来源 |
| --- | --- | --- |
| 大型 | 员工数 ≥ “大型人数”（按行业） 或 年营收 ≥ 5亿元 | 标准第3条 |
| 小型 | 其他 |  |

| 行业 | 大型人数 |
| --- | --- |
| trade | 200 |
| build | — |
| 其他 | 1,000 |

“—”表示不作此项比较。

## value

适用于所有客户。

| 标签 | 判断标准 |
| --- | --- |
| high | 同时满足：<br>– 年消费额 ≥ 40万元（2024年1月1日起）、50万元（2026年1月1日起）<br>\
– 利润率 ≥ 20%<br>– 非（距最近购买日期已满6个月 或 合作终止日期已知） |
| mid | 关怀分 ≥ 3 |
| 无标签 | 其他 |

只应有一行符合；若有两行或更多符合，结果为“冲突”。因缺少数据而无法判断的一行，视为不符合。

## 心情 (`mood`)

适用于所有客户。

| 标签 | 满意度 |
| --- | --- |
| 满意 | 4 或以上 |
| 一般 | 3 或以上，低于 4 |
| 不满 | 低于 3 |

## 评分：关怀分 (`care`)

| 分值 | 条件 |
| --- | --- |
| +60 | 近90天互动次数 ≥ 4 |
| −10 | 合作不稳定：是 |

合计后限于 0 至 100。

## 计算值

| 名称 | 计算方法 |
| --- | --- |
| `per_head` | 年消费额 ÷ 员工数 |

## 阈值一览

| 名称 | 含义 | 数值 | 来源 |
| --- | --- | --- | --- |
| `large_employees` | 大型人数 | 按行业，见“企业规模” |  |
| `large_revenue` |  | 5亿元 | 标准第3条 |
| `good` |  | 4 |  |
| `fair` |  | 3 |  |
| `high_spend` |  | 40万元（2024年1月1日起）、50万元（2026年1月1日起） |  |
| `high_margin` |  | 20% |  |
| `dormant_after` |  | 6个月 |  |
| `unused` |  | 2 |  |

## 前提

每个客户都应满足；不满足的客户会被指出，但仍照常分类。

- 首次成交日期不晚于最近购买日期

## 恒定要求

- 其他条件相同，年营收越高，“企业规模”不得变差
- 绝不出现：企业规模为大型 且 心情为不满

## 标签变化时的动作

| 名称 | 触发变化 | 动作 |
| --- | --- | --- |
| `calls` | 心情由满意变为不满 | assign：客服 |
"""

EN = """\
# Customer standard

- **Name** `standard`
- **Version** 2026.1
- **In force** 2026-01-01 to 2026-12-31, both days included
- **Currency** CNY

Where missing data leaves several answers open, the label is undetermined, unless said otherwise.

## Company size (`size`)

Speaks of every customer.

| Label | Criterion | Source |
| --- | --- | --- |
| Large | Employees ≥ “Large staff” (by Sector) or Annual revenue ≥ CNY 500 million | 标准第3条 |
| Small | everyone else |  |

| Sector | Large staff |
| --- | --- |
| trade | 200 |
| build | — |
| all others | 1,000 |

“—”: this comparison is left out.

## value

Speaks of every customer.

| Label | Criterion |
| --- | --- |
| high | all of these:<br>– Annual spend ≥ CNY 400,000 (from 2024-01-01), CNY 500,000 (from 2026-01-01)<br>\
– Profit margin ≥ 20%<br>– not (Last purchase at least 6 months ago or Termination is known) |
| mid | Care score ≥ 3 |
| no label | everyone else |

Only one row may fit; where two or more fit, the answer is a conflict. \
A row that missing data leaves open counts as not fitting.

## Mood (`mood`)

Speaks of every customer.

| Label | Satisfaction |
| --- | --- |
| Glad | 4 or more |
| Even | 3 or more, less than 4 |
| Sad | less than 3 |

## Score: Care score (`care`)

| Points | Where |
| --- | --- |
| +60 | Interactions in 90 days ≥ 4 |
| −10 | Unstable: yes |

The sum is kept within 0 and 100.

## Computed values

| Name | How it is computed |
| --- | --- |
| `per_head` | Annual spend ÷ Employees |

## All thresholds

| Name | Meaning | Value | Source |
| --- | --- | --- | --- |
| `large_employees` | Large staff | by Sector, see “Company size” |  |
| `large_revenue` |  | CNY 500 million | 标准第3条 |
| `good` |  | 4 |  |
| `fair` |  | 3 |  |
| `high_spend` |  | CNY 400,000 (from 2024-01-01), CNY 500,000 (from 2026-01-01) |  |
| `high_margin` |  | 20% |  |
| `dormant_after` |  | 6 months |  |
| `unused` |  | 2 |  |

## Assumptions

Every customer should meet these; one who does not is pointed out and still classified.

- First deal no later than Last purchase

## What always holds

- all else equal, a higher “Annual revenue” never makes “Company size” worse
- never: Company size is Large and Mood is Sad

## Actions when a label changes

| Name | When | Action |
| --- | --- | --- |
| `calls` | Mood changes from Glad to Sad | assign: 客服 |
"""


@pytest.mark.parametrize(("lang", "expected"), [("zh", ZH), ("en", EN)])
def test_a_whole_document(lang: Lang, expected: str) -> None:
    assert markdown(document_of(STANDARD, lang)) == expected


# --- sentences

FRAME = """\
tierrules: 1
name: frame
currency: CNY
fields:
  account: {type: money, currency: EUR, title: {zh: 账户, en: Account}}
  grade: {type: category, values: [A, B], title: {zh: 级别, en: Grade}}
thresholds:
  spend: 50万
  stake: 2 million
  months: 6 months
  soon: 1 month
  days: 90 days
  floor: {by: grade, rows: {A: 10, B: 20}, title: {zh: 下限, en: Floor}}
  wait: {by: grade, rows: {A: 3 months, B: 6 months}, title: {zh: 等待期, en: Waiting time}}
derived:
  per_head: (annual_spend - spend) / (employees + 1)
dimensions:
  flags:
    title: {zh: 标记, en: Flags}
    labels: {vip: {zh: 贵宾, en: VIP}, late: {zh: 拖欠, en: Late payer}}
    hit: collect
    rules: [{label: vip, when: always}, {label: late, when: unstable}]
  rank:
    labels: {top: {zh: VIP级, en: Top}, low: {zh: 普通, en: Low}, odd: {zh: 其它, en: Odd}}
    hit: priority
    rules: [{label: low, when: always}, {label: top, when: unstable}]
    otherwise: odd
  asked:
    labels: [yes_it_is]
    hit: first
    rules:
      - label: yes_it_is
        when: WHEN
"""

SENTENCES = [
    ("always", "无条件", "always"),
    ("annual_spend >= spend", "年消费额 ≥ 50万元", "Annual spend ≥ CNY 500,000"),
    ("account >= stake", "账户 ≥ 200万欧元", "Account ≥ €2 million"),
    ("10 <= employees < 20", "10 ≤ 员工数 < 20", "10 ≤ Employees < 20"),
    ("satisfaction != 3", "满意度 ≠ 3", "Satisfaction ≠ 3"),
    ("unstable", "合作不稳定：是", "Unstable: yes"),
    ("unstable == false", "合作不稳定：否", "Unstable: no"),
    ("not unstable", "非（合作不稳定：是）", "not (Unstable: yes)"),
    ("grade == 'A'", "级别为“A”", "Grade is “A”"),
    ("grade != 'A'", "级别不为“A”", "Grade is not “A”"),
    ("grade in ['A', 'B']", "级别为“A”、“B”之一", "Grade is one of “A”, “B”"),
    ("not (region in ['x', 'y'])", "区域不为“x”、“y”中任何一个", "Region is none of “x”, “y”"),
    ("grade in floor", "级别列于“下限”的表中", "Grade is listed in the table of “Floor”"),
    ("starts_with(industry_code, 'I65')", "行业代码以“I65”开头", "Industry code starts with “I65”"),
    ("known(budget)", "预算已知", "Budget is known"),
    ("not known(budget)", "预算未知", "Budget is not known"),
    ("present(last_purchase_on)", "有最近购买日期", "Last purchase exists"),
    ("not present(last_purchase_on)", "无最近购买日期", "Last purchase does not exist"),
    ("has(flags, 'late')", "标记包含拖欠", "Flags includes Late payer"),
    ("not has(flags, 'late')", "标记不包含拖欠", "Flags does not include Late payer"),
    ("rank == 'top'", "rank 为 VIP级", "rank is Top"),
    ("rank not in ['top', 'low']", "rank 不为 VIP级、普通中任何一个", "rank is none of Top, Low"),
    ("elapsed(last_purchase_on) > days", "距最近购买日期已超过90天", "Last purchase more than 90 days ago"),
    ("elapsed(last_purchase_on) < months", "距最近购买日期未满6个月", "Last purchase less than 6 months ago"),
    ("months <= elapsed(last_purchase_on)", "距最近购买日期已满6个月", "Last purchase at least 6 months ago"),
    (
        "elapsed(last_purchase_on) >= wait",
        "距最近购买日期已满“等待期”（按级别）",
        "Last purchase at least “Waiting time” (by Grade) ago",
    ),
    (
        "until(expected_close_on) <= soon",
        "预计成交日期不晚于分类日后1个月",
        "Expected close no later than 1 month from the day of classification",
    ),
    (
        "0 <= until(expected_close_on) <= soon",
        "预计成交日期在分类日起1个月之内",
        "Expected close within 1 month from the day of classification",
    ),
    (
        "soon >= elapsed(last_contact_on) >= 0",
        "最近联系日期在分类日前1个月之内",
        "Last contact within the 1 month up to the day of classification",
    ),
    (
        "0 < until(expected_close_on) <= soon",
        "预计成交日期晚于分类日 且 预计成交日期不晚于分类日后1个月",
        "Expected close after the day of classification and "
        "Expected close no later than 1 month from the day of classification",
    ),
    ("elapsed(last_contact_on) < 0", "最近联系日期晚于分类日", "Last contact after the day of classification"),
    ("first_deal_on < last_purchase_on", "首次成交日期早于最近购买日期", "First deal before Last purchase"),
    ("per_head >= spend", "per_head ≥ 50万元", "per_head ≥ CNY 500,000"),
    (
        "annual_spend * 2 >= lifetime_spend - (budget - spend)",
        "年消费额 × 2 ≥ 累计消费额 − (预算 − 50万元)",
        "Annual spend × 2 ≥ Lifetime spend − (Budget − CNY 500,000)",
    ),
    (
        "max(annual_spend, budget) >= spend",
        "年消费额、预算中的较大者 ≥ 50万元",
        "the greatest of Annual spend, Budget ≥ CNY 500,000",
    ),
    (
        "unstable or employees >= 5 and employees < 9",
        "合作不稳定：是 或 （员工数 ≥ 5 且 员工数 < 9）",
        "Unstable: yes or (Employees ≥ 5 and Employees < 9)",
    ),
    (
        "unstable or (need_confirmed or proposal_sent)",
        "合作不稳定：是 或 需求明确：是 或 方案已提交：是",
        "Unstable: yes or Need confirmed: yes or Proposal sent: yes",
    ),
    (
        "{at_least: 2, of: [unstable, need_confirmed, proposal_sent]}",
        "以下3项中至少满足2项：<br>– 合作不稳定：是<br>– 需求明确：是<br>– 方案已提交：是",
        "at least 2 of these 3:<br>– Unstable: yes<br>– Need confirmed: yes<br>– Proposal sent: yes",
    ),
]


def criterion(when: str, lang: Lang) -> str:
    """The criterion of the one rule of `asked`."""
    text = markdown(document_of(FRAME.replace("WHEN", when), lang))
    row = text.split("## asked")[1].split("| yes_it_is | ")[1]
    return row.split(" |\n")[0]


@pytest.mark.parametrize(("when", "zh", "en"), SENTENCES)
def test_a_condition_is_a_sentence(when: str, zh: str, en: str) -> None:
    assert (criterion(when, "zh"), criterion(when, "en")) == (zh, en)


def section(text: str, title: str) -> str:
    """The section with a title, without its heading."""
    return text.split(f"## {title}")[1].split("\n## ", maxsplit=1)[0].strip("\n")


def test_hit_policies_and_the_order_of_labels() -> None:
    text = markdown(document_of(FRAME.replace("WHEN", "always"), "en"))
    assert section(text, "Flags (`flags`)") == (
        "Speaks of every customer.\n\n| Label | Criterion |\n| --- | --- |\n| VIP | always |\n"
        "| Late payer | Unstable: yes |\n| no label | everyone else |\n\nThe labels of all rows that fit are given."
    )
    # Under `priority` the best label stands first, though the file lists another rule before it.
    assert section(text, "rank") == (
        "Speaks of every customer.\n\n| Label | Criterion |\n| --- | --- |\n| Top | Unstable: yes |\n| Low | always |\n"
        "| Odd | everyone else |\n\n"
        "Where several rows fit, the best label counts: that of the highest row in this table."
    )


# --- forms


def of_dimension(body: str, lang: Lang, more: str = "") -> str:
    """The section of a dimension with a given body, and what follows it."""
    text = f"tierrules: 1\nname: forms\n{more}\ndimensions:\n  it:\n    labels: [a, b, c]\n{body}\n"
    return markdown(document_of(text, lang)).split("## it\n\n")[1]


def test_bands_up_to_a_bound_stand_best_label_first() -> None:
    body = "    bands: {of: satisfaction, up_to: {c: 2, b: 3}, above: a}"
    assert of_dimension(body, "en") == (
        "Speaks of every customer.\n\n| Label | Satisfaction |\n| --- | --- |\n"
        "| a | more than 3 |\n| b | more than 2, 3 or less |\n| c | 2 or less |\n"
    )
    assert "| a | 高于 3 |\n| b | 高于 2，3 或以下 |\n| c | 2 或以下 |\n" in of_dimension(body, "zh")


def test_bands_of_dates_speak_only_of_those_who_have_one() -> None:
    body = "    bands: {of: last_purchase_on, from: {a: 2026-01-01, b: 2025-01-01}, below: c}"
    assert of_dimension(body, "en") == (
        "Speaks only of customers who meet this: Last purchase exists. For all others it is not applicable.\n\n"
        "| Label | Last purchase |\n| --- | --- |\n"
        "| a | 2026-01-01 or later |\n| b | 2025-01-01 or later, before 2026-01-01 |\n| c | before 2025-01-01 |\n"
    )
    assert "| b | 2025年1月1日或以后，早于2026年1月1日 |" in of_dimension(body, "zh")


def test_cells_of_two_values_are_a_grid() -> None:
    body = "    cells: {of: [satisfaction, orders_12m], rows: {a: [[4, 2], [5, 1]], b: [[5, 2]]}}\n    otherwise: c"
    assert of_dimension(body, "en") == (
        "Speaks of every customer.\n\nJudged by the combination of Satisfaction, Orders in 12 months.\n\n"
        "| Satisfaction ＼ Orders in 12 months | 2 | 1 |\n| --- | --- | --- |\n"
        "| 5 | b | a |\n| 4 | a | c |\n\nAll other combinations: c.\n"
    )


def test_cells_of_three_values_are_a_list() -> None:
    body = (
        "    cells:\n      of: [satisfaction, orders_12m, employees]\n"
        "      rows: {c: [], a: [[5, 2, 10], [4, 2, 10]], b: [[1, 1, 1]]}"
    )
    assert of_dimension(body, "zh") == (
        "适用于所有客户。\n\n按满意度、近12个月订单数、员工数的组合判断。\n\n"
        "| 标签 | 满意度 – 近12个月订单数 – 员工数 |\n| --- | --- |\n"
        "| a | 5–2–10；4–2–10 |\n| b | 1–1–1 |\n| c | 没有判断标准给出此标签 |\n| 无标签 | 其他 |\n"
    )


PREFIXED = """\
thresholds:
  many: {by: industry_code, prefix: true, rows: {I: 10, I65: 20, J: n/a}, default: 30}
  most: {by: industry_code, prefix: true, rows: {I: 40, J: 50}, default: 60}"""


def test_a_prefix_table_shows_what_holds_for_each_row() -> None:
    body = "    hit: first\n    rules: [{label: a, when: many <= employees < most}]"
    assert of_dimension(body, "en", PREFIXED).split("\n\n## ")[0].split("\n\n")[-2:] == [
        "| Industry code | many | most |\n| --- | --- | --- |\n"
        "| I | 10 | 40 |\n| I65 | 20 | 40 |\n| J | — | 50 |\n| all others | 30 | 60 |",
        "“—”: this comparison is left out. A row speaks of every code that begins with its own; the longest one wins.",
    ]


TWO_KEYS = """\
fields: {kin: {type: category, values: [p, q, r, s]}, zone: {type: category, values: [n, m]}}
thresholds:
  least: {by: [kin, zone], rows: {p: {n: 1, m: 2}, q: 3, r: 3}, default: 4}"""


def test_a_table_by_two_fields_joins_neighbours_that_are_alike() -> None:
    body = "    hit: first\n    rules: [{label: a, when: employees >= least}]"
    assert (
        "| kin | zone | least |\n| --- | --- | --- |\n| p | n | 1 |\n| p | m | 2 |\n| q | 全部 | 3 |\n"
        "| r | 全部 | 3 |\n| 其他 |  | 4 |"
    ) in of_dimension(body, "zh", TWO_KEYS)


# --- what both printers hold

HOSTILE = "<>&;\"'`*_[]|~#\\-+=1.) （）中aZ!$%{}:/"
titles = st.text(HOSTILE, min_size=1, max_size=12).filter(str.strip)
numbers = st.integers(0, 10**6 - 1)


def ruleset(labels: list[str], bounds: list[int], source: str) -> str:
    """A ruleset with the given titles, quoted so that any text can stand in them."""
    quoted = [json.dumps(one, ensure_ascii=False) for one in (*labels, source)]
    lines = [
        f"  t{at}: {{value: {bound}, title: {quoted[at]}, source: {quoted[-1]}}}" for at, bound in enumerate(bounds)
    ]
    named = ", ".join(f"l{at}: {title}" for at, title in enumerate(quoted[:-1]))
    rules = [f"      - {{label: l{at}, when: employees >= t{at}}}" for at in range(len(bounds))]
    return "\n".join(
        [
            *("tierrules: 1", "name: any", "language: en", f"title: {quoted[0]}", "thresholds:", *lines),
            *("dimensions:", "  it:", f"    labels: {{{named}}}", "    hit: first", "    rules:", *rules, ""),
        ]
    )


class Page(HTMLParser):
    """Reads a page: its text, its references, and that each element is closed in turn."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.texts: list[str] = []
        self.references: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)
        self.close()
        assert self.open == []

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.references += [f"{name}={value}" for name, value in attrs if name in ("src", "href", "action", "style")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            assert not re.search(r"url\(|@import", data)
        else:
            self.texts.append(data)


ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "h1", "h2", "p", "div", "code"),
    *("dl", "dt", "dd", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"),
}


def check_page(text: str) -> Page:
    """Read a page and hold that it is whole and needs nothing from elsewhere."""
    page = Page(text)
    assert text.startswith("<!doctype html>")
    assert page.references == []
    assert page.tags <= ALLOWED
    return page


def as_read(text: str) -> Page:
    """What a reader sees of Markdown, by a parser of its own standard."""
    return Page(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text).replace("<br />", "<br>"))


@given(st.lists(st.tuples(titles, numbers), min_size=1, max_size=4), titles)
def test_every_title_and_number_is_seen_in_both(entries: list[tuple[str, int]], source: str) -> None:
    labels, bounds = [title for title, _ in entries], [bound for _, bound in entries]
    document = document_of(ruleset(labels, bounds, source), "en")
    for page in (check_page(html(document)), as_read(markdown(document))):
        for wanted in (*labels, source):
            assert " ".join(wanted.split()) in page.text
        for bound in bounds:
            told = f"{bound:,}" if bound < 10**6 or bound % 1000 else rf"{bound / 10**6:,.3f}".rstrip("0").rstrip(".")
            assert f"≥ {told}" in page.text


@given(st.lists(st.tuples(titles, numbers), min_size=1, max_size=4), titles)
def test_both_printers_make_the_same_tables(entries: list[tuple[str, int]], source: str) -> None:
    document = document_of(ruleset([one for one, _ in entries], [two for _, two in entries], source), "en")
    assert tables(html(document)) == tables(
        MarkdownIt("commonmark").enable("table").render(markdown(document)).replace("<br />", "")
    )


def tables(page: str) -> list[list[str]]:
    """The cells of each row of a page, as text."""
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    return [[Page(cell).text for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", tr.bundled())
def test_every_bundled_ruleset_is_documented(name: str, lang: Lang) -> None:
    rules = tr.load(name)
    document = document_of(rules.source, lang)
    for page in (check_page(html(document)), as_read(markdown(document))):
        assert page.text.startswith(document.title)
        for dimension in rules.dimensions.values():
            for label in dimension.labels:
                assert label.title.say(lang, label.name) in page.text
        for threshold in rules.thresholds.values():
            assert threshold.name in page.text
            assert threshold.title.say(lang, threshold.name) in page.text


def test_what_a_title_lacks_is_said_by_the_name() -> None:
    body = "{labels: {a: {zh: 甲}}, hit: first, rules: [{label: a, when: always}]}"
    text = f"tierrules: 1\nname: n\ndimensions:\n  it: {body}\n"
    assert "| a | always |" in markdown(document_of(text, "en"))
    assert "| 甲 | 无条件 |" in markdown(document_of(text, "zh"))


def test_a_text_that_does_not_load_has_no_document() -> None:
    with pytest.raises(tr.RulesetError, match="unknown-name"):
        document_of(FRAME.replace("WHEN", "employes >= 5"), "en")
