"""Columns: the caller's map, then names, titles and aliases; two columns for one field are refused."""

from __future__ import annotations

import unicodedata
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tierrules.errors import CustomerError
from tierrules.language.columns import Column, ColumnMapError, Matching, column_map, match
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.meaning.declared import Field, Title, Type

FIELDS = {
    "employees": STANDARD_FIELDS["employees"],
    "annual_spend": STANDARD_FIELDS["annual_spend"],
    "region": STANDARD_FIELDS["region"],
    "channel": Field("channel", Type.TEXT, Title(zh="首次接触渠道", en="First channel"), aliases=("渠道", "Kanal")),
}


# --- the caller's map


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (None, {}),
        ({}, {}),
        ({"employees": "staff"}, {"employees": Column("staff")}),
        ({"annual_spend": {"column": "年消费额"}}, {"annual_spend": Column("年消费额")}),
        ({"annual_spend": {"column": "年消费额", "unit": "万"}}, {"annual_spend": Column("年消费额", "万")}),
        ({"employees": None}, {"employees": None}),
        ({"budget": "x"}, {"budget": Column("x")}),
        ({"budget": {"column": "x", "unit": "million"}}, {"budget": Column("x", "million")}),
        ({"declared": "x"}, {"declared": Column("x")}),
        ({"员工数": "staff"}, {"employees": Column("staff")}),
        ({"Headcount": "staff", "区域": "area"}, {"employees": Column("staff"), "region": Column("area")}),
        (
            {"Kanal": "via", "预算": {"column": "x", "unit": "万"}},
            {"channel": Column("via"), "budget": Column("x", "万")},
        ),
    ],
)
def test_forms_of_a_map(columns: dict[str, object] | None, expected: dict[str, Column]) -> None:
    assert column_map(columns, FIELDS, {"declared": Field("declared", Type.TEXT)}) == expected


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"employees": 5}, "`employees` maps to neither a column name nor"),
        ({"employees": True}, "`employees` maps to neither"),
        ({"employees": " "}, "`employees` maps to neither"),
        ({"employees": {"column": ""}}, "`employees` maps to neither"),
        ({"employees": ["staff"]}, "`employees` maps to neither"),
        ({"employees": {}}, "`employees` maps to neither"),
        ({"employees": {"column": 3}}, "`employees` maps to neither"),
        ({"employees": {"unit": "万"}}, "`employees` maps to neither"),
        ({"employees": {"column": "staff", "scale": "万"}}, "`employees` maps to neither"),
        ({"annual_spend": {"column": "spend", "unit": "k"}}, "`k` is not a unit for `annual_spend`"),
        (
            {"annual_spend": {"column": "spend", "unit": "元"}},
            "`元` is not a unit for `annual_spend`; such a column needs no unit",
        ),
        (
            {"annual_spend": {"column": "spend", "unit": "万元"}},
            "`万元` is not a unit for `annual_spend`; did you mean `万`?",
        ),
        (
            {"年消费额": {"column": "spend", "unit": "人"}},
            "`人` is not a unit for `annual_spend`; the units are 万亿, b",
        ),
        (
            {"foo": "bar"},
            "the column map names a field `foo` that no rule reads; the rules read `employees`, `annual_spend`, "
            "`region`, `channel`",
        ),
        ({"员工数目": "n"}, "the column map names a field `员工数目` that no rule reads; did you mean `employees`?"),
        ({"satisfacton": "n"}, "the column map names a field `satisfacton` that no rule reads; did you mean `satisf"),
        (
            {"staff": "employees"},
            "the column map names a field `staff` that no rule reads; the field stands first: `employees: staff`",
        ),
        ({"员工数": "a", "employees": "b"}, "`员工数` and `employees` are two keys for the field `employees`"),
        ({"员工数": None, "人数": None}, "`员工数` and `人数` are two keys for the field `employees`"),
        ({"region": {"column": "area", "unit": "万"}}, "`region` is of type text and has no unit"),
        ({"annual_spend": {"column": "spend", "unit": ["万"]}}, "the unit of `annual_spend` is not a text"),
        (["x"], "a column map is a mapping"),
        ([], "a column map is a mapping"),
        ({5: "x"}, "a column map is a mapping"),
        ({"employes": "staff"}, "the column map names a field `employes` that no rule reads; did you mean `employees`"),
        ({"employees": "n", "region": "n"}, "the column `n` is given to both `employees` and `region`"),
    ],
)
def test_maps_that_do_not_fit(columns: dict[str, object], says: str) -> None:
    with pytest.raises(ColumnMapError) as raised:
        column_map(columns, FIELDS)
    (only,) = raised.value.problems
    assert only.startswith(says)


