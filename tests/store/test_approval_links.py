"""Links that decide: found by their hash, before the tenant is known, used once."""

from __future__ import annotations

from uuid import uuid4

from store import approval_links
from store.approval_links import WantedLink
from store.tokens import hash_of


async def issue(database, tenant, count: int = 1):
    wanted = [WantedLink(str(uuid4()), str(uuid4()), None, 1, 0) for _ in range(count)]
    async with database.tenant(tenant) as session:
        return wanted, await approval_links.issue(session, wanted)


async def find(database, token: str):
    async with database.lookup("token", hash_of(token)) as session:
        return await approval_links.find(session, hash_of(token))


class TestIssue:
    async def test_each_has_256_bits_and_is_found(self, database, tenant):
        wanted, tokens = await issue(database, tenant, 2)
        assert len(set(tokens)) == 2
        assert all(len(one) == 43 for one in tokens)
        for one, token in zip(wanted, tokens, strict=True):
            row = await find(database, token)
            assert (row.tenant_id, row.approval_id, row.person_id) == (
                tenant,
                one.approval,
                one.person,
            )
            assert row.expires_at - row.created_at == approval_links.LASTS

    async def test_none(self, database, tenant):
        assert await issue(database, tenant, 0) == ([], [])


class TestFind:
    async def test_one_hash_shows_no_other_row(self, database, tenant):
        _, [one, other] = await issue(database, tenant, 2)
        async with database.lookup("token", hash_of(one)) as session:
            assert await approval_links.find(session, hash_of(other)) is None

    async def test_that_was_never_one(self, database):
        assert await find(database, "x" * 43) is None


class TestUsed:
    async def test_once(self, database, tenant):
        _, [token] = await issue(database, tenant)
        moments = []
        for _ in range(2):
            async with database.tenant(tenant) as session:
                await approval_links.used(session, hash_of(token))
            moments.append((await find(database, token)).used_at)
        assert moments[0] is not None
        assert moments[0] == moments[1]
