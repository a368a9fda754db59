"""`baton people` and `baton departments`: who is there, and where they belong.

Never: a guess at who or what is meant; an address is one person, a path one department.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from cli import access
from cli.client import Client
from cli.errors import CliError
from cli.output import columns, note, say, tell
from cli.people_client import Department, Imported, Person
from definitions.values import Json, JsonObject

SEPARATOR = " > "


def page(filters: dict[str, str], limit: int, *, as_json: bool) -> None:
    """By name."""
    with access.connect(os.environ) as client:
        items = list(client.people(filters, limit))
    if as_json:
        tell(list[Json](raw for _, raw in items))
        return
    if not items:
        note("Nobody fits.")
        return
    rows = [
        [
            row.name,
            row.email,
            row.department or "-",
            ", ".join(row.roles or []) or "-",
            row.state or "active",
        ]
        for row, _ in items
    ]
    say(columns([["NAME", "EMAIL", "DEPARTMENT", "ROLES", "STATE"], *rows]))


def invite(email: str, name: str, roles: list[str], department: str | None) -> None:
    with access.connect(os.environ) as client:
        wanted: JsonObject = {
            "email": email,
            "name": name,
            "roles": list[Json](roles),
            "departmentId": None if department is None else _department(client, department).id,
            "invite": True,
        }
        made = client.create_person(wanted)
    say(f"{made.name} is invited; a link is on its way to {made.email}.")


def move(email: str, how: str, reason: str | None) -> None:
    with access.connect(os.environ) as client:
        person = _person(client, email, "disabled" if how == "enable" else None)
        moved = client.move_person(person.id, how, reason)
    said = "has left; sign-ins and keys have ended" if how == "disable" else "is back"
    say(f"{moved.name} {said}.")


def take_in(file: str, *, dry_run: bool, invited: bool) -> None:
    """A dry run with faults fails too, so that a script notices."""
    table = _content(file)
    with access.connect(os.environ) as client:
        found = client.import_people(table, dry_run=dry_run, invite=invited)
    for line in found.lines:
        parts = (
            f"{name}: {was or '-'} → {new or '-'}" for name, (was, new) in _fields(line.fields)
        )
        say(f"line {line.line}  {line.change}  {line.email}  {'; '.join(parts)}".rstrip())
    for fault in found.errors:
        where = f"line {fault.line}" + (f", {fault.column}" if fault.column else "")
        note(f"{where}: {fault.message} {fault.remedy}")
    note(_summed_up(found, dry_run=dry_run))
    if found.errors:
        raise CliError("The table has faults; nothing would be taken in.", "Correct them first.")


def _fields(fields: dict[str, list[str]]) -> list[tuple[str, tuple[str, str]]]:
    return [(name, (pair[0], pair[1])) for name, pair in fields.items() if len(pair) == 2]  # noqa: PLR2004


def _summed_up(found: Imported, *, dry_run: bool) -> str:
    done = "would be" if dry_run else "are"
    return f"{found.new} {done} new, {found.changed} changed, {found.unchanged} as they were."


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise CliError(f"{file} can't be read: {error.strerror}.", "Check the path.") from error


def _person(client: Client, email: str, state: str | None) -> Person:
    filters = {"search": email} | ({} if state is None else {"state": state})
    for row, _ in client.people(filters, 200):
        if row.email == email.lower():
            return row
    raise CliError(f"Nobody has the address {email}.", "List people with `baton people list`.")


def departments(*, as_json: bool) -> None:
    """As a tree: each below the one that it is in."""
    with access.connect(os.environ) as client:
        items = client.departments()
    if as_json:
        tell(list[Json](raw for _, raw in items))
        return
    if not items:
        note("There are no departments yet; add one with `baton departments add NAME`.")
        return
    rows = [
        [SEPARATOR.join(row.path), str(row.people), row.head.name if row.head else "-"]
        for row, _ in sorted(items, key=lambda item: [name.lower() for name in item[0].path])
    ]
    say(columns([["DEPARTMENT", "PEOPLE", "HEAD"], *rows]))


def add_department(name: str, parent: str | None) -> None:
    with access.connect(os.environ) as client:
        above = None if parent is None else _department(client, parent).id
        made = client.create_department({"name": name, "parentId": above})
    say(SEPARATOR.join(made.path))


def move_department(department: str, parent: str | None, name: str | None) -> None:
    """Without a parent only renamed; `-` is the top."""
    with access.connect(os.environ) as client:
        wanted: JsonObject = {} if name is None else {"name": name}
        if parent is not None:
            wanted["parentId"] = None if parent == "-" else _department(client, parent).id
        moved = client.change_department(_department(client, department).id, wanted)
    say(SEPARATOR.join(moved.path))


def remove_department(department: str) -> None:
    with access.connect(os.environ) as client:
        client.remove_department(_department(client, department).id)
    say(f"{department} is gone.")


def _department(client: Client, named: str) -> Department:
    """By its whole path, or by a name that only one has."""
    wanted = [part.strip().lower() for part in named.split(">")]
    rows = [row for row, _ in client.departments()]
    paths = [row for row in rows if [name.lower() for name in row.path] == wanted]
    names = [row for row in rows if [row.path[-1].lower()] == wanted]
    found = paths or names
    if len(found) == 1:
        return found[0]
    if found:
        raise CliError(
            f"There are several departments {named!r}.", "Name the path, like 'Sales > North'."
        )
    raise CliError(f"There is no department {named!r}.", "List them with `baton departments list`.")
