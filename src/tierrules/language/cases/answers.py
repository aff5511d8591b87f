"""What a case expects of the dimensions of a ruleset: every label, rule and field must be there."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Final, cast

from tierrules.language.cases.entries import AnswerEntry
from tierrules.language.cases.fields import FieldNames
from tierrules.language.resolve.labels import label_titled
from tierrules.language.shapes import spoken
from tierrules.meaning.expectations import Aspect, Expectation
from tierrules.meaning.model import Dimension
from tierrules.meaning.result import UNLABELLED_KINDS
from tierrules.text.diagnostics import Problems
from tierrules.text.nearest import hint
from tierrules.text.nodes import Scalar

_NONE: Final = "none"
_SHOWN: Final = 8
_STATUSES: Final = ("decided", "undetermined", *UNLABELLED_KINDS)


class AnswerReader:
    """Reads the answers of cases of one ruleset."""

    def __init__(self, rules: str, dimensions: Mapping[str, Dimension], fields: FieldNames, problems: Problems) -> None:
        self.rules, self.dimensions, self.fields, self.problems = rules, dimensions, fields, problems

    def read(self, entries: Iterable[AnswerEntry]) -> tuple[Expectation, ...]:
        """Return what one case expects, in the order of dimensions, so that each is told of at once."""
        known = [(entry, one) for entry in entries if (one := self.dimension(entry.dimension)) is not None]
        statuses = {one.name: entry.texts[0].value for entry, one in known if entry.key == "status" and entry.texts}
        labelled = {one.name: "decided" for entry, one in known if entry.key == "labels" and not _is_none(entry)}
        self._check_rules(known, {name for name, status in (labelled | statuses).items() if status == "decided"})
        found = [made for entry, one in known for made in self._expectations(entry, one, statuses.get(one.name))]
        places = list(self.dimensions)
        return tuple(sorted(found, key=lambda one: places.index(one.dimension)))

    def dimension(self, written: Scalar) -> Dimension | None:
        """Return a dimension by its name; None, and a problem, if there is none."""
        found = self.dimensions.get(written.value)
        if found is None:
            titled = next((one.name for one in self.dimensions.values() if written.value in one.title), None)
            listed = f"the dimensions are {spoken(tuple(self.dimensions)[:_SHOWN])}"
            self.problems.error(
                "unknown-dimension",
                written.span,
                f"the ruleset `{self.rules}` has no dimension `{written.value}`",
                help=f"did you mean `{titled}`?" if titled else hint(written.value, self.dimensions, listed),
            )
        return found

    def _expectations(self, entry: AnswerEntry, dimension: Dimension, status: str | None) -> list[Expectation]:
        if entry.texts is None:
            return []
        match entry.key:
            case "reason":  # each of its words has a place of its own
                return [Expectation("reason", dimension.name, (one.value,), one.span) for one in entry.texts]
            case "labels":
                wanted = self._labels(entry, dimension)
                self._check_labels(entry, dimension, wanted, status)
            case "rule":
                wanted = self._rules(entry, dimension)
            case "missing":
                wanted = self._missing(entry)
            case _:
                wanted = tuple(one.value for one in entry.texts)
        aspect = cast(Aspect, entry.key)
        return [Expectation(aspect, dimension.name, wanted, entry.span, settled=status is None)]

    # --- labels

    def labels_of(self, entry: AnswerEntry, dimension: Dimension) -> tuple[str, ...]:
        """Return the labels that are written; none for `none`."""
        wanted = self._labels(entry, dimension)
        self._check_labels(entry, dimension, wanted, None)
        return wanted

    def _labels(self, entry: AnswerEntry, dimension: Dimension) -> tuple[str, ...]:
        texts = entry.texts or ()
        if not entry.is_list and texts[0].value == _NONE:
            return ()
        titles = {label.name: label.title for label in dimension.labels}
        self.check_once(texts)
        for one in texts:
            if one.value not in titles:
                self.problems.error(
                    "unknown-label",
                    one.span,
                    f"`{dimension.name}` has no label `{one.value}`",
                    help=self._label_help(one.value, dimension),
                )
        return tuple(one.value for one in texts)

    def _label_help(self, text: str, dimension: Dimension) -> str | None:
        if text == _NONE:
            return f"write `{dimension.name}: none` without brackets"
        if text in _STATUSES:
            return f"write `status: {{{dimension.name}: {text}}}`"
        titles = {label.name: label.title for label in dimension.labels}
        titled = label_titled(text, titles.items())
        listed = f"the labels are {spoken(tuple(titles)[:_SHOWN])}"
        return f"did you mean `{titled}`?" if titled is not None else hint(text, titles, listed)()

    def _check_labels(
        self, entry: AnswerEntry, dimension: Dimension, wanted: tuple[str, ...], status: str | None
    ) -> None:
        """Report labels that no answer of the dimension can have."""
        collects = dimension.reducer == "collect"
        if len(wanted) > 1 and not collects:
            message = f"`{dimension.name}` gives one label, here are {len(wanted)}"
            self._report_clash(entry, message, "only `hit: collect` gives several")
        elif wanted and status not in (None, "decided", *(("undetermined",) if collects else ())):
            message = f"`{dimension.name}` has no label while it is `{status}`"
            self._report_clash(entry, message, "delete the label or the status")
        elif not wanted and status == "decided":
            message = f"`{dimension.name}` has a label when it is `decided`"
            self._report_clash(entry, message, "write the label, or delete the status")

    def _report_clash(self, entry: AnswerEntry, message: str, help: str) -> None:
        self.problems.error("contradicting-case", entry.span, message, help=help)

    # --- rules, and what is missing

    def _rules(self, entry: AnswerEntry, dimension: Dimension) -> tuple[str, ...]:
        texts = entry.texts or ()
        if not entry.is_list and texts[0].value == _NONE:
            return ()
        default = () if dimension.otherwise is None else (dimension.default_id,)
        ids = tuple(dict.fromkeys((*(rule.id for rule in dimension.rules), *default)))
        self.check_once(texts)
        for one in texts:
            if one.value not in ids:
                cited = f"{dimension.name}.{one.value}"
                listed = f"the rules are {spoken(ids[:_SHOWN])}"
                self.problems.error(
                    "unknown-rule",
                    one.span,
                    f"`{dimension.name}` has no rule `{one.value}`",
                    help=f"did you mean `{cited}`?" if cited in ids else hint(one.value, ids, listed),
                )
        return tuple(one.value for one in texts)

    def _check_rules(self, known: Iterable[tuple[AnswerEntry, Dimension]], decided: Container[str]) -> None:
        for entry, one in known:
            if entry.key == "rule" and _is_none(entry) and one.name in decided:
                message = f"`{one.name}` has a label, and no label comes without a rule"
                self._report_clash(entry, message, "write the rule, or delete the line")

    def _missing(self, entry: AnswerEntry) -> tuple[str, ...]:
        texts = entry.texts or ()
        if not entry.is_list and texts[0].value == _NONE:
            return ()
        self.check_once(texts)
        found = [
            one.value if one.value in self.dimensions else self.fields.look_up(one, "no rule waits for")
            for one in texts
        ]
        return tuple(one for one in found if one is not None)

    def check_once(self, texts: Iterable[Scalar]) -> None:
        """Report what stands twice."""
        seen: set[str] = set()
        for one in texts:
            if one.value in seen:
                self.problems.error("duplicate-value", one.span, f"`{one.value}` stands twice", help="delete one")
            seen.add(one.value)


def _is_none(entry: AnswerEntry) -> bool:
    """Whether an entry says that there is none; one that could not be read says nothing."""
    texts = entry.texts
    return texts == () or (texts is not None and not entry.is_list and texts[0].value == _NONE)
