"""Tables, scores and other dimensions in conditions; bands and cells: what may be asked of what."""

from __future__ import annotations

import pytest

import tierrules as tr

EVERYTHING = """\
tierrules: 1
name: everything
currency: CNY
fields:
  sector: {type: category, values: [industry, retail]}
thresholds:
  many: {by: sector, rows: {industry: 1000, retail: 300}}
  rich: {by: sector, rows: {industry: 5亿元}, default: n/a}
  long: {by: sector, rows: {industry: 6 months}, default: 3 months}
  codes: {by: industry_code, prefix: true, rows: {I: 1, I65: 2}, default: 3}
  dated: {dated: {2024-01-01: 40万元}}
scores:
  points: {within: [0, 10], add: [{points: 5, when: unstable}]}
derived:
  each: annual_spend / employees
dimensions:
  value: {labels: [high, low], hit: first, rules: [{label: high, when: unstable}], otherwise: low}
  flags: {labels: [vip, late], hit: collect, rules: [{label: vip, when: unstable}]}
  answer:
    labels: [on]
    hit: first
    rules:
      - label: on
        when: """


def answer_codes(condition: str) -> list[str]:
    try:
        tr.loads(f'{EVERYTHING}"{condition}"\n')
    except tr.RulesetError as error:
        return [one.code for one in error.diagnostics]
    return []


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("employees >= many", []),
        ("annual_revenue >= many", []),
        ("employees >= many and annual_revenue >= many", ["threshold-of-two-types"]),
        ("annual_revenue >= rich", []),
        ("employees >= rich", ["type-mismatch"]),
        ("annual_revenue >= 2 * rich", []),
        ("rich / many > 5", []),
        ("elapsed(last_purchase_on) >= long", []),
        ("employees >= long", ["type-mismatch"]),
        ("annual_spend >= dated", []),
        ("each >= dated", []),
        ("sector in many", []),
        ("sector not in many", []),
        ("industry_code in codes", []),
        ("employees in many", ["type-mismatch"]),
        ("sector in dated", ["wrong-operand"]),
        ("sector in points", ["wrong-operand"]),
        ("sector in ['retail', 'wholesale']", ["unknown-category"]),
        ("many", ["not-a-condition"]),
        ("known(many)", ["wrong-argument"]),
        ("known(each) and present(each)", []),
        ("known('region')", ["wrong-argument"]),
        ("known(points)", ["wrong-argument"]),
        ("known(value)", ["wrong-argument"]),
        ("known(true)", ["wrong-argument"]),
        ("points >= 5", []),
        ("0 < points <= 5", []),
        ("5 <= points", []),
        ("points >= many", []),
        ("points >= 5亿", ["unit-in-expression"]),
        ("points >= rich", ["type-mismatch"]),
        ("points >= employees", []),
        ("points == 5", ["score-equality"]),
        ("5 != points", ["score-equality"]),
        ("points in [5]", ["score-equality"]),
        ("points > points", ["score-in-arithmetic"]),
        ("points + 1 > 5", ["score-in-arithmetic"]),
        ("min(points, 5) > 3", ["score-in-arithmetic"]),
        ("-points > 5", ["score-in-arithmetic"]),
        ("points", ["not-a-condition"]),
        ("value == 'high'", []),
        ("'high' == value", []),
        ("value != 'low'", []),
        ("value in ['high', 'low'] and value not in ['low']", []),
        ("value == 'hihg'", ["unknown-label"]),
        ("value in ['high', 'mid']", ["unknown-label"]),
        ("value == high", ["unknown-name"]),
        ("value == region", ["wrong-operand"]),
        ("value == 5", ["wrong-operand"]),
        ("value > 'low'", ["no-order"]),
        ("value == flags", ["wrong-operand"]),
        ("value", ["not-a-condition"]),
        ("has(flags, 'vip')", []),
        ("has(flags, 'late') or not has(flags, 'vip')", []),
        ("has(flags, 'gold')", ["unknown-label"]),
        ("has(flags)", ["wrong-argument"]),
        ("has(region, 'vip')", ["wrong-argument"]),
        ("has('flags', 'vip')", ["wrong-argument"]),
        ("flags == 'vip'", ["wrong-operand"]),
        ("answer == 'on'", ["cycle"]),
        ("starts_with(industry_code, 'I65')", []),
        ("starts_with(industry_code, 'I65', 'I66')", []),
        ("starts_with(sector, 're')", []),
        ("starts_with(industry_code, region)", ["wrong-argument"]),
        ("starts_with(industry_code)", ["wrong-argument"]),
        ("starts_with('I65', 'I')", ["type-mismatch"]),
        ("starts_with(employees, '1')", ["type-mismatch"]),
        ("starts_with(industry_code, 'I') == true", ["wrong-operand"]),
        ("elapsed(last_purchase_on)", ["not-a-condition"]),
        ("each", ["not-a-condition"]),
        ("unstable + 1 > 2", ["type-mismatch"]),
    ],
)
def test_what_may_be_asked(condition: str, expected: list[str]) -> None:
    assert answer_codes(condition) == expected