def test_a_word_that_two_fields_of_the_ruleset_share_names_none_in_a_map() -> None:
    fields = {name: Field(name, Type.TEXT, Title(zh="金额")) for name in ("fee", "fine")}
    with pytest.raises(ColumnMapError, match="`金额`, which would be `fee` and `fine` at once; write the name"):
        column_map({"金额": "x"}, fields)


def test_a_field_that_is_declared_and_not_read_may_stand_in_the_map() -> None:
    rules = RULES.replace("{source:", "{spare: {type: text}, source:").replace("ALIAS", "线索")
    assert tr.loads(rules, columns={"spare": "x", "source": "via"}).inputs.keys() == {"source", "first_contact_channel"}


@given(
    st.dictionaries(st.sampled_from([*FIELDS, "员工数", "Kanal", "foo", "预算"]), st.text(max_size=3) | st.none()),
)
def test_a_map_is_read_whole_or_refused(columns: dict[str, str | None]) -> None:
    try:
        made = column_map(columns, FIELDS)
    except ColumnMapError:
        return
    assert [column and column.name for column in made.values()] == list(columns.values())
    assert made.keys() <= {*FIELDS, "budget"}


def test_all_faults_of_a_map_are_told_together() -> None:
    with pytest.raises(ColumnMapError) as raised:
        column_map(
            {"employees": 1, "annual_spend": {"column": "a", "unit": "k"}, "region": "x", "channel": "x"}, FIELDS
        )
    assert len(raised.value.problems) == 3


@pytest.mark.parametrize(
    ("unit", "scale"),
    [(None, 1), ("千", 1_000), ("万", 10_000), ("百万", 10**6), ("千万", 10**7), ("亿", 10**8), ("万亿", 10**12),
     ("million", 10**6), ("billion", 10**9)],
)  # fmt: skip
def test_units_of_a_column(unit: str | None, scale: int) -> None:
    assert Column("x", unit).scale == Fraction(scale)


# --- words for one field

# Typed by hand from the tables that companies keep.
WORDS = {
    "行业": "industry",
    "员工人数": "employees",
    "员工数量": "employees",
    "员工规模": "employees",
    "人数": "employees",
    "Headcount": "employees",
    "年营业额": "annual_revenue",
    "营业收入": "annual_revenue",
    "年采购额": "annual_spend",
    "年采购金额": "annual_spend",
    "合作金额（年）": "annual_spend",
    "合作金额(年)": "annual_spend",
    "历史采购金额": "lifetime_spend",
    "企业名称": "name",
    "公司名称": "name",
    "名称（企业/个人）": "name",
    "最后一次联系日期": "last_contact_on",
    "最近联系时间": "last_contact_on",
    "最近采购日期": "last_purchase_on",
    "最后购买日期": "last_purchase_on",
    "last_purchase_date": "last_purchase_on",
    "Last purchase date": "last_purchase_on",
    "founded_date": "founded_on",
    "首次接触时间": "first_contact_on",
    "首次合作时间": "first_deal_on",
    "近3个月互动次数": "interactions_90d",
    "活跃度（近3个月互动次数）": "interactions_90d",
    "满意度（1-5）": "satisfaction",
    "渠道": "first_contact_channel",
    "报价已发送": "proposal_sent",
    "决策链长度": "decision_by",
    "公司性质": "ownership",
    "核心需求标签": "core_need",
}


@pytest.mark.parametrize(("word", "field"), WORDS.items())
def test_the_words_of_customers_tables_are_known(word: str, field: str) -> None:
    matching = match(STANDARD_FIELDS, [word], {})
    assert {name: column.name for name, column in matching.used.items()} == {field: word}


