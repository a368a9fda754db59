"""`baton templates …`: what people say of templates.

Never: work done here; a command hands on to its module, which is imported only then.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

templates = typer.Typer(
    help="What processes tell people, in English and Arabic.", no_args_is_help=True
)

_AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]


@templates.command("list")
def page(*, json: _AsJson = False) -> None:
    """List templates in their current versions."""
    from cli import templates

    templates.page(as_json=json)


@templates.command("get")
def get(
    name: Annotated[str, typer.Argument(help="How processes call it.")],
    version: Annotated[int | None, typer.Option(min=1, help="Instead of the current one.")] = None,
) -> None:
    """Print a template as a file that `apply` takes."""
    from cli import templates

    templates.get(name, version)


@templates.command("apply")
def apply(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A template; - for stdin.")],
) -> None:
    """Save a template from a file; what is there already is left as it is."""
    from cli import templates

    templates.apply(file)
