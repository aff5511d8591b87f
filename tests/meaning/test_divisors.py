"""Divisors that are 0, also by the rules themselves; and a dated threshold of one row."""

from datetime import date

import pytest

import tierrules as tr

TEXT = """\
tierrules: 1
name: nought
fields: {sales: {type: decimal}}
thresholds: {usual: 0}
dimensions:
  level: {labels: [high, low], hit: first, rules: [{label: high, when: sales / usual >= 1}], otherwise: low}
"""


@pytest.mark.parametrize(("lang", "told"), [("en", "possible: high or low"), ("zh", "可能为high或low")])
def test_it_is_explained(lang: str, told: str) -> None:
    found = tr.loads(TEXT).classify({"sales": 10}, as_of=date(2026, 11, 22))
    assert (found["level"].status, found["level"].missing) == ("undetermined", ())
    assert told in found.explain(lang="zh" if lang == "zh" else "en")


def test_a_divisor_of_two_fields_names_both() -> None:
    text = TEXT.replace("{type: decimal}}", "{type: decimal}, cost: {type: decimal}}").replace(
        "usual >=", "(sales - cost) >="
    )
    found = tr.loads(text).classify({"sales": 10, "cost": 10}, as_of=date(2026, 11, 22))["level"]
    assert found.missing == (("cost", "zero-divisor"), ("sales", "zero-divisor"))


def test_a_dated_threshold_of_one_row_begins_with_it() -> None:
    rules = tr.loads(TEXT.replace("{usual: 0}", "{usual: {dated: {2026-01-01: 5}}}"))
    assert rules.classify({"sales": 10}, as_of=date(2026, 1, 1)).tags == {"level": "high"}
    with pytest.raises(tr.NotInForce):
        rules.classify({"sales": 10}, as_of=date(2025, 12, 31))
