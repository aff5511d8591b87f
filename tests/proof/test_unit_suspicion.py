"""Which numbers are suspected, and what they are taken for."""

from __future__ import annotations

import pytest

from tests.proof.texts import found_in


def against(field: str, *numbers: str) -> str:
    labels = ", ".join(f"l{at}" for at in range(len(numbers)))
    return (
        f"thresholds: {{{', '.join(f't{at}: {one}' for at, one in enumerate(numbers))}}}\n"
        f"dimensions:\n  d:\n    labels: [{labels}, rest]\n    ordered: false\n    hit: first\n    rules:\n"
        + "".join(f"      - {{label: l{at}, when: {field} >= t{at}}}\n" for at in range(len(numbers)))
        + "    otherwise: rest\n"
    )


@pytest.mark.parametrize(
    ("field", "numbers", "meant"),
    [
        ("annual_spend", ("50万", "10"), "t1: 10万"),
        ("annual_spend", ("50万", "10万", "3"), "t2: 3万"),  # a count in the place of an amount
        ("annual_spend", ("50万", "10万", "30亿"), "t2: 30万"),
        ("annual_spend", ("5亿", "5000"), "t1: 5000万"),
        ("annual_revenue", ("5亿", "5000万", "2000"), "t2: 2000万"),
        ("annual_spend", ("500000", "100000", "50"), "t2: 50万"),
        ("annual_spend", ("5 million", "2 million", "1.5"), "t2: 1.5 million"),
        ("employees", ("1000万", "300", "20"), "t0: 1000"),
        ("employees", ("1000", "100万"), "t1: 100"),
        ("profit_margin", ("20.0", "10%"), "t0: 20%"),
        ("profit_margin", ("0.2%", "10%"), "t0: 20%"),
        ("annual_spend / employees", ("50万", "10"), "t1: 10万"),
    ],
)
def test_suspected(field: str, numbers: tuple[str, ...], meant: str) -> None:
    (one,) = found_in(against(field, *numbers), "unit-suspicion")
    assert one.help is not None
    assert one.help.startswith(f"write `{meant}`")
    assert one.source_line[one.column - 1 : one.end_column - 1] == numbers[int(meant[1])]


@pytest.mark.parametrize(
    ("field", "numbers"),
    [
        ("annual_spend", ("50万",)),
        ("annual_spend", ("50万", "10元")),
        ("annual_spend", ("50万", "0")),
        ("annual_spend", ("50万", "10万", "1")),  # who spends anything at all
        ("annual_spend", ("50万", "2000")),
        ("annual_revenue", ("5亿", "5000万", "300万", "20万")),
        ("annual_spend", ("50万", "50万")),
        ("annual_spend", ("500000", "100000", "2000")),
        ("employees", ("1000", "10", "3")),
        ("profit_margin", ("0.5%", "3%")),
        ("profit_margin", ("500%", "20%")),
        ("profit_margin", ("0.2", "10%")),
    ],
)
def test_not_suspected(field: str, numbers: tuple[str, ...]) -> None:
    assert found_in(against(field, *numbers), "unit-suspicion") == ()


def test_amounts_of_two_fields_are_no_siblings() -> None:
    text = against("annual_spend", "50万", "20").replace("annual_spend >= t1", "annual_revenue >= t1")
    assert found_in(text, "unit-suspicion") == ()


def test_a_number_is_told_once_for_all_its_uses() -> None:
    text = against("annual_spend", "50万", "10")
    again = text.partition("dimensions:\n")[2].replace("  d:", "  e:")
    assert len(found_in(text + again, "unit-suspicion")) == 1


def test_a_row_is_named() -> None:
    text = against("annual_spend", "50万", "{by: region, rows: {north: 10万}, default: 20}")
    (one,) = found_in(f"fields: {{region: {{type: text}}}}\n{text}", "unit-suspicion")
    assert one.message == "`t1` is 20 in the row `default`, and the nearest other number of `annual_spend` is 10万"
    assert one.help == "write `20万`, or with its currency if it is meant: `20元`"
