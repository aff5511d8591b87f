"""Change records as JSON, typed here key by key; and read back."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tierrules.meaning.change.as_json import kind, read_fact, read_value
from tierrules.meaning.change.parts import Crossing, Driver, Fired, Lack, State, Value
from tierrules.meaning.change.record import ChangeRecord
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Title, Type
from tierrules.meaning.justification import Named
from tierrules.meaning.truth import MISSING, NONE

SIZE = Named("size", Title("企业规模", "Company size"))
MEDIUM, LARGE = Named("medium", Title("中型企业")), Named("large", Title(None, "Large company"))
BAR = Named("large_revenue", Title("大型企业年营收"))
REVENUE = Driver(
    *("data", "field", "annual_revenue", ("data",), Named("annual_revenue", Title("年营收", "Annual revenue"))),
    *(Type.MONEY, "CNY", Fraction(98_000_000), Fraction(102_000_000)),
    crossed=(Crossing(">=", Fraction(100_000_000), BAR),),
)
RECORD = ChangeRecord(
    dimension=SIZE,
    before=State("decided", (MEDIUM,)),
    after=State("decided", (LARGE,)),
    direction="up",
    cause=(("data",), ("rules", "time")),
    drivers=(REVENUE,),
    undetermined_because=None,
    triggers=(Fired("grown", (("assign", "大客户经理"), ("note", "x"))),),
    actor="经理",
    at=date(2026, 11, 3),
    as_of_before=date(2026, 10, 1),
    as_of_after=date(2026, 11, 2),
    fingerprint_before="f1",
    fingerprint_after="f2",
    language="zh",
)
REVENUE_DATA = {
    "component": "data",
    "kind": "field",
    "name": "annual_revenue",
    "within": ["data"],
    "titled": {"name": "annual_revenue", "title": {"zh": "年营收", "en": "Annual revenue"}},
    "type": "money",
    "currency": "CNY",
    "from": "98000000",
    "from_is": "number",
    "to": "102000000",
    "to_is": "number",
    "crossed": [
        {
            "op": ">=",
            "bound": "100000000",
            "bound_is": "number",
            "threshold": {"name": "large_revenue", "title": {"zh": "大型企业年营收"}},
        }
    ],
}
DATA: dict[str, Any] = {
    "dimension": {"name": "size", "title": {"zh": "企业规模", "en": "Company size"}},
    "from": {"status": "decided", "label": "medium", "labels": [{"name": "medium", "title": {"zh": "中型企业"}}]},
    "to": {"status": "decided", "label": "large", "labels": [{"name": "large", "title": {"en": "Large company"}}]},
    "direction": "up",
    "cause": [["data"], ["rules", "time"]],
    "drivers": [REVENUE_DATA],
    "undetermined_because": None,
    "triggers": [{"name": "grown", "do": {"assign": "大客户经理", "note": "x"}}],
    "actor": "经理",
    "at": "2026-11-03",
    "as_of": {"from": "2026-10-01", "to": "2026-11-02"},
    "fingerprint": {"from": "f1", "to": "f2"},
    "language": "zh",
    "reason": {
        "zh": "年营收由9800万元升至1.02亿元，达到1亿元（大型企业年营收）；"
        "另外，仅以下一项也足以引起此变化：分类标准有变化；时间推移",
        "en": "Annual revenue rose from CNY 98 million to CNY 102 million, reaching CNY 100 million (large_revenue); "
        "this alone would have done as well: the standard changed; time passed",
    },
}


def test_a_record() -> None:
    assert RECORD.to_dict() == DATA
    assert ChangeRecord.from_dict(DATA) == RECORD


def test_the_keys_stand_in_this_order() -> None:
    assert list(RECORD.to_dict()) == list(DATA)
    assert list(RECORD.to_dict()["drivers"][0]) == list(REVENUE_DATA)


@pytest.mark.parametrize(
    ("state", "data"),
    [
        (None, None),
        (State("unlabelled", ()), {"status": "unlabelled", "label": None, "labels": []}),
        (
            State("decided", (MEDIUM, Named("x"))),
            {
                "status": "decided",
                "label": None,
                "labels": [{"name": "medium", "title": {"zh": "中型企业"}}, {"name": "x", "title": {}}],
            },
        ),
    ],
)
def test_answers(state: State | None, data: dict[str, Any] | None) -> None:
    was, became = replace(RECORD, before=state), replace(RECORD, after=state)
    assert was.to_dict()["from"] == data
    assert became.to_dict()["to"] == data
    assert ChangeRecord.from_dict(was.to_dict()) == was
    assert ChangeRecord.from_dict(became.to_dict()) == became


@pytest.mark.parametrize(
    ("lack", "data"),
    [
        (Lack("types", (MEDIUM,)), {"kind": "types", "fields": [{"name": "medium", "title": {"zh": "中型企业"}}]}),
        (Lack("rules"), {"kind": "rules", "fields": []}),
        (Lack("inputs", (MEDIUM,)), {"kind": "inputs", "fields": [{"name": "medium", "title": {"zh": "中型企业"}}]}),
    ],
)
def test_what_is_lacking(lack: Lack, data: dict[str, Any]) -> None:
    record = replace(RECORD, cause=(), drivers=(), undetermined_because=lack)
    assert record.to_dict()["undetermined_because"] == data
    assert ChangeRecord.from_dict(record.to_dict()) == record


KEPT = {"component": "rules", "kind": "order", "name": "r", "within": ["rules", "time"]}
ORDER = Driver("rules", "order", "r", ("rules", "time"), MEDIUM)


@pytest.mark.parametrize(
    ("driver", "data"),
    [
        (ORDER, {}),
        (
            replace(ORDER, before=False, after=True),
            {"from": False, "from_is": "boolean", "to": True, "to_is": "boolean"},
        ),
        (replace(ORDER, before=MISSING, after=NONE), {"from_is": "missing", "to_is": "none"}),
        (
            replace(ORDER, type=Type.TEXT, before="a", after=""),
            {"type": "text", "from": "a", "from_is": "text", "to": "", "to_is": "text"},
        ),
        (
            replace(ORDER, before=Duration(6, "month"), after=Duration(1, "day")),
            {"from": "6 months", "from_is": "duration", "to": "1 day", "to_is": "duration"},
        ),
        (
            replace(ORDER, before=date(2026, 9, 1), function="elapsed", duration=Duration(90, "day"), threshold=BAR),
            {
                "from": "2026-09-01",
                "from_is": "date",
                "threshold": {"name": "large_revenue", "title": {"zh": "大型企业年营收"}},
                "function": "elapsed",
                "duration": "90 days",
            },
        ),
        (replace(ORDER, on=date(2026, 9, 2)), {"on": "2026-09-02"}),
        (replace(ORDER, before=Fraction(1, 3)), {"from": "1/3", "from_is": "number"}),
        (
            replace(ORDER, crossed=(Crossing("<", date(2026, 9, 1), None), Crossing(">", Fraction(0), None))),
            {
                "crossed": [
                    {"op": "<", "bound": "2026-09-01", "bound_is": "date", "threshold": None},
                    {"op": ">", "bound": "0", "bound_is": "number", "threshold": None},
                ]
            },
        ),
    ],
)
def test_drivers(driver: Driver, data: dict[str, Any]) -> None:
    record = replace(RECORD, drivers=(driver,))
    (told,) = record.to_dict()["drivers"]
    assert told == KEPT | {"titled": {"name": "medium", "title": {"zh": "中型企业"}}} | data
    assert ChangeRecord.from_dict(record.to_dict()) == record


@pytest.mark.parametrize(
    ("value", "data", "written"),
    [
        (MISSING, None, "missing"),
        (NONE, None, "none"),
        (True, True, "boolean"),
        (Fraction(1, 5), "0.2", "number"),
        (date(2026, 3, 1), "2026-03-01", "date"),
        ("2026-03-01", "2026-03-01", "text"),
        (Duration(1, "month"), "1 month", "duration"),
        (Duration(2, "month"), "2 months", "duration"),
        (Duration(30, "day"), "30 days", "duration"),
        (None, None, None),
    ],
)
def test_a_value_says_beside_it_what_it_is(value: Value, data: object, written: str | None) -> None:
    assert kind(value) == written
    read = read_value(data, written)
    assert (read, type(read)) == (value, type(value))
    if written is not None:
        assert read_fact(data, written) == value


def test_a_record_at_a_prompt() -> None:
    several = replace(RECORD, after=State("decided", (LARGE, MEDIUM)))
    assert repr(several) == "<ChangeRecord size on 2026-11-03: medium → large, medium (up), by data or rules+time>"
