"""A classification as one line and as a page: said plainly, escaped, complete, and in the language asked for."""

from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.meaning.dates import Lang
from tierrules.meaning.facts import CustomerReading
from tierrules.testing import as_ofs, facts_for, rulesets

AS_OF = date(2026, 11, 1)
TEXT = """\
tierrules: 1
name: tags
version: 2026 <draft>
currency: CNY
fields:
  sector: {type: text, title: {zh: 所属行业, en: Sector}}
thresholds:
  high_budget: {value: 50万, title: {zh: 高预算, en: High budget}}
dimensions:
  branch:
    title: {zh: 行业, en: Sector}
    labels: {manufacturing: {zh: 制造业, en: Manufacturing}, other: {zh: 其他, en: Other}}
    hit: first
    rules: [{label: manufacturing, when: sector == 'a|<b>*'}]
    otherwise: other
  size:
    title: {zh: 规模, en: Size}
    labels: {large: {zh: 大型, en: Large}, medium: {zh: 中型, en: Medium}}
    hit: first
    rules:
      - {label: large, when: employees >= 1000}
      - {label: medium, when: employees >= 100}
  potential:
    title: {zh: 潜力, en: Potential}
    labels: {high: {zh: 高潜力, en: High potential}, low: {zh: 低潜力, en: Low potential}}
    hit: first
    rules: [{label: high, when: budget >= high_budget}]
    otherwise: low
"""


def classified(**customer: object) -> tr.Classification:
    return tr.loads(TEXT).classify(customer, as_of=AS_OF)


def test_the_tag_line_tells_labels_and_grounds() -> None:
    seen = classified(sector="a|<b>*", employees=150, budget="50万")
    assert seen.tag_line(lang="zh") == (
        "标签：制造业-中型-高潜力；依据：行业：所属行业为a|<b>*；规模：员工数 150 ≥ 100，高于界限50；"
        "潜力：预算 50万元 ≥ 50万元（高预算），正好在界限上"
    )
    assert seen.tag_line(lang="en", exact=True) == (
        "tags: Manufacturing-Medium-High potential; grounds: Sector: Sector is a|<b>*; "
        "Size: Employees 150 >= 100, 50 above the bound; "
        "Potential: Budget 500000 CNY >= 500000 CNY (High budget), exactly on the bound"
    )


def test_what_has_no_label_is_said_plainly() -> None:
    assert classified(sector="a|<b>*", employees=10).tag_line(lang="zh") == (
        "标签：制造业-规模无标签-潜力待定；依据：行业：所属行业为a|<b>*；"
        "规模：没有规则符合：员工数 10 < 100，低于界限90；潜力：请补充预算；可能为高潜力或低潜力"
    )


def test_a_page_tells_what_a_better_label_lacks() -> None:
    told = classified(sector="x", employees=150, budget=0).to_markdown(lang="zh")
    assert "更高等级\n\n- 大型需要：员工数 150 \\< 1,000，低于界限850\n" in told
    assert told.startswith("# tags 2026 \\<draft\\>，截至2026年11月1日\n")


def test_data_is_no_mark_up() -> None:
    seen = classified(sector="a|<b>*", employees=150, budget=0)
    assert "所属行业为a\\|\\<b\\>\\*" in seen.to_markdown(lang="zh")
    html = seen.to_html(lang="zh")
    assert "所属行业为a|&lt;b&gt;*" in html
    assert "<b>" not in html
    assert "<draft>" not in html


def test_notebooks_show_the_page_in_the_language_of_the_ruleset() -> None:
    seen = classified(employees=150)
    assert seen._repr_html_().startswith('<div class="tierrules" lang="en">')
    assert seen._repr_html_() in seen.to_html()


@pytest.mark.parametrize("method", ["explain", "tag_line", "to_markdown", "to_html"])
def test_another_language_is_refused(method: str) -> None:
    with pytest.raises(ValueError, match="lang is `en` or `zh`, not `fr`"):
        getattr(classified(), method)(lang="fr")


class Balanced(HTMLParser):
    """Holds that every element ends where it should, and takes nothing from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "link", "img", "iframe")
        assert not {name for name, _ in attrs} & {"src", "href", "onclick"}
        if tag != "meta":
            self.open.append(tag)
            self.depth = max(self.depth, self.open.count("ul"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(rulesets(), as_ofs(), st.data(), st.sampled_from(["zh", "en"]))
def test_every_page_is_well_formed(text: str, as_of: date, data: st.DataObject, lang: Lang) -> None:
    rules = tr.loads(text)
    seen = rules.classify_facts(CustomerReading(data.draw(facts_for(rules, as_of))), as_of=as_of)
    parser = Balanced()
    parser.feed(seen.to_html(lang=lang))
    assert parser.open == []
    assert "\n" not in seen.tag_line(lang=lang)
    for told in (seen.to_markdown(lang=lang), seen.to_html(lang=lang), seen.tag_line(lang=lang)):
        assert "None" not in told


def test_json_tells_intervals_points_and_what_is_lacking() -> None:
    text = (
        TEXT.replace("budget >= high_budget", "points >= 50")
        .replace(
            "dimensions:",
            "scores: {points: {within: [0, 100], add: [{points: 60, when: per_head >= 10}]}}\ndimensions:",
        )
        .replace("dimensions:", "derived: {per_head: annual_spend / employees}\ndimensions:", 1)
    )
    tag = tr.loads(text).classify({"annual_spend": 5, "employees": 0}, as_of=AS_OF)["potential"].to_dict()
    (rule,) = tag["justification"]["rules"]
    (score,) = rule["comparisons"]
    assert (score["interval"], score["value"]) == (["0", "60"], None)
    (entry,) = score["points"]
    assert (entry["low"], entry["high"], entry["truth"]) == ("60", "60", "unknown")
    assert entry["decisive"][0]["lacking"] == [{"name": "employees", "reason": "zero-divisor"}]
    assert [one["field"] for one in tag["justification"]["deciders"]] == ["employees"]
    assert tag["justification"]["better"] == []
