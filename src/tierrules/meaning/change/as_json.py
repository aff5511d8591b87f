"""Change records as plain data for JSON, and back: exact numbers as text, dates as ISO text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tierrules.meaning import plain
from tierrules.meaning.change.parts import Crossing, Driver, Fired, Lack, State, Value
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Scalar, Title, Type
from tierrules.meaning.justification import Named
from tierrules.meaning.truth import Absent

if TYPE_CHECKING:
    from tierrules.meaning.change.record import ChangeRecord


def record(one: ChangeRecord) -> dict[str, Any]:
    """Return a record as JSON holds it."""
    return {
        "dimension": named(one.dimension),
        "from": None if one.before is None else state(one.before),
        "to": None if one.after is None else state(one.after),
        "direction": one.direction,
        "cause": [list(within) for within in one.cause],
        "drivers": [driver(each) for each in one.drivers],
        "undetermined_because": None if one.undetermined_because is None else _lack(one.undetermined_because),
        "triggers": [{"name": fired.name, "do": dict(fired.do)} for fired in one.triggers],
        "actor": one.actor,
        "at": one.at.isoformat(),
        "as_of": {"from": plain.value(one.as_of_before), "to": one.as_of_after.isoformat()},
        "fingerprint": {"from": one.fingerprint_before, "to": one.fingerprint_after},
        "language": one.language,
        "reason": {"zh": one.reason("zh"), "en": one.reason("en")},
    }


def parts(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a record is made of; the sentences are made anew."""
    because, before = data["undetermined_because"], data["as_of"]["from"]
    return {
        "dimension": read_named(data["dimension"]),
        "before": None if data["from"] is None else _read_state(data["from"]),
        "after": None if data["to"] is None else _read_state(data["to"]),
        "direction": data["direction"],
        "cause": tuple(map(tuple, data["cause"])),
        "drivers": tuple(map(_read_driver, data["drivers"])),
        "undetermined_because": because and Lack(because["kind"], tuple(map(read_named, because["fields"]))),
        "triggers": tuple(Fired(one["name"], tuple(one["do"].items())) for one in data["triggers"]),
        "actor": data["actor"],
        "at": date.fromisoformat(data["at"]),
        "as_of_before": None if before is None else date.fromisoformat(before),
        "as_of_after": date.fromisoformat(data["as_of"]["to"]),
        "fingerprint_before": data["fingerprint"]["from"],
        "fingerprint_after": data["fingerprint"]["to"],
        "language": data["language"],
    }


# --- names and answers


def named(one: Named) -> dict[str, Any]:
    """Return a name with its titles."""
    return {"name": one.name, "title": {lang: said for lang, said in one.title._asdict().items() if said is not None}}


def read_named(data: Mapping[str, Any]) -> Named:
    """Return a name that `named` has written."""
    return Named(data["name"], Title(**data["title"]))


def state(one: State) -> dict[str, Any]:
    """Return an answer."""
    label = one.label.name if one.label else None
    return {"status": one.status, "label": label, "labels": [named(label) for label in one.labels]}


def _read_state(data: Mapping[str, Any]) -> State:
    return State(data["status"], tuple(map(read_named, data["labels"])))


def _lack(one: Lack) -> dict[str, Any]:
    return {"kind": one.kind, "fields": [named(field) for field in one.fields]}


# --- drivers


def driver(one: Driver) -> dict[str, Any]:
    """Return a driver; what it does not have is left out."""
    told = {
        "component": one.component,
        "kind": one.kind,
        "name": one.name,
        "within": list(one.within),
        "titled": named(one.titled),
        "type": None if one.type is None else one.type.value,
        "currency": one.currency,
        "from": _value(one.before),
        "from_is": kind(one.before),
        "to": _value(one.after),
        "to_is": kind(one.after),
        "crossed": [_crossing(crossed) for crossed in one.crossed],
        "threshold": None if one.threshold is None else named(one.threshold),
        "function": one.function,
        "duration": None if one.duration is None else str(one.duration),
        "on": None if one.on is None else one.on.isoformat(),
        "titles": [named(title) for title in one.titles],
    }
    return {key: value for key, value in told.items() if value not in (None, [])}


def _read_driver(data: Mapping[str, Any]) -> Driver:
    threshold, on, duration = data.get("threshold"), data.get("on"), data.get("duration")
    return Driver(
        component=data["component"],
        kind=data["kind"],
        name=data["name"],
        within=tuple(data["within"]),
        titled=read_named(data["titled"]),
        type=Type(data["type"]) if "type" in data else None,
        currency=data.get("currency"),
        before=read_value(data.get("from"), data.get("from_is")),
        after=read_value(data.get("to"), data.get("to_is")),
        crossed=tuple(map(_read_crossing, data.get("crossed", ()))),
        threshold=None if threshold is None else read_named(threshold),
        function=data.get("function"),
        duration=None if duration is None else _read_duration(duration),
        on=None if on is None else date.fromisoformat(on),
        titles=tuple(map(read_named, data.get("titles", ()))),
    )


def _crossing(one: Crossing) -> dict[str, Any]:
    threshold = None if one.threshold is None else named(one.threshold)
    return {"op": one.op, "bound": _value(one.bound), "bound_is": kind(one.bound), "threshold": threshold}


def _read_crossing(data: Mapping[str, Any]) -> Crossing:
    bound = read_value(data["bound"], data["bound_is"])
    threshold = None if data["threshold"] is None else read_named(data["threshold"])
    return Crossing(data["op"], bound, threshold)  # type: ignore[arg-type]  # a bound is a scalar


# --- values: JSON has one kind of text, so each says beside it what it is

KINDS: dict[type, str] = {bool: "boolean", Fraction: "number", date: "date", str: "text", Duration: "duration"}


def _value(one: Value) -> Any:
    return str(one) if isinstance(one, Duration) else plain.value(one)


def kind(one: Value) -> str | None:
    """Return what is written beside a value."""
    return one.value if isinstance(one, Absent) else KINDS.get(type(one))


def read_value(data: Any, kind: str | None) -> Value:
    """Return the value that stands in JSON, by what stands beside it.

    >>> read_value("0.2", "number")
    Fraction(1, 5)
    """
    match kind:
        case "missing" | "none":
            return Absent(kind)
        case "number":
            return Fraction(data)
        case "date":
            return date.fromisoformat(data)
        case "duration":
            return _read_duration(data)
    scalar: Scalar | None = data
    return scalar


def read_fact(data: Any, kind: str) -> Scalar | Absent:
    """Return the fact that stands in JSON: no duration, and not nothing."""
    return read_value(data, kind)  # type: ignore[return-value]  # facts are written by `to_dict`


def _read_duration(text: str) -> Duration:
    count, unit = text.split()
    return Duration(int(count), "month" if unit.startswith("month") else "day")
