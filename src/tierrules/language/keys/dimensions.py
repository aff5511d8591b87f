"""Keys of dimensions: labels, and rules, bands or cells."""

from __future__ import annotations

from tierrules.language.keys.conditions import FLAG, NAME, NUMBER_OR_NAME, TITLE, VALUE, WHEN
from tierrules.language.shapes import Choice, Either, Form, Key, ListOf, MapOf, Record, Some

RULE = Record(
    "a rule",
    (
        Key("label", NAME, "The label that the rule gives.", "label: large", required=True),
        Key(
            "when",
            WHEN,
            "The condition; `always` for a rule without one.",
            "when: employees >= large_employees",
            required=True,
        ),
        Key("id", NAME, "A name of its own, for a rule that is cited from outside.", "id: r1"),
        Key(
            "overrides",
            Either("a rule, or a list of rules", (NAME, ListOf("a list of rules", NAME))),
            "The later rules that this one means to go before.",
            "overrides: size.medium",
        ),
    ),
)
BANDS = Record(
    "bands",
    (
        Key("of", VALUE, "The number that is put into bands.", "of: satisfaction", required=True),
        Key(
            "from",
            MapOf("a mapping from labels to bounds", NUMBER_OR_NAME, Some("band-form", "bounds")),
            "Each label with the least value that has it, the greatest first; `below` is the last label.",
            "from: {good: 4, fair: 3}",
        ),
        Key("below", NAME, "The label below the last bound of `from`.", "below: poor"),
        Key(
            "up_to",
            MapOf("a mapping from labels to bounds", NUMBER_OR_NAME, Some("band-form", "bounds")),
            "Each label with the greatest value that has it, the least first; `above` is the last label.",
            "up_to: {detractor: 6, passive: 8}",
        ),
        Key("above", NAME, "The label above the last bound of `up_to`.", "above: promoter"),
    ),
    forms=(Form("from", ("below",)), Form("up_to", ("above",))),
    form_code="band-form",
    form_help="for example `{of: satisfaction, from: {good: 4, fair: 3}, below: poor}`",
)
CELL = ListOf("a list such as `[5, 5]`", NUMBER_OR_NAME)
CELL_LIST = ListOf("a list of cells", CELL)
CELLS = Record(
    "cells",
    (
        Key(
            "of",
            ListOf("a list of fields", VALUE, Some("missing-key", "fields")),
            "The values that are combined.",
            "of: [r, f, m]",
            required=True,
        ),
        Key(
            "rows",
            MapOf("a mapping from labels to lists of cells", CELL_LIST, Some("missing-key", "labels")),
            "Each label with its cells, one value for each of `of`.",
            "rows: {champion: [[5, 5, 5], [5, 5, 4]], lost: [[1, 1, 1]]}",
            required=True,
        ),
    ),
)

HAS_LABELS = Some("missing-key", "labels")
DIMENSION = Record(
    "a dimension",
    (
        Key("title", TITLE, "What people call the dimension.", "title: {zh: 企业规模, en: Company size}"),
        Key(
            "labels",
            Either(
                "a mapping from label to title, or a list of labels",
                (MapOf("a mapping", TITLE, HAS_LABELS), ListOf("a list", NAME, HAS_LABELS)),
            ),
            "Every answer that the dimension can give, best first.",
            "labels: {large: 大型企业, small: 小微企业}",
            required=True,
        ),
        Key(
            "ordered",
            FLAG,
            "Whether the labels have a rank, best first (`true`, the default).",
            "ordered: false",
        ),
        Key(
            "hit",
            Choice("a hit policy", ("first", "unique", "any", "priority", "collect")),
            "Which rule decides where several match: the first, the only one, any if all agree, the best label, all.",
            "hit: first",
        ),
        Key(
            "applies",
            WHEN,
            "Whom the dimension speaks of; everybody else is `not-applicable`.",
            "applies: present(last_purchase_on)",
        ),
        Key(
            "rules",
            ListOf("a list of rules", RULE, Some("empty-rules", "rules")),
            "The rules, in the order in which they are read.",
            "rules: [{label: large, when: employees >= large_employees}]",
        ),
        Key(
            "bands",
            BANDS,
            "Labels by ranges of one number, instead of rules.",
            "bands: {of: score, from: {hot: 80}, below: cold}",
        ),
        Key(
            "cells",
            CELLS,
            "Labels by exact combinations, instead of rules.",
            "cells: {of: [r, f], rows: {best: [[5, 5]]}}",
        ),
        Key("otherwise", NAME, "The label where no rule matches; `none` where silence is meant.", "otherwise: small"),
        Key(
            "missing",
            Choice("`no-match`", ("no-match",)),
            "A rule that a missing value leaves open does not match, instead of leaving the answer open.",
            "missing: no-match",
        ),
        Key(
            "settle",
            MapOf("a mapping", NAME),
            "How long a change waits before it counts.",
            "settle: {up: at once, down: after 3 months}",
            planned=True,
        ),
    ),
    forms=(Form("rules", ("hit",), ("otherwise",)), Form("bands"), Form("cells", (), ("otherwise",))),
    form_code="dimension-form",
    form_help="for example `rules: [{label: large, when: employees >= large_employees}]`",
)
