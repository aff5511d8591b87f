"""The Chinese standard of enterprise size (2017): every figure, every row, and how the public gets it wrong."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr
from tests.standards.oracles import BANDS, Figure, lowest_bands

AS_OF = date(2025, 6, 30)
WAN = 10_000
FEN = Fraction(1, 100)
EMPLOYEES, REVENUE, ASSETS = "employees", "annual_revenue", "total_assets"
FIGURES = (EMPLOYEES, REVENUE, ASSETS)
EXAMPLES = Path(__file__).parents[2] / "rulesets" / "examples"


class Row(NamedTuple):
    """A row of the printed table: codes that belong to it, and the floors of 大型, 中型 and 小型 (money in 万元)."""

    name: str
    codes: tuple[str, ...]
    employees: tuple[int, int, int] | None = None
    revenue: tuple[int, int, int] | None = None
    assets: tuple[int, int, int] | None = None

    @property
    def floors(self) -> dict[str, tuple[int, ...]]:
        """The floors of the indicators that count, in persons and yuan."""
        printed = {EMPLOYEES: self.employees, REVENUE: self.revenue, ASSETS: self.assets}
        return {
            name: tuple(floor * (1 if name == EMPLOYEES else WAN) for floor in floors)
            for name, floors in printed.items()
            if floors is not None
        }


TABLE = (
    Row("农、林、牧、渔业", ("A", "A01", "A0111", "A0549"), revenue=(20000, 500, 50)),
    Row("工业", ("B", "B0610", "C", "C13", "C4390", "D", "D4411"), (1000, 300, 20), (40000, 2000, 300)),
    Row("建筑业", ("E", "E47", "E5090"), revenue=(80000, 6000, 300), assets=(80000, 5000, 300)),
    Row("批发业", ("F51", "F5199"), (200, 20, 5), (40000, 5000, 1000)),
    Row("零售业", ("F52", "F5299"), (300, 50, 10), (20000, 500, 100)),
    Row("交通运输业", ("G54", "G5510", "G56", "G5710", "G582", "G591", "G5910"), (1000, 300, 20), (30000, 3000, 200)),
    Row("仓储业", ("G59", "G592", "G5990"), (200, 100, 20), (30000, 1000, 100)),
    Row("邮政业", ("G60", "G6010"), (1000, 300, 20), (30000, 2000, 100)),
    Row("住宿业", ("H61", "H6190"), (300, 100, 10), (10000, 2000, 100)),
    Row("餐饮业", ("H62", "H6299"), (300, 100, 10), (10000, 2000, 100)),
    Row("信息传输业", ("I63", "I6319", "I64", "I6490"), (2000, 100, 10), (100000, 1000, 100)),
    Row("软件和信息技术服务业", ("I65", "I6513"), (300, 100, 10), (10000, 1000, 50)),
    Row("房地产开发经营", ("K701", "K7010"), revenue=(200000, 1000, 100), assets=(10000, 5000, 2000)),
    Row("物业管理", ("K702", "K7020"), (1000, 300, 100), (5000, 1000, 500)),
    Row("租赁和商务服务业", ("L", "L7211"), (300, 100, 10), assets=(120000, 8000, 100)),
    Row("其他未列明行业", ("M", "M7310", "N", "O80", "Q85", "Q8512", "R", "K703", "K7030", "K709"), (300, 100, 10)),
)
OUTSIDE = ("G53", "G5310", "J", "J6620", "K704", "K7040", "P", "P8310", "Q84", "Q8411", "S", "S91", "T", "T97")

rows = pytest.mark.parametrize("row", TABLE, ids=[row.name for row in TABLE])


@pytest.fixture(scope="module")
def nbs() -> tr.Ruleset:
    return tr.load("nbs-enterprise-size-2017")


def size(rules: tr.Ruleset, customer: Mapping[str, object]) -> tr.Tag:
    return rules.classify(customer, as_of=AS_OF)["size"]


def told(tag: tr.Tag) -> tuple[str, tuple[str, ...]]:
    return tag.status, tag.candidates


def expected(candidates: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    return ("decided" if len(candidates) == 1 else "undetermined"), candidates


def around(indicator: str, floors: tuple[int, ...]) -> Iterator[Figure]:
    """Yield missing, and for each floor the value on it, one below and one above."""
    step = 1 if indicator == EMPLOYEES else FEN
    yield None
    for floor in floors:
        yield from (floor - step, floor, floor + step)


# --- the figures


def test_the_table_has_thirty_indicators_in_sixteen_rows() -> None:
    assert len(TABLE) == 16
    assert sum(len(row.floors) for row in TABLE) == 30


@rows
def test_each_floor_is_where_it_is_printed(nbs: tr.Ruleset, row: Row) -> None:
    """With all else large, an indicator on a floor has that class, and the next lower one just below it."""
    large = {name: floors[0] for name, floors in row.floors.items()}
    for code, (indicator, floors) in product(row.codes, row.floors.items()):
        step = 1 if indicator == EMPLOYEES else FEN
        for band, floor in enumerate(floors):
            customer = {"industry_code": code, **large}
            assert size(nbs, {**customer, indicator: floor + step}).label == BANDS[band]
            assert size(nbs, {**customer, indicator: floor}).label == BANDS[band]
            assert size(nbs, {**customer, indicator: floor - step}).label == BANDS[band + 1]


@rows
def test_all_combinations_around_the_floors(nbs: tr.Ruleset, row: Row) -> None:
    """The lowest band over the indicators; where one is missing, every class that it leaves open."""
    for values in product(*(around(name, floors) for name, floors in row.floors.items())):
        figures = dict(zip(row.floors, values, strict=True))
        found = size(nbs, {"industry_code": row.codes[0], **figures})
        assert told(found) == expected(lowest_bands(row.floors, figures)), figures


@rows
def test_an_indicator_that_the_row_does_not_name_changes_nothing(nbs: tr.Ruleset, row: Row) -> None:
    counted = {name: floors[1] for name, floors in row.floors.items()}
    for other in set(FIGURES) - set(row.floors):
        for figure in (None, 0, 10**12):
            assert size(nbs, {"industry_code": row.codes[0], **counted, other: figure}).label == "medium"


@given(
    row=st.sampled_from(TABLE),
    data=st.data(),
    figures=st.fixed_dictionaries(
        {
            EMPLOYEES: st.none() | st.integers(0, 5000),
            REVENUE: st.none() | st.fractions(-WAN, 300_000 * WAN, max_denominator=100),
            ASSETS: st.none() | st.fractions(0, 200_000 * WAN, max_denominator=100),
        }
    ),
)
def test_any_enterprise_has_the_lowest_band(
    nbs: tr.Ruleset, row: Row, data: st.DataObject, figures: dict[str, Figure]
) -> None:
    code = data.draw(st.sampled_from(row.codes))
    assert told(size(nbs, {"industry_code": code, **figures})) == expected(lowest_bands(row.floors, figures))


# --- industries


@pytest.mark.parametrize("code", OUTSIDE)
def test_industries_without_a_row_are_not_applicable(nbs: tr.Ruleset, code: str) -> None:
    for figures in ({}, {EMPLOYEES: 1000, REVENUE: 10**12, ASSETS: 10**12}):
        assert told(size(nbs, {"industry_code": code, **figures})) == ("not-applicable", ("not-applicable",))


@pytest.mark.parametrize("code", [None, ""])
def test_without_an_industry_anything_is_possible(nbs: tr.Ruleset, code: str | None) -> None:
    found = size(nbs, {"industry_code": code, EMPLOYEES: 103})
    assert told(found) == ("undetermined", (*BANDS, "not-applicable"))
    # Without the industry nobody knows which indicators count, so each of those that are not there may.
    assert [missing.name for missing in found.missing] == ["annual_revenue", "industry_code", "total_assets"]


@pytest.mark.parametrize("code", ["F", "K", "K70", "Q", "6513", "i65", "软件"])
def test_a_code_that_names_too_little_is_reported(nbs: tr.Ruleset, code: str) -> None:
    """No row has it, so the answer is `not-applicable`: without the report that would pass for a fact."""
    c = nbs.classify({"industry_code": code, EMPLOYEES: 103}, as_of=AS_OF)
    assert [problem.field for problem in c.problems] == ["industry_code"]


def test_codes_of_rows_and_of_industries_outside_are_not_reported(nbs: tr.Ruleset) -> None:
    for code in (*OUTSIDE, *(code for row in TABLE for code in row.codes)):
        reported = nbs.classify({"industry_code": code}, as_of=AS_OF).problems
        assert not reported, code


def test_every_industry_without_an_indicator_is_open(nbs: tr.Ruleset) -> None:
    for row in TABLE:
        found = size(nbs, {"industry_code": row.codes[0]})
        assert told(found) == ("undetermined", BANDS)
        assert {missing.name for missing in found.missing} == set(row.floors)


def test_the_standard_holds_from_its_day_of_issue(nbs: tr.Ruleset) -> None:
    customer = {"industry_code": "C", EMPLOYEES: 10}
    assert nbs.classify(customer, as_of=date(2017, 12, 28))["size"].label == "micro"
    with pytest.raises(tr.NotInForce):
        nbs.classify(customer, as_of=date(2017, 12, 27))


# --- witnesses


@pytest.mark.parametrize(
    ("code", "employees", "revenue", "label"),
    [
        ("I65", 103, "15735.28万", "medium"),  # a procurement complaint: the firm called itself small,
        ("C39", 103, "15735.28万", "small"),  # which it is by the row of industry
        ("G59", 150, "5000万", "medium"),
        ("I63", 500, "50000万", "medium"),
        ("C", 299, "1999.5万", "small"),
        ("F52", 40, "2500万", "small"),
        # Customers for whom a generic table of sizes gives another answer.
        ("F52", 320, "25000万", "large"),
        ("I65", 320, "12000万", "large"),
        ("C", 150, "6000万", "small"),
        ("C", 1200, "1500万", "small"),
        ("I65", 50, "60000万", "small"),
        ("F52", 60, "600万", "medium"),
    ],
)
def test_witnesses(nbs: tr.Ruleset, code: str, employees: int, revenue: str, label: str) -> None:
    assert size(nbs, {"industry_code": code, EMPLOYEES: employees, REVENUE: revenue}).label == label


def test_one_low_indicator_decides_alone(nbs: tr.Ruleset) -> None:
    """工业: ten persons are micro whatever the revenue; five thousand leave all four classes open."""
    assert told(size(nbs, {"industry_code": "C", EMPLOYEES: 10})) == ("decided", ("micro",))
    assert told(size(nbs, {"industry_code": "C", EMPLOYEES: 5000})) == ("undetermined", BANDS)
    assert told(size(nbs, {"industry_code": "C", EMPLOYEES: 300})) == ("undetermined", ("medium", "small", "micro"))


# --- reasons


def test_the_reasons_name_both_sides_of_the_complaint(nbs: tr.Ruleset) -> None:
    c = nbs.classify({"industry_code": "I6513", EMPLOYEES: 103, REVENUE: "15735.28万"}, as_of=AS_OF)
    zh, en = c.explain(lang="zh").splitlines(), c.explain(lang="en").splitlines()
    assert zh[0] == "企业规模：中型（size.medium）"
    assert "      员工数 103 < 300（大型企业从业人员下限），低于界限197" in zh
    assert "      员工数 103 ≥ 100（中型企业从业人员下限），高于界限3" in zh
    assert en[0] == "Enterprise size: Medium (size.medium)"
    assert "      Employees 103 < 300 (Minimum persons employed for large enterprises), 197 below the bound" in en


def test_the_reasons_leave_out_what_the_row_does_not_name(nbs: tr.Ruleset) -> None:
    c = nbs.classify({"industry_code": "M73", EMPLOYEES: 300, REVENUE: 5, ASSETS: 5}, as_of=AS_OF)
    assert c.explain(lang="zh").splitlines() == [
        "企业规模：大型（size.large）",
        "  ✓ 大型",
        "      员工数 300 ≥ 300（大型企业从业人员下限），正好在界限上",
    ]


# --- public transcriptions and where they part from the standard


@pytest.mark.parametrize(
    ("transcription", "code", "employees", "revenue", "theirs", "standard"),
    [
        ("storage", "G59", 150, "5000万", "small", "medium"),
        ("storage", "G59", 200, "5000万", "medium", "medium"),
        ("storage", "G59", None, None, "micro", None),
        ("telecom", "I63", 500, "50000万", None, "medium"),
        ("telecom", "I63", 500, "9999万", "medium", "medium"),
        ("telecom", "I64", None, None, "micro", None),
        ("industry-or", "C", 1200, "1500万", "large", "small"),
        ("industry-or", "C", 500, "50000万", "large", "medium"),
        ("industry-or", "C", 50, "2000万", None, "small"),
        ("industry-or", "C", 250, "1999.5万", None, "small"),
        ("industry-or", "C", 250, "1999万", "small", "small"),
        ("revenue-only", "C", 1000, "50000万", None, "large"),
        ("revenue-only", "C", 10, "6000万", "medium", "micro"),
    ],
)
def test_public_transcriptions_differ(
    nbs: tr.Ruleset,
    transcription: str,
    code: str,
    employees: int | None,
    revenue: str | None,
    theirs: str | None,
    standard: str | None,
) -> None:
    figures = {EMPLOYEES: employees, REVENUE: revenue}
    faulty = tr.load(EXAMPLES / f"nbs-transcription-{transcription}.yaml")
    assert size(faulty, figures).label == theirs
    assert size(nbs, {"industry_code": code, **figures}).label == standard


def test_two_classes_at_once_by_alternatives() -> None:
    """`or` in one class and floors that are left out of the others: 1200 persons and 100万 are large and micro."""
    faulty = tr.load(EXAMPLES / "nbs-transcription-industry-or.yaml")
    assert size(faulty, {EMPLOYEES: 1200, REVENUE: "100万"}).status == "conflict"


def test_the_unreachable_class_of_the_storage_transcription() -> None:
    """No headcount is `medium`: every one from 0 to 400 is asked."""
    faulty = tr.load(EXAMPLES / "nbs-transcription-storage.yaml")
    found = {faulty.classify({EMPLOYEES: count, REVENUE: 0}, as_of=AS_OF).tags["by_headcount"] for count in range(401)}
    assert found == {"large", "small", "micro"}


def test_one_line_for_all_industries_misses_small_and_medium_firms(nbs: tr.Ruleset) -> None:
    faulty = tr.load(EXAMPLES / "nbs-transcription-one-line-for-all.yaml")
    for code, employees, revenue, standard in (("F52", 40, "2500万", "small"), ("C", 500, "3000万", "medium")):
        figures = {EMPLOYEES: employees, REVENUE: revenue}
        assert faulty.classify(figures, as_of=AS_OF).tags["sme_test"] == "other"
        assert size(nbs, {"industry_code": code, **figures}).label == standard
