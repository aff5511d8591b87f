"""The search for ways by examples: which ways are found, in which order, how far they reach, and what is proven."""

from datetime import date
from typing import Any

import pytest

import tierrules as tr
from tierrules.meaning.regions import Region
from tierrules.meaning.ways import Ways

TODAY = date(2026, 11, 22)
TEXT = """\
tierrules: 1
name: search
fields:
  x: {type: decimal}
  y: {type: decimal}
  vip: {type: boolean}
  code: {type: text}
  branch: {type: text}
  debt: {type: money, currency: CNY, empty: none}
  plan: {type: category, values: [basic, plus, pro]}
thresholds:
  quarter: 3 months
  half: 6 months
  year: 12 months
  by_plan: {by: plan, rows: {basic: n/a, plus: 10, pro: 10}}
DIMENSIONS"""
DIMENSION = """\
  {name}:
    labels: [A, B, C]
    hit: {hit}
    missing: {missing}
    rules:
      - {rules}
    otherwise: {otherwise}
"""
FULL = {"x": 0, "y": 0, "orders_12m": 0, "employees": 0, "interactions_90d": 0, "plan": "basic", "vip": False}
FULL |= {"code": "I6", "branch": "north", "region": "south", "unstable": False}


def dimension(name: str, *rules: str, hit: str = "first", missing: str = "unknown", otherwise: str = "C") -> str:
    """Return a dimension; each rule is a label and its condition."""
    listed = "\n      - ".join(f"label: {one[0]}\n        when: {one[2:]}" for one in rules)
    text = DIMENSION.format(name=name, hit=hit, missing=missing, rules=listed, otherwise=otherwise)
    return text.replace("    missing: unknown\n", "")


def rules_of(*dimensions: str, head: str = "") -> tr.Ruleset:
    return tr.loads(TEXT.replace("DIMENSIONS", f"{head}dimensions:\n{''.join(dimensions)}"))


def search(*rules: str, budget: int = 5_000, label: str = "A", **customer: object) -> Ways:
    seen = rules_of(dimension("tier", *rules)).classify(FULL | customer, as_of=TODAY, unknown="ignore")
    return seen.path_to("tier", label, budget=budget)


def ends(one: Region) -> str:
    if one.none:
        return f"no {one.field}"
    if one.values or one.prefixes or one.others:
        return f"{one.field}: {' '.join(map(str, (*one.values, *one.prefixes, *(['others'] if one.others else []))))}"
    low = "" if one.low is None else f"{one.low}" + ("" if one.low_included else "+")
    high = "" if one.high is None else f"{one.high}" + ("" if one.high_included else "-")
    return f"{one.field}: {low}..{high}"


def told(ways: Ways) -> list[str]:
    return [", ".join(map(ends, way.regions)) for way in ways]


# --- how many


def test_three_ways_are_enough() -> None:
    ways = search("A x >= 1 or y >= 1 or orders_12m >= 1 or employees >= 1")
    assert told(ways) == ["x: 1..", "y: 1..", "orders_12m: 1.."]
    assert (ways.reached, ways.impossible, ways.exhausted) == (False, False, False)


def test_three_fields_may_move_together_and_no_more() -> None:
    three = "A x >= 1 and y >= 1 and orders_12m >= 1"
    assert told(search(three)) == ["x: 1.., y: 1.., orders_12m: 1.."]
    four = search(f"{three} and employees >= 1")
    assert (told(four), four.impossible, four.exhausted) == ([], False, False)


def test_a_set_of_fields_that_holds_a_way_is_none() -> None:
    assert told(search("A x >= 1 and y >= 1 or y >= 5 or x >= 7")) == ["x: 7..", "y: 5.."]


@pytest.mark.parametrize(
    ("rules", "customer", "tried"),
    [
        # The customer as it is, once with all fields open, once with the one; the cell 10; then each of three cells.
        (["A orders_12m >= 10"], {}, 1 + 1 + 1 + 1 + 3),
        # What is missing may be anything, the first cell first.
        (["A orders_12m < 10"], {"orders_12m": None}, 1 + 1 + 1 + 1 + 3),
        (["A vip"], {}, 1 + 1 + 1 + 1 + 2),
        (["A plan == 'plus'"], {}, 1 + 1 + 1 + 1 + 3),
        # Besides, another field is open once, and cannot do it.
        (["A orders_12m >= 10", "B employees >= 10"], {}, 1 + 1 + 1 + 1 + 3 + 1),
        # Each of both alone, then both open; 5, which cannot do it, and 20, which can; the cell 10 of the other. Then
        # five cells, and three with each of the two that remain of the first.
        (
            ["A orders_12m >= 20 and employees >= 10", "B orders_12m >= 5"],
            {"orders_12m": 15},
            1 + 1 + 2 + 1 + 2 + 1 + 5 + (1 + 2 + 2),
        ),
        (["A always"], {}, 1),
    ],
)
def test_how_many_customers_are_tried(rules: list[str], customer: dict[str, object], tried: int) -> None:
    ways = search(*rules, **customer)
    assert ways.tried == tried
    assert not ways.exhausted


