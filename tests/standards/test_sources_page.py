"""The page of sources tells every contradiction, and whatever a ruleset or a witness cites."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tierrules as tr
from tests.standards.witnesses import witnesses

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
RULESETS = [
    *("customer-standard", "tiers-abc", "dormancy", "activity"),
    *("examples/s0-standards-table", "examples/s4-follow-up-plan"),
]


def rows(letter: str) -> list[str]:
    return re.findall(rf"^\| ({letter}\d+) \|", PAGE, re.MULTILINE)


def test_every_contradiction_is_told_once_and_in_order() -> None:
    assert rows("K") == [f"K{number}" for number in range(1, 49)]


@pytest.mark.parametrize("name", RULESETS)
def test_what_a_ruleset_cites_is_on_the_page(name: str) -> None:
    cited = set(re.findall(r"\b[RK]\d+\b", tr.load(name).source))
    assert cited
    assert cited <= {*rows("R"), *rows("K")}


def test_what_a_witness_cites_is_on_the_page_and_the_page_names_every_witness() -> None:
    assert {number for one in witnesses() for number in one.numbers} <= {*rows("R"), *rows("K")}
    assert {one.id.split()[0] for one in witnesses()} <= set(re.findall(r"W-\d\d", PAGE))


@pytest.mark.parametrize("name", RULESETS)
def test_what_a_case_cites_is_on_the_page(name: str) -> None:
    cited = set(re.findall(r"\b[RK]\d+\b", case_text(name)))
    assert cited
    assert cited <= {*rows("R"), *rows("K")}


def test_every_witness_is_a_case() -> None:
    told = {number for name in RULESETS for number in re.findall(r"W-\d\d", case_text(name))}
    assert told == {one.id.split()[0] for one in witnesses()}


def case_text(name: str) -> str:
    return (ROOT / "rulesets" / "cases" / f"{name}.cases.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", RULESETS)
def test_every_threshold_has_a_source(name: str) -> None:
    assert all(threshold.source for threshold in tr.load(name).thresholds.values())
