"""The JSON Schemas of results: a classification, a change record, the report of a check, a comparison, who moves.

Exact numbers are texts.
"""

from __future__ import annotations

import json
from typing import Any, Final, get_args

from tierrules.language.schema import DIALECT, Schema
from tierrules.meaning.change.parts import COMPONENTS
from tierrules.meaning.declared import Type
from tierrules.text.diagnostics import Severity

_STATUSES: Final = ["decided", "undetermined", "unlabelled", "conflict", "not-applicable"]
_REASONS: Final = ["missing", "zero-divisor", "conflict", "undetermined"]
_TRUTHS: Final = ["true", "false", "unknown"]
_KINDS: Final = ["boolean", "number", "date", "text", "duration", "missing", "none"]
_DIRECTIONS: Final = ["up", "down", "across", "none"]
_DRIVERS: Final = ["field", "threshold", "rule", "order", "dimension", "window", "person"]
_LACKS: Final = ["rules", "inputs", "types", "nothing"]
_SEVERITIES: Final = list(get_args(Severity))
_PLACE: Final = ["line", "column", "end_line", "end_column"]

_TEXT: Final[Schema] = {"type": "string"}
_MAYBE_TEXT: Final[Schema] = {"type": ["string", "null"]}
_TEXTS: Final[Schema] = {"type": "array", "items": _TEXT}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_DAY: Final[Schema] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_FINGERPRINT: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_LANGUAGE: Final[Schema] = {"enum": ["zh", "en"]}
_VALUE: Final[Schema] = {"type": ["string", "boolean", "null"], "description": "Exact: a number is its digits as text."}
_WITHIN: Final[Schema] = {"type": "array", "items": {"enum": sorted(COMPONENTS)}, "minItems": 1}


def classification_schema() -> Schema:
    """Return the JSON Schema (draft 7) of `Classification.to_dict()`."""
    return {
        "$schema": DIALECT,
        "title": "tierrules classification",
        **_record(
            ruleset=_TEXT,
            version=_MAYBE_TEXT,
            fingerprint=_FINGERPRINT,
            as_of=_DAY,
            problems={**_TEXTS, "description": "The assumptions that the customer contradicts."},
            language=_LANGUAGE,
            inputs={
                **_mapping(_VALUE),
                "description": "The values that were read. One that is missing is left out, one that is none is null.",
            },
            kinds={**_mapping({"enum": _KINDS}), "description": "What each value that was read is."},
            tags=_mapping(_tag()),
        ),
    }


def change_schema() -> Schema:
    """Return the JSON Schema (draft 7) of `ChangeRecord.to_dict()`."""
    state = _maybe(_record(status={"enum": _STATUSES}, label=_MAYBE_TEXT, labels=_list(_named())))
    return {
        "$schema": DIALECT,
        "title": "tierrules change",
        **_record(
            **{"dimension": _named(), "from": state, "to": state},
            direction={"enum": _DIRECTIONS},
            cause={**_list(_WITHIN), "description": "All least sets of what differs that bring the new answer."},
            drivers=_list(_driver()),
            undetermined_because=_maybe(_record(kind={"enum": _LACKS}, fields=_list(_named()))),
            triggers=_list(_record(name=_TEXT, do=_mapping(_TEXT))),
            actor=_MAYBE_TEXT,
            at=_DAY,
            as_of=_record(**{"from": _maybe(_DAY), "to": _DAY}),
            fingerprint=_record(**{"from": _maybe(_FINGERPRINT), "to": _FINGERPRINT}),
            language=_LANGUAGE,
            reason=_record(zh=_TEXT, en=_TEXT),
        ),
    }


def report_schema() -> Schema:
    """Return the JSON Schema (draft 7) of `tierrules check --format json`; a ruleset in it is `Report.to_dict()`."""
    over = _finding()
    over["properties"]["reason"] = _TEXT
    over["required"].append("reason")
    ruleset = _record(
        rules={**_TEXT, "description": "The ruleset as it was asked for: a path or a name."},
        loads={"type": "boolean", "description": "Where it does not load, the findings are what keeps it from that."},
        name={**_MAYBE_TEXT, "description": "None where it does not load."},
        ok={"type": "boolean", "description": "Whether there is neither an error nor a warning."},
        counts=_counts(),
        findings=_list(_finding()),
        passed_over={**_list(over), "description": "What comments in the file pass over, each with its reason."},
    )
    return {
        "$schema": DIALECT,
        "title": "tierrules report",
        **_record(
            failed={"type": "boolean", "description": "Whether anything is as bad as `fail_on`, or worse."},
            fail_on={"enum": _SEVERITIES},
            counts=_counts(),
            checks={**_TEXTS, "description": "The codes that were looked for."},
            rulesets=_list(ruleset),
        ),
    }


