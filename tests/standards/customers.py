"""Customers of whom everything is known, and customers drawn on every bound of a ruleset."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

import tierrules as tr
from tests.standards.witnesses import answer
from tierrules.meaning.truth import MISSING, NONE
from tierrules.testing import facts_for

AS_OF = date(2026, 7, 1)
WAN = 10_000
Record = dict[str, Any]
load = cache(tr.load)
# What a prospect of whom everything is known brings: no figure, no event.
NOBODY: Record = {
    "kind": "company",
    "employees": 0,
    "annual_revenue": 0,
    "annual_spend": 0,
    "profit_margin": 0,
    "repurchase_rate": 0,
    "expansion_intent": False,
    "interactions_90d": 0,
    "satisfaction": 1,
    "need_confirmed": False,
    "proposal_sent": False,
    "expected_close_on": None,
    "contract_signed_on": None,
    "first_deal_on": None,
    "terminated_on": None,
    "repurchase_intent": False,
    "last_purchase_on": None,
    "last_contact_on": None,
}


def said(name: str, dimension: str, as_of: date = AS_OF, **facts: object) -> str:
    return answer(load(name).classify({**NOBODY, **facts}, as_of=as_of)[dimension])


def records(name: str, day: date, *, complete: bool) -> st.SearchStrategy[Record]:
    """Customers on, below and above every bound; a missing value is left out, and a known none is None."""
    return facts_for(load(name), day, complete=complete).map(
        lambda facts: {key: None if fact is NONE else fact for key, fact in facts.items() if fact is not MISSING}
    )
