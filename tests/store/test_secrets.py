"""Secrets: resolved only for the processes and hosts that they are bound to, ten values kept."""

from __future__ import annotations

import asyncio

import pytest

from store import secrets
from store.secrets import KEPT_VERSIONS, SecretRefusedError


class TestResolve:
    @pytest.mark.parametrize(
        ("process", "host", "allowed"),
        [
            ("sales/order", "api.example.com", True),
            ("sales/order", "API.example.com", True),
            ("sales/order", "example.com", False),
            ("hr/order", "api.example.com", False),
            ("sales/order", "evil.com", False),
            ("", "", False),
        ],
    )
    async def test_bound(self, database, keys, tenant, process, host, allowed):
        async with database.tenant(tenant) as session:
            assert await secrets.put(session, keys, "token", "s3cret ☃", "me") == 1
            assert await secrets.bind(session, "token", ["sales/*"], ["*.example.com"], "me")
            if allowed:
                found = await secrets.resolve(session, keys, "token", process, host)
                assert found == "s3cret ☃"
            else:
                with pytest.raises(SecretRefusedError) as refused:
                    await secrets.resolve(session, keys, "token", process, host)
                assert "s3cret" not in str(refused.value)

    async def test_bound_to_nobody_and_unknown(self, database, keys, tenant):
        async with database.tenant(tenant) as session:
            await secrets.put(session, keys, "new", {"user": "x"}, "me")
            with pytest.raises(SecretRefusedError, match="not bound"):
                await secrets.resolve(session, keys, "new", "a/b", "h")
            with pytest.raises(SecretRefusedError, match="no secret"):
                await secrets.resolve(session, keys, "none", "a/b", "h")
            (row,) = await secrets.page(session)
            assert (row.name, row.updated_by, row.bound_by) == ("new", "me", None)


class TestVersions:
    async def test_the_last_ten_are_kept_and_come_back(self, database, keys, tenant):
        async with database.tenant(tenant) as session:
            for number in range(1, KEPT_VERSIONS + 3):
                assert await secrets.put(session, keys, "a", f"v{number}", "me") == number
            await secrets.bind(session, "a", ["*"], ["*"], "me")
            kept = await secrets.versions(session, "a")
            assert [one.version for one in kept] == list(range(12, 2, -1))
            assert await secrets.roll_back(session, "a", 2, "you") is None
            assert await secrets.roll_back(session, "a", 3, "you") == 13
            assert await secrets.resolve(session, keys, "a", "x/y", "h") == "v3"
            newest = (await secrets.versions(session, "a"))[0]
            assert (newest.version, newest.written_by, newest.restored) == (13, "you", 3)

    async def test_a_value_leaves_the_binding_as_it_is(self, database, keys, tenant):
        async with database.tenant(tenant) as session:
            await secrets.put(session, keys, "a", 1, "me")
            await secrets.bind(session, "a", ["x/y"], ["h"], "admin")
            await secrets.put(session, keys, "a", 2, "me")
            row = await secrets.find(session, "a")
        assert (row.processes, row.hosts, row.bound_by, row.version) == (["x/y"], ["h"], "admin", 2)

    async def test_who_writes_at_once_makes_one_version_each(self, database, keys, tenant):
        async def write(number):
            async with database.tenant(tenant) as session:
                return await secrets.put(session, keys, "a", number, "me")

        assert sorted(await asyncio.gather(*map(write, range(5)))) == [1, 2, 3, 4, 5]

    async def test_what_is_removed_leaves_no_value(self, database, keys, tenant):
        async with database.tenant(tenant) as session:
            await secrets.put(session, keys, "a", 1, "me")
            assert await secrets.remove(session, "a")
            assert not await secrets.remove(session, "a")
            assert await secrets.versions(session, "a") == []
            assert await secrets.roll_back(session, "a", 1, "me") is None
            assert not await secrets.bind(session, "a", [], [], "me")
            assert await secrets.put(session, keys, "a", 1, "me") == 1
