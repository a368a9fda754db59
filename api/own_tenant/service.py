"""Shows and changes one's own tenant.

Never: its state, its limits or its switches changed here.
"""

from __future__ import annotations

import hashlib
from typing import cast

from api.audit.service import audited
from api.auth.principal import Principal
from api.errors import invalid, not_found
from api.features import FEATURES
from api.own_tenant.pictures import kind_of
from api.own_tenant.schemas import TenantSettings
from api.services import Services
from api.tenants.service import limits_shown, use_shown
from definitions.values import Json, JsonObject
from store import limits, logos, tenants, usage
from store.audit import Deed
from store.logos import Logo

COLUMNS = {"name": "name", "colour": "colour", "language": "language", "timeZone": "time_zone"}


async def show(services: Services, principal: Principal) -> JsonObject:
    async with services.database.tenant(principal.tenant) as session:
        row = await tenants.get(session)
    return {
        "id": row.id,
        "slug": row.slug,
        "name": row.name,
        "colour": row.colour,
        "logo": row.logo,
        "language": row.language,
        "timeZone": row.time_zone,
        "features": [one for one in FEATURES if one not in row.features_off],
        "featuresOff": [*row.features_off],
    }


async def use(services: Services, principal: Principal) -> JsonObject:
    async with services.database.tenant(principal.tenant) as session:
        may, has = await limits.get(session), await usage.now(session)
    counted: JsonObject = {"runsOpen": has.runs_open, "runsHeld": has.runs_held}
    return {"limits": limits_shown(may), "use": use_shown(has) | counted}


async def change(services: Services, principal: Principal, wanted: TenantSettings) -> JsonObject:
    given = cast("dict[str, Json]", wanted.model_dump(exclude_unset=True))
    if "name" in given and given["name"] is None:
        raise invalid("No organisation can be without a name.", "Leave it out, or give one.")
    values = {COLUMNS[name]: value for name, value in given.items()}
    said: JsonObject = {}
    async with audited(services, principal, _deed(principal, "change", said)) as session:
        before = await tenants.get(session)
        said |= {"before": {name: cast("Json", getattr(before, name)) for name in values}}
        said |= {"after": {**values}}
        await tenants.change(session, values)
    return await show(services, principal)


async def logo(services: Services, principal: Principal) -> Logo:
    async with services.database.tenant(principal.tenant) as session:
        found = await logos.get(session)
    if found is None:
        raise not_found("A logo")
    return found


async def put_logo(services: Services, principal: Principal, body: bytes) -> JsonObject:
    kind = kind_of(body)
    digest = hashlib.sha256(body).hexdigest()[:16]
    said: JsonObject = {"after": {"kind": kind, "bytes": len(body)}}
    async with audited(services, principal, _deed(principal, "logo", said)) as session:
        await logos.put(session, Logo(kind, body))
        await tenants.change(session, {"logo": digest})
    return await show(services, principal)


async def remove_logo(services: Services, principal: Principal) -> None:
    async with audited(services, principal, _deed(principal, "logo", {"after": None})) as session:
        await logos.remove(session)
        await tenants.change(session, {"logo": None})


def _deed(principal: Principal, verb: str, said: JsonObject) -> Deed:
    return Deed(principal.person, f"tenant.{verb}", f"tenant:{principal.tenant}", None, said)
