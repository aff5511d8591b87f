"""Events of a YAML scanner to nodes: one pass, one stack, no recursion.

The two scanners of PyYAML differ in where they put the ends of block collections and the places
of missing values; here both come from the children, so that trees and spans are equal whichever
scanner is installed. (The one in Python refuses a little more: a `?` inside an unquoted text in
brackets, and a tab between words.)
"""

import re
from typing import Any, Final, NamedTuple

import yaml

from tierrules.text.catalogue.code import MAX_DEPTH, MAX_NODES, MAX_PROBLEMS, MAX_SCALAR
from tierrules.text.diagnostics import Help, Problems
from tierrules.text.faults import Fault, fault_of_text, flow, wide_signs
from tierrules.text.flow_numbers import cut_number
from tierrules.text.mends import Mends
from tierrules.text.nodes import BLANKS, Mapping, Node, Scalar, Sequence, Style
from tierrules.text.render import quoted
from tierrules.text.source import Span

Loader = type[Any]

_STYLES: Final[dict[str | None, Style]] = {
    None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded",
}  # fmt: skip
_MERGE: Final = "<<"
_PROPERTIES: Final = re.compile(r"(?:[&!][^\s,\[\]{}]*\s*)+")
# An escape can name what may not be written.
_FORBIDDEN_VALUE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_OPERATOR: Final = re.compile(r"[<>=!()]| (?:and|or|in|not) ")
_LONGEST_TORN: Final = 1000

_WRITE_OR_DELETE: Final = "write the value, or delete the line"
_QUOTE_WHOLE: Final = "an expression inside `[…]` or `{…}` must be quoted as a whole"
_QUOTE_OR_WRITE_OUT: Final = "write the value out, or quote a text that starts with `&` or `*`"


_BRACES_AROUND: Final = "delete the braces around the condition, or use `all: [..]`"
# `key:value` in brackets.
_JOINED: Final = re.compile(r"(?P<key>[^\W\d][\w-]*)(?::|\s*(?P<wide>：)\s*)(?P<value>\S.*)")


class LimitError(Exception):
    """A counted limit is passed; the problem is noted and the rest is not read."""


