"""Comparisons as people read them, in Chinese and English. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Final

from tierrules.meaning.change.parts import State
from tierrules.meaning.change.sentences import edit
from tierrules.meaning.dates import Lang, date_text
from tierrules.meaning.declared import Field
from tierrules.meaning.justification import Named
from tierrules.meaning.texts import one_line
from tierrules.meaning.value_text import value_text
from tierrules.meaning.words import WORDS
from tierrules.proof.compare.comparison_words import COMPARISON_WORDS, ComparisonWords

if TYPE_CHECKING:
    from tierrules.proof.compare.comparison import Apart, Comparison, Difference, FieldChange, LabelChange
    from tierrules.proof.compare.customers_told import Range

_CELL: Final = '<td style="text-align: left">'  # notebooks put text to the right, as numbers
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)


def summary(one: Comparison, lang: Lang) -> str:
    """Return whether two rulesets mean the same, on one line."""
    words = COMPARISON_WORDS[lang]
    pair = (one.before, one.after) if one.before != one.after else (words.old.format(one.before), words.new)
    if one.equal_on_complete is False:
        return words.differs.format(*pair, _counted(one, words))
    if one.equal_on_complete is None:
        return words.open_complete.format(*pair)
    form = {True: words.same, False: words.same_complete, None: words.open_all}[one.equal_on_all]
    return form.format(*pair)


def _counted(one: Comparison, words: ComparisonWords) -> str:
    count = len(one.differences)
    if not count:
        return words.no_difference
    return words.one_difference if count == 1 else words.differences.format(count)


def text(one: Comparison, lang: Lang) -> str:
    """Return a whole comparison, dimension by dimension."""
    lines = [summary(one, lang), *notes(one, lang)]
    for named, found in by_dimension(one):
        lines += ["", f"{_title(named, lang)}:"]
        lines += [line for each in found for line in _block(each, lang)]
    if one.when_missing:
        lines += ["", *(_missing_line(each, lang) for each in one.when_missing)]
    if one.migration is not None:
        lines += ["", one.migration.text(lang)]
    return "\n".join(lines)


def _block(one: Difference, lang: Lang) -> Iterator[str]:
    words = COMPARISON_WORDS[lang]
    way = "" if one.gained or one.lost else words.direction[one.direction]
    yield f"  {sentence(one, lang)}{WORDS[lang].brackets.format(way) if way else ''}"
    yield f"    {words.example.format(example(one, lang))}"
    if told := reason(one, lang):
        yield f"    {words.because.format(told)}"
    if told := ours(one, lang):
        yield f"    {told}"


def _missing_line(one: Difference, lang: Lang) -> str:
    words = COMPARISON_WORDS[lang]
    told = f"{_title(one.dimension, lang)}{WORDS[lang].colon}{sentence(one, lang)}"
    return f"{words.when_missing.format(told)}{words.semicolon}{words.example.format(example(one, lang))}"


def by_dimension(one: Comparison) -> list[tuple[Named, list[Difference]]]:
    """Return the differences of each dimension."""
    found: dict[Named, list[Difference]] = {}
    for each in one.differences:
        found.setdefault(each.dimension, []).append(each)
    return list(found.items())


# --- one difference


def sentence(one: Difference, lang: Lang) -> str:
    """Return who changes from what to what."""
    words = COMPARISON_WORDS[lang]
    told = _of_customers(one, moves(one, lang), lang)
    if one.only_on is None:
        return one_line(told)
    if one.since is not None or one.until is not None:
        return one_line(told + WORDS[lang].brackets.format(in_force(one, lang)))
    days = words.list_comma.join(date_text(day, lang) for day in one.only_on[:3])
    return one_line(words.some_days.format(told, days))


def in_force(one: Difference, lang: Lang) -> str:
    """Return from which day on, or up to which, a difference shows."""
    words = COMPARISON_WORDS[lang]
    days = [date_text(day, lang) for day in (one.since, one.until) if day is not None]
    form = words.between if len(days) > 1 else words.until if one.since is None else words.since
    return form.format(*days)


def _of_customers(one: Difference, told: str, lang: Lang) -> str:
    words = COMPARISON_WORDS[lang]
    asked = words.list_comma.join(each.text(lang) for each in one.region)
    but = words.and_those.join(_all_of(part, lang) for part in one.but)
    if but:
        return words.customers_but.format(asked, told, but) if asked else words.all_customers_but.format(told, but)
    return words.customers.format(asked, told) if asked else words.all_customers.format(told)


def left_out(part: tuple[Range, ...], lang: Lang) -> str:
    """Return who of a region is left out."""
    return one_line(COMPARISON_WORDS[lang].left_out.format(_all_of(part, lang)))


def _all_of(part: tuple[Range, ...], lang: Lang) -> str:
    return COMPARISON_WORDS[lang].both.join(each.text(lang) for each in part)


def moves(one: Difference, lang: Lang) -> str:
    """Return from what to what customers change; of collections, which labels they gain and which they lose."""
    words = COMPARISON_WORDS[lang]
    if one.gained or one.lost:
        told = [words.gained.format(_title(label, lang)) for label in one.gained]
        return words.list_comma.join([*told, *(words.lost.format(_title(label, lang)) for label in one.lost)])
    then, now = state(one.before, lang), state(one.after, lang)
    if then == now:  # labels that are called alike
        then, now = state(one.before, lang, by_name=True), state(one.after, lang, by_name=True)
    return words.moves.format(then, now)


def state(one: State, lang: Lang, *, by_name: bool = False) -> str:
    """Return an answer by its titles, or by its names."""
    if not one.labels:
        return WORDS[lang].statuses.get(one.status, one.status)
    told = WORDS[lang].list_comma.join(label.name if by_name else _title(label, lang) for label in one.labels)
    return f"{told} + ?" if one.status == "undetermined" else told


def example(one: Difference, lang: Lang) -> str:
    """Return the witness in words."""
    words = COMPARISON_WORDS[lang]
    told = [f"{_title(seen.field, lang)} {seen.value.say(lang, '')}" for seen in one.seen] or [words.nothing_known]
    day = one.witness.get("as_of")
    dated = WORDS[lang].as_of.format(date_text(day, lang)) if isinstance(day, date) else ""
    return one_line(words.list_comma.join(told) + WORDS[lang].brackets.format(dated))


def reason(one: Difference, lang: Lang) -> str:
    """Return the edits that cause a difference."""
    return COMPARISON_WORDS[lang].semicolon.join(dict.fromkeys(edit(each, lang) for each in one.because))


def ours(one: Difference, lang: Lang) -> str:
    """Return how many customers of the portfolio it concerns; empty where that is not known."""
    return "" if one.customers is None else COMPARISON_WORDS[lang].ours.format(one.customers)


def row(one: Difference, lang: Lang) -> tuple[object, ...]:
    """Return a difference as a row: the dimension, who and an example, why, and from what to what."""
    answers = (state(each, lang) for each in (one.before, one.after))
    told = sentence(one, lang), example(one, lang), reason(one, lang)
    return (_title(one.dimension, lang), *told, one.direction, *answers, one.customers)


# --- what else differs


def notes(one: Comparison, lang: Lang) -> list[str]:
    """Return what differs beside answers, and what is not proven, a line each."""
    words = COMPARISON_WORDS[lang]
    lines = [words.follow] if one.follow else []
    lines += [_apart(each, lang) for each in one.apart]
    lines += [words.dimension_added.format(_title(each, lang)) for each in one.dimensions_added]
    lines += [words.dimension_removed.format(_title(each, lang)) for each in one.dimensions_removed]
    lines += [_label(each, lang) for each in one.labels]
    lines += [_field(each, lang) for each in one.fields]
    lines += [words.assumptions] if one.assumptions_differ else []
    for each in one.undecided:
        why = words.strange.format(WORDS[lang].list_comma.join(each.strange)) if each.strange else words.too_much
        lines.append(words.undecided.format(_title(each.dimension, lang), why))
    return [one_line(line) for line in lines]


def _apart(one: Apart, lang: Lang) -> str:
    words = COMPARISON_WORDS[lang]
    form = words.only_before if one.side == "before" else words.only_after
    return form.format(date_text(one.since or _FIRST, lang), date_text(one.until or _LAST, lang))


def _label(one: LabelChange, lang: Lang) -> str:
    words, dimension = COMPARISON_WORDS[lang], _title(one.dimension, lang)
    then, now = (None if each is None else _both(each, lang) for each in (one.before, one.after))
    match one.kind:
        case "added":
            return words.label_added.format(dimension, now)
        case "removed":
            return words.label_removed.format(dimension, then)
        case "renamed":
            return words.label_renamed.format(dimension, then, now)
        case "reordered":
            return words.labels_reordered.format(dimension)


def _field(one: FieldChange, lang: Lang) -> str:
    words = COMPARISON_WORDS[lang]
    then, now = (field_value(each, one.key, lang) or words.nothing for each in (one.before, one.after))
    return words.field.format(_title(one.field, lang), words.field_keys[one.key], then, now)


def field_value(one: Field, key: str, lang: Lang) -> str | None:
    """Return what a field declares, None if nothing."""
    match getattr(one, key):
        case None:
            return None
        case tuple() as values:
            return ", ".join(values)
        case (Fraction() | date()) as end:
            return value_text(end, one.type, one.currency, lang)
        case told:
            return str(told)


def _both(one: Named, lang: Lang) -> str:
    title = _title(one, lang)
    return one.name if title == one.name else f"{title}{WORDS[lang].brackets.format(one.name)}"


def _title(one: Named, lang: Lang) -> str:
    return one_line(one.title.say(lang, one.name))


# --- in a notebook


def html(one: Comparison, lang: Lang) -> str:
    """Return a table of all differences."""
    lines = [f"<p><b>{escape(summary(one, lang))}</b></p>", *(f"<p>{escape(line)}</p>" for line in notes(one, lang))]
    if one.differences:
        lines.append("<table><tbody>")
        for each in one.differences:
            told = [_title(each.dimension, lang), sentence(each, lang), example(each, lang), reason(each, lang)]
            told += [ours(each, lang)] if one.migration is not None else []
            lines.append(f"<tr>{''.join(f'{_CELL}{escape(cell)}</td>' for cell in told)}</tr>")
        lines.append("</tbody></table>")
    lines += [f"<p>{escape(_missing_line(each, lang))}</p>" for each in one.when_missing]
    if one.migration is not None:
        lines.append(one.migration._repr_html_())
    return "\n".join(lines)
