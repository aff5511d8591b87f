"""A slider moved without a browser: every position says what an edit to its value says of the same portfolio."""

from __future__ import annotations

import sys
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import tierrules as tr
from tests.portfolio.edits import AS_OF, portfolios, swept
from tierrules.meaning.number_text import decimal_places
from tierrules.portfolio.slider import Slider
from tierrules.portfolio.swept import SweepError

SPENDS = ["8万", "12万", "12万", "15万"]
PEOPLE = [{"customer_id": f"C{at}", "name": f"<b>{at}", "annual_spend": spend} for at, spend in enumerate(SPENDS)]


@pytest.fixture
def moved() -> Slider:
    rules = tr.load("customer-standard")
    return rules.slider(PEOPLE, "b_spend", "5万", "20万", as_of=AS_OF, weight="annual_spend", lang="en")


class Shown(HTMLParser):
    """The cells of all tables, and the points of all lists."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.points: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag == "li":
            self.points.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.rows[-1].append(data)
        elif "li" in self.open:
            self.points[-1] += data


@settings(max_examples=30, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_every_position_says_what_an_edit_to_its_value_says(data: st.DataObject) -> None:
    rules, place, low, high = data.draw(swept())
    customers = data.draw(portfolios(rules))
    try:
        one = rules.slider(customers, place, low, high, as_of=AS_OF, weight="annual_spend")
    except SweepError:
        assume(False)
        return
    for position, stretch in enumerate(one.stretches):
        one.position = position
        example = stretch.example
        if isinstance(example, Fraction) and decimal_places(example) is None:
            continue
        found = rules.what_if(customers, {place: one.value}, as_of=AS_OF, weight="annual_spend")
        for name in one.sweep.dimensions:
            matrix = found.matrix[name]
            expected = {answer: matrix.column(answer) for answer in matrix.columns}
            assert one.shares(name) == expected
        if one.now is not None:
            told = {(move.who.place, move.dimension, move.before, move.after) for move in one.moved()}
            assert told == {(move.who.place, move.dimension.name, move.before, move.after) for move in found.moved}


def test_it_stands_at_the_present_value_and_moves_by_steps(moved: Slider) -> None:
    assert [str(one) for one in moved.stretches] == [
        "CNY 50,000 to CNY 80,000",
        "over CNY 80,000 to CNY 120,000",
        "over CNY 120,000 to CNY 150,000",
        "over CNY 150,000 to CNY 200,000",
    ]
    assert (moved.position, moved.now, moved.value, moved.moved()) == (1, 1, "100000", ())
    _, bar, below = moved.widget.children
    assert (bar.min, bar.max, bar.value) == (0, 3, 1)
    bar.value = 2
    assert {answer: share.customers for answer, share in moved.shares("tier").items()} == {"B": 1, "C": 3}
    shown = Shown(below.value)
    assert shown.rows[0] == ["answer", "now", "here", "change"]
    assert shown.rows[1] == ["Important (B)", "3 (CNY 390,000)", "1 (CNY 150,000)", "-2"]
    assert shown.rows[2] == ["Ordinary (C)", "1 (CNY 80,000)", "3 (CNY 320,000)", "+2"]
    assert shown.points == [f"C{at} <b>{at}: Tier Important (B) → Ordinary (C)" for at in (1, 2)]
    assert "over CNY 120,000 to CNY 150,000" in below.value
    bar.value = 0
    assert [(one.who.customer_id, one.before, one.after) for one in moved.moved()] == [("C0", "C", "B")]


def test_a_value_moves_it_and_gives_an_edit(moved: Slider) -> None:
    moved.value = "14万"
    assert (moved.position, moved.value) == (2, "140000")
    moved.position = 3
    assert moved.value == "200000"
    moved.value = "15万"
    assert (moved.position, moved.value) == (2, "150000")
    assert tr.load("customer-standard").edit({"b_spend": moved.value}).thresholds["b_spend"].value == 150_000
    with pytest.raises(ValueError, match=r"^the slider goes from CNY 50,000 to CNY 200,000, not to 30万$"):
        moved.value = "30万"
    with pytest.raises(ValueError, match=r"^the slider has the positions 0 to 3, not 4$"):
        moved.position = 4
    assert repr(moved) == "<Slider of b_spend at over CNY 120,000 to CNY 150,000>"


def test_who_crosses_twice_is_told_from_the_present_answer_to_the_one_here() -> None:
    text = """\
