"""Small portfolios and edits of which every figure on a page is known."""

from __future__ import annotations

from datetime import date

import tierrules as tr
from tierrules.portfolio.migration import Migration

TODAY = date(2026, 11, 22)

SIZES = """\
tierrules: 1
name: sizes
version: "3"
language: zh
title: {zh: 企业规模标准, en: Company sizes}
currency: CNY
fields:
  employees: {type: integer, title: {zh: 员工数, en: Employees}}
  spend: {type: money, title: {zh: 消费额, en: Spend}}
  region: {type: category, values: [north, south]}
thresholds:
  many: {value: 1000, title: {zh: 大型企业下限, en: minimum of large companies}}
  some: 100
  rich: {value: 50万, title: {zh: 高消费下限, en: minimum of high spend}}
dimensions:
  size:
    title: {zh: 规模, en: Size}
    labels: {large: {zh: 大型, en: Large}, medium: {zh: 中型, en: Medium}, small: {zh: 小型, en: Small}}
    hit: first
    rules:
      - {label: large, when: employees >= many}
      - {label: medium, when: employees >= some}
    otherwise: small
  value:
    title: {zh: 价值, en: Value}
    labels: {high: {zh: 高, en: High}, low: {zh: 低, en: Low}}
    hit: first
    rules: [{label: high, when: spend >= rich}]
    otherwise: low
  place:
    labels: [up, down]
    hit: first
    rules: [{label: up, when: "region == 'north'"}]
    otherwise: down
"""

PEOPLE = [
    {"customer_id": "C1", "name": "甲公司", "employees": 1200, "spend": "60万", "region": "north"},
    {"customer_id": "C2", "name": "乙公司", "employees": 900, "spend": "55万", "region": "south"},
    {"customer_id": "C3", "name": "丙公司", "employees": 850, "spend": "12.34567万", "region": "north"},
    {"customer_id": "C4", "name": "丁公司", "employees": 50, "spend": "1万", "region": "north"},
    {"customer_id": "C5", "name": "戊公司", "employees": None, "spend": None, "region": "north"},
    {"customer_id": "C6", "name": "己公司", "employees": "many", "spend": "1万", "region": "north"},
]


def rules() -> tr.Ruleset:
    return tr.loads(SIZES)


def moved(people: object = PEOPLE, weight: str | None = "spend", **edits: object) -> Migration:
    """What an edit moves: by default two customers become large, and one loses their high value."""
    return rules().what_if(
        people,  # type: ignore[arg-type]  # hostile ones too
        edits or {"many": 800, "rich": "56万"},
        as_of=TODAY,
        weight=weight,
    )
