"""Pictures of who moves hold the record's numbers, its answers in order, and words in the language asked for."""

from __future__ import annotations

import sys
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.portfolio.charts import layers, marked, words
from tests.portfolio.edits import AS_OF, edited, portfolios
from tierrules.meaning.change.parts import Direction
from tierrules.portfolio.answers import direction, in_order
from tierrules.portfolio.migration import Migration
from tierrules.portfolio.picture_text import rounded
from tierrules.portfolio.what_if import migrate

KINDS: dict[Direction, str] = {"up": "up", "down": "down", "across": "across", "none": "open"}
PEOPLE = [
    {
        "customer_id": one,
        "annual_spend": spend,
        "profit_margin": "30%",
        "first_deal_on": "2020-01-01",
        "kind": "company",
    }
    for one, spend in (("C1", "52万"), ("C2", "70万"), ("C3", "12万"), ("C4", "30万"))
]


SMALL = """\
tierrules: 1
name: small
currency: CNY
thresholds: {a_spend: 50万, b_spend: 10万, loudly: 30万}
dimensions:
  tier:
    title: {zh: 等级, en: Tier}
    labels: {A: {zh: 甲, en: First}, B: {zh: 乙, en: Second}, C: {zh: 丙, en: Third}}
    bands: {of: annual_spend, from: {A: a_spend, B: b_spend}, below: C}
  loud: {labels: [x, y], hit: first, rules: [{label: x, when: annual_spend >= loudly}], otherwise: y}
"""


@pytest.fixture(scope="module")
def found() -> Migration:
    rules = tr.load("customer-standard")
    return rules.what_if(PEOPLE, {"b_spend": "20万"}, as_of=AS_OF, weight="annual_spend")


def migrated(data: st.DataObject) -> Migration:
    before, _, after = data.draw(edited())
    customers = data.draw(portfolios(before, after))
    return migrate(before, after, customers, as_of=AS_OF, weight="annual_spend")


def amount(share: Any, of: str) -> float:
    return float(share.customers if of == "customers" else share.weight)


@settings(max_examples=25, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data(), of=st.sampled_from(["customers", "weight"]), lang=st.sampled_from(["zh", "en"]))
def test_a_heat_map_shows_every_cell_once_and_nothing_else(data: st.DataObject, of: Any, lang: Any) -> None:
    one = migrated(data)
    for name, matrix in one.matrix.items():
        boxes = marked(one.plot(name, of=of, lang=lang), "rect")
        if not matrix.cells:
            assert boxes == []
            continue
        rows = boxes[0]["rows"]
        assert {(row["row"], row["column"]): row["amount"] for row in rows} == {
            key: amount(share, of) for key, share in matrix.cells.items()
        }
        assert len(rows) == len(matrix.cells)
        order = list(in_order(matrix.dimensions, (*matrix.rows, *matrix.columns)))
        for axis in ("x", "y"):
            assert boxes[0]["encoding"][axis]["scale"]["domain"] == order
        for row in rows:
            old, new = row["row"], row["column"]
            assert row["kind"] == ("stays" if old == new else KINDS[direction(*matrix.dimensions, old, new)])
            assert 0 < row["strength"] <= 1
        heaviest = max((abs(row["amount"]) for row in rows if row["kind"] != "stays"), default=0)
        assert all(row["strength"] == 1 for row in rows if row["kind"] == "stays" or 0 < heaviest == abs(row["amount"]))


