"""How causes stand to each other in words, and the line of a log, in both languages."""

from dataclasses import replace
from typing import Any

import pytest

from tests.meaning.change_records import BAR, LARGE, MEDIUM, RECORD, SIZE, STAFF, driver, field, n, threshold
from tierrules.meaning.change.parts import Lack, State
from tierrules.meaning.declared import Title, Type
from tierrules.meaning.justification import Named

# --- how causes stand to each other

GREW = field(n(80), n(90))
LOWERED = replace(threshold(n(95), n(90)), within=("data", "rules"))


def reasons(**changed: Any) -> tuple[str, str]:
    record = replace(RECORD, **changed)
    return record.reason("zh"), record.reason("en")


def test_causes_without_drivers() -> None:
    assert reasons() == ("客户数据有变化", "the customer's data changed")
    assert reasons(cause=(("rules", "time"),)) == ("分类标准有变化；时间推移", "the standard changed; time passed")
    assert reasons(cause=(("person",),)) == ("人工调整", "somebody changed it")


def test_two_that_work_only_together() -> None:
    both = (("data", "rules"),)
    grew = replace(GREW, within=("data", "rules"))
    zh = "员工数由80升至90；标准“大型企业人数”由95下调至90"
    en = "Employees rose from 80 to 90; the standard lowered Staff of a large company from 95 to 90"
    assert reasons(cause=both, drivers=(grew, LOWERED)) == (f"{zh}（两者缺一不可）", f"{en}; it took both")
    assert reasons(cause=both, drivers=(grew,)) == ("员工数由80升至90", "Employees rose from 80 to 90")
    # Two of one kind stand side by side; of three it is not said.
    within = (GREW, replace(GREW, titled=BAR))
    assert reasons(drivers=within)[1] == "Employees rose from 80 to 90; Staff of a large company rose from 80 to 90"
    three = (grew, LOWERED, replace(LOWERED, titled=SIZE))
    assert reasons(cause=both, drivers=three)[0] == f"{zh}；标准“企业规模”由95下调至90"
    # What reads alike is said once.
    assert reasons(drivers=(GREW, GREW)) == ("员工数由80升至90", "Employees rose from 80 to 90")


def test_either_would_do() -> None:
    cause = (("data",), ("rules",), ("time",))
    assert reasons(cause=cause, drivers=(GREW,)) == (
        "员工数由80升至90；另外，仅以下一项也足以引起此变化：分类标准有变化；时间推移",
        "Employees rose from 80 to 90; this alone would have done as well: the standard changed; time passed",
    )


def test_what_cannot_be_told() -> None:
    two = Lack("inputs", (STAFF, BAR))
    assert reasons(cause=(), undetermined_because=two) == (
        "前后两次只有一次记录了员工数、大型企业人数，原因无法判定",
        "why cannot be told: only one of the two times Employees, Staff of a large company was recorded",
    )
    assert reasons(cause=(), undetermined_because=Lack("rules")) == (
        "手头没有先前的分类标准，原因无法判定",
        "why cannot be told: the previous standard is not at hand",
    )
    assert reasons(cause=(), undetermined_because=Lack("nothing")) == (
        "数据、标准和日期均无变化，原因无法判定",
        "why cannot be told: data, standard and day are the same",
    )
    assert reasons(cause=(), undetermined_because=Lack("types", (STAFF,))) == (
        "前后两版标准对员工数的定义不同，原因无法判定",
        "why cannot be told: the two standards read Employees as different things",
    )
    assert reasons(cause=(("rules",),), undetermined_because=Lack("rules")) == (
        "分类标准有变化；手头没有先前的分类标准，具体原因无法判定",
        "the standard changed; how exactly cannot be told: the previous standard is not at hand",
    )


# --- the line of a log

UNTOLD = {"cause": (), "undetermined_because": Lack("rules")}
NOBODY = State("unlabelled", ())


