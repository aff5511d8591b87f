"""Problems as data: what is wrong, where, how to mend it, and one way to show it.

A `Diagnostic` is complete in itself: it can be pickled, written as JSON and shown without the
file. `Problems` collects those of one source; only codes of the catalogue can be reported.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from tierrules.text.catalogue import CATALOGUE
from tierrules.text.catalogue.code import MAX_PROBLEMS, Severity
from tierrules.text.mends import Mends, words
from tierrules.text.render import excerpt
from tierrules.text.source import Source, Span

__all__ = ["Diagnostic", "Help", "Problems", "Related", "Severity"]

# A costly help (the nearest of ten thousand names) is asked for only if its problem is shown.
Help = str | Callable[[], str | None] | None

_RANK: Final[Mapping[Severity, int]] = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that belongs to a problem, and what it has to do with it."""

    message: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def at(cls, source: Source, span: Span, message: str) -> "Related":
        """The place of a span."""
        return cls(message=message, **_place(source, span))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One problem of one file; lines and columns from 1, in code points, the end excluded.

    `str` gives the text that people read, `to_dict` plain data for JSON.
    """

    code: str
    severity: Severity
    message: str
    help: str | None = None
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    source_line: str = ""
    rules: tuple[str, ...] = ()
    witness: Mapping[str, object] | None = field(default=None, hash=False)
    related: tuple[Related, ...] = ()

    @classmethod
    def at(
        cls,
        source: Source,
        span: Span,
        code: str,
        message: str,
        *,
        severity: Severity | None = None,
        help: str | None = None,
        rules: tuple[str, ...] = (),
        witness: Mapping[str, object] | None = None,
        related: tuple[Related, ...] = (),
    ) -> "Diagnostic":
        """A problem at a span; the severity is the catalogue's unless one is given."""
        known = CATALOGUE[code]
        return cls(
            code=code,
            severity=severity or known.severity,
            message=message,
            help=help,
            source_line=source.line(source.position(span.start).line),
            rules=rules,
            witness=witness,
            related=related,
            **_place(source, span),
        )

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> list[str]:
        lines = [f"{self.file}:{self.line}:{self.column}: {self.severity}[{self.code}]: {self.message}"]
        if self.source_line.strip():
            lines.append(excerpt(self.source_line, self.line, self.column - 1, self._caret_end()))
        return [*lines, *self.notes]

    @property
    def notes(self) -> tuple[str, ...]:
        """The lines below the message: the customer who shows it, the places that belong to it, the help."""
        witness = ", ".join(f"{name} {shown_value(value)}" for name, value in (self.witness or {}).items())
        return (
            *([] if self.witness is None else [f"witness: {witness}"]),
            *(f"see: {place}" for place in self.related),
            *([] if self.help is None else [f"help: {self.help}"]),
        )

    def _caret_end(self) -> int:
        several = self.end_line > self.line
        return len(self.source_line.rstrip()) if several else self.end_column - 1

    def to_dict(self) -> dict[str, Any]:
        """Plain data: what `json.dumps` takes; keys without a value are left out."""
        plain: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "help": self.help,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line,
            "end_column": self.end_column,
            "rules": list(self.rules),
            "witness": None if self.witness is None else _plain(self.witness),
            "related": [_place_of(place) for place in self.related],
        }
        return {key: value for key, value in plain.items() if value not in (None, [])}


class _Found(NamedTuple):
    rank: int
    start: int
    order: int
    span: Span
    code: str
    severity: Severity
    message: str
    help: Help
    rules: tuple[str, ...]
    related: tuple[tuple[Span, str], ...]


