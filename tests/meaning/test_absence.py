"""`n/a` in a table makes a comparison absent: the whole table of how absence is joined, and where it ends."""

import itertools
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import tierrules as tr
from tests.oracles.truths import at_least, joined
from tests.oracles.values import NA, Seen
from tierrules.language.build import build
from tierrules.meaning import semantics
from tierrules.meaning.declared import Scalar
from tierrules.meaning.facts import CustomerReading
from tierrules.meaning.truth import FALSE, MISSING, NONE, TRUE, UNKNOWN, Absent, Truth
from tierrules.meaning.values import Case
from tierrules.testing.yaml_text import block

AS_OF = date(2026, 11, 1)
# What each line is for a private customer with five employees of whom nothing else is known.
LINE = {"T": "employees >= five", "F": "employees < five", "U": "orders_12m >= five", "-": "employees >= by_owner"}
TRUTHS: dict[str, Truth | None] = {"T": TRUE, "F": FALSE, "U": UNKNOWN, "-": None}
CUSTOMER = {"employees": 5, "ownership": "private"}


HEAD = """\
tierrules: 1
name: absence
currency: CNY
fields:
  channel: {type: category, values: [web, fair], empty: none}
  discount: {type: ratio, empty: none}
thresholds:
  five: 5
  money: 5亿
  by_owner: {by: ownership, rows: {state: 3, private: n/a, foreign: 7}}
  by_channel: {by: channel, rows: {web: 3, fair: n/a}}
  by_both: {by: [channel, ownership], rows: {web: {state: 1, private: n/a}, fair: n/a}, default: 2}
  by_region: {by: region, rows: {north: 3}, default: n/a}
  by_web: {by: [channel, ownership], rows: {web: {state: 1, private: n/a}}, default: 3}
  for_all: {by: region, rows: {north: 3}, default: 4}
  no_bound: {by: region, rows: {north: n/a}, default: n/a}
  wait: {by: channel, rows: {web: 1 month, fair: n/a}}
derived:
  scaled: employees * by_owner
  per_order: employees / orders_12m
scores:
  points: {add: [{points: 40, when: employees >= by_owner}, {points: 20}]}
"""


def text_of(when: Any, **more: Any) -> str:
    dimension = {"labels": ["a"], "hit": "first", "rules": [{"label": "a", "when": when}]} | more
    return HEAD + block({"dimensions": {"d": dimension}})


def truth(when: Any, **customer: object) -> Truth | None:
    model = build("<text>", text_of(when))
    facts = tr.Ruleset(model).reader.read(CUSTOMER | customer, unknown="ignore").facts
    return semantics.truth(Case(model, facts, AS_OF), model.dimensions["d"].rules[0].when)


#                       right:  T F U -
ALL = {"T": "TFUT", "F": "FFFF", "U": "UFUU", "-": "TFU-"}
ANY = {"T": "TTTT", "F": "TFUF", "U": "TUUU", "-": "TFU-"}
TWO = {"T": "TFUF", "F": "FFFF", "U": "UFUF", "-": "FFF-"}
NOT = {"T": "F", "F": "T", "U": "U", "-": "-"}


def written(left: str, right: str) -> Iterator[tuple[Any, str]]:
    """Every way to join two parts, with the table that it follows."""
    one, other = LINE[left], LINE[right]
    at = "TFU-".index(right)
    for all_of in ({"all": [one, other]}, f"{one} and {other}", {"not": {"any": [{"not": one}, {"not": other}]}}):
        yield all_of, ALL[left][at]
    for any_of in ({"any": [one, other]}, f"{one} or {other}", {"at_least": "1", "of": [one, other]}):
        yield any_of, ANY[left][at]
    yield {"at_least": "2", "of": [one, other]}, TWO[left][at]
    yield f"not ({one} and {other})", NOT[ALL[left][at]]
    yield {"not": {"any": [one, other]}}, NOT[ANY[left][at]]
    yield {"not": {"at_least": "2", "of": [one, other]}}, NOT[TWO[left][at]]


@pytest.mark.parametrize(("left", "right"), [*itertools.product("TFU-", repeat=2)])
def test_every_way_to_join_two_parts(left: str, right: str) -> None:
    for when, expected in written(left, right):
        assert truth(when) is TRUTHS[expected], when


