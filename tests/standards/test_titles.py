"""Whoever reads a carried standard in Chinese or English meets no bare name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import tierrules as tr

NAMES = [
    "abc-shares",
    "activity",
    "customer-standard",
    "dormancy",
    "eu-accounting-2013-34",
    "eu-sme-2003-361",
    "lead-scoring",
    "nbs-enterprise-size-2017",
    "net-promoter",
    "rfm-125-codes",
    "rfm-ten-segments",
    "tiers-abc",
]
FAULTY = [
    "examples/nps-training-page",
    "examples/rfm-eleven-ranges",
    "examples/rfm-package-ten-ranges",
    "examples/rfm-package-ten-ranges-revised",
    "examples/s0-standards-table",
    "examples/s4-follow-up-plan",
]


def titled(rules: tr.Ruleset) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    yield "the ruleset", rules.title
    for field in rules.inputs.values():
        yield field.name, field.title
    for threshold in rules.thresholds.values():
        yield threshold.name, threshold.title
    for dimension in rules.dimensions.values():
        yield dimension.name, dimension.title
        for label in dimension.labels:
            yield f"{dimension.name}.{label.name}", label.title


@pytest.mark.parametrize("name", [*NAMES, *FAULTY])
def test_everything_has_a_title_in_both_languages(name: str) -> None:
    rules = tr.load(name)
    lacking = [what for what, title in titled(rules) if not all(title)]
    assert not lacking
    assert rules.name == name.removeprefix("examples/")
    assert rules.version


@pytest.mark.parametrize("name", NAMES)
def test_a_standard_names_its_source_in_the_file(name: str) -> None:
    source = tr.load(name).source.lower()
    assert "source:" in source
