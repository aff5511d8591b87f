"""The fingerprint: it changes with the meaning of a ruleset, and with nothing else."""

import pickle
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import tierrules as tr
from tests.language.mutations import ROOT
from tierrules.language.fingerprint import FORMS
from tierrules.meaning import declared
from tierrules.meaning import model as core

EXAMPLE = (ROOT / "tests/cases/good/example.yaml").read_text(encoding="utf-8")

# The example, and in it dimensions of every other hit policy.
MORE = """
  flags:
    labels: [vip, late]
    hit: collect
    missing: no-match
    rules:
      - {label: vip, when: annual_spend >= gold_spend, id: rich}
      - {label: late, when: {at_least: 1, of: [unstable, not known(satisfaction)]}}
  segment:
    labels: [champion, lost]
    cells: {of: [satisfaction, orders_12m], rows: {champion: [[5, 5], [5, 4]], lost: [[1, 1]]}}
    otherwise: none
  kind_of:
    labels: [big, far]
    ordered: false
    hit: any
    rules:
      - {label: big, when: "employees >= big_in_industry and kind in ['company', 'person']"}
      - {label: far, when: "starts_with(region, 'n') or 0 <= until(expected_close_on) <= closing_window"}
      - {label: far, when: engagement >= 50 and first_channel != 'web' and discount < 0.1}
      - {label: big, when: "spend_per_employee > 10 and has(flags, 'vip')"}

triggers:"""
FULL = EXAMPLE.replace("\ntriggers:", MORE)


def fingerprint(text: str) -> str:
    return tr.loads(text).fingerprint


FULL_FINGERPRINT = fingerprint(FULL)


def changed(old: str, new: str) -> str:
    assert FULL.count(old) == 1, f"{old} stands {FULL.count(old)} times"
    return FULL.replace(old, new)


