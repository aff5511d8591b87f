"""What people are told of what drives a change: every form of a sentence, in both languages."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.meaning.change_records import BAR, DAY, LARGE, RECORD, SEEN, SIZE, THEN, driver, field, n, threshold
from tierrules.meaning.change.parts import Crossing, Driver
from tierrules.meaning.change.sentences import edit
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Title, Type
from tierrules.meaning.justification import Named
from tierrules.meaning.truth import MISSING, NONE


def told(one: Driver, **other: Any) -> tuple[str, str]:
    record = replace(RECORD, cause=(one.within,), drivers=(one,), **other)
    return record.reason("zh"), record.reason("en")


# --- a field


def test_a_value_is_told_by_its_title() -> None:
    titles = (Named("a", Title("甲", "First")), Named("b", Title("乙", "Second")))
    one = replace(field("b", "a", type=Type.CATEGORY), titles=titles)
    assert told(one) == ("员工数由乙改为甲", "Employees changed from Second to First")
    assert told(replace(one, after="c"))[0] == "员工数由乙改为c"


@pytest.mark.parametrize(
    ("one", "zh", "en"),
    [
        (field(n(80), n(1200)), "员工数由80升至1,200", "Employees rose from 80 to 1,200"),
        (field(n(90), n(80)), "员工数由90降至80", "Employees fell from 90 to 80"),
        (
            field(date(2026, 2, 1), date(2026, 3, 1), type=Type.DATE),
            "员工数由2026年2月1日改为2026年3月1日",
            "Employees changed from 2026-02-01 to 2026-03-01",
        ),
        (field(False, True, type=Type.BOOLEAN), "员工数由否改为是", "Employees changed from false to true"),
        (field("a", "b", type=Type.TEXT), "员工数由a改为b", "Employees changed from a to b"),
        # A ruleset may have changed what a field is.
        (field("a", n(5)), "员工数由a改为5", "Employees changed from a to 5"),
        (field(n(5), "a"), "员工数由5改为a", "Employees changed from 5 to a"),
        (field(MISSING, n(5)), "补充了员工数：5", "Employees became known: 5"),
        (field(None, n(5)), "补充了员工数：5", "Employees became known: 5"),
        (field(MISSING, NONE), "确认没有员工数", "it became known that there is no value for Employees"),
        (field(None, NONE), "确认没有员工数", "it became known that there is no value for Employees"),
        (field(n(5), MISSING), "员工数数据缺失，原为5", "Employees is no longer known; it was 5"),
        (field(n(5), None), "员工数数据缺失，原为5", "Employees is no longer known; it was 5"),
        (field(NONE, MISSING), "不再确定有无员工数", "Employees is no longer known; there was none"),
        (field(NONE, None), "不再确定有无员工数", "Employees is no longer known; there was none"),
        (field(None, MISSING), "不再确定有无员工数", "Employees is no longer known; there was none"),
        (field(NONE, n(5)), "员工数已有记录：5", "Employees is now recorded: 5"),
        (field(n(5), NONE), "员工数不再有记录，原为5", "Employees is no longer recorded; it was 5"),
    ],
)
def test_a_field(one: Driver, zh: str, en: str) -> None:
    assert told(one) == (zh, en)


@pytest.mark.parametrize(
    ("after", "op", "zh", "en"),
    [
        (60, ">=", "，达到50（大型企业人数）", ", reaching 50 (Staff of a large company)"),
        (60, ">", "，超过50（大型企业人数）", ", exceeding 50 (Staff of a large company)"),
        (60, "<", "，低于50（大型企业人数）", ", below 50 (Staff of a large company)"),
        (60, "<=", "，不超过50（大型企业人数）", ", no more than 50 (Staff of a large company)"),
        (50, ">=", "，正好等于大型企业人数", ", which is exactly the bound (Staff of a large company)"),
    ],
)
def test_a_bound_that_was_crossed(after: int, op: str, zh: str, en: str) -> None:
    one = field(n(0), n(after), Crossing(op, n(50), BAR))
    assert told(one) == (f"员工数由0升至{after}{zh}", f"Employees rose from 0 to {after}{en}")


@pytest.mark.parametrize(
    ("op", "zh", "en"),
    [
        (">=", "不早于", "on or after"),
        (">", "晚于", "after"),
        ("<", "早于", "before"),
        ("<=", "不晚于", "on or before"),
    ],
)
def test_a_day_that_was_crossed(op: str, zh: str, en: str) -> None:
    one = field(date(2026, 1, 1), date(2026, 3, 1), Crossing(op, date(2026, 2, 1), BAR), type=Type.DATE)
    assert told(one) == (
        f"员工数由2026年1月1日改为2026年3月1日，{zh}2026年2月1日（大型企业人数）",
        f"Employees changed from 2026-01-01 to 2026-03-01, {en} 2026-02-01 (Staff of a large company)",
    )


def test_a_bound_without_a_name() -> None:
    one = field(n(0), n(60), Crossing(">=", n(50), None))
    assert told(one) == ("员工数由0升至60，达到50", "Employees rose from 0 to 60, reaching 50")
    # That the new value is the bound is said already.
    one = field(n(0), n(50), Crossing(">=", n(50), None))
    assert told(one) == ("员工数由0升至50", "Employees rose from 0 to 50")


# --- the standard


MONTHS = Duration(6, "month"), Duration(2, "month")


@pytest.mark.parametrize(
    ("one", "zh", "en"),
    [
        (
            threshold(n(50), n(60)),
            "标准“大型企业人数”由50上调至60",
            "the standard raised Staff of a large company from 50 to 60",
        ),
        (
            threshold(n(60), n(50)),
            "标准“大型企业人数”由60下调至50",
            "the standard lowered Staff of a large company from 60 to 50",
        ),
        (
            threshold(*MONTHS, type=Type.DURATION),
            "标准“大型企业人数”由6个月调整为2个月",
            "the standard changed Staff of a large company from 6 months to 2 months",
        ),
        (
            threshold(n(50), date(2026, 3, 1), type=None),
            "标准“大型企业人数”由50调整为2026-03-01",
            "the standard changed Staff of a large company from 50 to 2026-03-01",
        ),
        (
            threshold(date(2026, 3, 1), n(50)),
            "标准“大型企业人数”由2026年3月1日调整为50",
            "the standard changed Staff of a large company from 2026-03-01 to 50",
        ),
        (threshold(None, None), "标准“大型企业人数”已修改", "the standard changed Staff of a large company"),
        (threshold(n(5), None), "标准“大型企业人数”已修改", "the standard changed Staff of a large company"),
        (threshold(None, n(5)), "标准“大型企业人数”已修改", "the standard changed Staff of a large company"),
        (
            driver("rule", "rules", LARGE, before=True, after=True),
            "“大型企业”的规则（n）已修改",
            "the rule for Large company (n) was changed",
        ),
        (
            driver("rule", "rules", LARGE, before=False, after=True),
            "新增了“大型企业”的规则（n）",
            "a rule for Large company (n) was added",
        ),
        (
            driver("rule", "rules", LARGE, before=True, after=False),
            "取消了“大型企业”的规则（n）",
            "the rule for Large company (n) was withdrawn",
        ),
        (
            driver("order", "rules", SIZE),
            "企业规模的规则次序已调整",
            "the rules of Company size were put in another order",
        ),
        (driver("dimension", "rules", SIZE), "企业规模的规则设置已修改", "the terms of Company size were changed"),
        (
            driver("dimension", "rules", SIZE, before=False, after=True),
            "标准新增了企业规模",
            "the standard added Company size",
        ),
        (
            driver("dimension", "rules", SIZE, before=True, after=False),
            "标准取消了企业规模",
            "the standard dropped Company size",
        ),
    ],
)
def test_the_standard(one: Driver, zh: str, en: str) -> None:
    assert told(one) == (zh, en)


# --- time

SINCE = date(2026, 10, 15)
ROW = driver("threshold", "time", BAR, type=Type.INTEGER, before=n(40), after=n(50), on=SINCE)


def test_a_number_that_came_into_force() -> None:
    assert told(ROW) == (
        "标准“大型企业人数”自2026年10月15日起由40改为50",
        "Staff of a large company has been 50 instead of 40 since 2026-10-15",
    )
    assert told(replace(ROW, before=None)) == (
        "标准“大型企业人数”自2026年10月15日起为50",
        "Staff of a large company has been 50 since 2026-10-15",
    )


BACK = ("评定日期由2026年10月1日改为更早的2026年9月1日", "the day is 2026-09-01, before 2026-10-01")
WINDOW = driver(
    *("window", "time", SEEN),
    before=date(2026, 4, 15),
    after=date(2026, 4, 15),
    threshold=BAR,
    function="elapsed",
    duration=Duration(6, "month"),
    on=SINCE,
)
UNTIL = replace(WINDOW, function="until", before=date(2027, 4, 14))
ELAPSED_TOLD = (
    "距最近购买日期（2026年4月15日）已于2026年10月15日满6个月（大型企业人数）",
    "Last purchase (2026-04-15) was 6 months ago on 2026-10-15 (Staff of a large company)",
)
PASSED = ("时间推移", "time passed")


def test_a_day_that_is_earlier_than_the_last_one() -> None:
    assert told(ROW, as_of_after=date(2026, 9, 1)) == BACK
    assert told(WINDOW, as_of_after=date(2026, 9, 1)) == BACK


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (WINDOW, ELAPSED_TOLD),
        (
            replace(WINDOW, threshold=None),
            (
                "距最近购买日期（2026年4月15日）已于2026年10月15日满6个月",
                "Last purchase (2026-04-15) was 6 months ago on 2026-10-15",
            ),
        ),
        # With `>` the answer turns a day later than the length of time is over.
        (replace(WINDOW, on=date(2026, 10, 16)), ELAPSED_TOLD),
        (
            UNTIL,
            (
                "距最近购买日期（2027年4月14日）已在6个月（大型企业人数）以内",
                "Last purchase (2027-04-14) is within 6 months (Staff of a large company)",
            ),
        ),
        (
            replace(UNTIL, before=SINCE, duration=Duration(0, "day")),
            ("最近购买日期（2026年10月15日）已到", "Last purchase (2026-10-15) has come"),
        ),
        (
            replace(UNTIL, before=date(2026, 10, 14), duration=Duration(0, "day")),
            ("最近购买日期（2026年10月14日）已过", "Last purchase (2026-10-14) has passed"),
        ),
        # Where the day is not one of those between, nothing more is known than that time passed.
        (replace(WINDOW, on=DAY), ELAPSED_TOLD),
        (replace(WINDOW, on=THEN), PASSED),
        (replace(WINDOW, on=date(2026, 11, 3)), PASSED),
        (replace(WINDOW, on=None), PASSED),
        (replace(WINDOW, duration=None), PASSED),
        (replace(WINDOW, before=MISSING), PASSED),
    ],
)
def test_a_window_of_time(one: Driver, expected: tuple[str, str]) -> None:
    assert told(one) == expected


# --- a person


def test_a_person() -> None:
    person = driver("person", "person", SIZE)
    assert told(replace(person, after="large")) == ("人工将企业规模定为'large'", "somebody set Company size to 'large'")
    assert told(replace(person, before="small", after="large")) == (
        "人工将企业规模定为'large'",
        "somebody set Company size to 'large'",
    )
    assert told(replace(person, before="small")) == (
        "人工撤销了企业规模的'small'",
        "somebody withdrew 'small' from Company size",
    )


def test_an_edit_of_a_ruleset_is_told_by_itself_on_one_line() -> None:
    one = replace(threshold(n(50), n(60)), titled=Named("large", Title("大型\n下限", "Large\nfrom")))
    assert edit(one, "zh") == "标准“大型\\u000a下限”由50上调至60"
    assert edit(one, "en") == "the standard raised Large\\u000afrom from 50 to 60"
