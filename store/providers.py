"""Identity providers of a tenant: where its people may sign in, and what comes with their groups.

Never: the client's secret in a row that is shown; it is opened only for the one who sends it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.keys import TenantKeys
from store.provider_tables import identities, identity_providers, provider_sign_ins
from store.rows import TENANT, column, read, read_or_none

PURPOSE = "identity-provider"

SecondFactor: TypeAlias = Literal["ours", "told", "trusted"]
"""Whose second factor counts: ours only, one that the provider tells of, or whatever it says."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What comes with a group."""

    group: str
    roles: list[str]
    department_id: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All that an administrator says of a provider, but for the secret."""

    name: str
    issuer: str
    client_id: str
    scopes: list[str]
    groups_claim: str
    verified_claim: str
    mapping: list[Rule]
    makes_accounts: bool
    links_accounts: bool
    domains: list[str]
    """Of addresses, in small letters."""
    first_roles: list[str]
    second_factor: SecondFactor
    strong_contexts: list[str]
    """Values of `acr` that stand for two factors."""
    enabled: bool


@dataclass(frozen=True, slots=True)
class ProviderRow(Settings):
    """One identity provider."""

    id: str
    changed_at: datetime
    changed_by: str


async def everything(session: AsyncSession) -> list[ProviderRow]:
    """Of the tenant, by name."""
    query = select(identity_providers).order_by(
        func.lower(identity_providers.c.name), identity_providers.c.id
    )
    return [read(row, ProviderRow) for row in (await session.execute(query)).mappings()]


async def find(session: AsyncSession, provider: str, *, lock: bool = False) -> ProviderRow | None:
    """Locked, it stays as it is until the transaction ends."""
    query = select(identity_providers).where(identity_providers.c.id == provider)
    query = query.with_for_update() if lock else query
    return read_or_none((await session.execute(query)).mappings().first(), ProviderRow)


async def add(
    session: AsyncSession,
    keys: TenantKeys,
    provider: str,
    settings: Settings,
    secret: str,
    by: str,
) -> None:
    values = {**_columns(settings, by), "client_secret": _sealed(keys, provider, secret)}
    await session.execute(
        insert(identity_providers).values(tenant_id=TENANT, id=provider, **values)
    )


async def change(
    session: AsyncSession,
    keys: TenantKeys,
    provider: str,
    settings: Settings,
    secret: str | None,
    by: str,
) -> None:
    """Without a secret that one stays which is kept."""
    values = _columns(settings, by)
    if secret is not None:
        values["client_secret"] = _sealed(keys, provider, secret)
    await session.execute(
        update(identity_providers).where(identity_providers.c.id == provider).values(values)
    )


async def remove(session: AsyncSession, provider: str) -> None:
    """With all that is known of people by it, and all who are on their way to it."""
    for table in (provider_sign_ins, identities):
        await session.execute(delete(table).where(table.c.provider_id == provider))
    await session.execute(delete(identity_providers).where(identity_providers.c.id == provider))


_FORGET_ROLE = (
    text("""
UPDATE identity_providers SET first_roles = array_remove(first_roles, :role), mapping = coalesce(
  (SELECT jsonb_agg(rule || jsonb_build_object('roles', (rule->'roles') - CAST(:role AS text)))
   FROM jsonb_array_elements(mapping) AS rule), '[]')
WHERE :role = ANY(first_roles) OR mapping @> jsonb_build_array(
  jsonb_build_object('roles', jsonb_build_array(CAST(:role AS text))))"""),
    text("""
UPDATE identities SET given_roles = array_remove(given_roles, :role)
WHERE :role = ANY(given_roles)"""),
)


async def take_role(session: AsyncSession, role: str) -> None:
    """Nobody gets it any more by a group or at first, whatever the next one of that name is."""
    for statement in _FORGET_ROLE:
        await session.execute(statement, {"role": role})


async def secret_of(session: AsyncSession, keys: TenantKeys, provider: str) -> str:
    """For who asks the provider as its client."""
    query = select(identity_providers.c.client_secret).where(identity_providers.c.id == provider)
    sealed = column((await session.execute(query)).mappings().one(), "client_secret", bytes)
    return keys.open(sealed, f"{PURPOSE}.{provider}").decode()


def _sealed(keys: TenantKeys, provider: str, secret: str) -> bytes:
    return keys.seal(secret.encode(), f"{PURPOSE}.{provider}")


def _columns(settings: Settings, by: str) -> dict[str, object]:
    said: Mapping[str, object] = asdict(settings)
    return {**said, "changed_at": func.now(), "changed_by": by}
