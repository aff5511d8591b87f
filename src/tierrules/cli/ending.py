"""How a command ends that cannot go on."""

from __future__ import annotations

from typing import Final, NoReturn

import click

FINDINGS: Final = 1
WRONG_USE: Final = 2


def stop(message: str) -> NoReturn:
    """End the command as wrongly used."""
    click.echo(f"tierrules: {message}", err=True)
    raise SystemExit(WRONG_USE)
