"""The labels of one dimension, and who names them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from tierrules.language.resolve.scope import Scope
from tierrules.language.shapes import spoken
from tierrules.language.syntax import DimensionEntry
from tierrules.meaning.declared import Title
from tierrules.text.nearest import hint
from tierrules.text.nodes import Scalar
from tierrules.text.render import quoted

RESERVED = ("none", "otherwise", "decided", "undetermined", "unlabelled", "conflict", "not-applicable")
_JOINER = "\u200d"
# Between two pictures (a family, a rainbow flag) the joiner is seen, as one picture; anywhere else nobody sees it.
_PICTURE = "[\u2194\u2195\u2600-\u27bf\u2b1b\U0001f300-\U0001faff]"
_JOINED = re.compile(f"(?<={_PICTURE}){_JOINER}(?={_PICTURE})|(?<={_PICTURE}\ufe0f){_JOINER}(?={_PICTURE})")
_NOTHING = ("null", "nil", "nothing", "no", "n/a", "na", "-", "无")


class Labels:
    """The labels that a dimension declares; every other mention of a label is checked against them."""

    def __init__(self, entry: DimensionEntry, scope: Scope) -> None:
        self.dimension, self.scope = entry.name.value, scope
        self.titles: dict[str, Title] = {}
        self.looks: dict[str, str] = {}
        for label, title in entry.labels:
            self._add(label, title)

    @property
    def typed(self) -> tuple[tuple[str, Title], ...]:
        """The labels with their titles, best first."""
        return tuple(self.titles.items())

    def has(self, given: Scalar, what: str, rules: tuple[str, ...] = ()) -> bool:
        """Whether `given` is a label of the dimension; reports it if not."""
        if given.value in self.titles or not self.titles:
            return True
        titled = label_titled(given.value, self.typed)
        listed = f"the labels are {spoken(tuple(self.titles)[:8])}"
        self.scope.problems.error(
            "unknown-label",
            given.span,
            f"{what} gives `{given.value}`, which is not a label of `{self.dimension}`",
            help=f"did you mean `{titled}`?" if titled is not None else hint(given.value, self.titles, listed),
            rules=rules,
            absent=(given.value,),
        )
        return False

    def otherwise(self, given: Scalar | None) -> str | None:
        """Return the label where no rule matches, None for silence."""
        if given is None or given.value == "none":
            return None
        if given.value.lower() in _NOTHING and given.value not in self.titles:
            message = f"`otherwise` gives `{given.value}`, which is not a label of `{self.dimension}`"
            self.scope.problems.error("unknown-label", given.span, message, help="write `none` if silence is meant")
            return None
        return given.value if self.has(given, "`otherwise`") else None

    def _add(self, label: Scalar, title: Title) -> None:
        problems = self.scope.problems
        if label.value in self.titles:
            problems.error("duplicate-value", label.span, f"the label `{label.value}` stands twice")
        elif label.value in RESERVED or "." in label.value or not label.value.strip():
            why = "has a dot" if "." in label.value else "is an outcome or a word of the rule language"
            problems.error("bad-label", label.span, f"the label `{label.value}` {why}", help="choose another name")
        else:
            self._check_look(label)
        self.titles[label.value] = title

    def _check_look(self, label: Scalar) -> None:
        """Report a label that people could not tell from another one, or from itself without what is invisible."""
        text, shown = label.value, quoted(label.value)
        composed = unicodedata.normalize("NFC", text)
        twin = self.looks.setdefault(_look(text), text)
        if any(unicodedata.category(char) == "Cf" for char in _JOINED.sub("", text)):
            message = f"the label {shown} holds a character that nobody sees"
            self.scope.problems.error("bad-label", label.span, message, help="delete it")
        elif composed != text:
            message = f"the label {shown} holds characters that only look like others"
            self.scope.problems.error("look-alike-name", label.span, message, help=f"write {quoted(composed)}")
        elif twin != text:
            message = f"the label {shown} looks like the label {quoted(twin)}"
            self.scope.problems.error(
                "look-alike-name", label.span, message, help="choose another name for one of them"
            )


def label_titled(text: str, labels: Iterable[tuple[str, Title]]) -> str | None:
    """Return the label that has `text` as a title."""
    return next((label for label, title in labels if text in (title.zh, title.en)), None)


def _look(label: str) -> str:
    """What people see; whether joined pictures are drawn as one is up to their screen."""
    return unicodedata.normalize("NFKC", label.replace(_JOINER, ""))
