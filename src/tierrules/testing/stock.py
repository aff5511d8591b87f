"""What generated rulesets are made of: fields by what they are compared with, and thresholds in every form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "count": ("employees", "orders_12m", "satisfaction", "visits", "grade"),
    "money": ("annual_revenue", "annual_spend"),
    "euro": ("export_spend",),
    "ratio": ("profit_margin", "repurchase_rate", "discount"),
    "date": ("last_purchase_on", "first_deal_on", "founded_on", "paid_on"),
    "boolean": ("need_confirmed", "vip"),
    "word": ("ownership", "channel", "region", "code"),
}
"""Fields by kind: standard ones, and the declared ones below."""

DECLARED: Final[Mapping[str, Mapping[str, Any]]] = {
    "visits": {"type": "integer", "min": "-5", "max": "1000"},
    "grade": {"type": "decimal", "empty": "none", "title": {"zh": "评分", "en": "Grade"}},
    "export_spend": {"type": "money", "currency": "EUR", "empty": "none", "title": "出口额"},
    "discount": {"type": "ratio", "min": "0", "max": "50%", "empty": "none"},
    "paid_on": {"type": "date", "max": "2030-12-31"},
    "vip": {"type": "boolean", "empty": "none"},
    "channel": {"type": "category", "values": ["web", "fair", "no"], "empty": "none", "aliases": ["渠道"]},
    "code": {"type": "text", "empty": "none"},
}
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "ownership": ("state", "private", "foreign"),
    "channel": ("web", "fair", "no"),
    "region": ("North", "华东", "045"),
    "code": ("I65", "I659", "F51"),
}
BOUNDS: Final[Mapping[str, tuple[str, ...]]] = {
    "count": ("0", "1", "3", "4", "4.5", "100", "1_000", "1千", "-2"),
    "money": ("0", "10万", "5000万", "5亿", "5亿元", "0.5 million", "1_000.01", "CNY 7"),
    "euro": ("0", "10万", "2500.50", "1 million EUR"),
    "ratio": ("0", "20%", "0.2", "12.5%", "1.0", "-5%", "3%"),
    "date": ("2024-02-29", "2025-12-31", "2026-01-01"),
    "duration": ("6 months", "1 month", "90 days", "30天", "1 year", "2 weeks", "6个月", "1 quarter"),
}
"""What a threshold may be, by kind."""

IN_PLACE: Final[Mapping[str, tuple[str, ...]]] = {
    "count": ("0", "3", "4.5", "1000", "-2"),
    "money": ("0", "100000", "1000.01"),
    "euro": ("0", "2500.50"),
    "ratio": ("0", "0.2", "1.0", "-0.05"),
}
ARITHMETIC: Final[Mapping[str, tuple[str, ...]]] = {
    "count": (
        *("employees / orders_12m", "employees + visits * 2", "abs(visits - grade)", "min(employees, visits, 3)"),
        *("employees * count_t", "-visits + max(satisfaction, count_1)", "employees / 3 * 3", "employees - count_t"),
        *("employees / (visits - orders_12m)", "orders_12m * profit_margin", "count_t + count_t"),
    ),
    "money": (
        *("annual_spend / orders_12m", "annual_spend - annual_revenue", "annual_revenue * profit_margin"),
        *("max(annual_spend, annual_revenue) / 3", "annual_spend - money_t", "annual_spend * count_2"),
    ),
    "euro": ("export_spend * 2", "export_spend / visits"),
    "ratio": (
        *("annual_spend / annual_revenue", "profit_margin - discount", "profit_margin / 3 * 3"),
        *("abs(repurchase_rate - ratio_1)", "profit_margin * discount", "profit_margin + ratio_t"),
    ),
}
"""Computed values, by what they give; `_t` names the table of the kind."""

# One unit for all rows of a threshold, none of them 0: rows stand in arithmetic too.
_ROWS: Final[Mapping[str, tuple[str, str, str]]] = {
    "count": ("3", "4.5", "100"),
    "money": ("10万", "5000万", "5亿"),
    "euro": ("2500.50", "10万", "3000"),
    "ratio": ("20%", "12.5%", "3%"),
    "date": ("2024-02-29", "2025-12-31", "2026-01-01"),
    "duration": ("6 months", "90 days", "1 month"),
}
TITLES: Final = ("客户", {"zh": "规模", "en": "Size"}, {"en": "Tier: its name"})
_FIRST_DAY: Final = "2019-01-01"


def thresholds(kind: str) -> tuple[Any, ...]:
    """Return thresholds of a kind, plain and dated; the first dated rows begin in 2019."""
    told: list[Any] = list(BOUNDS[kind])
    told.append({"value": BOUNDS[kind][1], "title": TITLES[1], "source": "客户分类标准表"})
    return (*told, *told, *dated(*_ROWS[kind]))


def dated(*rows: str) -> Iterator[Any]:
    """Yield dated thresholds that change at ends of months and years."""
    one, two, three = rows
    yield {"dated": {_FIRST_DAY: one, "2026-01-01": two}}
    yield {"dated": {"2026-03-31": three, _FIRST_DAY: two, "2024-02-29": one}, "title": TITLES[0]}


MEMBERS: Final[Mapping[str, Any]] = {
    "ownership_t": {"by": "ownership", "rows": {"state": "1", "private": "n/a"}, "default": "3"},
    "channel_t": {"by": "channel", "rows": {"web": "1", "fair": "2", "no": "n/a"}},
    "region_t": {"by": "region", "rows": {"North": "1"}, "default": "n/a"},
    "code_t": {"by": "code", "prefix": "true", "rows": {"I": "1", "I65": "n/a"}, "default": "2"},
}
"""A table by each field of words, to be asked for its rows: `code in code_t`."""


def tables(kind: str) -> tuple[Any, ...]:
    """Return tables of a kind: by one field and by two, with and without default, with `n/a`, by prefix."""
    return tuple(tables_of(*_ROWS[kind]))


def tables_of(one: str, two: str, three: str) -> Iterator[Any]:
    """Yield tables of three bounds."""
    yield {"by": "ownership", "rows": {"state": one, "private": "n/a", "foreign": two}, "source": "a standard"}
    yield {"by": "channel", "rows": {"web": one, "fair": two, "no": "n/a"}}
    yield {"by": "channel", "rows": {"web": one, "fair": "n/a"}, "default": two}
    yield {"by": "region", "rows": {"North": "n/a", "045": one}, "default": three}
    yield {"by": "region", "rows": {"North": two}, "default": "n/a"}
    yield {"by": "code", "prefix": "true", "rows": {"I": one, "I65": "n/a", "I659": two}, "default": three}
    yield {"by": "ownership", "prefix": "true", "rows": {"st": one, "state": two, "p": "n/a"}, "default": three}
    yield {"by": ["ownership", "channel"], "rows": {"state": {"web": one, "fair": "n/a"}, "private": two}} | {
        "default": three
    }
    yield {
        "by": ["channel", "ownership"],
        "rows": {"web": {"state": one, "private": two, "foreign": "n/a"}, "fair": three, "no": "n/a"},
    }
