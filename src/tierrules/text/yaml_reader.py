"""Characters to a tree with spans, over the event interface of PyYAML.

No Python value is ever constructed, nothing recurses, and the work is bounded by counted
characters, levels and nodes. Bad text ends in problems, never in an exception: after a fault of
syntax the text is mended there and read again, so that there is a tree all the same, and whatever
is wrong further down is said as well.
"""

import re
from itertools import islice
from typing import Final, NamedTuple

import yaml

from tierrules.text.catalogue.code import MAX_CHARACTERS, MAX_PROBLEMS
from tierrules.text.diagnostics import Problems
from tierrules.text.faults import Fault, fault_at
from tierrules.text.mends import Edits, Mends, blank
from tierrules.text.nodes import Mapping, Node, Scalar, Sequence, Style
from tierrules.text.render import quoted
from tierrules.text.source import BYTE_ORDER_MARK, Source, Span, Undecodable, decode
from tierrules.text.yaml_tree import FaultError, LimitError, Loader, TreeBuilder

__all__ = [
    "Mapping",
    "Node",
    "Reading",
    "Scalar",
    "Sequence",
    "Style",
    "read",
    "read_bytes",
    "read_text",
]

FASTEST: Final[Loader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML forbids in a text, and the byte order mark, which the two scanners read differently.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]+")
_STAND_IN: Final = "\ufffd"

# Each fault of syntax costs one more reading, up to the next fault; nobody reads more problems than are shown.
_MAX_READINGS: Final = MAX_PROBLEMS
_MOST_CHARACTERS_READ: Final = 6_000_000


class Reading(NamedTuple):
    """A file as read: its source, the problems found so far, and the tree if there is one."""

    source: Source
    problems: Problems
    tree: Mapping | None


def read_bytes(name: str, data: bytes) -> Reading:
    """Read a file's bytes; `name` is what its problems are shown under.

    >>> reading = read_bytes("rules.yaml", b"size: large")
    >>> reading.tree.get("size").value
    'large'
    """
    text = decode(data)
    if isinstance(text, str):
        return read_text(name, text)
    source = Source(name, "")
    problems = Problems(source)
    _report_encoding(problems, text)
    return Reading(source, problems, None)


def read_text(name: str, text: str) -> Reading:
    """Read a text; `name` is what its problems are shown under, as `<text>`."""
    source = Source(name, text)
    problems = Problems(source)
    return Reading(source, problems, read(source, problems))


def _report_encoding(problems: Problems, bad: Undecodable) -> None:
    help = "save the file as UTF-8"
    if bad.looks_like is not None:
        help = f"the file looks like {bad.looks_like}; save it as UTF-8"
    message = f"the file is not UTF-8 text: byte {bad.byte + 1:,} cannot be read"
    problems.error("encoding", Span(0, 0), message, help=help)


def read(source: Source, problems: Problems, *, loader: Loader = FASTEST) -> Mapping | None:
    """The tree of a source, of what mending makes of it if it must; None if its problems leave none.

    What is missing from a tree in spite of the text is a scalar with `reported` set. The spans of
    a mended tree are shown by `problems` where they are written.
    """
    if len(source.text) > MAX_CHARACTERS:
        message = f"the file has {len(source.text):,} characters, {MAX_CHARACTERS:,} are allowed"
        problems.error("too-large", Span(0, 0), message)
        return None
    _report_forbidden(source, problems)
    mends = Mends(source)
    builder, fault = _read_and_mend(mends, problems, loader)
    problems.read_mended(mends)
    builder.report(problems)
    # What stands in front of a second `---` may be half of what was meant to be one file.
    return None if fault or builder.documents > 1 else _top(builder.root, problems)


def _read_and_mend(mends: Mends, problems: Problems, loader: Loader) -> tuple[TreeBuilder, Fault | None]:
    """The last reading, and the fault at which it stopped, if reading on costs too much."""
    doubtful: set[int] = set()
    told: set[Span] = set()
    spent = 0
    for reading in range(1, _MAX_READINGS + 1):
        builder = TreeBuilder(mends)
        fault = _read_once(builder, loader)
        if fault is None:
            break
        origin = mends.origin(fault.span)
        if origin not in told and mends.source.position(fault.span.start).line not in doubtful:
            problems.error("yaml-syntax", origin, fault.message, help=fault.help)
            doubtful.update(_doubtful(mends.source, fault))
        told.add(origin)
        if fault.doubt is not None:
            mends.doubt(fault.doubt)
        spent += fault.span.start
        exhausted = reading == _MAX_READINGS or spent + len(mends.source.text) > _MOST_CHARACTERS_READ
        if exhausted or not (mends.make(fault.edits) or mends.make(_line_blanked(mends.source, fault))):
            problems.stopped(origin)
            break
    return builder, fault


def _top(root: Node | None, problems: Problems) -> Mapping | None:
    if isinstance(root, Mapping):
        return root
    if root is None or (isinstance(root, Scalar) and root.reported):
        if not problems.errors:
            problems.error("empty-file", Span(0, 0), "the file holds no key and no value")
        return None
    what = "list" if isinstance(root, Sequence) else "single value"
    message = f"the file is a {what}, not a mapping of keys to values"
    help = "start each line at the margin with `key:`"
    problems.error("not-a-mapping", root.span, message, help=help)
    return None


def _doubtful(source: Source, fault: Fault) -> range:
    """The lines on which another fault may be nothing but the outcome of mending this one."""
    if fault.reach == "sure":
        return range(0)
    first = source.position(fault.edits[0].start).line
    last = source.position(fault.edits[-1].end).line
    if fault.reach == "below":
        below = (number for number in range(last + 1, source.line_count + 1) if source.line(number).strip())
        last = next(below, last)
    return range(first, last + 1)


def _line_blanked(source: Source, fault: Fault) -> Edits:
    return (blank(source.text, source.line_span(source.position(fault.span.start).line)),)


def _read_once(builder: TreeBuilder, loader: Loader) -> Fault | None:
    source = builder.source
    text = _FORBIDDEN.sub(lambda found: _STAND_IN * len(found[0]), source.text)
    try:
        builder.run(text, loader)
    except LimitError:
        return None
    except FaultError as error:
        return error.fault
    except yaml.MarkedYAMLError as error:
        return fault_at(
            source,
            text,
            at=error.problem_mark.index if error.problem_mark else 0,
            context=error.context_mark.index if error.context_mark else None,
            scanning=isinstance(error, yaml.scanner.ScannerError),
            last=builder.last,
            bracket=builder.bracket,
        )
    except (ValueError, OverflowError):
        # The Python scanner lets the failing `chr` or `int` of an escape or directive through.
        return fault_at(source, text, at=0, context=None, scanning=True, last=None, bracket=None)
    return None


def _report_forbidden(source: Source, problems: Problems) -> None:
    for found in islice(_FORBIDDEN.finditer(source.text), MAX_PROBLEMS):
        mark = found[0].startswith(BYTE_ORDER_MARK)
        what = "byte order mark" if mark else "control character"
        problems.error(
            "control-character",
            Span(*found.span()),
            f"the {what} {quoted(found[0], limit=8)} cannot stand in a rule file",
            help="delete it, or type the line again",
        )