@settings(max_examples=25, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data(), of=st.sampled_from(["customers", "weight"]))
def test_a_flow_is_as_wide_as_there_are_many_and_nothing_lies_on_another(data: st.DataObject, of: Any) -> None:
    one = migrated(data)
    for name, matrix in one.matrix.items():
        if any(amount(share, of) < 0 for share in matrix.cells.values()):
            with pytest.raises(ValueError, match=r"^a band has no width below nothing: from `"):
                one.plot(name, kind="flow", of=of)
            continue
        chart = one.plot(name, kind="flow", of=of)
        bands = [row for layer in marked(chart, "area") for row in layer["rows"]]
        whole = amount(matrix.whole, of) if matrix.cells else 0
        if not whole:
            assert bands == []
            continue
        assert sum(row["amount"] for row in bands if row["x"] == 0) == pytest.approx(whole)
        for x, side in ((0, matrix.row), (1, matrix.column)):
            ends = sorted((row["y"], row["y2"], row["amount"]) for row in bands if row["x"] == x)
            assert [high - low for low, high, _ in ends] == pytest.approx([part / whole * 320 for _, _, part in ends])
            assert all(high <= low + 1e-9 for (_, high, _), (low, _, _) in pairwise(ends))
            posts = [layer["rows"] for layer in marked(chart, "rule")][x]
            answers = matrix.rows if x == 0 else matrix.columns
            heights = [amount(side(answer), of) / whole * 320 for answer in answers]
            assert [row["y2"] - row["y"] for row in posts] == pytest.approx(heights)
            # Where a band ends, there is its answer's post.
            assert all(
                any(row["y"] - 1e-9 <= low and high <= row["y2"] + 1e-9 for row in posts) for low, high, _ in ends
            )
            texts = [layer["rows"] for layer in marked(chart, "text")][x]
            assert all(second["y"] - first["y"] >= 16 for first, second in pairwise(texts))


def test_bands_leave_and_arrive_in_the_order_of_the_answers() -> None:
    """Ten customers on 320 dots: 32 each, and posts 10 apart."""
    spends = ["60万"] * 3 + ["30万"] * 2 + ["15万"] * 4 + ["5万"]
    people = [{"annual_spend": spend} for spend in spends]
    found = tr.loads(SMALL).what_if(people, {"a_spend": "20万", "b_spend": "18万"}, as_of=AS_OF)
    (bands,) = marked(found.plot("tier", kind="flow"), "area")
    ends = {x: [(row["kind"], row["y"], row["y2"]) for row in bands["rows"] if row["x"] == x] for x in (0, 1)}
    # From A, B and C: 3 stay in A, 2 go up from B, 4 down from B, 1 stays in C.
    assert ends[0] == [("stays", 5, 101), ("stays", 313, 345), ("up", 111, 175), ("down", 175, 303)]
    assert ends[1] == [("stays", 5, 101), ("stays", 303, 335), ("up", 101, 165), ("down", 175, 303)]
    before, after = (layer["rows"] for layer in marked(found.plot("tier", kind="flow"), "rule"))
    assert [(row["y"], row["y2"]) for row in before] == [(5, 101), (111, 303), (313, 345)]
    assert [(row["y"], row["y2"]) for row in after] == [(5, 165), (175, 335)]


def test_bands_of_those_who_move_lie_above_those_who_stay(found: Migration) -> None:
    (bands,) = marked(found.plot("tier", kind="flow"), "area")
    kinds = [row["kind"] for row in bands["rows"]]
    assert set(kinds) == {"stays", "down"}
    assert kinds == sorted(kinds, key=lambda kind: kind != "stays")


def test_a_move_to_no_label_is_neither_better_nor_worse() -> None:
    found = tr.load("customer-standard").what_if(PEOPLE, {"a_spend": "20万"}, as_of=AS_OF)
    for kind in ("matrix", "flow"):
        chart = found.plot("tier", kind=kind, lang="en")  # type: ignore[arg-type]
        rows = [row for mark in ("rect", "area") for layer in marked(chart, mark) for row in layer["rows"]]
        assert {row["kind"] for row in rows} == {"stays", "open"}
        assert "no label before or after" in words(chart)


def test_a_heat_map_says_in_english_what_it_shows(found: Migration) -> None:
    shown = words(found.plot("tier", lang="en"))
    heads = ["Important (B)", "(1)", "Ordinary (C)", "(1)", "undetermined", "(2)"]
    assert [one for one in shown if one in heads] == heads
    for text in (
        "after, customers in brackets",
        "before, customers in brackets",
        "Important (B) (2)",
        "customer-standard: b_spend 10万 → 20万",
        "4 rows = 4 classified + 0 set aside, as of 2026-11-22",
        "same answer",
        "worse answer",
    ):
        assert text in shown