def test_it_is_a_sha_256_in_hexadecimal() -> None:
    assert len(FULL_FINGERPRINT) == 64
    assert set(FULL_FINGERPRINT) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("large_revenue: 5亿", "large_revenue: 500000000  # a comment"),
        ("large_revenue: 5亿", "large_revenue: 5亿元"),
        ("high_margin: 20%", "high_margin: 0.2"),
        ("high_margin: 20%", "high_margin: {value: 20%}"),
        ("dormant_after: 6 months", "dormant_after: 2 quarters"),
        ('version: "2026.1"', "version: 2027.1"),
        ('version: "2026.1"\n', ""),
        ("name: example", "name: another"),
        ("language: zh", "language: en"),
        ("en: Customer classification standard", "en: Standard"),
        ("title: {zh: 高价值年消费额, en: High-value spend}, ", ""),
        ("source: 客户分类标准表", "source: elsewhere"),
        ("aliases: [渠道]", "aliases: [渠道, 来源]"),
        ("labels: {large: 大型企业, medium: 中型企业, small: 小微企业}", "labels: [large, medium, small]"),
        ("    otherwise: none                            # silence is meant\n", ""),
        ("employees >= large_employees", "(employees>=large_employees)"),
        ("otherwise: low", "otherwise: 'low'"),
        ("  mid_spend: 10万\n  high_margin: 20%\n", "  high_margin: 20%\n  mid_spend: 10万\n"),
        ("fell-asleep: {dimension: dormancy, to: dormant,", "fell-asleep: {to: dormant, dimension: dormancy,"),
    ],
)  # fmt: skip
def test_what_does_not_change_it(old: str, new: str) -> None:
    assert fingerprint(changed(old, new)) == FULL_FINGERPRINT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # thresholds
        ("large_employees: 1000\n", "large_employees: 1001\n"),
        ("large_revenue: 5亿", "large_revenue: 500000001"),
        ("high_spend: {value: 50万", "high_spend: {value: 500001"),
        ("high_margin: 20%", "high_margin: 20.0000000001%"),
        ("dormant_after: 6 months", "dormant_after: 7 months"),
        ("dormant_after: 6 months", "dormant_after: 6 days"),
        ("closing_window: 1 month", "closing_window: 2 months"),
        ("wholesale: 200", "wholesale: 201"),
        ("wholesale: 200", "wholesale: n/a"),
        ("wholesale: 200, ", ""),
        ("default: 300", "default: n/a"),
        (", default: 300", ", default: 300, prefix: true"),
        ("2024-01-01: 40万", "2024-01-02: 40万"),
        ("2024-01-01: 40万", "2024-01-01: 400001"),
        ("2026-01-01: 50万}", "2026-01-01: 50万, 2027-01-01: 50万}"),
        # fields
        ("empty: none}", "empty: unknown}"),
        ("min: 0, max: 50%", "min: 0, max: 51%"),
        ("min: 0, max: 50%", "max: 50%"),
        ("values: [web, fair, referral]", "values: [web, fair]"),
        ("currency: CNY", "currency: EUR"),
        # conditions
        ("employees >= large_employees", "employees > large_employees"),
        ("employees >= large_employees", "employees >= medium_employees + 0"),
        ("annual_revenue >= large_revenue", "total_assets >= large_revenue"),
        ("{all: [annual_spend >= high_spend,", "{any: [annual_spend >= high_spend,"),
        ("at_least: 1,", "at_least: 2,"),
        ("not known(satisfaction)", "known(satisfaction)"),
        ("known(satisfaction)", "present(satisfaction)"),
        ("kind in ['company', 'person']", "kind in ['company']"),
        ("kind in [", "kind not in ["),
        ("starts_with(region, 'n')", "starts_with(region, 'N')"),
        ("starts_with(region, 'n')", "region == 'n'"),
        ("0 <= until(", "0 < until("),
        ("elapsed(last_purchase_on)", "until(last_purchase_on)"),
        ("first_channel != 'web'", "first_channel != 'fair'"),
        ("discount < 0.1", "discount < 0.11"),
        ("annual_spend / employees", "annual_spend * employees"),
        ("value == 'high' and", "value == 'mid' and"),
        ("value == 'high' and", "value != 'high' and"),
        ("has(flags, 'vip')", "has(flags, 'late')"),
        # scores
        ("within: [0, 100]", "within: [0, 101]"),
        ("    within: [0, 100]\n", ""),
        ("points: 60", "points: 61"),
        ("engagement >= 50", "engagement >= 51"),
        ("interactions_90d >= active_contacts", "orders_12m >= active_contacts"),
        # dimensions
        ("{large: 大型企业, medium: 中型企业, small", "{medium: 中型企业, large: 大型企业, small"),
        ("hit: first                                 # first", "hit: unique  # first"),
        ("hit: first                                 # first", "hit: priority  # first"),
        ("hit: collect", "hit: first"),
        ("    otherwise: small\n", "    otherwise: none\n"),
        ("otherwise: low", "otherwise: mid"),
        ("    missing: no-match\n", ""),
        ("    ordered: false\n", ""),
        ("    applies: present(last_purchase_on)         #", "    #"),
        (", id: rich}", "}"),
        ("id: rich", "id: wealthy"),
        ("from: {good: good_satisfaction, fair", "from: {good: 5, fair"),
        ("[5, 5], [5, 4]", "[5, 5], [4, 5]"),
        ("[5, 5], [5, 4]", "[5, 4], [5, 5]"),
        # claims and triggers
        ("first_deal_on <= last_purchase_on", "first_deal_on < last_purchase_on"),
        ("to: dormant, do", "to: awake, do"),
        ("to: dormant, do", "from: awake, to: dormant, do"),
        ("plan: reactivation", "plan: call"),
        ("rises_with: annual_spend", "rises_with: lifetime_spend"),
        ("- never: size", "- always: size"),
        ("\nmodel: customer", "\neffective: {from: 2026-01-01}\nmodel: customer"),
    ],
)  # fmt: skip
def test_what_changes_it(old: str, new: str) -> None:
    assert fingerprint(changed(old, new)) != FULL_FINGERPRINT


def test_the_order_of_rules_changes_it() -> None:
    text = "tierrules: 1\nname: x\ndimensions: {d: {labels: [a, b], hit: first, rules: [%s, %s]}}\n"
    one, two = "{label: a, when: unstable}", "{label: b, when: expansion_intent}"
    assert fingerprint(text % (one, two)) != fingerprint(text % (two, one))


