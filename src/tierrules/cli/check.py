"""`tierrules check RULES…`: does every ruleset load, and if not, everything that is wrong."""

from __future__ import annotations

import click

from tierrules.cli import options
from tierrules.errors import RulesetError


@click.command()
@click.argument("rules", nargs=-1, required=True, metavar="RULES…")
def check(rules: tuple[str, ...]) -> None:
    """Check that rulesets load, and show every problem.

    All problems of all files are shown; with none, the exit code is 0, else 1.
    """
    sound = [_is_sound(one) for one in rules]
    if not all(sound):
        raise SystemExit(options.FINDINGS)


def _is_sound(rules: str) -> bool:
    try:
        loaded = options.open_rules(rules)
    except RulesetError as error:
        count = len(error.diagnostics)
        click.echo(f"{error}\n\n{rules}: {count} {'problem' if count == 1 else 'problems'}")
        return False
    click.echo(f"{rules}: ok, {loaded.name} with {', '.join(loaded.dimensions)}")
    return True
