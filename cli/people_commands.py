"""The commands about people and departments, and their options.

Never: work done here; people.py does what they ask for, and is imported only then.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from typing import Annotated, Literal

import typer

people = typer.Typer(help="Who is there, who comes and who leaves.", no_args_is_help=True)
departments = typer.Typer(help="Where people belong: a tree.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="The address of a person.")]
Place = Annotated[str, typer.Argument(metavar="DEPARTMENT", help="Its name, or its path.")]
Json = Annotated[bool, typer.Option("--json", help="For programs.")]


@people.command("list")
def list_people(
    search: Annotated[str, typer.Option(help="A part of name, email or department.")] = "",
    role: Annotated[str | None, typer.Option(help="Who has it.")] = None,
    state: Annotated[Literal["active", "invited", "disabled"] | None, typer.Option()] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 200,
    *,
    json: Json = False,
) -> None:
    """Show the people of the tenant, by name."""
    from cli import people as work

    given = {"search": search, "role": role, "state": state}
    filters = {name: value for name, value in given.items() if value}
    work.page(filters, limit, as_json=json)


@people.command()
def invite(
    email: Email,
    name: Annotated[str, typer.Option(help="How they are called.")],
    role: Annotated[list[str] | None, typer.Option(help="May be given several times.")] = None,
    department: Annotated[str | None, typer.Option(help="Its name, or its path.")] = None,
) -> None:
    """Create a person and send them a link."""
    from cli import people as work

    work.invite(email, name, role or [], department)


@people.command("import")
def import_people(
    file: Annotated[str, typer.Argument(metavar="FILE", help="CSV in UTF-8; - for stdin.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    invited: Annotated[bool, typer.Option("--invite", help="Send links to who is new.")] = False,
) -> None:
    """Create and change the people of a table, all or none."""
    from cli import people as work

    work.take_in(file, dry_run=dry_run, invited=invited)


@people.command()
def disable(
    email: Email,
    reason: Annotated[str | None, typer.Option(help="Kept in the audit trail.")] = None,
) -> None:
    """Let somebody go: their sign-ins and keys end at once."""
    from cli import people as work

    work.move(email, "disable", reason)


@people.command()
def enable(
    email: Email,
    reason: Annotated[str | None, typer.Option(help="Kept in the audit trail.")] = None,
) -> None:
    """Take somebody back who had left."""
    from cli import people as work

    work.move(email, "enable", reason)


@departments.command("list")
def list_departments(*, json: Json = False) -> None:
    """Show the tree of departments."""
    from cli import people as work

    work.departments(as_json=json)


@departments.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="How it is called.")],
    below: Annotated[str | None, typer.Option(help="The one that it is in.")] = None,
) -> None:
    """Add a department."""
    from cli import people as work

    work.add_department(name, below)


@departments.command()
def move(
    department: Place,
    below: Annotated[str | None, typer.Option(help="Where to; - for the top.")] = None,
    name: Annotated[str | None, typer.Option(help="Its new name.")] = None,
) -> None:
    """Move or rename a department."""
    from cli import people as work

    work.move_department(department, below, name)


@departments.command()
def remove(department: Place) -> None:
    """Take away a department that is empty."""
    from cli import people as work

    work.remove_department(department)
