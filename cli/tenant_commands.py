"""`baton tenants …`: which tenants there are, and who sees to them.

Never: work done here; tenant_directory.py does what they ask for, and is imported only then.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from typing import Annotated

import typer

tenants = typer.Typer(
    help="The tenants of this installation, in its database.", no_args_is_help=True
)


@tenants.command("list")
def page(
    search: Annotated[str, typer.Option(help="A part of a name.")] = "",
) -> None:
    """All tenants, with their state and what they use."""
    from cli import tenant_directory

    tenant_directory.page(search)


@tenants.command("super-admin")
def super_admin(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Whose it is.")],
    name: Annotated[str, typer.Option(help="What they are called.")] = "Super admin",
) -> None:
    """Make somebody a super admin; standard output gets their new password and nothing else."""
    from cli import tenant_directory

    tenant_directory.super_admin(email, name)
