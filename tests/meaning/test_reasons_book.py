"""The book of reasons and changes is what the package says today."""

import re

from tests.meaning.reasons_book import BOOK, RULES, book
from tierrules.ruleset import loads

RULESET = loads(RULES)


def chinese(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.search("[一-鿿]", line)]


def test_the_book_is_as_it_was_kept() -> None:
    assert book() == BOOK.read_text(encoding="utf-8"), "read it aloud: `python -m tests.meaning.reasons_book`"


def test_no_chinese_line_about_a_change_names_what_has_a_title() -> None:
    names = {name for name, one in [*RULESET.inputs.items(), *RULESET.thresholds.items()] if one.title.zh}
    names |= {name for name, one in RULESET.dimensions.items() if one.title.zh}
    lines = chinese(book().partition("# Changes")[2])
    assert len(lines) > 30
    for line in lines:
        # The id of a rule is what the file calls it, and is told as such.
        told = set(re.findall(r"[a-z_0-9]+", re.sub(r"（[a-z]+\.[a-z-]+）", "", line)))
        assert not told & names, line


def test_no_line_shows_how_values_are_kept() -> None:
    for line in book().splitlines():
        assert not re.search(r"None|MISSING|NONE|Fraction|\d\.0\b|\d{6,}|nan|Truth|\{|\}", line), line
