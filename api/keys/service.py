"""Makes, rotates and revokes API keys.

Never: a key that gives more than who makes it has, or one of another person: that would be a way to
act in their name. A service account is nobody's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Literal, TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from api.access.process_rights import OF_PROCESSES
from api.access.rights import Rights
from api.addresses import network
from api.audit.service import audited
from api.auth.guard import check
from api.auth.principal import Principal
from api.auth.scopes import uncovered, unknown
from api.errors import ApiError, invalid, not_found
from api.ids import is_id
from api.keys.schemas import MOST_DAYS, KeyWanted, RotationWanted
from api.paging import opaque, place
from api.services import Services
from api.shapes import moment
from definitions.values import Json, JsonObject
from store import api_keys, people, tenants
from store.api_keys import ApiKeyRow, NewKey, OwnedKey
from store.audit import Deed
from store.people import PERSON
from store.service_accounts import SERVICE

MOST_KEYS = 100
"""Of one person or service at a time."""

Of: TypeAlias = Literal["me", "services", "everyone"]


@dataclass(frozen=True, slots=True)
class _Holder:
    """Whose key it is to be, and what they may."""

    id: str
    name: str
    kind: str
    rights: Rights


async def page(
    services: Services, principal: Principal, of: Of, cursor: str | None, limit: int
) -> JsonObject:
    """One's own; those of services and of everyone for who may manage them."""
    if of == "services":
        check(principal, "service-accounts:write")
    elif of == "everyone":
        check(principal, "keys:write")
    person = principal.person if of == "me" else None
    kind = SERVICE if of == "services" else None
    async with services.database.tenant(principal.tenant) as session:
        rows, following = await api_keys.page(session, person, kind, place(cursor), limit)
    items: list[Json] = [shown(row) for row in rows]
    return {"items": items, "next": opaque(following)}


async def make(services: Services, principal: Principal, wanted: KeyWanted) -> JsonObject:
    """The answer has the key itself."""
    _refuse_unfit(wanted)
    ends = None if wanted.days is None else datetime.now(UTC) + timedelta(days=wanted.days)
    new = NewKey(
        person=wanted.account or principal.person,
        name=wanted.name.strip(),
        expires_at=ends,
        scopes=sorted(set(wanted.scopes)),
        networks=[str(network(one)) for one in wanted.networks],
        by=principal.person,
    )
    deed = Deed(principal.person, "key.create", f"key:{new.id}", details=_told(new))
    async with audited(services, principal, deed) as session:
        holder = await _holder(services, session, principal, wanted.account)
        if wanted.days is None and holder.kind == PERSON:
            raise invalid("A person's key has an end.", f"Give `days`, at most {MOST_DAYS}.")
        _refuse_more(principal, holder, new.scopes)
        names = await api_keys.names_of(session, holder.id)
        if new.name in names:
            raise _conflict(
                f"There is a key called {new.name} already.",
                "Rotate or revoke that one, or choose another name.",
            )
        if len(names) >= MOST_KEYS:
            raise _conflict(
                f"There are {MOST_KEYS} keys already.", "Revoke those that nobody uses."
            )
        key, row = await api_keys.make(session, new)
    return {**_shown(row, holder.id, holder.name, holder.kind), "key": key}


async def rotate(
    services: Services, principal: Principal, key: str, wanted: RotationWanted
) -> JsonObject:
    """A successor that may do the same; the old key lives on for the overlap."""
    details: JsonObject = {"overlapHours": wanted.overlapHours}
    deed = Deed(principal.person, "key.rotate", f"key:{key}", details=details)
    async with audited(services, principal, deed) as session:
        old = await _find(session, principal, key)
        if old.person_id != principal.person and old.person_kind == PERSON:
            raise _forbidden("Only the person who has a key can rotate it.", "Revoke it instead.")
        account = old.person_id if old.person_kind == SERVICE else None
        holder = await _holder(services, session, principal, account)
        _refuse_more(principal, holder, old.scopes)
        now = datetime.now(UTC)
        if old.successor_id is not None or _is_over(old, now):
            raise _conflict("This key is over, or rotated already.", "Rotate its successor.")
        new = NewKey(
            person=old.person_id,
            name=old.name,
            expires_at=_end(old, wanted.days, now),
            scopes=old.scopes,
            networks=old.networks,
            by=principal.person,
        )
        made, row = await api_keys.make(session, new)
        await api_keys.succeed(session, old.id, new.id, now + timedelta(hours=wanted.overlapHours))
        details.update(_told(new), successor=new.id)
    if not wanted.overlapHours:
        forget(services, old.hash)
    return {**_shown(row, holder.id, holder.name, holder.kind), "key": made}


