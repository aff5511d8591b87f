"""The right name nearest to a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierrules.text.nearest import nearest

KNOWN = [
    "employees",
    "annual_revenue",
    "annual_spend",
    "satisfaction",
    "profit_margin",
    "last_purchase_on",
    "渠道",
    "客户等级",
    "Größe",
]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("employes", "employees"),
        ("employeees", "employees"),
        ("emplyoees", "employees"),
        ("Employees", "employees"),
        ("annual-spend", "annual_spend"),
        ("annual spend", "annual_spend"),
        ("annualSpend", "annual_spend"),
        ("satisfation", "satisfaction"),
        ("revenue", "annual_revenue"),
        ("last_purchase", "last_purchase_on"),
        ("last_purchase_date", "last_purchase_on"),
        ("first_purchase_date", None),
        ("annual_headcount", None),
        ("渠到", "渠道"),
        ("客户等极", "客户等级"),
        ("ｅｍｐｌｏｙｅｅｓ", "employees"),
        ("grösse", "Größe"),
        ("zzz", None),
        ("annual", None),
        ("", None),
        ("x", None),
        ("甲", None),
        ("e" * 1000, None),
    ],
)
def test_slips(wrong: str, right: str | None) -> None:
    assert nearest(wrong, KNOWN) == right


names = st.text(st.sampled_from("abcdef_"), min_size=1, max_size=12)


@given(names, st.lists(names, unique=True))
def test_the_order_of_the_names_does_not_matter(name: str, known: list[str]) -> None:
    assert nearest(name, known) == nearest(name, reversed(known)) == nearest(name, set(known))


@given(st.text(st.sampled_from("abcdef"), min_size=3, max_size=12), st.data())
def test_one_swap_of_neighbours_is_near(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 2))
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    assert nearest(swapped, [name]) == name


@given(st.text(), st.lists(st.text()))
def test_the_answer_is_one_of_the_names(name: str, known: list[str]) -> None:
    found = nearest(name, known)
    assert found is None or found in known
