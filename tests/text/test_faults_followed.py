"""Help for slips of layout and of values: written as it says, the line can be read."""

from __future__ import annotations

import pytest

from tests.text.reading import found_in, plain, tree_of

# text, line and help, the text as the help says, what that holds
SLIPS = [
    (
        "a:\n  when:\n  x >= big\n",
        (3, "indent it by 4 spaces: it is the value of line 2"),
        "a:\n  when:\n    x >= big\n",
        {"a": {"when": "x >= big"}},
    ),
    (
        "a: 1000  b: 20%\n",
        (1, "write two lines: `a: 1000` and `b: 20%`"),
        "a: 1000\nb: 20%\n",
        {"a": "1000", "b": "20%"},
    ),
    (
        "r:\n  - label: large  when: x >= 5\n",
        (2, "write two lines: `- label: large` and `when: x >= 5`"),
        "r:\n  - label: large\n    when: x >= 5\n",
        {"r": [{"label": "large", "when": "x >= 5"}]},
    ),
    (
        "a: 1000 b: 20%\n",
        (1, "write two lines: `a: 1000` and `b: 20%`"),
        "a: 1000\nb: 20%\n",
        {"a": "1000", "b": "20%"},
    ),
    (
        "en: 5 things: a list\n",
        (1, 'quote the whole value: `en: "5 things: a list"`'),
        'en: "5 things: a list"\n',
        {"en": "5 things: a list"},
    ),
    ("name: 'John's'\n", (1, 'write `name: "John\'s"`'), 'name: "John\'s"\n', {"name": "John's"}),
    (
        "l: {large: 20% best, small: %5}\n",
        (1, "write `5%`, with the sign behind the number"),
        "l: {large: 20% best, small: 5%}\n",
        {"l": {"large": "20% best", "small": "5%"}},
    ),
    (
        "l: {large: @x, small: S}\n",
        (1, 'quote the value: `"@x"`'),
        'l: {large: "@x", small: S}\n',
        {"l": {"large": "@x", "small": "S"}},
    ),
]


@pytest.mark.parametrize(("text", "told", "better", "holds"), SLIPS)
def test_the_help_is_the_one_that_can_be_followed(text: str, told: tuple[int, str], better: str, holds: object) -> None:
    assert [(one.line, one.help) for one in found_in(text)] == [told]
    assert plain(tree_of(better)) == holds


def test_a_condition_under_its_key_is_read_on() -> None:
    assert plain(tree_of("a:\n  when:\n  x >= big\nb: 1\n")) == {"a": {"when": "x >= big"}, "b": "1"}


@pytest.mark.parametrize("text", ["a: 1\nx >= big\nb: 2\n", "a:\n  b: 1\n  x >= big\n  c: 1\n"])
def test_a_condition_among_keys_is_not_cut_into_a_key(text: str) -> None:
    (one,) = found_in(text)
    assert one.help == "write `key: value`, or indent it to go on with the line above"
