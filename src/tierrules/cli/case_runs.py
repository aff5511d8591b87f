"""Cases put to their ruleset: each passes, or fails in places that are told with what is seen instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tierrules.cli.case_files import CaseFile
from tierrules.errors import NotInForce, Problem
from tierrules.meaning.change.expected import change_differences
from tierrules.meaning.change.record import ChangeRecord
from tierrules.meaning.classification import Classification, Tag
from tierrules.meaning.expectations import Case, Previous, answer_text, difference
from tierrules.meaning.facts import read_facts
from tierrules.meaning.justification import Justification
from tierrules.ruleset import Ruleset
from tierrules.text.diagnostics import Diagnostic
from tierrules.text.source import Span


@dataclass(frozen=True, slots=True)
class Failure:
    """What is seen instead of what one dimension should answer, with the grounds of the answer.

    There is no justification where there is no answer: of a customer who is refused, or on a day without figures.
    `change` is there where another change was expected, and there was one.
    """

    diagnostics: tuple[Diagnostic, ...]
    justification: Justification | None = None
    change: ChangeRecord | None = None


@dataclass(frozen=True, slots=True)
class CaseRun:
    """A case and where it failed; it has passed if nowhere."""

    case: Case
    line: int
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Whether every answer is as the case expects."""
        return not self.failures


@dataclass(frozen=True, slots=True)
class FileRun:
    """A case file and those of its cases that were run: none where the file or its ruleset does not load."""

    file: CaseFile
    runs: tuple[CaseRun, ...]

    @property
    def failed(self) -> tuple[CaseRun, ...]:
        """The cases that failed."""
        return tuple(run for run in self.runs if not run.passed)

    @property
    def is_sound(self) -> bool:
        """Whether the file was run and every case passed."""
        return not self.file.diagnostics and not self.failed


def run_file(file: CaseFile, names: tuple[str, ...] = ()) -> FileRun:
    """Put the cases of a file to its ruleset: all, or those that have one of `names` in their own."""
    if file.rules is None:
        return FileRun(file, ())
    chosen = [one for one in file.cases if not names or _has_part(one.name, names)]
    return FileRun(file, tuple(run_case(file, file.rules, one) for one in chosen))


def run_case(file: CaseFile, rules: Ruleset, case: Case) -> CaseRun:
    """Put one case to its ruleset."""
    return CaseRun(case, file.source.position(case.span.start).line, tuple(_Runner(file, rules, case).failures()))


def _has_part(name: str, parts: tuple[str, ...]) -> bool:
    return any(part.casefold() in name.casefold() for part in parts)


class _Runner:
    def __init__(self, file: CaseFile, rules: Ruleset, case: Case) -> None:
        self.file, self.rules, self.case = file, rules, case

    def failures(self) -> Iterator[Failure]:
        reading = read_facts(self.rules.inputs, self.case.customer)
        if self.case.problems is not None:
            yield from self._refusal(self.case.problems, reading.problems)
            return
        if reading.problems:
            yield Failure(tuple(map(self._refused, reading.problems)))
            return
        try:
            found = self.rules.classify_facts(reading, as_of=self.case.as_of)
        except NotInForce as error:
            yield Failure((self._told(self.case.span, f"there is no answer: {error}"),))
            return
        changes = None if self.case.previous is None else self._changes(found, self.case.previous)
        if isinstance(changes, Failure):
            yield changes
            changes = None
        yield from self._differences(found, changes)

    def _differences(self, found: Classification, changes: Mapping[str, ChangeRecord] | None) -> Iterator[Failure]:
        """One failure for each dimension that answers otherwise, with all that is wrong about it."""
        names = [one.dimension for one in self.case.expected]
        names += [one.dimension for one in self.case.changes if changes is not None]
        for name in dict.fromkeys(names):
            tag, change = found.by_dimension.get(name), (changes or {}).get(name)
            told = [] if tag is None else self._other_answers(name, tag)
            other = [] if changes is None else self._other_changes(name, change, tag)
            if told or other:
                grounds = None if tag is None else tag.justification
                yield Failure((*told, *other), grounds, change if other else None)

    def _other_answers(self, name: str, tag: Tag) -> list[Diagnostic]:
        return [
            self._told(one.span, message)
            for one in self.case.expected
            if one.dimension == name and (message := difference(one, tag, self.case.language)) is not None
        ]

    def _other_changes(self, name: str, change: ChangeRecord | None, tag: Tag | None) -> list[Diagnostic]:
        expected = [one for one in self.case.changes if one.dimension == name]
        answer = "not asked" if tag is None else answer_text(tag)
        return [self._told(*one) for one in change_differences(expected, change, answer, self.case.language)]

    def _changes(self, found: Classification, previous: Previous) -> dict[str, ChangeRecord] | Failure:
        """The changes by dimension, or why the customer had no answer before."""
        if previous.as_of is None:
            return {one.dimension.name: one for one in found.changes_from(None, first=True)}
        rules = self.rules if previous.rules is None else self.file.earlier[previous.rules]
        reading = read_facts(rules.inputs, previous.customer)
        if reading.problems:
            return Failure(tuple(self._refused(one, previous) for one in reading.problems))
        try:
            before = rules.classify_facts(reading, as_of=previous.as_of)
        except NotInForce as error:
            return Failure((self._told(previous.span, f"there was no answer before: {error}"),))
        return {one.dimension.name: one for one in found.changes_from(before)}

    def _refusal(self, wanted: tuple[str, ...], problems: tuple[Problem, ...]) -> Iterator[Failure]:
        refused = {one.field for one in problems}
        if not refused:
            yield Failure((self._told(self.case.problems_span, "every value can be read, expected a refusal"),))
        else:
            accepted = [name for name in wanted if name not in refused]
            told = [
                self._told(self.case.problems_span, f"`{name}` can be read, expected a refusal") for name in accepted
            ]
            told += [self._refused(one) for one in problems if one.field not in wanted]
            yield from [Failure(tuple(told))] if told else []

    def _refused(self, problem: Problem, previous: Previous | None = None) -> Diagnostic:
        place = (previous or self.case).places.get(problem.field, self.case.span)
        when = "was refused before" if previous else "is refused"
        return self._told(place, f"the customer {when}: {problem.field}: {problem.message}", problem.help or None)

    def _told(self, span: Span, message: str, help: str | None = None) -> Diagnostic:
        return Diagnostic.at(self.file.source, span, "case-failed", message, help=help)
