"""`baton new …`: the commands that begin something of one's own.

Never: more than the words of the command line; new.py makes what they ask for, and is imported
only then.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

new = typer.Typer(help="Begin something of your own.", no_args_is_help=True)


@new.command("function")
def new_function(
    name: Annotated[str, typer.Argument(help="What processes will call, e.g. send-invoice.")],
    into: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where the package's folder is made.")
    ] = Path(),
) -> None:
    """Make a package with a function in Python, tested, ready to be installed."""
    from cli import new as making

    making.function(name, into)


@new.command("workflow")
def new_workflow(
    name: Annotated[str, typer.Argument(help="Its name in the namespace demo, e.g. order-goods.")],
    into: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where the package's folder is made.")
    ] = Path(),
) -> None:
    """Make a package with a Temporal workflow in Python, tested, ready to be installed."""
    from cli import new as making

    making.workflow(name, into)
