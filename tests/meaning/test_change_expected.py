"""What a case expects of a change, and the sentence where the two differ."""

from dataclasses import replace
from typing import Any

import pytest

from tests.meaning.change_records import LARGE, MEDIUM, RECORD, driver
from tierrules.meaning.change.expected import ChangeAspect, ExpectedChange, cause_text, change_differences
from tierrules.meaning.change.parts import Fired, State
from tierrules.meaning.change.record import ChangeRecord
from tierrules.text.source import Span

MOVED = replace(
    RECORD,
    cause=(("data",), ("rules", "time")),
    drivers=(replace(driver("field"), name="a"), replace(driver("rule", "rules"), name="b")),
    triggers=(Fired("grown", ()), Fired("any", ())),
)
OPEN = State("undetermined", (LARGE,))
NOBODY = State("unlabelled", ())
BOTH = State("decided", (MEDIUM, LARGE))


def told(record: ChangeRecord | None, *expected: tuple[ChangeAspect, str]) -> list[tuple[int, str]]:
    """Return the differences; what is wanted stands in words apart from each other by `|`."""
    listed = [
        ExpectedChange(aspect, "size", tuple(filter(None, wanted.split("|"))), Span(at, at))
        for at, (aspect, wanted) in enumerate(expected)
    ]
    return [(span.start, message) for span, message in change_differences(listed, record, "`medium`", "en")]


@pytest.mark.parametrize(
    ("aspect", "wanted"),
    [
        ("from", "medium"),
        ("from", "decided"),
        ("to", "large"),
        ("direction", "up"),
        ("cause", "rules and time|data"),
        ("drivers", "b|a"),
        ("triggers", "any|grown"),
        ("reason", "changed"),
    ],
)
def test_what_is_as_expected(aspect: ChangeAspect, wanted: str) -> None:
    assert told(MOVED, (aspect, wanted)) == []


@pytest.mark.parametrize(
    ("aspect", "wanted", "message"),
    [
        ("unchanged", "", "`size` changes from `medium` to `large`, expected no change"),
        ("from", "large", "`size` comes from `medium`, expected `large`"),
        ("from", "", "`size` comes from `medium`, expected no label"),
        ("to", "medium|large", "`size` becomes `large`, expected `medium`, `large`"),
        ("to", "undetermined", "`size` becomes `large`, expected `undetermined`"),
        ("direction", "down", "the direction of `size` is `up`, expected `down`"),
        ("cause", "data", "the change of `size` is caused by `data` or `rules and time`, expected `data`"),
        ("cause", "", "the change of `size` is caused by `data` or `rules and time`, expected `undetermined`"),
        ("drivers", "a", "the change of `size` is driven by `a`, `b`, expected `a`"),
        ("drivers", "", "the change of `size` is driven by `a`, `b`, expected nothing"),
        ("triggers", "", "the change of `size` sets off `grown`, `any`, expected no trigger"),
        ("triggers", "x", "the change of `size` sets off `grown`, `any`, expected `x`"),
    ],
)
def test_what_differs(aspect: ChangeAspect, wanted: str, message: str) -> None:
    assert told(MOVED, (aspect, wanted)) == [(0, message)]


@pytest.mark.parametrize(
    ("state", "wanted", "seen"),
    [
        (NOBODY, "", ""),
        (NOBODY, "unlabelled", ""),
        (NOBODY, "large", "`unlabelled`"),
        (OPEN, "undetermined", ""),
        # What is certain beside something open is no decided label.
        (OPEN, "large", "`undetermined`"),
        (OPEN, "", "`undetermined`"),
        (BOTH, "large|medium", ""),
        (BOTH, "large", "`medium`, `large`"),
        (None, "large", "nothing"),
        (None, "", "nothing"),
        (None, "undetermined", "nothing"),
    ],
)
def test_answers_on_either_side(state: State | None, wanted: str, seen: str) -> None:
    shown = ", ".join(f"`{one}`" for one in filter(None, wanted.split("|"))) or "no label"
    sides: tuple[tuple[ChangeAspect, dict[str, Any], str], ...] = (
        ("from", {"before": state}, "comes from"),
        ("to", {"after": state}, "becomes"),
    )
    for aspect, changed, verb in sides:
        expected = [(0, f"`size` {verb} {seen}, expected {shown}")] if seen else []
        assert told(replace(MOVED, **changed), (aspect, wanted)) == expected


def test_words_of_the_reason_each_count() -> None:
    assert told(MOVED, ("reason", "5亿"), ("reason", "changed"), ("reason", "一|二")) == [
        (0, "the reason of the change of `size` does not say `5亿`"),
        (2, "the reason of the change of `size` does not say `一`, `二`"),
    ]


def test_nothing_that_is_seen() -> None:
    bare = replace(MOVED, cause=(), drivers=(), triggers=())
    assert told(bare, ("cause", ""), ("drivers", ""), ("triggers", "")) == []
    assert [message for _, message in told(bare, ("cause", "time"), ("drivers", "a"), ("triggers", "x"))] == [
        "the change of `size` is caused by `undetermined`, expected `time`",
        "the change of `size` is driven by nothing, expected `a`",
        "the change of `size` sets off no trigger, expected `x`",
    ]


def test_no_change_is_told_once() -> None:
    assert told(None, ("unchanged", "")) == []
    assert told(None, ("unchanged", ""), ("from", "medium"), ("to", "large")) == [
        (1, "`size` is `medium` both times, expected a change")
    ]


def test_a_driver_of_two_causes_is_told_once() -> None:
    twice = replace(MOVED, drivers=(MOVED.drivers[0], MOVED.drivers[0]))
    assert told(twice, ("drivers", "a")) == []
    assert told(twice, ("drivers", "b")) == [(0, "the change of `size` is driven by `a`, expected `b`")]


def test_a_cause_in_words() -> None:
    assert cause_text([("time", "data"), ("rules",)]) == ("data and time", "rules")
    assert cause_text(()) == ()
