"""A tenant's own key over HTTP: turned by who may, told without the key."""

from __future__ import annotations

import httpx

from store import audit_search
from store.audit_search import Sought
from store.keys import Keyring
from store.session import Database
from tests.api.conftest import Somebody

ADDRESS = "/api/v1/tenant-keys"


class TestRotate:
    async def test_a_version_more_that_waits(
        self, admin: httpx.AsyncClient, database: Database, keyring: Keyring, tenant: str
    ):
        await keyring.of(tenant)
        assert [one["version"] for one in (await admin.get(ADDRESS)).json()["items"]] == [1]
        for _ in range(2):
            answer = await admin.post(f"{ADDRESS}/rotate")
            items = answer.json()["items"]
            assert [one["version"] for one in items] == [2, 1]
            assert items[0]["sealsAt"] > items[0]["createdAt"]
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            entries, _ = await audit_search.page(
                session, keys, Sought(subject="tenant-key:own"), None, 10
            )
        assert [one.details["version"] for one in entries] == [2, 2]

    async def test_not_by_others(self, somebody: Somebody, tenant: str):
        developer = await somebody(tenant, "developer", "operator")
        assert (await developer.get(ADDRESS)).status_code == 403
        assert (await developer.post(f"{ADDRESS}/rotate")).status_code == 403

    async def test_another_tenants_stays(
        self, admin: httpx.AsyncClient, somebody: Somebody, keyring: Keyring, other_tenant: str
    ):
        other = await somebody(other_tenant, "admin")
        await keyring.of(other_tenant)
        await admin.post(f"{ADDRESS}/rotate")
        assert len((await other.get(ADDRESS)).json()["items"]) == 1