@given(number=st.integers(0, 10**27), step=st.integers(1, 9), decimals=st.integers(0, 10))
def test_two_thresholds_are_alike_only_if_their_numbers_are(number: int, step: int, decimals: int) -> None:
    def text(threshold: int) -> str:
        digits = f"{threshold:0{decimals + 1}d}"
        written = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
        rules = "hit: first, rules: [{label: a, when: satisfaction >= t}]"
        return f"tierrules: 1\nname: x\nthresholds: {{t: {written}}}\ndimensions: {{d: {{labels: [a], {rules}}}}}\n"

    assert fingerprint(text(number)) != fingerprint(text(number + step))
    assert fingerprint(text(number)) == fingerprint(text(number) + "# a comment\n")


@given(
    one=st.integers(1, 10**6),
    other=st.integers(1, 10**6),
    scale=st.sampled_from([("万", 4), ("亿", 8), ("million", 6)]),
)
def test_the_way_of_writing_a_number_does_not_change_it(one: int, other: int, scale: tuple[str, int]) -> None:
    word, zeros = scale
    assume(one != other)
    short, long = (changed("mid_spend: 10万", f"mid_spend: {one}{end}") for end in (word, "0" * zeros))
    assert fingerprint(short) == fingerprint(long)
    assert fingerprint(short) != fingerprint(changed("mid_spend: 10万", f"mid_spend: {other}{word}"))


def test_a_classification_carries_it() -> None:
    rules = tr.loads(FULL)
    found = rules.classify({"employees": 5}, as_of=date(2026, 11, 22))
    assert found.fingerprint == rules.fingerprint == found.to_dict()["fingerprint"]
    assert pickle.loads(pickle.dumps(found)).fingerprint == rules.fingerprint


def test_it_is_computed_once() -> None:
    rules = tr.loads(FULL)
    assert rules.fingerprint is rules.fingerprint


# What a form holds and the fingerprint leaves out: places, texts as written, and what people call things.
LEFT_OUT: dict[type, set[str]] = {
    declared.Field: {"title", "aliases", "value_titles"},
    declared.Threshold: {"text", "title", "source"},
    core.Constant: {"text"},
    core.Computed: {"text"},
    core.CutOff: {"text"},
    core.Comparison: {"origin"},
    core.DateWindow: {"origin"},
    core.Membership: {"origin"},
    core.Presence: {"origin"},
    core.LabelTest: {"origin"},
    core.AtLeast: {"origin"},
    core.Not: {"origin"},
    core.Choice: {"origin"},
    core.Label: {"title"},
    core.Rule: {"span"},
    core.Dimension: {"title", "span", "silent"},
    core.Trigger: {"span"},
    core.Invariant: {"span"},
    core.RisesWith: {"span"},
}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_form_is_told_with_everything_but_what_is_left_out(form: Any) -> None:
    _, told = FORMS[form]
    assert {one.name for one in fields(form)} == {*told, *LEFT_OUT.get(form, set())}


def test_every_form_is_told() -> None:
    forms = {
        one
        for one in vars(core).values()
        if isinstance(one, type) and one.__module__ == core.__name__ and hasattr(one, "__dataclass_fields__")
    }
    assert forms - set(FORMS) == {core.Model, core.ScoreTerm}  # these two are told by functions of their own


def test_fingerprints_that_people_keep_stay_valid() -> None:
    """Where this fails, either the change is a mistake, or the format needs a new number."""
    text = (
        "tierrules: 1\nname: x\ncurrency: CNY\nthresholds: {t: 5亿, m: 6 months}\ndimensions:\n"
        "  d: {labels: [a, b], hit: first, rules: [{label: a, when: annual_revenue >= t}], otherwise: b}\n"
        "  e: {labels: [c], hit: collect, rules: [{label: c, when: elapsed(last_purchase_on) < m}]}\n"
    )
    assert fingerprint(text) == "84cfcd908d879144fc1e647cc43ed0c4a492aabbc858efc16f3d5d3b9723309c"
