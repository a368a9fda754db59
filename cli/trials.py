"""`baton test` and `baton rehearse`: a definition is tried before anybody relies on it.

Never: more than the words of the command line; what they do is imported only then.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

MOST_RUNS = 1_000
"""As many as the API compares at once."""

trials = typer.Typer()

_AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]


@trials.command(name="test")
def try_out(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Definitions.")],
    *,
    at_least: Annotated[
        int,
        typer.Option(
            min=0, max=100, help="Fail where fewer percent of the tasks or branches are reached."
        ),
    ] = 0,
    json: _AsJson = False,
) -> None:
    """Try definitions by the scenarios beside them. Nothing is called and no time passes."""
    from cli import test as testing

    raise typer.Exit(testing.run(files, at_least=at_least, as_json=json))


@trials.command()
def rehearse(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A definition; - for stdin.")],
    *,
    last: Annotated[
        int, typer.Option(min=1, max=MOST_RUNS, help="On so many runs, the newest first.")
    ] = MOST_RUNS,
    allow_differences: Annotated[
        bool, typer.Option("--allow-differences", help="End with 0 also where runs differ.")
    ] = False,
    json: _AsJson = False,
) -> None:
    """Try a definition on the last real runs of its process. Nothing is called or kept."""
    from cli import rehearse as rehearsing

    raise typer.Exit(rehearsing.run(file, last=last, allowed=allow_differences, as_json=json))
