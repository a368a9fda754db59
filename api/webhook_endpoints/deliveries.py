"""What was sent to an endpoint: lists it, sends dead letters again, tries whether it answers.

Never: a connection of the database held while a receiver is spoken to.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from api.audit.service import audited
from api.auth.principal import Principal
from api.errors import ApiError, not_found
from api.ids import is_id
from api.paging import moment_and_id, opaque
from api.services import Services
from api.shapes import moment
from api.webhook_endpoints.service import deed_of, find
from definitions import standard_webhooks
from definitions.errors import ProblemError
from definitions.values import Json, JsonObject
from definitions.webhooks import TEST, message
from store import tenants, webhook_endpoints, webhooks
from store.keys import TenantKeys
from store.runs import new_id
from store.webhooks import FAILED, SENT, MessageRow, NewMessage, Outcome

_SUCCESS: Final = 200
_REDIRECTION: Final = 300


async def test(services: Services, principal: Principal, endpoint: str) -> JsonObject:
    keys = await services.keyring.of(principal.tenant)
    async with services.database.tenant(principal.tenant) as session:
        row = await find(session, keys, endpoint)
        tenant = await tenants.get(session)
    now, id_ = datetime.now(UTC), new_id()
    data: JsonObject = {
        "organisation": {"id": tenant.id, "name": tenant.name},
        "endpoint": {"id": row.id, "description": row.description},
    }
    body = message(TEST, now, data)
    signed = standard_webhooks.headers(row.secrets(now), id_, int(now.timestamp()), body)
    try:
        answer = await services.outside.post(row.url, signed, body)
        outcome = Outcome(status=answer.status, answer=answer.beginning)
    except ProblemError as error:
        outcome = Outcome(status=None, trouble=error.problem.detail)
    works = outcome.status is not None and _SUCCESS <= outcome.status < _REDIRECTION
    sent = NewMessage(endpoint=row.id, cause=f"test/{id_}", type=TEST, body=body)
    details: JsonObject = {"status": outcome.status}
    deed = deed_of(principal, "test", row.id, details)
    async with audited(services, principal, deed) as session:
        if works:
            await webhook_endpoints.works(session, row.id)
        await webhooks.tried(session, keys, id_, sent, outcome, SENT if works else FAILED)
    return {
        "id": id_,
        "works": works,
        "status": outcome.status,
        "answer": outcome.answer,
        "trouble": outcome.trouble,
    }


async def page(
    services: Services,
    principal: Principal,
    endpoint: str,
    state: str | None,
    cursor: str | None,
    limit: int,
) -> JsonObject:
    keys = await services.keyring.of(principal.tenant)
    before = moment_and_id(cursor)
    async with services.database.tenant(principal.tenant) as session:
        row = await find(session, keys, endpoint)
        rows = await webhooks.page(session, row.id, state, before, limit + 1)
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    items: list[Json] = [_shown(keys, one) for one in shown]
    place = None if last is None else f"{last.created_at.isoformat()}/{last.id}"
    return {"items": items, "next": opaque(place)}


async def again(
    services: Services, principal: Principal, endpoint: str, delivery: str | None
) -> JsonObject:
    """All dead letters, or this one."""
    keys = await services.keyring.of(principal.tenant)
    details: JsonObject = {} if delivery is None else {"delivery": delivery}
    async with audited(
        services, principal, deed_of(principal, "send-again", endpoint, details)
    ) as session:
        row = await find(session, keys, endpoint)
        if delivery is not None:
            known = await webhooks.waiting(session, [delivery]) if is_id(delivery) else {}
            if delivery not in known or known[delivery].endpoint_id != row.id:
                raise not_found(f"The delivery {delivery}")
        if not row.enabled:
            raise ApiError(409, "endpoint-off", "This endpoint is off.", "Switch it on first.")
        count = await webhooks.again(session, row.id, delivery)
        if delivery is not None and not count:
            raise ApiError(
                409,
                "not-dead",
                "Only a message that was given up is sent again.",
                "One that waits is tried again by itself; one that was sent has arrived.",
            )
        details["count"] = count
    return {"count": count}


def _shown(keys: TenantKeys, row: MessageRow) -> JsonObject:
    heard = row.heard(keys)
    return {
        "id": row.id,
        "type": row.type,
        "state": row.state,
        "attempts": row.attempts,
        "status": row.status,
        "answer": heard.get("answer") or "",
        "trouble": heard.get("trouble"),
        "createdAt": moment(row.created_at),
        "triedAt": moment(row.tried_at),
        "nextAt": moment(row.next_at),
        "endedAt": moment(row.ended_at),
    }