@pytest.mark.parametrize(
    "word", ["规模", "编号", "收入", "日期", "staff", "revenue", "合作稳定性", "年营收(万元)", "联系人", "电话"]
)
def test_words_that_may_mean_something_else_are_not(word: str) -> None:
    assert match(STANDARD_FIELDS, [word], {}).used == {}


def test_no_word_means_two_standard_fields() -> None:
    owners: dict[str, set[str]] = {}
    for field in STANDARD_FIELDS.values():
        for word in (field.name, *field.title, *field.aliases):
            owners.setdefault(unicodedata.normalize("NFKC", str(word)).casefold(), set()).add(field.name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


def test_the_ruleset_s_own_words_go_before_those_of_the_standard_fields() -> None:
    source = Field("source", Type.TEXT, aliases=("渠道",))
    brand = Field("brand", Type.TEXT, Title(zh="客户名称"))
    fields = {name: STANDARD_FIELDS[name] for name in ("first_contact_channel", "name")} | {
        "source": source,
        "brand": brand,
    }
    matching = match(fields, ["渠道", "客户名称", "name", "来源渠道"], {})
    assert {name: column.name for name, column in matching.used.items()} == {
        "source": "渠道",
        "brand": "客户名称",
        "name": "name",
        "first_contact_channel": "来源渠道",
    }


def test_a_name_goes_before_a_title_and_a_title_before_an_alias() -> None:
    fields = {
        "a": Field("a", Type.TEXT, Title(en="b")),
        "b": Field("b", Type.TEXT, Title(en="c")),
        "d": Field("d", Type.TEXT, aliases=("c",)),
    }
    with pytest.raises(CustomerError, match="`b` and `c` are two columns for one field"):
        match(fields, ["b", "c"], {})
    assert set(match(fields, ["c"], {}).used) == {"b"}
    assert set(match(fields, ["b"], {}).used) == {"b"}


def test_a_word_that_two_fields_of_the_ruleset_share_is_refused() -> None:
    fields = {name: Field(name, Type.TEXT, Title(zh="金额")) for name in ("fee", "fine")}
    with pytest.raises(CustomerError) as raised:
        match(fields, ["金额"], {})
    assert [str(one) for one in raised.value.problems] == [
        "fine (in `金额`): `金额` would be `fee` and `fine` at once; say in the column map which"
    ]
    assert set(match(fields, ["金额", "x"], {"fine": Column("x")}).used) == {"fee", "fine"}


RULES = """\
tierrules: 1
name: words
fields: {source: {type: text, aliases: [ALIAS]}}
dimensions:
  d: {labels: [a], hit: first, rules: [{label: a, when: source == 'web'}], otherwise: none}
  e: {labels: [a], hit: first, rules: [{label: a, when: first_contact_channel == 'web'}], otherwise: none}
"""


def test_a_ruleset_may_take_a_word_of_a_standard_field_and_not_its_name() -> None:
    rules = tr.loads(RULES.replace("ALIAS", "渠道"))
    labels = rules.classify({"渠道": "web", "来源渠道": "fair"}, as_of=date(2026, 11, 22)).tags
    assert labels == {"d": "a", "e": None}
    with pytest.raises(tr.RulesetError) as raised:
        tr.loads(RULES.replace("ALIAS", "Industry"))
    assert [one.code for one in raised.value.diagnostics] == ["name-taken"]


def test_a_known_word_for_another_standard_field_is_no_near_miss() -> None:
    fields = {"last_purchase_on": STANDARD_FIELDS["last_purchase_on"]}
    assert match(fields, ["last_contact_date"], {}).near == ()
    assert match(fields, ["last_purchase_onn"], {}).near == (("last_purchase_onn", "last_purchase_on"),)


# --- keys of the data


def used(*keys: str, columns: dict[str, object] | None = None) -> dict[str, str]:
    matching = match(FIELDS, keys, column_map(columns, FIELDS))
    return {name: column.name for name, column in matching.used.items()}


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("employees", "employees"),
        ("员工数", "employees"),
        ("Employees", "employees"),
        ("  EMPLOYEES ", "employees"),
        ("annual spend", "annual_spend"),
        ("Ａnnual spend", "annual_spend"),
        ("首次接触渠道", "channel"),
        ("first channel", "channel"),
        ("渠道", "channel"),
        ("KANAL", "channel"),
    ],
)
def test_a_field_is_found_by_name_title_or_alias(key: str, field: str) -> None:
    assert used(key) == {field: key}


