"""Names and types: what compares with what, what a threshold counts, and that a rule speaks as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

import tierrules as tr
from tests.language.corpus import Case, cases
from tierrules.meaning.dates import Duration
from tierrules.meaning.declared import Title, Type
from tierrules.meaning.model import (
    AtLeast,
    Comparison,
    Condition,
    Constant,
    DateWindow,
    FieldTerm,
    Membership,
    Not,
    Presence,
)

HEAD = """\
tierrules: 1
name: types
currency: CNY
thresholds:
  whole: 1000
  point: 0.2
  share: 20%
  yuan: 5亿元
  dollar: 5 million USD
  months: 6 months
  days: 90 days
  day: 2026-01-31
dimensions:
  answer:
    labels: [on, off]
    hit: first
    rules:
      - label: on
        when: """


def loaded(condition: str) -> tr.Ruleset:
    return tr.loads(f"{HEAD}{condition}\n")


def codes(condition: str) -> list[str]:
    """The codes that a condition is answered with; none if it loads."""
    try:
        loaded(condition)
    except tr.RulesetError as error:
        return [one.code for one in error.diagnostics]
    return []


def condition_of(text: str) -> Condition:
    return loaded(text).dimensions["answer"].rules[0].when


# --- what compares with what

FIELDS = {
    "integer": "employees",
    "decimal": "satisfaction",
    "money": "annual_revenue",
    "ratio": "profit_margin",
    "boolean": "unstable",
    "date": "last_purchase_on",
    "elapsed": "elapsed(last_purchase_on)",
    "until": "until(last_purchase_on)",
    "category": "kind",
    "text": "region",
}
MEANS = {
    ".": [],
    "T": ["type-mismatch"],
    "R": ["ratio-without-sign"],
    "N": ["no-order"],
    "C": ["two-currencies"],
}
BOUNDS = ["1", "0.5", "0", "'company'", "true", *["whole", "point", "share", "yuan", "dollar", "months", "days", "day"]]

# Typed from the language page: . loads, T types differ, R whole number for a ratio, N no order, C two currencies.
#             1 0.5 0 '' true  whole point share yuan dollar months days day
ORDERED = """
    integer   . .   . T  T     .     .     T     T    T      T      T    T
    decimal   . .   . T  T     .     .     T     T    T      T      T    T
    money     . .   . T  T     .     .     T     .    C      T      T    T
    ratio     R .   . T  T     R     .     .     T    T      T      T    T
    boolean   N N   N T  N     N     N     T     T    T      T      T    T
    date      T T   T T  T     T     T     T     T    T      T      T    .
    elapsed   T T   . T  T     T     T     T     T    T      .      .    T
    until     T T   . T  T     T     T     T     T    T      .      .    T
    category  N N   N N  T     N     N     T     T    T      T      T    T
    text      N N   N N  T     N     N     T     T    T      T      T    T
"""
EQUAL = """
    integer   . .   . T  T     .     .     T     T    T      T      T    T
    decimal   . .   . T  T     .     .     T     T    T      T      T    T
    money     . .   . T  T     .     .     T     .    C      T      T    T
    ratio     R .   . T  T     R     .     .     T    T      T      T    T
    boolean   T T   T T  .     T     T     T     T    T      T      T    T
    date      T T   T T  T     T     T     T     T    T      T      T    .
    elapsed   T T   T T  T     T     T     T     T    T      T      T    T
    until     T T   T T  T     T     T     T     T    T      T      T    T
    category  T T   T .  T     T     T     T     T    T      T      T    T
    text      T T   T .  T     T     T     T     T    T      T      T    T
