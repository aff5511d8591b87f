"""`tierrules schema NAME`: a JSON Schema for editors, or a file held against it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tierrules.cli import options
from tierrules.language.validate import validate
from tierrules.resources import schema_text, schemas
from tierrules.text.nearest import nearest
from tierrules.text.yaml_reader import read_bytes


@click.command()
@click.argument("name", metavar="NAME")
@click.option(
    "--validate",
    "document",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Say where a YAML or JSON file does not meet the schema, instead of printing it.",
)
def schema(name: str, document: Path | None) -> None:
    """Print a JSON Schema, from which editors complete and check.

    NAME is `ruleset`, or `cases` for case files. A schema knows keys and forms, not what they mean: `tierrules check`
    and `tierrules test` say the rest.
    """
    if name not in schemas():
        near = nearest(name, schemas())
        hint = f"did you mean `{near}`?" if near else f"the schemas are {', '.join(schemas())}"
        options.stop(f"there is no schema `{name}`; {hint}")
    if document is None:
        click.echo(schema_text(name), nl=False)
    else:
        _validate(document, name)


def _validate(document: Path, name: str) -> None:
    try:
        data = document.read_bytes()
    except OSError as error:
        options.stop(f"{document}: {error.strerror or 'cannot be read'}")
    reading = read_bytes(str(document), data)
    if reading.tree is not None:
        validate(reading.tree, json.loads(schema_text(name)), reading.problems)
    found = reading.problems.in_order()
    if found:
        count = f"{len(found)} {'problem' if len(found) == 1 else 'problems'}"
        click.echo("\n\n".join((*map(str, found), f"{document}: {count}")))
        raise SystemExit(options.FINDINGS)
    click.echo(f"{document}: meets the schema `{name}`")
