"""What plays a part when models are compared and shown, and what does not."""

from dataclasses import replace

import tierrules as tr
from tierrules.meaning.written import Written

MODEL = tr.load("size-and-dormancy").definition


def test_a_silence_that_is_meant_is_the_same_question() -> None:
    dormancy = MODEL.dimensions["dormancy"]
    assert dormancy == replace(dormancy, silent=not dormancy.silent)
    assert dormancy != replace(dormancy, otherwise=None)


def test_where_names_are_written_plays_no_part() -> None:
    assert replace(MODEL, written=Written()) == MODEL
    assert MODEL.written != Written()
    assert replace(MODEL, name="another") != MODEL


def test_a_model_shows_what_it_means_and_not_where_names_are_written() -> None:
    shown = repr(MODEL)
    assert "dimensions=" in shown
    assert "written=" not in shown
