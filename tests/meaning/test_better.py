"""What a better label lacks, by examples: which rule is the nearest, which comparisons it lacks, what stands before."""

from datetime import date

import pytest

import tierrules as tr
from tierrules.meaning.justification import Better

AS_OF = date(2026, 11, 1)
TEXT = """\
tierrules: 1
name: better
currency: CNY
fields:
  channel: {type: category, values: [web, fair, mail]}
thresholds:
  summer: 2026-08-01
  by_channel: {by: channel, rows: {web: 10, fair: n/a, mail: 30}}
dimensions:
  tier:
    labels: [A, B, C]
    hit: first
    missing: no-match
    rules:
      - RULES
    otherwise: C
"""
TENTH = "{label: A, when: orders_12m >= 10}"  # lacks a tenth of its bound with 9 orders


def better(*rules: str, hit: str = "first", otherwise: str = "C", **customer: object) -> dict[str, Better]:
    text = TEXT.replace("RULES", "\n      - ".join(rules)).replace("hit: first", f"hit: {hit}")
    tag = tr.loads(text.replace("otherwise: C", f"otherwise: {otherwise}")).classify(customer, as_of=AS_OF)["tier"]
    return {one.label.name: one for one in tag.justification.better}


def lacking(when: str, **customer: object) -> list[str]:
    """The comparisons that a rule lacks which alone gives the best label."""
    return [one.text for one in better(f"{{label: A, when: {when}}}", **customer)["A"].lacking]


def nearer(first: str, second: str, **customer: object) -> str:
    """Which of two rules of the best label is told; both are put before a rule of another label that never holds."""
    rules = [f"{{label: A, id: {at}, when: {when}}}" for at, when in (("one", first), ("two", second))]
    return (better(*rules, "{label: B, when: employees < 0}", **customer)["A"].rule or "").removeprefix("tier.")


def test_of_two_rules_the_one_that_lacks_fewer_comparisons_is_nearer() -> None:
    two = "orders_12m >= 10 and employees >= 10"
    one = "unstable and annual_spend >= 5000"
    customer = {"orders_12m": 9, "employees": 9, "unstable": False, "annual_spend": 9000}
    assert nearer(two, one, **customer) == "two"
    assert nearer(one, two, **customer) == "one"


@pytest.mark.parametrize(
    ("nearest", "other"),
    [
        ("orders_12m >= 10", "employees >= 5"),  # a tenth, a fifth
        ("orders_12m >= 10", "unstable"),  # what has no distance lacks the whole
        ("unstable", "annual_spend < 2000"),  # one and a half too much
        ("orders_12m >= 10", "last_purchase_on >= summer"),  # 73 days are a fifth of a year
        ("last_purchase_on >= summer", "employees < 3"),  # a third
        ("interactions_90d < 0", "last_purchase_on >= summer"),  # a bound of 0 has no shares, so 50 count as days
        ("last_purchase_on >= summer", "profit_margin >= 0"),  # 100 %
    ],
)
def test_of_two_comparisons_the_one_that_lacks_the_lesser_share_is_nearer(nearest: str, other: str) -> None:
    customer = {
        "orders_12m": 9,
        "employees": 4,
        "unstable": False,
        "annual_spend": 5000,
        "last_purchase_on": "2026-05-20",
        "interactions_90d": 50,
        "profit_margin": -100,
    }
    assert nearer(nearest, other, **customer) == "one"
    assert nearer(other, nearest, **customer) == "two"


@pytest.mark.parametrize(("other", "seen"), [("employees >= 5", 4), ("annual_spend < 2000", 2400)])
def test_of_two_rules_equally_near_the_first_is_told(other: str, seen: int) -> None:
    """73 days are a fifth of a year exactly."""
    window = "last_purchase_on >= summer"
    customer = {other.split(maxsplit=1)[0]: seen, "last_purchase_on": "2026-05-20"}
    assert nearer(other, window, **customer) == "one"
    assert nearer(window, other, **customer) == "one"


def test_a_rule_that_holds_is_the_nearest() -> None:
    rules = ("{label: C, when: unstable}", TENTH, "{label: A, id: holds, when: employees >= 5}")
    told = better(*rules, unstable=True, orders_12m=9, employees=5)["A"]
    assert (told.rule, told.lacking, told.behind) == ("tier.holds", (), "tier.C")


def test_a_rule_that_cannot_hold_is_told_only_where_there_is_no_other() -> None:
    cannot, also = "employees >= by_channel", "not employees >= by_channel"
    customer = {"channel": "fair", "employees": 5, "orders_12m": 0, "unstable": False}
    assert nearer(cannot, "orders_12m >= 10 and unstable", **customer) == "two"
    assert nearer(cannot, also, **customer) == "one"
    assert lacking(cannot, **customer) == []


def test_a_better_label_without_a_rule_has_none() -> None:
    told = better("{label: B, when: unstable}", otherwise="A", unstable=True)["A"]
    assert (told.rule, told.lacking, told.behind) == (None, (), "tier.B")
    assert [one.text for one in told.holding] == ["unstable"]
    told = better("{label: B, when: unstable}", unstable=False)["A"]
    assert (told.rule, told.lacking, told.behind, told.holding) == (None, (), None, ())


def test_only_a_settled_answer_in_an_order_has_better_labels() -> None:
    rules = (TENTH, "{label: B, when: unstable}")
    assert list(better(*rules, otherwise="none", orders_12m=9, unstable=False)) == ["A", "B", "C"]
    assert list(better(*rules, orders_12m=9, unstable=True)) == ["A"]
    assert not better(*rules, orders_12m=10)
    both = {"hit": "unique", "orders_12m": 10, "unstable": True}
    assert not better(*rules, **both)  # a conflict
    assert not better("{label: C, when: unstable}", TENTH, hit="collect", otherwise="none", orders_12m=9)
    unordered = TEXT.replace("hit: first", "ordered: false\n    hit: first").replace("RULES", TENTH)
    assert not tr.loads(unordered).classify({"orders_12m": 9}, as_of=AS_OF)["tier"].justification.better


