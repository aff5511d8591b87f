"""How all pictures look: fonts, colours, headings, and the package that draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from tierrules.language.extras import load_extra
from tierrules.pictures.lettering import width, wrapped

if TYPE_CHECKING:
    from altair import LayerChart, VConcatChart

    Picture = LayerChart | VConcatChart

# Without quotation marks, which a chart saved as SVG would carry into an attribute.
FONT: Final = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
INK: Final = "#1c2430"
FAINT: Final = "#5d6b7c"
PALE: Final = "#e6e9ed"
TITLE_ROOM: Final = 74

Kind = Literal["stays", "up", "down", "across", "open"]
"""What becomes of customers between two answers; `open` is a change from or to an answer that is none."""

# Told apart by those who confuse red and green, by their greys on paper, and each light enough for dark letters.
KIND_COLOURS: Final[dict[Kind, str]] = {
    "stays": "#dde1e6",
    "up": "#7cc4ee",
    "down": "#dd7a26",
    "across": "#44aa99",
    "open": "#b39ddb",
}

# One after the other for lines; with their dashes they stay apart on paper without colours.
LINE_COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
LINE_DASHES: Final[tuple[list[int], ...]] = ([1, 0], [8, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 4], [1, 3])


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a picture: a title and smaller lines."""

    title: str
    lines: tuple[str, ...] = ()


def altair() -> Any:
    """Return the package that draws; raises `MissingExtraError` without it."""
    return load_extra("altair", "a picture", "notebook")


def chart_of(rows: list[dict[str, Any]]) -> Any:
    """Return a chart of some rows, which stand in it as they are."""
    alt = altair()
    return alt.Chart(alt.InlineData(values=rows))


def headed(chart: Any, heading: Heading) -> Any:
    """Return a chart with its heading above it."""
    alt = altair()
    lines = [line for one in heading.lines for line in wrapped(one, round(TITLE_ROOM * 1.2))]
    title = alt.TitleParams(text=wrapped(heading.title, TITLE_ROOM), subtitle=lines, anchor="start", frame="group")
    return chart.properties(title=title)


def finished(charts: Sequence[Any]) -> Picture:
    """Return one or several charts, one below the other, in the look of all pictures."""
    alt = altair()
    own = dict.fromkeys(("color", "stroke", "strokeDash"), "independent")
    whole = charts[0] if len(charts) == 1 else alt.vconcat(*charts, spacing=32).resolve_scale(**own)
    picture: Picture = (
        whole.configure(font=FONT, background="white", padding=12)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            titleFontWeight="normal",
            labelFontSize=12,
            titleFontSize=12,
            domainColor=FAINT,
            tickColor=FAINT,
            gridColor=PALE,
        )
        .configure_legend(labelColor=INK, titleColor=INK, titleFontWeight="normal", labelFontSize=12, labelLimit=220)
        .configure_title(
            color=INK,
            fontSize=15,
            subtitleColor=FAINT,
            subtitleFontSize=12,
            subtitlePadding=5,
            subtitleLineHeight=16,
            offset=14,
        )
        .configure_view(stroke=None)
    )
    return picture


def said_nothing(text: str) -> Any:
    """Return a chart that is one sentence, for where there is nothing to draw."""
    alt = altair()
    room = max(240, width(text) * 8)
    mark = chart_of([{"told": text}]).mark_text(size=13, color=FAINT)
    return alt.layer(mark.encode(text=alt.Text("told:N"))).properties(width=room, height=60)
