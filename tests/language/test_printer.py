"""Canonical text: it loads, means the same, is its own canonical text, and quotes only what needs it."""

import unicodedata
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

import tierrules as tr
from tests.language.mutations import GOOD, dumped, mutated, texts
from tierrules.text.expression_text import expression_text
from tierrules.text.expressions import Expression, parse_text

FRAME = "dimensions: {d: {labels: [a, b], hit: first, rules: [{label: a, when: always}], otherwise: b}}\n"


def loads(text: str) -> tr.Ruleset | None:
    try:
        return tr.loads(text)
    except tr.RulesetError:
        return None


def check_canonical(rules: tr.Ruleset) -> str:
    """The canonical text, which is held to its promises."""
    text = rules.canonical
    again = tr.loads(text)
    assert again.canonical == text
    assert again.fingerprint == rules.fingerprint
    assert again.title == rules.title
    assert {name: one.title for name, one in again.dimensions.items()} == {
        name: one.title for name, one in rules.dimensions.items()
    }
    return text


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_every_good_file_prints_canonically(path: Path) -> None:
    text = check_canonical(tr.load(path))
    assert "\t" not in text
    assert [line for line in text.splitlines() if line.rstrip() != line] == []


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_only_layout_and_spelling_change(path: Path) -> None:
    """An independent reader finds the same texts in both, expressions compared as trees."""
    before, after = texts(path), yaml.load(tr.load(path).canonical, yaml.BaseLoader)
    assert spelled_alike(before, after)


def spelled_alike(before: Any, after: Any) -> bool:
    match before, after:
        case dict(), dict():
            return before.keys() == after.keys() and all(spelled_alike(before[key], after[key]) for key in before)
        case list(), list():
            return len(before) == len(after) and all(map(spelled_alike, before, after))
        case str(), str():
            return before == after or shape_of(parse_text(before)) == shape_of(parse_text(after))
    return False


@given(path=st.sampled_from(GOOD), seed=st.integers(0, 2**32), flow=st.booleans())
def test_whatever_loads_prints_canonically(path: Path, seed: int, flow: bool) -> None:
    """One change in five still loads; the first of ten that does is looked at."""
    changed = (mutated(texts(path), Random(seed + turn)) for turn in range(10))
    written = (
        yaml.safe_dump(one, allow_unicode=True, default_flow_style=True) if flow else dumped(one) for one in changed
    )
    rules = next((loaded for text in written if (loaded := loads(text)) is not None), None)
    assume(rules is not None)
    assert rules is not None
    check_canonical(rules)


# What a quoted text of a file may hold; a label has no dot, no blanks alone, and no character that nobody sees.
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff"), min_size=1)
SEEN = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"], exclude_characters="\ufffe\uffff"), min_size=1)


def is_label(word: str) -> bool:
    composed = unicodedata.normalize("NFC", word) == word and unicodedata.normalize("NFKC", word) != "b"
    return composed and "." not in word and bool(word.strip()) and word not in ("none", "otherwise")


WORD = SEEN.filter(is_label)


def escaped(text: str) -> str:
    """A text in YAML's double quotes, every character by its escape."""
    return f'"{"".join(f"{chr(92)}U{ord(char):08x}" for char in text)}"'


@given(title=TEXT, source=TEXT, label=WORD, blank=st.sampled_from(["", "\n", "\t", "\x85", " "]))
def test_any_text_comes_back(title: str, source: str, label: str, blank: str) -> None:
    title += blank + title
    rules = tr.loads(
        f"tierrules: 1\nname: x\ntitle: {{en: {escaped(title)}}}\n"
        f"thresholds: {{t: {{value: 1, source: {escaped(source)}}}}}\n"
        f"dimensions: {{d: {{labels: [{escaped(label)}, b],\n"
        f"  bands: {{of: employees, from: {{? {escaped(label)} : 1}}, below: b}}}}}}\n"
    )
    again = tr.loads(check_canonical(rules))
    assert again.title.en == title
    assert again.thresholds["t"].source == source
    assert again.dimensions["d"].labels[0].name == label


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("x", "x"),
        ("'x'", "x"),
        ('"no"', "no"),
        ("'6e5'", "6e5"),
        ("'2026.10'", "2026.10"),
        ("'a: b'", '"a: b"'),
        ("a:b", "a:b"),
        ("a, b", "a, b"),
        ("'a #b'", '"a #b"'),
        ("a#b", "a#b"),
        ("'- a'", '"- a"'),
        ("-a", "-a"),
        ("'~'", '"~"'),
        ("' a'", '" a"'),
        ("''", '""'),
        ("'''a'''", "\"'a'\""),
        ("'\"a\"'", '"\\"a\\""'),
        ("it's", "it's"),
        ("'*a'", '"*a"'),
        ("'a:'", '"a:"'),
        ('"a\\nb"', '"a\\nb"'),
        ("客户 A　级", "客户 A　级"),
    ],
)
def test_quotes_stand_only_where_they_are_needed(name: str, printed: str) -> None:
    text = check_canonical(tr.loads(f"tierrules: 1\nname: {name}\n{FRAME}"))
    assert text.splitlines()[1] == f"name: {printed}"


