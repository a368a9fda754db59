"""Service accounts: rows of people, with whom nobody signs in."""

from __future__ import annotations

import pytest

from store import api_keys, people, service_accounts
from store.service_accounts import DOMAIN


@pytest.fixture
async def made(database, tenant):
    async with database.tenant(tenant) as session:
        owner = await people.add(session, "ada@example.org", "Ada", ["admin"])
        return await service_accounts.add(session, "robot", ["designer"], owner.id)


class TestAdd:
    async def test_with_who_answers_for_it(self, made):
        assert (made.name, made.roles, made.owner_name) == ("robot", ["designer"], "Ada")
        assert made.disabled_at is None

    async def test_a_name_once(self, database, tenant, made):
        async with database.tenant(tenant) as session:
            assert await service_accounts.add(session, "robot", [], made.owner_id) is None
            assert [row.id for row in await service_accounts.every(session)] == [made.id]

    async def test_it_is_nobody_by_address(self, database, tenant, made):
        async with database.tenant(tenant) as session:
            assert await people.by_email(session, f"robot@{DOMAIN}") == []
            assert (await people.get(session, made.id)).kind == "service"


class TestChange:
    async def test_disabled_since_the_first_time(self, database, tenant, made):
        async with database.tenant(tenant) as session:
            await service_accounts.change(session, made.id, [], made.owner_id, disabled=True)
            first = await service_accounts.get(session, made.id)
        async with database.tenant(tenant) as session:
            await service_accounts.change(session, made.id, [], made.owner_id, disabled=True)
            assert await service_accounts.get(session, made.id) == first
            await service_accounts.change(session, made.id, [], made.owner_id, disabled=False)
            assert (await service_accounts.get(session, made.id)).disabled_at is None

    async def test_a_person_is_not_touched(self, database, tenant, made):
        async with database.tenant(tenant) as session:
            owner = made.owner_id
            await service_accounts.change(session, owner, [], owner, disabled=True)
            assert await service_accounts.get(session, owner) is None
            assert (await people.get(session, owner)).disabled_at is None

    async def test_its_keys_are_known(self, database, tenant, made):
        async with database.tenant(tenant) as session:
            key = await api_keys.issue(session, made.id, "ci")
            assert await api_keys.hashes_of(session, made.id) == [api_keys.hash_of(key)]