# --- bands and cells

FORMS = """\
tierrules: 1
name: forms
currency: CNY
fields:
  sector: {type: category, values: [industry, retail]}
thresholds:
  four: 4
  share: 20%
  day: 2020-01-01
  many: {by: sector, rows: {industry: 1000, retail: 300}}
scores:
  points: {add: [{points: 5, when: unstable}]}
derived:
  each: annual_spend / employees
dimensions:
  mood:
    labels: [a, b, c]
    """


def form(text: str) -> list[str]:
    """The codes that a dimension in another form is answered with, or the ids of its rules."""
    try:
        dimension = tr.loads(f"{FORMS}{text}\n").dimensions["mood"]
    except tr.RulesetError as error:
        return [one.code for one in error.diagnostics]
    return [*(rule.id for rule in dimension.rules), dimension.default_id]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bands: {of: satisfaction, from: {a: 4, b: 3}, below: c}", ["mood.a", "mood.b", "mood.c"]),
        ("bands: {of: satisfaction, up_to: {c: 3, b: four}, above: a}", ["mood.c", "mood.b", "mood.a"]),
        ("bands: {of: profit_margin, from: {a: share, b: 10%}, below: c}", ["mood.a", "mood.b", "mood.c"]),
        ("bands: {of: profit_margin, from: {a: 20}, below: c}", ["ratio-without-sign"]),
        ("bands: {of: annual_spend, from: {a: 50万, b: 10万元}, below: c}", ["mood.a", "mood.b", "mood.c"]),
        ("bands: {of: annual_spend, from: {a: 50万 USD}, below: c}", ["two-currencies"]),
        ("bands: {of: annual_spend / employees, from: {a: 50万}, below: c}", ["mood.a", "mood.c"]),
        ("bands: {of: each, from: {a: 50万}, below: c}", ["mood.a", "mood.c"]),
        ("bands: {of: points, from: {a: 4}, below: c}", ["mood.a", "mood.c"]),
        ("bands: {of: founded_on, up_to: {c: day}, above: a}", ["mood.c", "mood.a"]),
        ("bands: {of: employees, from: {a: many, b: 100}, below: c}", ["mood.a", "mood.b", "mood.c"]),
        ("bands: {of: employees, from: {a: many, b: 300}, below: c}", ["band-order"]),
        ("bands: {of: region, from: {a: 4, b: 3}, below: c}", ["type-mismatch"]),
        ("bands: {of: mood, from: {a: 4, b: 3}, below: c}", ["cycle"]),
        ("bands: {of: elapsed(founded_on), from: {a: 4, b: 3}, below: c}", ["type-mismatch"]),
        ("bands: {of: staff, from: {a: 4, b: 3}, below: c}", ["unknown-name"]),
        ("bands: {of: employees >= 5, from: {a: 4, b: 3}, below: c}", ["wrong-operand"]),
        ("bands: {of: satisfaction, from: {a: for}, below: c}", ["unknown-name"]),
        ("bands: {of: satisfaction, from: {a: 4, a: 3}, below: c}", ["duplicate-key"]),
        ("bands: {of: satisfaction, from: {a: 4, x: 3}, below: c}", ["unknown-label"]),
        (
            "cells: {of: [employees, kind], rows: {a: [[5, company]], b: [[6, person]]}}",
            ["mood.a", "mood.b", "mood.otherwise"],
        ),
        ("cells: {of: [sector], rows: {a: [[industry], [retail]]}}\n    otherwise: c", ["mood.a", "mood.otherwise"]),
        ("cells: {of: [satisfaction], rows: {a: [[four], [3]]}}", ["mood.a", "mood.otherwise"]),
        ("cells: {of: [unstable], rows: {a: [[true]], b: [[false]]}}", ["mood.a", "mood.b", "mood.otherwise"]),
        ("cells: {of: [satisfaction], rows: {a: [[four], [4]]}}", ["duplicate-cell"]),
        ("cells: {of: [sector], rows: {a: [[wholesale]]}}", ["unknown-category"]),
        ("cells: {of: [points], rows: {a: [[5]]}}", ["score-equality"]),
        ("cells: {of: [employees], rows: {a: [[5%]]}}", ["type-mismatch"]),
        ("cells: {of: [employees], rows: {x: [[5]]}}", ["unknown-label"]),
        ("cells: {of: [employees, sector], rows: {a: [[5]]}}", ["cell-size"]),
    ],
)
def test_bands_and_cells(text: str, expected: list[str]) -> None:
    """A band or cell is cited as `<dimension>.<label>`, the last band too; cells may have an `otherwise`."""
    assert form(text) == expected
