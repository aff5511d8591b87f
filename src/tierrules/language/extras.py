"""Packages that only some formats, frames and pictures need, loaded when one is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tierrules.errors import MissingExtraError


def load_extra(module: str, feature: str, extra: str) -> Any:
    """Return a module of an optional package; raises `MissingExtraError` if it is not installed."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise
        raise MissingExtraError(feature, extra) from error
