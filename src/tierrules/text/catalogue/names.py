"""Codes of names: what is called how."""

from typing import Final

from tierrules.text.catalogue.code import MAX_LEVELS, MAX_PARTS, MAX_VALUE_PARTS, Code

NAMES: Final = (
    Code(
        "not-a-name",
        "error",
        "a name that expressions could not hold",
        "Names of fields, thresholds and dimensions are letters, digits and `_`, no digit first. Chinese names are "
        "fine.",
    ),
    Code(
        "name-taken",
        "error",
        "two things have one name",
        "Fields, thresholds and dimensions share one space of names, and the words of the language are taken.",
    ),
    Code(
        "unknown-name",
        "error",
        "an expression uses a name that is not declared",
        "A name in an expression is a standard field, or one declared under `fields:` or `thresholds:`.",
    ),
    Code(
        "unknown-function",
        "error",
        "an expression calls a function that does not exist",
        "The functions are listed on the reference page.",
    ),
    Code(
        "unknown-label",
        "error",
        "a label that the dimension does not have",
        "Every label is listed under `labels:`, best first.",
    ),
    Code(
        "unknown-category",
        "error",
        "a quoted value that the field does not have",
        "The field's `values` are all that it can be; a comparison with another one would never be true.",
    ),
    Code(
        "unknown-rule",
        "error",
        "a rule is named that is not there",
        "`overrides` names a later rule of the same dimension by its id, a case any rule that can decide.",
    ),
    Code(
        "bad-label",
        "error",
        "a label that results could not cite",
        "Labels have no dot and are none of the words for outcomes: `none`, `otherwise`, `decided`, `undetermined`, "
        "`unlabelled`, `conflict`, `not-applicable`.",
    ),
    Code(
        "bad-rule-id",
        "error",
        "the id of a rule is taken or cannot be cited",
        "An id has no dot and stands once in its dimension.",
    ),
    Code(
        "duplicate-value",
        "error",
        "a value or label stands twice in one list",
        "Delete one of the two.",
    ),
    Code(
        "duplicate-cell",
        "error",
        "one combination of values stands twice",
        "Each combination has one label.",
    ),
    Code(
        "category-without-values",
        "error",
        "a category does not say what its values are",
        "A category lists all its values, so that a misspelt one is found. A field with any values is `type: text`.",
    ),
    Code(
        "cycle",
        "error",
        "something depends on itself",
        "Derived values, scores and dimensions may use each other, but not in a circle.",
    ),
    Code(
        "stacked-too-deep",
        "error",
        "a value, score or dimension stands on too many others, one on top of the other",
        f"Derived values, scores and dimensions may use each other up to {MAX_LEVELS} levels deep, the levels of "
        "their own conditions counted. A table of standards needs far less: let the upper ones read fields.",
    ),
    Code(
        "too-many-parts",
        "error",
        "a value or a ruleset is too large once all that it names is written out",
        f"A derived value stands for at most {MAX_VALUE_PARTS} fields and numbers, those of the derived values that "
        f"it uses counted each time. A ruleset has at most {MAX_PARTS:,} parts: a comparison with a table counts once "
        "for each of its rows, with two tables once for each combination of rows.",
    ),
)
