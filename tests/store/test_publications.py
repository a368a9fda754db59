"""Publishing one at a time: who comes second sees what the first has published."""

from __future__ import annotations

import asyncio

from store import definitions, publications
from store.definitions import Draft


def draft(version: str, digest: str) -> Draft:
    return Draft("n", "m", version, digest * 64, "do: []", b"{}", "me")


class TestNewest:
    async def test_it_is_the_highest_published_one(self, database, tenant):
        async with database.tenant(tenant) as session:
            assert await publications.newest(session, "n", "m") is None
            for version, digest in (("1.0.0", "1"), ("1.1.0", "2"), ("1.2.0", "3")):
                await definitions.save_draft(session, draft(version, digest))
            for version in ("1.0.0", "1.1.0"):
                await definitions.publish(session, "n", "m", version, "me")
            found = await publications.newest(session, "n", "m")
            assert found is not None
            assert found.version == "1.1.0"

    async def test_who_comes_second_sees_the_first(self, database, tenant):
        async with database.tenant(tenant) as session:
            await definitions.save_draft(session, draft("1.0.0", "1"))
        looked, waiting = asyncio.Event(), asyncio.Event()

        async def first() -> None:
            async with database.tenant(tenant) as session:
                assert await publications.newest(session, "n", "m") is None
                looked.set()
                await waiting.wait()
                await definitions.publish(session, "n", "m", "1.0.0", "me")

        async def second() -> str | None:
            await looked.wait()
            async with database.tenant(tenant) as session:
                asked = asyncio.ensure_future(publications.newest(session, "n", "m"))
                await asyncio.sleep(0)
                waiting.set()
                found = await asked
            return None if found is None else found.version

        _, seen = await asyncio.gather(first(), second())
        assert seen == "1.0.0"