@pytest.mark.parametrize("key", ["staff", "employee", "annual", "渠", ""])
def test_nothing_is_found_by_likeness(key: str) -> None:
    assert used(key) == {}


def test_the_map_goes_before_everything() -> None:
    assert used("employees", "staff", columns={"employees": "staff"}) == {"employees": "staff"}


def test_a_mapped_column_that_is_not_there_is_lacking() -> None:
    matching = match(FIELDS, ["employees"], column_map({"employees": "staff"}, FIELDS))
    assert matching.used == {}
    assert "employees" in matching.lacking
    assert matching.ignored == ("employees",)


@pytest.mark.parametrize(
    "keys",
    [
        ("employees", "员工数"),
        ("员工数", "Employees"),
        ("渠道", "Kanal"),
        ("Kanal", "KANAL"),
        ("First channel", "首次接触渠道"),
    ],
)
def test_two_columns_for_one_field_are_refused(keys: tuple[str, str]) -> None:
    with pytest.raises(CustomerError) as raised:
        match(FIELDS, keys, {})
    (only,) = raised.value.problems
    assert only.message == f"`{keys[0]}` and `{keys[1]}` are two columns for one field"
    assert only.path == keys[1]


@pytest.mark.parametrize("key", ["annual_spend", "Annual spend"])
@pytest.mark.parametrize("field", ["employees", "satisfaction"])
def test_a_column_given_to_one_field_is_not_shared(field: str, key: str) -> None:
    """Nor where no rule reads the field that it is given to."""
    matching = match(FIELDS, [key], {field: Column(key)})
    assert set(matching.used) == {field} & set(FIELDS)
    assert "annual_spend" in matching.lacking
    assert matching.near == ()


def test_a_standard_field_is_no_near_miss_of_another() -> None:
    fields = {"first_contact_on": STANDARD_FIELDS["first_contact_on"]}
    assert match(fields, ["last_contact_on"], {}).near == ()
    assert match(fields, ["frst_contact_on"], {}).near == (("frst_contact_on", "first_contact_on"),)


def test_what_is_left_over() -> None:
    matching = match(FIELDS, ["员工数", "anual_spend", "colour"], {})
    assert matching.ignored == ("anual_spend", "colour")
    assert matching.lacking == ("annual_spend", "region", "channel")
    assert matching.near == (("anual_spend", "annual_spend"),)


def test_a_key_like_a_field_that_has_its_column_is_no_near_miss() -> None:
    assert match(FIELDS, ["employees", "employes"], {}).near == ()


def matching_of(keys: list[str]) -> Matching | None:
    """None where two columns would be one field."""
    try:
        return match(FIELDS, keys, {})
    except CustomerError:
        return None


keys = st.lists(
    st.sampled_from(["employees", "员工数", "Employees", "region", "区域", "渠道", "x", "anual_spend"])
    | st.text(max_size=6),
    unique=True,
)


@given(keys)
def test_every_key_is_used_or_ignored_and_every_field_used_or_lacking(present: list[str]) -> None:
    matching = matching_of(present)
    if matching is None:
        return
    taken = [column.name for column in matching.used.values()]
    assert sorted([*taken, *matching.ignored]) == sorted(present)
    assert sorted([*matching.used, *matching.lacking]) == sorted(FIELDS)
    assert {key for key, _ in matching.near} <= set(matching.ignored)
    assert {field for _, field in matching.near} <= set(matching.lacking)


@given(keys)
def test_the_order_of_the_keys_does_not_matter(present: list[str]) -> None:
    one, other = matching_of(present), matching_of(present[::-1])
    assert (one is None) == (other is None)
    assert one is None or other is None or one.used == other.used


@given(st.sampled_from(["员工数", "Kanal", "First channel"]), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_titles_are_matched_however_they_are_composed(title: str, form: str) -> None:
    key = unicodedata.normalize(form, title)  # type: ignore[arg-type]  # hypothesis widens the literal
    assert len(used(key)) == 1
