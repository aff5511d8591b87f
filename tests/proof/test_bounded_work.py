"""Checks end: tables in which nearly all rules meet cost a bounded number of questions, and what is open is said."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

import tierrules as tr
from tierrules.proof.checks import boundary_slip
from tierrules.proof.compare import changes_found
from tierrules.proof.engine.search import UndecidedError
from tierrules.proof.engine.work import Work
from tierrules.proof.engine.world import World
from tierrules.proof.findings import gaps, subject

HITS = ("first", "unique", "any", "priority", "collect")
PAIRS = 600 * 599 // 2


def overlapping(count: int, hit: str) -> str:
    """Rules of two ranges, each around the middle, so that any two of them meet."""
    chance = Random(7)
    lines = ["tierrules: 1", "name: heavy", "fields:"]
    lines += ["  a: {type: integer, min: 0, max: 999}", "  b: {type: integer, min: 0, max: 999}"]
    lines += ["dimensions:", "  tier:", "    labels: [v, w, x, y, z]", f"    hit: {hit}", "    rules:"]
    for at in range(count):
        low, high = chance.randrange(1, 400), chance.randrange(600, 999)
        left, right = chance.randrange(1, 400), chance.randrange(600, 999)
        when = f"{{all: ['{low} <= a <= {high}', '{left} <= b <= {right}']}}"
        lines.append(f"      - {{id: r{at}, label: {'vwxyz'[at % 5]}, when: {when}}}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many questions are asked, and how many steps they take."""
    count: Counter[str] = Counter()
    each, spend = World.each, Work.spend

    def count_question(self: World, *parts: object, most: int | None = None) -> object:
        count["questions"] += 1
        return each(self, *parts, most=most)  # type: ignore[arg-type]

    def count_steps(self: Work, steps: int) -> bool:
        count["steps"] += steps
        return spend(self, steps)

    monkeypatch.setattr(World, "each", count_question)
    monkeypatch.setattr(Work, "spend", count_steps)
    return count


@pytest.mark.parametrize("hit", HITS)
def test_a_table_in_which_all_rules_meet_takes_far_fewer_questions_than_it_has_pairs(
    hit: str, counted: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject, "MOST_WORK", 40_000)
    report = tr.loads(overlapping(600, hit)).check()
    assert counted["questions"] < PAIRS / 10
    assert counted["steps"] < 5 * 40_000
    told = Counter(one.code for one in report)
    if hit == "first":
        assert told["order-dependent"] == 100
        assert [one.message for one in report if one.code == "undecided"] == [
            "`order-dependent`: 109 of 144,000 pairs of rules of `tier` that come near each other were looked at, "
            "and 100 of them are told, which is enough"
        ]
    elif hit in ("unique", "any"):
        (one,) = (one for one in report if one.code == "overlap")
        assert {*one.rules} == {f"tier.r{at}" for at in range(600)}
        assert len(one.related) == 50
        assert one.help is not None
        assert "further pairs of these rules are not listed" in one.help


def test_a_check_that_has_spent_what_it_may_says_how_far_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "MOST_WORK", 30)
    found = tr.loads(overlapping(20, "first")).check(select="order-dependent")
    open_ = [one.message for one in found if one.code == "undecided"]
    assert len(found) > len(open_) == 1
    assert " of 160 pairs of rules of `tier` that come near each other were looked at" in open_[0]


def test_what_one_check_spends_is_not_missing_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    text = overlapping(12, "first")
    alone = {one for slug in ("gap", "order-dependent") for one in tr.loads(text).check(select=slug)}
    assert {*tr.loads(text).check(select=("gap", "order-dependent"))} == alone
    monkeypatch.setattr(subject, "MOST_WORK", 200)
    within = {one for slug in ("gap", "order-dependent") for one in tr.loads(text).check(select=slug)}
    assert {*tr.loads(text).check(select=("gap", "order-dependent"))} == within


def test_a_piece_of_work_that_is_measured_by_itself_takes_nothing_from_what_is_around_it() -> None:
    work = Work(10, 10)
    assert work.spend(4)
    with work.anew():
        assert work.spend(10)
        assert not work.spend(1)
        assert work.is_spent
    assert (work.left, work.is_spent) == (6, False)
    assert not work.spend(7)


HEAD = """\
tierrules: 1
name: cut
fields: {a: {type: integer, min: 0, max: 20}}
dimensions:
  tier:
    labels: [v, w, x, y, z]
    hit: unique
    rules:
"""


def rules_at(*conditions: str) -> str:
    return HEAD + "".join(
        f"      - {{id: r{at}, label: {'vwxyz'[at % 5]}, when: {one}}}\n" for at, one in enumerate(conditions)
    )


def test_that_there_are_more_gaps_than_are_told_apart_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = tr.loads(rules_at(*(f"a == {at}" for at in range(0, 21, 2))))
    assert [one.code for one in rules.check(select="gap")] == ["gap"]
    monkeypatch.setattr(gaps, "MOST_REGIONS", 3)
    assert [one.message for one in rules.check(select="gap") if one.code == "undecided"] == [
        "`gap`: it could not be decided whether `tier` has gaps near other rules too"
    ]


def test_that_no_further_rules_are_looked_for_at_a_bound_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    text = rules_at("a <= 5 and a > 1", "a <= 5 and a <= 1", "5 <= a < 9", "5 <= a and a >= 9")
    (one,) = tr.loads(text).check(select="boundary-slip")
    assert one.help is not None
    assert "looked for" not in one.help
    monkeypatch.setattr(boundary_slip, "MOST_LISTED", 1)
    (one,) = tr.loads(text).check(select="boundary-slip")
    assert one.help is not None
    assert one.help.endswith("; no further pairs of rules are looked for at this bound")


def test_what_is_found_is_told_even_if_it_cannot_be_told_shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = changes_found._Day._needed

    def without_an_end(*parts: object, **more: object) -> None:
        raise UndecidedError([])

    def needed_in_vain(self: changes_found._Day, known: list[object], new: list[object]) -> object:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(World, "find", without_an_end)
            return needed(self, known, new)  # type: ignore[arg-type]

    monkeypatch.setattr(changes_found._Day, "_needed", needed_in_vain)
    text = rules_at("a < 8", "a >= 8")
    found = tr.loads(text).compare(tr.loads(text.replace("8", "9")))
    assert len(found) == 1
    assert found.equal_on_complete is False
