"""`baton secret …`: what people say of secrets.

Never: work done here; a command hands on to its module, which is imported only then.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from typing import Annotated

import typer

secrets = typer.Typer(help="Values that processes use and nobody reads.", no_args_is_help=True)

_Name = Annotated[str, typer.Argument(help="How processes call it.")]
_Processes = Annotated[
    list[str] | None,
    typer.Option("--process", help="Who may use it, e.g. 'sales/*'. Can be given several times."),
]
_Hosts = Annotated[
    list[str] | None,
    typer.Option("--host", help="Who may receive it, e.g. api.example.com. Several times, too."),
]
_AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]


@secrets.command("put")
def put(
    name: _Name,
    process: _Processes = None,
    host: _Hosts = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--as-json", help="The value is JSON, not text.")
    ] = False,
) -> None:
    """Write a secret. Its value is asked for, or read from standard input.

    Whom it is for stays as it is, unless you say it.
    """
    from cli import secret

    secret.put(name, process, host, as_json=as_json)


@secrets.command("list")
def page(*, json: _AsJson = False) -> None:
    """List secrets and whom they are for."""
    from cli import secret

    secret.page(as_json=json)


@secrets.command("grant")
def grant(
    name: _Name,
    process: _Processes = None,
    host: _Hosts = None,
    *,
    revoke: Annotated[
        bool, typer.Option("--revoke", help="Take these away instead of adding them.")
    ] = False,
) -> None:
    """Let processes use a secret, and hosts receive it, besides those that may already."""
    from cli import secret

    secret.grant(name, process or [], host or [], revoke=revoke)


@secrets.command("versions")
def versions(name: _Name, *, json: _AsJson = False) -> None:
    """List who wrote its last values, and when."""
    from cli import secret

    secret.versions(name, as_json=json)


@secrets.command("rollback")
def rollback(
    name: _Name, version: Annotated[int, typer.Argument(min=1, help="As `versions` says.")]
) -> None:
    """Make an earlier value the newest again."""
    from cli import secret

    secret.rollback(name, version)


@secrets.command("uses")
def uses(
    name: _Name,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many at most.")] = 50,
    *,
    json: _AsJson = False,
) -> None:
    """List which process sent it to whom, by day, and which definitions name it."""
    from cli import secret

    secret.uses(name, limit, as_json=json)


@secrets.command("delete")
def delete(
    name: _Name,
    *,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Also while definitions name it.")
    ] = False,
) -> None:
    """Take a secret away with all its versions."""
    from cli import secret

    secret.delete(name, anyway=anyway)
