"""`tierrules init [DIR]`: a ruleset, its cases and a few customers to begin with, and the schema for the editor."""

from __future__ import annotations

from pathlib import Path

import click

from tierrules.cli import options
from tierrules.resources import folder

# What is written, and where it comes from among the carried files.
_FILES = (
    ("rules.yaml", "rulesets", "size-and-dormancy.yaml"),
    ("rules.cases.yaml", "rulesets", "cases/size-and-dormancy.cases.yaml"),
    ("customers.csv", "rulesets", "samples/customers.csv"),
    ("ruleset.schema.json", "schemas", "ruleset.schema.json"),
)


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False), default=".", metavar="[DIR]")
@click.option("--force", is_flag=True, help="Write over files that are there.")
def init(directory: Path, force: bool) -> None:
    """Write a ruleset, cases and customers to start from.

    The JSON Schema with which an editor completes and checks lies beside them. They go into DIR, or here; files that
    are there are kept.
    """
    written = [directory / name for name, _, _ in _FILES]
    there = [path for path in written if path.exists()]
    if there and not force:
        options.stop(f"{there[0]} is there already; nothing was written (--force writes over it)")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for path, (_, carried, source) in zip(written, _FILES, strict=True):
            path.write_bytes((folder(carried) / source).read_bytes())
    except OSError as error:
        options.stop(f"{error.filename or directory}: {error.strerror or 'cannot be written'}")
    click.echo(f"wrote {', '.join(map(str, written[:-1]))} and {written[-1]}")