def test_a_heat_map_says_in_chinese_what_it_shows(found: Migration) -> None:
    shown = words(found.plot("tier", of="weight"))
    for text in (
        "之前，括号内为年消费额（元）",
        "之后，括号内为年消费额（元）",
        "B 级重要客户 (42万)",
        "(122万)",
        "答案变差",
    ):
        assert text in shown


@pytest.fixture(scope="module")
def moving() -> Migration:
    people = [
        {"customer_id": str(at), "annual_spend": spend}
        for at, spend in enumerate(["60万", "30万", "30万", "9万", None])
    ]
    return tr.loads(SMALL).what_if(people, {"a_spend": "20万", "b_spend": "8万"}, as_of=AS_OF, weight="annual_spend")


def test_a_cell_says_how_many_and_what_share_of_the_old_answer(moving: Migration) -> None:
    rows = {(row["row"], row["column"]): row for row in marked(moving.plot(lang="en"), "rect")[0]["rows"]}
    assert list(rows) == [("A", "A"), ("B", "A"), ("C", "B"), ("undetermined", "undetermined")]
    assert rows["B", "A"]["lines"] == ["2", "100%"]
    told = marked(moving.plot(lang="en"), "rect")[0]["encoding"]["tooltip"]
    assert [one["title"] for one in told] == [
        *("before", "after", "customers", "Annual spend", "of all with the old answer", "of all"),
    ]
    assert [rows["B", "A"][f"told{at}"] for at in range(6)] == ["Second", "First", "2", "CNY 600,000", "100%", "40%"]
    assert rows["C", "B"]["strength"] < rows["B", "A"]["strength"] == 1


def test_heads_of_several_lines_end_above_the_cells(moving: Migration) -> None:
    axes = [marked(moving.plot(lang=lang), "rect")[0]["encoding"]["x"]["axis"] for lang in ("en", "zh")]  # type: ignore[arg-type]
    assert [(one["labelLineHeight"], one["labelPadding"]) for one in axes] == [(15, 21), (15, 21)]


def test_the_flow_says_both_sides(moving: Migration) -> None:
    shown = words(moving.plot(kind="flow", lang="zh"))
    for text in (
        "之前，括号内为客户数",
        "甲（1）",
        "乙（2）",
        "甲（3）",
        "乙（1）",
        "待定（1）",
        "答案变好",
        "答案不变",
    ):
        assert text in shown


def test_only_dimensions_with_movers_are_drawn_unless_one_is_asked_for(moving: Migration) -> None:
    assert moving.plot().to_dict()["title"]["text"][0].startswith("Tier: 3 of 5")
    assert moving.plot("loud").to_dict()["title"]["text"][0].startswith("loud: ")
    rules = tr.loads(SMALL)
    both = rules.what_if(PEOPLE, {"a_spend": "20万", "loudly": "60万"}, as_of=AS_OF).plot().to_dict()
    assert [one["title"]["text"][0].partition(":")[0] for one in both["vconcat"]] == ["Tier", "loud"]
    nobody = rules.what_if(PEOPLE, {"a_spend": "50.5万"}, as_of=AS_OF)
    assert [one["kind"] for one in marked(nobody.plot(), "rect")[0]["rows"]] == ["stays"] * 2


def test_nobody_is_a_picture_too(found: Migration) -> None:
    none = tr.load("customer-standard").what_if([], {"a_spend": "20万"}, as_of=AS_OF)
    for kind in ("matrix", "flow"):
        assert "no customers" in words(none.plot(kind=kind, lang="en"))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["matrix", "flow"])
