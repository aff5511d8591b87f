"""`tierrules diff OLD NEW` and `tierrules diff REV [PATHS…]`: what an edit of rulesets changes, and for whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tierrules.cli import options
from tierrules.cli.diff_sides import Asked, Ours
from tierrules.cli.page_file import check_page, html_option, write_page
from tierrules.cli.portfolio import layout, layout_options, open_portfolio
from tierrules.cli.ruleset_files import is_ruleset, ruleset_files
from tierrules.language.customers import Unknown
from tierrules.resources import bundled_file

if TYPE_CHECKING:
    from tierrules.cli.diff_run import Compared
    from tierrules.cli.revisions import Revision

FORMS = ("text", "json", "markdown", "github")


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="OLD NEW | REV [PATHS…]")
@click.option(
    "--portfolio",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Customers, read as by `tierrules classify`: who of them moves, and how many lie in each region.",
)
@click.option("--weight", metavar="FIELD", help="A number to add up beside counting customers, such as annual_spend.")
@options.as_of_option
@options.columns_option
@options.unknown_option
@layout_options
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="Text for people, plain data, a comment on a pull request, or notices beside the lines.",
)
@html_option
@options.lang_option
@options.model_option
def diff(
    what: tuple[str, ...],
    portfolio: Path | None,
    weight: str | None,
    as_of: date | None,
    columns: Path | None,
    unknown: Unknown,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    form: str,
    page: Path | None,
    lang: str | None,
) -> None:
    """Tell what changes between rulesets, and for whom.

    OLD and NEW are two rulesets, compared by meaning. REV is a revision of the git repository: every ruleset at or
    below PATHS, or below the current folder, is compared with what it was then. If all mean the same the exit code is
    0, else 1.
    """
    from tierrules.cli.diff_formats import FORMATS
    from tierrules.cli.diff_run import DiffRun

    if portfolio is None and (weight is not None or as_of is not None):
        options.stop("--weight and --as-of are of a portfolio; name its file with --portfolio")
    kept = [] if portfolio is None else [portfolio]
    check_page(page, [*map(Path, what[1:]), *options.read_paths(what[0], columns), *kept])
    table = None if portfolio is None else open_portfolio(portfolio, layout(encoding, delimiter, sheet))
    ours = None if table is None else Ours(table, as_of or date.today(), weight, unknown)
    asked = Asked(columns, ours)
    told = _two(asked, *what) if len(what) == 2 and _is_file(what[0]) else _since(asked, what[0], what[1:])
    run = DiffRun(told, "zh" if lang == "zh" else "en" if lang == "en" else None)
    # Of a revision only now it is known which files were read.
    check_page(page, [Path(one.new) for one in run if one.new is not None])
    # Programs read some of these, and JSON is UTF-8 whatever the terminal is set to.
    click.echo(FORMATS[form](run) if form == "text" else FORMATS[form](run).encode("utf-8", errors="backslashreplace"))
    if page is not None:
        from tierrules.cli.diff_page import diff_page

        write_page(page, diff_page(run))
    if not run.same:
        raise SystemExit(options.FINDINGS)


def _is_file(place: str) -> bool:
    return bundled_file(place) is not None or Path(place).is_file()


def _two(asked: Asked, old: str, new: str) -> tuple[Compared, ...]:
    return (asked.compared(old, asked.loaded(old), new, asked.loaded(new)),)


# --- since a revision


def _since(asked: Asked, name: str, places: tuple[str, ...]) -> tuple[Compared, ...]:
    from tierrules.cli.revisions import RevisionError, revision

    if _is_file(name) and not places:
        options.stop(f"{name} is a ruleset; name the one that it is compared with too")
    try:
        rev = revision(name)
        return tuple(_all_since(asked, rev, places or (".",)))
    except RevisionError as error:
        options.stop(str(error))


def _all_since(asked: Asked, rev: Revision, places: tuple[str, ...]) -> list[Compared]:
    """Compare what lies at the places now with what lay there, by path, and what was moved by its name."""
    from tierrules.cli.diff_run import Compared

    there = {path: data for path in rev.files(places) if is_ruleset(data := rev.read(path) or b"")}
    here = _now(places, lying_there=bool(there))
    found = [asked.since(rev, path, there[path], path) for path in here if path in there]
    new, gone = [path for path in here if path not in there], [path for path in there if path not in here]
    for path in new:
        before = next((one for one in gone if asked.has_name(there[one], path)), None)
        if before is None:
            found.append(Compared(None, path))
        else:
            gone.remove(before)
            found.append(asked.since(rev, before, there[before], path))
    return [*found, *(Compared(f"{rev.name}:{path}", None) for path in gone)]


def _now(places: tuple[str, ...], *, lying_there: bool) -> list[str]:
    """Return the rulesets that lie at the places; there may be none if there was one."""
    kept = [one for one in places if Path(one).exists() or not lying_there]
    return [Path(one).as_posix() for one in ruleset_files(kept)] if kept else []
