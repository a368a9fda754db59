"""The history of sign-ins."""

from __future__ import annotations

from uuid import uuid4

import psycopg

from store import sign_ins
from store.sessions import Place

PLACE = Place("10.0.0.1", "A browser")


class TestSignIns:
    async def test_the_newest_first_and_only_ones_own(self, database, tenant):
        ada, eve = str(uuid4()), str(uuid4())
        async with database.tenant(tenant) as session:
            await sign_ins.add(session, ada, "password", PLACE, "wrong-password")
            await sign_ins.add(session, eve, "password", PLACE)
            await sign_ins.add(session, ada, "totp", PLACE)
        async with database.tenant(tenant) as session:
            first, onward = await sign_ins.page(session, ada, None, 1)
            second, end = await sign_ins.page(session, ada, onward, 1)
        assert [(row.way, row.refused) for row in first + second] == [
            ("totp", None),
            ("password", "wrong-password"),
        ]
        assert end is None

    async def test_what_is_old_goes(self, database, tenant, database_urls):
        ada = str(uuid4())
        async with database.tenant(tenant) as session:
            await sign_ins.add(session, ada, "password", PLACE)
        with psycopg.connect(database_urls.admin) as admin:
            old = "UPDATE sign_ins SET at = now() - interval '91 days' WHERE person_id = %s"
            admin.execute(old, [ada])
        async with database.tenant(tenant) as session:
            assert await sign_ins.page(session, ada, None, 10) == ([], None)
            await sign_ins.add(session, str(uuid4()), "password", PLACE)
        with psycopg.connect(database_urls.admin) as admin:
            query = "SELECT count(*) FROM sign_ins WHERE person_id = %s"
            assert admin.execute(query, [ada]).fetchone() == (0,)