class Problems:
    """The problems of one source, collected by all passes that read it.

    At most `MAX_PROBLEMS` are kept, errors before warnings, then in file order; the others are
    counted. After `read_mended` every span reported is one of the mended text.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.errors = False
        self._end: Diagnostic | None = None
        self._mends: Mends | None = None
        self._unread: set[str] = set()
        self._found: list[_Found] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def read_mended(self, mends: Mends) -> None:
        """Take spans from now on as those of the mended text; they are shown where they are written."""
        self._mends = mends

    def unread(self, span: Span) -> None:
        """Take the words of a stretch as lost: it has the wrong shape, and its names are not read."""
        self._unread.update(words(self.text[span.start : span.end]))

    def _is_lost(self, name: str) -> bool:
        parts = words(name)
        return bool(parts) and (
            self._unread.issuperset(parts) or (self._mends is not None and self._mends.lost.issuperset(parts))
        )

    @property
    def text(self) -> str:
        """The text that spans point into: the source, or what mending has made of it."""
        return self.source.text if self._mends is None else self._mends.source.text

    def error(
        self,
        code: str,
        span: Span,
        message: str,
        *,
        help: Help = None,
        rules: tuple[str, ...] = (),
        related: tuple[tuple[Span, str], ...] = (),
        absent: tuple[str, ...] = (),
    ) -> None:
        """Report an error; `related` are places in the same source.

        `absent` are the names that are missing or unknown: if one stands in what could not be read, nothing is told.
        """
        self.errors = True
        if any(map(self._is_lost, absent)):
            return
        self._add("error", code, span, message, help, rules, related)

    def warning(
        self,
        code: str,
        span: Span,
        message: str,
        *,
        help: Help = None,
        rules: tuple[str, ...] = (),
        related: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        """Report a warning."""
        self._add("warning", code, span, message, help, rules, related)

    def stopped(self, span: Span) -> None:
        """Note that reading stopped at a place of the text as written; told behind all problems."""
        line = self.source.position(span.start).line
        message = f"reading stopped at line {line:,}: only what breaks the layout of the lines above is told"
        help = "mend what is told, and check the file again"
        self._end = Diagnostic.at(self.source, span, "too-many-problems", message, help=help)

    def _add(
        self,
        severity: Severity,
        code: str,
        span: Span,
        message: str,
        help: Help,
        rules: tuple[str, ...],
        related: tuple[tuple[Span, str], ...],
    ) -> None:
        assert code in CATALOGUE, f"`{code}` is not in the catalogue"
        if self._mends is not None:
            span = self._mends.origin(span)
            if self._mends.doubted(span):
                return
            related = tuple((self._mends.origin(place), text) for place, text in related)
        rank = _RANK[severity]
        self._found.append(_Found(rank, span.start, self._count, span, code, severity, message, help, rules, related))
        self._count += 1
        if len(self._found) > 2 * MAX_PROBLEMS:
            self._found = self._shown()

    def _shown(self) -> list[_Found]:
        return sorted(self._found, key=_importance)[:MAX_PROBLEMS]

    def in_order(self) -> tuple[Diagnostic, ...]:
        """The problems in file order, and last where reading stopped, or how many are not shown."""
        shown = sorted(self._shown(), key=_file_order)
        listed = [self._diagnostic(found) for found in shown]
        if self._end is not None:
            listed.append(self._end)
        elif self._count > MAX_PROBLEMS:
            listed.append(self._rest(listed[-1]))
        return tuple(listed)

    def _diagnostic(self, found: _Found) -> Diagnostic:
        help = found.help
        return Diagnostic.at(
            self.source,
            found.span,
            found.code,
            found.message,
            severity=found.severity,
            help=help() if callable(help) else help,
            rules=found.rules,
            related=tuple(Related.at(self.source, span, text) for span, text in found.related),
        )

    def _rest(self, last: Diagnostic) -> Diagnostic:
        return Diagnostic(
            code="too-many-problems",
            severity="note",
            message=f"{self._count - MAX_PROBLEMS:,} further problems are not shown",
            file=last.file,
            line=last.line,
            column=last.column,
            end_line=last.end_line,
            end_column=last.end_column,
        )


def _importance(found: _Found) -> tuple[int, int, int]:
    return found.rank, found.start, found.order


def _file_order(found: _Found) -> tuple[int, int]:
    return found.start, found.order


def _place(source: Source, span: Span) -> dict[str, Any]:
    start, end = source.position(span.start), source.position(max(span))
    return {
        "file": source.name,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }


def _place_of(related: Related) -> dict[str, Any]:
    return {
        "message": related.message,
        "file": related.file,
        "line": related.line,
        "column": related.column,
        "end_line": related.end_line,
        "end_column": related.end_column,
    }


def shown_value(value: object) -> str:
    """A value as a ruleset or a customer file writes it."""
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _plain(value: object) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case Mapping():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case _:
            return str(value)
