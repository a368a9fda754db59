"""`baton keys`: API keys of one's own and of service accounts; `baton limits`: of a tenant.

Never: work done here; a command hands on to its module, which is imported only then.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from typing import Annotated, Literal

import typer

keys = typer.Typer(help="API keys: make, list, rotate, revoke.", no_args_is_help=True)
tenant_commands = typer.Typer()

_AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]
_KeyId = Annotated[str, typer.Argument(metavar="KEY", help="Its id, as `baton keys list` says.")]
_PerMinute = Annotated[
    int | None, typer.Option(min=-1, help="Requests a minute; 0: no limit, -1: the usual one.")
]


@keys.command("list")
def list_keys(
    of: Annotated[Literal["me", "services", "everyone"], typer.Option(help="Whose keys.")] = "me",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 100,
    *,
    json: _AsJson = False,
) -> None:
    """List API keys, the newest first. The keys themselves are not kept anywhere."""
    from cli import keys as listing

    listing.page(of, limit, as_json=json)


@keys.command("create")
def create_key(
    name: Annotated[str, typer.Argument(help="What it is for.")],
    scope: Annotated[
        list[str], typer.Option(help="Such as 'runs:*' or '*'. Can be given several times.")
    ],
    days: Annotated[int, typer.Option(min=0, max=365, help="Its life; 0: no end.")] = 90,
    network: Annotated[
        list[str] | None, typer.Option(help="Where it may be used from. Several times, too.")
    ] = None,
    account: Annotated[
        str | None, typer.Option(metavar="ID", help="The service account that it is for.")
    ] = None,
) -> None:
    """Make a key. It is all that standard output gets, and is never shown again."""
    from cli import keys as making

    making.create(name, scope, days or None, network or [], account)


@keys.command("rotate")
def rotate(
    key: Annotated[
        str | None, typer.Argument(metavar="[KEY]", help="Its id, as `baton keys list` says.")
    ] = None,
    overlap: Annotated[
        int, typer.Option(min=0, max=168, help="Hours that the old key still works.")
    ] = 24,
    tenant: Annotated[
        str | None, typer.Option(metavar="SLUG", help="What seals this tenant's values.")
    ] = None,
    *,
    everybody: Annotated[
        bool, typer.Option("--all", help="What seals the values of each tenant.")
    ] = False,
    master: Annotated[bool, typer.Option("--master", help="The master key, step by step.")] = False,
) -> None:
    """Make an API key's successor, or turn the keys that values are sealed with.

    The successor is all that standard output gets. The others are turned in the database itself,
    and nothing stops for it.
    """
    if [key is not None, tenant is not None, everybody, master].count(True) != 1:
        raise typer.BadParameter("Say one of KEY, --tenant, --all and --master.")
    from cli import key_rotation
    from cli import keys as rotating

    if key is not None:
        rotating.rotate(key, overlap)
    elif master:
        key_rotation.rotate_master()
    else:
        key_rotation.rotate_tenants(tenant, everybody=everybody)


@keys.command("revoke")
def revoke_key(key: _KeyId) -> None:
    """End a key at once."""
    from cli import keys as revoking

    revoking.revoke(key)


@tenant_commands.command("limits")
def limits(
    tenant: Annotated[str, typer.Argument(metavar="TENANT", help="Its short name.")],
    key: _PerMinute = None,
    person: _PerMinute = None,
    of_all: Annotated[
        int | None, typer.Option("--all", min=-1, help="The same of the tenant as a whole.")
    ] = None,
) -> None:
    """Show how much a tenant may ask, or change it; in the database itself."""
    from cli import tenant_limits

    tenant_limits.run(tenant, key, person, of_all)
