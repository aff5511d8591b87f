"""A slider over counted positions, and beneath it what the position shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tierrules.language.extras import load_extra


def slider(head: str, positions: int, start: int, shown: Callable[[int], str]) -> Any:
    """Return a widget: HTML, a slider of so many positions, and the HTML that `shown` gives for the one it stands at.

    Raises `MissingExtraError` without the extra `notebook`.
    """
    widgets = load_extra("ipywidgets", "a slider", "notebook")
    bar = widgets.IntSlider(
        value=start,
        min=0,
        max=positions - 1,
        readout=False,
        disabled=positions < 2,
        layout=widgets.Layout(width="100%", max_width="44rem"),
    )
    below = widgets.HTML(shown(start))

    def follow(change: Any) -> None:
        below.value = shown(change["new"])

    bar.observe(follow, "value")
    return widgets.VBox([widgets.HTML(head), bar, below])
