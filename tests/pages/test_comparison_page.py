"""The page of a comparison: what is told in text stands on it, in both languages."""

from __future__ import annotations

import pytest

import tierrules as tr
from tests.pages.portfolios import PEOPLE, SIZES, TODAY, rules
from tests.pages.reading import Node, read_page, table_rows
from tierrules.meaning.dates import Lang
from tierrules.pages import comparison as of_comparison
from tierrules.pages.comparison import Compared, comparison_page
from tierrules.proof.compare.comparison import Comparison
from tierrules.proof.compare.comparison_text import example, notes, reason, summary


def compared(*changes: tuple[str, str]) -> Comparison:
    text = SIZES
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return tr.loads(SIZES).compare(tr.loads(text))


@pytest.fixture(scope="module")
def edited() -> Comparison:
    return compared(("value: 1000", "value: 800"), ("50万", "56万"))


def page_of(*parts: Compared, lang: Lang = "zh") -> Node:
    return read_page(comparison_page(parts, lang))


def changed(one: Comparison) -> Node:
    return page_of(Compared("rules.yaml", "same" if one.is_same else "changed", one))


def test_each_region_stands_with_its_example_and_cause(edited: Comparison) -> None:
    page = changed(edited)
    size, value = page.find("section", class_="changes")
    assert table_rows(size.find("table")[0])[1:] == [
        [
            "▲up Medium → Large",
            "Employees at least 800 and at most 999",
            "Employees 900 (as of 2026-01-01)",
            "The standard lowered minimum of large companies from 1,000 to 800",
        ]
    ]
    assert table_rows(value.find("table")[0], "zh")[1][:2] == ["▼降 高 → 低", "消费额达到50万元且低于56万元"]
    assert [one.find("h2")[0].text() for one in (size, value)] == ["Size size", "Value value"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_told_in_text_stands_on_the_page(edited: Comparison, lang: Lang) -> None:
    told = changed(edited).text(lang).casefold()
    assert summary(edited, lang).casefold() in told
    for one in edited:
        for part in (example(one, lang), reason(one, lang), *(each.text(lang) for each in one.region)):
            assert part.casefold() in told


@pytest.mark.parametrize(("lang", "left_out"), [("en", "except those with "), ("zh", "的除外")])
def test_who_is_left_out_of_a_region_is_told(lang: Lang, left_out: str) -> None:
    rules = """\
tierrules: 1
name: small
fields: {f: {type: integer}, g: {type: integer}}
thresholds: {t: 4, u: 4}
dimensions:
  main:
    labels: [x, y]
    hit: first
    rules: [{label: x, when: f >= t and g >= u}]
    otherwise: y
"""
    found = tr.loads(rules).compare(tr.loads(rules.replace("t: 4, u: 4", "t: 1, u: 1")))
    (one,) = found
    (part,) = one.but
    told = changed(found).text(lang)
    assert left_out in told
    assert all(each.text(lang) in told for each in part)


def test_of_collected_labels_those_that_come_and_go_are_told() -> None:
    rules = """\
tierrules: 1
name: small
thresholds: {t: 4}
dimensions:
  flags:
    labels: [x, y]
    hit: collect
    rules: [{label: x, when: employees >= t}, {label: y, when: employees >= 2}]
"""
    told = changed(tr.loads(rules).compare(tr.loads(rules.replace("t: 4", "t: 5")))).text("en")
    assert "no longer x" in told


def test_equal_rulesets() -> None:
    page = changed(compared())
    assert page.find("p", class_="summary")[0].text() == (
        "The old sizes and the new one mean the same, also where values are missing"
    )
    assert page.find("table") == []
    assert page.find("dd")[0].text("zh") == "相同"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_labels_that_are_renamed_and_what_else_differs(lang: Lang) -> None:
    found = compared(("high:", "top:"), ("label: high", "label: top"), ("type: integer", "type: integer, min: 0"))
    assert notes(found, lang)
    items = [one.text(lang) for one in changed(found).find("li")]
    assert items[: len(notes(found, lang))] == notes(found, lang)


def test_only_where_values_are_missing() -> None:
    found = compared(("region == 'north'", "region == 'north' and (spend >= 0 or spend < 0)"))
    assert (found.equal_on_complete, len(found.when_missing)) == (True, 1)
    page = changed(found)
    section = page.find("section", class_="changes")[0]
    assert section.find("h2")[0].text() == "Only where values are missing"
    (row,) = table_rows(section.find("table")[0])[1:]
    assert row[0] == "place"
    assert row[1].endswith("up → undetermined")
    assert "Spend unknown" in row[2]


def test_labels_that_are_called_alike_are_told_by_their_names() -> None:
    found = compared(("value: 1000", "value: 800"), ("zh: 大型", "zh: 中型"))
    cells = [row[0] for table in changed(found).find("table") for row in table_rows(table, "zh")[1:]]
    assert "medium → large" in " ".join(cells)


def test_many_rulesets(edited: Comparison) -> None:
    page = page_of(
        Compared("a.yaml", "changed", edited),
        Compared("b<i>.yaml", "new"),
        Compared("c.yaml", "gone"),
        Compared("d.yaml", "broken", problems=("d.yaml:3: <b> is unknown",)),
        lang="en",
    )
    facts = [(one.find("dt")[0].text(), one.find("dd")[0].text()) for one in page.find("dl")[0].find("div")]
    assert facts == [("a.yaml", "Changed"), ("b<i>.yaml", "New"), ("c.yaml", "Gone"), ("d.yaml", "Does not load")]
    assert "d.yaml:3: <b> is unknown" in [one.text() for one in page.find("li")]
    assert page.find("html")[0].attributes["lang"] == "en"
    told = page.text("zh")
    assert "新增的规则。" in told
    assert "规则已删除。" in told
    assert "其中一个版本无法读取。" in told


def test_of_a_portfolio_each_region_is_counted_and_its_movers_are_named() -> None:
    new = tr.loads(SIZES.replace("value: 1000", "value: 800"))
    found = rules().compare(new, PEOPLE, as_of=TODAY, weight="spend")
    page = changed(found)
    changes = page.find("section", class_="changes")[0]
    assert table_rows(changes.find("table")[0])[0][-1] == "In the portfolio"
    assert [row[-1] for row in table_rows(changes.find("table")[0])[1:]] == ["2"]
    movers = page.find("section", class_="movers")[0]
    assert [row[:3] for row in table_rows(movers.find("table")[0])[1:]] == [
        ["乙公司C2", "▲up Medium → Large", "CNY 550,000"],
        ["丙公司C3", "▲up Medium → Large", "CNY 123,456.7"],
    ]
    assert "6 = 5 classified + 1 set aside" in page.text()
    two = page_of(Compared("a.yaml", "changed", found), Compared("b.yaml", "changed", found))
    assert [one.attributes["id"] for one in two.find("section", class_="movers")] == ["movers-1", "movers-2"]


def test_a_customer_in_several_regions_is_warned_of() -> None:
    text = tr.load("customer-standard").source
    new = tr.load("customer-standard").edit(high_spend="60万")
    found = tr.loads(text).compare(new, [{"annual_spend": "52万"}], as_of=TODAY)
    assert len(found.differences) > 1
    assert "A customer may belong to several of these rows." in changed(found).text()
    assert "may belong" not in changed(tr.loads(text).compare(new)).text()


def test_very_many_regions_are_counted(edited: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_comparison, "MOST_DIFFERENCES", 0)
    page = changed(edited)
    assert [len(table_rows(one)) for one in page.find("table")] == [1, 1]
    assert page.text().count("Further kinds of changes: 1.") == 2
