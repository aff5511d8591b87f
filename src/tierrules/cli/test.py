"""`tierrules test [CASES…]`: do the rulesets give the answers that their cases expect?"""

from __future__ import annotations

from pathlib import Path

import click

from tierrules.cli import options
from tierrules.cli.case_files import ENDING, case_files, read_case_file
from tierrules.cli.case_report import json_report, junit_report, text_report
from tierrules.cli.case_runs import FileRun, run_file
from tierrules.meaning.dates import Lang
from tierrules.text.nearest import nearest


@click.command()
@click.argument("places", nargs=-1, type=click.Path(path_type=Path), metavar="[CASES…]")
@click.option(
    "-k",
    "--case",
    "wanted",
    multiple=True,
    metavar="NAME",
    help="Run only the cases with this in their name; may be given several times.",
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help="The language in which failures are explained; the case's if not given.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "junit"]),
    default="text",
    show_default=True,
    help="Text for people, plain data, or the XML of JUnit.",
)
def test(places: tuple[Path, ...], wanted: tuple[str, ...], lang: Lang | None, form: str) -> None:
    """Test rulesets against case files.

    CASES are files, or folders in which every file `*.cases.yaml` is run; without any, those of the current folder.
    Each case is classified as of its own day. With every answer as expected, the exit code is 0, else 1.
    """
    files = [_run(path, wanted) for path in _paths(places or (Path(),))]
    if wanted:
        files = _chosen(files, wanted)
    if form == "json":
        click.echo(json_report(files))
    elif form == "junit":
        click.echo(junit_report(files, lang))
    else:
        click.echo(text_report(files, lang))
    if not all(one.is_sound for one in files):
        raise SystemExit(options.FINDINGS)


def _paths(places: tuple[Path, ...]) -> list[Path]:
    """Every case file once, in the order in which they are named; ends the command where there are none."""
    found: dict[Path, None] = {}
    for place in places:
        if not place.exists():
            options.stop(f"{place}: No such file or directory")
        paths = list(case_files(place))
        if not paths:
            options.stop(f"{place}: no file `*{ENDING}` in this folder or below it")
        found |= dict.fromkeys(paths)
    return list(found)


def _run(path: Path, wanted: tuple[str, ...]) -> FileRun:
    try:
        return run_file(read_case_file(path), wanted)
    except OSError as error:
        options.stop(f"{path}: {error.strerror or 'cannot be read'}")


def _chosen(files: list[FileRun], wanted: tuple[str, ...]) -> list[FileRun]:
    """The files with something to tell; ends the command where no case has such a name."""
    found = [one for one in files if one.runs or one.file.diagnostics]
    if not found:
        names = [case.name for one in files for case in one.file.cases]
        near = nearest(wanted[0], names)
        hint = f"; did you mean `{near}`?" if near else ""
        options.stop(f"no case has `{wanted[0]}` in its name{hint}")
    return found
