"""Lists and shows the processes that packages bring.

They belong to the installation: every tenant sees them all, and may start them. Never: a package
loaded; what it has declared stands in PostgreSQL.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from api.errors import not_found
from api.paging import opaque, triple
from api.shapes import moment
from definitions.values import JsonObject
from store import code
from store.code import Known
from store.reach import Reach


async def page(session: AsyncSession, reach: Reach, cursor: str | None, limit: int) -> JsonObject:
    found, following = await code.page(session, triple(cursor), limit, reach)
    onward = None if following is None else "/".join(following)
    return {"items": [shown(one) for one in found], "next": opaque(onward)}


async def describe(session: AsyncSession, namespace: str, name: str, version: str) -> JsonObject:
    found = await code.find(session, namespace, name, version)
    if found is None:
        raise not_found(f"The process {namespace}/{name} {version} in Python")
    return shown(found)


def shown(known: Known) -> JsonObject:
    one = known.declared
    return {
        "kind": "code",
        "namespace": one.namespace,
        "name": one.name,
        "version": one.version,
        "title": one.title,
        "summary": one.summary,
        "package": one.package,
        "workflow": one.workflow,
        "takesInput": one.takes_input,
        "input": one.input,
        "output": one.output,
        "cancelSeconds": one.cancel_seconds,
        "served": known.served,
        "seenAt": moment(known.seen_at),
        "declaredAt": moment(known.declared_at),
    }