"""


def cells(table: str) -> Iterator[tuple[str, str, str]]:
    for line in table.strip().splitlines():
        kind, *answers = line.split()
        for bound, answer in zip(BOUNDS, answers, strict=True):
            yield kind, bound, answer


@pytest.mark.parametrize(("kind", "bound", "answer"), list(cells(ORDERED)))
def test_what_compares_by_size(kind: str, bound: str, answer: str) -> None:
    for op, turned in ((">=", "<="), (">", "<"), ("<=", ">="), ("<", ">")):
        assert codes(f"{FIELDS[kind]} {op} {bound}") == MEANS[answer]
        assert codes(f"({bound}) {turned} {FIELDS[kind]}") == MEANS[answer]


@pytest.mark.parametrize(("kind", "bound", "answer"), list(cells(EQUAL)))
def test_what_can_be_equal(kind: str, bound: str, answer: str) -> None:
    for op in ("==", "!="):
        assert codes(f"{FIELDS[kind]} {op} {bound}") == MEANS[answer]
        assert codes(f"({bound}) {op} {FIELDS[kind]}") == MEANS[answer]


@pytest.mark.parametrize(
    ("kind", "bound", "answer"), [cell for cell in cells(EQUAL) if cell[0] not in ("elapsed", "until")]
)
def test_what_a_list_may_hold(kind: str, bound: str, answer: str) -> None:
    """`in [..]` takes what `==` takes."""
    assert codes(f'"{FIELDS[kind]} in [{bound}]"') == MEANS[answer]
    assert codes(f'"{FIELDS[kind]} not in [{bound}, {bound}]"')[:1] == MEANS[answer]


ALIKE = [{"integer", "decimal"}, {"category", "text"}, {"money"}, {"ratio"}, {"boolean"}, {"date"}]
SECOND = {**FIELDS, "money": "annual_spend", "boolean": "need_confirmed", "date": "first_deal_on"}


@pytest.mark.parametrize("one", FIELDS)
@pytest.mark.parametrize("other", FIELDS)
def test_two_fields_compare_if_they_count_the_same(one: str, other: str) -> None:
    alike = any({one, other} <= group for group in ALIKE)
    ordered = alike and {one, other}.isdisjoint({"category", "text", "boolean"})
    assert codes(f"{FIELDS[one]} == {SECOND[other]}") == ([] if alike else ["type-mismatch"])
    assert codes(f"{FIELDS[one]} < {SECOND[other]}") == ([] if ordered else ["no-order" if alike else "type-mismatch"])


@pytest.mark.parametrize("kind", FIELDS)
def test_only_a_boolean_stands_as_a_condition(kind: str) -> None:
    expected = [] if kind == "boolean" else ["not-a-condition"]
    assert codes(FIELDS[kind]) == expected
    assert codes(f"not {FIELDS[kind]}") == expected
    assert codes(f"unstable and ({FIELDS[kind]} or need_confirmed)") == expected


@pytest.mark.parametrize("kind", [kind for kind in FIELDS if kind not in ("elapsed", "until")])
def test_every_field_can_be_asked_for_presence(kind: str) -> None:
    assert codes(f"known({FIELDS[kind]}) and present({FIELDS[kind]})") == []
    assert codes(f"elapsed({FIELDS[kind]}) >= months") == ([] if kind == "date" else ["type-mismatch"])


# --- thresholds take their type from their use


@pytest.mark.parametrize(
    ("condition", "name", "type", "value"),
    [
        ("employees >= whole", "whole", Type.DECIMAL, Fraction(1000)),
        ("satisfaction >= whole", "whole", Type.DECIMAL, Fraction(1000)),
        ("annual_revenue >= whole", "whole", Type.MONEY, Fraction(1000)),
        ("profit_margin >= point", "point", Type.RATIO, Fraction(1, 5)),
        ("annual_revenue >= point", "point", Type.MONEY, Fraction(1, 5)),
        ("always", "whole", Type.DECIMAL, Fraction(1000)),
        ("always", "share", Type.RATIO, Fraction(1, 5)),
        ("always", "yuan", Type.MONEY, Fraction(500_000_000)),
        ("always", "months", Type.DURATION, Duration(6, "month")),
        ("always", "days", Type.DURATION, Duration(90, "day")),
        ("always", "day", Type.DATE, date(2026, 1, 31)),
    ],
)
def test_a_threshold_counts_what_it_is_held_against(condition: str, name: str, type: Type, value: object) -> None:
    threshold = loaded(condition).thresholds[name]
    assert (threshold.type, threshold.value) == (type, value)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("employees >= whole and satisfaction < whole", []),
        ("annual_revenue >= whole and annual_spend < whole", []),
        ("employees >= whole and annual_spend < whole", ["threshold-of-two-types"]),
        ("annual_spend >= whole and employees < whole", ["threshold-of-two-types"]),
        ("profit_margin >= point and satisfaction < point", ["threshold-of-two-types"]),
        ("profit_margin >= share and repurchase_rate < share", []),
        ("employees >= whole >= orders_12m", []),
    ],
)
def test_a_threshold_counts_one_thing(condition: str, expected: list[str]) -> None:
    assert codes(condition) == expected


def test_the_other_use_of_a_threshold_is_shown() -> None:
    with pytest.raises(tr.RulesetError) as raised:
        loaded("employees >= whole and annual_spend < whole")
    (only,) = raised.value.diagnostics
    (other,) = only.related
    assert only.source_line[only.column - 1 :] == "whole"
    assert only.source_line[other.column - 1 : other.end_column - 1] == "whole"
    assert other.column < only.column


# --- the core keeps the author's words


def atoms(condition: Condition) -> Iterator[Comparison | DateWindow | Membership | Presence]:
    match condition:
        case AtLeast(_, parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case _:
            yield condition


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("employees >= whole", ["employees >= whole"]),
        ("point <= satisfaction < whole", ["point <= satisfaction", "satisfaction < whole"]),
        ("whole > satisfaction >= point > 0", ["whole > satisfaction", "satisfaction >= point", "point > 0"]),
        (
            "0 <= until(expected_close_on) <= months",
            ["0 <= until(expected_close_on)", "until(expected_close_on) <= months"],
        ),
        ("(employees)  >=  whole", ["(employees)  >=  whole"]),
        ("unstable and not (employees > 5 or need_confirmed)", ["unstable", "employees > 5", "need_confirmed"]),
        ("\"region in ['a', 'b']\"", ["region in ['a', 'b']"]),
        ("not present(region)", ["present(region)"]),
        ("{any: [unstable, {not: employees < 5}]}", ["unstable", "employees < 5"]),
        (">-\n          employees\n          < 5", ["employees < 5"]),
    ],
)
def test_atoms_keep_the_words_of_their_author(text: str, expected: list[str]) -> None:
    assert [re.sub(r"^\((.*)\)$", r"\1", one.origin.text) for one in atoms(condition_of(text))] == [
        re.sub(r"^\((.*)\)$", r"\1", one) for one in expected
    ]


def every_condition(rules: tr.Ruleset) -> Iterator[Condition]:
    for dimension in rules.dimensions.values():
        # A band or cell is written by its bound alone, and the guard of bands not at all.
        if dimension.hit is not None:
            yield from (rule.when for rule in dimension.rules)
            yield from () if dimension.applies is None else (dimension.applies,)


def squeezed(text: str) -> str:
    """Without what YAML folds or doubles."""
    return re.sub(r"\s+", "", text).replace("''", "'")


@pytest.mark.parametrize(
    "case",
    [
        case
        for case in (*cases("good", loading=True), *cases("bad", loading=True))
        if case.known is None and not case.is_recipe
    ],
    ids=lambda case: case.name,
)
def test_the_place_of_every_atom_holds_its_text(case: Case) -> None:
    rules = tr.load(case.path)
    for condition in every_condition(rules):
        for atom in atoms(condition):
            start, end = atom.origin.span
            assert squeezed(rules.source[start:end]) == squeezed(atom.origin.text) != ""


def test_a_chain_is_its_links() -> None:
    chain = condition_of("point <= satisfaction < whole")
    assert isinstance(chain, AtLeast)
    low, high = chain.parts
    assert isinstance(low, Comparison)
    assert isinstance(high, Comparison)
    assert chain.k is None
    assert (low.left, low.op, low.right) == (Constant(Fraction(1, 5), "0.2", "point"), "<=", FieldTerm("satisfaction"))
    assert (high.left, high.op, high.right) == (
        FieldTerm("satisfaction"),
        "<",
        Constant(Fraction(1000), "1000", "whole"),
    )


@pytest.mark.parametrize(
    ("text", "op"),
    [
        ("elapsed(last_purchase_on) >= months", ">="),
        ("months <= elapsed(last_purchase_on)", ">="),
        ("months > elapsed(last_purchase_on)", "<"),
        ("elapsed(last_purchase_on) > months", ">"),
    ],
)
def test_a_window_reads_from_its_date(text: str, op: str) -> None:
    window = condition_of(text)
    assert isinstance(window, DateWindow)
    assert (window.field, window.cut_off.op, window.cut_off.duration) == ("last_purchase_on", op, Duration(6, "month"))
    assert window.cut_off.name == "months"


def test_counts_of_all_any_and_always() -> None:
    assert [
        (one.k, len(one.parts))
        for one in map(
            condition_of,
            ["{all: [unstable, need_confirmed]}", "unstable or need_confirmed or proposal_sent", "always"],
        )
        if isinstance(one, AtLeast)
    ] == [(None, 2), (1, 3), (None, 0)]


# --- dimensions

RULES = """\
tierrules: 1
name: ids
dimensions:
  size:
    labels: LABELS
    hit: first
    rules:
