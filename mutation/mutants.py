"""All mutants of a module: one change of one node each, told as text so that people can review it."""

import ast
import copy
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType

from mutation.operators import replacements

CONTEXT = 45
"""Characters told on each side of what is changed, where the line is longer."""

# What types say, and what is about the form of the code.
_SKIPPED_FIELDS = {"annotation", "returns", "decorator_list", "bases", "format_spec", "names"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_NO_BEHAVIOUR = (ast.Import, ast.ImportFrom, ast.Assert, ast.Global, ast.Nonlocal)


@dataclass(frozen=True)
class Place:
    """Where a node hangs in its tree: the way down from the root, by fields and positions."""

    steps: tuple[tuple[str, int | None], ...]

    def child(self, field: str, at: int | None) -> "Place":
        """Return the place of a child."""
        return Place((*self.steps, (field, at)))

    def put(self, tree: ast.AST, node: ast.AST) -> None:
        """Hang `node` into `tree` in this place."""
        *above, (field, at) = self.steps
        parent: ast.AST = tree
        for name, position in above:
            found = getattr(parent, name)
            parent = found if position is None else found[position]
        if at is None:
            setattr(parent, field, node)
        else:
            getattr(parent, field)[at] = node


@dataclass(frozen=True)
class Mutant:
    """One change. `scope` is the outermost function that holds it, empty where importing the module runs it.

    `text` says the change as `before -> after`; with `path` and `within`, the name of what holds it, it is what a
    reviewed reason is found by, so it has no line numbers. `lines` are those of the statement that is changed.
    """

    path: str
    within: str
    scope: str
    lines: range
    text: str
    place: Place
    node: ast.AST

    @property
    def name(self) -> str:
        """The mutant in one line, as reports and reasons have it."""
        return f"{self.within}: {self.text}"


@dataclass(frozen=True)
class _Context:
    within: tuple[str, ...] = ()
    scope: str = ""
    statement: ast.AST | None = None


def mutants_of(path: Path, root: Path) -> list[Mutant]:
    """Return all mutants of the module in `path`, in the order of the text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return list(_numbered(_walk(path.relative_to(root).as_posix(), tree, tree, Place(()), _Context())))


def compiled(path: Path, mutant: Mutant | None) -> CodeType:
    """Return the module with the change, or as it is."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if mutant is not None:
        mutant.place.put(tree, copy.deepcopy(mutant.node))
    return compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)


def _walk(path: str, root: ast.AST, node: ast.AST, place: Place, context: _Context) -> Iterator[Mutant]:
    if _says_nothing_of_behaviour(node):
        return
    context = _entered(node, context)
    if place.steps:
        for other in replacements(node):
            yield _mutant(path, node, other, place, context)
    for field, at, child in _children(node):
        yield from _walk(path, root, child, place.child(field, at), _left(node, field, context))


def _mutant(path: str, node: ast.AST, other: ast.AST, place: Place, context: _Context) -> Mutant:
    statement = context.statement or node
    text = _difference(_told(statement), _told(_with(statement, node, other)))
    return Mutant(path, ".".join(context.within), context.scope, _lines(statement), text, place, other)


def _entered(node: ast.AST, context: _Context) -> _Context:
    if isinstance(node, (ast.stmt, ast.match_case, ast.ExceptHandler)):
        context = replace(context, statement=node)
    if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
        context = replace(context, within=(*context.within, node.name))
    return context


def _left(node: ast.AST, field: str, context: _Context) -> _Context:
    """Say what holds a child: only the body of a function runs when it is called, its defaults do not."""
    if isinstance(node, _FUNCTIONS) and field == "body" and not context.scope:
        return replace(context, scope=".".join(context.within))
    return context


def _children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(node):
        if field in _SKIPPED_FIELDS or (isinstance(node, ast.Raise) and field == "cause"):
            continue
        if isinstance(value, ast.AST):
            yield field, None, value
        elif isinstance(value, list):
            yield from (
                (field, at, one)
                for at, one in enumerate(value)
                if isinstance(one, ast.AST) and not _is_type_of_cast(node, field, at)
            )


