"""Models of accounts as services have them, and rules that read them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Annotated, Any, Literal, NotRequired, TypedDict

from pydantic import BaseModel, computed_field
from pydantic import Field as Member

import tierrules as tr


class Ownership(Enum):
    """Values of the standard field, and not all of them."""

    STATE = "state"
    PRIVATE = "private"


@dataclass
class Seat:
    """An inner model."""

    city: str
    country: str = "DE"


@dataclass
class Company:
    """An inner model with one of its own, and with itself."""

    staff: int
    seat: Seat | None = None
    parent: Company | None = None


@dataclass
class Account:
    """A dataclass, whose annotations are texts in this module."""

    company: Company
    spend: Annotated[Decimal, tr.Money("CNY")] | None = None
    plan: Literal["gold", "free"] = "free"
    ownership: Ownership | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def last_purchase_on(self) -> date | None:
        """What is computed is a member too."""
        return date(2026, 1, 31)

    @cached_property
    def tenure(self) -> int:
        """So is what is computed once."""
        return 3


class AccountModel(BaseModel):
    """The same as a pydantic model."""

    company: CompanyModel
    spend: Annotated[Decimal, tr.Money("CNY")] | None = None
    plan: Literal["gold", "free"] = "free"
    ownership: Ownership | None = None

    @computed_field  # type: ignore[prop-decorator]  # as pydantic documents it
    @property
    def last_purchase_on(self) -> date | None:
        """What is computed is a member too."""
        return date(2026, 1, 31)


class CompanyModel(BaseModel):
    """Defined behind its use, as pydantic allows."""

    staff: int | None = None
    seat: SeatModel | None = None


class SeatModel(BaseModel):
    """The innermost model."""

    city: Annotated[str, Member(max_length=20)] | None = None


class AccountDict(TypedDict):
    """A mapping with typed keys."""

    company: CompanyDict
    spend: NotRequired[Annotated[Decimal, tr.Money]]
    plan: str


class CompanyDict(TypedDict, total=False):
    """Its inner mapping."""

    staff: int


RULES = """\
tierrules: 1
name: accounts
currency: CNY
model: account
fields: {tenure: {type: integer}}
thresholds: {many: 10, rich: 10万, quiet: 6 months}
dimensions:
  size:
    labels: [large, small]
    hit: first
    rules:
      - {label: large, when: employees >= many and annual_spend >= rich and tenure >= 1}
      - {label: large, when: seat_city == 'Ulm' and plan == 'gold'}
    otherwise: small
  own:
    labels: [s, o]
    hit: first
    rules: [{label: s, when: ownership == 'state' and elapsed(last_purchase_on) >= quiet}]
    otherwise: o
"""
COLUMNS: dict[str, object] = {
    "employees": "company.staff",
    "annual_spend": {"column": "spend", "unit": "万"},
    "seat_city": "company.seat.city",
}


DECLARED = RULES.replace("tenure:", "seat_city: {type: text}, plan: {type: text}, tenure:")