def test_a_way_whose_ends_cannot_be_looked_for_any_more_is_told_as_far_as_it_is_known() -> None:
    ways = search("A orders_12m >= 10", budget=5)
    assert told(ways) == ["orders_12m: 10..10"]
    assert (ways.exhausted, ways.impossible, ways.tried) == (True, False, 5)


def test_five_thousand_customers_are_tried_unless_somebody_says_otherwise() -> None:
    """None of very many codes lowers the bound, though which of them it is stays open."""
    rows = ", ".join(f"c{at}: 10" for at in range(5_100))
    table = f"  by_each: {{by: code, rows: {{{rows}}}, default: 10}}\nDIMENSIONS"
    text = TEXT.replace("DIMENSIONS", table).replace(
        "DIMENSIONS", "dimensions:\n" + dimension("tier", "A x >= by_each")
    )
    ways = tr.loads(text).classify({"x": 5, "code": "I6"}, as_of=TODAY).path_to("tier", "A", movable=["code"])
    assert (ways.exhausted, ways.tried, ways.ways) == (True, 5_000, ())


# --- the nearest


@pytest.mark.parametrize(
    ("x", "way"),
    [("20", "x: 5..8"), ("9", "x: 5..8"), ("3.2", "x: 5..8"), ("2.5", "x: ..2"), ("-5", None), ("4", "x: 5..8")],
)
def test_the_nearest_values_are_tried_first(x: str, way: str | None) -> None:
    """Cells lie between -9, 2, 3, 5, 8 and 30; nearness is counted in cells."""
    ways = search("A x <= 2 or x >= 5 and x <= 8", "B x >= 3 or x >= 30 or x >= -9", x=x)
    assert told(ways) == ([] if way is None else [way])


@pytest.mark.parametrize(("x", "way"), [("5", "x: 8.."), ("6", "x: 8.."), ("4", "x: ..2"), ("2.1", "x: ..2")])
def test_a_value_on_a_bound_lies_in_a_cell_of_its_own(x: str, way: str) -> None:
    """From 5 three cells lie before 8, four before 2."""
    assert told(search("A x <= 2 or x >= 8", "B x >= 4 or x >= 5", x=x)) == [way]


def test_of_values_equally_near_the_lower_ones_are_tried_first() -> None:
    assert told(search("A orders_12m <= 4 or orders_12m >= 20", orders_12m=15)) == ["orders_12m: ..4"]
    assert told(search("A orders_12m <= 2 or orders_12m >= 20", "B orders_12m <= 10", orders_12m=15)) == [
        "orders_12m: 20.."
    ]


def test_having_no_value_may_be_the_way() -> None:
    assert told(search("A not present(debt)", debt=5)) == ["no debt"]


# --- regions


def test_every_value_of_each_region_arrives_with_every_value_of_the_others() -> None:
    ways = search("A orders_12m >= 10 and employees == 10 or orders_12m == 10 and employees > 10")
    assert told(ways) == ["orders_12m: 10.., employees: 10..10"]
    ways = search("A orders_12m >= 10 and employees >= 100 or orders_12m >= 20 and employees >= 10")
    assert told(ways) == ["orders_12m: 10.., employees: 100.."]


def test_of_fields_in_one_comparison_all_but_the_last_stay_at_one_value() -> None:
    ways = search("A x + y >= 70 and x <= 90 and y <= 60", x=95, y=80)
    assert told(ways) == ["x: 90..90, y: -20..60"]
    assert told(search("A code == branch and code == 'a'")) == ["code: a, branch: a"]


def test_where_one_order_finds_nothing_the_other_is_tried() -> None:
    """A value of y that fits is known only once x has its own."""
    assert told(search("A y == 2 * x and x == 5")) == ["x: 5..5, y: 10..10"]
    rules = rules_of(dimension("tier", "A y == 2 * x and x == 5"))
    assert rules.classify(FULL, as_of=TODAY, unknown="ignore").path_to("tier", "A").movable == ("y", "x")


def test_a_table_lets_the_fields_of_its_rows_move_each_for_itself() -> None:
    assert told(search("A y >= by_plan")) == ["plan: plus pro, y: 10.."]


# --- what is proven


def test_no_way_is_called_impossible_only_where_all_was_tried() -> None:
    nothing = search("A x >= 10 and x < 5 and y >= 1 and orders_12m >= 1")
    assert (told(nothing), nothing.impossible) == ([], True)
    unsolved = search("A x * x >= 10 and x * x < 5")
    assert (told(unsolved), unsolved.impossible) == ([], False)
    together = search("A x + y >= 10 and x + y < 5")
    assert (told(together), together.impossible) == ([], False)
    found = search("A x >= 10")
    assert (told(found), found.impossible) == (["x: 10.."], False)


FOUR = "x >= 1 and y >= 1 and orders_12m >= 1 and employees >= 1"


