"""Why: the outcome of a dimension once more, with every comparison that led to it.

One function for every engine. It asks `semantics` for each truth and adds only what people want to see beside
it: both sides, the threshold's name, the distance to the bound, the day on which time alone will change it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tierrules.meaning import semantics
from tierrules.meaning.better import better
from tierrules.meaning.deciders import deciders
from tierrules.meaning.decisive import atoms, decisive
from tierrules.meaning.judge import Judge
from tierrules.meaning.justification import JudgedRule, Justification, Named, named_label
from tierrules.meaning.model import Condition, Dimension, Model
from tierrules.meaning.outcomes import outcome
from tierrules.meaning.truth import FALSE, TRUE
from tierrules.meaning.values import Case, Facts


def justify(model: Model, facts: Facts, as_of: date, dimension: str, *, outlook: bool = True) -> Justification:
    """Return the justification of one dimension for one customer; raises KeyError for an unknown dimension.

    Without `outlook` it says nothing of better labels and of what the missing values would give: that takes longer
    than all else, since other values are tried.
    """
    case, one = Case(model, facts, as_of), model.dimensions[dimension]
    answer = outcome(case, one)
    applies = None if one.applies is None else judged_rule(case, one, one.applies_id, None, one.applies)
    return Justification(
        dimension=Named(one.name, one.title),
        status=answer.status,
        labels=tuple(named_label(one, name) for name in answer.labels),
        rules_cited=answer.rules,
        candidates=tuple(named_label(one, name) for name in answer.candidates),
        missing=answer.missing,
        to_bring=tuple(called(model, one.name) for one in answer.missing),
        as_of=as_of,
        applies=applies,
        rules=tuple(rules_read(case, one)) if applies is None or applies.truth is not FALSE else (),
        better=tuple(better(case, one, answer)) if outlook else (),
        deciders=tuple(deciders(case, one, answer)) if outlook else (),
    )


def rules_read(case: Case, one: Dimension) -> Iterator[JudgedRule]:
    """Yield the rules in order; under `first` up to the first TRUE one: what stands below it was not asked."""
    for rule in one.rules:
        judged = judged_rule(case, one, rule.id, named_label(one, rule.label), rule.when)
        yield judged
        if judged.truth is TRUE and one.reducer == "first":
            return


def judged_rule(case: Case, one: Dimension, id: str, label: Named | None, when: Condition) -> JudgedRule:
    """Return a rule with its truth and its comparisons; under `no-match` these may be UNKNOWN in a FALSE rule."""
    judge = Judge(case)
    return JudgedRule(
        id,
        label,
        semantics.matches(case, one, when),
        tuple(judge.comparison(atom) for atom in atoms(case, when)),
        tuple(judge.comparison(atom) for atom in decisive(case, when, semantics.truth(case, when))),
    )


def called(model: Model, name: str) -> Named:
    """Return a field or dimension with its title."""
    return Named(name, model.fields[name].title if name in model.fields else model.dimensions[name].title)
