"""Pages of the documentation that are made from the code: the keys, and a page for each diagnostic and each check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tierrules.language import keys
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.language.keys.cases import CASE_FORMAT, CASE_RECORDS
from tierrules.language.shapes import Choice, Either, Key, Later, ListOf, MapOf, Record, Shape
from tierrules.meaning import plain
from tierrules.meaning.declared import Field
from tierrules.text.catalogue import OF_FILES
from tierrules.text.catalogue.checks import CHECKS, Check
from tierrules.text.catalogue.code import Code

_KEYS_INTRO = f"""# Keys

Every key of format {keys.FORMAT}, by the mapping in which it stands. `tierrules schema ruleset` prints the same as a
JSON Schema, with which an editor completes and checks while you type.
"""
_CASE_KEYS_INTRO = f"""# Keys of case files

Every key of [case files](cases.md), format {CASE_FORMAT}, by the mapping in which it stands. `tierrules schema cases`
prints the same as a JSON Schema.
"""
_CODES_INTRO = """# Diagnostics

Every problem of a ruleset or a case file carries a code, shown in brackets behind its severity. Each code has a
page here. What is said of a ruleset that loads has [pages of its own](../checks.md).
"""
_CHECKS_INTRO = """# Checks

What may be wrong with a ruleset that loads. Each check has a page here, with a file in which it finds something and one
in which it does not.
"""
_FIELD_HEADS = ("field", "type", "titles", "values", "an empty cell", "also found as")


class Example(NamedTuple):
    """A file with a fault, what is said of it, and the file mended; `legend` says how to read what is shown of them."""

    wrong: str
    told: str
    right: str | None
    legend: str | None = None


def keys_page() -> str:
    """Return the reference page of every key, function and standard field, as Markdown."""
    parts = [_KEYS_INTRO, *map(_record_part, keys.RECORDS.values()), _functions_part(), _fields_part()]
    return "\n".join(parts)


def case_keys_page() -> str:
    """Return the reference page of every key of case files, as Markdown."""
    return "\n".join((_CASE_KEYS_INTRO, *map(_record_part, CASE_RECORDS.values())))


def codes_page() -> str:
    """Return the list of all diagnostics, as Markdown."""
    rows = [(f"[`{code.slug}`]({code.slug}.md)", code.severity, code.title) for code in OF_FILES.values()]
    return f"{_CODES_INTRO}\n{_table(('code', 'severity', 'what is wrong'), rows)}"


def code_page(code: Code, example: Example | None) -> str:
    """Return the page of one diagnostic, as Markdown."""
    parts = [f"# {code.slug}\n", f"{code.severity.capitalize()}: {code.title}.\n", f"{code.explain}\n"]
    return "\n".join([*parts, *(_example_parts(example) if example is not None else ())])


def _example_parts(example: Example) -> Iterator[str]:
    yield "## Wrong\n"
    if example.legend is not None:
        yield f"{example.legend}\n"
    yield _block("yaml", example.wrong)
    yield _block("text", example.told)
    if example.right is not None:
        yield "## Right\n"
        yield _block("yaml", example.right)


def checks_page() -> str:
    """Return the list of all checks, as Markdown."""
    rows = [(f"[`{one.slug}`](checks/{one.slug}.md)", one.severity, one.title) for one in CHECKS]
    return f"{_CHECKS_INTRO}\n{_table(('check', 'severity', 'what it finds'), rows)}"


def check_page(check: Check, example: Example | None) -> str:
    """Return the page of one check, as Markdown."""
    parts = [
        f"# {check.slug}\n",
        f"{check.severity.capitalize()}: {check.title}.\n",
        f"{check.explain}\n",
        f"## Why it hurts\n\n{check.hurts}\n",
    ]
    return "\n".join([*parts, *(_example_parts(example) if example is not None else ())])


def _record_part(record: Record) -> str:
    rows = [
        (f"`{key.name}`", "yes" if key.required else "", _what(key), f"`{key.example}`")
        for key in record.keys
        if not key.planned
    ]
    table = _table(("key", "required", "what", "example"), rows)
    return "\n".join((f"## {_heading(record)}\n", table, *_forms(record), *_planned(record)))


def _forms(record: Record) -> Iterator[str]:
    if record.forms:
        yield "It is written in exactly one of these forms:\n"
        for form in record.forms:
            perhaps = f", perhaps with {' and '.join(f'`{key}`' for key in form.perhaps)}" if form.perhaps else ""
            yield f"- {form}{perhaps}"
        yield ""


def _planned(record: Record) -> Iterator[str]:
    planned = [f"`{key.name}`" for key in record.keys if key.planned]
    if planned:
        yield f"Not read by this version yet, and refused: {', '.join(planned)}.\n"


def _what(key: Key) -> str:
    links = ", ".join(f"[{one.noun}](#{_anchor(one)})" for one in dict.fromkeys(_records_in(key.shape)))
    values = ", ".join(f"`{one}`" for one in key.shape.values) if isinstance(key.shape, Choice) else ""
    return key.explain + (f" One of {values}." if "," in values else "") + (f" See {links}." if links else "")


def _records_in(shape: Shape) -> Iterator[Record]:
    """The mappings with keys of their own that a value may hold, outermost first."""
    match shape:
        case Record():
            yield shape
        case Either(shapes=shapes):
            for one in shapes:
                yield from _records_in(one)
        case ListOf(of=of) | MapOf(of=of):
            yield from _records_in(of)
        case Later():
            yield from _records_in(shape.shape())


def _functions_part() -> str:
    rows = [(f"`{one.call}`", one.explain, f"`{one.example}`") for one in keys.FUNCTIONS]
    return f"## Functions\n\n{_table(('function', 'what it answers', 'example'), rows)}"


def _fields_part() -> str:
    intro = (
        "These fields need no declaration. A column of the data holds one of them if it has its name, one of its "
        "titles, or one of the further words here.\n"
    )
    rows = [_field_row(one) for one in STANDARD_FIELDS.values()]
    return f"## Standard fields\n\n{intro}\n{_table(_FIELD_HEADS, rows)}"


def _field_row(field: Field) -> tuple[str, ...]:
    empty = "there is none" if field.empty == "none" else "we do not know"
    titles = f"{field.title.zh}, {field.title.en}"
    return f"`{field.name}`", field.type.value, titles, _range(field), empty, ", ".join(field.aliases)


def _range(field: Field) -> str:
    limits = (("from", plain.value(field.minimum)), ("to", plain.value(field.maximum)))
    told = " ".join(f"{word} {limit}" for word, limit in limits if limit is not None)
    return told or ", ".join(f"`{one}`" for one in field.values or ())


def _heading(record: Record) -> str:
    return record.noun[0].upper() + record.noun[1:]


def _anchor(record: Record) -> str:
    return record.noun.replace(" ", "-")


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def _block(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```\n"