@pytest.mark.parametrize("part", "TFU-")
def test_one_part(part: str) -> None:
    assert truth(LINE[part]) is TRUTHS[part]
    assert truth(f"not {LINE[part]}") is TRUTHS[NOT[part]]
    assert truth({"not": {"not": LINE[part]}}) is TRUTHS[part]
    for word in ("all", "any"):
        assert truth({word: [LINE[part]]}) is TRUTHS[part]


@pytest.mark.parametrize("parts", [*itertools.product("TFU-", repeat=3)], ids="".join)
def test_every_way_to_count_three_parts(parts: tuple[str, ...]) -> None:
    """Against counting in every way in which the unknown ones may turn out."""
    lines = [LINE[part] for part in parts]
    seen = [Seen({"T": True, "F": False, "U": None, "-": NA}[part]) for part in parts]
    told = {True: TRUE, False: FALSE, None: UNKNOWN, NA: None}
    for k in (1, 2, 3):
        assert truth({"at_least": str(k), "of": lines}) is told[at_least(k, seen).value], k
    assert truth({"all": lines}) is told[joined(seen, all).value]
    assert truth(" or ".join(lines)) is told[joined(seen, any).value]


# --- where absence comes from


@pytest.mark.parametrize(
    "line",
    [
        *("employees >= by_owner", "by_owner < employees", "employees == by_owner", "employees * 2 >= by_owner"),
        *("employees >= by_owner * 2 + 1", "scaled >= five", "max(employees, by_owner) >= five", "scaled in [5]"),
        *("orders_12m >= by_owner", "orders_12m / by_owner >= five", "known(scaled)", "present(scaled)"),
        *("per_order >= by_owner", "employees >= no_bound", "by_owner <= orders_12m < by_owner"),
    ],
)
def test_a_row_without_a_bound_removes_the_whole_comparison(line: str) -> None:
    """Through arithmetic and beside what is missing; nought orders are a divisor."""
    for orders in (None, 0, 5):
        assert truth(line, orders_12m=orders) is None


@pytest.mark.parametrize("line", ["employees >= by_channel + by_owner", "employees >= by_owner + by_channel"])
def test_a_row_without_a_bound_counts_even_where_another_key_is_missing(line: str) -> None:
    assert truth(line) is None
    assert truth(line, ownership="state") is UNKNOWN
    assert truth(line, ownership="state", channel="fair") is None
    assert truth(line, ownership="state", channel="web") is FALSE


def test_of_a_chain_only_the_link_is_absent() -> None:
    assert truth("by_owner <= employees < five") is FALSE
    assert truth("by_owner <= employees <= five") is TRUE
    assert truth("by_owner <= orders_12m <= five") is UNKNOWN
    assert truth("by_owner <= employees < by_channel", channel="fair") is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # channel:                        missing, none, web, fair
        ("employees >= by_channel", "UFT-"),
        ("employees != by_channel", "UTT-"),
        ("orders_12m >= by_channel", "UUU-"),
        ("elapsed(founded_on) >= wait", "UFT-"),
        ("elapsed(first_deal_on) >= wait", "UUU-"),
        ("employees >= by_both", "UT--"),
        ("channel in by_channel", "UFTT"),
        ("channel not in by_channel", "UTFF"),
    ],
)
def test_what_the_key_of_a_table_chooses(line: str, expected: str) -> None:
    """A key that is missing leaves it open; one that is none takes the default, or has no bound."""
    channels = (MISSING, "", "web", "fair")
    seen = [truth(line, channel=channel, founded_on="2026-01-01") for channel in channels]
    assert seen == [TRUTHS[one] for one in expected]


# --- where absence ends


def classified(text: str, **customer: object) -> tr.Tag:
    return tr.loads(text).classify(CUSTOMER | customer, as_of=AS_OF, unknown="ignore")["d"]


@pytest.mark.parametrize("when", [LINE["-"], f"not {LINE['-']}", {"any": [LINE["-"], {"not": LINE["-"]}]}])
def test_a_rule_whose_condition_is_absent_never_matches(when: Any) -> None:
    assert classified(text_of(when)).status == "unlabelled"
    assert classified(text_of(when, otherwise="a")).rule == "d.otherwise"


