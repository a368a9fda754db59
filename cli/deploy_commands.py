"""`baton deploy-check` and `baton deploy`: before and when a release takes over.

Never: work done here; a command hands on to its module, which is imported only then.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from typing import Annotated

import typer

deploys = typer.Typer()

_AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]


@deploys.command("deploy-check")
def deploy_check(
    *,
    json: Annotated[
        bool, typer.Option("--json", help="For programs: JSON on standard output.")
    ] = False,
) -> None:
    """Read all open runs with this release, before it takes over. Changes nothing."""
    from cli import deploying

    raise typer.Exit(deploying.check(as_json=json))


@deploys.command("deploy")
def deploy() -> None:
    """Give the work to this release, once its workers run. Needs Temporal's address."""
    from cli import deploying

    deploying.take_over()
