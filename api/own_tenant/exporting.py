"""A tenant as a file: one JSON value a line, with what kind of thing it is.

Never: a value of a run, a secret, a password, a key or a factor; and never a connection held while
whoever reads is slow.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime

from api.audit.service import audited
from api.auth.principal import Principal
from api.services import Services
from api.shapes import moment
from definitions.values import JsonObject, encode
from store import tenant_export
from store.audit import Deed
from store.session import Database

NDJSON = "application/x-ndjson"
FORMAT = "baton-tenant/1"
PAGE = 500


async def told(services: Services, principal: Principal) -> None:
    """In the audit trail, before the first line."""
    deed = Deed(principal.person, "tenant.export", f"tenant:{principal.tenant}", None, {})
    async with audited(services, principal, deed):
        pass


async def lines(database: Database, tenant: str) -> AsyncGenerator[bytes]:
    head: JsonObject = {"kind": "file", "format": FORMAT, "at": moment(datetime.now(UTC))}
    yield encode(head) + b"\n"
    for kind in tenant_export.KINDS:
        after: str | None = ""
        while after is not None:
            async with database.tenant(tenant) as session:
                found, after = await tenant_export.page(session, kind, after, PAGE)
            if found:
                yield b"".join(encode({"kind": kind, **one}) + b"\n" for one in found)
