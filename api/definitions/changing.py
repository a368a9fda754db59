"""The transaction in which a version is changed, with its line in the audit trail.

Never: a line where nothing has changed; whatever is done twice is done once.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.service import refusals, write
from api.auth.principal import Principal
from api.services import Services
from definitions.values import JsonObject
from store import definitions
from store.audit import Deed
from store.definitions import DefinitionRow


def deed_of(principal: Principal, verb: str, namespace: str, name: str, version: str) -> Deed:
    subject = f"definition:{namespace}/{name}/{version}"
    return Deed(principal.person, f"definition.{verb}", subject)


@asynccontextmanager
async def changing(
    services: Services, principal: Principal, verb: str, namespace: str, name: str, version: str
) -> AsyncGenerator[AsyncSession]:
    """Tells how the version was before, and how it is then."""
    key = namespace, name, version
    deed = deed_of(principal, verb, *key)
    keys = await services.keyring.of(principal.tenant)
    async with (
        refusals(services, principal, deed),
        services.database.tenant(principal.tenant) as session,
    ):
        before = await definitions.find(session, *key)
        yield session
        after = await definitions.find(session, *key)
        if before != after:
            details: JsonObject = {"before": _told(before), "after": _told(after)}
            await write(session, keys, principal, replace(deed, details=details))


def _told(row: DefinitionRow | None) -> JsonObject | None:
    return None if row is None else {"state": row.state, "hash": row.hash}
