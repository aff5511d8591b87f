"""`tierrules diff OLD NEW` and `tierrules diff REV [PATHS…]`: what an edit of rulesets changes, and for whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tierrules.cli import options
from tierrules.cli.ruleset_files import is_ruleset, ruleset_files
from tierrules.errors import RulesetError
from tierrules.language.build import build
from tierrules.resources import bundled_file
from tierrules.ruleset import Ruleset

if TYPE_CHECKING:
    from tierrules.cli.diff_run import Compared
    from tierrules.cli.revisions import Revision

FORMS = ("text", "json", "markdown", "github")


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="OLD NEW | REV [PATHS…]")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="Text for people, plain data, a comment on a pull request, or notices beside the lines.",
)
@options.lang_option
@options.model_option
def diff(what: tuple[str, ...], form: str, lang: str | None) -> None:
    """Tell what changes between rulesets, and for whom.

    OLD and NEW are two rulesets, compared by meaning. REV is a revision of the git repository: every ruleset at or
    below PATHS, or below the current folder, is compared with what it was then. If all mean the same the exit code is
    0, else 1.
    """
    from tierrules.cli.diff_formats import FORMATS
    from tierrules.cli.diff_run import DiffRun

    told = _two(*what) if len(what) == 2 and _is_file(what[0]) else _since(what[0], what[1:])
    run = DiffRun(told, "zh" if lang == "zh" else "en" if lang == "en" else None)
    # Programs read some of these, and JSON is UTF-8 whatever the terminal is set to.
    click.echo(FORMATS[form](run) if form == "text" else FORMATS[form](run).encode("utf-8", errors="backslashreplace"))
    if not run.same:
        raise SystemExit(options.FINDINGS)


def _is_file(place: str) -> bool:
    return bundled_file(place) is not None or Path(place).is_file()


def _two(old: str, new: str) -> tuple[Compared, ...]:
    return (_compared(old, _loaded(old), new, _loaded(new)),)


def _loaded(place: str) -> Ruleset | RulesetError:
    try:
        return options.open_rules(place)
    except RulesetError as error:
        return error


def _compared(old: str, then: Ruleset | RulesetError, new: str, now: Ruleset | RulesetError) -> Compared:
    from tierrules.cli.diff_run import Compared

    if isinstance(then, RulesetError) or isinstance(now, RulesetError):
        problems = [one for side in (then, now) if isinstance(side, RulesetError) for one in side.diagnostics]
        return Compared(old, new, problems=tuple(problems))
    model = now.definition
    lines = tuple((name, model.source.position(one.span.start).line) for name, one in model.dimensions.items())
    return Compared(old, new, then.compare(now), lines=lines)


# --- since a revision


def _since(name: str, places: tuple[str, ...]) -> tuple[Compared, ...]:
    from tierrules.cli.revisions import RevisionError, revision

    if _is_file(name) and not places:
        options.stop(f"{name} is a ruleset; name the one that it is compared with too")
    try:
        rev = revision(name)
        return tuple(_all_since(rev, places or (".",)))
    except RevisionError as error:
        options.stop(str(error))


def _all_since(rev: Revision, places: tuple[str, ...]) -> list[Compared]:
    """Compare what lies at the places now with what lay there, by path, and what was moved by its name."""
    from tierrules.cli.diff_run import Compared

    there = {path: data for path in rev.files(places) if is_ruleset(data := rev.read(path) or b"")}
    here = _now(places, lying_there=bool(there))
    found = [_compared_at(rev, path, there[path], path) for path in here if path in there]
    new, gone = [path for path in here if path not in there], [path for path in there if path not in here]
    for path in new:
        before = next((one for one in gone if _has_name(there[one], path)), None)
        if before is None:
            found.append(Compared(None, path))
        else:
            gone.remove(before)
            found.append(_compared_at(rev, before, there[before], path))
    return [*found, *(Compared(f"{rev.name}:{path}", None) for path in gone)]


def _now(places: tuple[str, ...], *, lying_there: bool) -> list[str]:
    """Return the rulesets that lie at the places; there may be none if there was one."""
    kept = [one for one in places if Path(one).exists() or not lying_there]
    return [Path(one).as_posix() for one in ruleset_files(kept)] if kept else []


def _compared_at(rev: Revision, before: str, data: bytes, path: str) -> Compared:
    old = f"{rev.name}:{before}"
    try:
        then: Ruleset | RulesetError = Ruleset(build(old, data, options.model_fields(path)))
    except RulesetError as error:
        then = error
    return _compared(old, then, path, _loaded(path))


def _has_name(data: bytes, path: str) -> bool:
    try:
        now = options.open_rules(path)
        return build(path, data, options.model_fields(path)).name == now.name
    except RulesetError:
        return False
