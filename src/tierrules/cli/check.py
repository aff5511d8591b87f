"""`tierrules check RULES…`: does every ruleset load, and if not, everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterable

import click

from tierrules.cli import options
from tierrules.cli.config import SEVERITIES, code_problem
from tierrules.cli.project import NAMED, no_rules, settings, tell
from tierrules.errors import RulesetError
from tierrules.text.diagnostics import Diagnostic, Severity

DEFAULT_FAIL_ON: Severity = "warning"


@click.command()
@click.argument("rules", nargs=-1, metavar="[RULES…]")
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help=f"The least that makes the exit code 1; {DEFAULT_FAIL_ON} if not given.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    help="Pass over warnings and notes of this code; may be given several times. Errors are never passed over.",
)
@options.model_option
def check(rules: tuple[str, ...], fail_on: Severity | None, ignore: tuple[str, ...]) -> None:
    """Check that rulesets load, and show every problem.

    All problems of all files are shown; with none, the exit code is 0, else 1.
    """
    asked = _rules(rules)
    passed_over = _ignored(ignore)
    bar = _bar(fail_on)
    failing = [fails(_shown(one, passed_over), bar) for one in asked]
    if any(failing):
        raise SystemExit(options.FINDINGS)


def kept(found: Iterable[Diagnostic], ignore: Iterable[str]) -> list[Diagnostic]:
    """Return what is to be shown: everything but ignored warnings and notes.

    A code may be found with another severity than its usual one, so that of the diagnostic decides.
    """
    codes = frozenset(ignore)
    return [one for one in found if one.severity == "error" or one.code not in codes]


def fails(found: Iterable[Diagnostic], bar: Severity) -> bool:
    """Say whether anything is as bad as the bar, or worse."""
    return any(SEVERITIES.index(one.severity) <= SEVERITIES.index(bar) for one in found)


def _shown(rules: str, ignore: Iterable[str]) -> list[Diagnostic]:
    """Check one ruleset, show what was found, and return it."""
    try:
        loaded = options.open_rules(rules)
    except RulesetError as error:
        found = kept(error.diagnostics, ignore)
        told = f"{len(found)} {'problem' if len(found) == 1 else 'problems'}"
        click.echo("\n\n".join((*map(str, found), f"{rules}: {told}")))
        return found
    click.echo(f"{rules}: ok, {loaded.name} with {', '.join(loaded.dimensions)}")
    return []


def _rules(given: tuple[str, ...]) -> tuple[str, ...]:
    if given:
        return given
    named = settings().rules
    if named is None:
        click.get_current_context().fail(no_rules("RULES…"))
    tell("rules", named, NAMED)
    return (named,)


def _ignored(given: tuple[str, ...]) -> tuple[str, ...]:
    problems = [problem for problem in map(code_problem, given) if problem]
    if problems:
        options.stop("; ".join(f"--ignore: {problem}" for problem in problems))
    codes = given or settings().ignore or ()
    if codes:
        tell("ignore", ", ".join(codes), "--ignore" if given else NAMED)
    return codes


def _bar(given: Severity | None) -> Severity:
    named = settings().fail_on
    if given or named:
        tell("fail-on", given or named, "--fail-on" if given else NAMED)
    return given or named or DEFAULT_FAIL_ON
