"""Net Promoter groups: all eleven answers, what is no answer, and a public page that loses the best of them."""

from __future__ import annotations

from datetime import date

import pytest

import tierrules as tr

AS_OF = date(2026, 11, 22)
ANSWER = "likelihood_to_recommend"

GROUPS = {
    0: "detractor",
    1: "detractor",
    2: "detractor",
    3: "detractor",
    4: "detractor",
    5: "detractor",
    6: "detractor",
    7: "passive",
    8: "passive",
    9: "promoter",
    10: "promoter",
}

# As the training page prints them: 8-9, 6-7, 1-5.
PRINTED = {
    0: None,
    1: "detractor",
    2: "detractor",
    3: "detractor",
    4: "detractor",
    5: "detractor",
    6: "passive",
    7: "passive",
    8: "promoter",
    9: "promoter",
    10: None,
}


def group(customer: dict[str, object], name: str = "net-promoter") -> tr.Tag:
    return tr.load(name).classify(customer, as_of=AS_OF)["group"]


def test_every_answer_has_its_group() -> None:
    assert {answer: group({ANSWER: answer}).label for answer in range(11)} == GROUPS


def test_answers_are_read_from_text_and_under_other_names() -> None:
    assert group({"nps": "9"}).label == "promoter"
    assert group({"推荐意愿": 7}).label == "passive"


@pytest.mark.parametrize("answer", [-1, 11, 100, 8.5, "6.9", True, float("nan"), "nine", "90%"])
def test_what_is_no_answer_is_a_problem_in_the_data(answer: object) -> None:
    with pytest.raises(tr.CustomerError):
        group({ANSWER: answer})


@pytest.mark.parametrize("answer", [None, "", "  "])
def test_who_gave_no_answer_is_in_no_group(answer: object) -> None:
    found = group({ANSWER: answer})
    assert (found.status, found.label, found.candidates) == ("not-applicable", None, ("not-applicable",))


def test_without_the_column_nothing_is_known() -> None:
    found = group({})
    assert (found.status, found.label) == ("undetermined", None)
    assert found.candidates == ("promoter", "passive", "detractor", "not-applicable")
    assert [tuple(one) for one in found.missing] == [(ANSWER, "missing")]


def test_the_training_page_gives_what_it_prints() -> None:
    found = {answer: group({ANSWER: answer}, "examples/nps-training-page").label for answer in range(11)}
    assert found == PRINTED


@pytest.mark.parametrize("answer", [0, 10])
def test_on_the_training_page_both_ends_fall_out(answer: int) -> None:
    found = group({ANSWER: answer}, "examples/nps-training-page")
    assert (found.status, found.rule) == ("unlabelled", None)


@pytest.mark.parametrize("answer", [-1, 11])
def test_the_training_page_has_the_same_scale(answer: int) -> None:
    with pytest.raises(tr.CustomerError):
        group({ANSWER: answer}, "examples/nps-training-page")


def test_four_answers_are_wrong_on_the_training_page() -> None:
    page = "examples/nps-training-page"
    wrong = [one for one in range(11) if group({ANSWER: one}, page).label != group({ANSWER: one}).label]
    assert wrong == [0, 6, 8, 10]
