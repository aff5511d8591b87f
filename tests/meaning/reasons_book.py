"""The book of reasons and changes: what people are told, in both languages, of customers typed here.

`python -m tests.meaning.reasons_book` writes `reasons.book.txt` anew. A change of the book is read aloud before it is
kept: would one send this line to the customer's account manager?
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import tierrules as tr
from tierrules.meaning.sentences import label_text, reason

BOOK = Path(__file__).with_name("reasons.book.txt")
DAY = date(2026, 11, 1)
RULES = """
tierrules: 1
name: book
language: zh
currency: CNY
fields:
  export_spend: {type: money, currency: EUR, title: {zh: 出口消费额, en: Export spend}}
  vip: {type: boolean, title: {zh: 重要客户, en: Key account}}
thresholds:
  large_revenue: {value: 1亿, title: {zh: 大型企业年营收, en: Revenue of a large company}}
  large_employees: {value: 1000, title: {zh: 大型企业人数, en: Staff of a large company}}
  medium_revenue: {value: 5000万, title: {zh: 中型企业年营收, en: Revenue of a medium company}}
  high_spend: {value: 50万, title: {zh: 高价值年消费额, en: High-value spend}}
  mid_spend: {value: 10万, title: {zh: 中价值年消费额, en: Mid-value spend}}
  high_margin: {value: 20%, title: {zh: 高利润率, en: High margin}}
  gold_spend: {dated: {2024-01-01: 40万, 2026-12-01: 50万}, title: {zh: 金卡年消费额, en: Gold spend}}
  dormant_after: {value: 6 months, title: {zh: 沉睡期限, en: Dormancy limit}}
  closing_window: {value: 1 month, title: {zh: 成交窗口, en: Closing window}}
  trial: {value: 90 days, title: {zh: 试用期, en: Trial}}
  few_orders: {by: kind, rows: {company: 10, person: 2}, title: {zh: 低频订单数, en: Few orders}}
  export_bar: {value: 20万, title: {zh: 出口门槛, en: Export bar}}
dimensions:
  size:
    title: {zh: 企业规模, en: Company size}
    labels:
      large: {zh: 大型企业, en: Large company}
      medium: {zh: 中型企业, en: Medium company}
      small: {zh: 小微企业, en: Small company}
    hit: first
    rules:
      - {label: large, when: annual_revenue >= large_revenue or employees >= large_employees}
      - {label: medium, when: annual_revenue >= medium_revenue}
    otherwise: small
  value:
    title: {zh: 客户价值, en: Customer value}
    labels:
      high: {zh: 高价值客户, en: High value}
      mid: {zh: 中价值客户, en: Medium value}
      low: {zh: 低价值客户, en: Low value}
    hit: first
    rules:
      - {label: high, when: annual_spend >= high_spend and profit_margin >= high_margin}
      - {label: mid, when: annual_spend >= mid_spend}
    otherwise: low
  gold:
    title: {zh: 金卡, en: Gold card}
    labels: {gold: {zh: 金卡客户, en: Gold customer}}
    hit: first
    rules: [{label: gold, when: annual_spend >= gold_spend}]
    otherwise: none
  dormancy:
    title: {zh: 活跃度, en: Activity}
    labels: {awake: {zh: 活跃客户, en: Active customer}, dormant: {zh: 沉睡客户, en: Dormant customer}}
    applies: present(last_purchase_on)
    hit: first
    rules: [{label: dormant, when: elapsed(last_purchase_on) >= dormant_after}]
    otherwise: awake
  stage:
    title: {zh: 阶段, en: Stage}
    labels: {closing: {zh: 临近成交, en: About to close}, open: {zh: 跟进中, en: Open}}
    hit: first
    rules: [{label: closing, when: 0 <= until(expected_close_on) <= closing_window}]
    otherwise: open
  care:
    title: {zh: 服务方式, en: Service}
    labels: {rescue: {zh: 重点挽回, en: Rescue}, normal: {zh: 常规服务, en: Standard service}}
    ordered: false
    hit: first
    rules: [{label: rescue, when: value == 'high' and dormancy == 'dormant'}]
    otherwise: normal
  flags:
    title: {zh: 标记, en: Flags}
    labels:
      key: {zh: 重要, en: Key}
      exporter: {zh: 出口商, en: Exporter}
      rare: {zh: 低频, en: Rare buyer}
    hit: collect
    rules:
      - {label: key, when: vip}
      - {label: exporter, when: export_spend > export_bar}
      - {label: rare, when: orders_12m < few_orders}
    otherwise: none
