"""Customers drawn from a seed, one after the other, so that a portfolio of any size needs no room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tierrules.sample.chance import Chance, rounded
from tierrules.sample.dealings import dealings
from tierrules.sample.industries import INDUSTRIES, REGIONS, Industry
from tierrules.sample.names import company_name, person_name, uscc
from tierrules.sample.record import Given, Record
from tierrules.sample.thresholds import Pin, Stage, pins

THRESHOLD_EVERY = 5  # of so many customers one lies on, below or above a threshold

_STAGES: tuple[tuple[Stage, int], ...] = (("prospect", 25), ("active", 60), ("ended", 15))
_OWNERSHIP = (("private", 78), ("state", 12), ("foreign", 10))
_NEEDS = ("生产设备更新", "办公软件系统", "仓储物流外包", "售后服务", "技术支持", "员工培训", "原材料采购")
_PERSONAL_NEEDS = ("职业培训课程", "家用设备", "售后服务")

# Only where emptiness means that we do not know: an empty date of a purchase would say that there was none.
FORGOTTEN: dict[str, float] = {
    "uscc": 0.08,
    "industry_code": 0.10,
    "region": 0.03,
    "ownership": 0.06,
    "founded_on": 0.12,
    "employees": 0.06,
    "annual_revenue": 0.15,
    "total_assets": 0.30,
    "urgency": 0.30,
    "budget": 0.35,
    "decision_by": 0.30,
    "need_confirmed": 0.10,
    "proposal_sent": 0.10,
    "interactions_90d": 0.10,
    "repurchase_intent": 0.35,
    "profit_margin": 0.15,
    "repurchase_rate": 0.10,
    "referral_rate": 0.45,
    "expansion_intent": 0.20,
    "unstable": 0.05,
    "satisfaction": 0.45,
    "core_need": 0.20,
}


def made_up(rows: int, seed: int, as_of: date) -> Iterator[Record]:
    """Yield customers as of a day; fewer rows of the same seed are the first of more.

    Every fifth is made around a value on, just below or just above a threshold.
    """
    chance, on_thresholds = Chance(seed), pins(as_of)
    for number in range(1, rows + 1):
        turn, is_plain = divmod(number, THRESHOLD_EVERY)
        pin = None if is_plain else on_thresholds[(turn - 1) % len(on_thresholds)]
        yield _customer(chance, number, as_of, pin)


def _customer(chance: Chance, number: int, as_of: date, pin: Pin | None) -> Record:
    stage = pin.stage if pin else chance.weighted(_STAGES)
    given: Given = {pin.field: pin.value} if pin else {}
    is_company = pin is not None or chance.yes(0.9)
    history = dealings(chance, stage, is_company, as_of, given)
    record: Record = {"customer_id": f"C-{number:06}", "region": chance.weighted(REGIONS)}
    record |= _company(chance, history, as_of, given) if is_company else _person(chance)
    record |= _need(chance, stage, is_company, as_of, given) | history
    for name, share in FORGOTTEN.items():
        if record.get(name) is not None and name not in given and chance.yes(share):
            del record[name]
    return record


def _company(chance: Chance, history: Record, as_of: date, given: Given) -> Record:
    industry = chance.weighted(INDUSTRIES)
    record: Record = {"kind": "company", "name": company_name(chance, chance.pick(industry.trades))}
    record |= {"uscc": uscc(chance), "industry": industry.name, "industry_code": industry.code}
    known_since = history.get("first_contact_on") or as_of
    assert isinstance(known_since, date)
    record["founded_on"] = known_since - timedelta(60 + chance.early(9000))
    return record | {"ownership": chance.weighted(_OWNERSHIP)} | _size(chance, industry, given)


def _size(chance: Chance, industry: Industry, given: Given) -> Record:
    employees = chance.amount(industry.employees, 15)
    revenue = rounded(employees * chance.amount(industry.per_head, 6))
    drawn: Record = {"employees": employees, "annual_revenue": revenue}
    drawn["total_assets"] = rounded(revenue * chance.between(30, 280) // 100)
    return drawn | {name: given[name] for name in drawn if name in given}


def _person(chance: Chance) -> Record:
    return {"kind": "person", "name": person_name(chance)}


def _need(chance: Chance, stage: Stage, is_company: bool, as_of: date, given: Given) -> Record:
    """What is wanted next: certain for a prospect with a date for it, now and then for others."""
    record: Record = {"core_need": chance.pick(_NEEDS if is_company else _PERSONAL_NEEDS)}
    record["purchase_kind"] = chance.weighted((("product", 3), ("service", 2)))
    record["decision_by"] = _decision(chance, is_company)
    is_clear = bool(given) or chance.yes(0.55 if stage == "prospect" else 0.15)
    record["need_confirmed"] = is_clear
    record["urgency"] = chance.weighted((("high", 1), ("medium", 2), ("low", 2)))
    if stage == "prospect" and is_clear:
        record |= _closing(chance, is_company, as_of, given)
    else:
        record["proposal_sent"] = False
    return record


def _decision(chance: Chance, is_company: bool) -> str:
    return chance.weighted((("individual", 3), ("team", 5), ("departments", 2))) if is_company else "individual"


def _closing(chance: Chance, is_company: bool, as_of: date, given: Given) -> Record:
    due = as_of + timedelta(1 + chance.early(150))
    drawn: Record = {
        "need_due_on": due,
        "expected_close_on": due + timedelta(chance.early(40)),
        "budget": chance.amount(120_000, 14) if is_company else chance.amount(3_000, 8),
        "budget_confirmed": chance.yes(0.35),
        "comparing_vendors": chance.yes(0.45),
        "proposal_sent": chance.yes(0.5),
    }
    return drawn | {name: given[name] for name in drawn if name in given}
