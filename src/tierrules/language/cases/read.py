"""YAML trees → the entries of a case file: each level is held against its keys, whatever fits is read on."""

from __future__ import annotations

from dataclasses import dataclass

from tierrules.language.keys.cases import ANSWERS, CASE, CASE_FILE
from tierrules.language.read.records import fits, read_record, written_keys
from tierrules.language.shapes import Key, ListOf, MapOf, Shape
from tierrules.text.diagnostics import Problems
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence
from tierrules.text.source import Span


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """What is written of one dimension under one key; `texts` are None where it could not be read."""

    key: str
    dimension: Scalar
    texts: tuple[Scalar, ...] | None
    is_list: bool
    span: Span


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """A case as it is written. `whole` says that nothing of it was refused, so that what lacks is told once."""

    name: Scalar | None
    as_of: Scalar | None
    language: str | None
    customer: tuple[tuple[Scalar, Scalar], ...]
    answers: tuple[AnswerEntry, ...]
    problems: tuple[Scalar, ...] | None
    problems_key: Span
    written: frozenset[str]
    span: Span


@dataclass(frozen=True, slots=True)
class CaseFileEntry:
    """A case file as it is written; `has_day` says that it gives a day, readable or not."""

    rules: Scalar | None
    as_of: Scalar | None
    language: str | None
    cases: tuple[CaseEntry, ...]
    head: Span
    written: frozenset[str]


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
        customer=_customer(has.get("customer"), problems),
        answers=tuple(answers),
        problems=_fields(has["problems"], problems) if "problems" in has else None,
        problems_key=places.get("problems", head),
        written=written_keys(CASE, node),
        span=name.span if isinstance(name, Scalar) and not name.reported else head,
    )


def _customer(node: Node | None, problems: Problems) -> tuple[tuple[Scalar, Scalar], ...]:
    if not isinstance(node, Mapping):
        return ()
    shape = _of(_key(CASE.keys, "customer").shape)
    kept = [(key, child) for key, child in node.pairs if fits(shape, child, problems, f"the value of `{key.value}`")]
    return tuple((key, child) for key, child in kept if isinstance(child, Scalar))


def _answers(name: str, node: Node | None, problems: Problems) -> list[AnswerEntry]:
    if not isinstance(node, Mapping):
        return []
    shape = _of(_key(CASE.keys, name).shape)
    entries = []
    for dimension, child in node.pairs:
        fitting = fits(shape, child, problems, f"`{name}` of `{dimension.value}`")
        texts = _texts(name, child, problems) if fitting else None
        entries.append(AnswerEntry(name, dimension, texts, isinstance(child, Sequence), child.span))
    return entries


def _texts(name: str, node: Node, problems: Problems) -> tuple[Scalar, ...] | None:
    """The texts of a value or of a list of values; None if one of them is none."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    found = [_filled(one, f"an entry of `{name}`", problems) for one in nodes]
    return None if None in found else tuple(one for one in found if one is not None)


def _fields(node: Node, problems: Problems) -> tuple[Scalar, ...]:
    nodes = node.items if isinstance(node, Sequence) else ()
    found = [_filled(one, "an entry of `problems`", problems) for one in nodes]
    return tuple(one for one in found if one is not None)


def _filled(node: Node, what: str, problems: Problems) -> Scalar | None:
    """The node if it is a text with something in it: an empty word stands in every reason."""
    if not fits(_key(CASE.keys, "name").shape, node, problems, what) or not isinstance(node, Scalar):
        return None
    if not node.value.strip():
        problems.error("empty-value", node.span, f"{what} is empty", help="write the text, or delete it")
        return None
    return node


def _of(shape: Shape) -> Shape:
    assert isinstance(shape, (ListOf, MapOf))
    return shape.of


def _key(keys: tuple[Key, ...], name: str) -> Key:
    return next(key for key in keys if key.name == name)


def _scalar(node: Node | None) -> Scalar | None:
    return node if isinstance(node, Scalar) else None


def _text(node: Node | None) -> str | None:
    return node.value if isinstance(node, Scalar) else None
