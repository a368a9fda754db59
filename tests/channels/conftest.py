"""An office whose notices are told here.

Never: a channel that sends; what it would say is looked at.
"""

from __future__ import annotations

import pytest

from channels.channel import Telling
from store import notices, telling
from tests.asking import Office


@pytest.fixture
def office(database, keyring, tenant, database_urls):
    return Office(database, keyring, tenant, database_urls.admin)


@pytest.fixture
def tellings(office):
    """Of all notices that there are."""

    async def come():
        keys = await office.keyring.of(office.tenant)
        ids = [one for (one,) in office.rows("SELECT id::text FROM notices WHERE tenant_id = %s")]
        async with office.database.tenant(office.tenant) as session:
            found = await notices.untold(session, ids)
            known = await telling.know(session, keys, found, "email")
        return [
            Telling(
                delivery=one.id,
                notice=one,
                said=one.opened(keys),
                person=known.people[one.person_id],
                known=known,
            )
            for one in found
        ]

    return come
