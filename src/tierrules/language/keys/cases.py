"""Keys of case files: customers, and the answers that they must get."""

from __future__ import annotations

from typing import get_args

from tierrules.language.keys.changes import CHANGE, CHANGES_SHAPE, CUSTOMER, PREVIOUS, PREVIOUS_SHAPE
from tierrules.language.keys.conditions import DATE, NAME
from tierrules.language.shapes import Choice, Either, Key, ListOf, MapOf, Record, Some, Text
from tierrules.meaning.result import Status

CASE_FORMAT = "1"

_LANGUAGE = Choice("a language", ("en", "zh"))
_DIMENSIONS = Some("empty-case", "dimensions")
_NAMES = ListOf("a list of names", NAME)

CASE = Record(
    "a case",
    (
        Key(
            "name",
            NAME,
            "What the case is about; no two cases of a file share it.",
            "name: exactly on the bound",
            required=True,
        ),
        Key(
            "source",
            Text("a text"),
            "Where the answer is written, or who decided it.",
            "source: minutes of 2026-03-02",
        ),
        Key("as_of", DATE, "The day of this case, instead of the day of the file.", "as_of: 2026-11-22"),
        Key(
            "language",
            _LANGUAGE,
            "The language of `reason`, instead of the language of the file.",
            "language: zh",
        ),
        Key(
            "customer",
            CUSTOMER,
            "The values by name, title or alias, as in data; `none` where there is none; left out, or `unknown`, where "
            "nobody knows.",
            "customer: {employees: 1000, annual_revenue: 6亿, last_purchase_on: none}",
            required=True,
        ),
        Key(
            "labels",
            MapOf(
                "a mapping from dimension to label", Either("a label, or a list of labels", (NAME, _NAMES)), _DIMENSIONS
            ),
            "The label of a dimension, a list for `collect`; `none` for `unlabelled`.",
            "labels: {size: large, flags: [vip, late-payer]}",
        ),
        Key(
            "status",
            MapOf("a mapping from dimension to status", Choice("a status", get_args(Status)), _DIMENSIONS),
            "The status, where the answer is no label: one of `undetermined`, `unlabelled`, `conflict` and "
            "`not-applicable`, or `decided`.",
            "status: {dormancy: undetermined}",
        ),
        Key(
            "rule",
            MapOf(
                "a mapping from dimension to rule", Either("a rule, or a list of rules", (NAME, _NAMES)), _DIMENSIONS
            ),
            "The id of the rule that decides; a list for `collect`, `none` for no rule.",
            "rule: {size: size.large}",
        ),
        Key(
            "missing",
            MapOf(
                "a mapping from dimension to fields",
                Either("a field, or a list of fields", (NAME, _NAMES)),
                _DIMENSIONS,
            ),
            "All fields and dimensions that may still decide an open answer; `none` for nothing.",
            "missing: {dormancy: [last_purchase_on]}",
        ),
        Key(
            "reason",
            MapOf(
                "a mapping from dimension to words",
                Either("a text, or a list of texts", (Text("a text"), ListOf("a list of texts", Text("a text")))),
                _DIMENSIONS,
            ),
            "Words that the reason holds, as `tierrules explain` prints it.",
            'reason: {size: ["1,000 ≥ 1,000", exactly]}',
        ),
        Key(
            "problems",
            ListOf("a list of fields", NAME, Some("empty-case", "fields")),
            "All fields with a value that cannot be read: the customer must be refused, and gets no answer.",
            "problems: [employees]",
        ),
        Key(
            "previous",
            PREVIOUS_SHAPE,
            "What was otherwise before, for a change; `none` for a customer who is classified for the first time.",
            "previous: {as_of: 2026-06-30, customer: {annual_revenue: 9800万}}",
        ),
        Key(
            "changes",
            CHANGES_SHAPE,
            "What changes from `previous`: by dimension `FROM -> TO`, more as a mapping, or `none`; `none` alone where "
            "nothing changes.",
            "changes: {size: medium -> large, value: none}",
        ),
    ),
)

CASE_FILE = Record(
    "a case file",
    (
        Key(
            "tierrules-cases",
            Choice("a format version", (CASE_FORMAT,)),
            "The version of this format.",
            "tierrules-cases: 1",
            required=True,
        ),
        Key(
            "rules",
            Text("a ruleset"),
            "The ruleset: a name that comes along, or a path from the folder of this file; not needed by "
            "`x.cases.yaml` for `x.yaml` beside it, or for the ruleset `x` that comes along.",
            "rules: size-and-dormancy",
        ),
        Key("as_of", DATE, "The day of all cases that have none of their own.", "as_of: 2026-11-22"),
        Key("language", _LANGUAGE, "The language of `reason`; the ruleset's if not given.", "language: en"),
        Key(
            "cases",
            ListOf("a list of cases", CASE, Some("empty-case", "cases")),
            "The customers, with the answers that they must get.",
            "cases: [{name: large, customer: {employees: 1000}, labels: {size: large}}]",
            required=True,
        ),
    ),
)

CASE_RECORDS: dict[str, Record] = {"cases": CASE_FILE, "case": CASE, "previous": PREVIOUS, "change": CHANGE}
"""Every mapping of a case file with a fixed set of keys, the whole file first."""

ANSWERS = ("labels", "status", "rule", "missing", "reason")
"""The keys of a case that expect something of the answer of a dimension; `changes` stands beside them."""
