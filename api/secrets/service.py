"""Writes secrets, binds them, brings back values, and says who used what.

Never: whom a secret is for changed by who may only write it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import write as write_line
from api.auth.principal import Principal
from api.errors import ApiError, not_found
from api.naming import in_use, naming_shown
from api.secrets.schemas import SecretWanted
from api.shapes import moment
from definitions.values import Json, JsonObject
from store import secret_naming, secret_uses, secrets
from store.audit import Deed
from store.keys import TenantKeys
from store.secrets import SecretRow


def deed(principal: Principal, act: str, name: str, details: JsonObject) -> Deed:
    return Deed(principal.person, f"secret.{act}", f"secret:{name}", None, details)


async def write(
    session: AsyncSession,
    keys: TenantKeys,
    principal: Principal,
    name: str,
    wanted: SecretWanted,
    details: JsonObject,
) -> bool:
    """True when it is new; what the trail shall say goes into `details`."""
    kept = await secrets.find(session, name, lock=True)
    before = (list[str](), list[str]()) if kept is None else (kept.processes, kept.hosts)
    processes = before[0] if wanted.processes is None else wanted.processes
    hosts = before[1] if wanted.hosts is None else wanted.hosts
    version = await secrets.put(session, keys, name, wanted.value, principal.person)
    details["version"] = version
    if set(processes) != set(before[0]) or set(hosts) != set(before[1]):
        _hold_grant(principal)
        granted: JsonObject = {}
        await _bind(session, principal, name, before, processes, hosts, granted)
        await write_line(session, keys, principal, deed(principal, "grant", name, granted))
    return version == 1


def _hold_grant(principal: Principal) -> None:
    if not principal.may("secrets:grant"):
        raise ApiError(
            403,
            "forbidden",
            "Whom a secret is for is changed by who has the permission secrets:grant only.",
            "Leave out processes and hosts to write the value alone, or ask an administrator "
            "to bind it.",
        )


async def bind(
    session: AsyncSession,
    principal: Principal,
    name: str,
    processes: Sequence[str],
    hosts: Sequence[str],
    details: JsonObject,
) -> None:
    kept = await _find(session, name)
    before = (kept.processes, kept.hosts)
    await _bind(session, principal, name, before, processes, hosts, details)


async def _bind(
    session: AsyncSession,
    principal: Principal,
    name: str,
    before: tuple[Sequence[str], Sequence[str]],
    processes: Sequence[str],
    hosts: Sequence[str],
    details: JsonObject,
) -> None:
    details["processes"] = {"before": list(before[0]), "after": list(processes)}
    details["hosts"] = {"before": list(before[1]), "after": list(hosts)}
    await secrets.bind(session, name, processes, hosts, principal.person)


async def roll_back(
    session: AsyncSession, principal: Principal, name: str, version: int, details: JsonObject
) -> None:
    await _find(session, name)
    made = await secrets.roll_back(session, name, version, principal.person)
    if made is None:
        raise not_found(f"The version {version} of the secret {name}")
    details.update(version=made, restored=version)


async def remove(session: AsyncSession, name: str, details: JsonObject, *, anyway: bool) -> None:
    """Refused while a definition that can be started names it, unless anyway."""
    await _find(session, name)
    named = await secret_naming.naming(session, name)
    details["definitions"] = [row.label for row in named]
    if named and not anyway:
        raise in_use(f"The secret {name}", named, "be refused")
    await secrets.remove(session, name)


async def _find(session: AsyncSession, name: str) -> SecretRow:
    row = await secrets.find(session, name, lock=True)
    if row is None:
        raise not_found(f"The secret {name}")
    return row


async def page(session: AsyncSession) -> JsonObject:
    return {"items": [_shown(row) for row in await secrets.page(session)]}


async def versions(session: AsyncSession, name: str) -> JsonObject:
    rows = await secrets.versions(session, name)
    if not rows:
        raise not_found(f"The secret {name}")
    items: list[Json] = [
        {
            "version": row.version,
            "writtenAt": moment(row.written_at),
            "writtenBy": row.written_by,
            "writtenByName": row.written_by_name,
            "restored": row.restored,
        }
        for row in rows
    ]
    return {"items": items}


async def uses(session: AsyncSession, name: str, limit: int) -> JsonObject:
    """Also of one that was deleted: who has used it stays known."""
    rows = await secret_uses.page(session, name, limit)
    named = await secret_naming.naming(session, name)
    if not rows and await secrets.find(session, name) is None:
        raise not_found(f"The secret {name}")
    items: list[Json] = [
        {
            "process": row.process,
            "receiver": row.receiver,
            "day": row.day.isoformat(),
            "times": row.times,
            "firstAt": moment(row.first_at),
            "lastAt": moment(row.last_at),
            "lastRun": row.last_run,
        }
        for row in rows
    ]
    return {"items": items, "definitions": [naming_shown(row) for row in named]}


def _shown(row: SecretRow) -> JsonObject:
    return {
        "name": row.name,
        "version": row.version,
        "processes": list(row.processes),
        "hosts": list(row.hosts),
        "updatedAt": moment(row.updated_at),
        "updatedBy": row.updated_by,
        "updatedByName": row.updated_by_name,
        "boundAt": moment(row.bound_at),
        "boundBy": row.bound_by,
        "boundByName": row.bound_by_name,
    }
