"""Charts taken apart: what a specification holds, and the words that a drawn picture shows."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import vl_convert

Row = dict[str, Any]


def layers(chart: Any) -> list[dict[str, Any]]:
    """The layers of a chart of one picture, each with its rows under `rows`; altair holds them against its schema."""
    spec = chart.to_dict()
    return [{**one, "rows": _rows(spec, one)} for one in spec["layer"]]


def _rows(spec: dict[str, Any], layer: dict[str, Any]) -> list[Row]:
    data = layer.get("data", spec.get("data", {}))
    return spec["datasets"][data["name"]] if "name" in data else data["values"]


def marked(chart: Any, mark: str) -> list[dict[str, Any]]:
    """The layers drawn with a mark, in order."""
    return [one for one in layers(chart) if one["mark"]["type"] == mark]


def words(chart: Any) -> list[str]:
    """Every line of text of the drawn picture, in the order in which it is drawn."""
    drawn = ElementTree.fromstring(vl_convert.vegalite_to_svg(json.dumps(chart.to_dict())))
    texts = [one for one in drawn.iter() if one.tag.endswith("}text")]
    return [line.text for one in texts for line in (list(one) or [one]) if line.text]
