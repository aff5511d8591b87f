"""The RFM rulesets: every cell of both maps typed here, every missing score, and a public table that overlaps.

The expectations come from the lists of codes below and import nothing of the rulesets.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

import tierrules as tr

AS_OF = date(2026, 11, 22)
SCORES = (1, 2, 3, 4, 5)

Table = dict[str, str]
"""Each segment with its codes, one digit for each score."""

TEN: Table = {
    "champions": "54 55",
    "loyal": "34 35 44 45",
    "potential_loyalist": "42 43 52 53",
    "new": "51",
    "promising": "41",
    "need_attention": "33",
    "about_to_sleep": "31 32",
    "at_risk": "13 14 23 24",
    "cannot_lose": "15 25",
    "hibernating": "11 12 21 22",
}

ELEVEN: Table = {
    "champion": "555 554 544 545 454 455 445",
    "loyal": "543 444 435 355 354 345 344 335",
    "potential_loyalist": (
        "553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 352 351 342 341 333 323"
    ),
    "new": "512 511 422 421 412 411 311",
    "promising": "525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313",
    "needs_attention": "535 534 443 434 343 334 325 324",
    "about_to_sleep": "331 321 312 221 213 231 241 251",
    "at_risk": "255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124",
    "cannot_lose": "155 154 144 214 215 115 114 113",
    "hibernating": "332 322 233 232 223 222 132 123 122 212 211",
    "lost": "111 112 121 131 141 151",
}

COUNTS = {
    "champion": 7,
    "loyal": 8,
    "potential_loyalist": 24,
    "new": 7,
    "promising": 16,
    "needs_attention": 8,
    "about_to_sleep": 8,
    "at_risk": 22,
    "cannot_lose": 8,
    "hibernating": 11,
    "lost": 6,
}

MAPS = [
    pytest.param("rfm-ten-segments", "rf", TEN, id="ten"),
    pytest.param("rfm-125-codes", "rfm", ELEVEN, id="eleven"),
]

Scores = tuple[int | None, ...]


def possible(table: Table, scores: Scores) -> tuple[str, ...]:
    """Return the segments with a code that agrees in every score that is known."""
    return tuple(label for label, codes in table.items() if any(_agrees(code, scores) for code in codes.split()))


def _agrees(code: str, scores: Scores) -> bool:
    return all(score is None or int(digit) == score for digit, score in zip(code, scores, strict=True))


def tag(rules: tr.Ruleset, names: str, scores: Scores) -> tr.Tag:
    known = {name: score for name, score in zip(names, scores, strict=True) if score is not None}
    return rules.classify(known, as_of=AS_OF)["segment"]


def test_the_typed_codes_have_the_published_counts() -> None:
    assert {label: len(codes.split()) for label, codes in ELEVEN.items()} == COUNTS
    assert len(set(" ".join(ELEVEN.values()).split())) == 125
    assert len(set(" ".join(TEN.values()).split())) == 25


@pytest.mark.parametrize(("name", "names", "table"), MAPS)
def test_every_code_has_its_segment(name: str, names: str, table: Table) -> None:
    rules = tr.load(name)
    for scores in product(SCORES, repeat=len(names)):
        (expected,) = possible(table, scores)
        found = tag(rules, names, scores)
        assert (found.status, found.label, found.rule) == ("decided", expected, f"segment.{expected}"), scores


@pytest.mark.parametrize(("name", "names", "table"), MAPS)
def test_a_missing_score_leaves_the_segments_of_the_known_ones(name: str, names: str, table: Table) -> None:
    rules = tr.load(name)
    for scores in product((*SCORES, None), repeat=len(names)):
        if None in scores:
            found = tag(rules, names, scores)
            # The definition asks each segment on its own, so it never concludes that one of them must be right.
            assert found.candidates == (*possible(table, scores), "unlabelled"), scores
            assert [one.name for one in found.missing] == sorted(_unknown(names, scores)), scores


def _unknown(names: str, scores: Scores) -> Iterator[str]:
    return (name for name, score in zip(names, scores, strict=True) if score is None)


@pytest.mark.parametrize(("name", "names", "table"), MAPS)
def test_the_segments_stand_in_the_order_of_the_list_and_have_no_rank(name: str, names: str, table: Table) -> None:
    segment = tr.load(name).dimensions["segment"]
    assert [label.name for label in segment.labels] == list(table)
    assert not segment.ordered


@pytest.mark.parametrize(("name", "names", "table"), MAPS)
@pytest.mark.parametrize("score", [0, 6, -1, "2.5", True, "five"])
def test_a_score_outside_of_its_scale_is_a_problem_in_the_data(
    name: str, names: str, table: Table, score: object
) -> None:
    rules = tr.load(name)
    for one in names:
        with pytest.raises(tr.CustomerError):
            rules.classify({**dict.fromkeys(names, 1), one: score}, as_of=AS_OF)


@pytest.mark.parametrize("start", [(3, 2, 1), (3, 3, 1)])
def test_more_money_can_look_worse(start: tuple[int, int, int]) -> None:
    """The 125 codes are a partition and no ranking."""
    rules, (r, f, m) = tr.load("rfm-125-codes"), start
    assert tag(rules, "rfm", (r, f, m)).label == "about_to_sleep"
    assert tag(rules, "rfm", (r, f, m + 1)).label == "hibernating"


# --- the public table of ranges: each segment with its least and greatest r and fm

RANGES = {
    "champions": (4, 5, 4, 5),
    "loyal": (2, 5, 3, 5),
    "potential_loyalist": (3, 5, 1, 3),
    "new": (4, 5, 0, 1),
    "promising": (3, 4, 0, 1),
    "need_attention": (2, 3, 2, 3),
    "about_to_sleep": (2, 3, 0, 2),
    "at_risk": (0, 2, 2, 5),
    "cannot_lose": (0, 1, 4, 5),
    "hibernating": (1, 2, 1, 2),
    "lost": (0, 2, 0, 2),
}
FAULTY = "examples/rfm-eleven-ranges"


def covering(r: int, fm: int) -> tuple[str, ...]:
    """Return the segments whose ranges hold a cell."""
    return tuple(
        label for label, (low, high, least, most) in RANGES.items() if low <= r <= high and least <= fm <= most
    )


def under(hit: str) -> tr.Ruleset:
    """Return the faulty table under another hit policy."""
    source = tr.load(FAULTY).source
    assert source.count("hit: unique") == 1
    return tr.loads(source.replace("hit: unique", f"hit: {hit}"))


def cell(rules: tr.Ruleset, r: int, fm: int) -> tr.Tag:
    return rules.classify({"r": r, "fm": fm}, as_of=AS_OF)["segment"]


@pytest.mark.parametrize("field", ["r", "fm"])
@pytest.mark.parametrize("score", [-1, 6])
def test_the_scales_of_the_public_table_run_from_0_to_5(field: str, score: int) -> None:
    with pytest.raises(tr.CustomerError):
        tr.load(FAULTY).classify({"r": 1, "fm": 1, field: score}, as_of=AS_OF)


def test_26_of_36_cells_are_a_conflict() -> None:
    rules = tr.load(FAULTY)
    conflicts = 0
    for r, fm in product(range(6), repeat=2):
        found, expected = cell(rules, r, fm), covering(r, fm)
        if len(expected) > 1:
            conflicts += 1
            assert (found.status, found.label) == ("conflict", None), (r, fm)
        else:
            assert (found.label, found.status) == ((expected[0], "decided") if expected else (None, "unlabelled")), (
                r,
                fm,
            )
    assert conflicts == 26


def test_collecting_shows_all_segments_of_a_cell() -> None:
    rules = under("collect")
    assert cell(rules, 2, 2).labels == ("need_attention", "about_to_sleep", "at_risk", "hibernating", "lost")
    assert {(r, fm): cell(rules, r, fm).labels for r, fm in product(range(6), repeat=2)} == {
        (r, fm): covering(r, fm) for r, fm in product(range(6), repeat=2)
    }


def test_the_first_match_never_reaches_four_segments() -> None:
    rules = under("first")
    reached = {cell(rules, r, fm).label for r, fm in product(SCORES, repeat=2)}
    assert set(RANGES) - reached == {"new", "promising", "cannot_lose", "lost"}


# --- the tables of an R package, two versions of its manual: each segment with its least and greatest r, f and m

OLD_BOXES = {
    "champions": (4, 5, 4, 5, 4, 5),
    "loyal": (2, 5, 3, 5, 3, 5),
    "potential_loyalist": (3, 5, 1, 3, 1, 3),
    "new": (4, 5, 1, 1, 1, 1),
    "promising": (3, 4, 1, 1, 1, 1),
    "need_attention": (2, 3, 2, 3, 2, 3),
    "about_to_sleep": (2, 3, 1, 2, 1, 2),
    "at_risk": (1, 2, 2, 5, 2, 5),
    "cannot_lose": (1, 1, 4, 5, 4, 5),
    "lost": (1, 2, 1, 2, 1, 2),
}
NEW_BOXES = {
    "champions": (5, 5, 5, 5, 5, 5),
    "potential_loyalist": (3, 5, 3, 5, 2, 5),
    "loyal": (2, 4, 2, 4, 2, 4),
    "promising": (3, 4, 1, 3, 3, 5),
    "new": (4, 5, 1, 3, 1, 5),
    "cannot_lose": (1, 2, 3, 4, 4, 5),
    "at_risk": (1, 2, 2, 5, 4, 5),
    "need_attention": (1, 3, 3, 5, 3, 5),
    "about_to_sleep": (2, 3, 1, 3, 1, 4),
    "lost": (1, 1, 1, 5, 1, 5),
}
OLD, NEW = "examples/rfm-package-ten-ranges", "examples/rfm-package-ten-ranges-revised"

Boxes = dict[str, tuple[int, int, int, int, int, int]]


def boxes_around(boxes: Boxes, r: int, f: int, m: int) -> tuple[str, ...]:
    """Return the segments whose three ranges hold a code."""
    return tuple(label for label, (a, b, c, d, e, g) in boxes.items() if a <= r <= b and c <= f <= d and e <= m <= g)


@pytest.mark.parametrize(
    ("name", "boxes", "uncovered", "overlapping", "fullest"),
    [(OLD, OLD_BOXES, 36, 39, {(2, 2, 2): 4}), (NEW, NEW_BOXES, 10, 58, {(2, 3, 4): 5})],
)
def test_the_tables_of_the_package_leave_out_codes_and_name_others_twice(
    name: str, boxes: Boxes, uncovered: int, overlapping: int, fullest: dict[tuple[int, int, int], int]
) -> None:
    rules = tr.load(name)
    seen = {"unlabelled": 0, "conflict": 0, "decided": 0}
    for code in product(SCORES, repeat=3):
        found, expected = tag(rules, "rfm", code), boxes_around(boxes, *code)
        seen[found.status] += 1
        status = "conflict" if len(expected) > 1 else "decided" if expected else "unlabelled"
        assert (found.status, found.label) == (status, expected[0] if status == "decided" else None), code
    assert (seen["unlabelled"], seen["conflict"]) == (uncovered, overlapping)
    for code, segments in fullest.items():
        assert len(boxes_around(boxes, *code)) == segments


@pytest.mark.parametrize(("name", "never"), [(OLD, {"new", "promising", "cannot_lose"}), (NEW, set())])
def test_what_the_first_match_of_the_package_never_reaches(name: str, never: set[str]) -> None:
    source = tr.load(name).source
    assert source.count("hit: unique") == 1
    rules = tr.loads(source.replace("hit: unique", "hit: first"))
    reached = {tag(rules, "rfm", code).label for code in product(SCORES, repeat=3)}
    assert set(OLD_BOXES) - reached == never
