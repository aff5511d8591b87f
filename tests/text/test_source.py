"""Places in a text, and bytes turned into text."""

import codecs
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierrules.text.source import Position, Source, Span, Undecodable, decode

BREAKS = ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"]
texts = st.lists(st.sampled_from([*BREAKS, "a", "客", "😀", " ", "\t", "\x0b", "\x0c"])).map("".join)


def lines_of(text: str) -> list[str]:
    """Lines by splitting, to hold the table of line starts against."""
    return re.split("\r\n|\n|\r|\x85|\u2028|\u2029", text)


@given(texts)
def test_lines_are_those_of_a_split(text: str) -> None:
    source = Source("<text>", text)
    assert source.line_count == len(lines_of(text))
    assert [source.line(n + 1) for n in range(source.line_count)] == lines_of(text)


@given(texts)
def test_a_position_counts_breaks_and_characters_before_it(text: str) -> None:
    source = Source("<text>", text)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n" and offset:
            continue  # inside a line break, which is one place
        before = lines_of(text[:offset])
        assert source.position(offset) == Position(len(before), len(before[-1]) + 1)
        assert source.offset(source.position(offset)) == offset


@given(texts)
def test_a_line_span_is_its_line(text: str) -> None:
    source = Source("<text>", text)
    for number in range(1, source.line_count + 1):
        start, end = source.line_span(number)
        assert text[start:end] == source.line(number)


def test_columns_are_code_points() -> None:
    source = Source("<text>", "等级: 😀x\r\nb")
    assert source.position(5) == (1, 6)
    assert source.position(8) == (2, 1)


def test_an_offset_outside_is_the_nearest_place() -> None:
    source = Source("<text>", "ab\nc")
    assert source.position(99) == (2, 2)
    assert source.position(-1) == (1, 1)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert Source("<text>", "\ufeffa: b").text == "a: b"


def test_a_span_is_a_pair_of_offsets() -> None:
    start, end = Span(2, 5)
    assert "abcdef"[start:end] == "cde"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_utf8_and_marked_utf16_decode_to_the_text(text: str) -> None:
    assert decode(text.encode("utf-8")) == text
    assert decode(codecs.BOM_UTF8 + text.encode("utf-8")) == text
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le")) == text
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == text


@given(st.binary())
def test_any_bytes_are_text_or_undecodable(data: bytes) -> None:
    result = decode(data)
    assert isinstance(result, str) or 0 <= result.byte < len(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a: 企业".encode("gb18030"), Undecodable(3, "GBK")),
        ("企业".encode("gbk"), Undecodable(0, "GBK")),
        (b"a: \xff", Undecodable(3, None)),
        (codecs.BOM_UTF32_LE + "a".encode("utf-32-le"), Undecodable(0, "UTF-32")),
        (codecs.BOM_UTF16_LE + b"a\x00b", Undecodable(4, None)),
        (codecs.BOM_UTF16_BE + b"\xd8\x00\x00a", Undecodable(2, None)),
        (b"a: \xed\xa0\x80", Undecodable(3, None)),
    ],
)
def test_what_is_no_text_names_its_byte(data: bytes, expected: Undecodable) -> None:
    assert decode(data) == expected
