"""YAML trees → records: each section's shape is checked, whatever fits is read on.

What has a wrong shape is reported and left out; its name is kept in `declared`, so that its users are not told
that it does not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tierrules.language import keys
from tierrules.language.read.conditions import ConditionReader
from tierrules.language.read.dimensions import DimensionReader
from tierrules.language.read.records import entries, form_of, items, read_record, written_keys
from tierrules.language.read.titles import scalar, text, title
from tierrules.language.shapes import Record, Shape
from tierrules.language.syntax import (
    Condition,
    DerivedEntry,
    FieldEntry,
    InvariantEntry,
    PointsEntry,
    RowEntry,
    RulesetEntry,
    ScoreEntry,
    Single,
    TableEntry,
    ThresholdEntry,
    TriggerEntry,
)
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence

Entry = TypeVar("Entry")

_TWO_FIELDS = "by: [industry, region]"


def read_ruleset(tree: Mapping, problems: Problems) -> RulesetEntry:
    """Return what the file says, whatever of it can be read."""
    top = read_record(keys.RULESET, tree, problems, "a ruleset")
    return _Reader(problems, text(top.get("language")) or "en").ruleset(top)


class _Reader:
    def __init__(self, problems: Problems, language: str) -> None:
        self.problems = problems
        self.language = language
        self.declared: set[str] = set()
        self.conditions = ConditionReader(problems)
        self.dimensions = DimensionReader(problems, language, self.conditions)

    def ruleset(self, top: dict[str, Node]) -> RulesetEntry:
        effective = top.get("effective")
        times = (
            read_record(keys.EFFECTIVE, effective, self.problems, "`effective`")
            if isinstance(effective, Mapping)
            else {}
        )
        return RulesetEntry(
            name=scalar(top.get("name")),
            version=text(top.get("version")),
            language=self.language,
            currency=scalar(top.get("currency")),
            model=text(top.get("model")),
            title=title(top.get("title"), self.language, self.problems),
            since=scalar(times.get("from")),
            until=scalar(times.get("until")),
            fields=self.section(top, "fields", keys.FIELD, "the field", self.field),
            assume=self.listed(
                top.get("assume"), keys.WHEN, "an assumption", keys.RULESET.example("assume"), self.conditions.read
            ),
            thresholds=self.section(top, "thresholds", keys.THRESHOLD, "the threshold", self.threshold),
            derived=self.section(top, "derived", keys.VALUE, "the derived value", self.derived),
            scores=self.section(top, "scores", keys.SCORE, "the score", self.score),
            dimensions=self.section(top, "dimensions", keys.DIMENSION, "the dimension", self.dimensions.read),
            triggers=self.section(top, "triggers", keys.TRIGGER, "the trigger", self.trigger),
            invariants=self.listed(
                top.get("invariants"),
                keys.INVARIANT,
                "an invariant",
                keys.RULESET.example("invariants"),
                self.invariant,
            ),
            declared=frozenset(self.declared),
        )

    def section(
        self, top: dict[str, Node], key: str, shape: Shape, noun: str, read: Callable[[Scalar, Node], Entry | None]
    ) -> tuple[Entry, ...]:
        """Read the entries of a section; every name that is written counts as declared."""
        node = top.get(key)
        if not isinstance(node, Mapping):
            return ()
        self.declared.update(name.value for name, _ in node.pairs)
        fitting = entries(node, shape, self.problems, noun, keys.RULESET.example(key))
        found = [read(name, child) for name, child in fitting]
        return tuple(entry for entry in found if entry is not None)

    def listed(
        self, node: Node | None, shape: Shape, noun: str, example: str, read: Callable[[Node], Entry | None]
    ) -> tuple[Entry, ...]:
        if not isinstance(node, Sequence):
            return ()
        found = [read(child) for child in items(node.items, shape, self.problems, noun, example)]
        return tuple(entry for entry in found if entry is not None)

    def record(self, shape: Record, node: Node, what: str) -> dict[str, Node]:
        assert isinstance(node, Mapping)  # the section has checked it
        return read_record(shape, node, self.problems, what)

    def scalars(self, node: Node | None, noun: str, example: str) -> tuple[Scalar, ...]:
        return self.listed(node, keys.NAME, noun, example, scalar)

    # --- fields and thresholds

    def field(self, name: Scalar, node: Node) -> FieldEntry:
        has = self.record(keys.FIELD, node, f"the field `{name.value}`")
        whole = isinstance(node, Mapping) and written_keys(keys.FIELD, node) <= has.keys()
        return FieldEntry(
            name=name,
            type=scalar(has.get("type")) if whole else None,
            title=title(has.get("title"), self.language, self.problems),
            values=self.scalars(has["values"], "a value", keys.FIELD.example("values")) if "values" in has else None,
            minimum=scalar(has.get("min")),
            maximum=scalar(has.get("max")),
            empty=text(has.get("empty")) or "unknown",
            currency=scalar(has.get("currency")),
            aliases=self.scalars(has.get("aliases"), "an alias", keys.FIELD.example("aliases")),
        )

    def threshold(self, name: Scalar, node: Node) -> ThresholdEntry | None:
        if isinstance(node, Scalar):
            return ThresholdEntry(name, node, title(None, self.language, self.problems), None)
        what = f"the threshold `{name.value}`"
        has = self.record(keys.THRESHOLD_RECORD, node, what)
        value = self.threshold_value(has, node)
        called = title(has.get("title"), self.language, self.problems)
        return None if value is None else ThresholdEntry(name, value, called, text(has.get("source")))

    def threshold_value(self, has: dict[str, Node], node: Node) -> Scalar | tuple[RowEntry, ...] | TableEntry | None:
        # Both are read, so that what is wrong with them is told even where the form is.
        table = self.table(has)
        dated = self.rows(has.get("dated"), keys.NUMBER, "dated")
        form = form_of(keys.THRESHOLD_RECORD, node) if isinstance(node, Mapping) else None
        match form.mark if form else None:
            case "value":
                return scalar(has.get("value"))
            case "rows":
                return table
            case _:
                return dated or None

    def table(self, has: dict[str, Node]) -> TableEntry | None:
        by = has.get("by")
        fields = (by,) if isinstance(by, Scalar) else self.scalars(by, "a field of `by`", _TWO_FIELDS)
        rows = self.rows(has.get("rows"), keys.ROW, "rows")
        if not fields or "rows" not in has:
            return None
        return TableEntry(fields, rows, scalar(has.get("default")), text(has.get("prefix")) == "true")

    def rows(self, node: Node | None, shape: Shape, word: str) -> tuple[RowEntry, ...]:
        if not isinstance(node, Mapping):
            return ()
        fitting = entries(node, shape, self.problems, "the row", keys.THRESHOLD_RECORD.example(word))
        return tuple(
            RowEntry(key, child if isinstance(child, Scalar) else self.rows(child, keys.NUMBER, word))
            for key, child in fitting
        )

    # --- derived values and scores

    def derived(self, name: Scalar, node: Node) -> DerivedEntry | None:
        value = self.conditions.read(node)
        return DerivedEntry(name, value) if isinstance(value, Single) else None

    def score(self, name: Scalar, node: Node) -> ScoreEntry:
        has = self.record(keys.SCORE, node, f"the score `{name.value}`")
        return ScoreEntry(
            name,
            title(has.get("title"), self.language, self.problems),
            self.limits(has["within"]) if "within" in has else None,
            self.listed(
                has.get("add"), keys.POINTS, f"an entry of `{name.value}`", keys.SCORE.example("add"), self.points
            ),
        )

    def limits(self, node: Node) -> tuple[Scalar, ...]:
        return self.listed(node, keys.NUMBER_OR_NAME, "a limit", keys.SCORE.example("within"), scalar)

    def points(self, node: Node) -> PointsEntry | None:
        has = self.record(keys.POINTS, node, "an entry of a score")
        points = scalar(has.get("points"))
        when = self.conditions.read(has["when"]) if "when" in has else None
        broken = points is None or ("when" in has and when is None)
        return None if broken or points is None else PointsEntry(points, when)

    # --- claims and triggers

    def trigger(self, name: Scalar, node: Node) -> TriggerEntry | None:
        has = self.record(keys.TRIGGER, node, f"the trigger `{name.value}`")
        dimension, do = scalar(has.get("dimension")), has.get("do")
        example = keys.TRIGGER.example("do")
        actions = entries(do, keys.NAME, self.problems, "the action", example) if isinstance(do, Mapping) else ()
        told = tuple((key.value, text(child) or "") for key, child in actions)
        return (
            None
            if dimension is None
            else TriggerEntry(name, dimension, scalar(has.get("from")), scalar(has.get("to")), told)
        )

    def invariant(self, node: Node) -> InvariantEntry | None:
        has = self.record(keys.INVARIANT, node, "an invariant")
        form = form_of(keys.INVARIANT, node) if isinstance(node, Mapping) else None
        claims: dict[str, Condition | None] = {
            kind: self.conditions.read(has[kind]) for kind in ("never", "always") if kind in has
        }
        condition = claims.get(form.mark) if form else None
        if form is None or (form.mark in claims and condition is None):
            return None
        return InvariantEntry(
            form.mark, condition, scalar(has.get("rises_with")), scalar(has.get("dimension")), node.span
        )
