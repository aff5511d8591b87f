"""The members of a caller's model, by their paths: what `company.staff` is annotated with."""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Final, get_origin, get_type_hints

from tierrules.language.model_types import alternatives
from tierrules.language.nested import DEPTH

_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Stands for an annotation that names something that cannot be found."""

    text: str


@dataclass(frozen=True, slots=True)
class Members:
    """The annotation of each member, and of those of inner models, by path; below a path in `open` anything may lie."""

    leaves: Mapping[str, object]
    open: frozenset[str]

    def has(self, path: str) -> bool:
        """Whether there is, or may be, something at a path."""
        return self.annotation(path) is not None

    def annotation(self, path: str) -> object:
        """Return the annotation at a path, below an open one Any, None where there is nothing."""
        if path in self.leaves:
            return self.leaves[path]
        above = path.rpartition(".")[0]
        while above and above not in self.open:
            above = above.rpartition(".")[0]
        found = self.leaves.get(above)
        return found if found is None or isinstance(found, Unresolved) else Any


def is_model(one: object) -> bool:
    """Whether a class has typed members: a pydantic model, a dataclass or a TypedDict."""
    return isinstance(one, type) and (is_pydantic(one) or is_dataclass(one) or _is_typed_dict(one))


def is_pydantic(one: type) -> bool:
    """Whether a class is a pydantic model; pydantic is not imported for the question."""
    pydantic = sys.modules.get("pydantic")
    return pydantic is not None and hasattr(one, "model_fields") and issubclass(one, pydantic.BaseModel)


def members(model: type) -> Members:
    """Return the members of a model and of the models within it; a model within itself is followed once."""
    leaves: dict[str, object] = {}
    for path, annotation in islice(_paths(model, "", (model,)), _MOST):
        leaves.setdefault(path, annotation)
    opened = (path for path, annotation in leaves.items() if any(map(_is_open, alternatives(annotation))))
    return Members(leaves, frozenset(opened))


def _paths(model: type, prefix: str, above: tuple[type, ...]) -> Iterator[tuple[str, object]]:
    for name, annotation in _own_members(model):
        yield f"{prefix}{name}", annotation
        for one in alternatives(annotation) if len(above) < DEPTH else ():
            if isinstance(one, type) and is_model(one) and one not in above:
                yield from _paths(one, f"{prefix}{name}.", (*above, one))


def _own_members(model: type) -> Iterator[tuple[str, object]]:
    if is_pydantic(model):
        described: Any = model
        yield from ((name, one.rebuild_annotation()) for name, one in described.model_fields.items())
        yield from ((name, one.return_type) for name, one in described.model_computed_fields.items())
    elif is_dataclass(model):
        yield from ((one.name, _resolved(one.type, one.name, model)) for one in fields(model))
    else:
        yield from ((name, _resolved(one, name, model)) for name, one in model.__annotations__.items())
    yield from _properties(model)


def _properties(model: type) -> Iterator[tuple[str, object]]:
    """What a model computes counts as a member, by what the getter says that it returns."""
    inherited = dir(sys.modules["pydantic"].BaseModel) if is_pydantic(model) else ()
    for name, found in inspect.getmembers_static(model, lambda one: isinstance(one, (property, cached_property))):
        getter = found.fget if isinstance(found, property) else found.func
        if getter is not None and not name.startswith("_") and name not in inherited:
            returned = inspect.get_annotations(getter).get("return", Any)
            yield name, _evaluated(returned, getattr(getter, "__globals__", {}), {})


def _is_open(annotation: object) -> bool:
    kind = get_origin(annotation) or annotation
    is_mapping = isinstance(kind, type) and issubclass(kind, Mapping) and not _is_typed_dict(kind)
    return kind is Any or kind is object or isinstance(kind, Unresolved) or is_mapping


def _is_typed_dict(one: type) -> bool:
    return issubclass(one, dict) and hasattr(one, "__required_keys__")


def _resolved(annotation: object, name: str, model: type) -> object:
    """A written annotation as the object that it names, in the module of the class that wrote it."""
    writer = next((one for one in model.__mro__ if name in inspect.get_annotations(one)), model)
    module = sys.modules.get(writer.__module__)
    return _evaluated(annotation, vars(module) if module else {}, {**vars(writer), model.__name__: model})


def _evaluated(annotation: object, names: Mapping[str, Any], local: Mapping[str, Any]) -> object:
    holder = types.SimpleNamespace(__annotations__={"it": annotation})
    try:
        return get_type_hints(holder, dict(names), dict(local), include_extras=True)["it"]
    except Exception:  # noqa: BLE001  # a written annotation may be any expression of the caller's
        return Unresolved(annotation if isinstance(annotation, str) else repr(annotation))
