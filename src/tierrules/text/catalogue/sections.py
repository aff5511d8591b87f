"""Codes of sections and keys: what stands where."""

from typing import Final

from tierrules.text.catalogue.code import Code

SECTIONS: Final = (
    Code(
        "not-yet",
        "error",
        "a form of the language that this version does not read",
        "The key or form belongs to format 1 and will be read by a later version of tierrules. It is refused so that "
        "no rule is silently passed over.",
    ),
    Code(
        "unknown-key",
        "error",
        "a key that does not belong here",
        "Each section has a fixed set of keys, and a misspelt one would silently do nothing.",
    ),
    Code(
        "missing-key",
        "error",
        "a key that is required is not there",
        "The help shows an example of the key.",
    ),
    Code(
        "wrong-shape",
        "error",
        "a list, a mapping or a text stands where another is expected",
        "Check the indentation, and whether items begin with `- `.",
    ),
    Code(
        "unknown-value",
        "error",
        "a value that is none of those that the key takes",
        "The help names the values.",
    ),
    Code(
        "schema-mismatch",
        "error",
        "a document does not meet its JSON Schema",
        "`tierrules schema NAME --validate FILE` holds a file against the published schema, as editors do. "
        "`tierrules check` tells more, and in the words of the rule language.",
    ),
    Code(
        "misplaced-key",
        "error",
        "a key does not go with the type of the field",
        "`values` belong to a category, `currency` to money, `min` and `max` to numbers and dates.",
    ),
    Code(
        "condition-form",
        "error",
        "a condition is not one of `all`, `any`, `not`, `at_least`",
        "A condition written as a mapping has one of these keys, `at_least` beside `of`, with at least one "
        "condition in it.",
    ),
    Code(
        "threshold-form",
        "error",
        "a threshold is neither one number, nor dated, nor a table",
        "A threshold has `value`, or `by` with `rows` (and perhaps `default` and `prefix`), or `dated`, and "
        "only one of the three.",
    ),
    Code(
        "table-form",
        "error",
        "the rows of a table do not go with its fields",
        "A table is by one or two fields that are categories or texts; with two, each row may hold rows of its own.",
    ),
    Code(
        "dimension-form",
        "error",
        "a dimension has no rules, or more than one form",
        "A dimension has `rules` with `hit`, or `bands`, or `cells`, and only one of the three. `hit` goes with "
        "`rules` alone, and bands leave nothing for `otherwise`.",
    ),
    Code(
        "empty-rules",
        "error",
        "a dimension has an empty list of rules",
        "List at least one rule; a dimension that always gives one label says `when: always`.",
    ),
    Code(
        "band-form",
        "error",
        "bands are not written as `from` beside `below`, or `up_to` beside `above`",
        "`from` lists the least value of each label, the greatest first, and `below` names the label under "
        "the last; `up_to` and `above` run the other way.",
    ),
    Code(
        "cell-size",
        "error",
        "a cell does not have one value for each field",
        "Write the values of a cell in the order of `of`.",
    ),
    Code(
        "empty-score",
        "error",
        "a score that adds nothing",
        "List at least one entry under `add:`.",
    ),
    Code(
        "bad-limits",
        "error",
        "the limits of a score are not a least and a greatest number",
        "`within` is a list of two: `[0, 100]`.",
    ),
    Code(
        "invariant-form",
        "error",
        "an invariant is none of `never`, `always`, `rises_with`",
        "One invariant makes one claim; `rises_with` names a field and stands beside `dimension`.",
    ),
)
