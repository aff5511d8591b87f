"""One level of a tree held against its shape: every problem is reported, whatever fits is handed out.

A record reads its keys and hands out the children that fit; whoever descends reads the next level, so that every
problem of a file is met once and a bad part never hides a good one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tierrules.language.read.torn import is_torn_at_colon
from tierrules.language.shapes import Choice, Either, Form, Later, ListOf, MapOf, Record, Shape, Some, spoken
from tierrules.text.diagnostics import Problems
from tierrules.text.faults.flow import is_whole
from tierrules.text.nearest import nearest
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence
from tierrules.text.render import quoted
from tierrules.text.source import Span


def fits(shape: Shape, node: Node, problems: Problems, what: str, example: str | None = None) -> bool:
    """Whether `node` has the shape; if not, the problem is reported about `what`, with an example of the key."""
    if isinstance(node, Scalar) and node.reported:
        return False
    if not shape.accepts(node):
        problems.unread(node.span)
        help = _list_help(shape, node) or _joined_help(shape, node) or (f"for example `{example}`" if example else None)
        problems.error("wrong-shape", node.span, f"{what} is {_seen(node)}, expected {_expected(shape)}", help=help)
        return False
    if not isinstance(node, Scalar):
        return _holds_some(shape, node, problems, what)
    choice = _choice_of(shape)
    if choice is None or node.value in choice.values:
        return True
    if node.value in choice.planned:
        problems.error(
            "not-yet",
            node.span,
            f"{what} `{node.value}` belongs to format 1, but this version of tierrules does not read it yet",
            help=f"this version reads {spoken(choice.values)}",
        )
    else:
        near = nearest(node.value, choice.values)
        hint = f"did you mean `{near}`?" if near else f"write {spoken(choice.values)}"
        problems.error("unknown-value", node.span, f"{what} is `{node.value}`, which is not {choice.noun}", help=hint)
    return False


def read_record(record: Record, node: Mapping, problems: Problems, what: str) -> dict[str, Node]:
    """Return the children of `node` that are keys of `record` and have the right shape; report all others."""
    known = {key.name: key for key in record.keys}
    children: dict[str, Node] = {}
    for name, child in node.pairs:
        key = known.get(name.value)
        if key is None:
            if not _is_torn(name, child) and not is_torn_at_colon(name, child, problems):
                _unknown_key(record, name, problems, what)
        elif key.planned:
            problems.error(
                "not-yet",
                name.span,
                f"the key `{name.value}` belongs to format 1, but this version of tierrules does not read it yet",
                help=f"it will hold: {key.explain[:1].lower()}{key.explain[1:].rstrip('.')}",
            )
        elif not _is_cut_off(node, child) and fits(key.shape, child, problems, f"`{name.value}`", key.example):
            children[name.value] = child
    written = written_keys(record, node)
    if any(known[name].planned for name in written):
        return children
    for key in record.keys:
        if key.required and key.name not in written:
            problems.error(
                "missing-key",
                _head(node),
                f"{what} has no key `{key.name}`",
                help=f"for example `{key.example}`",
                absent=(key.name,),
            )
    if record.forms:
        _check_form(record, node, written, problems, what)
    return children


def form_of(record: Record, node: Mapping) -> Form | None:
    """Return the form in which a record is written; None where `read_record` has reported that it has none."""
    written = written_keys(record, node)
    marked = [form for form in record.forms if form.mark in written]
    return marked[0] if len(marked) == 1 and not _misfits(record, marked[0], written) else None


def written_keys(record: Record, node: Mapping) -> frozenset[str]:
    """The keys of `record` that the author wrote or meant to write, whatever stands behind them."""
    names = tuple(key.name for key in record.keys)
    meant = (name.value if name.value in names else _nearest_key(name.value, names) for name, _ in node.pairs)
    return frozenset(name for name in meant if name is not None)


def entries(node: Mapping, of: Shape, problems: Problems, noun: str, example: str) -> Iterator[tuple[Scalar, Node]]:
    """Yield the name and value of each entry that has the shape; report the others, with an example of the whole."""
    for name, child in node.pairs:
        if fits(of, child, problems, f"{noun} `{name.value}`", example):
            yield name, child


def items(nodes: tuple[Node, ...], of: Shape, problems: Problems, noun: str, example: str) -> Iterator[Node]:
    """Yield each item that has the shape; report the others, with an example of the whole list."""
    for child in nodes:
        if fits(of, child, problems, noun, example):
            yield child


_JOINED = re.compile(r"([^\W\d][\w-]*)\s*[:：]\s*(\S+)")
# What other rule languages call a key of ours.
_ELSEWHERE = {"and": "all", "or": "any", "else": "otherwise", "default": "otherwise", "if": "when", "condition": "when"}


def _nearest_key(name: str, names: tuple[str, ...]) -> str | None:
    meant = _ELSEWHERE.get(name.lower())
    return meant if meant in names else nearest(name, names)


def _joined_help(shape: Shape, node: Node) -> str | None:
    """The help for `key:value` where keys are expected: YAML takes it for a text."""
    found = _JOINED.match(node.value) if isinstance(node, Scalar) and node.style == "plain" else None
    if found is None or not shape.accepts(Mapping((), False, node.span)):
        return None
    return f"write {quoted(f'{found[1]}: {found[2]}')}, with a colon and a space behind the key"


def _is_torn(name: Scalar, child: Node) -> bool:
    """Whether an expression stands where a key is expected; the reader has said that it lacks a value."""
    return isinstance(child, Scalar) and child.reported and not name.value.isidentifier()


def _is_cut_off(node: Mapping, child: Node) -> bool:
    """Whether a value is the first piece of an expression whose rest stands as a key; the reader has said so."""
    if not node.flow or not isinstance(child, Scalar) or is_whole(child.value):
        return False
    behind = next((pair for pair in node.pairs if pair[0].span.start >= child.span.end), None)
    return behind is not None and _is_torn(*behind)


def _unknown_key(record: Record, name: Scalar, problems: Problems, what: str) -> None:
    names = tuple(key.name for key in record.keys)
    near = _nearest_key(name.value, names)
    readable = tuple(key.name for key in record.keys if not key.planned)
    problems.error(
        "unknown-key",
        name.span,
        f"{what} has no key `{name.value}`",
        help=f"did you mean `{near}`?" if near else f"the keys here are {spoken(readable)}",
    )


def _check_form(record: Record, node: Mapping, written: frozenset[str], problems: Problems, what: str) -> None:
    marked = [form for form in record.forms if form.mark in written]
    if not marked and not {name.value for name, _ in node.pairs} <= {key.name for key in record.keys}:
        return  # the form may be in the key that is not known
    if len(marked) != 1:
        told = " and ".join(f"`{form.mark}`" for form in marked) or "none of them"
        place = _key_span(node, marked[1].mark) if marked else _head(node)
        forms = f"{', '.join(map(str, record.forms[:-1]))}, or {record.forms[-1]}"
        message = f"{what} has one of {forms}; here is {told}"
        unread = () if marked else tuple(form.mark for form in record.forms)
        problems.error(record.form_code, place, message, help=record.form_help, absent=unread)
        return
    (form,) = marked
    for key in _misfits(record, form, written):
        message = f"`{key}` has no meaning beside `{form.mark}`, in {what}"
        problems.error(record.form_code, _key_span(node, key), message, help="delete it")
    for beside in (key for key in record.keys if key.name in form.beside and key.name not in written):
        message = f"{what} has no key `{beside.name}`, which stands beside `{form.mark}`"
        help = f"for example `{beside.example}`"
        problems.error("missing-key", _head(node), message, help=help, absent=(beside.name,))


def _misfits(record: Record, form: Form, written: frozenset[str]) -> list[str]:
    """The keys of other forms, in the order of the language."""
    others = frozenset[str]().union(*(other.keys for other in record.forms)) - form.keys
    return [key.name for key in record.keys if key.name in written & others]


def _key_span(node: Mapping, key: str) -> Span:
    """The place of a key; of one that is misspelt, that of the mapping."""
    return next((name.span for name, _ in node.pairs if name.value == key), _head(node))


def _head(node: Mapping) -> Span:
    """The place of a mapping: one in brackets as a whole, one of many lines by its first key."""
    return node.span if node.flow or not node.pairs else node.pairs[0][0].span


def _holds_some(shape: Shape, node: Sequence | Mapping, problems: Problems, what: str) -> bool:
    members = node.items if isinstance(node, Sequence) else node.pairs
    some = None if members else _of_kind(shape, node)
    if some is None:
        return True
    problems.error(some.code, node.span, f"{what} has no {some.noun}", help="list at least one")
    return False


def _of_kind(shape: Shape, node: Sequence | Mapping) -> Some | None:
    """What a list or mapping of this shape must hold at least."""
    match shape:
        case ListOf() | MapOf():
            return shape.some
        case Either():
            return next((_of_kind(one, node) for one in shape.shapes if one.accepts(node)), None)
        case Later():
            return _of_kind(shape.shape(), node)
        case _:
            return None


def _choice_of(shape: Shape) -> Choice | None:
    if isinstance(shape, Choice):
        return shape
    if isinstance(shape, Either):
        return next((one for one in shape.shapes if isinstance(one, Choice)), None)
    return None


def _expected(shape: Shape) -> str:
    """What a message calls a shape: a record by the keys that make one."""
    if not isinstance(shape, Record):
        return shape.noun
    required = " and ".join(f"`{key.name}`" for key in shape.keys if key.required)
    marks = tuple(form.mark for form in shape.forms) or tuple(key.name for key in shape.keys)
    return f"a mapping with {required or spoken(marks)}"


def _list_help(shape: Shape, node: Node) -> str | None:
    match shape:
        case Either() if isinstance(node, Sequence):
            return shape.list_help or None
        case Later():
            return _list_help(shape.shape(), node)
        case _:
            return None


def _seen(node: Node) -> str:
    match node:
        case Scalar():
            return f"the text `{node.value}`" if len(node.value) <= 40 else "a text"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"
