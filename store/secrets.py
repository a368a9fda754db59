"""Secrets: written, never read back; resolved only for the processes and hosts they are bound to.

Writing a value and binding it are two deeds: who may do the one need not be let do the other.
Never: a value in a list, a log or an error; or a binding that changes because a value does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, Table, and_, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.bindings import for_host, for_process
from definitions.values import Json
from store.keys import TenantKeys
from store.models import people
from store.rows import TENANT, as_person, column, read, read_or_none, value
from store.secret_tables import secret_versions, secrets

BODY = "secret"
KEPT_VERSIONS = 10


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
    version: int
    processes: list[str]
    hosts: list[str]
    updated_at: datetime
    updated_by: str
    updated_by_name: str | None
    bound_at: datetime | None
    bound_by: str | None
    bound_by_name: str | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """Who wrote a value when."""

    version: int
    written_at: datetime
    written_by: str
    written_by_name: str | None
    restored: int | None


async def put(session: AsyncSession, keys: TenantKeys, name: str, content: Json, by: str) -> int:
    """Write its value; the number of the version that it is. A new one is for nobody yet."""
    body = keys.seal_json(content, f"{BODY}.{name}")
    return await _write(session, name, body, by)


async def _write(
    session: AsyncSession, name: str, body: bytes, by: str, restored: int | None = None
) -> int:
    written = {"body": body, "updated_at": func.now(), "updated_by": by}
    made = insert(secrets).values(
        tenant_id=TENANT, name=name, version=1, processes=[], hosts=[], **written
    )
    # The version is counted in the row: who writes at the same time waits, and makes the next.
    made = made.on_conflict_do_update(
        index_elements=["tenant_id", "name"], set_={"version": secrets.c.version + 1, **written}
    ).returning(secrets.c.version)
    version = value(await session.execute(made), int)
    await session.execute(
        insert(secret_versions).values(
            tenant_id=TENANT,
            name=name,
            version=version,
            body=body,
            written_at=func.now(),
            written_by=by,
            restored=restored,
        )
    )
    old = and_(secret_versions.c.name == name, secret_versions.c.version <= version - KEPT_VERSIONS)
    await session.execute(delete(secret_versions).where(old))
    return version


async def roll_back(session: AsyncSession, name: str, version: int, by: str) -> int | None:
    """An earlier value becomes the newest; None where it isn't kept."""
    kept = select(secret_versions.c.body).where(
        secret_versions.c.name == name, secret_versions.c.version == version
    )
    row = (await session.execute(kept)).mappings().first()
    if row is None or await find(session, name) is None:
        return None
    return await _write(session, name, column(row, "body", bytes), by, version)


async def bind(
    session: AsyncSession, name: str, processes: Sequence[str], hosts: Sequence[str], by: str
) -> bool:
    """For whom it is from now on; False where there is no such secret."""
    bound = {
        "processes": list(processes),
        "hosts": list(hosts),
        "bound_at": func.now(),
        "bound_by": by,
    }
    done = update(secrets).where(secrets.c.name == name).values(bound).returning(secrets.c.name)
    return (await session.execute(done)).first() is not None


async def remove(session: AsyncSession, name: str) -> bool:
    """With all its versions; who has used it stays known."""
    gone = delete(secrets).where(secrets.c.name == name).returning(secrets.c.name)
    await session.execute(delete(secret_versions).where(secret_versions.c.name == name))
    return (await session.execute(gone)).first() is not None


async def resolve(
    session: AsyncSession, keys: TenantKeys, name: str, process: str, receiver: str
) -> Json:
    """The value, for a process (`namespace/name`) that sends it to a receiver."""
    query = select(secrets.c.body, secrets.c.processes, secrets.c.hosts)
    found = await session.execute(query.where(secrets.c.name == name))
    kept = read_or_none(found.mappings().first(), _Kept)
    if kept is None:
        raise SecretRefusedError(
            f"There is no secret {name!r}. Write it with: baton secret put {name}"
        )
    if not for_process(kept.processes, process):
        raise SecretRefusedError(
            f"The secret {name!r} is not bound to the process {process}. "
            f"Who may grant secrets adds it: baton secret grant {name} --process {process}"
        )
    if not for_host(kept.hosts, receiver):
        raise SecretRefusedError(
            f"The secret {name!r} may not be sent to {receiver}. "
            f"Who may grant secrets adds it: baton secret grant {name} --host {receiver}"
        )
    return keys.open_json(kept.body, f"{BODY}.{name}")


def _name_of(by: str, table: Table) -> ColumnElement[str]:
    """Of whoever did it, where that was a person."""
    who = people.c.id == as_person(table.c[by])
    name = select(people.c.name).where(people.c.tenant_id == table.c.tenant_id, who)
    return name.scalar_subquery().label(f"{by}_name")


@cache
def _shown() -> Select[tuple[object, ...]]:
    return select(secrets, _name_of("updated_by", secrets), _name_of("bound_by", secrets))


async def page(session: AsyncSession) -> list[SecretRow]:
    """All of the tenant's, without values."""
    rows = (await session.execute(_shown().order_by(secrets.c.name))).mappings()
    return [read(row, SecretRow) for row in rows]


async def find(session: AsyncSession, name: str, *, lock: bool = False) -> SecretRow | None:
    """Locked, it stays as it is until the transaction ends."""
    query = _shown().where(secrets.c.name == name)
    query = query.with_for_update(of=secrets) if lock else query
    return read_or_none((await session.execute(query)).mappings().first(), SecretRow)


async def versions(session: AsyncSession, name: str) -> list[VersionRow]:
    """The newest first, without values."""
    query = (
        select(secret_versions, _name_of("written_by", secret_versions))
        .where(secret_versions.c.name == name)
        .order_by(secret_versions.c.version.desc())
    )
    return [read(row, VersionRow) for row in (await session.execute(query)).mappings()]
