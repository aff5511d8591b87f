"""What a notebook shows of a ruleset names its dimensions, labels and thresholds, in its language."""

from __future__ import annotations

import re

import tierrules as tr

TEXT = """\
tierrules: 1
name: small
version: "2"
language: {lang}
currency: CNY
title: {{en: A <small> one, zh: 小}}
thresholds:
  a_spend: {{value: 50万, title: {{en: A from, zh: A 级下限}}, source: 表 <3>}}
dimensions:
  tier:
    title: {{zh: 等级}}
    labels: {{A: {{zh: 甲}}, B: {{zh: 乙}}}}
    bands: {{of: annual_spend, from: {{A: a_spend}}, below: B}}
"""


def cells(html: str) -> list[str]:
    return re.findall(r"<t[dh] [^>]*>(.*?)</t[dh]>", html)


def test_a_ruleset_is_shown_in_its_language() -> None:
    shown = tr.loads(TEXT.format(lang="zh"))._repr_html_()
    assert shown.startswith('<div lang="zh"><div><b>small 2</b> · 小</div>')
    assert cells(shown) == [
        *("维度", "名称", "标签", "tier", "等级", "甲、乙"),
        *("阈值", "名称", "取值", "来源", "a_spend", "A 级下限", "50万", "表 &lt;3&gt;"),
    ]


def test_what_has_no_title_goes_by_its_name() -> None:
    shown = tr.loads(TEXT.format(lang="en"))._repr_html_()
    assert "<b>small 2</b> · A &lt;small&gt; one" in shown
    assert cells(shown)[3:6] == ["tier", "", "A, B"]


def test_without_thresholds_there_is_one_table() -> None:
    text = "tierrules: 1\nname: x\ndimensions: {d: {labels: [a], hit: first, rules: [{label: a, when: always}]}}\n"
    assert tr.loads(text)._repr_html_().count("<table") == 1