"""


def rule_ids(*rules: str) -> list[str]:
    lines = "".join(f"      - {{{rule}, when: unstable}}\n" for rule in rules)
    return [rule.id for rule in tr.loads(RULES.replace("LABELS", "[a, b]") + lines).dimensions["size"].rules]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (["label: a"], ["size.a"]),
        (["label: a", "label: a", "label: a"], ["size.a", "size.a.2", "size.a.3"]),
        (["label: a", "label: b", "label: a"], ["size.a", "size.b", "size.a.2"]),
        (["label: a, id: r1", "label: a"], ["size.r1", "size.a"]),
        (["label: a", "label: a, id: r1", "label: a"], ["size.a", "size.r1", "size.a.2"]),
        (["label: a, id: a", "label: a"], ["size.a", "size.a.2"]),
    ],
)
def test_rules_are_cited_by_label_or_id(rules: list[str], expected: list[str]) -> None:
    assert rule_ids(*rules) == expected


@pytest.mark.parametrize("rules", [["label: b, id: a", "label: a"], ["label: b, id: a"]])
def test_an_id_is_no_label_that_its_rule_does_not_give(rules: list[str]) -> None:
    with pytest.raises(tr.RulesetError) as raised:
        rule_ids(*rules)
    (fault,) = raised.value.diagnostics
    assert (fault.code, fault.line, fault.column) == ("bad-rule-id", 8, 24)


@pytest.mark.parametrize(
    ("head", "labels", "expected"),
    [
        ("", "[a, b]", [("a", Title()), ("b", Title())]),
        ("", "{a: 大, b: 小}", [("a", Title(en="大")), ("b", Title(en="小"))]),
        ("language: zh\n", "{a: 大, b: 小}", [("a", Title(zh="大")), ("b", Title(zh="小"))]),
        ("language: en\n", "{b: Small, a: Large}", [("b", Title(en="Small")), ("a", Title(en="Large"))]),
        ("", "{a: {zh: 大, en: Large}, b: {zh: 小}}", [("a", Title("大", "Large")), ("b", Title("小"))]),
    ],
)
def test_labels_and_their_titles(head: str, labels: str, expected: list[tuple[str, Title]]) -> None:
    text = head + RULES.replace("LABELS", labels) + "      - {label: a, when: unstable}\n"
    assert [(label.name, label.title) for label in tr.loads(text).dimensions["size"].labels] == expected


def test_the_language_of_a_ruleset_is_that_of_its_plain_titles() -> None:
    for language, title in (("zh", Title(zh="标准")), ("en", Title(en="标准"))):
        text = (
            f"language: {language}\ntitle: 标准\n{RULES.replace('LABELS', '[a]')}      - {{label: a, when: always}}\n"
        )
        rules = tr.loads(text)
        assert (rules.language, rules.title) == (language, title)


@pytest.mark.parametrize(("line", "label"), [("", None), ("    otherwise: none\n", None), ("    otherwise: b\n", "b")])
def test_where_no_rule_matches(line: str, label: str | None) -> None:
    text = RULES.replace("LABELS", "[a, b]") + "      - {label: a, when: unstable}\n" + line
    assert tr.loads(text).dimensions["size"].otherwise == label


# --- fields


def test_a_standard_field_declared_again_is_the_file_s_own() -> None:
    text = HEAD.replace("thresholds:", "fields:\n  employees: {type: money, currency: EUR}\nthresholds:")
    rules = tr.loads(f"{text}employees >= 5\n")
    assert (rules.inputs["employees"].type, rules.inputs["employees"].currency) == (Type.MONEY, "EUR")


def test_only_fields_that_rules_read_are_inputs_in_order_of_use() -> None:
    rules = loaded("satisfaction >= 4 and employees > 5 or present(region) and satisfaction < 2")
    assert list(rules.inputs) == ["satisfaction", "employees", "region"]


def test_money_is_in_the_currency_of_the_ruleset() -> None:
    assert loaded("annual_revenue > 5").inputs["annual_revenue"].currency == "CNY"
    assert loaded("employees > 5").inputs["employees"].currency is None


# --- what is refused, with the way out


def faults(text: str) -> list[tuple[str, str, str]]:
    """What a text is answered with: code, message and help."""
    try:
        tr.loads(text)
    except tr.RulesetError as error:
        return [(one.code, one.message, one.help or "") for one in error.diagnostics]
    return []


TABLES = """\
tierrules: 1
name: tables
fields:
  sector: {type: category, values: [x, y], title: 行业组, aliases: [branch]}
  zone: {type: category, values: [x, y]}
