"""The entries of a case file against a ruleset: every name is settled, and what cannot come true is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from tierrules.language.cases.changes import ChangeReader, ChangingRules, Ruled
from tierrules.language.cases.days import day_of
from tierrules.language.cases.entries import CaseEntry, CaseFileEntry
from tierrules.language.keys.cases import ANSWERS
from tierrules.meaning.dates import Lang
from tierrules.meaning.expectations import Case
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Scalar
from tierrules.text.source import Span


class AnsweringRules(ChangingRules, Protocol):
    """A loaded ruleset, as far as cases speak of it."""

    @property
    def language(self) -> Lang:
        """The language of sentences where none is asked for."""


def resolve_cases(
    entry: CaseFileEntry, rules: AnsweringRules, load: Callable[[Scalar], ChangingRules | None], problems: Problems
) -> tuple[Case, ...]:
    """Return the cases of a file; they are whole only if `problems` has no errors.

    `load` finds the rulesets of before that cases of a change name; None, and a problem, for one that is not there.
    """
    reader = _CaseReader(entry, rules, load, problems)
    check_names(entry.cases, problems)
    found = [reader.case(one) for one in entry.cases]
    return tuple(one for one in found if one is not None)


def check_names(cases: Iterable[CaseEntry], problems: Problems) -> None:
    """Report cases that share a name: a failure would name both."""
    seen: dict[str, Span] = {}
    for name in (one.name for one in cases if one.name is not None):
        if name.value in seen:
            message = f"two cases have the name `{name.value}`"
            related = ((seen[name.value], "the other stands here"),)
            problems.error("duplicate-value", name.span, message, help="say how they differ", related=related)
        seen.setdefault(name.value, name.span)


class _CaseReader:
    def __init__(
        self,
        file: CaseFileEntry,
        rules: AnsweringRules,
        load: Callable[[Scalar], ChangingRules | None],
        problems: Problems,
    ) -> None:
        self.file, self.rules, self.problems = file, rules, problems
        self.day = day_of(file.as_of, problems)
        self.ruled = Ruled(rules, problems)
        self.changes = ChangeReader(self.ruled, load, problems)

    def case(self, entry: CaseEntry) -> Case | None:
        self._check_expects(entry)
        self._check_has_day(entry)
        as_of = self.day if entry.as_of is None else day_of(entry.as_of, self.problems)
        customer, places = self.ruled.fields.customer(entry.customer)
        expected = self.ruled.answers.read(entry.answers)
        previous, changes = self.changes.read(entry, as_of, customer, places)
        refused = None if entry.problems is None else self._refused(entry.problems)
        if as_of is None or entry.name is None:
            return None
        return Case(
            name=entry.name.value,
            span=entry.span,
            as_of=as_of,
            language=self._language(entry),
            customer=customer,
            places=places,
            expected=expected,
            problems=refused,
            problems_span=entry.problems_key,
            previous=previous,
            changes=changes,
        )

    def _language(self, entry: CaseEntry) -> Lang:
        written = entry.language or self.file.language
        return self.rules.language if written is None else "zh" if written == "zh" else "en"

    def _refused(self, names: Iterable[Scalar]) -> tuple[str, ...]:
        found = [self.ruled.fields.look_up(one, "no rule reads") for one in names]
        return tuple(one for one in found if one is not None)

    def _check_expects(self, entry: CaseEntry) -> None:
        answers = entry.written & {*ANSWERS, "changes"}
        what = f"the case `{entry.name.value}`" if entry.name else "a case"
        if "previous" in entry.written and "changes" not in entry.written and entry.previous is not None:
            help = "for example `changes: {size: medium -> large}`, or `changes: none` if nothing does"
            message = f"{what} has `previous` and does not say what `changes`"
            self.problems.error("missing-key", entry.previous.span, message, help=help)
        elif not answers and "problems" not in entry.written:
            help = "for example `labels: {size: large}`"
            self.problems.error("empty-case", entry.span, f"{what} expects nothing", help=help)
        if answers and "problems" in entry.written:
            told = next(key for key in (*ANSWERS, "changes") if key in answers)
            message = f"{what} expects `{told}` of a customer who must be refused"
            help = "who has `problems` gets no answer: delete one of the two"
            self.problems.error("contradicting-case", entry.problems_key, message, help=help)

        if "changes" in answers and "previous" not in entry.written:
            help = (
                "for example `previous: {customer: {annual_revenue: 9800万}}`, or `previous: none` for a first answer"
            )
            self.problems.error("missing-key", entry.changes_key, f"{what} has `changes` and no `previous`", help=help)

    def _check_has_day(self, entry: CaseEntry) -> None:
        if "as_of" not in entry.written | self.file.written:
            what = f"the case `{entry.name.value}`" if entry.name else "a case"
            help = "for example `as_of: 2026-11-22`, here or for the whole file"
            self.problems.error("missing-key", entry.span, f"{what} has no key `as_of`", help=help)
