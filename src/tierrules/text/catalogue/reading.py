"""Codes of characters and layout: found before any meaning is looked at."""

from typing import Final

from tierrules.text.catalogue.code import MAX_CHARACTERS, MAX_DEPTH, MAX_NODES, MAX_PROBLEMS, MAX_SCALAR, Code

READING: Final = (
    Code(
        "encoding",
        "error",
        "the file is not UTF-8 text",
        "Rule files are UTF-8 (UTF-16 with a byte order mark is read too). Spreadsheets and older "
        "editors on Chinese systems often save GBK. Save the file again and choose UTF-8.",
    ),
    Code(
        "control-character",
        "error",
        "the text holds a character that cannot stand in a rule file",
        "Control characters and stray byte order marks are invisible and mostly come from copying "
        "out of another program. Delete the character, or type the line again.",
    ),
    Code(
        "too-large",
        "error",
        "the file is too long",
        f"A rule file may hold {MAX_CHARACTERS:,} characters. Larger files are mostly data that "
        "was saved under the wrong name. Split the ruleset, or move the data out.",
    ),
    Code(
        "too-deep",
        "error",
        "lists and mappings are nested too deeply",
        f"A rule file may be nested {MAX_DEPTH} levels deep. Give an inner condition a name under "
        "`derived` or in a dimension of its own, and use that name.",
    ),
    Code(
        "too-many-nodes",
        "error",
        "the file holds too many keys and values",
        f"A rule file may hold {MAX_NODES:,} keys, values, lists and mappings. Split the ruleset, "
        "or put long tables of thresholds into a threshold `by` category with a default.",
    ),
    Code(
        "scalar-too-long",
        "error",
        "one value is too long",
        f"One key or value may hold {MAX_SCALAR:,} characters. A long condition reads better as a "
        "tree of `all` and `any`, one comparison per line.",
    ),
    Code(
        "too-many-problems",
        "note",
        "further problems are not shown",
        f"At most {MAX_PROBLEMS} problems of a file are shown, errors before warnings. Mend these "
        "first: many of the others may go with them. Reading stops as well where the layout of a file is broken "
        "too often to go on; a note says at which line.",
    ),
    Code(
        "yaml-syntax",
        "error",
        "the text is not valid YAML",
        "The layout of the file cannot be read at this place. Mostly it is a quote or bracket that "
        "is not closed, a colon, comma or quote inside a value that needs quotes around all of it, "
        "or indentation that does not line up. The rest of the file is read as if the line were mended, "
        "so that other problems are told in the same run; what only the mended line could show waits for the next.",
    ),
    Code(
        "empty-file",
        "error",
        "the file holds nothing",
        "There is no key in the file, only blank lines or comments. A ruleset starts with "
        "`tierrules: 1`; `tierrules init` writes one to start from.",
    ),
    Code(
        "several-documents",
        "error",
        "the file holds more than one YAML document",
        "A line `---` starts a second document. A file holds one ruleset: put the second into a "
        "file of its own, or delete the line.",
    ),
    Code(
        "not-a-mapping",
        "error",
        "the file is not a mapping of keys to values",
        "The top of a file is a mapping: lines of the form `key: value`. Here it is a list or a single value.",
    ),
    Code(
        "duplicate-key",
        "error",
        "a key is written twice",
        "Two equal keys in one mapping cannot both hold, and which one counts would depend on the "
        "program that reads them. Keep one, or rename the other.",
    ),
    Code(
        "complex-key",
        "error",
        "a key is not a plain name",
        "A key is a short text, not a list, a mapping or nothing. Inside `{…}` and `[…]` an "
        "expression with a colon, comma or bracket must be quoted as a whole.",
    ),
    Code(
        "empty-value",
        "error",
        "a key or list item has no value",
        "A missing value would be read as nothing, and nothing has no meaning in a standard. Write "
        "the value, or delete the line.",
    ),
    Code(
        "anchor",
        "error",
        "anchors and aliases are not used in rule files",
        "`&name` and `*name` copy text from elsewhere, so that a line no longer says what it "
        "means. Write the value out, or give it a name under `thresholds` or `derived`. A text "
        "that starts with `&` or `*` needs quotes.",
    ),
    Code(
        "tag",
        "error",
        "type tags are not used in rule files",
        "`!name` before a value asks the reader for another type. Here the place decides the type. "
        "Delete the tag; a text that starts with `!` needs quotes.",
    ),
    Code(
        "merge-key",
        "error",
        "merge keys are not used in rule files",
        "`<<` copies the keys of another mapping. Write the keys out, so that every line of the "
        "standard can be read and reviewed where it stands.",
    ),
)
