"""Columns: the caller's map, then names, titles and aliases; two columns for one field are refused."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ({"not_read": "x"}, {"not_read": Column("x")}),
        ({"not_read": {"column": "x", "unit": "million"}}, {"not_read": Column("x", "million")}),
    ],
)
def test_forms_of_a_map(columns: dict[str, object] | None, expected: dict[str, Column]) -> None:
    assert column_map(columns, FIELDS) == expected


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"employees": 5}, "`employees` maps to neither a column name nor"),
        ({"employees": None}, "`employees` maps to neither"),
        ({"employees": ["staff"]}, "`employees` maps to neither"),
        ({"employees": {}}, "`employees` maps to neither"),
        ({"employees": {"column": 3}}, "`employees` maps to neither"),
        ({"employees": {"unit": "万"}}, "`employees` maps to neither"),
        ({"employees": {"column": "staff", "scale": "万"}}, "`employees` maps to neither"),
        ({"annual_spend": {"column": "spend", "unit": "k"}}, "`k` is not a unit for `annual_spend`"),
        ({"annual_spend": {"column": "spend", "unit": "元"}}, "`元` is not a unit for `annual_spend`"),
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
