"""What a case expects of an answer, and the sentence where the two differ."""

from datetime import date

import pytest

import tierrules as tr
from tierrules.meaning.expectations import Aspect, Expectation, answer_text, difference
from tierrules.text.source import Span

AS_OF = date(2026, 11, 1)
RULES = tr.loads("""\
tierrules: 1
name: expected
dimensions:
  size:
    title: {zh: 规模}
    labels: [large, small]
    hit: unique
    rules: [{label: large, when: employees >= 100}, {label: small, id: few, when: employees <= 10 or unstable}]
  marks:
    labels: [many, often, calm]
    hit: collect
    rules:
      - {label: many, when: orders_12m >= 100}
      - {label: often, when: interactions_90d >= 30}
      - {label: calm, when: not unstable}
""")


def differs(aspect: Aspect, wanted: str, dimension: str, customer: dict[str, object], *, settled: bool = True) -> str:
    """Return the difference of what is wanted, in words apart from each other by blanks; empty if there is none."""
    tag = RULES.classify(customer, as_of=AS_OF)[dimension]
    expected = Expectation(aspect, dimension, tuple(wanted.split()), Span(0, 0), settled)
    return difference(expected, tag, "en") or ""


LARGE = {"employees": 100, "unstable": False, "orders_12m": 100, "interactions_90d": 30}
MIDDLE = LARGE | {"employees": 50, "unstable": False}
CLASH = LARGE | {"unstable": True}
OPEN = {"orders_12m": 100, "interactions_90d": 0}


@pytest.mark.parametrize(
    ("wanted", "dimension", "customer", "told"),
    [
        ("large", "size", LARGE, ""),
        ("small", "size", LARGE, "`size` is `large`, expected `small`"),
        ("", "size", LARGE, "`size` is `large`, expected no label"),
        ("", "size", MIDDLE, ""),
        ("large", "size", MIDDLE, "`size` is `unlabelled`, expected `large`"),
        ("", "size", CLASH, "`size` is `conflict`, expected no label"),
        (
            "",
            "size",
            OPEN,
            "`size` is `undetermined` (possible: `large`, `small`, `unlabelled`, `conflict`), expected no label",
        ),
        ("calm often many", "marks", LARGE, ""),
        ("many often", "marks", LARGE, "`marks` is `many`, `often`, `calm`, expected `many`, `often`"),
        ("many", "marks", OPEN, "`marks` is `many` and `undetermined` (possible: `calm`), expected `many`"),
    ],
)
def test_labels(wanted: str, dimension: str, customer: dict[str, object], told: str) -> None:
    assert differs("labels", wanted, dimension, customer) == told


def test_labels_beside_an_expected_status_are_those_that_are_certain() -> None:
    assert differs("labels", "many", "marks", OPEN, settled=False) == ""
    assert differs("labels", "calm", "marks", OPEN, settled=False) == (
        "`marks` is `many` and `undetermined` (possible: `calm`), expected `calm`"
    )


def test_labels_are_settled_unless_a_case_says_otherwise() -> None:
    assert Expectation("labels", "size", ("large",), Span(0, 0)).settled is True


@pytest.mark.parametrize(
    ("wanted", "customer", "told"),
    [
        ("decided", LARGE, ""),
        ("conflict", CLASH, ""),
        ("conflict", LARGE, "`size` is `large`, expected `conflict`"),
        ("decided", MIDDLE, "`size` is `unlabelled`, expected `decided`"),
    ],
)
def test_the_status(wanted: str, customer: dict[str, object], told: str) -> None:
    assert differs("status", wanted, "size", customer) == told


@pytest.mark.parametrize(
    ("wanted", "dimension", "customer", "told"),
    [
        ("size.large", "size", LARGE, ""),
        ("size.few", "size", LARGE, "`size` is decided by `size.large`, expected `size.few`"),
        ("size.few", "size", MIDDLE, "`size` is decided by no rule, expected `size.few`"),
        ("", "size", LARGE, "`size` is decided by `size.large`, expected no rule"),
        ("marks.calm marks.often marks.many", "marks", LARGE, ""),
    ],
)
def test_the_rules(wanted: str, dimension: str, customer: dict[str, object], told: str) -> None:
    assert differs("rule", wanted, dimension, customer) == told


@pytest.mark.parametrize(
    ("wanted", "customer", "told"),
    [
        ("unstable employees", OPEN, ""),
        ("employees", OPEN, "`size` waits for `employees`, `unstable`, expected `employees`"),
        ("", OPEN, "`size` waits for `employees`, `unstable`, expected nothing"),
        ("employees", LARGE, "`size` waits for nothing, expected `employees`"),
        ("", LARGE, ""),
    ],
)
def test_what_is_missing(wanted: str, customer: dict[str, object], told: str) -> None:
    assert differs("missing", wanted, "size", customer) == told


def test_the_words_of_the_reason_in_the_language_of_the_case() -> None:
    assert differs("reason", "Employees exactly", "size", LARGE) == ""
    assert differs("reason", "Employees 200 150", "size", LARGE) == "the reason of `size` does not say `200`, `150`"
    expected = Expectation("reason", "size", ("规模", "员工数"), Span(0, 0))
    tag = RULES.classify(LARGE, as_of=AS_OF)["size"]
    assert difference(expected, tag, "zh") is None
    assert difference(expected, tag, "en") == "the reason of `size` does not say `规模`, `员工数`"


def test_an_answer_in_a_message() -> None:
    told = [answer_text(RULES.classify(one, as_of=AS_OF)["size"]) for one in (LARGE, MIDDLE, CLASH)]
    assert told == ["`large`", "`unlabelled`", "`conflict`"]