@pytest.mark.parametrize(
    ("changed", "zh", "en"),
    [
        (
            {},
            "2026-11-03:因客户数据有变化,将'中型企业'调整为'大型企业'",
            "2026-11-03: 'Medium company' became 'Large company' because the customer's data changed",
        ),
        (
            {"actor": "Li"},
            "2026-11-03:Li因客户数据有变化,将'中型企业'调整为'大型企业'",
            "2026-11-03: Li changed 'Medium company' to 'Large company' because the customer's data changed",
        ),
        (
            UNTOLD,
            "2026-11-03:将'中型企业'调整为'大型企业'（手头没有先前的分类标准，原因无法判定）",
            "2026-11-03: 'Medium company' became 'Large company'; "
            "why cannot be told: the previous standard is not at hand",
        ),
        (
            UNTOLD | {"actor": "Li"},
            "2026-11-03:Li将'中型企业'调整为'大型企业'（手头没有先前的分类标准，原因无法判定）",
            "2026-11-03: Li changed 'Medium company' to 'Large company'; "
            "why cannot be told: the previous standard is not at hand",
        ),
        (
            {"before": NOBODY},
            "2026-11-03:因客户数据有变化,将企业规模由无标签调整为'大型企业'",
            "2026-11-03: Company size went from no label to 'Large company' because the customer's data changed",
        ),
        (
            {"after": State("undetermined", ()), "actor": "Li"},
            "2026-11-03:Li因客户数据有变化,将企业规模由'中型企业'调整为待定",
            "2026-11-03: Li changed Company size from 'Medium company' to undetermined "
            "because the customer's data changed",
        ),
        (
            {"after": State("decided", (LARGE, Named("x")))},
            "2026-11-03:因客户数据有变化,将'中型企业'调整为'大型企业'、'x'",
            "2026-11-03: 'Medium company' became 'Large company', 'x' because the customer's data changed",
        ),
        # Labels that are called alike are told apart by their names, what is open beside a label is said.
        (
            {"before": State("decided", (replace(MEDIUM, title=LARGE.title),))},
            "2026-11-03:因客户数据有变化,将'大型企业'（medium）调整为'大型企业'（large）",
            "2026-11-03: 'Large company' (medium) became 'Large company' (large) because the customer's data changed",
        ),
        (
            {"before": State("decided", (LARGE,)), "after": State("undetermined", (LARGE,))},
            "2026-11-03:因客户数据有变化,将'大型企业'调整为'大型企业'（其余待定）",
            "2026-11-03: 'Large company' became 'Large company' (others undetermined) "
            "because the customer's data changed",
        ),
        (
            {"before": None},
            "2026-11-03:因客户数据有变化,企业规模评定为'大型企业'",
            "2026-11-03: Company size is new: 'Large company' because the customer's data changed",
        ),
        (
            {"after": None, "actor": "Li"},
            "2026-11-03:因客户数据有变化,不再评定企业规模，原为'中型企业'（Li）",
            "2026-11-03: Company size was 'Medium company' and is asked no longer "
            "because the customer's data changed (by Li)",
        ),
        (
            UNTOLD | {"before": None, "actor": "Li"},
            "2026-11-03:企业规模评定为'大型企业'（手头没有先前的分类标准，原因无法判定）（Li）",
            "2026-11-03: Company size is new: 'Large company'; "
            "why cannot be told: the previous standard is not at hand (by Li)",
        ),
    ],
)
def test_the_line(changed: dict[str, Any], zh: str, en: str) -> None:
    record = replace(RECORD, **changed)
    assert (record.line("zh"), record.line("en")) == (zh, en)


def test_a_record_is_one_line_whatever_stands_in_it() -> None:
    """An actor or a value with a line break would put a second record into the log."""
    forged = "Li\n2026-11-03:x\u2028\x1b[2J"
    moved = replace(RECORD, actor=forged, drivers=(field(forged, "b", type=Type.TEXT),))
    for lang in ("zh", "en"):
        told = moved.line(lang)  # type: ignore[arg-type]  # both are languages
        assert len(told.splitlines()) == 1
        assert told.isprintable()
        assert told.count("Li\\u000a2026-11-03:x\\u2028\\u001b[2J") == 2
    assert moved.reason("en") == r"Employees changed from Li\u000a2026-11-03:x\u2028\u001b[2J to b"


def test_the_language_is_that_of_the_ruleset_unless_another_is_asked_for() -> None:
    other: Any = "de"
    english = replace(RECORD, language="en")
    assert RECORD.line() == RECORD.line("zh")
    assert english.line() == RECORD.line("en")
    assert english.reason() == RECORD.reason("en")
    with pytest.raises(ValueError, match=r"^lang is `en` or `zh`, not `de`$"):
        RECORD.reason(other)


@pytest.mark.parametrize("title", ["Company size", "VaR limit", "Paris office", "iPad sales", "A", "R&D staff"])
def test_a_title_stands_in_a_sentence_as_it_is_written(title: str) -> None:
    order = driver("order", "rules", Named("size", Title(title, title)))
    record = replace(RECORD, cause=(order.within,), drivers=(order,))
    assert record.reason("en") == f"the rules of {title} were put in another order"
    assert record.reason("zh") == f"{title}的规则次序已调整"


def test_what_has_no_title_stands_by_its_name() -> None:
    order = driver("order", "rules", Named("Size", Title("规模", None)))
    record = replace(RECORD, cause=(order.within,), drivers=(order,))
    assert record.reason("en") == "the rules of Size were put in another order"