def comparison_schema() -> Schema:
    """Return the JSON Schema (draft 7) of `tierrules diff --format json`."""
    place = {**_MAYBE_TEXT, "description": "Where that version lies; null where there is none."}
    ruleset = _record(
        old=place,
        new=place,
        state={"enum": ["same", "changed", "new", "gone", "broken"]},
        problems={**_list(_finding()), "description": "What keeps a version from loading."},
        comparison=_maybe(comparison_of_rulesets()),
    )
    return {
        "$schema": DIALECT,
        "title": "tierrules comparison",
        **_record(
            same={"type": "boolean", "description": "Whether all are proven to mean the same."}, rulesets=_list(ruleset)
        ),
    }


def comparison_of_rulesets() -> Schema:
    """Return the JSON Schema of `Comparison.to_dict()`."""
    proven: Schema = {"type": ["boolean", "null"], "description": "Null where it could not be decided."}
    label = _record(
        **{
            "kind": {"enum": ["added", "removed", "renamed", "reordered"]},
            "dimension": _named(),
            "from": _maybe(_named()),
            "to": _maybe(_named()),
        }
    )
    field = _record(**{"field": _named(), "key": _TEXT, "from": _MAYBE_TEXT, "to": _MAYBE_TEXT})
    return _record(
        before=_TEXT,
        after=_TEXT,
        language=_LANGUAGE,
        same={"type": "boolean"},
        equal_on_complete=proven,
        equal_on_all=proven,
        differences=_list(_difference()),
        when_missing={**_list(_difference()), "description": "Examples of what differs only where values are missing."},
        dimensions=_record(added=_list(_named()), removed=_list(_named())),
        labels=_list(label),
        fields=_list(field),
        apart=_list(_record(side={"enum": ["before", "after"]}, since=_maybe(_DAY), until=_maybe(_DAY))),
        follow={"type": "boolean", "description": "Whether there is no day on which both are in force."},
        assumptions_differ={"type": "boolean"},
        undecided=_list(_record(dimension=_named(), fields=_TEXTS)),
        portfolio={**_maybe(_migration()), "description": "What becomes of a portfolio; null without one."},
    )


def migration_schema() -> Schema:
    """Return the JSON Schema (draft 7) of `tierrules whatif --format json`."""
    return {"$schema": DIALECT, "title": "tierrules migration", **_migration()}


def _migration() -> Schema:
    """Return the JSON Schema of `Migration.to_dict()`."""
    both = _record(zh=_TEXT, en=_TEXT)
    share = _record(customers=_COUNT, weight=_MAYBE_TEXT)
    edit = _record(before=_TEXT, after=_TEXT)
    matrix = _record(
        dimension=_TEXT,
        cells=_list(_record(before=_TEXT, after=_TEXT, customers=_COUNT, weight=_MAYBE_TEXT)),
        moved=share,
        undetermined=_record(before=share, after=share),
    )
    move = _record(
        customer_id=_MAYBE_TEXT,
        name=_MAYBE_TEXT,
        place=_TEXT,
        dimension=_TEXT,
        before=_TEXT,
        after=_TEXT,
        direction={"enum": _DIRECTIONS},
        weight=_MAYBE_TEXT,
        reason=both,
    )
    return _record(
        ruleset=_TEXT,
        fingerprint=_record(before=_TEXT, after=_TEXT),
        as_of=_DAY,
        as_of_after={**_maybe(_DAY), "description": "The day of the new answers; null if it is the same."},
        edits={"type": "object", "additionalProperties": edit},
        rows=_COUNT,
        classified=_COUNT,
        set_aside=_COUNT,
        unread=_list(_record(place=_TEXT, reasons=_TEXTS)),
        weight={**_MAYBE_TEXT, "description": "The field that is added up."},
        unweighed=_COUNT,
        reached=_TEXTS,
        matrix=_list(matrix),
        moved=_list(move),
    )


