"""Keys of case files about a change: what was otherwise before, and what each dimension is expected to do."""

from __future__ import annotations

from typing import get_args

from tierrules.language.keys.conditions import DATE, NAME
from tierrules.language.shapes import Choice, Either, Key, ListOf, MapOf, Record, Text
from tierrules.meaning.change.parts import Direction

CUSTOMER = MapOf("a mapping from field to value", Text("a value"))

_NAMES = ListOf("a list of names", NAME)
_STATE = Either("a label, or a list of labels", (NAME, _NAMES))

PREVIOUS = Record(
    "what was before",
    (
        Key("as_of", DATE, "The day before; that of the case if not given.", "as_of: 2026-06-30"),
        Key(
            "customer",
            CUSTOMER,
            "The values that were others, the rest being as in the case; `unknown` where nobody knew.",
            "customer: {annual_revenue: 9800万, employees: unknown}",
        ),
        Key(
            "rules",
            Text("a ruleset"),
            "The ruleset before, named as `rules` of the file is; the same if not given.",
            "rules: rules-2025.yaml",
        ),
    ),
)

CHANGE = Record(
    "a change",
    (
        Key(
            "from",
            _STATE,
            "The answer before: a label, a list for `collect`, `none` for no label, or another status.",
            "from: medium",
        ),
        Key("to", _STATE, "The answer now, written as `from` is.", "to: large"),
        Key(
            "direction",
            Choice("a direction", get_args(Direction)),
            "Whether it is a better or a worse label.",
            "direction: up",
        ),
        Key(
            "cause",
            Text("a cause"),
            "Which of `data`, `rules` and `time` brought it: `data and time` only together, `data or rules` either "
            "alone; `undetermined` where it cannot be told.",
            "cause: data and rules",
        ),
        Key(
            "drivers",
            Either("a name, or a list of names", (NAME, _NAMES)),
            "All fields, thresholds, rules and dimensions that drove it.",
            "drivers: [annual_revenue, large_revenue]",
        ),
        Key(
            "reason",
            Either("a text, or a list of texts", (Text("a text"), ListOf("a list of texts", Text("a text")))),
            "Words that the reason of the change holds.",
            "reason: 达到1亿元",
        ),
        Key(
            "triggers",
            Either("a name, or a list of names", (NAME, _NAMES)),
            "All triggers that it sets off; `none` for no trigger.",
            "triggers: [welcome]",
        ),
    ),
)

PREVIOUS_SHAPE = Either(
    "`none`, or a mapping with `as_of`, `customer` or `rules`",
    (Choice("`none` or a mapping", ("none",)), PREVIOUS),
)
CHANGES = MapOf("a mapping from dimension to change", Either("a change", (Text("a change"), CHANGE)))
CHANGES_SHAPE = Either(
    "`none`, or a mapping from dimension to change",
    (Choice("`none` or a mapping from dimension to change", ("none",)), CHANGES),
)
