"""Codes of numbers and types: what is compared with what."""

from typing import Final

from tierrules.text.catalogue.code import MAX_EDITIONS, Code

VALUES: Final = (
    Code(
        "bad-number",
        "error",
        "a number that cannot be read",
        "A number is written with digits and a point, then a scale such as 万 or million, then `%`, a currency or a "
        "unit of time: `1000`, `5亿`, `20%`, `6 months`.",
    ),
    Code(
        "bad-date",
        "error",
        "a date that cannot be read",
        "Dates are written year-month-day: `2026-01-31`.",
    ),
    Code(
        "wrong-unit",
        "error",
        "the unit of a number does not go with the type of its field",
        "Limits are written in the unit of the field: `min: 0`, `max: 50%`, `max: 2030-12-31`.",
    ),
    Code(
        "number-out-of-range",
        "error",
        "a number that cannot stand here",
        "Points are whole numbers, and `at_least` counts from 1 to the number of its parts.",
    ),
    Code(
        "empty-range",
        "error",
        "the least value is above the greatest",
        "No value can be true of such a field. Exchange `min` and `max`.",
    ),
    Code(
        "unknown-currency",
        "error",
        "a currency that is not known",
        "Currencies are written by their code (`CNY`) or sign (`€`).",
    ),
    Code(
        "two-currencies",
        "error",
        "amounts in different currencies are compared",
        "No rate is applied. State the threshold in the currency of the field.",
    ),
    Code(
        "mixed-rows",
        "error",
        "the rows of one threshold count different things",
        "All rows of a table or of a dated threshold are amounts, or percentages, or durations, in one currency.",
    ),
    Code(
        "incomplete-table",
        "error",
        "a table says nothing for some customers",
        "Every value of a category needs a row, `n/a` or a `default`; a text can be anything and needs a `default`.",
    ),
    Code(
        "band-order",
        "error",
        "the bounds of bands do not run one way",
        "Bounds are strictly ordered in every edition of a dated threshold and in every row of a table; "
        "otherwise a band would be empty.",
    ),
    Code(
        "too-many-editions",
        "error",
        "the bounds of bands have too many combinations of dates and rows",
        "The order of the bounds is checked on every date on which one of them changes and for every choice of rows, "
        f"at most {MAX_EDITIONS:,} bounds in all. Let the bounds be tables by the same field.",
    ),
    Code(
        "type-mismatch",
        "error",
        "two values of different types are compared",
        "Numbers compare with numbers of their kind, dates with dates, labels with labels. How long ago a date is "
        "asks `elapsed(date)`.",
    ),
    Code(
        "no-order",
        "error",
        "values without an order are compared by size",
        "Categories, texts and booleans know only `==`, `!=` and `in [..]`.",
    ),
    Code(
        "needs-order",
        "error",
        "ranked labels are asked for where labels have no rank",
        "`priority` and `rises_with` speak of better and worse labels; under `ordered: false` there are none.",
    ),
    Code(
        "ratio-without-sign",
        "error",
        "a ratio is compared with a whole number",
        "20 might mean 20 % or twenty times. Write `20%`, or a number with a point: `0.2`, `20.0`.",
    ),
    Code(
        "threshold-of-two-types",
        "error",
        "one threshold counts two different things",
        "A threshold that stands beside an amount of money is money wherever it stands. Give each use its own.",
    ),
    Code(
        "wrong-argument",
        "error",
        "a function is asked about something that is not a field",
        "`elapsed`, `until`, `known` and `present` take the name of one field.",
    ),
    Code(
        "wrong-operand",
        "error",
        "a side of a comparison is no value",
        "Fields, thresholds, numbers and quoted labels are compared.",
    ),
    Code(
        "chain-direction",
        "error",
        "a chain of comparisons changes its direction",
        "`low <= x < high` reads in one direction. Join anything else with `and`.",
    ),
    Code(
        "score-equality",
        "error",
        "a score is compared for equality",
        "A score may be known only as a range while data is missing; compare it with `>=` or `<`.",
    ),
    Code(
        "score-in-arithmetic",
        "error",
        "a score stands in arithmetic or beside another score",
        "A score stands alone on its side of a comparison. To add scores, name one as the points of another.",
    ),
    Code(
        "not-a-condition",
        "error",
        "a value stands where a condition is expected",
        "Only a boolean field stands as a condition by itself.",
    ),
    Code(
        "joined-always",
        "error",
        "`always` is part of a condition",
        "`when: always` is a rule without a condition. Joined with others by `and` it changes nothing, and by `or` it "
        "makes them pointless.",
    ),
)
