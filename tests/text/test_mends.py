"""Mending a text step by step: what stands in it, and where each of its places came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tierrules.text.mends import Edit, Edits, Mends, blank
from tierrules.text.source import LINE_BREAK, Source, Span

texts = st.text(st.sampled_from("ab:\t \n\r\u2028客"), max_size=30)


@st.composite
def edits(draw: st.DrawFn, text: str) -> Edits:
    """Edits of a text in its order and apart; they take and give no line break."""
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    found = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        if LINE_BREAK.search(text, start, end) is None:
            # Of nothing between them, a return and a line feed would become one line break.
            joins = text[:start].endswith("\r") and text.startswith("\n", end)
            found.append(Edit(start, end, draw(st.text(st.sampled_from("xyz "), min_size=int(joins), max_size=4))))
    return tuple(found)


@st.composite
def mended(draw: st.DrawFn) -> tuple[Mends, list[int | None]]:
    """Mends of several steps, and for each character of the mended text where it was written, if it was."""
    text = draw(texts)
    mends = Mends(Source("r.yaml", text).rewritten(text))
    written: list[int | None] = list(range(len(text)))
    for _ in range(draw(st.integers(0, 4))):
        step = draw(edits(mends.source.text))
        if mends.make(step):
            for edit in reversed(step):
                written[edit.start : edit.end] = [None] * len(edit.text)
    return mends, written


@given(mended())
def test_every_character_that_was_kept_is_shown_where_it_was_written(case: tuple[Mends, list[int | None]]) -> None:
    mends, written = case
    assert len(written) == len(mends.source.text)
    for place, origin in enumerate(written):
        if origin is not None:
            assert mends.origin(Span(place, place)).start == origin
            assert mends.source.text[place] == mends.written.text[origin]


@given(mended())
def test_places_keep_their_order_and_their_line(case: tuple[Mends, list[int | None]]) -> None:
    mends, written = case
    origins = [mends.origin(Span(place, place)).start for place in range(len(written) + 1)]
    assert origins == sorted(origins)
    assert all(0 <= origin <= len(mends.written.text) for origin in origins)
    for place, origin in enumerate(origins):
        assert mends.source.position(place).line == mends.written.position(origin).line


@given(texts, st.data())
def test_a_blanked_stretch_keeps_its_length_and_its_line_breaks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edit = blank(text, Span(start, end))
    assert len(edit.text) == end - start
    assert edit.text.replace(" ", "") == "".join(char for char in text[start:end] if char in "\n\r\u2028")


def test_what_changes_nothing_is_no_mend() -> None:
    mends = Mends(Source("r.yaml", "a: 1\n"))
    assert not mends.make((Edit(1, 2, ":"),))
    assert mends.source is mends.written


def test_the_words_of_a_lost_stretch_are_known_and_those_of_a_moved_one_are_not() -> None:
    mends = Mends(Source("r.yaml", "a: lost words\n b: kept\n"))
    mends.make((blank(mends.source.text, Span(3, 13)), Edit(14, 15, "   ")))
    assert mends.lost == {"lost", "words"}
    assert mends.emptied(1)
    assert not mends.emptied(19)


def test_a_lost_stretch_is_found_again_after_later_mends() -> None:
    mends = Mends(Source("r.yaml", "a:1\nb: lost\nc: d\n"))
    mends.make((blank(mends.source.text, Span(7, 11)),))
    mends.make((Edit(2, 2, "   "),))
    assert mends.emptied(mends.source.text.index("b") + 1)
    assert not mends.emptied(mends.source.text.index("c") + 1)
