"""A classification as one line and as a page: said plainly, escaped, complete, and in the language asked for."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.meaning.dates import Lang
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.pages import Page, Section, page_html, page_markdown
from tierrules.meaning.sentences import Line
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


PAGE = Page(
    lang="en",
    title="tiers <1>, as of 2026-11-01",
    fingerprint="ab&12",
    columns=("Dimension", "Answer", "Grounds"),
    rows=(("Tier", "A & B", "spend <  10"), ("Size", "large", "100 | more")),
    sections=(
        Section(
            "Tier: A",
            (Line(1, "rule *one*"), Line(2, "spend < 10"), Line(2, "orders"), Line(3, "+5"), Line(1, "rule two")),
            ("B & C need <more>", "D"),
        ),
        Section("Size: large", (Line(1, "x"), Line(3, "y"), Line(2, "z")), ()),
    ),
    problems=("`code`: no", "a < b"),
    better="Better labels",
)


def test_a_whole_page_in_markdown() -> None:
    assert page_markdown(PAGE) == (
        "# tiers \\<1\\>, as of 2026-11-01\n"
        "\n"
        "| Dimension | Answer | Grounds |\n"
        "|---|---|---|\n"
        "| Tier | A \\& B | spend \\< 10 |\n"
        "| Size | large | 100 \\| more |\n"
        "\n"
        "## Tier: A\n"
        "\n"
        "- rule \\*one\\*\n"
        "    - spend \\< 10\n"
        "    - orders\n"
        "        - +5\n"
        "- rule two\n"
        "\n"
        "Better labels\n"
        "\n"
        "- B \\& C need \\<more\\>\n"
        "- D\n"
        "\n"
        "## Size: large\n"
        "\n"
        "- x\n"
        "        - y\n"
        "    - z\n"
        "\n"
        "- ! \\`code\\`: no\n"
        "- ! a \\< b\n"
        "\n"
        "`ab&12`\n"
    )


def test_a_whole_page_in_html() -> None:
    head, style, body = re.split(r"(?s)<style>(.*)</style>", page_html(PAGE))
    assert head == (
        '<!doctype html>\n<html lang="en">\n'
        '<head><meta charset="utf-8"><title>tiers &lt;1&gt;, as of 2026-11-01</title></head>\n'
        '<body style="color: #1c2430; background: #fff">\n<div class="tierrules" lang="en">'
    )
    on_screen, on_paper = re.split(r"(?s)@media print \{(.*)\}", style)[::2], re.findall(r"(?s)print \{(.*)\}", style)
    for rules in ("".join(on_screen), *on_paper):
        assert re.fullmatch(r"(\s*\.tierrules[^{}]*\{[^{}]+\})+\s*", rules)
    assert body == (
        "\n<h1>tiers &lt;1&gt;, as of 2026-11-01</h1>\n"
        '<table><thead><tr><th scope="col">Dimension</th><th scope="col">Answer</th><th scope="col">Grounds</th></tr>'
        "</thead><tbody>\n"
        '<tr><th scope="row">Tier</th><td>A &amp; B</td><td>spend &lt;  10</td></tr>\n'
        '<tr><th scope="row">Size</th><td>large</td><td>100 | more</td></tr>\n'
        "</tbody></table>\n"
        "<section><h2>Tier: A</h2><ul><li>rule *one*<ul><li>spend &lt; 10</li><li>orders<ul><li>+5</li></ul></li></ul>"
        "</li><li>rule two</li></ul>\n"
        "<p>Better labels</p><ul><li>B &amp; C need &lt;more&gt;</li><li>D</li></ul>\n"
        "</section>\n"
        "<section><h2>Size: large</h2><ul><li>x<ul><li><ul><li>y</li></ul></li><li>z</li></ul></li></ul>\n"
        "</section>\n"
        "<ul><li>! `code`: no</li><li>! a &lt; b</li></ul>\n"
        "<p>ab&amp;12</p></div>\n"
        "</body>\n</html>\n"
    )


def test_a_page_without_problems_has_no_list_of_them() -> None:
    bare = replace(PAGE, lang="zh", problems=(), sections=())
    assert page_markdown(bare).endswith("| 100 \\| more |\n\n`ab&12`\n")
    assert "</tbody></table>\n<p>ab&amp;12</p></div>" in page_html(bare)
    assert page_html(bare).count(' lang="zh-CN"') == 2


def test_a_page_has_a_row_and_a_section_for_each_dimension() -> None:
    told = classified(sector="x", employees=150, budget=0).to_markdown(lang="en").split("\n")
    assert told[:7] == [
        "# tags 2026 \\<draft\\>, as of 2026-11-01",
        "",
        "| Question | Answer | Grounds |",
        "|---|---|---|",
        "| Sector | Other | no rule matches: Sector is x, not a\\|\\<b\\>\\* |",
        "| Size | Medium | Employees 150 \\>= 100, 50 above the bound |",
        "| Potential | Low potential | no rule matches: Budget CNY 0 \\< CNY 500,000 (High budget), "
        "CNY 500,000 below the bound |",
    ]
    assert told[told.index("## Size: Medium (size.medium)") :][:9] == [
        "## Size: Medium (size.medium)",
        "",
        "- ✗ Large",
        "    - Employees 150 \\< 1,000, 850 below the bound",
        "- ✓ Medium",
        "    - Employees 150 \\>= 100, 50 above the bound",
        "",
        "Better answers",
        "",
    ]


def test_a_page_of_a_ruleset_without_a_version_has_none_and_digits_are_told_on_request() -> None:
    text = TEXT.replace("version: 2026 <draft>\n", "")
    seen = tr.loads(text).classify({"sector": "x", "employees": 150, "budget": "60万"}, as_of=AS_OF)
    assert seen.to_markdown(lang="zh").startswith("# tags，截至2026年11月1日\n")
    plain, exact = (seen.to_markdown(lang="zh", exact=one).split("\n") for one in (False, True))
    assert "| 项目 | 结果 | 依据 |" in plain
    row = "| 潜力 | 高潜力 | 预算 60万元 ≥ 50万元（高预算），高于界限10万元 |"
    assert row in plain
    assert row.replace("60万元", "600000 CNY").replace("50万元", "500000 CNY").replace("10万元", "100000 CNY") in exact
    assert "    - 预算 60万元 ≥ 50万元（高预算），高于界限10万元" in plain
    assert "    - 预算 600000 CNY ≥ 500000 CNY（高预算），高于界限100000 CNY" in exact
    assert "- 大型需要：员工数 150 \\< 1000，低于界限850" in exact


def test_an_assumption_that_is_contradicted_stands_at_the_end() -> None:
    text = TEXT.replace("dimensions:", "assume: [employees >= 1]\ndimensions:")
    told = tr.loads(text).classify({"employees": 0}, as_of=AS_OF).to_markdown(lang="en")
    assert "\n\n- ! employees: the customer contradicts the assumption \\`employees \\>= 1\\`; check" in told


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
