"""The installation's own tenant, and its super admins.

Never: a second tenant of that kind; the database holds at most one.
"""

from __future__ import annotations

from uuid import uuid4

from store import directory, people
from store.directory import INSTALLATION
from store.keys import Keyring
from store.people import ADMIN, PersonRow
from store.session import Database, as_installation
from store.tenants import TenantRow

SUPER_ADMIN = (ADMIN, "installation")
"""Their roles: they administer this tenant, and see to the others."""


async def own_tenant(database: Database) -> TenantRow:
    """Makes it where there is none."""
    async with database.shared() as session, as_installation(session):
        if await directory.own(session) is None:
            await directory.add(
                session, str(uuid4()), INSTALLATION, "Installation", installation=True
            )
        found = await directory.own(session)
    if found is None:
        raise RuntimeError(
            f"A tenant has the short name {INSTALLATION}, and is not the installation's own. "
            "Nothing can be done about it here: give it another one in the database."
        )
    return found


async def super_admin(
    database: Database, keyring: Keyring, email: str, name: str, password_hash: str
) -> PersonRow:
    """The person of this address; if they are there already they get this password."""
    own = await own_tenant(database)
    await keyring.of(own.id)
    async with database.tenant(own.id) as session:
        return await people.add(session, email, name, SUPER_ADMIN, password_hash=password_hash)
