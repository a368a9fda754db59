"""Invitations: a link by mail that works for a week, once.

Never: a link in an answer or a log; who is invited has it, and nobody else.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.principal import Principal
from api.errors import ApiError
from api.people.letters import invitation
from api.people.schemas import InvitationTaken
from api.services import Services
from definitions.values import JsonObject
from store import mails, people, tenants, tokens
from store.keys import TenantKeys
from store.mails import Mail
from store.people import PersonRow

LASTS = timedelta(days=7)


async def send(
    services: Services,
    session: AsyncSession,
    keys: TenantKeys,
    principal: Principal,
    row: PersonRow,
) -> None:
    """In the transaction of the deed. The link before it, if there was one, ends."""
    if row.disabled_at is not None or row.password_hash is not None:
        raise ApiError(
            409,
            "not-invitable",
            f"{row.name} {'has left' if row.disabled_at else 'can sign in already'}.",
            "Invite people who are active and have no password yet.",
        )
    token = await tokens.issue(session, row.id, "invitation", LASTS)
    await people.invited(session, row.id)
    letter = invitation(
        row.language or "en",
        name=row.name,
        tenant=principal.tenant_name,
        by=principal.name,
        link=f"{services.settings.address}/invitation#{token}",
        days=LASTS.days,
    )
    await mails.post(session, keys, Mail(row.email, letter.subject, letter.text, letter.html))


async def end(session: AsyncSession, person: str) -> None:
    await tokens.revoke(session, person, "invitation")


async def look(services: Services, taken: InvitationTaken) -> JsonObject:
    """Who a link is for; a name that is given with it becomes theirs. The link stays good."""
    digest = tokens.hash_of(taken.token)
    async with services.database.lookup("token", digest) as session:
        found = await tokens.find(session, digest)
    if found is None or found.kind != "invitation":
        raise _over()
    async with services.database.tenant(found.tenant_id) as session:
        row = await people.get(session, found.person_id)
        if row is None or row.disabled_at is not None:
            raise _over()
        if taken.name is not None:
            await people.change(session, row.id, {"name": taken.name})
        tenant = await tenants.get(session)
    return {
        "email": row.email,
        "name": taken.name or row.name,
        "tenant": tenant.name,
        "language": row.language,
    }


def _over() -> ApiError:
    return ApiError(
        404,
        "link-over",
        "This link was used, is over or was never one.",
        "Ask who has invited you for a new one.",
    )
