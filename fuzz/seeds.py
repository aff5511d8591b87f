"""Where the fuzzer starts: every ruleset and case file of the repository, and the words of the language.

The words are read from the tables that the loader itself reads by, so that a new key is fuzzed from its first day.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tierrules.language import keys
from tierrules.language.fields import STANDARD_FIELDS
from tierrules.language.resolve.scope import FUNCTIONS, WORDS
from tierrules.language.shapes import Choice, Either, Later, ListOf, MapOf, Record, Shape
from tierrules.meaning.numbers import CURRENCIES, SCALES, UNITS

ROOT = Path(__file__).parent.parent
SIGNS = (
    *("<=", ">=", "==", "!=", "=", "≥", "“", "”", "&&", "&", "*", "!", "<<", "%", "(", ")", "[", "]", "{", "}"),
    *(": ", "- ", "\n", "\n  ", "\n    ", "  ", ", ", "'", '"', "#", "|", ">", "?", "~", "---\n", "\t", "\\", "n/a"),
    *("1", "0", "20%", "5亿", "1e9", "1,000", "2026-01-01", "not in ", "客户", "\u3000", "\ufeff", "\x85", "\u2028"),
)


def texts() -> Iterator[bytes]:
    """Every ruleset and every case file, as bytes."""
    folders = (ROOT / "rulesets", ROOT / "tests" / "cases")
    yield from (path.read_bytes() for folder in folders for path in sorted(folder.rglob("*.yaml")))


def words() -> tuple[str, ...]:
    """Keys, values, fields, functions, units and signs of the language, each once."""
    named = (*FUNCTIONS, *WORDS, *STANDARD_FIELDS, *SCALES, *CURRENCIES, *UNITS, *SIGNS)
    return tuple(dict.fromkeys((*_in_shape(keys.RULESET, set()), *named)))


def write(folder: Path) -> Path:
    """Write the seeds into `folder/corpus` and the words into `folder/words.dict`; return the corpus."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts()):
        (corpus / f"seed-{number}").write_bytes(text)
    (folder / "words.dict").write_text("\n".join(map(_entry, words())) + "\n", encoding="ascii")
    return corpus


def _entry(word: str) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"'


def _in_shape(shape: Shape, seen: set[int]) -> Iterator[str]:
    if id(shape) in seen:
        return
    seen.add(id(shape))
    match shape:
        case Record(keys=known):
            for key in known:
                yield f"{key.name}: "
                yield key.example
                yield from _in_shape(key.shape, seen)
        case Choice(values=values):
            yield from values
        case ListOf(of=inner) | MapOf(of=inner):
            yield from _in_shape(inner, seen)
        case Either(shapes=shapes):
            yield from _in_each(shapes, seen)
        case Later():
            yield from _in_shape(shape.shape(), seen)


def _in_each(shapes: Iterable[Shape], seen: set[int]) -> Iterator[str]:
    for shape in shapes:
        yield from _in_shape(shape, seen)
