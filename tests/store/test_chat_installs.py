"""An installation comes back once, for its app, within its minutes."""

from __future__ import annotations

from uuid import uuid4

from store import chat_installs

APP, PERSON = str(uuid4()), str(uuid4())


class TestTaking:
    async def test_once_and_for_this_app(self, database, tenant, other_tenant):
        async with database.tenant(tenant) as session:
            await chat_installs.begin(session, "a" * 64, APP, PERSON)
        async with database.tenant(other_tenant) as session:
            assert await chat_installs.take(session, "a" * 64, APP) is None
        async with database.tenant(tenant) as session:
            assert await chat_installs.take(session, "a" * 64, str(uuid4())) is None
            assert await chat_installs.take(session, "b" * 64, APP) is None
            assert await chat_installs.take(session, "a" * 64, APP) == PERSON
            assert await chat_installs.take(session, "a" * 64, APP) is None
