"""Reads the audit trail: pages of it, and whether its chain holds.

Never: a line written; the export of the trail, which is a deed, has a module of its own.
"""

from __future__ import annotations

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import invalid
from api.ids import is_id
from api.paging import bad_cursor, opaque, place
from api.services import Services
from api.shapes import moment
from definitions.values import Json, JsonObject
from store import audit_links, audit_search
from store.audit import Entry
from store.audit_chain import Checker, Finding
from store.audit_heads import Signed
from store.audit_search import Sought
from store.keys import TenantKeys

NO_HEADS = Signed({}, ())


async def page(
    session: AsyncSession, keys: TenantKeys, sought: Sought, cursor: str | None, limit: int
) -> JsonObject:
    before = place(cursor)
    if before is not None and not is_id(before):
        raise bad_cursor()
    entries, following = await audit_search.page(session, keys, sought, before, limit)
    items: list[Json] = [shown(entry) for entry in entries]
    return {"items": items, "next": opaque(following)}


def shown(entry: Entry) -> JsonObject:
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
        "address": entry.origin.address,
        "request": entry.origin.request,
        "key": entry.origin.key,
        "erased": entry.erased,
    }


async def verification(services: Services, tenant: str, after: int, limit: int) -> JsonObject:
    """A stretch of the chain: what is wrong in it, and from where on the next one is asked for."""
    signed = await heads_of(services, tenant)
    async with services.database.tenant(tenant) as session:
        begin = await audit_links.at(session, after)
        if begin is None:
            raise invalid(
                f"The chain has no link {after}.", "Take `next` of the answer before, or leave it."
            )
        checker = Checker(tenant, signed.hashes, *begin)
        links = await audit_links.after(session, after, limit)
        ended = len(links) < limit
        strays = await audit_links.strays(session) if ended else []
        waiting = await audit_links.waiting(session) if ended else 0
    # Beside the event loop: tens of thousands of hashes take their time.
    found = await asyncio.to_thread(lambda: [each for one in links for each in checker.take(one)])
    if ended:
        found += [*checker.end(), *map(_stray, strays), *signed.findings]
    findings: list[Json] = [finding.to_json() for finding in found]
    return {
        "findings": findings,
        "checked": len(links),
        "through": checker.after,
        "next": None if ended else checker.after,
        "waiting": waiting,
        "heads": len(signed.hashes),
        "signedThrough": max(signed.hashes, default=0),
        "publicKey": None if services.heads is None else services.heads.key.public,
    }


async def heads_of(services: Services, tenant: str) -> Signed:
    if services.heads is None:
        return NO_HEADS
    return await asyncio.to_thread(services.heads.read, tenant)


def _stray(entry: str) -> Finding:
    return Finding("unchained", None, entry, f"Line {entry} stands outside of the chain.")
