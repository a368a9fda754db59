"""Takes in a table of people: all of it or nothing, and the second time nothing.

Never: a password, or a mail but when it was asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import audited
from api.auth.principal import Principal
from api.errors import invalid
from api.people import inviting, rights
from api.people.import_plan import FIELDS, SEPARATOR, Known, Plan, Planned, kept, plan
from api.people.table import Fault, Table, read
from api.services import Services
from definitions.values import Json, JsonObject
from store import departments, people, tenants
from store.audit import Deed
from store.hierarchy import Department, path

SHOWN = 500
"""Lines and faults in an answer."""


async def look(services: Services, principal: Principal, content: bytes) -> JsonObject:
    """What it would change; nothing is."""
    table = read(content)
    async with services.database.tenant(principal.tenant) as session:
        known = await _known(session, principal)
    return _answer(_planned(table, known), known, dry_run=True)


async def take_in(
    services: Services, principal: Principal, content: bytes, *, invite: bool
) -> JsonObject:
    table = read(content)
    details: JsonObject = {}
    deed = Deed(principal.person, "person.import", f"people:{uuid4()}", None, details)
    keys = await services.keyring.of(principal.tenant)
    async with audited(services, principal, deed) as session:
        await tenants.hold(session)
        known = await _known(session, principal)
        made = _planned(table, known)
        answer = _answer(made, known, dry_run=False)
        if made.faults:
            raise invalid(
                f"The table has {len(made.faults)} faults; nothing was changed.",
                "Correct what `errors` names, and send it again.",
                more={"errors": [_fault_of_body(fault) for fault in made.faults[:SHOWN]]},
            )
        await _write(session, made)
        if invite:
            rows = await people.by_ids(session, [one.person for one in made.new])
            for row in rows.values():
                await inviting.send(services, session, keys, principal, row)
        details |= {
            "new": {one.person: one.row.email for one in made.new},
            "changed": {one.person: [*one.changed] for one in made.altered},
            "invited": invite,
        }
    return answer


async def _known(session: AsyncSession, principal: Principal) -> Known:
    roles_known = await rights.known(session)

    def refuses_roles(roles: Sequence[str]) -> tuple[str, str] | None:
        strange = rights.unknown(roles, roles_known)
        if strange:
            return f"There is no role {strange[0][:80]!r}.", "List the roles under People."
        more = rights.more_than(principal, roles, roles_known)
        return (f"This gives more than you have: {more[0]}.", _ASK) if more else None

    def refuses_person(roles: Sequence[str]) -> tuple[str, str] | None:
        more = rights.more_than(principal, roles, roles_known)
        return (f"They may do more than you: {more[0]}.", _ASK) if more else None

    everybody = {row.email: row for row in await people.everybody(session)}
    return Known(everybody, await departments.everything(session), refuses_roles, refuses_person)


_ASK = "Ask somebody who has this permission."


def _planned(table: Table, known: Known) -> Plan:
    made = plan(table.rows, known)
    made.faults = sorted([*table.faults, *made.faults], key=lambda fault: fault.line)
    return made


async def _write(session: AsyncSession, made: Plan) -> None:
    await people.create_many(
        session, [{"id": one.person, "email": one.row.email, **one.values} for one in made.new]
    )
    await people.change_many(session, [{"id": one.person, **one.values} for one in made.altered])


def _answer(made: Plan, known: Known, *, dry_run: bool) -> JsonObject:
    names = {row.id: row.name for row in known.people.values()}
    names |= {one.person: one.row.cells["name"] for one in made.lines}
    altered = {one.person for one in made.altered}
    told = [one for one in made.lines if one.before is None or one.person in altered]
    lines: list[Json] = [_line(one, known.departments, names) for one in told[:SHOWN]]
    return {
        "dryRun": dry_run,
        "new": len(made.new),
        "changed": len(altered),
        "unchanged": len(made.lines) - len(made.new) - len(altered),
        "lines": lines,
        "errors": [_fault(fault) for fault in made.faults[:SHOWN]],
    }


def _line(one: Planned, tree: Mapping[str, Department], names: dict[str, str]) -> JsonObject:
    was = {} if one.before is None else kept(one.before)

    def told(column: str, value: object) -> Json:
        match column, value:
            case _, None:
                return ""
            case "department", str():
                return SEPARATOR.join(path(value, tree))
            case "manager", str():
                return names.get(value, "")
            case "roles", _:
                return " ".join(cast("list[str]", value))
            case _:
                return str(value)

    fields: JsonObject = {}
    for column in one.changed:
        name = FIELDS[column]
        fields[column] = [told(column, was.get(name)), told(column, one.values[name])]
    return {
        "line": one.row.line,
        "email": one.row.email,
        "name": one.row.cells["name"],
        "change": "new" if one.before is None else "changed",
        "fields": fields,
    }


def _fault(fault: Fault) -> JsonObject:
    return {
        "line": fault.line,
        "column": fault.column,
        "message": fault.message,
        "remedy": fault.remedy,
    }


def _fault_of_body(fault: Fault) -> JsonObject:
    """As all refusals have them: a column is a pointer, because it has a name."""
    return {
        "code": "bad-line",
        "message": fault.message,
        "remedy": fault.remedy,
        "pointer": None if fault.column is None else f"/{fault.column}",
        "line": fault.line,
    }
