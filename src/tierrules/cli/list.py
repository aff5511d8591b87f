"""`tierrules list`: the rulesets that come with tierrules."""

from __future__ import annotations

import click

from tierrules.meaning.dates import Lang
from tierrules.resources import bundled
from tierrules.ruleset import Ruleset, load


@click.command("list")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="en",
    show_default=True,
    help="The language of titles.",
)
def list_rulesets(lang: Lang) -> None:
    """List the rulesets that come along.

    Each with the dimensions that it answers, and its title; `tierrules show` prints its text.
    """
    rows = [(name, ", ".join(rules.dimensions), rules.title.say(lang, "")) for name, rules in _carried()]
    wide = [max(len(row[at]) for row in rows) for at in range(2)]
    for name, dimensions, title in rows:
        click.echo(f"{name:{wide[0]}}  {dimensions:{wide[1]}}  {title}".rstrip())


def _carried() -> list[tuple[str, Ruleset]]:
    return [(name, load(name)) for name in bundled()]