class FaultError(Exception):
    """The scanner finds no fault in what cannot be meant; reading goes on once it is mended."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class _Note(NamedTuple):
    code: str
    span: Span
    message: str
    help: Help


class _Open:
    """A collection that is being read: pairs if it is `keyed`, else items."""

    __slots__ = (
        "bracket", "dropped", "end", "flow", "items", "key", "keyed", "keys", "pairs", "start", "torn"
    )  # fmt: skip

    def __init__(self, keyed: bool, flow: bool, bracket: bool, start: int) -> None:
        self.keyed = keyed
        self.flow = flow
        self.bracket = bracket
        self.start = start
        self.end = start
        self.key: Scalar | None = None
        # The value of such a key is read for its own problems, and does not enter the tree.
        self.dropped = False
        self.torn = False
        self.items: list[Node] = []
        self.pairs: list[tuple[Scalar, Node]] = []
        self.keys: dict[str, Scalar] = {}


class TreeBuilder:
    """Builds the tree of one reading and notes what is wrong with it.

    Places are those of the mended text; what is missing because of a mend is not noted.
    """

    def __init__(self, mends: Mends) -> None:
        self.source = mends.source
        self._text = mends.source.text
        self._mends = mends
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self.documents = 0
        self._nodes = 0
        self.last: Span | None = None
        self._stopped = False
        self._notes: list[_Note] = []

    def run(self, text: str, loader: Loader) -> None:
        """Read the events of `text`, the source with stand-ins for what YAML forbids.

        Raises LimitError when a limit is passed, and whatever the scanner raises.
        """
        self._text = text
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping_start,
            yaml.SequenceStartEvent: self._sequence_start,
            yaml.MappingEndEvent: self._mapping_end,
            yaml.SequenceEndEvent: self._sequence_end,
            yaml.AliasEvent: self._alias,
        }
        for event in yaml.parse(text, Loader=loader):
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
            elif isinstance(event, yaml.DocumentStartEvent) and self._is_second(event):
                return

    @property
    def bracket(self) -> int | None:
        """Where the innermost `[` or `{` still open stands."""
        return next((frame.start for frame in reversed(self._stack) if frame.bracket), None)

    def report(self, problems: Problems) -> None:
        """Hand over what was noted."""
        for note in self._notes:
            problems.error(note.code, note.span, note.message, help=note.help)

    @property
    def root(self) -> Node | None:
        """The node at the top; None if there is none, or a limit has torn it."""
        return None if self._stopped else self._root

    # Events

    def _is_second(self, event: Any) -> bool:
        self.documents += 1
        if self.documents == 1:
            return False
        span = Span(event.start_mark.index, event.end_mark.index)
        help = "put it into a file of its own, or delete this line"
        self._note("several-documents", span, "a second document starts here", help)
        return True

    def _scalar(self, event: Any) -> None:
        style = _STYLES[event.style]
        value = event.value
        start = event.start_mark.index
        end = event.end_mark.index
        if event.anchor is not None or event.tag is not None:
            start = self._refuse_properties(event)
            if not value:
                self._add(Scalar("", "plain", Span(start, start), self.source))
                return
        if style == "plain":
            if not value or value == "~":
                self._missing(value, start, end)
                return
        elif style in ("literal", "folded"):
            # The scanner reads on to the next line that has text.
            end = start + len(self._text[start:end].rstrip(BLANKS))
        elif style == "double":
            self._refuse_forbidden(value, start, end)
        self.last = span = Span(start, end)
        if event.start_mark.line != event.end_mark.line:
            self._refuse(fault_of_text(self.source, self._text, style, span, self.bracket))
        if len(value) > MAX_SCALAR:
            message = f"this value has {len(value):,} characters, {MAX_SCALAR:,} are allowed"
            self._note("scalar-too-long", span, message)
            value, style = "", "plain"
        self._add(Scalar(value, style, span, self.source))

    def _mapping_start(self, event: Any) -> None:
        self._open(event, keyed=True)

    def _sequence_start(self, event: Any) -> None:
        self._open(event, keyed=False)

    def _open(self, event: Any, *, keyed: bool) -> None:
        start = event.start_mark.index
        end = event.end_mark.index
        # A pair alone in a list, `[a: b]` or `[? a]`, has no brace of its own.
        bracket = bool(event.flow_style) and end > start and self._text[end - 1] in "[{"
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if bracket:
            start = end - 1
        if len(self._stack) == MAX_DEPTH:
            message = f"lists and mappings are nested more than {MAX_DEPTH} levels deep"
            self._stop("too-deep", Span(start, start + 1), message)
        self._stack.append(_Open(keyed, bool(event.flow_style), bracket, start))

    def _mapping_end(self, event: Any) -> None:
        frame = self._stack.pop()
        self._add(Mapping(tuple(frame.pairs), frame.flow, self._extent(frame, event)))

    def _sequence_end(self, event: Any) -> None:
        frame = self._stack.pop()
        self._add(Sequence(tuple(frame.items), frame.flow, self._extent(frame, event)))

    def _extent(self, frame: _Open, event: Any) -> Span:
        if frame.bracket:
            return Span(frame.start, event.end_mark.index)
        return Span(frame.start, max(frame.start, frame.end))

    def _alias(self, event: Any) -> None:
        span = Span(event.start_mark.index, event.end_mark.index)
        frame = self._stack[-1] if self._stack else None
        if frame is None or frame.key is None or frame.key.value != _MERGE:
            shown = quoted(self._text[span.start : span.end])
            message = f"the alias {shown} stands for a text that is elsewhere"
            self._note("anchor", span, message, _QUOTE_OR_WRITE_OUT)
        self._add(Scalar("", "plain", span, self.source))

    # Nodes into their collection

    def _add(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            message = f"the file holds more than {MAX_NODES:,} keys and values"
            self._stop("too-many-nodes", Span(node.span.start, node.span.start + 1), message)
        if not self._stack:
            self._root = node
            return
        frame = self._stack[-1]
        frame.end = node.span.end
        if not frame.keyed:
            if frame.flow and isinstance(node, Scalar) and node.style == "plain":
                self._refuse(wide_signs(self.source, self._text, frame.start, node.span))
            last = frame.items[-1] if frame.items else None
            # `[1,100]` are two numbers; behind a comparison, no number stands alone.
            compared = isinstance(last, Scalar) and _OPERATOR.search(last.value)
            if not (compared and self._is_thousands(frame, last, node)):
                frame.items.append(node)
        elif frame.key is None:
            self._key(frame, node)
        else:
            if not frame.dropped:
                frame.pairs.append((frame.key, node))
            frame.key = None

    def _key(self, frame: _Open, node: Node) -> None:
        frame.dropped = True
        if not isinstance(node, Scalar):
            frame.key = Scalar("", "plain", node.span, self.source)
            kind = "list" if isinstance(node, Sequence) else "mapping"
            message = f"a {kind} stands where a key is expected"
            self._note("complex-key", node.span, message, _QUOTE_WHOLE)
            return
        frame.key = node
        if node.reported:
            return
        if frame.pairs and self._is_thousands(frame, frame.pairs[-1][1], node):
            frame.key = Scalar("", "plain", node.span, self.source)
            return
        if node.value == _MERGE and node.style == "plain":
            message = "the merge key `<<` copies keys from elsewhere"
            self._note("merge-key", node.span, message, "write the keys out")
            return
        first = frame.keys.setdefault(node.value, node)
        frame.dropped = first is not node
        if frame.dropped:
            message = f"the key {quoted(node.value)} is written twice"
            self._note("duplicate-key", node.span, message, lambda: self._line_of(first))

    def _is_thousands(self, frame: _Open, before: Node | None, node: Node) -> bool:
        """Whether `node` is the rest of a number that `before` ends with; noted where the first comma cuts it."""
        cut = cut_number(self._text, before, node) if frame.flow else None
        if cut is not None and cut.first:
            self._note("bad-number", cut.span, cut.message, cut.help)
        return cut is not None

    def _line_of(self, first: Scalar) -> str:
        return f"the first is on line {self.source.position(first.span.start).line}"

    # What is refused

    def _missing(self, value: str, start: int, end: int) -> None:
        """A value left out, or `~`; as a key, `~` is a text like any other."""
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.keyed and frame.key is None:
            if not value:
                message = "a key is missing before the colon"
                self._note("complex-key", Span(start, start + 1), message)
            self._add(Scalar(value, "plain", Span(start, end), self.source))
            return
        if not value:
            start = end = self._place_of_nothing(frame, start)
        if frame is not None and frame.flow and frame.key is not None:
            self._refuse(wide_signs(self.source, self._text, frame.start, frame.key.span))
        if frame is not None and not self._mends.emptied(start):
            self._note_missing(frame, Span(start, end))
        self._add(self._parted(frame) or Scalar("", "plain", Span(start, end), self.source))

    def _place_of_nothing(self, frame: _Open | None, start: int) -> int:
        """Right after the key, or after the dash, of the value that is missing."""
        return frame.key.span.end if frame is not None and frame.key is not None else start

    def _note_missing(self, frame: _Open, span: Span) -> None:
        if span.end > span.start:
            self._note("empty-value", span, "`~` is no value", _WRITE_OR_DELETE)
        elif frame.key is None:
            dash = Span(max(0, span.start - 1), span.start)
            self._note("empty-value", dash, "a list item has no value", _WRITE_OR_DELETE)
        elif not frame.key.reported:
            key = frame.key
            plain = frame.flow and key.style == "plain"
            if plain and not flow.is_whole(key.value):
                self._note_torn(frame, key)
                return
            help = _help_for_nothing(frame, key)
            self._note("empty-value", key.span, f"{quoted(key.value)} has no value", help)

    def _parted(self, frame: _Open | None) -> Scalar | None:
        """The value of a key that is `key:value` in one, cut off from it: YAML wants a space there in brackets too."""
        key = frame.key if frame is not None and frame.flow else None
        found = _JOINED.fullmatch(key.value) if key is not None and key.style == "plain" else None
        if frame is None or key is None or found is None or key.span.end - key.span.start != len(key.value):
            return None
        start = key.span.start
        frame.key = Scalar(found["key"], "plain", Span(start, start + found.end("key")), self.source)
        return Scalar(found["value"], "plain", Span(start + found.start("value"), key.span.end), self.source)

    def _note_torn(self, frame: _Open, key: Scalar) -> None:
        """A key that closes a bracket which the value before it has opened: one expression, cut at a comma."""
        if frame.torn:
            return
        frame.torn = True
        start = frame.start
        written = self._text[start : self.source.line_span(self.source.position(start).line).end]
        # Nobody reads more problems than are shown, so no more brackets are searched for their ends.
        end = flow.closing(written[:_LONGEST_TORN]) if len(self._notes) < MAX_PROBLEMS else None
        pair = written[: end + 1] if end is not None else ""
        better = flow.requoted(pair) if pair else None
        span = Span(start, start + len(pair)) if pair else key.span
        message = "an expression inside `{…}` must be quoted as a whole"
        help = "put quotes around the whole expression"
        if better not in (None, pair):
            help = f"write {quoted(better or '', limit=200)}"
        self._note("torn-expression", span, message, help)

    def _refuse_properties(self, event: Any) -> int:
        """Note an anchor or a tag; where the value behind them starts."""
        start: int = event.start_mark.index
        end: int = event.end_mark.index
        found = _PROPERTIES.match(self._text, start)
        behind = min(found.end(), end) if found else start
        shown = self._text[start:behind].strip()
        span = Span(start, start + max(1, len(shown)))
        if event.anchor is not None:
            message = f"the anchor {quoted(shown)} marks a text for copying"
            self._note("anchor", span, message, _QUOTE_OR_WRITE_OUT)
        else:
            message = f"the tag {quoted(shown)} asks for another type"
            self._note("tag", span, message, "delete the tag, or quote a text that starts with `!`")
        return behind

    def _refuse(self, fault: Fault | None) -> None:
        if fault is not None:
            raise FaultError(fault)

    def _refuse_forbidden(self, value: str, start: int, end: int) -> None:
        found = _FORBIDDEN_VALUE.search(value)
        if found is not None:
            message = f"the character {quoted(found[0])} cannot stand in a rule file"
            self._note("control-character", Span(start, end), message, "delete its escape")

    def _note(self, code: str, span: Span, message: str, help: Help = None) -> None:
        self._notes.append(_Note(code, span, message, help))

    def _stop(self, code: str, span: Span, message: str) -> None:
        self._note(code, span, message)
        self._stopped = True
        raise LimitError


def _help_for_nothing(frame: _Open, key: Scalar) -> str:
    """The help for a key without a value: mostly a condition in braces of its own, or one cut at a comma."""
    joined = _JOINED.fullmatch(key.value) if frame.flow else None
    if joined is not None:
        which = " with the plain colon" if joined["wide"] else ""
        better = f"{joined['key']}: {joined['value']}"
        return f"write {quoted(better)}{which}"
    if not frame.flow or not _OPERATOR.search(key.value):
        return _WRITE_OR_DELETE
    first = next(iter(frame.keys), "")
    return _BRACES_AROUND if frame.bracket and _OPERATOR.search(first) else _QUOTE_WHOLE
