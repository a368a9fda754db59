"""From one organisation to another: by proof, and by the rules of the one that is entered."""

from __future__ import annotations

import psycopg

from tests.api.browser import PASSWORD


def proof(there, other_tenant, **more):
    slug = f"other-{other_tenant[-12:]}"
    return {"email": there.email, "password": PASSWORD, "tenant": slug, **more}


async def add(here, there, other_tenant, **more):
    body = proof(there, other_tenant, **more)
    return await here.ask("POST", "/me/tenants", json=body)


async def enter(here, other_tenant):
    return await here.ask("POST", f"/me/tenants/{other_tenant}/enter")


class TestSwitching:
    async def test_there_and_back(self, here, there, tenant, other_tenant):
        assert [one["id"] for one in (await here.get("/me/tenants"))["items"]] == [tenant]
        added = await add(here, there, other_tenant)
        assert added.status_code == 201, added.text
        assert [one["current"] for one in added.json()["items"]] == [True, False]
        entered = await enter(here, other_tenant)
        assert entered.status_code == 200, entered.text
        me = await here.get("/me")
        assert (me["tenant"]["id"], me["id"]) == (other_tenant, there.person)
        assert (await enter(here, tenant)).status_code == 200
        assert (await here.get("/me"))["id"] == here.person
        assert len((await here.get("/me/sessions"))["items"]) == 1

    async def test_not_without_having_been_added(self, here, there, other_tenant):
        for tenant in (other_tenant, "nothing", "%00"):
            assert (await enter(here, tenant)).status_code in (404, 422)

    async def test_a_wrong_password_adds_nothing(self, here, there, other_tenant):
        wrong = await add(here, there, other_tenant, password="wrong")
        strange = await add(here, there, other_tenant, email="nobody@x.example")
        assert wrong.status_code == strange.status_code == 422
        assert wrong.json()["detail"] == strange.json()["detail"]
        assert len((await here.get("/me/tenants"))["items"]) == 1

    async def test_a_wrong_try_stands_in_the_history_there(
        self, here, there, other_tenant, services
    ):
        """Who guesses a password leaves the same line, whichever door they guess at."""
        assert (await there.sign_in()).status_code == 200
        await there.set_up_totp()
        await add(here, there, other_tenant, password="wrong")
        await services.background.finish(5)
        await add(here, there, other_tenant, code="000000")
        await services.background.finish(5)
        tries = [(one["way"], one["refused"]) for one in (await there.get("/me/sign-ins"))["items"]]
        assert tries[:2] == [("totp", "wrong-code"), ("password", "wrong-password")]

    async def test_a_proof_that_is_long_ago(self, here, there, other_tenant, stale):
        stale()
        assert (await add(here, there, other_tenant)).json()["type"].endswith("prove-again")

    async def test_its_second_factor_is_asked_for(self, here, there, tenant, other_tenant):
        assert (await there.sign_in()).status_code == 200
        recovery, *_ = await there.set_up_totp()
        needed = await add(here, there, other_tenant)
        assert needed.json()["type"].endswith("second-factor-needed")
        assert (await add(here, there, other_tenant, code="000000")).status_code == 422
        added = await add(here, there, other_tenant, recoveryCode=recovery)
        assert added.status_code == 201
        half = await enter(here, other_tenant)
        assert (half.status_code, half.json()["ways"]) == (202, ["totp", "recovery-code"])
        assert (await here.get("/me"))["tenant"]["id"] == tenant
        assert (await here.second(code=there.code())).status_code == 200
        assert (await here.get("/me"))["tenant"]["id"] == other_tenant
        # It was proved in this sign-in, so the way back asks nothing, and the next one neither.
        assert (await enter(here, tenant)).status_code == 200
        assert (await enter(here, other_tenant)).status_code == 200

    async def test_who_leaves_a_list(self, here, there, other_tenant):
        await add(here, there, other_tenant)
        assert (await here.ask("DELETE", f"/me/tenants/{other_tenant}")).status_code == 204
        assert (await enter(here, other_tenant)).status_code == 404

    async def test_to_one_that_rests(self, here, there, other_tenant, database_urls):
        await add(here, there, other_tenant)
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE tenants SET suspended_at = now() WHERE id = %s", [other_tenant])
        assert (await enter(here, other_tenant)).json()["type"].endswith("tenant-suspended")
