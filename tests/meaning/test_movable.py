"""Which fields may move unless somebody says otherwise, and to which of their values."""

from datetime import date
from fractions import Fraction
from typing import Literal

import pytest

from tierrules.language.build import build
from tierrules.meaning.cells import Marks, atoms_asked
from tierrules.meaning.declared import Field, Scalar, Type
from tierrules.meaning.movable import IDENTITY, can_move, fields_named, reachable
from tierrules.meaning.truth import MISSING, NONE, Absent

TODAY = date(2026, 11, 1)
YESTERDAY, TOMORROW = date(2026, 10, 31), date(2026, 11, 2)
Seen = Scalar | Absent
Span = tuple[date | None, date | None]


def test_who_the_customer_is_does_not_move() -> None:
    assert {
        *("customer_id", "name", "kind", "uscc", "industry", "industry_code", "region", "ownership"),
        "first_contact_channel",
    } == IDENTITY
    for name in IDENTITY:
        assert can_move(Field(name, Type.TEXT), MISSING, TODAY) is False


@pytest.mark.parametrize(
    ("name", "seen", "moves"),
    [
        ("last_purchase_on", YESTERDAY, True),
        ("last_purchase_on", TODAY, False),  # it can happen again today, which would change nothing
        ("last_purchase_on", TOMORROW, True),
        ("last_purchase_on", NONE, True),
        ("last_purchase_on", MISSING, True),
        ("first_deal_on", YESTERDAY, False),
        ("first_deal_on", TODAY, False),
        ("first_deal_on", TOMORROW, True),
        ("first_deal_on", NONE, True),
        ("contract_ends_on", YESTERDAY, False),
        ("contract_ends_on", TOMORROW, True),
        ("founded_on", YESTERDAY, False),
        ("founded_on", NONE, False),
        ("founded_on", MISSING, True),
    ],
)
def test_of_dates_what_lies_ahead_moves_and_the_last_time_of_something(name: str, seen: Seen, moves: bool) -> None:
    assert can_move(Field(name, Type.DATE), seen, TODAY) is moves


@pytest.mark.parametrize("seen", [Fraction(3), MISSING, NONE])
def test_a_number_moves(seen: Seen) -> None:
    assert can_move(Field("orders_12m", Type.INTEGER), seen, TODAY) is True


# --- values


def spans(
    name: str, seen: Seen, *, freely: bool = False, empty: Literal["unknown", "none"] = "unknown", **limits: date
) -> list[Span | None]:
    """Return the ends of all cells that may be chosen; None is that there is no such day."""
    field = Field(name, Type.DATE, empty=empty, **limits)
    cells, allowed = reachable(field, seen, TODAY, Marks({date(2026, 5, 1)}), freely=freely)
    return [None if cells[at].value is NONE else (cells[at].low, cells[at].high) for at in sorted(allowed)]


MAY = date(2026, 5, 1)
ANY: list[Span | None] = [(None, date(2026, 4, 30)), (MAY, MAY), (date(2026, 5, 2), None)]


def test_what_is_missing_and_what_moves_freely_may_be_any_day() -> None:
    assert spans("paid_on", MISSING) == ANY
    assert spans("last_purchase_on", MISSING) == ANY
    assert spans("paid_on", YESTERDAY, freely=True) == ANY
    assert spans("last_purchase_on", YESTERDAY, freely=True, empty="none") == [*ANY, None]


def test_what_is_planned_may_be_planned_for_any_later_day() -> None:
    assert spans("paid_on", TOMORROW) == [(TODAY, None)]
    assert spans("paid_on", TOMORROW, empty="none") == [(TODAY, None), None]


@pytest.mark.parametrize("name", ["last_purchase_on", "first_deal_on"])
@pytest.mark.parametrize(
    ("seen", "span"),
    [
        (date(2026, 4, 1), (date(2026, 5, 2), TODAY)),  # the last run of days that no comparison tells apart
        (date(2026, 8, 1), (date(2026, 8, 2), TODAY)),
        (YESTERDAY, (TODAY, TODAY)),
        (TOMORROW, (TODAY, TODAY)),
        (NONE, (TODAY, TODAY)),
    ],
)
def test_what_happens_anew_happens_today(name: str, seen: Seen, span: Span) -> None:
    assert spans(name, seen) == [span]
    field = Field(name, Type.DATE, empty="none")
    cells, (only,) = reachable(field, seen, TODAY, Marks({MAY}), freely=False)
    assert cells[only].value == TODAY
    assert all(cell.value is not NONE for cell in cells)


def test_the_days_behind_what_happened_last_are_told_apart_up_to_today() -> None:
    cells, allowed = reachable(
        Field("last_purchase_on", Type.DATE), date(2026, 4, 1), TODAY, Marks({MAY}), freely=False
    )
    assert [(cell.low, cell.high) for cell in cells] == [
        (date(2026, 4, 2), date(2026, 4, 30)),
        (MAY, MAY),
        (date(2026, 5, 2), TODAY),
    ]
    assert allowed == {2}


def test_where_the_limits_of_the_field_leave_no_day_nothing_can_happen() -> None:
    field = Field("last_purchase_on", Type.DATE, maximum=date(2026, 6, 1))
    assert reachable(field, NONE, TODAY, Marks(), freely=False) == ([], set())


def test_the_last_day_of_the_calendar_has_no_day_behind_it() -> None:
    assert spans("last_purchase_on", date.max) == [(TODAY, TODAY)]


@pytest.mark.parametrize("name", ["orders_12m", "last_amount"])
def test_a_number_may_be_any(name: str) -> None:
    found, allowed = reachable(Field(name, Type.INTEGER), Fraction(3), TODAY, Marks({Fraction(7)}), freely=False)
    assert [(cell.low, cell.high) for cell in found] == [(None, 6), (7, 7), (8, None)]
    assert allowed == {0, 1, 2}


def test_fields_stand_in_the_order_in_which_the_ruleset_reads_them() -> None:
    text = (
        "tierrules: 1\nname: x\ndimensions:\n"
        "  c: {labels: [a], hit: first, rules: [{label: a, when: interactions_90d >= 1}]}\n"
        "  d: {labels: [a], hit: first, rules: [{label: a, when: unstable and orders_12m >= employees}]}\n"
    )
    model = build("<text>", text)
    asked = atoms_asked(model, "d")
    assert fields_named(model, reversed(asked)) == ["unstable", "orders_12m", "employees"]
    assert [name for name in model.inputs if name != "interactions_90d"] == fields_named(model, asked)
