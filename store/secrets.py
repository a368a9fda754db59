"""Secrets: written, never read back; resolved only for the processes and hosts they are bound to.

Never: a value in a list, a log or an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.values import Json
from store.keys import TenantKeys
from store.models import secrets
from store.rows import TENANT, read, read_or_none

BODY = "secret"


class SecretRefusedError(Exception):
    """The secret doesn't exist, or not for this process or host."""


@dataclass(frozen=True, slots=True)
class _Kept:
    body: bytes
    processes: list[str]
    hosts: list[str]


@dataclass(frozen=True, slots=True)
class SecretRow:
    """What may be shown of a secret."""

    name: str
    processes: list[str]
    hosts: list[str]
    updated_at: datetime
    updated_by: str


async def put(
    session: AsyncSession,
    keys: TenantKeys,
    name: str,
    value: Json,
    processes: Sequence[str],
    hosts: Sequence[str],
    by: str,
) -> bool:
    """Write or replace it; True when it is new."""
    existed = (await session.execute(select(secrets.c.name).where(secrets.c.name == name))).first()
    values = {
        "body": keys.seal_json(value, f"{BODY}.{name}"),
        "processes": list(processes),
        "hosts": list(hosts),
        "updated_at": func.now(),
        "updated_by": by,
    }
    await session.execute(
        insert(secrets)
        .values(tenant_id=TENANT, name=name, **values)
        .on_conflict_do_update(index_elements=["tenant_id", "name"], set_=values)
    )
    return existed is None


async def resolve(
    session: AsyncSession, keys: TenantKeys, name: str, process: str, host: str
) -> Json:
    """The value, for a process (`namespace/name`) that sends it to a host."""
    found = await session.execute(select(secrets).where(secrets.c.name == name))
    kept = read_or_none(found.mappings().first(), _Kept)
    if kept is None:
        raise SecretRefusedError(
            f"There is no secret {name!r}. Write it with: baton secret put {name}"
        )
    if not any(fnmatchcase(process, pattern) for pattern in kept.processes):
        raise SecretRefusedError(
            f"The secret {name!r} is not bound to the process {process}. "
            "Add the process to the secret's `processes`."
        )
    if not any(fnmatchcase(host.lower(), pattern.lower()) for pattern in kept.hosts):
        raise SecretRefusedError(
            f"The secret {name!r} may not be sent to {host}. Add the host to the secret's `hosts`."
        )
    return keys.open_json(kept.body, f"{BODY}.{name}")


async def page(session: AsyncSession) -> list[SecretRow]:
    """All of the tenant's, without values."""
    query = select(
        secrets.c.name,
        secrets.c.processes,
        secrets.c.hosts,
        secrets.c.updated_at,
        secrets.c.updated_by,
    ).order_by(secrets.c.name)
    return [read(row, SecretRow) for row in (await session.execute(query)).mappings()]