def test_titles_from_anybody_stay_text(kind: Any) -> None:
    hostile = "\"]'</script>\\u0041 ${x} \u2028\u202e `;"
    text = f"""\
tierrules: 1
name: small
currency: CNY
thresholds: {{a_spend: 50万}}
dimensions:
  tier:
    labels: {{A: {{en: {_quoted(hostile)}}}, B: {{en: b}}}}
    bands: {{of: annual_spend, from: {{A: a_spend}}, below: B}}
"""
    people = [{"annual_spend": "60万"}, {"annual_spend": "30万"}]
    found = tr.loads(text).what_if(people, {"a_spend": "20万"}, as_of=AS_OF)
    shown = "".join(words(found.plot(kind=kind, lang="en"))).replace(" ", "")
    assert "\"]'</script>\\u0041" in shown


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''").replace("\u2028", "") + "'"


def test_thirty_labels_stay_apart() -> None:
    labels = "".join(f"      l{at}: {{en: Customers of a rather long grade {at}}}\n" for at in range(30))
    bounds = ", ".join(f"l{at}: {60 - 2 * at}万" for at in range(29))
    text = f"""\
tierrules: 1
name: many
currency: CNY
thresholds: {{extra: 1万}}
dimensions:
  grade:
    labels:
{labels}    bands: {{of: annual_spend, from: {{{bounds}}}, below: l29}}
"""
    rules = tr.loads(text)
    people = [{"annual_spend": f"{at}万"} for at in (*range(70), *[0] * 400)]
    found = rules.what_if(people, {"extra": "2万"}, as_of=AS_OF)
    for side in marked(found.plot("grade", kind="flow"), "text")[:2]:
        assert len(side["rows"]) == 30
        assert all(second["y"] - first["y"] >= 16 for first, second in pairwise(side["rows"]))
    shown = words(found.plot("grade", lang="en"))
    heads = [one for one in shown if one.startswith("Customers of") and one.endswith("(2)")]
    assert len(heads) == 2 * 28
    assert len(set(heads)) == 28


def test_what_cannot_be_drawn_is_refused(found: Migration) -> None:
    with pytest.raises(ValueError, match=r"`no` is not compared; the dimensions are size, stage, value, tier$"):
        found.plot("no")
    with pytest.raises(ValueError, match=r"^the kind of a picture is `matrix` or `flow`, not `pie`$"):
        found.plot(kind="pie")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^`of` is `customers` or `weight`, not `heads`$"):
        found.plot(of="heads")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^lang is `en` or `zh`, not `fr`$"):
        found.plot(lang="fr")  # type: ignore[arg-type]
    unweighed = tr.load("customer-standard").what_if(PEOPLE, {"a_spend": "20万"}, as_of=AS_OF)
    with pytest.raises(ValueError, match=r"^there is no weight"):
        unweighed.plot(of="weight")


def test_without_the_extra_the_error_names_it(found: Migration, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(
        tr.MissingExtraError, match=r"^a picture needs the extra `notebook`: pip install 'tierrules\[notebook\]'$"
    ):
        found.plot()


def test_every_text_has_a_font_with_chinese_signs_and_a_light_ground(found: Migration) -> None:
    config = found.plot("tier").to_dict()["config"]
    assert "Noto Sans CJK SC" in config["font"]
    assert config["background"] == "white"
    assert all("font" not in layer["mark"] for layer in layers(found.plot("tier")))


def test_a_weight_in_a_cell_is_rounded_to_three_digits() -> None:
    told = [rounded(Fraction(one), "en") for one in ("0", "999.6", "1234.5", "-0.012345", "99999999")]
    assert told == ["0", "1,000", "1,230", "-0.0123", "100 million"]


def test_two_rulesets_without_a_dimension_in_common_are_drawn_as_a_sentence() -> None:
    rules, other = tr.load("customer-standard"), tr.load("lead-scoring")
    found = rules.compare(other, [{"annual_spend": 5, "employees": 5}], as_of=AS_OF, unknown="ignore").migration
    assert isinstance(found, Migration)
    assert "no dimension is in both rulesets" in words(found.plot(lang="en"))
    assert "两套规则没有共同的维度" in words(found.plot(kind="flow", lang="zh"))
