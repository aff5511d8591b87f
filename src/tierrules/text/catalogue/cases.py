"""Codes of case files: customers with the answers that they must get."""

from typing import Final

from tierrules.text.catalogue.code import Code

CASES: Final = (
    Code(
        "case-failed",
        "error",
        "the ruleset answers otherwise than a case expects",
        "Below stands why the ruleset answers as it does. Either the rules are wrong, or the case is: who approved it "
        "decides.",
    ),
    Code(
        "rules-not-found",
        "error",
        "a case file names a ruleset that is not there",
        "`rules` is the name of a ruleset that comes along, or a path from the folder of the case file. Without it, "
        "the cases of `x.cases.yaml` are for `x.yaml` beside it, or for the ruleset `x` that comes along.",
    ),
    Code(
        "empty-case",
        "error",
        "a case that expects nothing",
        "A case that expects nothing would pass whatever the rules say. It has at least one of `labels`, `status`, "
        "`rule`, `missing`, `reason`, `changes` and `problems`, and a case file at least one case.",
    ),
    Code(
        "contradicting-case",
        "error",
        "a case that no ruleset could pass",
        "A label goes with `decided`, a customer with `problems` gets no answer, only `hit: collect` gives several "
        "labels, and only a field with `empty: none` can be known to be none. A change comes from one answer to "
        "another one, and its cause is among what `previous` makes different; a first answer comes from nothing.",
    ),
    Code(
        "bad-change",
        "error",
        "an expected change that cannot be read",
        "The change of a dimension is `FROM -> TO`, a mapping, or `none`. Its cause is made of `data`, `rules` and "
        "`time`: joined by `and` they bring it only together, by `or` each does alone.",
    ),
    Code(
        "unknown-field",
        "error",
        "a case names a field that no rule reads",
        "Fields are written by name, title or alias. A value that no rule reads would say nothing; only `customer_id` "
        "and `name` may stand there to say who the customer is.",
    ),
    Code(
        "unknown-dimension",
        "error",
        "a case expects an answer of a dimension that is not there",
        "The dimensions are those under `dimensions:` of the ruleset.",
    ),
)
