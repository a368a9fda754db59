"""What the start of a run means by a name and a version: a definition of the tenant, or code.

Where both have that name, it is the tenant's definition. Never: a look at what a document says.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from definitions.values import JsonObject
from store import code, tenants
from store.definitions import RUNNABLE
from store.rows import read_or_none

CODE = "code"
"""The switch of a tenant that does without what workers bring."""

_DOCUMENT = text("""
SELECT namespace, name, version, coalesce(program, hash) AS hash, title, state FROM definitions
WHERE namespace = :namespace AND name = :name
  AND CASE WHEN CAST(:version AS text) IS NULL THEN state = ANY(CAST(:runnable AS text[]))
    ELSE version = :version END
ORDER BY array_position(CAST(:runnable AS text[]), state), rank DESC LIMIT 1
""")


@dataclass(frozen=True, slots=True)
class Startable:
    """One version, whoever wrote it."""

    namespace: str
    name: str
    version: str
    hash: str
    """Of what runs of the document; of code the fingerprint of its schemas."""
    title: str | None
    state: str
    package: str | None = None
    """The one that brings the code; None of a document."""
    served: bool = True
    """Somebody is there to carry it out, as far as is known."""
    input: JsonObject | None = None
    """The schema of what code takes; what a document says of it is not looked at here."""

    @property
    def label(self) -> str:
        return f"{self.namespace}/{self.name} {self.version}"

    @property
    def runs(self) -> bool:
        return self.state in RUNNABLE


async def find(
    session: AsyncSession, namespace: str, name: str, version: str | None = None
) -> Startable | None:
    """Without a version the highest. One that doesn't run is answered where there is no other."""
    document = await _document(session, namespace, name, version)
    if document is not None and document.runs:
        return document
    known = await code.find(session, namespace, name, version)
    if known is None or CODE in (await tenants.get(session)).features_off:
        return document
    one = known.declared
    return Startable(
        namespace,
        name,
        one.version,
        known.fingerprint,
        one.title,
        "published",
        one.package,
        known.served,
        one.input if one.takes_input else None,
    )


async def _document(
    session: AsyncSession, namespace: str, name: str, version: str | None
) -> Startable | None:
    """Nothing but what a start needs of it: each run begins with this question."""
    wanted = {"namespace": namespace, "name": name, "version": version}
    found = await session.execute(_DOCUMENT, wanted | {"runnable": [*RUNNABLE]})
    return read_or_none(found.mappings().first(), Startable)
