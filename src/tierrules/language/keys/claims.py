"""Keys of triggers, invariants and the time of a ruleset."""

from __future__ import annotations

from tierrules.language.keys.conditions import DATE, NAME, WHEN
from tierrules.language.shapes import Form, Key, MapOf, Record, Text

TRIGGER = Record(
    "a trigger",
    (
        Key("dimension", NAME, "The dimension that is watched.", "dimension: dormancy", required=True),
        Key("from", NAME, "The label before; any, if not given.", "from: awake"),
        Key("to", NAME, "The label after; any, if not given.", "to: dormant"),
        Key(
            "do",
            MapOf("a mapping of texts", Text("a text")),
            "What is to be done, as data.",
            "do: {assign: 客户成功经理}",
        ),
    ),
)
INVARIANT = Record(
    "an invariant",
    (
        Key(
            "never",
            WHEN,
            "A condition that no customer may meet.",
            "never: size == 'large' and employees < medium_employees",
        ),
        Key("always", WHEN, "A condition that every customer must meet.", "always: annual_spend <= lifetime_spend"),
        Key(
            "rises_with",
            NAME,
            "A field: with more of it, all else equal, no label is worse.",
            "rises_with: annual_spend",
        ),
        Key("dimension", NAME, "The dimension that `rises_with` speaks of.", "dimension: value"),
    ),
    forms=(Form("never"), Form("always"), Form("rises_with", ("dimension",))),
    form_code="invariant-form",
    form_help="for example `{rises_with: annual_spend, dimension: value}`",
)
EFFECTIVE = Record(
    "the time of a ruleset",
    (
        Key("from", DATE, "The first day on which the ruleset holds.", "from: 2026-01-01"),
        Key("until", DATE, "The last day on which it holds.", "until: 2026-12-31"),
    ),
)
