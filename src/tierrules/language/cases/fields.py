"""Fields as a case names them: by name, title or alias, as in data."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from tierrules.language.fields import STANDARD_FIELDS
from tierrules.language.shapes import spoken
from tierrules.meaning.declared import Field
from tierrules.meaning.truth import MISSING, NONE
from tierrules.text.diagnostics import Problems
from tierrules.text.nearest import hint
from tierrules.text.nodes import Scalar
from tierrules.text.source import Span

IDENTITY: Final = ("customer_id", "name")
"""Fields that say who a customer is. They may stand in a case though no rule reads them."""

_NONE: Final = "none"
_UNKNOWN: Final = "unknown"
_SHOWN: Final = 8


class FieldNames:
    """The fields that a ruleset reads, by all that they are called."""

    def __init__(self, inputs: Mapping[str, Field], problems: Problems) -> None:
        self.inputs, self.problems = inputs, problems
        self.called = {
            _folded(text): name for name, one in inputs.items() for text in (*one.title, *one.aliases) if text
        }

    def customer(self, written: Iterable[tuple[Scalar, Scalar]]) -> tuple[dict[str, object], dict[str, Span]]:
        """Return the raw values of a customer by field name, and where each stands."""
        values: dict[str, object] = {}
        places: dict[str, Span] = {}
        keys: dict[str, Scalar] = {}
        for key, value in written:
            if key.value in IDENTITY and key.value not in self.inputs:
                continue
            name = self.look_up(key, "no rule reads")
            if name is None:
                continue
            if name in keys:
                self._report_twice(name, keys[name], key)
            keys[name], places[name] = key, value.span
            values[name] = self._value(name, value)
        return values, places

    def look_up(self, key: Scalar, message: str) -> str | None:
        """Return the name of a field; None, and `message` about what is written, if no rule reads it."""
        name = self.find(key.value)
        if name is None:
            self.problems.error("unknown-field", key.span, f"{message} `{key.value}`", help=self._help(key.value))
        return name

    def find(self, text: str) -> str | None:
        """Return the name of the field that `text` calls."""
        return text if text in self.inputs else self.called.get(_folded(text))

    def _help(self, text: str) -> str | None:
        listed = f"the rules read {spoken(tuple(self.inputs)[:_SHOWN])}" if self.inputs else "the rules read no field"
        if text in STANDARD_FIELDS:
            return f"delete it; {listed}"
        return hint(text, self.inputs, listed)()

    def _value(self, name: str, value: Scalar) -> object:
        one = self.inputs[name]
        if value.value not in (_NONE, _UNKNOWN) or value.value in (one.values or ()):
            return value.value
        if value.value == _UNKNOWN:
            return MISSING
        if one.empty != "none":
            message = f"`{name}` is never none: where the value is empty, nobody knows it"
            help = f"leave `{name}` out, or declare the field with `empty: none`"
            self.problems.error("contradicting-case", value.span, message, help=help)
        return NONE

    def _report_twice(self, name: str, first: Scalar, second: Scalar) -> None:
        message = f"`{first.value}` and `{second.value}` are both the field `{name}`"
        related = ((first.span, "the other stands here"),)
        self.problems.error("duplicate-key", second.span, message, help="delete one of them", related=related)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
