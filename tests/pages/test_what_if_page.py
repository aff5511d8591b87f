"""The page of a what-if: every figure is the record's, in both languages, and whatever stands in it is text."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from fractions import Fraction
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.pages.portfolios import PEOPLE, TODAY, moved, rules
from tests.pages.reading import Node, read_page, table_rows
from tierrules.meaning.number_text import exact_text
from tierrules.meaning.texts import one_line
from tierrules.pages import matrix as of_matrix
from tierrules.pages import movers as of_movers
from tierrules.pages.markup import LANGUAGES, MOST_CHARACTERS
from tierrules.pages.titles import rounded
from tierrules.pages.what_if import what_if_page
from tierrules.pages.words import PAGE_WORDS
from tierrules.portfolio.migration import Migration


def page_of(found: Migration, ruleset: tr.Ruleset | None = None) -> Node:
    return read_page(what_if_page(found, (ruleset or rules()).definition, "zh"))


@pytest.fixture(scope="module")
def page() -> Node:
    return page_of(moved())


def tables(page: Node, kind: str) -> list[Node]:
    return [box.find("table")[0] for box in page.find("div", class_=kind)]


def section_of(page: Node, title: str) -> Node:
    return next(one for one in page.find("section") if one.find("h2")[0].text() == title)


# --- what stands on the page


def test_what_was_changed_stands_in_words_and_units(page: Node) -> None:
    table = section_of(page, "What was changed").find("table")[0]
    assert table_rows(table)[1:] == [
        ["minimum of large companies many", "1,000", "800"],
        ["minimum of high spend rich", "CNY 500,000", "CNY 560,000"],
    ]
    assert table_rows(table, "zh")[1:] == [
        ["大型企业下限 many", "1,000", "800"],
        ["高消费下限 rich", "50万元", "56万元"],
    ]


def test_the_head_says_of_what_it_tells(page: Node) -> None:
    facts = {one.find("dt")[0].text(): one.find("dd")[0].text() for one in page.find("dl")[0].find("div")}
    assert facts == {
        "Rules": "sizes 3",
        "As of": "2026-11-22",
        "Customers from": "customers",
        "Rows": "6 = 5 classified + 1 set aside",
        "Weighed by": "Spend (1 without a value count as 0)",
    }
    assert page.find("h1")[0].text("zh") == "企业规模标准：谁会变动"


def test_the_figures_at_a_glance(page: Node) -> None:
    tiles = [
        [part.text() for part in one.children if isinstance(part, Node)] for one in page.find("div", class_="tile")
    ]
    assert tiles == [
        ["5", "customers", "1 set aside"],
        ["2", "move in Size", "40% of all customers52.5% of Spend"],
        ["1", "moves in Value", "20% of all customers42.9% of Spend"],
    ]
    assert "Cannot move, since nothing that was changed plays a part there: place." in page.text()


def test_how_many_there_are_of_each(page: Node) -> None:
    assert table_rows(tables(page, "balance")[0])[1:] == [
        ["Large", "1", "3", "+2", "CNY 1.273 million", "+CNY 673,500"],
        ["Medium", "2", "0", "−2", "CNY 0", "−CNY 673,500"],
        ["Small", "1", "1", "±0", "CNY 10,000", "±0"],
        ["undetermined", "1", "1", "±0", "CNY 0", "±0"],
    ]


def test_the_matrix_is_square_and_tells_who_stays_apart(page: Node) -> None:
    table = tables(page, "matrix")[0]
    assert table_rows(table, "zh")[0] == ["之前 ↓ / 之后 →", "大型", "中型", "小型", "待定", "合计"]
    assert [row[0] for row in table_rows(table)[1:]] == ["Large", "Medium", "Small", "undetermined", "All"]
    assert table_rows(table)[2][1] == "▲up 2100%CNY 673,500"
    rows = [row.find("td") for row in table.find("tbody")[0].find("tr")]
    staying = {
        (at, along) for at, row in enumerate(rows) for along, cell in enumerate(row) if cell.has({"class_": "stay"})
    }
    assert staying == {(at, at) for at in range(4)}
    assert rows[1][0].has({"class_": "up"})
    assert rows[1][0].has({"class_": "shade-4"})


def test_the_movers_by_name(page: Node) -> None:
    table = page.find("section", class_="movers")[0].find("table")[0]
    lowered = "The standard lowered minimum of large companies from 1,000 to 800"
    assert table_rows(table)[1:] == [
        ["乙公司C2", "Size", "▲up Medium → Large", "CNY 550,000", lowered],
        [
            *("乙公司C2", "Value", "▼down High → Low", "CNY 550,000"),
            "The standard raised minimum of high spend from CNY 500,000 to CNY 560,000",
        ],
        ["丙公司C3", "Size", "▲up Medium → Large", "CNY 123,456.7", lowered],
    ]
    assert table_rows(table, "zh")[1][2:] == ["▲升 中型 → 大型", "55万元", "标准“大型企业下限”由1,000下调至800"]


def test_rows_set_aside_are_named(page: Node) -> None:
    rows = table_rows(section_of(page, "Rows set aside").find("table")[0], "zh")
    assert rows[1][0] == "第 5 个"
    assert "`many` is not a number" in rows[1][1]


def test_what_is_undetermined_is_told(page: Node) -> None:
    assert "Undetermined, because something is not known: 20% before, 20% after." in page.text()


def test_without_a_weight_nothing_is_weighed() -> None:
    page = page_of(moved(weight=None))
    assert "Weighed" not in page.text()
    assert page.find("data") == []
    assert [len(row) for row in table_rows(page.find("section", class_="movers")[0].find("table")[0])] == [4] * 4


def test_of_no_weight_at_all_there_is_no_share() -> None:
    people = [{"customer_id": f"C{at}", "employees": 900, "spend": spend} for at, spend in enumerate([5, -5, None])]
    page = page_of(moved(people))
    assert [one.text() for one in page.find("div", class_="tile")][1:] == ["3move in Size100% of all customers"]
    assert table_rows(tables(page, "balance")[0])[1] == ["Large", "0", "3", "+3", "CNY 0", "±0"]


def test_weights_may_be_below_nothing() -> None:
    people = [
        {"customer_id": f"C{at}", "employees": at, "spend": spend} for at, spend in [(900, -70_000), (10, 20_000)]
    ]
    row = table_rows(tables(page_of(moved(people)), "balance")[0])[1]
    assert row == ["Large", "0", "1", "+1", "-CNY 70,000", "−CNY 70,000"]


def test_nobody_moves() -> None:
    page = page_of(moved(many=1001))
    assert page.find("p", class_="nobody")[0].text() == "Nobody moves."
    assert page.find("section", class_="movers") == []
    assert "Cannot move, since nothing that was changed plays a part there: Value, place." in page.text()


def test_a_dimension_that_could_move_and_does_not() -> None:
    page = page_of(moved(many=1001, rich="56万"))
    assert "Nobody moves in: Size." in page.text()
    columns = [cell.text() for cell in page.find("section", class_="movers")[0].find("th", scope="col")]
    assert columns == ["Customer", "Change", "Spend", "Why"]


def test_nobody_at_all() -> None:
    page = page_of(moved(people=[]))
    assert [one.text() for one in page.find("div", class_="tile")] == ["0customers0 set aside"]


# --- the same as the record


def counts(found: Migration, name: str) -> dict[tuple[str, str], int]:
    return {key: one.customers for key, one in found.matrix[name].cells.items()}


CUSTOMERS = st.fixed_dictionaries(
    {
        "employees": st.none() | st.integers(0, 2000),
        "spend": st.none() | st.integers(0, 10**6),
        "region": st.sampled_from(["north", "south", None]),
    },
    optional={"name": st.text(max_size=8), "customer_id": st.text(max_size=8)},
)


@given(
    st.lists(CUSTOMERS, max_size=12),
    st.integers(101, 2000),
    st.integers(1, 100),
    st.booleans(),
)
@settings(max_examples=60)
def test_every_number_is_the_record_s(people: list[dict[str, Any]], many: int, rich: int, weighed: bool) -> None:
    found = moved(people, "spend" if weighed else None, many=many, rich=f"{rich}万")
    page = page_of(found)
    moving = [one for one in found.matrix.values() if one.moved.customers]
    for matrix, table in zip(moving, tables(page, "matrix"), strict=True):
        answers = list(dict.fromkeys([*matrix.rows, *matrix.columns]))
        body = [row.find("td") for row in table.find("tbody")[0].find("tr")]
        assert len(body) == len(answers)
        shown = Counter[int]()
        for row in body:
            for cell in row[:-1]:
                if not cell.has({"class_": "empty"}):
                    shown[int(cell.find("b")[0].text().replace(",", ""))] += 1
                    if weighed:
                        assert cell.find("data") != []
        assert shown == Counter(one.customers for one in matrix.cells.values())
        sums = Counter(one.attributes["value"] for row in body for cell in row[:-1] for one in cell.find("data"))
        assert sums == Counter(exact_text(one.weight) for one in matrix.cells.values() if one.weight is not None)
        foot = table.find("tfoot")[0].find("td")[-1].find("b")[0].text()
        assert foot == str(found.customers)
    movers = page.find("section", class_="movers")
    rows = movers[0].find("tbody")[0].find("tr") if movers else []
    assert len(rows) == len(found.moved)
    for lang in LANGUAGES:
        for row, move in zip(rows, found.moved, strict=True):
            cells = [one for one in row.children if isinstance(one, Node)]
            why = move.reason(lang)
            assert cells[-1].text(lang).casefold() == one_line(why).casefold()


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_sums_are_rounded_to_four_digits(above: int, below: int) -> None:
    number = Fraction(above, below)
    near = rounded(number)
    assert abs(near - number) * 2000 <= abs(number)
    assert len(exact_text(abs(near)).replace(".", "").strip("0")) <= 4


# --- hostile data

NAMES = (
    "<script>alert(1)</script>",
    "</td></table><img src=x onerror=alert(1)>",
    '"><b onmouseover="alert(1)">',
    "&lt;b&gt; &amp;amp; &#60;",
    "' onclick='x",
    "\u202eevil\u2066 ltd",
    "a\x00b\nc\td\x1b[31m",
    "x" * 10_000,
    "]]> <!-- --> <![CDATA[",
    "\ud800 lone",
    "{shown} {} %s",
)
HOSTILE = st.sampled_from(NAMES) | st.text(min_size=1)


@given(st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=4))
@settings(max_examples=60)
def test_names_are_text(names: list[tuple[str, str]]) -> None:
    people = [{"name": name, "customer_id": code, "employees": 900, "spend": 1} for name, code in names]
    found = moved(people)
    page = page_of(found)
    assert len(page.find("script")) == len(page.find("style")) == 1
    known = {"b", "bdi", "body", "br", "caption", "code", "data", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2"}
    known |= {"head", "header", "html", "input", "label", "link", "main", "meta", "optgroup", "option", "p", "script"}
    known |= {"section", "select", "small", "span", "style", "table", "tbody", "td", "tfoot", "th", "thead", "title"}
    assert {one.name for one in page} <= known | {"tr", "a"}
    assert not [name for one in page for name in one.attributes if name.startswith("on") or name == "style"]
    told = [[bdi.text() for bdi in row.find("bdi")] for row in page.find("section", class_="movers")[0].find("tr")[1:]]
    for shown, move in zip(told, found.moved, strict=True):
        for text, whole in zip(shown, filter(None, (move.name, move.customer_id)), strict=True):
            line = one_line(whole)
            assert text == line if len(line) <= MOST_CHARACTERS else line.startswith(text.removesuffix("…"))
            assert len(text) <= MOST_CHARACTERS


def test_titles_of_a_ruleset_are_text() -> None:
    text = rules().source.replace("大型, en: Large}", "'<b>&', en: '</script><i>\"'}")
    hostile = tr.loads(text)
    found = hostile.what_if(PEOPLE, {"many": 800}, as_of=TODAY)
    page = page_of(found, hostile)
    assert page.find("i") == []
    assert '▲up Medium → </script><i>"' in page.find("section", class_="movers")[0].text()
    option = page.find("option", value="0")[0].attributes
    assert option == {"value": "0", "data-zh": "中型 → <b>& (2)", "data-en": 'Medium → </script><i>" (2)'}


# --- nothing from elsewhere


def test_the_page_asks_nothing_of_anybody(page: Node) -> None:
    policy = page.find("meta", http_equiv="Content-Security-Policy")[0].attributes["content"] or ""
    allowed = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    assert allowed["default-src"] == allowed["base-uri"] == allowed["form-action"] == "'none'"
    assert set(allowed) == {"default-src", "style-src", "script-src", "img-src", "base-uri", "form-action"}
    assert allowed["img-src"] == "data:"
    for kind in ("style", "script"):
        (text,) = page.find(kind)[0].children
        assert isinstance(text, str)
        assert allowed[f"{kind}-src"] == f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
        assert not re.search(r"https?:|url\(|@import|fetch|XMLHttp|localStorage|cookie", text)
    places = [one.attributes[key] for one in page for key in ("src", "href") if key in one.attributes]
    assert set(places) == {"data:,", "#movers"}


def test_headings_and_tables_are_told_to_those_who_listen(page: Node) -> None:
    assert page.find("html")[0].attributes["lang"] == "zh-CN"
    for table in page.find("table"):
        assert all("scope" in one.attributes for one in table.find("th"))
    assert all(one.attributes["role"] == "region" for one in page.find("div", class_="box"))
    names = {one.attributes.get("id") for one in page.find("caption")}
    assert {one.attributes["aria-labelledby"] for one in page.find("div", class_="box")} <= names


# --- very many


def test_very_many_movers_are_counted_and_the_weightiest_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_movers, "MOST_MOVERS", 3)
    people = [
        {"customer_id": f"C{at}", "employees": 900, "spend": spend} for at, spend in enumerate([5, 1, 9, None, 7])
    ]
    page = page_of(moved(people))
    movers = page.find("section", class_="movers")[0]
    assert [row[0] for row in table_rows(movers.find("table")[0])[1:]] == ["C0", "C2", "C4"]
    told = movers.find("p", class_="capped")[0].text()
    assert told.startswith("The page names 3 of 5, those with the greatest Spend.")
    plain = page_of(moved(people, weight=None)).find("section", class_="movers")[0]
    assert [row[0] for row in table_rows(plain.find("table")[0])[1:]] == ["C0", "C1", "C2"]
    assert plain.find("p", class_="capped")[0].text().startswith("The page names 3 of 5. ")


def test_a_matrix_that_is_too_large_becomes_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_matrix, "MOST_ANSWERS", 2)
    monkeypatch.setattr(of_matrix, "MOST_CHANGES", 1)
    page = page_of(moved(many=800, some=40))
    assert tables(page, "matrix") == []
    assert len(table_rows(tables(page, "balance")[0])) == 5
    assert table_rows(tables(page, "listed")[0])[1:] == [["Medium → Large", "▲up 2", "CNY 673,500"]]
    assert "Further kinds of changes: 1." in page.text()


def test_both_languages_have_the_same_words() -> None:
    zh, en = PAGE_WORDS["zh"], PAGE_WORDS["en"]
    assert list(zh) == list(en)
    for key, told in en.items():
        assert "{" in told if "{" in zh[key] else "{" not in told, key
