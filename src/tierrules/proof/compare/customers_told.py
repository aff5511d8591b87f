"""A set of customers as people read it: what is asked of each field that plays a part, in words of either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as beside
from fractions import Fraction
from typing import Any, Final

from tierrules.meaning import plain
from tierrules.meaning.conditions import fields_in_term
from tierrules.meaning.dates import Lang, duration_text
from tierrules.meaning.declared import Field, Scalar, Title, Type
from tierrules.meaning.justification import Named
from tierrules.meaning.model import Computed, Constant, DerivedTerm, FieldTerm, Model, ScoreTerm, Term
from tierrules.meaning.number_text import exact_text
from tierrules.meaning.region_text import alternatives, region_text
from tierrules.meaning.regions import Region, has_order, region
from tierrules.meaning.truth import MISSING, NONE, Absent
from tierrules.proof.compare.comparison_words import COMPARISON_WORDS, LANGS
from tierrules.proof.compare.date_edges import Window
from tierrules.proof.compare.regions_found import Box, Stretch
from tierrules.proof.engine.relations import Relation
from tierrules.proof.engine.scores import End
from tierrules.proof.engine.search import bits, runs

ANY: Final = "any"
"""Two terms stand in any way to each other: all that is asked is that both have a value."""

_STANDING: Final = {0b111: ANY, 0b001: "<", 0b010: "=", 0b011: "≤", 0b100: ">", 0b101: "≠", 0b110: "≥"}


@dataclass(frozen=True, slots=True)
class Range:
    """What is asked of a field, or of a calculation: a value in one of `among`; with `missing` it may be unknown.

    Ends that follow the day are `windows`: they hold beside the first of `among`, which is open there. Of terms that
    are held against each other `standing` is the sign between `field` and `other`, or `ANY`. What is no plain field has
    its `terms`, by which a customer can be asked, and a score says which `end` is meant of what it may come to.
    """

    field: Named
    among: tuple[Region, ...]
    windows: tuple[Window, ...] = ()
    missing: bool = False
    other: Named | None = None
    standing: str | None = None
    terms: tuple[Term, ...] = beside(default=(), repr=False, compare=False)
    end: End | None = beside(default=None, repr=False, compare=False)

    def text(self, lang: Lang) -> str:
        """Return it as a part of a sentence."""
        return _text(self, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "field": self.field.name,
            "among": [_region_dict(one) for one in self.among],
            "windows": [
                {"function": one.function, "op": one.op, "duration": str(one.duration)} for one in self.windows
            ],
            "missing": self.missing,
            "standing": None if self.other is None else {"op": self.standing, "other": self.other.name},
            "text": {"zh": self.text("zh"), "en": self.text("en")},
        }


def ranges(model: Model, box: Box, scores: Mapping[ScoreTerm, Named]) -> tuple[Range, ...]:
    """Return what is asked of the customers of a box, in the order of the fields.

    `scores` says what scores are called.
    """
    fields = [name for name in model.fields if name in box.fields]
    told = [_of_field(model.fields[name], box.fields[name]) for name in fields]
    for one, cells in box.relations.items():
        terms = (one.left,) if one.right is None else (one.left, one.right)
        told.append(replace(_of_relation(model, one, cells), terms=terms))
    for (score, end), (points, cells) in box.scores.items():
        told.append(replace(_of_score(scores[score], end, points, cells), terms=(score,), end=end))
    return tuple(told)


# --- fields


def _of_field(one: Field, stretch: Stretch) -> Range:
    found = [region(one, stretch.line, run) for run in _runs(one, stretch)]
    asked = [window for window in (stretch.low, stretch.high) if window is not None]
    windows = tuple(sorted(asked, key=lambda window: window.op not in (">", ">=")))
    if found and len(found[0].values) == 2 and one.type is Type.BOOLEAN:
        found[0] = replace(found[0], values=())
    if stretch.low is not None:
        found[0] = replace(found[0], low=None)
    if stretch.high is not None:
        found[0] = replace(found[0], high=None)
    missing = any(stretch.line[at].value is MISSING for at in bits(stretch.cells))
    return Range(Named(one.name, one.title), tuple(found), windows, missing)


def _runs(one: Field, stretch: Stretch) -> Iterator[list[int]]:
    """Yield the cells that make one statement each: neighbours, all words together, having none apart."""
    valued = [at for at in bits(stretch.cells) if not isinstance(stretch.line[at].value, Absent)]
    if not has_order(one):
        if valued:
            yield valued
    else:
        yield from (list(range(start, end)) for start, end in runs(sum(1 << at for at in valued)))
    yield from ([at] for at in bits(stretch.cells) if stretch.line[at].value is NONE)


# --- fields that are compared or calculated with


def _of_relation(model: Model, one: Relation, cells: int) -> Range:
    named = _named(model, one.left)
    missing = bool(cells >> one.missing & 1)
    sides = [one.left] if one.right is None else [one.left, one.right]
    none = list(_without(model, sides)) if cells >> one.none & 1 else []
    valued = cells & (1 << one.none) - 1
    if one.right is not None:
        return Range(named, tuple(none), (), missing, _named(model, one.right), _STANDING.get(valued))
    found = [_between(named, one.points, start, end) for start, end in runs(valued)]
    return Range(named, (*found, *none), (), missing)


def _without(model: Model, sides: Iterable[Term]) -> Iterator[Region]:
    """Yield for each side that may have no value that it has none."""
    for side in sides:
        if any(model.fields[name].empty == "none" for name in fields_in_term(side)):
            named = _named(model, side)
            yield Region(named.name, named.title, Type.DECIMAL, none=True)


def _between(named: Named, points: tuple[Fraction, ...], start: int, end: int) -> Region:
    """Return the numbers of neighbouring cells: those with an even place lie between points, the others on one."""
    last = end - 1
    return Region(
        named.name,
        named.title,
        Type.DECIMAL,
        low=None if start == 0 else points[(start - 1) // 2],
        high=None if last == 2 * len(points) else points[last // 2],
        low_included=bool(start % 2),
        high_included=bool(last % 2),
    )


def _of_score(named: Named, end: End, points: tuple[Fraction, ...], cells: int) -> Range:
    if end != "both":
        zh, en = (COMPARISON_WORDS[lang].ends[end].format(named.title.say(lang, named.name)) for lang in LANGS)
        named = Named(f"{end} {named.name}", Title(zh, en))
    return Range(named, tuple(_between(named, points, start, end) for start, end in runs(cells)))


def _named(model: Model, term: Term) -> Named:
    return Named(_term(model, term, None), Title(_term(model, term, "zh"), _term(model, term, "en")))


def _term(model: Model, term: Term, lang: Lang | None, *, inner: bool = False) -> str:
    """Return a calculation in one language, with names of fields if there is none."""
    match term:
        case FieldTerm(name):
            return name if lang is None else model.fields[name].title.say(lang, name)
        case Constant(value):
            return exact_text(value) if isinstance(value, Fraction) else str(value)
        case DerivedTerm(_, part):
            return _term(model, part, lang, inner=inner)
        case Computed(op, parts) if op in ("+", "-", "*", "/"):
            told = f" {op} ".join(_term(model, part, lang, inner=True) for part in parts)
            return f"({told})" if inner else told
        case Computed("neg", parts):
            return f"-{_term(model, parts[0], lang, inner=True)}"
        case Computed(op, parts):
            return f"{op}({', '.join(_term(model, part, lang) for part in parts)})"
        case _:
            return term.name


# --- in words


def _text(one: Range, lang: Lang) -> str:
    words, title = COMPARISON_WORDS[lang], one.field.title.say(lang, one.field.name)
    alone, behind = (form.format(title) for form in words.stated)
    told = [region_text(each, lang) for each in one.among]
    told = [behind + each.removeprefix(alone) if each.startswith(alone) else each for each in told]
    if one.windows:
        dated = _windows(one.windows, title, lang)
        fixed = [] if one.among[0].is_any else told[:1]
        told = [words.both.join([*dated, *fixed]), *told[1:]]
    if one.other is not None:
        other = one.other.title.say(lang, one.other.name)
        sign = one.standing
        way = words.given.format(title, other) if sign == ANY else f"{title} {sign} {other}" if sign else ""
        told = [way, *told]
    if one.missing:
        sides = [one.field] if one.other is None else [one.field, one.other]
        told += [words.unknown.format(each.title.say(lang, each.name)) for each in sides]
    return alternatives([each for each in told if each], lang)


def _windows(windows: tuple[Window, ...], title: str, lang: Lang) -> list[str]:
    """Return what each says; of two that count the same way the second does not name the field again."""
    words, told, named = COMPARISON_WORDS[lang], list[str](), set[str]()
    if {one.op for one in windows} == {">=", "<="} and len({(one.function, one.duration) for one in windows}) == 1:
        one = windows[0]
        form = words.exactly[one.function if one.duration.count else "today"]
        return [form.format(title, duration_text(one.duration, lang))]
    for one in windows:
        if not one.duration.count:
            side = "later" if one.asks_for_later else "earlier"
            told.append(words.today[side, "with" if "=" in one.op else "without"].format(title))
            continue
        head, rest = words.windows[one.function, one.op]
        told.append(
            ("" if one.function in named else head.format(title)) + rest.format(duration_text(one.duration, lang))
        )
        named.add(one.function)
    return told


def _region_dict(one: Region) -> dict[str, Any]:
    """Return the values of one statement: ends of a line, or words."""
    return {
        "low": _scalar(one.low),
        "high": _scalar(one.high),
        "low_included": one.low_included,
        "high_included": one.high_included,
        "values": [_scalar(value) for value in one.values],
        "prefixes": list(one.prefixes),
        "but": [*one.but, *(f"{prefix}…" for prefix in one.but_prefixes)],
        "others": one.others,
        "none": one.none,
    }


def _scalar(value: Scalar | None) -> Any:
    return None if value is None else plain.value(value)
