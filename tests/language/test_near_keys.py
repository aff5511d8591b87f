"""Near misses: which headings are asked about, which are things of their own, and the line that is then advised."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.cli.column_file import read_column_file
from tierrules.language.columns import column_map, match
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.language.near_keys import map_line, unit_in
from tierrules.meaning.declared import Field, Title, Type

AS_OF = date(2026, 11, 22)
WANTED = {
    name: STANDARD_FIELDS[name]
    for name in ("employees", "annual_revenue", "last_purchase_on", "interactions_90d", "orders_12m", "satisfaction")
} | {"visits": Field("visits", Type.INTEGER, Title(zh="拜访次数", en="Visits on site"), aliases=("上门次数",))}

# Typed by hand: headings as people write them, and the field that they are probably meant to be.
NEAR = {
    "员工数目": "employees",
    "员工总数": "employees",
    "*员工数": "employees",
    "员工数（人）": "employees",
    "员工数 [人]": "employees",
    "员工数(在职)": "employees",
    "员工总数(人)": "employees",
    "Head count (FTE)": "employees",
    "Employee cuont": "employees",
    "Employes": "employees",
    "年营收入": "annual_revenue",
    "年营收(万元)": "annual_revenue",
    "年营收【亿元】": "annual_revenue",
    "年营收/万元": "annual_revenue",
    "年营收：万元": "annual_revenue",
    "年营收万元": "annual_revenue",
    "营业收入（千元）": "annual_revenue",
    "Annual revenue (k EUR)": "annual_revenue",
    "annual_revenue_万": "annual_revenue",
    "revenue": "annual_revenue",
    "最近购买日": "last_purchase_on",
    "最近的购买日期": "last_purchase_on",
    "最近购卖日期": "last_purchase_on",
    "Last purchases": "last_purchase_on",
    "last_purchase_note": "last_purchase_on",
    "近90天互动总次数": "interactions_90d",
    "近12个月订单量": "orders_12m",
    "客户满意度评分": "satisfaction",
    "拜访次数(次)": "visits",
    "总拜访次数": "visits",
    "上门的次数": "visits",
}

# Things of their own, however alike they look.
FAR = [
    *("行政", "地址", "编号", "备注", "电话", "联系人", "人", "年", "员工", "日期"),
    *("近30天互动次数", "近6个月订单数", "interactions_30d", "orders_6m"),
    *("最近登录日期", "最近投诉日期", "最近付款日期", "合同到期日期", "首次登录日期"),
    *("年利润", "年销量", "总资本", "年营收增长率", "年营收同比增长"),
    *("累计采购额(万元)", "总资产（万元）", "预算(元)", "last_contact_on", "最近联系日期", "成立日期（年）"),
    *("last order value", "discount", "contact name", "number", "count"),
]


@pytest.mark.parametrize(("key", "field"), NEAR.items())
def test_a_heading_that_is_probably_a_field_is_a_near_miss(key: str, field: str) -> None:
    matching = match(WANTED, [key], {})
    assert (matching.used, matching.near) == ({}, ((key, field),))


@pytest.mark.parametrize("key", FAR)
def test_a_thing_of_its_own_is_none(key: str) -> None:
    assert match(WANTED, [key], {}).near == ()


@pytest.mark.parametrize("key", NEAR)
def test_what_is_near_to_no_lacking_field_is_passed_over(key: str) -> None:
    assert match(WANTED, [*WANTED, key], {}).near == ()


@pytest.mark.parametrize(("key", "field"), NEAR.items())
def test_a_field_that_the_map_gives_none_is_not_sought(key: str, field: str) -> None:
    matching = match(WANTED, [key, field], column_map({field: None}, WANTED))
    assert (matching.near, matching.used, matching.ignored) == ((), {}, (key, field))
    assert field in matching.lacking


@pytest.mark.parametrize(
    ("field", "key", "line"),
    [
        ("annual_revenue", "年营收(万元)", "annual_revenue: {column: 年营收(万元), unit: 万}"),
        ("annual_revenue", "年营收/百万元", "annual_revenue: {column: 年营收/百万元, unit: 百万}"),
        ("annual_revenue", "年营收(元)", "annual_revenue: 年营收(元)"),
        ("annual_revenue", "Revenue (EUR m, in thousands)", 'annual_revenue: {column: "Revenue (EUR m, in thousands)", '
         "unit: 千}"),
        ("annual_revenue", "Revenue (bn)", "annual_revenue: {column: Revenue (bn), unit: billion}"),
        ("employees", "员工数（人）", "employees: 员工数（人）"),
        ("employees", "员工数（万人）", "employees: {column: 员工数（万人）, unit: 万}"),
        ("last_purchase_on", "最近购买日期(千)", "last_purchase_on: 最近购买日期(千)"),
    ],
)  # fmt: skip
def test_the_line_that_is_advised(field: str, key: str, line: str) -> None:
    assert map_line(field, STANDARD_FIELDS[field], key) == line


@pytest.mark.parametrize(
    ("text", "unit"),
    [("万元", "万"), ("单位：亿元", "亿"), ("百万", "百万"), ("千万元", "千万"), ("万亿", "万亿"), ("k", "千"),
     ("mn USD", "million"), ("元", None), ("人", None), ("kg", None), ("", None)],
)  # fmt: skip
def test_a_unit_is_found_in_a_heading(text: str, unit: str | None) -> None:
    assert unit_in(text) == unit


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co"]), min_size=1).filter(str.strip)
)
def test_the_line_can_be_pasted_into_a_column_map(key: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "columns.yaml"
        path.write_text(map_line("annual_revenue", STANDARD_FIELDS["annual_revenue"], key) + "\n", encoding="utf-8")
        column = column_map(read_column_file(path), WANTED)["annual_revenue"]
    assert column is not None
    assert column.name == key


def test_the_help_shows_the_line_and_the_way_out() -> None:
    rules = tr.load("size-and-dormancy")
    with pytest.raises(tr.CustomerError) as raised:
        rules.classify({"年营收(万元)": 5000, "员工数目": 5}, as_of=AS_OF)
    assert [str(one) for one in raised.value.problems] == [
        "annual_revenue (in `年营收(万元)`): no rule reads `年营收(万元)`, and `annual_revenue` is missing; did you "
        "mean `annual_revenue`? then the column map says `annual_revenue: {column: 年营收(万元), unit: 万}`, else "
        "`annual_revenue: null`",
        "employees (in `员工数目`): no rule reads `员工数目`, and `employees` is missing; did you mean `employees`? "
        "then the column map says `employees: 员工数目`, else `employees: null`",
    ]
    mended = tr.load(
        "size-and-dormancy", columns={"annual_revenue": {"column": "年营收(万元)", "unit": "万"}, "employees": None}
    )
    answer = mended.classify({"年营收(万元)": 50_000, "员工数目": 5}, as_of=AS_OF)
    assert answer["size"].label == "large"
