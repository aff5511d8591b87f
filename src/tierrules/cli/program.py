"""`tierrules`: the list of its commands."""

from __future__ import annotations

import click

import tierrules
from tierrules.cli.check import check
from tierrules.cli.classify import classify
from tierrules.cli.diff import diff
from tierrules.cli.docs import docs
from tierrules.cli.explain import explain
from tierrules.cli.freeze import freeze_thresholds
from tierrules.cli.init import init
from tierrules.cli.list import list_rulesets
from tierrules.cli.project import keep_verbose
from tierrules.cli.sample import sample
from tierrules.cli.schema import schema
from tierrules.cli.show import show
from tierrules.cli.test import test
from tierrules.cli.whatif import whatif

# The first character keeps the lines as they are.
EXIT_CODES = """\b
Exit codes:
  0  done; rows set aside are counted and do not change it
  1  findings: of a check, a ruleset that does not load, a customer who cannot be read, a case that fails
  2  wrong use: no such file, unknown option, columns that do not fit
"""


@click.group(epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(tierrules.__version__, message="%(prog)s %(version)s")
@click.option(
    "--verbose",
    is_flag=True,
    expose_value=False,
    callback=keep_verbose,
    help="Say which tierrules.toml and which of its values are used.",
)
def program() -> None:
    """Declarative customer classification, checked like code.

    RULES is the path of a ruleset, or the name of one that comes along (see `tierrules list`). It may be left out
    where a tierrules.toml, here or in a folder above, names one.
    """


for command in (
    init,
    sample,
    classify,
    explain,
    whatif,
    freeze_thresholds,
    check,
    test,
    diff,
    list_rulesets,
    show,
    docs,
    schema,
):
    program.add_command(command)