def _is_type_of_cast(node: ast.AST, field: str, at: int) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "cast" and at == 0


def _says_nothing_of_behaviour(node: ast.AST) -> bool:
    match node:
        case ast.Expr(ast.Constant(str())):
            return True  # a docstring
        case ast.Assign([ast.Name(name)], value):
            return name in ("__slots__", "__all__") or _is_a_type(value)
        case ast.AnnAssign(annotation=ast.Name("TypeAlias")):
            return True
        case ast.If(ast.Name("TYPE_CHECKING")):
            return True
        case ast.MatchValue():
            return True  # the case as a whole is left out instead
    return isinstance(node, _NO_BEHAVIOUR)


def _is_a_type(value: ast.expr) -> bool:
    """Whether a value is an alias of a type: `Literal[..]`, `A | B`, `Mapping[..]`."""
    match value:
        case ast.Subscript(ast.Name(name)):
            return name in ("Literal", "Mapping", "list", "Callable", "tuple", "dict")
        case ast.BinOp(left, ast.BitOr(), right):
            return _is_a_type(left) and _is_a_type(right)
        case ast.Name(name):
            return (name[0].isupper() and not name.isupper()) or name in ("bool", "str", "date")
    return False


def _with(statement: ast.AST, node: ast.AST, other: ast.AST) -> ast.AST:
    """Return the statement with the one node exchanged; all else is shared."""
    return other if statement is node else _Exchange(node, other).visit(_copied(statement))


def _copied(node: ast.AST) -> ast.AST:
    """Copy what is told of a statement, its body left out; nodes below keep their identity for the exchange."""
    fields = {name: [] if name in _BODIES else value for name, value in ast.iter_fields(node)}
    return type(node)(**fields)


_BODIES = ("body", "orelse", "finalbody", "handlers", "cases", "decorator_list")


class _Exchange:
    """Copies a tree with one node exchanged."""

    def __init__(self, node: ast.AST, other: ast.AST) -> None:
        self.node, self.other = node, other

    def visit(self, tree: ast.AST) -> ast.AST:
        if tree is self.node:
            return self.other
        return type(tree)(**{name: self._field(value) for name, value in ast.iter_fields(tree)})

    def _field(self, value: object) -> object:
        if isinstance(value, list):
            return [self._field(one) for one in value]
        return self.visit(value) if isinstance(value, ast.AST) else value


def _told(node: ast.AST) -> str:
    """Return the head of a statement on one line."""
    if isinstance(node, ast.match_case):
        guard = f" if {ast.unparse(node.guard)}" if node.guard else ""
        return f"case {ast.unparse(node.pattern)}{guard}:"
    head = _copied(node) if isinstance(node, (ast.stmt, ast.ExceptHandler)) else node
    return " ".join(ast.unparse(ast.fix_missing_locations(head)).split("\n"))


def _difference(before: str, after: str) -> str:
    """Say two texts with what differs, and some characters on each side."""
    start = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    most = min(len(before), len(after)) - start
    end = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    return f"{_part(before, start, end)} -> {_part(after, start, end)}"


def _part(text: str, start: int, end: int) -> str:
    first, last = max(0, start - CONTEXT), min(len(text), len(text) - end + CONTEXT)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def _lines(statement: ast.AST) -> range:
    first = statement.pattern.lineno if isinstance(statement, ast.match_case) else getattr(statement, "lineno", 1)
    body = getattr(statement, "body", None) or getattr(statement, "cases", None)
    if isinstance(statement, ast.Match):
        return range(first, (statement.subject.end_lineno or first) + 1)
    if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
        return range(first, max(first + 1, body[0].lineno))
    return range(first, (getattr(statement, "end_lineno", None) or first) + 1)


def _numbered(mutants: Iterable[Mutant]) -> Iterator[Mutant]:
    """Tell apart what reads alike within one function, as `(2)`, `(3)`."""
    seen: Counter[tuple[str, str]] = Counter()
    for one in mutants:
        seen[one.within, one.text] += 1
        times = seen[one.within, one.text]
        yield one if times == 1 else replace(one, text=f"{one.text} ({times})")
