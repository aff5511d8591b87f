"""What the checks find in the faulty tables: each contradiction of the sources once, with a customer of that shape."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from typing import NamedTuple

import pytest

import tierrules as tr
from tierrules.meaning.model import AtLeast
from tierrules.resources import bundled_file

S0, S4 = "s0-standards-table", "s4-follow-up-plan"
DAY = date(2026, 1, 1)


class Found(NamedTuple):
    """A contradiction by its number on the sources page: in which table, by which check, who shows it."""

    k: str
    table: str
    code: str
    rules: tuple[str, ...]
    witness: dict[str, object]
    says: str = ""


CONTRADICTIONS = [
    # 50 persons and 2亿: two of the three rows, in each pair of them.
    Found("K1", S0, "overlap", ("size.large", "size.medium", "size.small"), {}, "`size.large` and `size.small`"),
    # 50 persons with exactly 5亿.
    Found("K2", S0, "boundary-slip", ("size.medium", "size.large"), {"employees": 50, "annual_revenue": 500_000_000}),
    # Needs it, has the offer, decides in three months: no row.
    Found("K11", S0, "gap", ("stage.interested",), {"need_confirmed": True, "proposal_sent": True}, "closing_window"),
    # A need in a month to the day; in five months; in three days.
    Found("K13", S4, "boundary-slip", ("intent.mid", "intent.low"), {"need_due_on": date(2026, 2, 1)}),
    Found("K13", S4, "gap", ("intent.low", "intent.high"), {"need_due_on": date(2026, 6, 1)}, "low_intent_within"),
    Found("K13", S4, "overlap", ("intent.high", "intent.mid"), {"need_due_on": date(2026, 1, 4)}),
    # Signed, and no service term.
    Found("K14", S0, "gap", ("stage.deal",), {}, "`service_starts_on` none"),
    # Left a month ago; left four months ago and wants to come back.
    Found("K15", S0, "gap", ("stage.churned",), {"terminated_on": date(2025, 12, 1)}, "by `not repurchase_intent`"),
    # Was contacted, never bought: a prospect, and dormant.
    Found(
        "K18",
        S4,
        "overlap",
        ("lifecycle.prospect", "lifecycle.interested", "lifecycle.dormant", "lifecycle.deal"),
        {},
        "`lifecycle.prospect` and `lifecycle.dormant` both match with `first_contact_on` 2025-12-01, "
        "`last_purchase_on` none",
    ),
    # 70万, 40 %, a year: high in the table, not in the outline.
    Found("K21", S0, "broken-invariant", (), {"annual_spend": 700_000}, "value == 'high' and value_outline != 'high'"),
    # 20万, 55 %: potential in the table, not in the outline.
    Found("K22", S0, "broken-invariant", (), {"repurchase_rate": Decimal("0.55")}, "value == 'potential'"),
    # Holes all over the value table: 100万 with 10 %, 100万 in the first year, 50,000 with 15 %.
    Found("K23", S0, "gap", ("value.high", "value.potential", "value.low"), {}, "CNY 1 million, `profit_margin` 10%"),
    Found("K24", S0, "boundary-slip", ("value.potential", "value.high"), {"annual_spend": 500_000}),
    Found("K25", S0, "not-monotone", (), {"annual_spend": 50_000}, "has no label"),
    Found("K25", S4, "not-monotone", (), {}, "has no label"),
    # 100万 in the first year; exactly 50万.
    Found("K26", S4, "gap", ("value.high",), {"annual_spend": 1_000_000, "first_deal_on": date(2025, 12, 1)}),
    Found("K26", S4, "boundary-slip", ("value.mid", "value.high"), {"annual_spend": 500_000}),
]


@cache
def report(name: str) -> tr.Report:
    return example(name).check()


@cache
def example(name: str) -> tr.Ruleset:
    return tr.loads(text(name), name=f"{name}.yaml")


def text(name: str) -> str:
    file = bundled_file(f"examples/{name}")
    assert file is not None
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("one", CONTRADICTIONS, ids=lambda one: f"{one.k}-{one.table}-{one.code}")
def test_each_contradiction_is_found_once(one: Found) -> None:
    found = [
        each
        for each in report(one.table)
        if each.code == one.code and each.rules == one.rules and one.says in str(each)
    ]
    (only,) = found
    assert one.witness.items() <= dict(only.witness or {}).items()


def test_the_standards_table_has_no_more_findings_than_contradictions() -> None:
    assert len(report(S0)) == 15
    assert Counter(one.code for one in report(S0)) == Counter(
        {"gap": 6, "overlap": 4, "boundary-slip": 2, "broken-invariant": 2, "not-monotone": 1}
    )


@pytest.mark.parametrize("name", [S0, S4])
def test_a_witness_is_answered_as_its_finding_says(name: str) -> None:
    rules = example(name)
    for one in report(name):
        if one.witness is None or one.code in ("broken-invariant", "not-monotone"):
            continue
        customer = {key: value for key, value in one.witness.items() if key != "as_of"}
        classified = rules.classify(customer, as_of=one.witness["as_of"])
        dimension = one.rules[0].split(".")[0]
        wanted = "unlabelled" if one.code == "gap" else "conflict"
        assert classified[dimension].status == wanted, str(one)


# --- the transcriptions of the enterprise standard, and the other tables


@pytest.mark.parametrize(
    ("name", "code", "rules", "witness", "says"),
    [
        # 150 is large by a slip of a digit; the medium band above it is dead.
        ("nbs-transcription-storage", "unreachable-rule", ("by_headcount.medium", "by_headcount.large"), {}, ""),
        # The band ends at 1亿 where 10亿 is meant.
        ("nbs-transcription-telecom", "gap", ("by_revenue.medium",), {"annual_revenue": 200_000_000}, ""),
        # 1999.5万 lies between two bands of whole numbers.
        ("nbs-transcription-industry-or", "gap", ("size.medium", "size.small"), {}, "CNY 19.995 million"),
        # OR instead of AND: large by its people, micro by its revenue.
        ("nbs-transcription-industry-or", "overlap", ("size.large", "size.micro"), {"employees": 2000}, ""),
        # No row for large companies.
        ("nbs-transcription-revenue-only", "gap", ("size.medium",), {"annual_revenue": 800_000_000}, ""),
        # Scores 10 and 0 have no group.
        (
            "nps-training-page",
            "gap",
            ("group.promoter", "group.detractor"),
            {"likelihood_to_recommend": 10},
            "recommend` 0",
        ),
    ],
)
def test_the_faults_of_public_transcriptions_are_found(
    name: str, code: str, rules: tuple[str, ...], witness: dict[str, object], says: str
) -> None:
    (found,) = [one for one in report(name) if one.code == code and one.rules == rules]
    assert witness.items() <= dict(found.witness or {}).items()
    assert says in str(found)


def test_ranges_for_eleven_segments_run_into_each_other() -> None:
    rules = example("rfm-eleven-ranges")
    cells = [rules.classify({"r": r, "fm": fm}, as_of=DAY)["segment"].status for r, fm in product(range(6), repeat=2)]
    assert cells.count("conflict") == 26
    told = {
        rule for one in report("rfm-eleven-ranges") if one.code in ("overlap", "boundary-slip") for rule in one.rules
    }
    assert told == {rule.id for rule in rules.dimensions["segment"].rules}


def test_with_the_first_match_four_of_eleven_segments_are_never_reached() -> None:
    first = tr.loads(text("rfm-eleven-ranges").replace("hit: unique", "hit: first").replace("min: 0", "min: 1"))
    dead = {one.message.split("`")[1] for one in first.check() if one.code == "unreachable-label"}
    assert dead == {"new", "promising", "cannot_lose", "lost"}


@pytest.mark.parametrize(("name", "cells"), [("rfm-ten-segments", 25), ("rfm-125-codes", 125)])
def test_the_segment_maps_that_are_shipped_are_exact_partitions(name: str, cells: int) -> None:
    rules = tr.load(name)
    (dimension,) = rules.dimensions.values()
    assert dimension.otherwise is None
    # A cell under two labels does not load, so each cell counts once; that no customer is left out is proven.
    assert sum(len(rule.when.parts) for rule in dimension.rules if isinstance(rule.when, AtLeast)) == cells
    assert list(rules.check()) == []
