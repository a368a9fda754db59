"""Looks again whether those who listen may still: one question a tenant, not one a socket.

Never: somebody let go because the database did not answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from api.auth.principal import Proven
from api.live.connection import Connection
from api.live.protocol import Close
from api.permissions import permissions_of
from store import api_keys, people, sessions
from store.session import Database


async def check(database: Database, connections: Iterable[Connection]) -> None:
    """Close those whose sign-in is over, and those whose rights are others now."""
    of_tenant: defaultdict[str, list[Connection]] = defaultdict(list)
    for connection in connections:
        of_tenant[connection.proven.principal.tenant].append(connection)
    for tenant, those in of_tenant.items():
        await _check(database, tenant, those)


async def _check(database: Database, tenant: str, connections: Sequence[Connection]) -> None:
    digests = {connection.proven.digest for connection in connections}
    persons = {connection.proven.principal.person for connection in connections}
    async with database.tenant(tenant) as session:
        living = await sessions.living(session, digests) | await api_keys.living(session, digests)
        roles = await people.roles_of(session, persons)
    for connection in connections:
        proven = connection.proven
        if proven.digest not in living or proven.principal.person not in roles:
            connection.close(Close.SIGNED_OUT, "The sign-in is over.")
        elif _changed(proven, roles[proven.principal.person]):
            connection.close(Close.AWAY, "Your roles have changed.")


def _changed(proven: Proven, roles: Sequence[str]) -> bool:
    return permissions_of(roles) != proven.principal.permissions
