"""What each field that may decide an undetermined dimension would give, tried value by value through the definition."""

from __future__ import annotations

from collections.abc import Iterator

from tierrules.meaning.cells import atoms_asked, cells, marks
from tierrules.meaning.justification import Decider, Given, Named, named_label
from tierrules.meaning.model import Dimension
from tierrules.meaning.outcomes import outcome
from tierrules.meaning.regions import Region, region, runs
from tierrules.meaning.result import Outcome
from tierrules.meaning.semantics import asked
from tierrules.meaning.values import Case

MOST_CELLS = 2_000
"""How many values are tried for one dimension; further fields are left out."""


def deciders(case: Case, dimension: Dimension, answer: Outcome) -> Iterator[Decider]:
    """Yield the fields that may decide the dimension, each with what its values give while all others stay."""
    atoms, left = atoms_asked(case.model, dimension.name), MOST_CELLS
    for name in _fields_lacking(case, answer):
        field, found = case.model.fields[name], marks(case, atoms, name)
        parts = cells(field, found)
        left -= len(parts)
        if left < 0:
            return
        answers = [
            asked(Case(case.model, {**case.facts, name: cell.value}, case.as_of), dimension.name) for cell in parts
        ]
        told = [(one.labels, one.candidates) for one in answers]  # the status follows from them
        given = [
            _given(dimension, region(field, parts, run), next(answers[at] for at in run))
            for run in runs(field, parts, told)
        ]
        yield Decider(Named(name, field.title), tuple(given), found.exact)


def _given(dimension: Dimension, region: Region, answer: Outcome) -> Given:
    labels = tuple(named_label(dimension, one) for one in answer.labels)
    return Given(region, answer.status, labels, tuple(named_label(dimension, one) for one in answer.candidates))


def _fields_lacking(case: Case, answer: Outcome) -> list[str]:
    """Return the fields that may decide, those of other dimensions that are open too, in order of name."""
    named = [one.name for one in answer.missing]
    for name in named:  # which grows meanwhile
        if name in case.model.dimensions:
            lacking = outcome(case, case.model.dimensions[name]).missing
            named += [one.name for one in lacking if one.name not in named]
    return sorted(name for name in named if name in case.model.fields)
