"""`tierrules docs RULES`: the standards table as a person would print it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from tierrules.cli import options
from tierrules.language.document import document_of
from tierrules.language.document.html import html
from tierrules.language.document.markdown import markdown

_WRITERS = {"markdown": markdown, "html": html}


@click.command()
@options.rules_argument
@options.lang_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html"]),
    help="Markdown, or one page of HTML; by the ending of --out if not given, else Markdown.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="F",
    help="Write to this file instead of standard output.",
)
def docs(rules: str, lang: str | None, form: Literal["markdown", "html"] | None, out: Path | None) -> None:
    """Print a ruleset as a standards table for people.

    Labels with their criteria, scores, thresholds and claims, all from the file alone. A page of HTML needs nothing
    else and prints well.
    """
    if out is not None and out.exists() and Path(rules).exists() and out.samefile(rules):
        options.stop(f"{out} is the ruleset itself; nothing was written")
    ruleset = options.load_rules(rules)
    document = document_of(ruleset.source, options.language(lang, ruleset), fields=options.model_fields(rules))
    text = _WRITERS[form or _form_of(out)](document)
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        options.stop(f"{out}: {error.strerror or 'cannot be written'}")
    click.echo(f"wrote {out}")


def _form_of(out: Path | None) -> str:
    return "html" if out is not None and out.suffix.lower() in (".html", ".htm") else "markdown"
