"""`tierrules show NAME`: the text of a ruleset, to read or to start from."""

from __future__ import annotations

import click

from tierrules.cli import options


@click.command()
@options.rules_argument
def show(rules: str) -> None:
    """Print a ruleset as it is written.

    To start a file of your own from one: `tierrules show size-and-dormancy > rules.yaml`.
    """
    # The bytes of the file: in the encoding of some terminals, what is redirected would not load again.
    click.echo(options.load_rules(rules).source.encode(), nl=False)
