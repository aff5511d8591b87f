"""Text from anybody stands on one line."""

import pytest

from tierrules.meaning.texts import one_line


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\nb", "a\\u000ab"),
        ("a\x1b[31m", "a\\u001b[31m"),
        ("a\u2028b", "a\\u2028b"),
        ("a\u2029b", "a\\u2029b"),
        ("a\u00a0b", "a\u00a0b"),
        ("华北", "华北"),
    ],
)
def test_what_breaks_a_line_stands_as_its_escape(text: str, told: str) -> None:
    assert one_line(text) == told