tierrules: 1
name: small
currency: CNY
thresholds: {t: 20万}
dimensions:
  place:
    labels: [over, at, under]
    hit: first
    rules: [{label: over, when: annual_spend > t}, {label: at, when: annual_spend == t}]
    otherwise: under
  other: {labels: [over, under], hit: first, rules: [{label: over, when: annual_spend >= t}], otherwise: under}
"""
    people = [{"customer_id": "C1", "annual_spend": "12万"}]
    one = tr.loads(text).slider(people, "t", "5万", "20万", as_of=AS_OF)
    assert [str(each) for each in one.stretches] == [
        "CNY 50,000 to under CNY 120,000",
        "CNY 120,000",
        "over CNY 120,000 to CNY 200,000",
    ]
    told = []
    for position in range(3):
        one.position = position
        told.append(sorted((move.dimension, move.before, move.after) for move in one.moved()))
    assert told == [
        [("other", "under", "over"), ("place", "under", "over")],
        [("other", "under", "over"), ("place", "under", "at")],
        [],
    ]
    one.position = 1
    counts = {
        name: {answer: each.customers for answer, each in one.shares(name).items()} for name in ("place", "other")
    }
    assert counts == {"place": {"at": 1}, "other": {"over": 1}}


def test_a_slider_of_many_steps_counts_as_one_of_few() -> None:
    people = [{"customer_id": f"C{at}", "annual_spend": 100_000 + at} for at in range(600)]
    one = tr.load("customer-standard").slider(people, "b_spend", "5万", "20万", as_of=AS_OF)
    assert len(one.stretches) == 601
    for position in (0, 1, 255, 256, 257, 511, 512, 600):
        one.position = position
        shares = {answer: share.customers for answer, share in one.shares("tier").items()}
        assert shares == {answer: count for answer, count in (("B", 600 - position), ("C", position)) if count}


def test_a_notebook_shows_the_widget(moved: Slider) -> None:
    bundle = moved._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == moved.widget.model_id


def test_without_the_present_value_nobody_is_said_to_move() -> None:
    rules = tr.load("customer-standard")
    one = rules.slider(PEOPLE, "b_spend", "11万", "20万", as_of=AS_OF)
    assert (one.now, one.position, one.moved()) == (None, 0, ())
    one.position = 1
    assert one.moved() == ()
    assert Shown(one.widget.children[2].value).rows[0] == ["答案", "此处"]


def test_a_threshold_that_moves_nobody_has_one_position() -> None:
    one = tr.load("customer-standard").slider([], "b_spend", "5万", "20万", as_of=AS_OF, lang="en")
    assert one.widget.children[1].disabled
    assert "nobody's answer is another one" in one.widget.children[2].value


def test_it_says_in_chinese_who_moves(moved: Slider) -> None:
    one = tr.load("customer-standard").slider(PEOPLE, "b_spend", "5万", "20万", as_of=AS_OF)
    one.value = "13万"
    shown = Shown(one.widget.children[2].value)
    assert shown.rows[0] == ["答案", "现在", "此处", "变化"]
    assert shown.points[0] == "C1 <b>1：客户分层 B 级重要客户 → C 级普通客户"
    assert "与现值相比，2 个客户的答案不同：" in one.widget.children[2].value


def test_many_movers_are_counted_and_the_first_named() -> None:
    people = [{"customer_id": f"C{at}", "annual_spend": "12万"} for at in range(30)]
    one = tr.load("customer-standard").slider(people, "b_spend", "5万", "20万", as_of=AS_OF, lang="en")
    one.value = "13万"
    assert len(one.moved()) == 30
    points = Shown(one.widget.children[2].value).points
    assert len(points) == 9
    assert points[-1] == "and 22 more"


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    rules = tr.load("customer-standard")
    with pytest.raises(tr.MissingExtraError, match=r"^a slider needs the extra `notebook`"):
        rules.slider(PEOPLE, "b_spend", "5万", "20万", as_of=AS_OF)