# --- what stands before


def test_a_rule_behind_the_one_that_decides_says_so_and_what_it_lacks_besides() -> None:
    rules = ("{label: C, when: unstable and employees >= 5}", TENTH, "{label: B, when: employees >= by_channel}")
    told = better(*rules, unstable=True, employees=5, orders_12m=9, channel="fair")
    assert [(one.rule, one.behind) for one in told.values()] == [("tier.A", "tier.C"), ("tier.B", "tier.C")]
    assert [[one.text for one in each.lacking] for each in told.values()] == [["orders_12m >= 10"], []]
    assert [one.text for one in told["A"].holding] == ["unstable", "employees >= 5"]


def test_under_first_a_rule_above_the_one_that_decides_has_nothing_before_it() -> None:
    told = better(TENTH, "{label: C, when: unstable}", unstable=True, orders_12m=9)["A"]
    assert (told.behind, told.holding) == (None, ())


def test_where_one_rule_alone_may_match_the_one_that_decides_keeps_every_other_back() -> None:
    told = better(TENTH, "{label: C, when: unstable}", hit="unique", unstable=True, orders_12m=9)["A"]
    assert told.behind == "tier.C"
    assert [one.text for one in told.holding] == ["unstable"]


# --- which comparisons are lacking


def test_of_all_those_that_do_not_hold_and_of_any_the_nearest() -> None:
    customer = {"orders_12m": 9, "employees": 4, "unstable": False}
    assert lacking("orders_12m >= 9 and employees >= 5 and unstable", **customer) == ["employees >= 5", "unstable"]
    assert lacking("employees >= 5 or orders_12m >= 10 or unstable", **customer) == ["orders_12m >= 10"]


def test_of_at_least_so_many_the_nearest_of_those_that_do_not_hold() -> None:
    three = "{at_least: 2, of: [unstable, employees >= 5, orders_12m >= 10]}"
    assert lacking(three, orders_12m=9, employees=4, unstable=False) == ["orders_12m >= 10", "employees >= 5"]
    assert lacking(three, orders_12m=9, employees=4, unstable=True) == ["orders_12m >= 10"]
    assert lacking(three, orders_12m=9, employees=5, unstable=False) == ["orders_12m >= 10"]


def test_through_not_the_nearest_that_must_not_hold() -> None:
    assert lacking("{not: unstable}", unstable=True) == ["unstable"]
    customer = {"orders_12m": 11, "employees": 15}
    both = ["orders_12m >= 10", "employees >= 10"]
    assert lacking("{not: {any: [orders_12m >= 10, employees >= 10]}}", **customer) == both
    assert lacking("{not: {all: [employees >= 10, orders_12m >= 10]}}", **customer) == both[:1]


def test_through_not_of_at_least_so_many_as_many_as_leave_too_few() -> None:
    text = "{not: {at_least: 2, of: [orders_12m >= 10, employees >= 10, interactions_90d >= 10, unstable]}}"
    all_four = {"orders_12m": 11, "employees": 12, "interactions_90d": 13, "unstable": True}
    nearest = ["orders_12m >= 10", "employees >= 10", "interactions_90d >= 10"]
    assert lacking(text, **all_four) == nearest
    assert lacking(text, **all_four | {"orders_12m": 9}) == nearest[1:]
    assert lacking(text, **all_four | {"orders_12m": 9, "unstable": False}) == nearest[1:2]


def test_a_comparison_that_stands_twice_is_lacking_once() -> None:
    twice = lacking("{all: [unstable, {all: [unstable, employees >= 5]}]}", unstable=False, employees=4)
    assert twice == ["unstable", "employees >= 5"]


def test_a_table_lacks_what_its_row_lacks() -> None:
    told = better("{label: A, when: employees >= by_channel}", channel="web", employees=8)["A"]
    assert [(one.text, one.bound, one.distance) for one in told.lacking] == [("employees >= by_channel", 10, -2)]


def test_a_table_whose_key_is_missing_is_lacking_itself() -> None:
    (table,) = better("{label: A, when: employees >= by_channel}", employees=8)["A"].lacking
    assert (table.field.name, table.op, table.bound) == ("channel", "in", ("web", "fair", "mail"))


def test_a_part_that_cannot_hold_is_no_way() -> None:
    cannot = "{at_least: 2, of: [unstable, employees >= by_channel, orders_12m >= by_channel]}"
    customer = {"channel": "fair", "employees": 4, "orders_12m": 9, "unstable": False}
    assert lacking(f"{{any: [{cannot}, employees >= 5]}}", **customer) == ["employees >= 5"]
    assert lacking(f"{{all: [{cannot}, employees >= 5]}}", **customer) == []


def test_what_is_open_because_all_of_it_may_be_absent_is_lacking_one_comparison_at_least() -> None:
    """One part is `n/a`, of the other the table is not known: as it is, too few count, and yet nothing is settled."""
    text = "{not: {at_least: 2, of: [employees >= by_channel, orders_12m >= by_ownership]}}"
    table = "  by_ownership: {by: ownership, rows: {state: 1}, default: n/a}\ndimensions:"
    rules = TEXT.replace("dimensions:", table).replace("RULES", f"{{label: A, when: {text}}}")
    tag = tr.loads(rules).classify({"channel": "fair", "employees": 4, "orders_12m": 9}, as_of=AS_OF)["tier"]
    (one,) = tag.justification.better[0].lacking
    assert one.field.name == "ownership"
