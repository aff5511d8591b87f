"""Where the modules of the package may reach: imports, the clock, the environment, the context.

`violations` reads a package's source and runs none of it, so a planted tree is judged like ours.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "tierrules"
ORDER = (
    *("text", "errors", "meaning", "language", "files", "machine", "proof", "history"),
    *("pictures", "portfolio", "pages"),
    *("testing", "sample"),
    *("ruleset", PACKAGE, "cli"),  # the package itself is its public face: it may see all but cli
)
# Modules at the root that count with a wing.
COUNTS_WITH = {"resources": "ruleset", "__main__": "cli"}
BANNED_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers"}

SURROUNDINGS = {
    *("datetime.date.today", "datetime.datetime.now", "datetime.datetime.today"),
    *("datetime.datetime.utcnow", "time.time", "time.time_ns", "time.localtime", "time.gmtime"),
    *("os.environ", "os.environb", "os.getenv", "os.getcwd", "os.getcwdb", "os.chdir"),
    *("pathlib.Path.cwd", "pathlib.Path.home", "os.path.expanduser"),
}
# Asked of a value whose type the source does not show: `as_of.today()`, `folder.cwd()`.
CALLS_ON_A_VALUE = {"?.today", "?.utcnow", "?.cwd"}
CONTEXT = {f"decimal.{name}" for name in ("getcontext", "setcontext", "localcontext", "DefaultContext")}


def violations(root: Path) -> list[str]:
    """What the package in the folder `root` does against the rules, a line each."""
    return [
        f"{path.relative_to(root).as_posix()}{fault}"
        for path in sorted(root.rglob("*.py"))
        for fault in _faults(path, root)
    ]


def _faults(path: Path, root: Path) -> Iterator[str]:
    parts = path.relative_to(root).with_suffix("").parts
    yield from (f": the name `{part}` says nothing" for part in parts if _is_banned(part))
    wing = _wing(parts[0])
    if wing not in ORDER:
        yield f": `{wing}` belongs to no wing"
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for line, module in _imports(tree, package=(PACKAGE, *parts[:-1])):
        target = _wing_of_import(module, root)
        if target is not None and not _is_leftward(wing, target):
            yield f":{line}: `{wing}` may not import `{module}`"
    forbidden = CONTEXT if wing == "cli" else CONTEXT | SURROUNDINGS | CALLS_ON_A_VALUE
    for line, name in _uses(tree):
        if name in forbidden:
            yield f":{line}: `{wing}` may not use `{name}`"


def _is_banned(part: str) -> bool:
    return part.strip("_").lower() in BANNED_NAMES


def _wing(part: str) -> str:
    """The wing of a first path component; the root `__init__` is the package itself."""
    return PACKAGE if part == "__init__" else COUNTS_WITH.get(part, part)


def _is_leftward(wing: str, target: str) -> bool:
    return target in ORDER and ORDER.index(target) <= ORDER.index(wing)


def _wing_of_import(module: str, root: Path) -> str | None:
    """The wing an absolute module name lies in; None outside the package."""
    package, _, rest = module.partition(".")
    if package != PACKAGE:
        return None
    first = rest.partition(".")[0]
    is_module = (root / first).is_dir() or (root / f"{first}.py").is_file()
    return _wing(first) if first and is_module else PACKAGE


def _imports(tree: ast.AST, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Line and absolute name of everything imported, at any depth, by whatever form."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module, names, level):
                base = package[: len(package) - (level or 0) + 1] if level else ()
                prefix = ".".join((*base, *([module] if module else [])))
                yield from ((node.lineno, f"{prefix}.{alias.name}") for alias in names)
            case ast.Call(
                ast.Attribute(attr="import_module") | ast.Name("import_module" | "__import__"),
                [ast.Constant(str(name)), *_],
            ):
                yield node.lineno, name


def _uses(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of what is imported or read; `?.name` for a call on a value."""
    known = dict(_bindings(tree))
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(str(module), names, 0):
                yield from ((node.lineno, f"{module}.{alias.name}") for alias in names)
            case ast.Attribute():
                name = _dotted(node, known)
                if name is not None:
                    yield node.lineno, name
            case ast.Call(ast.Attribute(attr=attribute) as function):
                if _dotted(function, known) is None:
                    yield node.lineno, f"?.{attribute}"


def _bindings(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                for alias in names:
                    bound = alias.asname or alias.name.partition(".")[0]
                    yield bound, alias.name if alias.asname else bound
            case ast.ImportFrom(str(module), names, 0):
                for alias in names:
                    yield alias.asname or alias.name, f"{module}.{alias.name}"


def _dotted(node: ast.expr, known: dict[str, str]) -> str | None:
    """The full name of an attribute chain that starts at an import."""
    match node:
        case ast.Name(name):
            return known.get(name)
        case ast.Attribute(value, attr):
            base = _dotted(value, known)
            return None if base is None else f"{base}.{attr}"
    return None
