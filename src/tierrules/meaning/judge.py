"""One comparison with both sides filled in: the customer's value, the bound, and how far they are apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import cast

from tierrules.meaning import semantics
from tierrules.meaning.dates import Lang, turning_day
from tierrules.meaning.decisive import decisive
from tierrules.meaning.declared import Scalar, Title, Type
from tierrules.meaning.justification import JudgedComparison, JudgedPoints, Lacking, Named
from tierrules.meaning.model import (
    Atom,
    Choice,
    Comparison,
    Computed,
    Constant,
    DateWindow,
    DerivedTerm,
    FieldTerm,
    LabelTest,
    Membership,
    Presence,
    ScoreTerm,
    Term,
)
from tierrules.meaning.truth import MISSING, UNKNOWN, Absent, Truth
from tierrules.meaning.values import Case, duration_in_force, fields_of, lacking, value
from tierrules.meaning.words import WORDS

_NAME = re.compile(r"[a-z_]\w*")
_STATUSES = {one: Title(WORDS["zh"].statuses[one], told) for one, told in WORDS["en"].statuses.items()}
_MIRRORED = {"<": ">", "<=": ">=", "==": "==", "!=": "!=", ">=": "<=", ">": "<"}


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the comparisons of one case."""

    case: Case

    def comparison(self, atom: Atom | Choice) -> JudgedComparison:
        """Return the comparison as it stands for the customer; a table whose key is missing stands for itself."""
        truth = cast(Truth, semantics.truth(self.case, atom))  # what is absent is not judged
        match atom:
            case Comparison():
                return self._plain(atom, truth)
            case DateWindow():
                return self._window(atom, truth)
            case Membership():
                return self._membership(atom, truth)
            case LabelTest():
                return self._label_test(atom, truth)
            case Presence(term, function, origin):
                seen, type = value(self.case, term), self._type(term)
                return JudgedComparison(
                    text=origin.text,
                    field=self._named(term),
                    type=type,
                    op=function,
                    value=seen,
                    bound=(),
                    truth=truth,
                    currency=self._currency(term),
                    titles=self._titles((term,), (seen,)),
                    lacking=self._lacking(term),
                )
            case Choice(field, rows, origin=origin):
                keys = tuple(key for key, _ in rows)
                type = self._type(FieldTerm(field))
                return JudgedComparison(origin.text, self._field(field), type, "in", MISSING, keys, UNKNOWN)

    def _plain(self, atom: Comparison, truth: Truth) -> JudgedComparison:
        left, op, right = atom.left, atom.op, atom.right
        if isinstance(left, Constant) and not isinstance(right, Constant):
            left, op, right = right, _MIRRORED[op], left
        seen, interval = self._seen(left)
        bound = value(self.case, right)
        return JudgedComparison(
            text=atom.origin.text,
            field=self._named(left),
            type=atom.type,
            op=op,
            value=seen,
            bound=bound,
            truth=truth,
            threshold=self._threshold(right),
            other_field=None if isinstance(right, Constant) else self._named(right),
            currency=self._currency(left) or self._currency(right),
            distance=_distance(seen, bound),
            interval=interval,
            titles=self._titles((left, right), (seen, bound)),
            lacking=self._lacking(left if seen is MISSING else right),
            points=tuple(self._points(left)) if isinstance(left, ScoreTerm) else (),
        )

    def _seen(self, term: Term) -> tuple[Scalar | Absent, tuple[Fraction, Fraction] | None]:
        if not isinstance(term, ScoreTerm):
            return value(self.case, term), None
        low, high = semantics.interval(self.case, term)
        return (low, None) if low == high else (MISSING, (low, high))

    def _lacking(self, term: Term) -> tuple[Lacking, ...]:
        """Say why a value that is worked out is MISSING; a field speaks for itself."""
        if isinstance(term, FieldTerm | ScoreTerm):
            return ()
        found = dict.fromkeys(lacking(self.case, term))
        return tuple(Lacking(self._field(one.name), one.reason) for one in found)

    def _points(self, score: ScoreTerm) -> Iterator[JudgedPoints]:
        for one in score.add:
            low, high = semantics.points_of(self.case, one.points)
            found = semantics.truth(self.case, one.when)
            yield JudgedPoints(
                one.when.origin.text,
                low,
                high,
                found,
                tuple(self.comparison(atom) for atom in decisive(self.case, one.when, found)),
                self._named(one.points) if isinstance(one.points, ScoreTerm) else None,
                tuple(self._points(one.points)) if isinstance(one.points, ScoreTerm) else (),
            )

    def _window(self, atom: DateWindow, truth: Truth) -> JudgedComparison:
        cut_off, seen = atom.cut_off, self.case.facts[atom.field]
        op, bound = semantics.window(cut_off, self.case.as_of)
        duration = duration_in_force(cut_off.duration, self.case.as_of)
        turns = turning_day(cut_off.function, cut_off.op, seen, duration) if isinstance(seen, date) else None
        return JudgedComparison(
            text=atom.origin.text,
            field=self._field(atom.field),
            type=Type.DATE,
            op=op,
            value=seen,
            bound=bound,
            truth=truth,
            threshold=self._by_name(cut_off.name),
            distance=_distance(seen, bound),
            function=cut_off.function,
            duration=duration,
            turns_on=turns,
            days_left=(turns - self.case.as_of).days if turns is not None else None,
        )

    def _membership(self, atom: Membership, truth: Truth) -> JudgedComparison:
        bound = tuple(one for member in atom.values if not isinstance(one := value(self.case, member), Absent))
        op = "starts_with" if atom.prefix else "in"
        return JudgedComparison(
            text=atom.origin.text,
            field=self._named(atom.term),
            type=atom.type,
            op=f"not {op}" if atom.negated else op,
            value=value(self.case, atom.term),
            bound=bound,
            truth=truth,
            threshold=self._by_name(atom.table),
            currency=self._currency(atom.term),
            titles=self._titles((atom.term,), (value(self.case, atom.term), *bound)),
            lacking=self._lacking(atom.term),
        )

    def _titles(self, terms: Iterable[Term], values: Iterable[object]) -> tuple[Named, ...]:
        """Return what values of categories are called."""
        fields = [self.case.model.fields[one.field] for one in terms if isinstance(one, FieldTerm)]
        return tuple(dict.fromkeys(Named(*one) for field in fields for one in field.titles_of(*values)))

    def _label_test(self, atom: LabelTest, truth: Truth) -> JudgedComparison:
        dimension = self.case.model.dimensions[atom.dimension]
        found = semantics.asked(self.case, atom.dimension)
        open_ = () if truth is UNKNOWN else found.labels or found.candidates
        seen = open_ if found.status == "undetermined" else found.labels or (found.status,)
        return JudgedComparison(
            text=atom.origin.text,
            field=Named(dimension.name, dimension.title),
            type=Type.CATEGORY,
            op="not in" if atom.negated else "in",
            value=seen or MISSING,
            bound=atom.labels,
            truth=truth,
            titles=(
                *(Named(one.name, one.title) for one in dimension.labels if one.name in (*seen, *atom.labels)),
                *(Named(one, _STATUSES[one]) for one in seen if one in _STATUSES),
            ),
            lacking=() if seen else (Lacking(Named(dimension.name, dimension.title), "undetermined"),),
        )

    def _named(self, term: Term) -> Named:
        match term:
            case FieldTerm(field):
                return self._field(field)
            case Constant(text=text):
                return self._threshold(term) or Named(text)
            case Computed(text=text):
                return Named(text, Title(self._in_words(text, "zh"), self._in_words(text, "en")))
            case ScoreTerm(name, title=title):
                return Named(name, title)
            case DerivedTerm(name):
                return Named(name)

    def _in_words(self, text: str, lang: Lang) -> str | None:
        """Return arithmetic as its author wrote it, with the titles of what it names; None if these have none."""
        model = self.case.model
        titles = {name: one.title for named in (model.thresholds, model.fields) for name, one in named.items()}
        told = _NAME.sub(lambda name: titles.get(name[0], Title()).say(lang, name[0]), text)
        return told if told != text else None

    def _field(self, name: str) -> Named:
        return Named(name, self.case.model.fields[name].title)

    def _threshold(self, term: Term) -> Named | None:
        return self._by_name(term.name) if isinstance(term, Constant) else None

    def _by_name(self, threshold: str | None) -> Named | None:
        return None if threshold is None else Named(threshold, self.case.model.thresholds[threshold].title)

    def _type(self, term: Term) -> Type:
        return next((self.case.model.fields[field].type for field in fields_of(term)), Type.DECIMAL)

    def _currency(self, term: Term) -> str | None:
        fields = (self.case.model.fields[field] for field in fields_of(term))
        return next((field.currency for field in fields if field.type is Type.MONEY), None)


def _distance(seen: Scalar | Absent, bound: Scalar | Absent) -> Fraction | None:
    if isinstance(seen, Fraction) and isinstance(bound, Fraction):
        return seen - bound
    if isinstance(seen, date) and isinstance(bound, date):
        return Fraction((seen - bound).days)
    return None
