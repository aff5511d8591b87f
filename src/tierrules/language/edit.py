"""A ruleset's text with other thresholds: each number is replaced where it stands, and nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tierrules.errors import RulesetError
from tierrules.language.read import read_ruleset
from tierrules.language.syntax import RowEntry, TableEntry, ThresholdEntry
from tierrules.meaning.dates import shown
from tierrules.meaning.model import Model
from tierrules.meaning.number_text import decimal_places, exact_text
from tierrules.meaning.numbers import NumberTextError, Quantity, read_number, read_quantity
from tierrules.meaning.texts import normal
from tierrules.text.diagnostics import Problems
from tierrules.text.nearest import nearest
from tierrules.text.nodes import Scalar
from tierrules.text.source import Source, Span
from tierrules.text.yaml_reader import read

Edits = Mapping[str, object]
"""New values of thresholds: by name, or of a row by `name[key]`, `name[key, key]`, `name[default]`, `name[date]`."""

NOT_APPLICABLE: Final = "n/a"
_MOST_LISTED: Final = 10
_COMMA: Final = re.compile(r"\s*,\s*")


def edited(model: Model, edits: Edits, more: Edits = MappingProxyType({})) -> str:
    """Return the text of a ruleset with other thresholds, those of both mappings.

    Raises `RulesetError` for a name or a row that is not there, and for a value that cannot stand in its place;
    whether the rules hold with the new values is seen when the text is loaded.
    """
    source = model.source
    places: dict[Span, str] = {}
    for name, value in (*edits.items(), *more.items()):
        place = find_place(model, name)
        if place.span in places:
            raise RulesetError((), f"`{name}` is edited twice")
        places[place.span] = _written(place, _text(name, value, place))
    text = source.text
    for span in sorted(places, reverse=True):
        text = text[: span.start] + places[span] + text[span.end :]
    return text


def find_place(model: Model, name: str) -> Scalar:
    """Return where the value of a threshold, or of one of its rows, is written; raises `RulesetError`."""
    known = {entry.name.value: entry for entry in _entries(model.source)}
    head, is_row, rest = name.strip().partition("[")
    entry = known.get(head.strip())
    if entry is None:
        raise RulesetError((), _no_threshold(head.strip(), model, known))
    rows = dict(_rows(entry))
    if not is_row:
        if isinstance(entry.value, Scalar):
            return entry.value
        raise RulesetError(
            (), f"the threshold `{head}` has rows; name one of them, such as `{head}[{next(iter(rows))}]`"
        )
    if not rest.endswith("]"):
        raise RulesetError((), f"`{name}` names a row without an end; write `{name}]`")
    key = _key(rest[:-1])
    if key not in rows:
        raise RulesetError((), _no_row(head, rest[:-1].strip(), rows))
    return rows[key]


def _entries(source: Source) -> tuple[ThresholdEntry, ...]:
    problems = Problems(source)
    tree = read(source, problems)
    return () if tree is None else read_ruleset(tree, problems).thresholds


def _rows(entry: ThresholdEntry) -> Iterator[tuple[str, Scalar]]:
    match entry.value:
        case Scalar():
            return
        case TableEntry(rows=rows, default=default):
            # A row that is called `default` hides the default, so it comes last.
            if default is not None:
                yield "default", default
            yield from _of_rows(rows, "")
        case rows:
            yield from _of_rows(rows, "")


def _of_rows(rows: tuple[RowEntry, ...], outer: str) -> Iterator[tuple[str, Scalar]]:
    for row in rows:
        key = outer + _key(row.key.value)
        if isinstance(row.bound, tuple):
            yield from _of_rows(row.bound, f"{key}, ")
        else:
            yield key, row.bound


def _key(text: str) -> str:
    return _COMMA.sub(", ", normal(text))


def _no_threshold(name: str, model: Model, known: Mapping[str, object]) -> str:
    declared = model.written.declared.get(name)
    near = nearest(name, known)
    told = (
        f"there is no threshold {shown(name)}" if declared is None else f"`{name}` is a {declared.kind}, no threshold"
    )
    if near is not None:
        return f"{told}; did you mean `{near}`?"
    return f"{told}; the thresholds are {_listed(known)}" if known else told


def _no_row(name: str, key: str, rows: Mapping[str, object]) -> str:
    if not rows:
        return f"the threshold `{name}` has no rows; edit it by its name alone"
    near = nearest(key, rows)
    hint = f"did you mean `{name}[{near}]`?" if near else f"its rows are {_listed(rows)}"
    return f"the threshold `{name}` has no row {shown(key)}; {hint}"


def _listed(names: Iterable[str]) -> str:
    told = [f"`{one}`" for one in names]
    more = f" and {len(told) - _MOST_LISTED} more" if len(told) > _MOST_LISTED else ""
    return ", ".join(told[:_MOST_LISTED]) + more


def _text(name: str, value: object, place: Scalar) -> str:
    """Return a new value as it is written: a text as it is, a number where the old value is a plain one too."""
    old = _quantity(place)
    try:
        if isinstance(value, str):
            # Where `n/a` may not stand, the loader says so.
            return NOT_APPLICABLE if value.strip() == NOT_APPLICABLE else read_quantity(value).text
        if isinstance(value, date):
            return value.isoformat()
        number = read_number(value)
    except NumberTextError as error:
        raise RulesetError((), f"`{name}`: {error}") from None
    if old is not None and old.kind in ("percent", "money", "duration", "date"):
        told = f"`{name}`: {shown(str(value))} has no unit"
        raise RulesetError((), f"{told}; give a text as the ruleset has it, such as `{old.text}`")
    if decimal_places(number) is None:
        raise RulesetError((), f"`{name}`: {number} has no end as a decimal number; give one that has")
    return exact_text(number)


def _quantity(place: Scalar) -> Quantity | None:
    try:
        return read_quantity(place.value)
    except NumberTextError:  # `n/a`
        return None


def _written(place: Scalar, text: str) -> str:
    """Return the text between the quotes that the old value has; over several lines it loses them."""
    mark = {"single": "'", "double": '"'}.get(place.style, "")
    if place.style in ("literal", "folded"):
        old = place.source.text[place.span.start : place.span.end]
        return text + old[len(old.rstrip()) :]
    return f"{mark}{text}{mark}"