def test_keys_come_in_the_order_of_the_language() -> None:
    text = "\n".join(
        (
            "dimensions: {d: {otherwise: b, rules: [{when: ((unstable)), label: a}], hit: first, labels: [a, b]}}",
            "name: x  # a comment",
            "tierrules: '1'",
        )
    )
    assert tr.loads(text).canonical == (
        "tierrules: 1\nname: x\ndimensions:\n  d:\n    labels: [a, b]\n    hit: first\n    rules:\n"
        "      - label: a\n        when: unstable\n    otherwise: b\n"
    )


def test_a_list_in_a_list_and_a_long_list() -> None:
    values = ", ".join(f"category_{number}" for number in range(12))
    text = (
        f"tierrules: 1\nname: x\nfields: {{f: {{type: category, values: [{values}]}}}}\n"
        "dimensions: {d: {labels: [a, b], cells: {of: [employees, orders_12m], rows: {a: [[1, 2], [3, 4]]}}}}\n"
    )
    printed = tr.loads(text).canonical
    assert "      - category_11\n" in printed
    assert "          - [1, 2]\n          - [3, 4]\n" in printed


# --- expressions

NAMES = st.sampled_from(["a", "b", "cost", "客户"])
PRIMARY = st.one_of(NAMES, st.sampled_from(["1", "2.5", "'A'", '"it\'s"', "always", "true"]))


def compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    brackets = inner.map(lambda one: f"({one})")
    spaces = st.sampled_from(["", " ", "  "])
    signs = st.sampled_from(["+", "-", "*", "/", "<", "<=", "==", "!=", ">=", ">"])
    some = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        brackets,
        st.builds(lambda one, s, sign, t, other: f"{one}{s}{sign}{t}{other}", inner, spaces, signs, spaces, inner),
        st.builds(lambda one, other: f"{one} or {other}", inner, inner),
        st.builds(lambda one, other: f"{one} and {other}", inner, inner),
        st.builds(lambda one: f"not {one}", inner),
        st.builds(lambda one: f"-{one}", inner),
        st.builds(lambda one, items: f"{one} in [{', '.join(items)}]", inner, some),
        st.builds(lambda one, items: f"{one} not in [{','.join(items)}]", inner, some),
        st.builds(lambda name, items: f"{name}({', '.join(items)})", NAMES, some),
    )


def parsed(text: str) -> Expression | None:
    from tierrules.text.tokens import ExpressionError

    try:
        return parse_text(text)
    except ExpressionError:
        return None


def shape_of(tree: Any) -> Any:
    """A tree without its places."""
    if isinstance(tree, tuple):
        return tuple(map(shape_of, tree))
    if not hasattr(tree, "__slots__"):
        return tree
    return type(tree).__name__, *(
        shape_of(getattr(tree, name)) for name in tree.__slots__ if name not in ("start", "end")
    )


@given(st.recursive(PRIMARY, compound, max_leaves=12))
def test_the_text_of_a_tree_is_read_as_that_tree(text: str) -> None:
    tree = parsed(text)
    assume(tree is not None)
    assert tree is not None
    printed = expression_text(tree)
    assert shape_of(parse_text(printed)) == shape_of(tree)
    assert expression_text(parse_text(printed)) == printed


@given(st.recursive(PRIMARY, compound, max_leaves=12))
def test_no_pair_of_brackets_is_spare(text: str) -> None:
    """Without any one pair of round brackets the text is another tree, or none."""
    tree = parsed(text)
    assume(tree is not None)
    assert tree is not None
    printed = expression_text(tree)
    for start, end in groups(printed):
        bare = parsed(f"{printed[:start]} {printed[start + 1 : end]} {printed[end + 1 :]}")
        assert bare is None or shape_of(bare) != shape_of(tree)


def groups(text: str) -> list[tuple[int, int]]:
    """The round brackets that group; those behind a name hold arguments."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    quote = ""
    for at, char in enumerate(text):
        if quote or char in "'\"":
            quote = "" if char == quote else quote or char
        elif char == "(":
            opened.append(at)
        elif char == ")":
            start = opened.pop()
            if start == 0 or text[start - 1] in " ([-+":
                found.append((start, at))
    return found


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("a>=b and(c<d)", "a >= b and c < d"),
        ("(a or b) and not(c)", "(a or b) and not c"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("(a*b)/c", "a * b / c"),
        ("-(a+b)", "-(a + b)"),
        ("a<=b<c", "a <= b < c"),
        ("x in['A',\"B\"]", "x in ['A', 'B']"),
        ("f( a,b )", "f(a, b)"),
    ],
)
def test_how_expressions_are_spelled(written: str, printed: str) -> None:
    assert expression_text(parse_text(written)) == printed


def test_an_expression_that_spaces_would_make_too_long_stays_as_it_is() -> None:
    name = "n" * 3_900
    fields, derived = f"fields:\n  ? {name}\n  : {{type: integer}}\n", f"derived: {{sum: {name}{'+1' * 45}}}\n"
    text = f"tierrules: 1\nname: x\n{fields}{derived}{FRAME}"
    assert f"  sum: {name}+1+1" in check_canonical(tr.loads(text))
