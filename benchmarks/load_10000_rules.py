"""How long a ruleset of 10,000 rules takes to load, as a multiple of merely loading the same YAML into lists and dicts.

The two are timed turn about in one process, so that a busy machine slows both alike. Exits with 1 when the ratio of
the medians is above the bar.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

import yaml

import tierrules as tr
from tierrules.text.yaml_reader import read_text

RULES = 10_000
DIMENSIONS = 50
THRESHOLDS = 600
ROUNDS = 7
BAR = 4.0

_SINGLE = (
    "employees >= count_{a}",
    "annual_revenue >= amount_{a}",
    "amount_{a} <= annual_spend < ceiling_{b}",
    "satisfaction >= 4 and interactions_90d >= 3",
    "orders_12m >= 12 or repurchase_rate >= share_{a}",
    "industry in ['manufacturing', 'wholesale', 'construction']",
    "profit_margin * annual_revenue >= amount_{b}",
    "elapsed(last_purchase_on) >= wait_{a}",
    "not (region == '华东') and spend_per_employee >= amount_{a}",
)


def thresholds() -> Iterator[str]:
    """The numbers of the standard: counts, amounts, shares and waits."""
    for number in range(THRESHOLDS // 5):
        yield f"  count_{number}: {10 + 7 * number}"
        yield f"  amount_{number}: {{value: {10 + number}万, title: {{zh: 第{number}档金额, en: Amount {number}}}}}"
        yield f"  ceiling_{number}: {5 + number}亿"
        yield f"  share_{number}: {1 + number % 90}%"
        yield f"  wait_{number}: {1 + number % 24} months"


def rule(number: int, label: str) -> Iterator[str]:
    """One rule: by turns a single condition, a tree of two levels, and a count of several."""
    conditions = [_SINGLE[(number + step) % len(_SINGLE)] for step in range(3)]
    one, two, three = (text.format(a=number % 120, b=(number * 7) % 120) for text in conditions)
    yield f"      - label: {label}"
    match number % 3:
        case 0:
            yield f"        when: {one}"
        case 1:
            yield "        when:"
            yield "          any:"
            yield f"            - {one}"
            yield f'            - all: ["{two}", "{three}"]'
        case _:
            yield "        when:"
            yield "          at_least: 2"
            yield f'          of: ["{one}", "{two}", "{three}"]'


def dimension(number: int) -> Iterator[str]:
    """One dimension with its share of the rules."""
    yield f"  dimension_{number}:"
    yield f"    title: {{zh: 第{number}项客户分类, en: Classification {number}}}"
    yield "    labels:"
    labels = [f"tier_{rank}" for rank in range(8)]
    yield from (f"      {label}: {{zh: 第{rank}级客户, en: Tier {rank}}}" for rank, label in enumerate(labels))
    yield "    hit: first"
    yield "    rules:"
    share = RULES // DIMENSIONS
    for at in range(share):
        yield from rule(number * share + at, labels[at * len(labels) // share])
    yield "    otherwise: none"


def text() -> str:
    """The whole file, some 1.7 million characters."""
    lines = [
        "tierrules: 1",
        "name: ten-thousand-rules",
        "language: zh",
        "currency: CNY",
        "title: {zh: 一万条规则, en: Ten thousand rules}",
        "thresholds:",
        *thresholds(),
        "derived:",
        "  spend_per_employee: annual_spend / employees",
        "dimensions:",
        *(line for number in range(DIMENSIONS) for line in dimension(number)),
    ]
    return "\n".join(lines) + "\n"


def seconds(work: Callable[[], object]) -> float:
    """Seconds that one call takes, with nothing left over from the call before."""
    gc.collect()
    begin = perf_counter()
    result = work()
    end = perf_counter()
    del result
    return end - begin


def main() -> int:
    """Print the medians and their ratios; 1 when that of `loads` is above the bar."""
    if not yaml.__with_libyaml__:
        print("the C scanner of PyYAML is not installed; there is nothing to compare with")
        return 1
    written = text()
    contenders: dict[str, Callable[[], object]] = {
        "yaml.load(text, CSafeLoader)": lambda: yaml.load(written, yaml.CSafeLoader),
        "text read into a tree": lambda: read_text("<text>", written),
        "tierrules.loads(text)": lambda: tr.loads(written),
    }
    rounds = [[seconds(work) for work in contenders.values()] for _ in range(ROUNDS)]
    medians = [median(column) for column in zip(*rounds, strict=True)]
    print(f"{RULES:,} rules, {len(written):,} characters")
    for name, one in zip(contenders, medians, strict=True):
        print(f"{name}: {one * 1000:,.0f} ms, ratio {one / medians[0]:.2f}")
    print(f"bar {BAR:.2f}")
    return int(medians[-1] / medians[0] > BAR)


if __name__ == "__main__":
    sys.exit(main())
