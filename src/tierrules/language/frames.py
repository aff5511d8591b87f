"""Frames of whichever library is at hand, polars, pandas or pyarrow: results as such, and customers from such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from importlib.util import find_spec
from typing import Any, Final, Literal, get_args

from tierrules.language.extras import load_extra
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Bound

Backend = Literal["polars", "pandas", "pyarrow"]
Kind = Literal["text", "count", "number", "flag", "day"]
"""What a column holds: `count` and `text` may be absent, a `number` is the nearest float."""

_EXTRA: Final = "frames"
_FEATURE: Final = "a result as a frame"


def frame(columns: Mapping[str, Kind], rows: Iterable[tuple[object, ...]], backend: Backend | None) -> Any:
    """Return a frame of the library asked for, else of the first one that is installed.

    Raises ValueError for a library that is none of them, `MissingExtraError` where there is none.
    """
    library: str = backend or next((one for one in get_args(Backend) if find_spec(one) is not None), "polars")
    if library not in get_args(Backend):
        raise ValueError(f"a frame is of polars, pandas or pyarrow, not of `{library}`")
    found: list[tuple[object, ...]] = list(zip(*rows, strict=True)) or [()] * len(columns)
    told = {name: list(values) for name, values in zip(columns, found, strict=True)}
    return {"polars": _polars, "pandas": _pandas, "pyarrow": _pyarrow}[library](columns, told)


def _polars(columns: Mapping[str, Kind], told: Mapping[str, list[object]]) -> Any:
    pl = load_extra("polars", _FEATURE, _EXTRA)
    types = {"text": pl.String, "count": pl.Int64, "number": pl.Float64, "flag": pl.Boolean, "day": pl.Date}
    return pl.DataFrame(told, schema={name: types[kind] for name, kind in columns.items()})


def _pandas(columns: Mapping[str, Kind], told: Mapping[str, list[object]]) -> Any:
    pd = load_extra("pandas", _FEATURE, _EXTRA)
    types = {"text": "object", "count": "Int64", "number": "float64", "flag": "bool", "day": "datetime64[s]"}
    return pd.DataFrame({name: pd.Series(told[name], dtype=types[kind]) for name, kind in columns.items()})


def _pyarrow(columns: Mapping[str, Kind], told: Mapping[str, list[object]]) -> Any:
    pa = load_extra("pyarrow", _FEATURE, _EXTRA)
    types = {"text": pa.string(), "count": pa.int64(), "number": pa.float64(), "flag": pa.bool_(), "day": pa.date32()}
    return pa.table({name: pa.array(told[name], type=types[kind]) for name, kind in columns.items()})


def rows_of_frame(frame: Any) -> list[dict[str, object]] | None:
    """Return the rows of a frame of polars, pandas or pyarrow as mappings; None for anything else."""
    match type(frame).__module__.partition(".")[0], type(frame).__name__:
        case "polars", "DataFrame":
            return list(frame.iter_rows(named=True))
        case "pyarrow", "Table":
            return list(frame.to_pylist())
        case "pandas", "DataFrame":
            records = frame.to_dict(orient="records")
            return [{name: None if _is_na(one) else one for name, one in each.items()} for each in records]
    return None


def _is_na(value: object) -> bool:
    """Whether a value is what pandas has for none: NaN, NaT and NA, of which only NA is not unequal to itself."""
    return type(value).__name__ == "NAType" or (isinstance(value, float | date) and value != value)


def cell(value: Fraction | None) -> float | None:
    """Return a number as a frame has it: the nearest float."""
    return None if value is None else float(value)


def kind_of(bound: Bound) -> Kind:
    """Return what a column of a threshold's values holds; a duration is counted in its unit."""
    match bound:
        case date():
            return "day"
        case Duration():
            return "count"
    return "number"


def of_bound(bound: Bound) -> object:
    """Return the value of a threshold as a frame has it."""
    match bound:
        case Fraction():
            return float(bound)
        case Duration(count):
            return count
    return bound
