"""Which encoding and which delimiter a csv file has, decided by what stands in it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from tierrules.errors import CustomerFileError
from tierrules.files.source import Source

DELIMITERS = {",": "commas", ";": "`;`", "\t": "tabs", "|": "`|`"}
_NAMES = {"utf-8-sig": "UTF-8", "gb18030": "GB18030", "utf-16": "UTF-16", "utf-32": "UTF-32"}
_CHUNK = 1 << 16
_LONGEST_HEADER = 1 << 20
_ADVICE = "save it as UTF-8, in a spreadsheet as `CSV UTF-8`, or name its encoding"


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Where a text ends to be of its encoding."""

    line: int
    byte: int


def find_encoding(source: Source, given: str | None) -> str:
    """Return the codec by which the whole file decodes; raises `CustomerFileError` if there is none.

    UTF-16 and UTF-32 are known by their byte order marks. GB18030 takes most bytes for some text, so it is tried after
    UTF-8.
    """
    source.check_kind("csv")
    if given is not None:
        return _checked(source, given)
    if source.head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # the first of them begins as UTF-16 does
        return _checked(source, "utf-32")
    if source.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(source, "utf-16")
    utf_8 = undecodable(source, "utf-8-sig")
    if utf_8 is None:
        return _without_nul_header(source)
    gb18030 = undecodable(source, "gb18030")
    if gb18030 is None and _is_plausibly_gb18030(source):
        return "gb18030"
    if gb18030 is None:
        why = f"not UTF-8 text (byte {utf_8.byte:,}), and as GB18030 it has too many rare characters"
        advice = "name its encoding, such as `cp1252` or `gb18030`, or save it as UTF-8"
        raise CustomerFileError(source.name, why, line=utf_8.line, help=advice)
    why = f"neither UTF-8 text (byte {utf_8.byte:,}) nor GB18030 (line {gb18030.line}, byte {gb18030.byte:,})"
    raise CustomerFileError(source.name, why, line=utf_8.line, help=_ADVICE)


def encoding_title(codec: str) -> str:
    """Return what people call an encoding."""
    return _NAMES.get(codec, codec)


def separator_line(source: Source, codec: str) -> str | None:
    """Return the delimiter that the first line declares, `sep=;`, as Excel writes and reads it; None if it does not."""
    declared = re.fullmatch("sep=(.)", "".join(islice(_header(source, codec), 6)), re.IGNORECASE)
    return declared[1] if declared else None


def find_delimiter(source: Source, codec: str, given: str | None) -> str:
    """Return the delimiter that stands most often in the header, outside quotes; a comma if none does."""
    if given is not None:
        if len(given) != 1 or given in '"\r\n':
            raise CustomerFileError(source.name, f"`{given}` is not a delimiter", help="it is one character")
        return given
    counts = dict.fromkeys(DELIMITERS, 0)
    for character in _header(source, codec):
        if character in counts:
            counts[character] += 1
    return max(counts, key=lambda one: counts[one])


def delimiter_title(delimiter: str) -> str:
    """Return what people call a delimiter."""
    return DELIMITERS.get(delimiter, f"`{delimiter}`")


def undecodable(source: Source, codec: str) -> Undecodable | None:
    """Return where the file ceases to be of an encoding, None if all of it is; it is read in pieces."""
    decoder = codecs.getincrementaldecoder(codec)()
    line, before = 1, 0
    with source.open() as file:
        for chunk in _chunks(file):
            kept = len(decoder.getstate()[0])
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                good = error.object[: error.start].decode(codec, "ignore")
                return Undecodable(line + good.count("\n"), before - kept + error.start + 1)
            line += text.count("\n")
            before += len(chunk)
    return None


def _is_plausibly_gb18030(source: Source) -> bool:
    """Whether the characters of two bytes are for the most part those of everyday Chinese, which GB2312 has.

    In a text of Western Europe an accented letter and the letter behind it would be one rare character.
    """
    decoder = codecs.getincrementaldecoder("gb18030")()
    common = rare = 0
    with source.open() as file:
        for chunk in _chunks(file):
            text = decoder.decode(chunk, final=not chunk)
            single, everyday, all_of_two = (len(text.encode(codec, "ignore")) for codec in ("ascii", "gb2312", "gbk"))
            common += everyday - single
            rare += all_of_two - everyday
    return common >= rare


def _checked(source: Source, given: str) -> str:
    try:
        info = codecs.lookup(given)
    except LookupError as error:
        raise CustomerFileError(source.name, f"`{given}` is not an encoding", help="such as `gb18030`") from error
    try:
        with suppress(UnicodeError):
            "a".encode(given)
    except LookupError as error:  # such as `hex`, which makes bytes of bytes
        why = f"`{given}` is not an encoding of text"
        raise CustomerFileError(source.name, why, help="such as `gb18030`") from error
    codec = "utf-8-sig" if info.name == "utf-8" else "gb18030" if info.name in {"gbk", "gb2312"} else info.name
    if (bad := undecodable(source, codec)) is not None:
        why = f"not {encoding_title(codec)} text (byte {bad.byte:,})"
        raise CustomerFileError(source.name, why, line=bad.line, help=_ADVICE)
    return codec


def _without_nul_header(source: Source) -> str:
    if "\0" in "".join(_header(source, "utf-8-sig")):
        why = "a character of value 0 stands among the names of the columns"
        raise CustomerFileError(
            source.name, why, line=1, help="if the file is UTF-16, name the encoding `utf-16-le` or `utf-16-be`"
        )
    return "utf-8-sig"


def _header(source: Source, codec: str) -> Iterator[str]:
    """Yield the characters of the first line that stand outside quotes."""
    decoder = codecs.getincrementaldecoder(codec)()
    quoted, seen, before = False, 0, ","
    with source.open() as file:
        for chunk in _chunks(file, 1 << 12):
            for character in decoder.decode(chunk, final=not chunk):
                seen += 1
                if character == '"' and (quoted or before == '"' or before in DELIMITERS):
                    quoted = not quoted
                elif character in "\r\n" and not quoted:
                    return
                elif not quoted:
                    yield character
                before = character
            if seen > _LONGEST_HEADER:
                return


def _chunks(file: BinaryIO, size: int = _CHUNK) -> Iterator[bytes]:
    """Yield the pieces of a file, and an empty one at its end."""
    while chunk := file.read(size):
        yield chunk
    yield b""