@pytest.mark.parametrize("applies", [LINE["-"], f"not {LINE['-']}"])
def test_an_absent_guard_is_false(applies: str) -> None:
    assert classified(text_of("always", applies=applies)).status == "not-applicable"


def test_an_absent_guard_is_false_beside_the_guard_of_bands() -> None:
    bands = {"of": "discount", "from": {"a": "10%"}, "below": "b"}
    text = HEAD + block({"dimensions": {"d": {"labels": ["a", "b"], "applies": LINE["-"], "bands": bands}}})
    assert classified(text, discount="20%").status == "not-applicable"
    assert classified(text, discount="20%", ownership="state").label == "a"
    assert classified(text, discount="", ownership="state").status == "not-applicable"


def test_absent_points_are_none() -> None:
    assert truth("points >= 20") is TRUE
    assert truth("points >= 21") is FALSE
    assert truth("points >= 60", ownership="state") is TRUE
    assert truth("points >= 60", ownership=MISSING) is UNKNOWN


def test_drop_one_band_where_it_does_not_apply() -> None:
    """The rule of the Chinese standard: a trade without a bound of employees is measured by revenue alone."""
    rules = text_of({"all": ["employees >= by_owner", "annual_revenue >= money"]}, otherwise="none")
    assert classified(rules, annual_revenue="5亿").label == "a"
    assert classified(rules, annual_revenue="4亿").status == "unlabelled"
    assert classified(rules, annual_revenue="5亿", ownership="foreign").status == "unlabelled"


def test_a_missing_key_is_brought() -> None:
    facts: dict[str, Scalar | Absent] = dict.fromkeys(("employees", "channel", "ownership"), MISSING)
    rules = tr.loads(text_of("employees >= by_both"))
    seen = rules.classify_facts(CustomerReading(facts), as_of=AS_OF)["d"]
    assert [tuple(one) for one in seen.missing] == [(name, "missing") for name in ("channel", "employees", "ownership")]
    seen = rules.classify_facts(CustomerReading(facts | {"channel": NONE}), as_of=AS_OF)["d"]
    assert [tuple(one) for one in seen.missing] == [("employees", "missing")]


@pytest.mark.parametrize(("channel", "expected"), [(MISSING, "undetermined"), ("fair", "unlabelled"), ("web", "a")])
def test_an_answer_is_not_taken_back_when_the_last_part_turns_out_absent(channel: object, expected: str) -> None:
    """One of two parts is absent, the other may be: until that is known, nothing is settled."""
    tag = classified(text_of({"not": {"at_least": "2", "of": [LINE["-"], "employees >= by_channel"]}}), channel=channel)
    assert (tag.label or tag.status) == expected


@pytest.mark.parametrize("part", ["employees >= by_channel", {"not": "employees >= by_channel"}])
def test_a_part_that_may_turn_out_absent_leaves_a_count_open(part: Any) -> None:
    count = {"at_least": "2", "of": [LINE["-"], part]}
    assert truth(count) is UNKNOWN
    assert truth(count, channel="fair") is None
    assert truth(count, channel="web") is FALSE


def test_so_does_a_part_that_the_rows_for_others_or_a_row_of_a_row_may_take_away() -> None:
    never = {"at_least": "2", "of": [LINE["-"], "employees >= for_all"]}
    assert truth(never) is FALSE
    others = {"at_least": "2", "of": [LINE["-"], "employees >= by_region"]}
    assert truth(others) is UNKNOWN
    assert [truth(others, region=one) for one in ("north", "south")] == [FALSE, None]
    assert truth("employees >= by_region", region="northern") is None  # a row is no beginning unless the table says so
    nested = {"at_least": "2", "of": [LINE["-"], "employees >= by_web"]}
    assert truth(nested) is UNKNOWN
    assert [truth(nested, channel=one) for one in ("web", "fair")] == [None, FALSE]
    chosen = {"at_least": "2", "of": ["employees >= by_region", "employees >= by_web"]}
    owners = (MISSING, "private", "state")
    seen = [truth(chosen, region="south", channel="web", ownership=one) for one in owners]
    assert seen == [UNKNOWN, None, FALSE]