thresholds:
  by_sector: {by: sector, rows: {x: 1, y: n/a}}
  by_both: {by: [sector, zone], rows: {x: {x: 1, y: 2}, y: {x: 3, y: 4}}}
dimensions:
  size:
    labels: {large: 大型, small: {zh: 小型, en: Small}}
    hit: first
    rules:
      - {label: large, when: "CONDITION"}
  flags:
    labels: [vip, new]
    hit: collect
    rules:
      - {label: vip, when: unstable}
  grade:
    labels: [a, b]
    hit: first
    rules:
      - {label: a, when: "employees > 1"}
"""


def answered(condition: str) -> list[tuple[str, str, str]]:
    return faults(TABLES.replace("CONDITION", condition))


def test_a_table_is_asked_about_by_the_field_that_it_is_by() -> None:
    for word in ("in", "not in"):
        assert answered(f"sector {word} by_sector") == []
        ((code, message, help),) = answered(f"zone {word} by_sector")
        assert (code, message) == ("wrong-operand", "`by_sector` has rows for values of `sector`, not of `zone`")
        assert help == f"write `sector {word} by_sector`"


@pytest.mark.parametrize("field", ["sector", "zone"])
def test_a_table_by_two_fields_is_not_asked_about_one(field: str) -> None:
    ((code, message, _),) = answered(f"{field} in by_both")
    assert code == "wrong-operand"
    assert message.startswith("`in` asks about tables by one field")


def test_a_table_is_by_two_different_fields() -> None:
    text = TABLES.replace("[sector, zone]", "[sector, sector]").replace("CONDITION", "unstable")
    assert [code for code, _, _ in faults(text)] == ["duplicate-value"]


@pytest.mark.parametrize("written", ["N/A", "na", "NA"])
def test_not_applicable_is_written_in_one_way(written: str) -> None:
    text = TABLES.replace("CONDITION", "unstable")
    row = faults(text.replace("y: n/a", f"y: {written}"))
    default = faults(text.replace("y: n/a}", f"y: 2}}, default: {written}"))
    assert [(code, help) for code, _, help in row] == [("bad-number", "write `n/a`")]
    assert row == default


@pytest.mark.parametrize(
    ("condition", "code", "help"),
    [
        ("has(flags, vip)", "unknown-label", "write `'vip'`"),
        ("行业组 == 'x'", "unknown-name", "did you mean `sector`?"),
        ("branch == 'x'", "unknown-name", "did you mean `sector`?"),
        ("known(employees + 1)", "wrong-argument", ""),
        ("present(-employees)", "wrong-argument", ""),
    ],
)
def test_the_right_way_is_named(condition: str, code: str, help: str) -> None:
    assert [(one, said) for one, _, said in answered(condition)] == [(code, help)]


@pytest.mark.parametrize(("title", "label"), [("大型", "large"), ("小型", "small"), ("Small", "small")])
def test_a_title_in_place_of_a_label_names_the_label(title: str, label: str) -> None:
    text = TABLES.replace("CONDITION", "unstable")
    tested = text.replace("employees > 1", f"size == '{title}'")
    rule = text.replace("{label: large,", f"{{label: {title},")
    otherwise = text.replace("  flags:", f"    otherwise: {title}\n  flags:")
    for broken, help in ((tested, f"`'{label}'`"), (rule, f"`{label}`"), (otherwise, f"`{label}`")):
        assert [(code, said) for code, _, said in faults(broken)] == [("unknown-label", f"did you mean {help}?")]


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("{aliases: [zone]}", "{}", ["name-taken"]),
        ("{aliases: [employees]}", "{}", ["name-taken"]),
        ("{aliases: [Staff]}", "{aliases: [ｓｔａｆｆ]}", ["name-taken"]),
        ("{aliases: [区域]}", "{title: 区域}", ["name-taken"]),
        ("{title: 区域}", "{aliases: [区域]}", ["name-taken"]),
        ("{aliases: [staff, 区域], title: 区域}", "{aliases: [people]}", []),
    ],
)
def test_a_column_is_one_field(one: str, other: str, codes: list[str]) -> None:
    fields = "".join(
        f"  {name}: {keys.replace('{', '{type: text' + ('' if keys == '{}' else ', '))}\n"
        for name, keys in (("area", one), ("zone", other))
    )
    text = f"tierrules: 1\nname: columns\nlanguage: zh\nfields:\n{fields}dimensions:\n  size:\n    labels: [a]\n"
    text += "    hit: first\n    rules:\n      - {label: a, when: area == 'x' and zone == 'y'}\n"
    assert [code for code, _, _ in faults(text)] == codes


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (r'[a, "b\u200bc"]', [("bad-label", r"the label `b\u200bc` holds a character that nobody sees")]),
        (r'[a, "e\u0301"]', [("look-alike-name", "the label `e\u0301` holds characters that only look like others")]),
        ("[a, ａ]", [("look-alike-name", "the label `ａ` looks like the label `a`")]),
        ("[a, ｂ, é]", []),
    ],
)
def test_labels_look_different(labels: str, expected: list[tuple[str, str]]) -> None:
    text = RULES.replace("LABELS", labels) + "      - {label: a, when: unstable}\n"
    assert [(code, message) for code, message, _ in faults(text)] == expected
