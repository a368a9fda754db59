"""What lies behind a link of a mail: whose it is, how the approval stands, and the act itself.

Never: a word of an approval to who has no link of theirs; never a decision where signing in is
asked for, by a link that was used, is over, or shows what has been changed since.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal, TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from api.approvals import service as approving
from api.approvals.service import Actor, Answered
from api.errors import DATABASE_AWAY, ApiError
from api.services import Services
from definitions import approvals as acts
from definitions.approvals import Act, Who
from definitions.values import Json, JsonObject, encode
from store import approval_links, approvals, people, tenants
from store.approval_links import LinkRow
from store.approvals import ApprovalRow
from store.channel_choices import EMAIL
from store.people import PersonRow
from store.tenants import TenantRow
from store.tokens import hash_of

Standing: TypeAlias = Literal[
    "open",
    "sign-in",
    "answered",
    "recorded",
    "returned",
    "changed",
    "others",
    "expired",
    "decided",
    "withdrawn",
    "closed",
    "suspended",
]
LONGEST_TOKEN = 100
VOTED, OPEN = "voted", "open"


@dataclass(frozen=True, slots=True)
class Behind:
    """What a link leads to."""

    link: LinkRow
    person: PersonRow
    tenant: TenantRow
    row: ApprovalRow
    body: JsonObject
    stands_for: Who | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Given:
    """What was filled in."""

    decision: str
    comment: str
    fields: JsonObject


async def look(services: Services, token: str) -> Behind | None:
    """None: it was never a link, or not one of somebody who is still there."""
    if len(token) > LONGEST_TOKEN:
        return None
    digest = hash_of(token)
    async with services.database.lookup("token", digest) as session:
        link = await approval_links.find(session, digest)
    if link is None:
        return None
    keys = await services.keyring.of(link.tenant_id)
    async with services.database.tenant(link.tenant_id) as session:
        person = await people.get(session, link.person_id)
        row = await approvals.get(session, link.approval_id)
        if person is None or person.disabled_at is not None or row is None:
            return None
        tenant = await tenants.get(session)
        asked = link.for_id or link.person_id
        states = await approvals.states(session, [row.id], [asked])
        stands_for = await _stands_for(session, link)
    standing = _standing(link, row, states.get(row.id, {}).get(asked), tenant)
    return Behind(link, person, tenant, row, row.opened(keys), stands_for, standing)


async def _stands_for(session: AsyncSession, link: LinkRow) -> Who | None:
    if link.for_id is None:
        return None
    names = await people.names(session, [link.for_id])
    return Who(link.for_id, names.get(link.for_id, "?"))


def _standing(link: LinkRow, row: ApprovalRow, state: str | None, tenant: TenantRow) -> Standing:
    """The first that is true; how it has ended comes before all else."""
    same = link.round == row.round and link.stage == row.stage
    told: list[tuple[bool, Standing]] = [
        (tenant.rests, "suspended"),
        (row.status == acts.DECIDED, "decided"),
        (row.status == acts.WITHDRAWN, "withdrawn"),
        (row.status == acts.CLOSED, "closed"),
        (row.status == acts.RETURNED, "returned"),
        (link.round != row.round, "changed"),
        (state == VOTED, "answered"),
        (not same or state != OPEN or row.status != acts.OPEN, "others"),
        (link.used_at is not None, "recorded"),
        (link.expires_at <= datetime.now(UTC), "expired"),
        (row.sign_in, "sign-in"),
    ]
    found: Standing = "open"
    for true, standing in reversed(told):
        found = standing if true else found
    return found


async def decide(services: Services, behind: Behind, given: Given) -> Answered:
    """Raises ApiError with the reason when it changes nothing. The link is used when it is kept."""
    if behind.standing != "open":
        raise ApiError(409, behind.standing, "This link decides nothing now.", "Look at the page.")
    link = behind.link
    who = Who(behind.person.id, behind.person.name)
    said = Act(
        approval=link.approval_id,
        by=who,
        person=link.for_id,
        round=link.round,
        decision=given.decision,
        comment=given.comment or None,
        fields=given.fields or None,
    )
    answered = await approving.act(
        services,
        Actor(link.tenant_id, who, EMAIL),
        link.approval_id,
        acts.DECIDE,
        said,
        # Of who sends the same twice, one counts; what was refused may be corrected.
        key=f"{link.hash}/{_digest(given)}",
    )
    with suppress(*DATABASE_AWAY):
        async with services.database.tenant(link.tenant_id) as session:
            await approval_links.used(session, link.hash)
    return answered


def _digest(given: Given) -> str:
    whole: list[Json] = [given.decision, given.comment, given.fields]
    return sha256(encode(whole)).hexdigest()
