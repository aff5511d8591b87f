"""What a mutant may have in place of one node of a syntax tree: the operators."""

import ast
from collections.abc import Iterator
from typing import Any

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
# A name becomes each other one of its group.
_EXCHANGED = (
    ("TRUE", "FALSE", "UNKNOWN"),
    ("MISSING", "NONE"),
    ("UNLABELLED", "CONFLICT", "NOT_APPLICABLE"),
    ("min", "max"),
    ("any", "all"),
)
_OPERATOR_FUNCTIONS = {"lt": "le", "le": "lt", "eq": "ne", "ne": "eq", "ge": "gt", "gt": "ge"}
_TYPES = ("INTEGER", "DECIMAL", "MONEY", "RATIO", "BOOLEAN", "DATE", "DURATION", "CATEGORY", "TEXT")
# Calls that hand on a changed form of what they are given: without them the thing itself is left.
_UNWRAPPED_FUNCTIONS = {"abs", "sorted", "reversed"}
_UNWRAPPED_METHODS = {
    *("strip", "lstrip", "rstrip", "lower", "upper", "isoformat"),
    *("translate", "removeprefix", "replace", "zfill"),
}


def replacements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand in the place of `node`; the node itself is left as it is."""
    match node:
        case ast.stmt():
            yield from _statements(node)
        case ast.Constant():
            yield from _constants(node)
        case ast.Name() | ast.Attribute():
            yield from _names(node)
        case ast.Call():
            yield from _calls(node)
        case ast.pattern() | ast.match_case():
            yield from _patterns(node)
        case ast.comprehension(target, iter, conditions, is_async):
            for at in range(len(conditions)):
                yield ast.comprehension(target, iter, _without(conditions, at), is_async)
        case ast.expr():
            yield from _expressions(node)


def _statements(node: ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Return(None) | ast.Break() | ast.Continue():
            yield ast.Pass()
        case ast.Assign([ast.Attribute() | ast.Subscript(), *_]):
            yield ast.Pass()
        case ast.Return(ast.expr() as told) if not _is_none(told):
            yield ast.Return(ast.Constant(None))
        case ast.If(test, body, orelse) if _is_worth_negating(test):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.While(test, body, orelse) if _is_worth_negating(test):
            yield ast.While(ast.UnaryOp(ast.Not(), test), body, orelse)


def _expressions(node: ast.expr) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, signs, right):
            for at, sign in enumerate(signs):
                for other in _COMPARISONS[type(sign)]:
                    yield ast.Compare(left, [*signs[:at], other(), *signs[at + 1 :]], right)
        case ast.BoolOp(joined, parts):
            yield ast.BoolOp(ast.Or() if isinstance(joined, ast.And) else ast.And(), parts)
            for at in range(len(parts)):
                rest = _without(parts, at)
                yield ast.BoolOp(joined, rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(ast.Not() | ast.USub() | ast.Invert(), part):
            yield part
        case ast.BinOp(left, sign, right) if type(sign) in _ARITHMETIC:
            yield ast.BinOp(left, _ARITHMETIC[type(sign)](), right)
        case ast.IfExp(test, body, orelse) if _is_worth_negating(test):
            yield ast.IfExp(test, orelse, body)
        case ast.Dict(keys, values):
            for at in range(len(keys)):
                yield ast.Dict(_without(keys, at), _without(values, at))
        case ast.Set(parts) if len(parts) > 1:
            for at in range(len(parts)):
                yield ast.Set(_without(parts, at))
        case ast.List(parts, ast.Load()) | ast.Tuple(parts, ast.Load()):
            for at in range(len(parts)):
                yield type(node)(_without(parts, at), ast.Load())
        case ast.Slice(lower, upper, step):
            if lower is not None:
                yield ast.Slice(None, upper, step)
            if upper is not None:
                yield ast.Slice(lower, None, step)


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    match node.value:
        case bool():
            yield ast.Constant(not node.value)
        case int():
            yield ast.Constant(node.value + 1)
            yield ast.Constant(node.value - 1)
        case str():
            yield ast.Constant(node.value + "~")


def _names(node: ast.Name | ast.Attribute) -> Iterator[ast.AST]:
    match node:
        case ast.Name(name, ast.Load()):
            for group in _EXCHANGED:
                if name in group:
                    yield from (ast.Name(other, ast.Load()) for other in group if other != name)
        case ast.Attribute(ast.Name("Type") as owner, name) if name in _TYPES:
            yield ast.Attribute(owner, _TYPES[(_TYPES.index(name) + 1) % len(_TYPES)], ast.Load())
        case ast.Attribute(ast.Name("operator") as owner, name) if name in _OPERATOR_FUNCTIONS:
            yield ast.Attribute(owner, _OPERATOR_FUNCTIONS[name], ast.Load())


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    match node:
        case ast.Call(ast.Name(name), [ast.expr() as only]) if name in _UNWRAPPED_FUNCTIONS:
            yield only
        case ast.Call(ast.Attribute(owner, name)) if name in _UNWRAPPED_METHODS:
            yield owner


def _patterns(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.match_case(pattern, guard, body):
            if not isinstance(guard, ast.Constant):
                yield ast.match_case(pattern, ast.Constant(False), body)
            if guard is not None:
                yield ast.match_case(pattern, None, body)
        case ast.MatchOr(patterns) if len(patterns) > 1:
            for at in range(len(patterns)):
                rest = _without(patterns, at)
                yield ast.MatchOr(rest) if len(rest) > 1 else rest[0]


def _without(parts: list[Any], at: int) -> list[Any]:
    return [*parts[:at], *parts[at + 1 :]]


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_worth_negating(test: ast.expr) -> bool:
    """Whether no other operator negates the test already."""
    return not isinstance(test, ast.Compare) and not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not))