async def revoke(services: Services, principal: Principal, key: str) -> None:
    """At once in this process, within seconds in others (`known_keys`)."""
    details: JsonObject = {}
    deed = Deed(principal.person, "key.revoke", f"key:{key}", details=details)
    async with audited(services, principal, deed) as session:
        row = await _find(session, principal, key)
        details.update(name=row.name, prefix=row.prefix, person=row.person_id)
        await api_keys.revoke(session, row.id)
    forget(services, row.hash)


def forget(services: Services, digest: str) -> None:
    """The key is over: nothing goes on that it had begun."""
    services.known_keys.forget(digest)
    services.live.signed_out(digest)


async def _find(session: AsyncSession, principal: Principal, key: str) -> OwnedKey:
    """Another's key is there for who may manage such keys, and else is not."""
    row = await api_keys.get(session, key, lock=True) if is_id(key) else None
    if row is None or not (
        row.person_id == principal.person
        or principal.may("keys:write")
        or (row.person_kind == SERVICE and principal.may("service-accounts:write"))
    ):
        raise not_found(f"The key {key}")
    return row


async def _holder(
    services: Services, session: AsyncSession, principal: Principal, account: str | None
) -> _Holder:
    if account is None:
        return _Holder(principal.person, principal.name, PERSON, principal.rights)
    check(principal, "service-accounts:write")
    found = await people.get(session, account) if is_id(account) else None
    if found is None or found.kind != SERVICE or found.disabled_at is not None:
        raise not_found(f"The service account {account}")
    rights = await services.access.rights(session, await tenants.get(session), found)
    return _Holder(found.id, found.name, SERVICE, rights)


def _refuse_unfit(wanted: KeyWanted) -> None:
    strange = unknown(wanted.scopes)
    if strange:
        raise invalid(
            f"No permission fits {', '.join(strange)}.",
            "See the permissions in `GET /api/v1/me`, and write them as there, or like runs:*.",
        )
    for one in wanted.networks:
        try:
            network(one)
        except ValueError as error:
            raise invalid(
                f"{one[:60]} is no network: {error}.",
                "Write it like 192.0.2.0/24, 192.0.2.7 or 2001:db8::/32.",
            ) from error


def _refuse_more(principal: Principal, holder: _Holder, scopes: Sequence[str]) -> None:
    """Neither now, nor when roles change later: a narrow key makes no wider one."""
    given = holder.rights.limited(scopes)
    beyond = sorted(given.everywhere - principal.rights.everywhere)
    beyond += [
        f"{permission} for {'/'.join(process)}"
        for permission in sorted(OF_PROCESSES)
        for process in sorted(given.reach(permission).also)
        if given.may(permission, process) and not principal.may(permission, process)
    ]
    beyond += uncovered(principal.scopes, scopes)
    if beyond:
        raise _forbidden(
            f"The key would give more than you have: {', '.join(beyond)}.",
            "Leave that out of its scopes, or ask somebody who has it.",
        )


def _end(old: ApiKeyRow, days: int | None, now: datetime) -> datetime | None:
    if days is not None:
        return now + timedelta(days=days)
    if old.expires_at is None:
        return None
    return now + min(old.expires_at - old.created_at, timedelta(days=MOST_DAYS))


def _is_over(row: ApiKeyRow, now: datetime) -> bool:
    return row.expires_at is not None and row.expires_at <= now


def _told(new: NewKey) -> JsonObject:
    """For the trail."""
    return {
        "name": new.name,
        "person": new.person,
        "scopes": [*new.scopes],
        "networks": [*new.networks],
        "expiresAt": moment(new.expires_at),
    }


def shown(row: OwnedKey) -> JsonObject:
    return _shown(row, row.person_id, row.person_name, row.person_kind)


def _shown(row: ApiKeyRow, person: str, name: str, kind: str) -> JsonObject:
    return {
        "id": row.id,
        "name": row.name,
        "prefix": row.prefix,
        "person": {"id": person, "name": name, "kind": kind},
        "scopes": [*row.scopes],
        "networks": [*row.networks],
        "createdAt": moment(row.created_at),
        "expiresAt": moment(row.expires_at),
        "expired": _is_over(row, datetime.now(UTC)),
        "lastUsedAt": moment(row.last_used_at),
        "lastUsedFrom": row.last_used_from,
        "successor": row.successor_id,
    }


def _conflict(detail: str, remedy: str) -> ApiError:
    return ApiError(HTTPStatus.CONFLICT, "conflict", detail, remedy)


def _forbidden(detail: str, remedy: str) -> ApiError:
    return ApiError(HTTPStatus.FORBIDDEN, "forbidden", detail, remedy)
