"""YAML trees → the entries of a case file: each level is held against its keys, whatever fits is read on."""

from __future__ import annotations

from tierrules.language.cases.entries import AnswerEntry, CaseEntry, CaseFileEntry
from tierrules.language.cases.parts import read_customer, read_filled, read_texts
from tierrules.language.cases.read_changes import read_changes, read_previous
from tierrules.language.keys.cases import ANSWERS, CASE, CASE_FILE
from tierrules.language.read.records import fits, read_record, written_keys
from tierrules.language.shapes import Key, ListOf, MapOf, Shape
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence


def read_cases(tree: Mapping, problems: Problems) -> CaseFileEntry:
    """Return what a case file says, whatever of it can be read."""
    has = read_record(CASE_FILE, tree, problems, "a case file")
    listed, shape = has.get("cases"), _of(_key(CASE_FILE.keys, "cases").shape)
    nodes = listed.items if isinstance(listed, Sequence) else ()
    cases = [one for one in nodes if fits(shape, one, problems, "a case")]
    return CaseFileEntry(
        rules=_scalar(has.get("rules")),
        as_of=_scalar(has.get("as_of")),
        language=_text(has.get("language")),
        cases=tuple(_case(one, problems) for one in cases if isinstance(one, Mapping)),
        head=tree.pairs[0][0].span if tree.pairs else tree.span,
        written=written_keys(CASE_FILE, tree),
    )


def _case(node: Mapping, problems: Problems) -> CaseEntry:
    name = node.get("name")
    what = f"the case `{name.value}`" if isinstance(name, Scalar) and not name.reported else "a case"
    has = read_record(CASE, node, problems, what)
    places = {key.value: key.span for key, _ in node.pairs}
    head = node.span if node.flow or not node.pairs else node.pairs[0][0].span
    answers = [one for key in ANSWERS for one in _answers(key, has.get(key), problems)]
    return CaseEntry(
        name=_scalar(has.get("name")),
        as_of=_scalar(has.get("as_of")),
        language=_text(has.get("language")),
        customer=read_customer(has.get("customer"), problems),
        answers=tuple(answers),
        problems=_fields(has["problems"], problems) if "problems" in has else None,
        problems_key=places.get("problems", head),
        previous=read_previous(has["previous"], places["previous"], problems) if "previous" in has else None,
        changes=tuple(read_changes(has.get("changes"), problems)),
        unchanged=_scalar(has.get("changes")),
        changes_key=places.get("changes", head),
        written=written_keys(CASE, node),
        span=name.span if isinstance(name, Scalar) and not name.reported else head,
    )


def _answers(name: str, node: Node | None, problems: Problems) -> list[AnswerEntry]:
    if not isinstance(node, Mapping):
        return []
    shape = _of(_key(CASE.keys, name).shape)
    entries = []
    for dimension, child in node.pairs:
        fitting = fits(shape, child, problems, f"`{name}` of `{dimension.value}`")
        texts = read_texts(name, child, problems) if fitting else None
        entries.append(AnswerEntry(name, dimension, texts, isinstance(child, Sequence), child.span))
    return entries


def _fields(node: Node, problems: Problems) -> tuple[Scalar, ...]:
    nodes = node.items if isinstance(node, Sequence) else ()
    found = [read_filled(one, "an entry of `problems`", problems) for one in nodes]
    return tuple(one for one in found if one is not None)


def _of(shape: Shape) -> Shape:
    assert isinstance(shape, (ListOf, MapOf))
    return shape.of


def _key(keys: tuple[Key, ...], name: str) -> Key:
    return next(key for key in keys if key.name == name)


def _scalar(node: Node | None) -> Scalar | None:
    return node if isinstance(node, Scalar) else None


def _text(node: Node | None) -> str | None:
    return node.value if isinstance(node, Scalar) else None
