"""What nobody sees in a label is refused; the joiner between two pictures is seen, as one picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tierrules as tr

JOINER = "\u200d"
# a man, a heart, a woman with a colour of skin, the female sign, a flag: each a picture, the last two signs behind one
PICTURES = ["\U0001f468", "\u2764", "\u2764\ufe0f", "\U0001f469\U0001f3fd", "\u2640\ufe0f", "\U0001f3f3\ufe0f"]
LETTERS = ["A", "客", "1", " a", "é", "∀"]


def codes(*labels: str) -> list[str]:
    text = "tierrules: 1\nname: labels\ndimensions:\n  size:\n    labels:\n"
    text += "".join(f"      - '{label}'\n" for label in (*labels, "small"))
    text += "    hit: first\n    rules: [{label: small, when: unstable}]\n    otherwise: none\n"
    try:
        assert [one.name for one in tr.loads(text).dimensions["size"].labels] == [*labels, "small"]
    except tr.RulesetError as error:
        return [one.code for one in error.diagnostics]
    return []


@given(st.lists(st.sampled_from(PICTURES), min_size=2, max_size=4))
def test_joined_pictures_are_a_label(pictures: list[str]) -> None:
    assert codes(JOINER.join(pictures)) == []


@given(st.lists(st.sampled_from([*PICTURES, *LETTERS, JOINER]), min_size=2, max_size=6))
def test_a_joiner_is_refused_unless_a_picture_stands_on_both_sides(parts: list[str]) -> None:
    def joined(at: int) -> bool:
        return 0 < at < len(parts) - 1 and parts[at - 1] in PICTURES and parts[at + 1] in PICTURES

    lonely = [at for at, part in enumerate(parts) if part == JOINER and not joined(at)]
    assert codes("x" + "".join(parts)) == (["bad-label"] if lonely else [])


@pytest.mark.parametrize("hidden", ["\u200b", "\u200c", "\u2060", "\u00ad", "\u202e", "\U000e0067"])
def test_what_else_is_invisible_is_refused_between_pictures_too(hidden: str) -> None:
    assert set(codes(f"\U0001f468{hidden}\U0001f469")) & {"bad-label", "control-character"}


def test_two_labels_do_not_differ_by_a_joiner_alone() -> None:
    assert codes("\U0001f468\u200d\U0001f469", "\U0001f468\U0001f469") == ["look-alike-name"]
