"""Codes of one expression: found by the tokens and the parser."""

from typing import Final

from tierrules.text.catalogue.code import Code

EXPRESSIONS: Final = (
    Code(
        "expression-syntax",
        "error",
        "the expression cannot be read",
        "A condition is a comparison such as `employees >= large_employees`, or several joined by `and`, `or`, "
        "`not`. The caret stands under the first word that does not fit.",
    ),
    Code(
        "expression-too-long",
        "error",
        "the expression is too long or too deeply nested",
        "One expression has at most 4,000 characters and 60 levels of brackets. Write its parts as a list under "
        "`all:` or `any:`.",
    ),
    Code(
        "torn-expression",
        "error",
        "a bracket or a quote of the expression has no partner",
        "Inside `{..}` and `[..]` YAML cuts at commas and brackets. Put the whole expression in double quotes, or on "
        "a line of its own.",
    ),
    Code(
        "single-equals",
        "error",
        "`=` stands where two values are compared",
        "Equality is written `==`. A single `=` is not part of the language.",
    ),
    Code(
        "wrong-operator",
        "error",
        "an operator is written in a way that is not read",
        "Operators are typed in plain characters: `>=`, `<=`, `!=`, `*`, `/`. Signs such as `≥` come from word "
        "processors.",
    ),
    Code(
        "logical-sign",
        "error",
        "conditions are joined by a sign",
        "Conditions are joined by the words `and`, `or`, `not`.",
    ),
    Code(
        "curly-quote",
        "error",
        "a label stands between typographic quotes",
        "Labels stand between straight quotes: `'A'`. Word processors replace them by curly ones.",
    ),
    Code(
        "unit-in-expression",
        "error",
        "a number with a unit stands in an expression",
        "Amounts, percentages, durations and dates are thresholds: give the number a name under `thresholds:` and "
        "compare with the name, so that it can be found and changed in one place.",
    ),
    Code(
        "foreign-syntax",
        "error",
        "something stands in an expression that only looks like the rule language",
        "Expressions know comparisons, `and`, `or`, `not`, `in [..]`, arithmetic and a few functions. Nothing of any "
        "programming language is read.",
    ),
    Code(
        "look-alike-name",
        "error",
        "a name holds characters that only look like others",
        "Full-width letters and ligatures look like plain ones and are different. Type the name again.",
    ),
)
