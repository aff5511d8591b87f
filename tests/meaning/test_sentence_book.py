"""Sentences that can be sent on: titles and never names, numbers as people write them, and a book of them."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.meaning.classification import Classification, classification
from tierrules.meaning.dates import Lang
from tierrules.meaning.declared import Field, Type
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.model import Model
from tierrules.meaning.outcomes import outcomes
from tierrules.testing import as_ofs, facts_for, models

AS_OF = date(2026, 11, 22)
NAME = re.compile(r"[A-Za-z_]\w*")
RULES = {name: tr.load(name) for name in tr.bundled()}


def sentences(seen: Classification, lang: Lang) -> Iterator[str]:
    """Every sentence that a classification can say, without the first lines, which name the rules."""
    for exact in (False, True):
        yield from (line for line in seen.explain(lang=lang, exact=exact).split("\n") if line.startswith(" "))
        yield seen.tag_line(lang=lang, exact=exact)
    for tag in seen.by_dimension.values():
        for name in {one.name for one in tag.justification.better[:1] for one in (one.label,)}:
            yield seen.path_to(tag.dimension, name, budget=200).explain(lang=lang)


def check(seen: Classification, fields: dict[str, Field]) -> None:
    for lang in ("zh", "en"):
        for sentence in sentences(seen, lang):
            assert "None" not in sentence
            assert "{" not in sentence
            assert not re.search(r"\d\.0(?!\d)", sentence)
            if lang == "zh":
                told = set(NAME.findall(sentence))
                assert not told & {name for name, one in fields.items() if one.title.zh}, sentence


@given(st.sampled_from(sorted(RULES)), as_ofs(), st.data())
def test_bundled_rulesets_speak_of_titles(name: str, as_of: date, data: st.DataObject) -> None:
    rules, day = RULES[name], max(as_of, date(2024, 1, 1))
    seen = rules.classify_facts(CustomerReading(data.draw(facts_for(rules, day))), as_of=day)
    check(seen, dict(rules.inputs))


@given(models(most_rules=3), as_ofs(), st.data())
def test_generated_rulesets_speak_of_titles(model: Model, as_of: date, data: st.DataObject) -> None:
    facts = data.draw(facts_for(model, as_of))
    check(classification(model, facts, as_of, outcomes(model, facts, as_of), "0"), dict(model.fields))


TEXT = """\
tierrules: 1
name: book
currency: CNY
thresholds:
  high: {value: 120万, title: {zh: 高消费线, en: High spend}}
  fair: {value: 20%, title: {zh: 利润率线, en: Fair margin}}
  due: 2027-01-31
  asleep: {value: 6 months, title: {zh: 沉睡期, en: Time to dormancy}}
dimensions:
  tier:
    title: {zh: 等级, en: Tier}
    labels: {A: {zh: 甲级, en: Grade A}, B: {zh: 乙级, en: Grade B}}
    hit: first
    rules:
      - label: A
        when: WHEN
    otherwise: B
"""
# What would give grade A, in both languages: typed by hand.
BOOK = [
    ("annual_spend >= high", {"annual_spend": "38万"}, "年消费额达到120万元", "Annual spend at least CNY 1.2 million"),
    ("annual_spend > high", {"annual_spend": 5}, "年消费额超过120万元", "Annual spend above CNY 1.2 million"),
    ("employees > 10", {"employees": 3}, "员工数达到11", "Employees at least 11"),
    ("profit_margin < fair", {"profit_margin": "25%"}, "利润率低于20%", "Profit margin below 20%"),
    ("profit_margin <= fair", {"profit_margin": "25%"}, "利润率不超过20%", "Profit margin at most 20%"),
    ("employees == 12", {"employees": 3}, "员工数为12", "Employees is 12"),
    ("need_confirmed", {"need_confirmed": False}, "需求明确为是", "Need confirmed is true"),
    ("urgency in ['high', 'low']", {"urgency": "medium"}, "需求紧急度为高或低", "Urgency is high or low"),
    ("not present(need_due_on)", {"need_due_on": "2026-12-01"}, "没有需求日期", "no Need due date"),
    (
        "10 <= employees < 20",
        {"employees": 3},
        "员工数达到10且不超过19",
        "Employees at least 10 and at most 19",
    ),
    (
        "need_due_on <= due",
        {"need_due_on": "2027-03-01"},
        "需求日期不早于2026年11月22日且不晚于2027年1月31日",
        "Need due date on or after 2026-11-22 and on or before 2027-01-31",
    ),
    (
        "elapsed(last_purchase_on) >= asleep",
        {"last_purchase_on": "2026-08-31"},
        "从2027年2月28日起，若再无购买",
        "from 2027-02-28, if nothing is bought",
    ),
    (
        "elapsed(founded_on) >= asleep",
        {"founded_on": "2026-08-31"},
        "从2027年2月28日起，若成立日期不变",
        "from 2027-02-28, if Founding stays as it is",
    ),
]


@pytest.mark.parametrize(("when", "customer", "zh", "en"), BOOK, ids=[row[0] for row in BOOK])
def test_the_sentence_of_each_way(when: str, customer: dict[str, object], zh: str, en: str) -> None:
    ways = tr.loads(TEXT.replace("WHEN", when)).classify(customer, as_of=AS_OF).path_to("tier", "A")
    assert (ways.ways[0].explain(lang="zh"), ways.ways[0].explain(lang="en")) == (zh, en)
    assert ways.explain(lang="zh").split("\n")[0] == "等级成为甲级的办法："


def test_arithmetic_is_told_by_titles() -> None:
    seen = tr.loads(TEXT.replace("WHEN", "annual_spend - lifetime_spend * 2 >= high")).classify(
        {"annual_spend": "300万", "lifetime_spend": "100万"}, as_of=AS_OF
    )
    assert "年消费额 - 累计消费额 * 2 100万元 < 120万元（高消费线），低于界限20万元" in seen.explain(lang="zh")
    assert seen["tier"].justification.rules[0].comparisons[0].field.name == "annual_spend - lifetime_spend * 2"
    assert seen["tier"].justification.rules[0].comparisons[0].type is Type.MONEY
