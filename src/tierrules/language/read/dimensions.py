"""The section `dimensions`: labels, and rules, bands or cells."""

from __future__ import annotations

from tierrules.language import keys
from tierrules.language.read.conditions import ConditionReader
from tierrules.language.read.records import entries, form_of, items, read_record
from tierrules.language.read.titles import scalar, text, title
from tierrules.language.syntax import BandsEntry, Cell, CellsEntry, DimensionEntry, RuleEntry, Single
from tierrules.meaning.declared import Title
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence


class DimensionReader:
    """Reads the dimensions of one file."""

    def __init__(self, problems: Problems, language: str, conditions: ConditionReader) -> None:
        self.problems, self.language, self.conditions = problems, language, conditions

    def read(self, name: Scalar, node: Node) -> DimensionEntry | None:
        """Return an entry of `dimensions`."""
        if not isinstance(node, Mapping):
            return None
        has = read_record(keys.DIMENSION, node, self.problems, f"the dimension `{name.value}`")
        return DimensionEntry(
            name=name,
            title=title(has.get("title"), self.language, self.problems),
            labels=self._labels(has.get("labels")),
            ordered=text(has.get("ordered")) != "false",
            hit=scalar(has.get("hit")),
            applies=self.conditions.read(has["applies"]) if "applies" in has else None,
            rules=self._rules(has["rules"], name.value) if "rules" in has else None,
            bands=self._bands(has.get("bands"), name.value),
            cells=self._cells(has.get("cells"), name.value),
            otherwise=scalar(has.get("otherwise")),
            no_match="missing" in has,
        )

    def _labels(self, node: Node | None) -> tuple[tuple[Scalar, Title], ...]:
        example = keys.DIMENSION.example("labels")
        if isinstance(node, Sequence):
            for _ in items(node.items, keys.NAME, self.problems, "a label", example):
                pass
            return tuple((name, Title()) for one in node.items for name in _names(one))
        if not isinstance(node, Mapping):
            return ()
        # A label whose title cannot be read is a label all the same.
        titles = dict(entries(node, keys.TITLE, self.problems, "the title of", example))
        return tuple((name, title(titles.get(name), self.language, self.problems)) for name, _ in node.pairs)

    def _rules(self, node: Node, dimension: str) -> tuple[RuleEntry, ...]:
        if not isinstance(node, Sequence):
            return ()
        what = f"a rule of `{dimension}`"
        fitting = items(node.items, keys.RULE, self.problems, what, keys.DIMENSION.example("rules"))
        found = [self._rule(one, what) for one in fitting]
        return tuple(rule for rule in found if rule is not None)

    def _rule(self, node: Node, what: str) -> RuleEntry | None:
        if not isinstance(node, Mapping):
            return None
        has = read_record(keys.RULE, node, self.problems, what)
        label, overrides = scalar(has.get("label")), has.get("overrides")
        when = self.conditions.read(has["when"]) if "when" in has else None
        example = keys.RULE.example("overrides")
        several = self._scalars(overrides, "a rule of `overrides`", example)
        named = (overrides,) if isinstance(overrides, Scalar) else several
        return None if label is None else RuleEntry(label, when, scalar(has.get("id")), named, node.span)

    def _bands(self, node: Node | None, dimension: str) -> BandsEntry | None:
        if not isinstance(node, Mapping):
            return None
        has = read_record(keys.BANDS, node, self.problems, f"`bands` of `{dimension}`")
        form = form_of(keys.BANDS, node)
        of = self.conditions.read(has["of"]) if "of" in has else None
        bounds = {key: self._bounds(has[key], key) for key in ("from", "up_to") if key in has}
        rest = scalar(has.get(form.beside[0])) if form else None
        if form is None or rest is None or form.mark not in bounds or not isinstance(of, Single):
            return None
        return BandsEntry(of, bounds[form.mark], rest, form.mark == "from", node.span)

    def _bounds(self, node: Node, key: str) -> tuple[tuple[Scalar, Scalar], ...]:
        if not isinstance(node, Mapping):
            return ()
        pairs = entries(node, keys.NUMBER_OR_NAME, self.problems, "the bound of", keys.BANDS.example(key))
        return tuple((label, bound) for label, bound in pairs if isinstance(bound, Scalar))

    def _cells(self, node: Node | None, dimension: str) -> CellsEntry | None:
        if not isinstance(node, Mapping):
            return None
        has = read_record(keys.CELLS, node, self.problems, f"`cells` of `{dimension}`")
        of, rows = has.get("of"), has.get("rows")
        values = self._values(of) if isinstance(of, Sequence) else None
        cells = self._cell_rows(rows) if isinstance(rows, Mapping) else None
        return None if values is None or cells is None else CellsEntry(values, cells, node.span)

    def _values(self, node: Sequence) -> tuple[Single, ...] | None:
        fitting = items(node.items, keys.VALUE, self.problems, "a value of `of`", keys.CELLS.example("of"))
        values = tuple(one for one in map(self.conditions.read, fitting) if isinstance(one, Single))
        return values if len(values) == len(node.items) else None

    def _cell_rows(self, node: Mapping) -> tuple[tuple[Scalar, tuple[Cell, ...]], ...]:
        rows = entries(node, keys.CELL_LIST, self.problems, "the cells of", keys.CELLS.example("rows"))
        return tuple((label, self._cell_list(child)) for label, child in rows)

    def _cell_list(self, node: Node) -> tuple[Cell, ...]:
        if not isinstance(node, Sequence):
            return ()
        example = keys.CELLS.example("rows")
        found = items(node.items, keys.CELL, self.problems, "a cell", example)
        return tuple(Cell(self._scalars(one, "a value of a cell", example), one.span) for one in found)

    def _scalars(self, node: Node | None, noun: str, example: str) -> tuple[Scalar, ...]:
        if not isinstance(node, Sequence):
            return ()
        fitting = items(node.items, keys.NAME, self.problems, noun, example)
        return tuple(one for one in fitting if isinstance(one, Scalar))


def _names(label: Node) -> tuple[Scalar, ...]:
    """The labels that an item of a list of labels names: of a mapping, which is reported, its keys."""
    match label:
        case Scalar(reported=False):
            return (label,)
        case Mapping(pairs=pairs):
            return tuple(name for name, _ in pairs)
        case _:
            return ()