"""
BASE: dict[str, object] = {
    "annual_revenue": "6800万",
    "employees": 300,
    "annual_spend": "30万",
    "profit_margin": "25%",
    "last_purchase_on": "2026-09-01",
    "expected_close_on": "2027-02-01",
    "orders_12m": 12,
    "kind": "company",
    "vip": "否",
    "export_spend": "",
}

REASONS: tuple[tuple[str, dict[str, object]], ...] = (
    ("an ordinary customer", {}),
    ("revenue above the bound", {"annual_revenue": "1.2亿"}),
    ("exactly on the bound", {"annual_revenue": "1亿", "employees": 999}),
    ("large by its staff", {"employees": 1000}),
    ("small", {"annual_revenue": "980万"}),
    ("revenue not known", {"annual_revenue": None}),
    ("high value", {"annual_spend": "60万"}),
    ("margin not known", {"annual_spend": "60万", "profit_margin": None}),
    ("margin just short", {"annual_spend": "60万", "profit_margin": "19.5%"}),
    ("never bought", {"last_purchase_on": ""}),
    ("dormant", {"last_purchase_on": "2026-03-15", "annual_spend": "60万"}),
    ("about to close", {"expected_close_on": "2026-11-20"}),
    ("key exporter", {"vip": "是", "export_spend": "25万"}),
    ("rare buyer", {"orders_12m": 3}),
    ("a kind that nobody knows", {"orders_12m": 3, "kind": None, "export_spend": "5万"}),
)

LATER = date(2027, 3, 1)
CHANGES: tuple[tuple[str, dict[str, object], dict[str, object], date], ...] = (
    ("revenue passes a bound", {"annual_revenue": "9800万"}, {"annual_revenue": "1.02亿"}, DAY),
    ("revenue reaches the bound exactly", {"annual_revenue": "9800万"}, {"annual_revenue": "1亿"}, DAY),
    ("staff grows", {}, {"employees": 1200}, DAY),
    ("revenue falls", {}, {"annual_revenue": "4200万"}, DAY),
    ("revenue falls by two steps", {"annual_revenue": "1.5亿"}, {"annual_revenue": "3000.5万"}, DAY),
    ("revenue gets lost", {}, {"annual_revenue": None}, DAY),
    ("revenue becomes known", {"annual_revenue": None}, {}, DAY),
    ("spend grows", {}, {"annual_spend": "58.5万"}, DAY),
    ("margin grows", {"annual_spend": "60万", "profit_margin": "18%"}, {"annual_spend": "60万"}, DAY),
    ("margin falls", {"annual_spend": "60万"}, {"annual_spend": "60万", "profit_margin": "12.5%"}, DAY),
    ("spend and margin grow", {"profit_margin": "18%"}, {"annual_spend": "60万"}, DAY),
    (
        "a company is a person",
        {"orders_12m": 3, "export_spend": "5万"},
        {"orders_12m": 3, "kind": "person", "export_spend": "5万"},
        DAY,
    ),
    ("a first purchase", {"last_purchase_on": ""}, {}, DAY),
    ("time goes by", {}, {}, LATER),
    ("a purchase wakes up", {"last_purchase_on": "2026-02-01"}, {"last_purchase_on": "2026-10-30"}, DAY),
    ("high value falls asleep", {"annual_spend": "60万"}, {"annual_spend": "60万"}, LATER),
    ("the close comes near", {}, {}, date(2027, 1, 2)),
    (
        "the close has passed",
        {"expected_close_on": "2026-11-20"},
        {"expected_close_on": "2026-11-20"},
        date(2026, 11, 21),
    ),
    ("the close is put off", {"expected_close_on": "2026-11-20"}, {}, DAY),
    ("a number comes into force", {"annual_spend": "45万"}, {"annual_spend": "45万"}, date(2026, 12, 1)),
    ("becomes a key account", {}, {"vip": "是"}, DAY),
    ("exports", {}, {"export_spend": "20.5万"}, DAY),
    ("orders become rare", {}, {"orders_12m": 9}, DAY),
)

Edit = tuple[str, str]
RULE_CHANGES: tuple[tuple[str, tuple[Edit, ...], dict[str, object], dict[str, object]], ...] = (
    ("a threshold is raised", (("value: 5000万", "value: 8000万"),), {}, {}),
    ("a threshold is lowered", (("value: 1亿", "value: 6000万"),), {}, {}),
    ("a share is lowered", (("value: 20%", "value: 15%"),), *({"annual_spend": "60万", "profit_margin": "18%"},) * 2),
    ("a length of time is cut", (("value: 6 months", "value: 2 months"),), {}, {}),
    ("a table is changed", (("company: 10,", "company: 20,"),), {}, {}),
    ("a dated number is changed", (("2024-01-01: 40万", "2024-01-01: 25万"),), {}, {}),
    ("a rule is changed", (("annual_spend >= mid_spend", "annual_spend >= high_spend"),), {}, {}),
    (
        "a rule is added",
        (
            (
                "rules: [{label: gold",
                "rules: [{label: gold, id: by-staff, when: employees >= 300}, {label: gold, id: gold",
            ),
        ),
        {},
        {},
    ),
    ("the rest gets another label", (("otherwise: low", "otherwise: mid"),), *({"annual_spend": "5万"},) * 2),
    (
        "a dimension is gone",
        ((RULES[RULES.index("  gold:\n") : RULES.index("  dormancy:\n")], ""),),
        {"annual_spend": "45万"},
        {"annual_spend": "45万"},
    ),
    ("customer and standard, only together", (("value: 1亿", "value: 9000万"),), {}, {"annual_revenue": "9500万"}),
    ("customer or standard, either alone", (("value: 1亿", "value: 6000万"),), {}, {"annual_revenue": "1.2亿"}),
    (
        "a field that was never asked",
        (("or employees >= large_employees", "or employees >= large_employees or total_assets >= large_revenue"),),
        {},
        {"total_assets": "2亿"},
    ),
)


def book() -> str:
    """The whole book."""
    return "\n".join([*_reasons(), "", *_changes(), ""])


def _reasons() -> Iterator[str]:
    rules = tr.loads(RULES)
    yield "# Reasons"
    for what, changed in REASONS:
        yield f"\n## {what}"
        seen = rules.classify(BASE | changed, as_of=DAY)
        for tag in seen.by_dimension.values():
            if what == "an ordinary customer" or tag != rules.classify(BASE, as_of=DAY)[tag.dimension]:
                for lang in ("zh", "en"):
                    yield f"{label_text(tag.justification, lang)} | {reason(tag.justification, lang)}"


def _changes() -> Iterator[str]:
    rules = tr.loads(RULES)
    yield "# Changes"
    for what, before, after, day in CHANGES:
        yield f"\n## {what}"
        seen = rules.classify(BASE | after, as_of=day)
        yield from _lines(seen.changes_from(rules.classify(BASE | before, as_of=DAY), actor="经理"))
    yield "\n# First answers"
    yield "\n## a new customer"
    yield from _lines(rules.classify(BASE, as_of=DAY).changes_from(None, actor="经理", first=True))
    yield "\n# Changes of the standard"
    for what, edits, before, after in RULE_CHANGES:
        yield f"\n## {what}"
        seen = _edited(edits).classify(BASE | after, as_of=DAY)
        yield from _lines(seen.changes_from(rules.classify(BASE | before, as_of=DAY)))


def _edited(edits: tuple[Edit, ...]) -> tr.Ruleset:
    text = RULES
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return tr.loads(text)


def _lines(records: tuple[tr.ChangeRecord, ...]) -> Iterator[str]:
    for record in records:
        yield record.line("zh")
        yield record.line("en").replace("经理", "the manager")


if __name__ == "__main__":
    BOOK.write_text(book(), encoding="utf-8")
    sys.stdout.write(f"wrote {BOOK.name}\n")