def _difference() -> Schema:
    state = _record(status={"enum": _STATUSES}, label=_MAYBE_TEXT, labels=_list(_named()))
    both = _record(zh=_TEXT, en=_TEXT)
    among = _record(
        low=_MAYBE_TEXT,
        high=_MAYBE_TEXT,
        low_included={"type": "boolean"},
        high_included={"type": "boolean"},
        values=_list(_VALUE),
        prefixes=_TEXTS,
        but=_TEXTS,
        others={"type": "boolean"},
        none={"type": "boolean"},
    )
    region = _record(
        field=_TEXT,
        among=_list(among),
        windows=_list(_record(function={"enum": ["elapsed", "until"]}, op=_TEXT, duration=_TEXT)),
        missing={"type": "boolean"},
        standing=_maybe(_record(op=_MAYBE_TEXT, other=_TEXT)),
        text=both,
    )
    return _record(
        **{
            "dimension": _named(),
            "region": _list(region),
            "but": {**_list(_list(region)), "description": "Those of the region who are left out."},
            "from": state,
            "to": state,
            "gained": {**_list(_named()), "description": "Of collected labels those that come, all others stay."},
            "lost": {**_list(_named()), "description": "Of collected labels those that go, all others stay."},
            "direction": {"enum": _DIRECTIONS},
            "witness": {"type": "object", "description": "A customer who shows it, by field, and the day `as_of`."},
            "because": _list(_driver()),
            "only_on": {
                **_maybe(_list(_DAY)),
                "description": "Days that show it, each for all that are like it; null if every day does.",
            },
            "since": {**_maybe(_DAY), "description": "From this day on every day shows it."},
            "until": {**_maybe(_DAY), "description": "Up to this day every day shows it."},
            "text": both,
            "reason": both,
            "customers": {
                "type": ["integer", "null"],
                "description": "Those of the portfolio who lie in the region and change so; null where not counted.",
            },
        }
    )


RESULTS: Final = {
    "classification": classification_schema,
    "change": change_schema,
    "report": report_schema,
    "comparison": comparison_schema,
    "migration": migration_schema,
}
"""The schemas of results. They are JSON alone: no person writes them, so no reader of YAML is asked."""


def result_faults(name: str, data: bytes) -> list[str]:
    """Return where a JSON text does not meet the schema of a result, a line each."""
    from jsonschema import Draft7Validator

    try:
        document = json.loads(data)
    except ValueError as error:
        return [f"this is not JSON: {error}"]
    found = Draft7Validator(RESULTS[name]()).iter_errors(document)
    return sorted(f"{one.json_path}: {one.message}" for one in found)


def _counts() -> Schema:
    return _record(**{key: {"type": "integer", "minimum": 0} for key in _SEVERITIES})


def _finding() -> Schema:
    """A diagnostic: what it does not have is left out."""
    place: dict[str, Schema] = {"file": _TEXT, **{key: {"type": "integer", "minimum": 1} for key in _PLACE}}
    sometimes: dict[str, Schema] = {
        "help": _TEXT,
        "rules": _TEXTS,
        "witness": {"type": "object", "description": "A customer who shows it, by field, and `as_of` where it counts."},
        "related": _list(_record(message=_TEXT, **place)),
    }
    always = _record(code=_TEXT, severity={"enum": _SEVERITIES}, message=_TEXT, **place)
    return {**always, "properties": {**always["properties"], **sometimes}}


def _tag() -> Schema:
    return _record(
        label=_MAYBE_TEXT,
        labels=_TEXTS,
        status={"enum": _STATUSES},
        rule=_MAYBE_TEXT,
        rules=_TEXTS,
        candidates=_TEXTS,
        missing=_list(_record(name=_TEXT, reason={"enum": _REASONS})),
        justification=_open(applies=_maybe(_rule()), rules=_list(_rule())),
    )


def _rule() -> Schema:
    comparison = _open(text=_TEXT, field=_TEXT, op=_TEXT, truth={"enum": _TRUTHS}, decisive={"type": "boolean"})
    return _open(id=_TEXT, label=_MAYBE_TEXT, truth={"enum": _TRUTHS}, comparisons=_list(comparison))


def _driver() -> Schema:
    always: dict[str, Schema] = {
        "component": {"enum": sorted(COMPONENTS)},
        "kind": {"enum": _DRIVERS},
        "name": _TEXT,
        "within": _WITHIN,
        "titled": _named(),
    }
    kinds: Schema = {"enum": _KINDS}
    crossed = _record(op=_TEXT, bound=_VALUE, bound_is=kinds, threshold=_maybe(_named()))
    sometimes: dict[str, Schema] = {
        "type": {"enum": [one.value for one in Type]},
        "currency": _TEXT,
        "from": _VALUE,
        "from_is": kinds,
        "to": _VALUE,
        "to_is": kinds,
        "crossed": _list(crossed),
        "threshold": _named(),
        "function": {"enum": ["elapsed", "until"]},
        "duration": _TEXT,
        "on": _DAY,
        "titles": _list(_named()),
    }
    return {**_record(**always), "properties": {**always, **sometimes}}


def _named() -> Schema:
    titles = {"type": "object", "properties": {"zh": _TEXT, "en": _TEXT}, "additionalProperties": False}
    return _record(name=_TEXT, title=titles)


def _record(**properties: Any) -> Schema:
    """A mapping with these keys, all of them, and no other."""
    return {**_open(**properties), "additionalProperties": False}


def _open(**properties: Any) -> Schema:
    """A mapping with these keys, to which a later edition may add."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _mapping(of: Schema) -> Schema:
    return {"type": "object", "additionalProperties": of}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _maybe(one: Schema) -> Schema:
    return {"anyOf": [{"type": "null"}, one]}
