"""What happened between us and a customer: contacts, purchases, contracts, and how it ended."""

from __future__ import annotations

from datetime import date, timedelta

from tierrules.meaning.dates import Duration, add, cut
from tierrules.sample.chance import Chance, rounded
from tierrules.sample.record import Given, Record, share
from tierrules.sample.thresholds import Stage

CHANNELS = (("展会推荐", 22), ("线上引流", 34), ("客户转介绍", 26), ("电话拓展", 18))

# People buy before the spring, at the half-year, and most of all when budgets end.
_SEASON = (5, 3, 9, 6, 6, 9, 4, 4, 8, 6, 11, 12)
_YEAR = Duration(12, "month")
_A_DAY = timedelta(1)


def dealings(chance: Chance, stage: Stage, is_company: bool, as_of: date, given: Given) -> Record:
    """Return the history of a customer in this stage."""
    if stage == "prospect":
        return _approach(chance, as_of)
    record = _purchases(chance, stage, as_of, given)
    record |= _spend(chance, is_company, record, as_of, given)
    if is_company and chance.yes(0.6):
        record |= _contract(chance, record)
    return record | _opinions(chance, stage, given)


def _approach(chance: Chance, as_of: date) -> Record:
    """Whoever never bought: the zeros are known, and one in seven has not even been spoken to."""
    record: Record = {"interactions_90d": 0, "orders_12m": 0, "annual_spend": 0, "lifetime_spend": 0}
    if chance.yes(0.15):
        return record
    first = as_of - timedelta(chance.early(400))
    record |= {"first_contact_on": first, "first_contact_channel": chance.weighted(CHANNELS)}
    return record | _last_contact(chance, first, as_of)


def _last_contact(chance: Chance, since: date, as_of: date) -> Record:
    last = as_of - timedelta(chance.early((as_of - since).days))
    is_recent = (as_of - last).days < 90
    return {"last_contact_on": last, "interactions_90d": 1 + chance.early(9) if is_recent else 0}


def _purchases(chance: Chance, stage: Stage, as_of: date, given: Given) -> Record:
    """Dates in their order: first contact, first deal, last purchase, end, last contact."""
    record: Record = {}
    end = as_of
    if stage == "ended":
        end = _day(given, "terminated_on") or as_of - timedelta(1 + chance.early(700))
        record["terminated_on"] = end
        record["repurchase_intent"] = chance.yes(0.25)
    first = _day(given, "first_deal_on")
    longest = 250 if "annual_spend" in given else 500
    last = _day(given, "last_purchase_on") or _in_season(chance, end, longest, first)
    first = first or last - timedelta(chance.early(3000))
    contact = first - timedelta(3 + chance.early(240))
    record |= {"first_contact_on": contact, "first_contact_channel": chance.weighted(CHANNELS)}
    record |= {"first_deal_on": first, "last_purchase_on": last}
    return record | _last_contact(chance, last, as_of)


def _in_season(chance: Chance, end: date, longest: int, first: date | None) -> date:
    """A day up to `end`, recent ones and strong months more often; never before the first deal."""
    for _ in range(12):
        day = end - timedelta(chance.early(longest))
        if chance.between(1, max(_SEASON)) <= _SEASON[day.month - 1]:
            break
    return max(day, first) if first else day


def _spend(chance: Chance, is_company: bool, bought: Record, as_of: date, given: Given) -> Record:
    """Orders and money of the last twelve months, and of all years together."""
    first, last = _first_and_last(bought)
    year_ago = cut(as_of, _YEAR)
    usual = chance.amount(75_000, 17) if is_company else chance.amount(2_700, 10)
    orders = 1 + chance.early(23)
    earlier = rounded(usual * max(0, (year_ago - first).days) * chance.between(40, 110) // 36500)
    if last <= year_ago:
        return {"orders_12m": 0, "annual_spend": 0, "lifetime_spend": max(earlier, usual)}
    pinned = given.get("annual_spend")
    lately = pinned if isinstance(pinned, int) else usual
    return {"orders_12m": orders, "annual_spend": lately, "lifetime_spend": lately + earlier}


def _contract(chance: Chance, bought: Record) -> Record:
    """A service term of one or two years that was signed between the first deal and the last purchase."""
    first, last = _first_and_last(bought)
    signed = last - timedelta(chance.early((last - first).days))
    starts = signed + timedelta(chance.early(30))
    ends = add(starts, Duration(chance.pick((12, 12, 24)), "month")) - _A_DAY
    return {"contract_signed_on": signed, "service_starts_on": starts, "service_ends_on": ends}


def _opinions(chance: Chance, stage: Stage, given: Given) -> Record:
    """Shares, intents and marks that only somebody who bought can have."""
    drawn: Record = {
        "profit_margin": share(max(-150, min(650, 180 + round(chance.bell() * 90)))),
        "repurchase_rate": share(10 * max(0, min(100, 52 + round(chance.bell() * 22)))),
        "referral_rate": share(10 * chance.early(60)),
        "expansion_intent": stage == "active" and chance.yes(0.3),
        "unstable": chance.yes(0.5 if stage == "ended" else 0.12),
        "satisfaction": chance.weighted(((1, 3), (2, 8), (3, 27), (4, 42), (5, 20))),
    }
    return drawn | {name: given[name] for name in drawn if name in given}


def _first_and_last(bought: Record) -> tuple[date, date]:
    first, last = _day(bought, "first_deal_on"), _day(bought, "last_purchase_on")
    assert first is not None, "who bought has a first deal"
    assert last is not None, "who bought has a last purchase"
    return first, last


def _day(given: Given, name: str) -> date | None:
    value = given.get(name)
    return value if isinstance(value, date) else None
