"""`tierrules schema NAME`: a JSON Schema for editors, or a file held against it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from tierrules.cli import options
from tierrules.language.customer_check import check_customer
from tierrules.language.results import RESULTS, result_faults
from tierrules.language.validate import validate
from tierrules.resources import schema_text, schemas
from tierrules.text.diagnostics import Diagnostic
from tierrules.text.nearest import nearest
from tierrules.text.yaml_reader import Reading, read_bytes


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

    NAME is `ruleset`, `cases` or `customer`, or one of the results in JSON, `classification`, `change`, `report`,
    `comparison` or `migration`. A schema of rules knows keys and forms, not what they mean: `tierrules check` and
    `tierrules test` say the rest. A file of customers is one customer as YAML or JSON, or with the ending `.jsonl` one
    on each line.
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
    found = _lines(document, data, name)
    if found:
        count = f"{len(found)} {'problem' if len(found) == 1 else 'problems'}"
        click.echo("\n\n".join((*found, f"{document}: {count}")))
        raise SystemExit(options.FINDINGS)
    click.echo(f"{document}: meets the schema `{name}`")


def _lines(document: Path, data: bytes, name: str) -> list[str]:
    if name in RESULTS:
        return [f"{document}: {one}" for one in result_faults(name, data)]
    return [str(one) for one in _found(str(document), data, name)]


def _found(path: str, data: bytes, name: str) -> Iterator[Diagnostic]:
    if name != "customer" or not path.lower().endswith(".jsonl"):
        yield from _faults(read_bytes(path, data), name)
        return
    for number, line in enumerate(data.splitlines()):
        if line.strip() and _faults(read_bytes(path, line), name):
            # Empty lines in front give each fault the number of its line.
            yield from _faults(read_bytes(path, b"\n" * number + line), name)


def _faults(reading: Reading, name: str) -> tuple[Diagnostic, ...]:
    if reading.tree is not None and name == "customer":
        check_customer(reading.tree, reading.problems)
    elif reading.tree is not None:
        validate(reading.tree, json.loads(schema_text(name)), reading.problems)
    return reading.problems.in_order()
