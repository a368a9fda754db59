"""Looks again whether those who listen may still: one question a tenant, not one a socket.

Never: somebody let go because the database did not answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from api.access.books import Books
from api.access.rights import Rights
from api.live.connection import Connection
from api.live.protocol import Close
from store import api_keys, people, sessions, tenants
from store.session import Database


async def check(database: Database, access: Books, connections: Iterable[Connection]) -> None:
    """Close those whose sign-in is over, and those whose rights are others now."""
    of_tenant: defaultdict[str, list[Connection]] = defaultdict(list)
    for connection in connections:
        of_tenant[connection.proven.principal.tenant].append(connection)
    for tenant, those in of_tenant.items():
        await _check(database, access, tenant, those)


async def _check(
    database: Database, access: Books, tenant: str, connections: Sequence[Connection]
) -> None:
    proofs = {connection.proven.proof for connection in connections}
    persons = {connection.proven.principal.person for connection in connections}
    async with database.tenant(tenant) as session:
        living = await sessions.living(session, proofs) | await api_keys.living(session, proofs)
        known = await tenants.get(session)
        rights = {
            one.id: await access.rights(session, known, one)
            for one in await people.active(session, persons)
        }
    for connection in connections:
        proven = connection.proven
        if known.rests or proven.proof not in living or proven.principal.person not in rights:
            connection.close(Close.SIGNED_OUT, "The sign-in is over.")
        elif _changed(proven.principal.rights, rights[proven.principal.person]):
            connection.close(Close.AWAY, "Your rights have changed.")


def _changed(before: Rights, now: Rights) -> bool:
    """A key may give less than its person has, and goes on so."""
    return replace(now, limit=before.limit) != before
