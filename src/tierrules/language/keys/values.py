"""Keys of fields, thresholds and scores."""

from __future__ import annotations

from tierrules.language.keys.conditions import FLAG, NAME, NUMBER, NUMBER_OR_NAME, TITLE, WHEN
from tierrules.language.shapes import Choice, Either, Form, Key, ListOf, MapOf, Record, Some, Text
from tierrules.meaning.declared import Type

FIELD = Record(
    "a field",
    (
        Key(
            "type",
            Choice("a field type", tuple(one.value for one in Type if one is not Type.DURATION)),
            "What the values are.",
            "type: money",
            required=True,
        ),
        Key("title", TITLE, "What people call the field.", "title: {zh: 首次接触渠道, en: First channel}"),
        Key(
            "values",
            ListOf("a list of categories", NAME),
            "The values of a category, all of them.",
            "values: [web, fair]",
        ),
        Key("min", NUMBER, "The least value that can be true; a smaller one is a problem in the data.", "min: 0"),
        Key("max", NUMBER, "The greatest value that can be true.", "max: 100%"),
        Key(
            "empty",
            Choice("`unknown` or `none`", ("unknown", "none")),
            "What an empty cell means: we do not know (`unknown`, the default), or we know that there is none.",
            "empty: none",
        ),
        Key("currency", Text("a currency"), "The currency of a money field, if not the ruleset's.", "currency: EUR"),
        Key("aliases", ListOf("a list of names", NAME), "Further column names for this field.", "aliases: [渠道]"),
    ),
)

ROW = Either("a number, `n/a`, or a mapping to these", (NUMBER, MapOf("a mapping to numbers", NUMBER)))
THRESHOLD_RECORD = Record(
    "a threshold",
    (
        Key("value", NUMBER, "The number, share, duration or date.", "value: 50万"),
        Key("title", TITLE, "What people call the threshold.", "title: {zh: 高价值年消费额}"),
        Key("source", Text("a text"), "Where the figure comes from.", "source: 客户分类标准表"),
        Key(
            "by",
            Either(
                "a field, or a list of two", (NAME, ListOf("a list of two fields", NAME, Some("missing-key", "fields")))
            ),
            "The field whose value chooses the row; two fields choose one row in another.",
            "by: industry",
        ),
        Key(
            "rows",
            MapOf("a mapping from values to numbers", ROW),
            "One bound for each value; `n/a` where nothing is compared.",
            "rows: {wholesale: 200, construction: n/a}",
        ),
        Key("default", NUMBER, "The bound for every value without a row.", "default: 300"),
        Key("prefix", FLAG, "Rows match every code that begins with their key; the longest key wins.", "prefix: true"),
        Key(
            "dated",
            MapOf("a mapping from dates to numbers", NUMBER, Some("threshold-form", "dates")),
            "One bound from each date on, until the day before the next.",
            "dated: {2024-01-01: 40万, 2026-01-01: 50万}",
        ),
    ),
    forms=(Form("value"), Form("rows", ("by",), ("default", "prefix")), Form("dated")),
    form_code="threshold-form",
    form_help="for example `{by: industry, rows: {wholesale: 200}, default: 300}`",
)
THRESHOLD = Either("a number, or a mapping with `value`, `rows` or `dated`", (NUMBER, THRESHOLD_RECORD))

POINTS = Record(
    "an entry of a score",
    (
        Key(
            "points",
            Text("a whole number, or the name of a threshold or a score"),
            "What is added; of another score, its points.",
            "points: 60",
            required=True,
        ),
        Key("when", WHEN, "The condition; without one the points are always added.", "when: satisfaction >= good"),
    ),
)
SCORE = Record(
    "a score",
    (
        Key("title", TITLE, "What people call the score.", "title: {zh: 互动得分}"),
        Key(
            "within",
            ListOf("a list of the least and the greatest score", NUMBER_OR_NAME),
            "The sum is cut off at these two, once, at the end.",
            "within: [0, 100]",
        ),
        Key(
            "add",
            ListOf("a list of points", POINTS, Some("empty-score", "points")),
            "The points, each with its condition.",
            "add: [{points: 60, when: interactions_90d >= active_contacts}]",
            required=True,
        ),
    ),
)
