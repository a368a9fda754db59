"""Writes the audit trail and reads it.

Never: a deed without its line. One that is refused is written too, in a transaction of its own,
because that of the deed is rolled back.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.errors import ApiError
from api.ids import is_id
from api.paging import bad_cursor, opaque, place
from api.services import Services
from api.shapes import moment
from definitions.values import Json, JsonObject
from store import audit
from store.audit import Deed, Entry
from store.keys import TenantKeys


def of_run(
    principal: Principal, run: str, action: str, reason: str | None, details: JsonObject
) -> Deed:
    return Deed(principal.person, f"run.{action}", f"{audit.RUN}{run}", reason, details)


@asynccontextmanager
async def audited(
    services: Services, principal: Principal, deed: Deed
) -> AsyncGenerator[AsyncSession]:
    """The transaction of a deed, with its line."""
    keys = await services.keyring.of(principal.tenant)
    async with (
        refusals(services, principal, deed),
        services.database.tenant(principal.tenant) as session,
    ):
        yield session
        await audit.add(session, keys, deed)


@asynccontextmanager
async def refusals(services: Services, principal: Principal, deed: Deed) -> AsyncGenerator[None]:
    """What is refused in here has its line too; but not what was done to something unknown."""
    try:
        yield
    except ApiError as error:
        if error.status_code != HTTPStatus.NOT_FOUND:
            keys = await services.keyring.of(principal.tenant)
            async with services.database.tenant(principal.tenant) as session:
                await audit.add(session, keys, replace(deed, refused=error.detail))
        raise


async def page(
    session: AsyncSession, keys: TenantKeys, subject: str, cursor: str | None, limit: int
) -> JsonObject:
    before = place(cursor)
    if before is not None and not is_id(before):
        raise bad_cursor()
    entries, following = await audit.page(session, keys, subject, before, limit)
    items: list[Json] = [_shown(entry) for entry in entries]
    return {"items": items, "next": opaque(following)}


def _shown(entry: Entry) -> JsonObject:
    return {
        "id": entry.id,
        "at": moment(entry.at),
        "actor": entry.actor,
        "actorName": entry.actor_name,
        "action": entry.action,
        "subject": entry.subject,
        "reason": entry.reason,
        "outcome": entry.outcome,
        "details": entry.details,
    }
