"""Customers worth knowing by heart: two from a printed example, and the witnesses W-01 to W-25.

Each witness shows one place where standards tables contradict themselves or each other: two labels, none, or an
answer that hangs on a comma. Where a table gives dates, they stand here as given; where it gives spans, such as four
months, they are counted from `as_of`. What a table does not say is left empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from tierrules.meaning.dates import Duration, add, cut
from tierrules.sample.record import Record

_WAN = 10_000

# An interval is what the example prints for the number of employees; it is no number.
_A_COMPANY: Record = {
    "customer_id": "C2024001",
    "name": "科技有限公司",
    "kind": "company",
    "industry": "互联网",
    "region": "华东",
    "employees": "500-1000人",
    "need_confirmed": True,
    "first_contact_on": date(2024, 3, 15),
    "first_contact_channel": "展会推荐",
    "interactions_90d": 5,
    "annual_spend": 50 * _WAN,
    "satisfaction": 4,
    "core_need": "采购办公软件系统",
}
_A_PERSON: Record = {
    "customer_id": "C2024002",
    "name": "个人",
    "kind": "person",
    "industry": "教育",
    "first_contact_on": date(2024, 4, 2),
    "first_contact_channel": "线上引流",
    "interactions_90d": 1,
    "annual_spend": 0,
    "core_need": "职业培训课程",
}


def known(as_of: date) -> Iterator[Record]:
    """Yield the two customers of the example, then the witnesses in the order of their numbers."""
    yield dict(_A_COMPANY)
    yield dict(_A_PERSON)
    yield from _by_size()
    yield from _by_value(as_of)
    yield from _by_stage(as_of)
    yield from _by_sum(as_of)


def _by_size() -> Iterator[Record]:
    yield _witness("W-01", "员工少而营收高", employees=50, annual_revenue=60_000 * _WAN)
    yield _witness("W-02", "员工中等而营收高", employees=500, annual_revenue=60_000 * _WAN)
    yield _witness("W-03", "营收恰为五亿", employees=50, annual_revenue=50_000 * _WAN)
    yield _witness("W-04", "营收刚过一亿", employees=300, annual_revenue=10_001 * _WAN)
    yield _witness("W-05", "员工数为区间", employees="500-1000人")


def _by_value(as_of: date) -> Iterator[Record]:
    half, two = _ago(as_of, 6), _ago(as_of, 24)
    spend, margin = "annual_spend", "profit_margin"
    yield _witness("W-06", "新客户高消费", annual_spend=80 * _WAN, profit_margin=_percent(25), first_deal_on=half)
    meets_both: Record = {margin: _percent(25), "repurchase_rate": _percent(60), "expansion_intent": True}
    yield _witness("W-07", "恰为五十万", annual_spend=50 * _WAN, first_deal_on=two) | meets_both
    grown: Record = {margin: _percent(15), "repurchase_rate": _percent(60), "expansion_intent": True}
    yield _witness("W-08-01", "四十九万") | {spend: 49 * _WAN} | grown
    yield _witness("W-08-02", "升至五十一万") | {spend: 51 * _WAN} | grown
    shaky: Record = {margin: _percent(5), "unstable": True}
    yield _witness("W-09-01", "九万且不稳定") | {spend: 9 * _WAN} | shaky
    yield _witness("W-09-02", "升至十万") | {spend: 10 * _WAN} | shaky
    yield _witness("W-10", "消费高而利润低", annual_spend=60 * _WAN, profit_margin=_percent(10), first_deal_on=two)
    yield _witness("W-11", "复购率两说", annual_spend=30 * _WAN, repurchase_rate=_percent(55), expansion_intent=True)
    for number, wan in (("W-12-01", 48), ("W-12-02", 51)):
        yield _witness(number, f"{wan}万", annual_spend=wan * _WAN, profit_margin=_percent(12), first_deal_on=two)


def _by_stage(as_of: date) -> Iterator[Record]:
    yield _witness(
        "W-13",
        "已终止尚未沉睡",
        terminated_on=date(2025, 1, 31),
        last_purchase_on=date(2025, 1, 15),
        repurchase_intent=False,
    )
    yield _witness("W-14", "终止后愿回头", terminated_on=_ago(as_of, 4), repurchase_intent=True, proposal_sent=False)
    yield _witness(
        "W-15",
        "预付全年",
        annual_spend=80 * _WAN,
        contract_signed_on=date(2024, 1, 15),
        service_starts_on=date(2024, 1, 15),
        service_ends_on=date(2025, 1, 14),
        last_purchase_on=date(2024, 1, 15),
    )
    yield _witness("W-16", "从未购买", first_contact_on=as_of - timedelta(1), annual_spend=0)
    yield _witness("W-17", "月末最后一次购买", last_purchase_on=date(2025, 8, 31))
    need: Record = {"need_confirmed": True}
    yield _witness("W-18-01", "一个月后需要") | need | {"need_due_on": add(as_of, Duration(1, "month"))}
    yield _witness("W-18-02", "一百天后需要") | need | {"need_due_on": as_of + timedelta(100)}
    yield _witness("W-19", "四十五天后成交", expected_close_on=as_of + timedelta(45)) | {
        "need_confirmed": True,
        "proposal_sent": True,
        "comparing_vendors": True,
    }
    yield _witness(
        "W-20",
        "老客户已沉寂",
        annual_spend=60 * _WAN,
        first_deal_on=_ago(as_of, 36),
        last_purchase_on=_ago(as_of, 7),
    )
    yield _witness("W-21", "意向而未成交", need_confirmed=True, annual_spend=0)
    yield _A_COMPANY | {"customer_id": "W-22"}
    yield _A_PERSON | {"customer_id": "W-23"}


def _by_sum(as_of: date) -> Iterator[Record]:
    # The yearly spend is left empty: it is 30万 by the calendar year and 60万 by twelve months, and that is the point.
    yield _witness(
        "W-24",
        "跨年两笔三十万",
        first_deal_on=date(2024, 11, 15),
        last_purchase_on=date(2025, 3, 15),
        lifetime_spend=60 * _WAN,
    )
    for number in range(1, 11):
        yield _witness(
            f"W-25-{number:02}", f"十户相同之{number}", annual_spend=50 * _WAN, first_deal_on=_ago(as_of, 12)
        )


def _witness(number: str, name: str, **values: int | str | bool | date | Decimal) -> Record:
    return {"customer_id": number, "name": name, "kind": "company", **values}


def _ago(as_of: date, months: int) -> date:
    return cut(as_of, Duration(months, "month"))


def _percent(number: int) -> Decimal:
    return Decimal(f"0.{number:02}")
