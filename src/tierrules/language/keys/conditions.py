"""Keys of conditions, and what a single value can be: a title, a number, a name, an expression."""

from __future__ import annotations

from tierrules.language.shapes import Choice, Either, Form, Key, Later, ListOf, Record, Some, Text

TITLE_RECORD = Record(
    "a title",
    (
        Key("zh", Text("a Chinese text"), "The title in Chinese.", "zh: 企业规模"),
        Key("en", Text("an English text"), "The title in English.", "en: Company size"),
    ),
)
TITLE = Either("a text, or a mapping with `zh` and `en`", (Text("a text"), TITLE_RECORD))
NUMBER = Text("a number")
NUMBER_OR_NAME = Text("a number or the name of a threshold")
DATE = Text("a date such as `2026-01-01`")
NAME = Text("a name")
EXPRESSION = Text("a condition such as `employees >= large_employees`", expression=True)
VALUE = Text("a value such as `annual_spend / employees`", expression=True)
FLAG = Choice("`true` or `false`", ("true", "false"))

WHEN: Later = Later(
    "a condition, or a mapping with `all`, `any`, `not` or `at_least`",
    lambda: Either(
        WHEN.noun,
        (EXPRESSION, CONDITION),
        "write `{all: [..]}` if every one of the list must hold, `{any: [..]}` if one is enough",
    ),
)
CONDITIONS = ListOf("a list of conditions", WHEN, Some("condition-form", "parts"))
CONDITION: Record = Record(
    "a condition",
    (
        Key("all", CONDITIONS, "Every part must hold.", "all: [a >= x, b >= y]"),
        Key("any", CONDITIONS, "At least one part must hold.", "any: [a >= x, b >= y]"),
        Key("not", WHEN, "The one condition must not hold.", "not: a >= x"),
        Key("at_least", NUMBER_OR_NAME, "How many parts of `of` must hold.", "at_least: 2"),
        Key("of", CONDITIONS, "The parts that `at_least` counts.", "of: [a >= x, b >= y, c >= z]"),
    ),
    forms=(Form("all"), Form("any"), Form("not"), Form("at_least", ("of",))),
    form_code="condition-form",
    form_help="nest them: `all: [{any: [..]}, {not: ..}]`",
)
