"""Sign-ins: found by the hash that is presented, until they are over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from store import sessions


class TestSessions:
    async def test_life(self, database, tenant):
        now, person = datetime.now(UTC), str(uuid4())
        good, over = uuid4().hex, uuid4().hex
        async with database.tenant(tenant) as session:
            await sessions.begin(session, good, person, now + timedelta(hours=1))
            await sessions.begin(session, over, person, now - timedelta(seconds=1))
        async with database.lookup("token", good) as session:
            found = await sessions.find(session, good)
            assert (found.person_id, found.tenant_id) == (person, tenant)
        async with database.lookup("token", over) as session:
            assert await sessions.find(session, over) is None
            assert await sessions.find(session, good) is None
        async with database.tenant(tenant) as session:
            await sessions.end(session, good)
        async with database.lookup("token", good) as session:
            assert await sessions.find(session, good) is None
