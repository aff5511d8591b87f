"""What a sweep of a threshold costs, as a multiple of classifying the same portfolio once.

The two are timed turn about in one process, so that a busy machine slows both alike. Every customer's spend lies
within the sweep, which is the worst case: nobody's answer is settled at once. Exits with 1 when the ratio of the
medians is above the bar.
"""

import gc
import sys
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from time import perf_counter

import tierrules as tr

AS_OF = date(2026, 11, 22)
CUSTOMERS = 4_000
ROUNDS = 5
BAR = 3.0
TEXT = """\
tierrules: 1
name: tiers
currency: CNY
thresholds: {a_spend: 50万, b_spend: 10万, a_contacts: 3, a_satisfaction: 4}
dimensions:
  tier:
    labels: [A, B, C]
    hit: first
    rules:
      - label: A
        when: annual_spend >= a_spend and interactions_90d >= a_contacts and satisfaction >= a_satisfaction
      - {label: B, when: annual_spend >= b_spend}
    otherwise: C
"""


DAYS = """\
tierrules: 1
name: days
thresholds: {asleep: 6 months, lost: 12 months}
dimensions:
  sleep:
    labels: [awake, asleep, lost]
    hit: first
    rules:
      - {label: lost, when: elapsed(last_purchase_on) >= lost}
      - {label: asleep, when: elapsed(last_purchase_on) >= asleep}
    otherwise: awake
"""


def buyers() -> list[object]:
    """Customers all of whom fall asleep and are lost within a year."""
    return [{"customer_id": f"C{at}", "last_purchase_on": AS_OF - timedelta(days=at % 170)} for at in range(CUSTOMERS)]


def portfolio() -> list[object]:
    """Customers whose spends are all different, and some of whom lack an answer."""
    return [
        {
            "customer_id": f"C{at}",
            "annual_spend": 100_001 + 173 * at,
            "interactions_90d": at % 7,
            "satisfaction": None if at % 11 == 0 else 1 + at % 5,
        }
        for at in range(CUSTOMERS)
    ]


def seconds(work: Callable[[], object]) -> float:
    """Seconds that one call takes, with nothing left over from the call before."""
    gc.collect()
    begin = perf_counter()
    result = work()
    end = perf_counter()
    del result
    return end - begin


def measured(
    name: str,
    rules: tr.Ruleset,
    people: list[object],
    threshold: str,
    low: object,
    high: str,
    weight: str | None = None,
) -> float:
    """The ratio of the medians, printed."""
    contenders: tuple[Callable[[], object], ...] = (
        lambda: list(rules.classify_many(people, as_of=AS_OF, unknown="ignore")),
        lambda: rules.sweep(people, threshold, low, high, as_of=AS_OF, unknown="ignore", weight=weight),
    )
    rounds = [[seconds(work) for work in contenders] for _ in range(ROUNDS)]
    classified, swept = (median(column) for column in zip(*rounds, strict=True))
    print(
        f"{name}: {CUSTOMERS:,} customers classified {classified:.2f} s, swept {swept:.2f} s, {swept / classified:.2f}"
    )
    return swept / classified


def main() -> int:
    """Print the ratios; 1 when one is above the bar."""
    spenders, ends, spend = portfolio(), ("a_spend", "10万", "9000万"), "annual_spend"
    ratios = [
        measured("one dimension", tr.loads(TEXT), spenders, *ends, spend),
        measured("customer-standard", tr.load("customer-standard"), spenders, *ends, spend),
        measured("days of a year", tr.loads(DAYS), buyers(), "as_of", AS_OF, "+12 months"),
    ]
    print(f"bar {BAR:.2f}")
    return int(max(ratios) > BAR)


if __name__ == "__main__":
    sys.exit(main())
