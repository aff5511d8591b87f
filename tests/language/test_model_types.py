"""What the annotations of a model can hold, and how they are shown."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Annotated, Any, Literal, NewType, Optional, Union

import pytest
from pydantic import PositiveInt

import tierrules as tr
from tests.language.accounts import (
    Ownership,
)
from tierrules.language.model_types import held, shown_type
from tierrules.meaning.declared import NUMERIC, WORDS, Type

WHOLE = NUMERIC - {Type.RATIO}
Staff = NewType("Staff", int)


class Grade(IntEnum):
    """Whole numbers with names."""

    A = 1


@pytest.mark.parametrize(
    ("annotation", "types", "declares"),
    [
        (int, WHOLE, Type.INTEGER),
        (bool, {Type.BOOLEAN}, Type.BOOLEAN),
        (Decimal, NUMERIC, Type.DECIMAL),
        (float, NUMERIC, Type.DECIMAL),
        (Fraction, NUMERIC, Type.DECIMAL),
        (str, WORDS, Type.TEXT),
        (date, {Type.DATE}, Type.DATE),
        (datetime, set(), None),
        (bytes, set(), None),
        (list[int], set(), None),
        (None, set(), None),
        (Any, set(Type), None),
        (object, set(Type), None),
        (int | None, WHOLE, Type.INTEGER),
        (Optional[int], WHOLE, Type.INTEGER),  # noqa: UP045  # what is tested
        (Union[int, Decimal], WHOLE, None),  # noqa: UP007  # what is tested
        (int | str, set(), None),
        (Staff, WHOLE, Type.INTEGER),
        (PositiveInt, WHOLE, Type.INTEGER),
        (Annotated[int, "anything"], WHOLE, Type.INTEGER),
        (Annotated[Decimal, tr.Money], {Type.MONEY}, Type.MONEY),
        (Annotated[int, tr.Money], {Type.MONEY}, Type.MONEY),
        (Annotated[Decimal, tr.Money("EUR")], {Type.MONEY}, Type.MONEY),
        (Annotated[Decimal, tr.Ratio], {Type.RATIO}, Type.RATIO),
        (Annotated[float, tr.Ratio()] | None, {Type.RATIO}, Type.RATIO),
        (Annotated[Annotated[Decimal, "x"], tr.Ratio] | None, {Type.RATIO}, Type.RATIO),
        (Annotated[Decimal | None, tr.Money], {Type.MONEY}, Type.MONEY),
        (Annotated[str, tr.Money], WORDS, Type.TEXT),
        (Annotated[list[int], tr.Ratio], set(), None),
        (Annotated[int, tr.Ratio], {Type.RATIO}, Type.RATIO),
        (Annotated[Any, tr.Money], {Type.MONEY}, Type.MONEY),
        (Literal["a", "b"], WORDS, Type.CATEGORY),
        (Literal["a", None], WORDS, Type.CATEGORY),
        (Literal[1, 2], WHOLE, Type.INTEGER),
        (Literal["a", 1], set(), None),
        (Ownership, WORDS, Type.CATEGORY),
        (Ownership | None, WORDS, Type.CATEGORY),
        (Grade, WHOLE, Type.INTEGER),
    ],
    # The order of a set differs between the processes that share the tests.
    ids=lambda one: "-".join(sorted(one)) if isinstance(one, set | frozenset) else str(one),
)
def test_what_an_annotation_can_hold(annotation: object, types: set[Type], declares: Type | None) -> None:
    seen = held(annotation)
    assert (seen.types, seen.declares) == (types, declares)


def test_values_and_currency_of_an_annotation() -> None:
    assert held(Ownership | None).values == ("state", "private")
    assert held(Literal["a", "b"]).values == ("a", "b")
    assert held(str).values is None
    assert held(Annotated[Decimal, tr.Money("EUR")] | None).currency == "EUR"
    assert held(Annotated[Decimal, tr.Money]).currency is None


def test_a_currency_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="`EURO` is not a currency that is known here; the currencies are CNY, EUR"):
        tr.Money("EURO")


@pytest.mark.parametrize(
    ("annotation", "shown"),
    [
        (int | None, "int | None"),
        (Optional[date], "date | None"),  # noqa: UP045  # what is tested
        (Literal["a", 1], "Literal['a', 1]"),
        (Annotated[Decimal, tr.Money] | None, "Annotated[Decimal, Money] | None"),
        (Annotated[Decimal, tr.Money("EUR")], "Annotated[Decimal, Money(currency='EUR')]"),
        (dict[str, list[int]], "dict[str, list[int]]"),
        (Any, "Any"),
        ("Company", "Company"),
    ],
)
def test_annotations_are_shown_as_they_are_written(annotation: object, shown: str) -> None:
    assert shown_type(annotation) == shown
