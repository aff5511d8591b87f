"""Looks for a text that breaks `tierrules.loads`, led by the branches that each text reaches.

Whatever the text, `loads` gives a ruleset or raises `RulesetError`, and every diagnostic lies in the file and shows
its line. What loads is then asked to classify a customer of whom nothing is known. Anything else is a finding:
atheris prints it, and writes the text that shows it below `build/fuzz/`.
"""

import os
import random
import re
import sys
from datetime import date
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit(
        "the fuzzer needs atheris, which is not installed here: pip install atheris\n"
        "(there are wheels for Linux, not for every version of Python)"
    )

# The branches of a module are only seen if it is first imported here.
with atheris.instrument_imports(include=["tierrules"]):
    import seeds

    import tierrules as tr
    from tierrules.language.build import build

FOLDER = seeds.ROOT / "build" / "fuzz"
MOST_SECONDS_FOR_ONE = 10
AS_OF = date(2026, 11, 1)
WORDS = seeds.words()
# Where YAML ends a line; typed here, so that a slip in the package's own expression shows.
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def check(data: bytes) -> None:
    """Hold one input, as bytes and as text."""
    loads_or_tells(data, lines_of_bytes(data))
    text = data.decode("utf-8", "replace")
    loads_or_tells(text, _BREAK.split(text.removeprefix("\ufeff")))


def loads_or_tells(written: str | bytes, lines: list[str]) -> None:
    """Load a text; a ruleset classifies, an error tells about places that exist."""
    try:
        rules = tr.loads(written) if isinstance(written, str) else tr.Ruleset(build("<bytes>", written))
    except tr.RulesetError as error:
        check_told(error, lines)
        return
    try:
        known = rules.classify({}, as_of=AS_OF)
    except tr.NotInForce:
        return
    assert known.explain(lang="zh")
    assert known.explain(lang="en")


def check_told(error: tr.RulesetError, lines: list[str]) -> None:
    """An error has diagnostics, can be shown, and each of its places exists."""
    assert error.diagnostics
    assert str(error)
    for one in error.diagnostics:
        check_place(one, lines)


def check_place(one: tr.Diagnostic, lines: list[str]) -> None:
    """A diagnostic lies in the file, from start to end, and shows the line on which it starts."""
    assert 1 <= one.line <= one.end_line <= len(lines), one
    assert (one.line, one.column) <= (one.end_line, one.end_column), one
    assert 1 <= one.column <= len(lines[one.line - 1]) + 1, one
    assert 1 <= one.end_column <= len(lines[one.end_line - 1]) + 1, one
    assert one.source_line == lines[one.line - 1] or one.code == "too-many-problems", one


def lines_of_bytes(data: bytes) -> list[str]:
    """The lines of a file; one that cannot be decoded is shown as an empty one."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff")) and not data.startswith(b"\xff\xfe\x00\x00")
    try:
        text = data.decode("utf-16" if marked else "utf-8")
    except UnicodeDecodeError:
        text = ""
    return _BREAK.split(text.removeprefix("\ufeff"))


def mutated(data: bytes, max_size: int, seed: int) -> bytes:
    """Change some bytes, or, more often, words and lines: most texts should still be YAML."""
    chance = random.Random(seed)
    if chance.random() < 0.3:
        return bytes(atheris.Mutate(data, max_size))
    text = data.decode("utf-8", "replace")
    for _ in range(chance.randint(1, 4)):
        text = chance.choice((_other_word, _other_word, _further_word, _moved_line, _lost_line, _indented))(
            text, chance
        )
    return text.encode("utf-8", "replace")[:max_size]


def _other_word(text: str, chance: random.Random) -> str:
    found = list(re.finditer(r"\w+|[^\w\s]+|\n *", text))
    if not found:
        return chance.choice(WORDS)
    place = chance.choice(found)
    other = chance.choice(WORDS) if chance.random() < 0.6 else chance.choice(found)[0]
    return text[: place.start()] + other + text[place.end() :]


def _further_word(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(WORDS) + text[at:]


def _moved_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return "\n".join(lines)


def _lost_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def _indented(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at] = lines[at][2:] if lines[at].startswith("  ") and chance.random() < 0.5 else f"  {lines[at]}"
    return "\n".join(lines)


STEPS = (_other_word, _other_word, _further_word, _moved_line, _lost_line, _indented)


def main() -> None:
    """Fuzz for FUZZ_SECONDS (60), or run the files named on the command line once."""
    named = [one for one in sys.argv[1:] if Path(one).is_file()]
    if named:
        for one in named:
            check(Path(one).read_bytes())
        return
    seconds = os.environ.get("FUZZ_SECONDS", "60")
    corpus = seeds.write(FOLDER)
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={MOST_SECONDS_FOR_ONE}",
        "-max_len=20000",
        "-rss_limit_mb=2048",
        f"-dict={FOLDER / 'words.dict'}",
        f"-artifact_prefix={FOLDER}/",
        str(corpus),
    ]
    atheris.Setup([sys.argv[0], *options, *sys.argv[1:]], check, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
