"""Every key of the language, once: its shape, one sentence of explanation, one example.

The loader reads by these tables; whatever else describes the format is made from them.
"""

from __future__ import annotations

from tierrules.language.keys.claims import EFFECTIVE, INVARIANT, TRIGGER
from tierrules.language.keys.conditions import (
    CONDITION,
    CONDITIONS,
    DATE,
    EXPRESSION,
    FLAG,
    NAME,
    NUMBER,
    NUMBER_OR_NAME,
    TITLE,
    TITLE_RECORD,
    VALUE,
    WHEN,
)
from tierrules.language.keys.dimensions import BANDS, CELL, CELL_LIST, CELLS, DIMENSION, RULE
from tierrules.language.keys.functions import FUNCTIONS
from tierrules.language.keys.values import FIELD, POINTS, ROW, SCORE, THRESHOLD, THRESHOLD_RECORD
from tierrules.language.shapes import Choice, Key, ListOf, MapOf, Record, Some, Text

__all__ = [
    "BANDS",
    "CELL",
    "CELLS",
    "CELL_LIST",
    "CONDITION",
    "CONDITIONS",
    "DATE",
    "DIMENSION",
    "EFFECTIVE",
    "EXPRESSION",
    "FIELD",
    "FLAG",
    "FORMAT",
    "FUNCTIONS",
    "INVARIANT",
    "NAME",
    "NUMBER",
    "NUMBER_OR_NAME",
    "POINTS",
    "RECORDS",
    "ROW",
    "RULE",
    "RULESET",
    "SCORE",
    "THRESHOLD",
    "THRESHOLD_RECORD",
    "TITLE",
    "TITLE_RECORD",
    "TRIGGER",
    "VALUE",
    "WHEN",
]

FORMAT = "1"

RULESET = Record(
    "a ruleset",
    (
        Key(
            "tierrules",
            Choice("a format version", (FORMAT,)),
            "The version of this format.",
            "tierrules: 1",
            required=True,
        ),
        Key("name", NAME, "The name that results cite.", "name: size-and-dormancy", required=True),
        Key("version", Text("a text"), "The edition of this ruleset.", 'version: "2026.1"'),
        Key(
            "language",
            Choice("a language", ("en", "zh")),
            "The language of titles that are written without one, and of sentences.",
            "language: zh",
        ),
        Key(
            "currency",
            Text("a currency"),
            "The currency of money fields and of numbers held against them.",
            "currency: CNY",
        ),
        Key("title", TITLE, "What people call the ruleset.", "title: {zh: 客户分类标准表}"),
        Key(
            "model",
            Text("the name of a typed model"),
            "The typed model that the ruleset is written for: `customer` has the standard fields, any other name is "
            "that of a model which the program gives when it loads the file.",
            "model: customer",
        ),
        Key(
            "effective",
            EFFECTIVE,
            "The days on which the ruleset holds, both included; on any other day nothing is classified.",
            "effective: {from: 2026-01-01, until: 2026-12-31}",
        ),
        Key(
            "fields",
            MapOf("a mapping from field to its type", FIELD),
            "Typed fields beyond the standard ones.",
            "fields: {discount: {type: ratio, min: 0, max: 50%}}",
        ),
        Key(
            "assume",
            ListOf("a list of conditions", WHEN),
            "What every real customer meets; one who does not is reported and still classified.",
            "assume: [first_deal_on <= last_purchase_on]",
        ),
        Key(
            "thresholds",
            MapOf("a mapping from name to number", THRESHOLD),
            "Every number that rules compare with, by name.",
            "thresholds: {large_employees: 1000}",
        ),
        Key(
            "derived",
            MapOf("a mapping from name to value", VALUE),
            "Values computed from fields.",
            "derived: {spend_per_employee: annual_spend / employees}",
        ),
        Key(
            "scores",
            MapOf("a mapping from name to score", SCORE),
            "Points added up.",
            "scores: {engagement: {add: [{points: 60, when: interactions_90d >= active_contacts}]}}",
        ),
        Key(
            "dimensions",
            MapOf("a mapping from dimension to its labels and rules", DIMENSION, Some("missing-key", "dimensions")),
            "The questions that the ruleset answers of every customer.",
            "dimensions: {mood: {labels: [good, poor], bands: {of: satisfaction, from: {good: 4}, below: poor}}}",
            required=True,
        ),
        Key(
            "triggers",
            MapOf("a mapping from name to trigger", TRIGGER),
            "What a change of label sets off.",
            "triggers: {fell-asleep: {dimension: dormancy, to: dormant, do: {plan: reactivation}}}",
        ),
        Key(
            "invariants",
            ListOf("a list of invariants", INVARIANT),
            "Claims about every customer that the rules must keep.",
            "invariants: [{rises_with: annual_spend, dimension: value}]",
        ),
    ),
)

RECORDS: dict[str, Record] = {
    "ruleset": RULESET,
    "title": TITLE_RECORD,
    "effective": EFFECTIVE,
    "field": FIELD,
    "threshold": THRESHOLD_RECORD,
    "condition": CONDITION,
    "score": SCORE,
    "points": POINTS,
    "dimension": DIMENSION,
    "rule": RULE,
    "bands": BANDS,
    "cells": CELLS,
    "trigger": TRIGGER,
    "invariant": INVARIANT,
}
"""Every mapping with a fixed set of keys, by what the reference calls it, the whole file first."""
