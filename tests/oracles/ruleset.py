"""A whole ruleset: text, facts and a day → the answer of every dimension."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from tests.oracles.customer import Customer
from tests.oracles.dimensions import Answer, answer


def outcomes(text: str, facts: Mapping[str, Any], as_of: date, empty_is_none: frozenset[str]) -> dict[str, Answer]:
    """Facts hold Fractions, dates, words, MISSING or NONE."""
    file = read(text)
    customer = Customer(file, facts, as_of, empty_is_none)
    return {name: answer(customer, name, one) for name, one in file["dimensions"].items()}


@lru_cache(maxsize=4)
def read(text: str) -> dict[str, Any]:
    """The file as mappings, lists and texts; tests ask about one text many times."""
    return yaml.load(text, Loader=yaml.BaseLoader)