@pytest.mark.parametrize("more", ["present(x)", "known(region)", "known(region) or present(y)"])
def test_what_stays_out_of_reach_whatever_the_fields_are_is_impossible_however_many_there_are(more: str) -> None:
    """More fields than are moved together, but the region cannot move at all."""
    ways = search(f"A {FOUR} and region == 'north' and ({more})")
    assert (told(ways), ways.impossible, len(ways.movable)) == ([], True, 4)


def test_knowing_a_field_may_be_the_way() -> None:
    assert told(search("A known(x)", x=None)) == ["x: .."]
    assert told(search("A known(region) and known(x)", x=None)) == ["x: .."]
    assert told(search("A known(x) and x >= 5 and y >= 1", x=None)) == ["x: 5.., y: 1.."]


def test_where_what_is_missing_does_not_match_nothing_is_passed_over() -> None:
    both = "A orders_12m >= 10 and employees >= 10"
    seen = rules_of(dimension("tier", both, missing="no-match")).classify(FULL, as_of=TODAY, unknown="ignore")
    assert told(seen.path_to("tier", "A")) == ["orders_12m: 10.., employees: 10.."]
    size = dimension("size", "A orders_12m >= 10", missing="no-match")
    seen = rules_of(size, dimension("tier", "A size == 'A'")).classify(FULL, as_of=TODAY, unknown="ignore")
    assert told(seen.path_to("tier", "A")) == ["orders_12m: 10.."]
    never = dimension("tier", "A orders_12m >= 10 and orders_12m < 5", missing="no-match")
    assert rules_of(never).classify(FULL, as_of=TODAY, unknown="ignore").path_to("tier", "A").impossible


def test_a_label_that_is_certain_beside_others_counts_while_fields_are_open() -> None:
    """Nobody orders more often than there are interactions, so both move, though the label asks for orders alone."""
    text = dimension("tier", "A orders_12m >= 10", "B interactions_90d >= 900", hit="collect", otherwise="none")
    rules = rules_of(text, head="assume: [interactions_90d >= orders_12m]\n")
    ways = rules.classify(FULL, as_of=TODAY, unknown="ignore").path_to("tier", "A")
    assert told(ways) == ["orders_12m: 10..10, interactions_90d: 10.."]


# --- time


def by_time(*rules: str, head: str = "", label: str = "A", **customer: object) -> list[Any]:
    seen = rules_of(dimension("tier", *rules), head=head).classify(customer, as_of=TODAY)
    ways = seen.path_to("tier", label, movable=[])
    assert all(not way.regions for way in ways)
    return [(way.since, way.until, [one.name for one in way.unchanged]) for way in ways]


DORMANT = [f"{label} elapsed(last_purchase_on) >= {wait}" for label, wait in (("C", "year"), ("A", "half"))]


def test_a_label_that_time_gives_and_takes_again() -> None:
    customer = {"last_purchase_on": "2026-11-01", "first_deal_on": "2026-10-01"}
    seen = by_time(*DORMANT, "B elapsed(last_purchase_on) >= quarter", **customer)
    assert seen == [(date(2027, 5, 1), date(2027, 10, 31), ["last_purchase_on"])]
    seen = by_time(*DORMANT, "B elapsed(last_purchase_on) >= quarter", label="B", **customer)
    assert seen == [(date(2027, 2, 1), date(2027, 4, 30), ["last_purchase_on"])]


def test_only_windows_that_turn_must_stay_as_they_are() -> None:
    rules = ["A elapsed(last_purchase_on) >= half or elapsed(first_deal_on) >= year"]
    seen = by_time(*rules, last_purchase_on="2026-11-01", first_deal_on="2026-10-01")
    assert seen == [(date(2027, 5, 1), None, ["last_purchase_on"])]


def test_the_last_day_of_the_ruleset_ends_a_way_and_nothing_comes_behind_it() -> None:
    rule, customer = "A elapsed(last_purchase_on) >= half", {"last_purchase_on": "2026-11-01"}
    for last, seen in (
        ("2027-12-31", [(date(2027, 5, 1), date(2027, 12, 31), ["last_purchase_on"])]),
        ("2027-05-01", [(date(2027, 5, 1), date(2027, 5, 1), ["last_purchase_on"])]),
        ("2027-04-30", []),
    ):
        assert by_time(rule, head=f"effective: {{from: 2020-01-01, until: {last}}}\n", **customer) == seen


BAR = "bar: {dated: {2024-01-01: 5, 2025-01-01: 50, 2026-11-22: 10, 2027-01-01: 5}}"


def test_a_new_row_of_a_dated_threshold_is_a_way_and_an_old_one_is_none() -> None:
    rules = tr.loads(
        TEXT.replace("thresholds:\n", f"thresholds:\n  {BAR}\n").replace(
            "DIMENSIONS", f"dimensions:\n{dimension('tier', 'A orders_12m >= bar')}"
        )
    )
    ways = rules.classify({"orders_12m": 7}, as_of=TODAY).path_to("tier", "A", movable=[])
    assert [(way.since, way.until, way.unchanged) for way in ways] == [(date(2027, 1, 1), None, ())]
    assert ways.tried == 1 + 1 + 1  # today, the day of the new row, and what no field can change
