"""No way into another organisation but by proof."""

from __future__ import annotations

import psycopg
import pytest

from store import people, person_links, sessions
from tests.api.belonging.test_endpoints import add, enter, proof


class TestAdministrators:
    """What an administrator of one organisation can do must not lead into another."""

    async def test_an_account_with_a_foreign_address(
        self, browsing, database, tenant, there, other_tenant
    ):
        """Somebody here is made with the address of somebody there."""
        impostor = await browsing()
        async with database.tenant(tenant) as session:
            await people.change(session, impostor.person, {"email": there.email})
        assert len((await impostor.get("/me/tenants"))["items"]) == 1
        assert (await enter(impostor, other_tenant)).status_code == 404

    async def test_a_new_password_ends_what_belonged_together(
        self, here, there, other_tenant, admin, database, tenant
    ):
        """Whoever reads the mails of an organisation reads the link of its people."""
        await add(here, there, other_tenant)
        changed = await admin.patch(
            f"/api/v1/people/{here.person}", json={"email": "taken-over@x.example"}
        )
        assert changed.status_code == 200, changed.text
        async with database.tenant(tenant) as session:
            assert await person_links.account(session, here.person) is None
        assert (await enter(here, other_tenant)).status_code == 404

    @pytest.mark.parametrize("way", ["oidc", None])
    async def test_a_sign_in_that_others_vouch_for(
        self, here, there, tenant, other_tenant, database_urls, way
    ):
        await add(here, there, other_tenant)
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE sessions SET way = %s WHERE tenant_id = %s", [way, tenant])
        assert (await enter(here, other_tenant)).json()["type"].endswith("own-proof-needed")
        again = await add(here, there, other_tenant)
        assert again.json()["type"].endswith("own-proof-needed")

    async def test_a_key_adds_and_enters_nothing(self, admin, there, other_tenant):
        entered = await admin.post(f"/api/v1/me/tenants/{other_tenant}/enter")
        assert entered.status_code == 404
        added = await admin.post("/api/v1/me/tenants", json=proof(there, other_tenant))
        assert added.status_code == 409

    async def test_the_other_one_lets_them_go(self, here, there, other_tenant, database):
        await add(here, there, other_tenant)
        async with database.tenant(other_tenant) as session:
            await people.disable(session, there.person)
            assert not await sessions.of_person(session, there.person)
        assert len((await here.get("/me/tenants"))["items"]) == 1
        assert (await enter(here, other_tenant)).status_code == 404
