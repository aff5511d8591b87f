"""`tierrules check [RULES…]`: what is wrong with rulesets, whether they load or not, for people and for servers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tierrules.cli import options
from tierrules.cli.project import NAMED, no_rules, settings, tell
from tierrules.cli.ruleset_files import ruleset_files
from tierrules.errors import RulesetError
from tierrules.proof.reports.codes import OF_LOADED, chosen, not_ignored, not_selected
from tierrules.proof.reports.severities import SEVERITIES, is_as_bad
from tierrules.text.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from tierrules.cli.check_run import Checked, CheckRun

DEFAULT_FAIL_ON: Severity = "warning"
FORMS = ("text", "json", "sarif", "github", "junit", "markdown")


@click.command()
@click.argument("rules", nargs=-1, metavar="[RULES…]")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="Text for people, plain data, or what a server shows beside the code.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report to this file, and a line for each ruleset to standard output.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    help="Look for nothing else; may be given several times, or with commas.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    help="Do not look for this; may be given several times, or with commas.",
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help=f"The least that makes the exit code 1; {DEFAULT_FAIL_ON} if not given.",
)
@click.option("--needs", is_flag=True, help="Say too which fields a customer must have for each dimension.")
@options.model_option
def check(
    rules: tuple[str, ...],
    form: str,
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: Severity | None,
    needs: bool,
) -> None:
    """Check rulesets, and show all that is wrong.

    RULES are rulesets, or folders in which every ruleset is checked. What keeps a ruleset from loading is always
    shown. With nothing as bad as --fail-on the exit code is 0, else 1.
    """
    from tierrules.cli.check_run import CheckRun
    from tierrules.cli.formats import FORMATS

    asked = _rules(rules)
    only, without = _codes("select", select, not_selected), _codes("ignore", ignore, not_ignored) or ()
    looked_for, bar = chosen(only, without), _bar(fail_on)
    at_once = form == "text" and output is None
    checked = tuple(_checked(one, only, without, at_once=at_once) for one in asked)
    if needs:
        _tell_needs(checked)
    run = CheckRun(checked, tuple(code for code in OF_LOADED if code in looked_for), bar)
    if output is not None:
        _write(output, FORMATS[form](run), run)
    elif not at_once:
        # Programs read these, and JSON and XML are UTF-8 whatever the terminal is set to.
        click.echo(FORMATS[form](run).encode("utf-8", errors="backslashreplace"))
    elif len(checked) > 1:
        click.echo(run.summary)
    if run.fails:
        raise SystemExit(options.FINDINGS)


def kept(found: Iterable[Diagnostic], ignore: Iterable[str]) -> list[Diagnostic]:
    """Return what is to be shown of a ruleset that does not load: everything but ignored warnings and notes.

    A code may be found with another severity than its usual one, so that of the diagnostic decides.
    """
    codes = frozenset(ignore)
    return [one for one in found if one.severity == "error" or one.code not in codes]


def fails(found: Iterable[Diagnostic], bar: Severity) -> bool:
    """Say whether anything is as bad as the bar, or worse."""
    return any(is_as_bad(one.severity, bar) for one in found)


def _checked(rules: str, select: tuple[str, ...] | None, ignore: tuple[str, ...], *, at_once: bool) -> Checked:
    """Check one ruleset, and show it at once to people who wait for the others."""
    from tierrules.cli.formats.text import text_of

    one = _check_one(rules, select, ignore)
    if at_once:
        click.echo(text_of(one))
    return one


def _tell_needs(checked: Iterable[Checked]) -> None:
    """Say of each ruleset that loads which fields decide; beside a report for programs, on the standard error."""
    for one in checked:
        for dimension, names in one.report.needs.items():
            click.echo(f"{one.rules}: {dimension} needs {', '.join(names) or 'nothing'}", err=True)


def _check_one(rules: str, select: tuple[str, ...] | None, ignore: tuple[str, ...]) -> Checked:
    from tierrules.cli.check_run import Checked
    from tierrules.proof.reports.report import Report

    try:
        loaded = options.open_rules(rules)
    except RulesetError as error:
        return Checked(rules, Report(rules, tuple(kept(error.diagnostics, ignore))), None)
    return Checked(rules, loaded.check(select, ignore), tuple(loaded.dimensions))


def _write(output: Path, text: str, run: CheckRun) -> None:
    read = [Path(one.rules) for one in run if Path(one.rules).exists()]
    if output.exists() and any(output.samefile(one) for one in read):
        options.stop(f"{output} is a ruleset; nothing was written")
    try:
        output.write_text(f"{text}\n", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        options.stop(f"{output}: {error.strerror or 'cannot be written'}")
    click.echo("\n".join((*(one.summary for one in run), f"wrote {output}")))


def _rules(given: tuple[str, ...]) -> list[str]:
    if given:
        return ruleset_files(given)
    named = settings().rules
    if named is None:
        click.get_current_context().fail(no_rules("RULES…"))
    tell("rules", named, NAMED)
    return ruleset_files([named])


def _codes(key: str, given: tuple[str, ...], problem_of: Callable[[str], str | None]) -> tuple[str, ...] | None:
    """The codes of an option, else those of the settings; ends the command for one that there is not."""
    listed = tuple(code.strip() for one in given for code in one.split(",") if code.strip())
    problems = [problem for problem in map(problem_of, listed) if problem]
    if problems:
        options.stop("; ".join(f"--{key}: {problem}" for problem in problems))
    known = settings()
    named = known.select if key == "select" else known.ignore
    if listed or named:
        tell(key, ", ".join(listed or named or ()), f"--{key}" if listed else NAMED)
    return listed or named


def _bar(given: Severity | None) -> Severity:
    named = settings().fail_on
    if given or named:
        tell("fail-on", given or named, "--fail-on" if given else NAMED)
    return given or named or DEFAULT_FAIL_ON
