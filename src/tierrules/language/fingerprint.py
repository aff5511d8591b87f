"""What a ruleset means, as one number: equal fingerprint, facts and day give an equal outcome, rule and comparisons.

It is the SHA-256 of the canonical JSON of the lowered model. Titles, sources, comments, layout, the way in which
numbers are written, and the name and version of the ruleset are no part of it. Fingerprints are kept by those who
store results: what is hashed here changes only with a new format number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from json.encoder import encode_basestring as _text
from typing import Final

from tierrules.language.keys import FORMAT
from tierrules.meaning import declared
from tierrules.meaning import model as core
from tierrules.meaning.dates import Duration
from tierrules.meaning.truth import Absent

# How each form is told, and by which of its attributes, in this order. The names of Python play no part.
FORMS: Final[Mapping[type, tuple[str, tuple[str, ...]]]] = {
    declared.Field: ("field", ("name", "type", "empty", "minimum", "maximum", "values", "currency")),
    declared.Dated: ("dated", ("rows",)),
    declared.Row: ("row", ("key", "bound")),
    declared.Table: ("table", ("by", "rows", "default", "has_default", "prefix")),
    declared.Threshold: ("threshold", ("name", "type", "value")),
    core.FieldTerm: ("read", ("field",)),
    core.Constant: ("constant", ("name", "value")),
    core.Computed: ("computed", ("op", "parts")),
    core.DerivedTerm: ("derived", ("name", "term")),
    core.Points: ("points", ("points", "when")),
    core.CutOff: ("cut-off", ("function", "op", "duration", "name")),
    core.Comparison: ("comparison", ("left", "op", "right", "type")),
    core.DateWindow: ("window", ("field", "cut_off")),
    core.Membership: ("membership", ("term", "values", "negated", "prefix", "type", "table")),
    core.Presence: ("presence", ("term", "function")),
    core.LabelTest: ("label-test", ("dimension", "labels", "negated")),
    core.AtLeast: ("at-least", ("k", "parts")),
    core.Not: ("not", ("part",)),
    core.Choice: ("choice", ("field", "rows", "default", "none", "prefix")),
    core.Label: ("label", ("name",)),
    core.Rule: ("rule", ("id", "label", "when", "overrides")),
    core.Dimension: (
        "dimension",
        (
            *("name", "labels", "ordered", "hit", "reducer", "rules"),
            *("otherwise", "default_id", "applies", "no_match"),
        ),
    ),
    core.Trigger: ("trigger", ("name", "dimension", "before", "after", "do")),
    core.Invariant: ("invariant", ("kind", "condition")),
    core.RisesWith: ("rises-with", ("field", "dimension")),
    core.Effective: ("effective", ("since", "until")),
}


def fingerprint(model: core.Model) -> str:
    """Return the fingerprint of a ruleset, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(model).encode()).hexdigest()


def canonical_json(model: core.Model) -> str:
    """Return what is hashed: sections and names in alphabetical order, rules and labels in their own."""
    sections = {
        "format": _text(FORMAT),
        "effective": _json(model.effective),
        "fields": _named({name: _json(one) for name, one in model.fields.items()}),
        "assume": _json(model.assume),
        "thresholds": _named({name: _json(one) for name, one in model.thresholds.items()}),
        "scores": _named({name: _score(one) for name, one in model.scores.items()}),
        "dimensions": _named({name: _json(one) for name, one in model.dimensions.items()}),
        "triggers": _named({one.name: _json(one) for one in model.triggers}),
        "invariants": _json(model.invariants),
    }
    return _named(sections)


def dimension_json(model: core.Model, dimension: core.Dimension) -> str:
    """Return what one dimension means by itself, with the scores that it names; dimensions that it asks left aside."""
    told, waiting = [], [_json(dimension)]
    names: set[str] = set()
    while waiting:
        told.append(waiting.pop())
        for name, score in model.scores.items():
            if name not in names and f'["score",{_text(name)}]' in told[-1]:
                names.add(name)
                waiting.append(f"{_text(name)}:{_score(score)}")
    return ",".join(told)


def field_json(field: declared.Field) -> str:
    """Return what a field means."""
    return _json(field)


def _named(parts: Mapping[str, str]) -> str:
    return f"{{{','.join(f'{_text(name)}:{parts[name]}' for name in sorted(parts))}}}"


def _score(score: core.ScoreTerm) -> str:
    return f"[{_json(score.low)},{_json(score.high)},{_json(score.add)}]"


def _json(one: object) -> str:
    """Write a value with its kind before it, so that values of different kinds are told apart.

    Texts are joined, and no tree of lists is built first: of ten thousand rules that would be a million lists.
    """
    form = FORMS.get(type(one))
    if form is not None:
        tag, names = form
        return f'["{tag}",{",".join([_json(getattr(one, name)) for name in names])}]'
    match one:
        case str():
            return _text(one)
        case None:
            return "null"
        case bool():
            return "true" if one else "false"
        case int():
            return str(one)
        case tuple():
            return f"[{','.join([_json(part) for part in one])}]"
        case Fraction():
            return f'["number","{one}"]'
        case date():
            return f'["date","{one.isoformat()}"]'
        case Duration(count, unit):
            return f'["duration",{count},"{unit}"]'
        case Absent():
            return f'["absent","{one.value}"]'
        case core.ScoreTerm(name):
            # Its points stand once, under `scores`: scores that add scores would be told over and over.
            return f'["score",{_text(name)}]'
    raise TypeError(f"a {type(one).__name__} is no part of a ruleset")
